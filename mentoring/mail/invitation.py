"""A session as calendars take it in: an invitation, its cancellation, a feed (RFC 5545, 5546). Pure.

One `UID` a session, in the invitation as in every feed, and never a rule of repetition: programs cancel
a whole series where one of its events is cancelled. Greffier reads no answers, so the student's stands in
the invitation: accepted, none wanted. Times are UTC: each calendar shows them on its owner's clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from icalendar import Calendar, Event, vCalAddress, vText

from mentoring.calendars.ics import PRODUCT
from mentoring.mail.address import Person, one_line, plain_address
from rules.bilingual import Sentence
from rules.verdict import Language

Method = Literal["REQUEST", "CANCEL", "PUBLISH"]

ASK_AGAIN: Final = timedelta(hours=1)

_WITH: Final = Sentence("Session avec {mentor}", "Session with {mentor}")
_PLAIN: Final = Sentence("Session de mentorat", "Mentoring session")
_CANCELLED: Final = Sentence("Annulée : {what}", "Cancelled: {what}")
_VIDEO: Final = Sentence("Rejoindre : {url}", "Join: {url}")
_CHANGE: Final = Sentence(
    "Déplacer ou annuler : votre page personnelle, dont le lien est dans nos courriels.",
    "Move or cancel: your own page, whose link is in our mails.",
)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session as its student's calendar shows it. `mentor`: the name of whoever holds it. `sequence`
    counts its changes, `changed_at` is when it changed last.
    """

    id: str
    starts: datetime
    ends: datetime
    mentor: str
    sequence: int
    changed_at: datetime
    project: str = ""
    video: str = ""
    cancelled: bool = False

    @property
    def uid(self) -> str:
        """What calendars know the session by, for as long as it lives."""
        return uid_of(self.id)


def uid_of(session_id: str) -> str:
    """Return the same `UID` that mentors' own calendars have for the session."""
    return f"{session_id}-session@greffier"


def invitation(meeting: Meeting, organizer: Person, guest: Person, language: Language) -> bytes:
    """Return the session as a REQUEST or, where it does not take place any more, as a CANCEL: one event."""
    method: Method = "CANCEL" if meeting.cancelled else "REQUEST"
    made = _calendar(method)
    entry = _entry(meeting, language)
    entry.add("organizer", _address(organizer), encode=False)
    attendee = _address(guest)
    attendee.params["PARTSTAT"] = vText("ACCEPTED")
    attendee.params["RSVP"] = vText("FALSE")
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    entry.add("attendee", attendee, encode=False)
    made.add_component(entry)
    return bytes(made.to_ical())


def feed(meetings: Iterable[Meeting], name: str, language: Language) -> bytes:
    """Return a calendar to subscribe to: nobody is invited, nobody is named but the mentor. The same
    meetings give the same bytes.
    """
    made = _calendar("PUBLISH")
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT1H")
    for each in sorted(meetings, key=lambda each: (each.starts, each.id)):
        made.add_component(_entry(each, language))
    return bytes(made.to_ical())


def _calendar(method: Method) -> Calendar:
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", method)
    return made


def _entry(meeting: Meeting, language: Language) -> Event:
    entry = Event()
    entry.add("uid", meeting.uid)
    entry.add("dtstamp", meeting.changed_at)
    entry.add("last-modified", meeting.changed_at)
    entry.add("sequence", meeting.sequence)
    entry.add("summary", title(meeting, language))
    entry.add("dtstart", meeting.starts)
    entry.add("dtend", meeting.ends)
    entry.add("description", "\n".join(_description(meeting, language)))
    if meeting.video and not meeting.cancelled:
        entry.add("location", meeting.video)
    entry.add("status", "CANCELLED" if meeting.cancelled else "CONFIRMED")
    entry.add("transp", "TRANSPARENT" if meeting.cancelled else "OPAQUE")
    return entry


def title(meeting: Meeting, language: Language) -> str:
    """Return the title of an invitation, such as "Session avec Zoé Martin – P7". Many programs show a
    cancelled event like any other: its title says it.
    """
    what = _WITH.in_(language).format(mentor=meeting.mentor) if meeting.mentor else ""
    what = what or _PLAIN.in_(language)
    told = f"{what} – {meeting.project}" if meeting.project else what
    return _CANCELLED.in_(language).format(what=told) if meeting.cancelled else told


def _description(meeting: Meeting, language: Language) -> list[str]:
    if meeting.cancelled:
        return []
    video = [_VIDEO.in_(language).format(url=meeting.video)] if meeting.video else []
    return [*video, _CHANGE.in_(language)]


def _address(person: Person) -> vCalAddress:
    made = vCalAddress(f"mailto:{plain_address(person.address)}")
    if person.name:
        made.params["CN"] = vText(one_line(person.name).replace('"', "’"))
    return made
