"""The routes about reaching each other."""

from __future__ import annotations

from typing import Final

from powerup.desk.contact import own_contact, student_reach
from powerup.desk.tab import Route

ROUTES: Final = (
    Route("GET", "contact", own_contact.contact),
    Route("POST", "contact", own_contact.save_contact),
    Route("POST", "contact/times", own_contact.save_times),
    Route("POST", "contact/calendar", own_contact.save_calendar),
    Route("GET", "students/<student>/reach", student_reach.reach),
    Route("POST", "students/<student>/reach", student_reach.save_reach),
    Route("POST", "students/<student>/link", student_reach.link),
)
