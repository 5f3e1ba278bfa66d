"""The students whom somebody follows, and each one's page."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from mentoring.sessions.changes.slots import SlotWish
from mentoring.sessions.rules.times import WEEK, monday_of
from mentoring.sessions.views.pages import StudentPage
from powerup.desk.sessions.request_values import (
    clock_of,
    day_of,
    start_of,
    text_of,
)
from powerup.desk.sessions.service import changed, service, shown, who
from powerup.desk.tab import Ask
from powerup.http.errors import bad_input
from powerup.sessions.shown import Json, Shown
from rules.calendar import local_date
from sync.clock import now

ENDINGS: Final = ("finished", "left")


def students(ask: Ask) -> Json:
    """Return the students whom the caller follows."""
    write = shown(ask)
    return {"students": [write.line(each) for each in service(ask).my_students(who(ask))]}


def student(ask: Ask, student: str) -> Json:
    """Return one student: projects, cards, sessions, goals, mentors over time."""
    return _student(ask, service(ask).student(who(ask), student))


def _student(ask: Ask, page: StudentPage) -> Json:
    write = shown(ask)
    return {
        **write.student(page.student),
        "line": write.line(page.line) if page.line else None,
        "writes": page.writes,
        "manager": "manager" in page.rights,
        "ended": page.student.ended_at is not None or page.reopens,
        "endedText": write.ended(page.student),
        "reopens": page.reopens,
        "reworks": page.reworks,
        "slot": write.slot(page.slot) if page.slot else None,
        "zone": page.student.zone,
        "schoolZone": write.zone.key,
        "project": page.student.project,
        "knownProjects": list(page.known_projects),
        "pause": write.pause(page.student) if page.writes else None,
        "cards": [{**write.card(x), "over": x.over, "due": _day(write, x.due)} for x in page.cards],
        "projects": [
            {
                "name": x.project,
                "outcome": write.outcome(x.outcome),
                "defence": _day(write, x.defence_at),
            }
            for x in page.projects
        ],
        "sessions": write.sessions(page.sessions),
        "goals": [write.goal(each) for each in page.goals],
        "mentors": [
            {
                "name": page.names.get(x.member_id, ""),
                "since": _day(write, x.since),
                "until": _day(write, x.until),
            }
            for x in page.mentors
        ],
    }


def _day(write: Shown, at: datetime | None) -> str:
    return write.when(at) if at is not None else ""


def proposals(ask: Ask, student: str) -> Json:
    """Return three free times in the week of the address's `monday`, or in this week."""
    zone = ask.powerup.rulebook.timezone
    text = ask.query.get("monday", "")
    monday = monday_of(day_of(text) if text else local_date(now(), zone))
    found = service(ask).proposals(who(ask), student, monday)
    return {"times": shown(ask).spans(found), "next": (monday + WEEK).isoformat()}


def book(ask: Ask, student: str) -> Json:
    """Book one session more."""
    return changed(ask, service(ask).book(who(ask), student, start_of(ask)))


def rework(ask: Ask, student: str) -> Json:
    """Book a validator's session with the student, before deciding."""
    return changed(ask, service(ask).rework(who(ask), student, start_of(ask)))


def set_slot(ask: Ask, student: str) -> Json:
    """Give the student a weekly time; without a `weekday` they have none any more."""
    weekday, minutes = ask.body.get("weekday"), _whole(ask.body.get("minutes"))
    if weekday is None:
        return _student(ask, service(ask).end_slot(who(ask), student))
    at, zone = clock_of(ask.body.get("time")), text_of(ask.body.get("zone"))
    first = ask.body.get("from")
    if not isinstance(weekday, int) or isinstance(weekday, bool):
        raise bad_input("body")
    wish = SlotWish(
        weekday, at.hour * 60 + at.minute, minutes, zone, day_of(first) if first else None
    )
    return _student(ask, service(ask).set_slot(who(ask), student, wish))


def _whole(value: object) -> int | None:
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise bad_input("body")
    return value


def set_project(ask: Ask, student: str) -> Json:
    """Note the project that the student is at from now on."""
    name = text_of(ask.body.get("project"))
    return _student(ask, service(ask).set_project(who(ask), student, name))


def pause(ask: Ask, student: str) -> Json:
    """Pause the student from the `first` day to the `last`, if any; without a first day end the pause."""
    first, last = ask.body.get("first"), ask.body.get("last")
    days = (day_of(first) if first else None, day_of(last) if last else None)
    return _student(ask, service(ask).pause(who(ask), student, *days))


def end_course(ask: Ask, student: str) -> Json:
    """End the course: the student has finished, or left."""
    how = ask.body.get("how")
    if how not in ENDINGS:
        raise bad_input("body")
    return _student(ask, service(ask).end_course(who(ask), student, how))


def reopen_course(ask: Ask, student: str) -> Json:
    """Take the student back after all."""
    return _student(ask, service(ask).reopen_course(who(ask), student))
