"""Defences, ends of projects and sessions as a calendar (iCalendar, RFC 5545). Pure: values in, bytes out.

The same events give the same bytes, whenever they are written: calendars ask again and again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar import Event as Entry

from mentoring.calendars.timezone import timezone
from mentoring.school.model import LENGTH
from rules.bilingual import Sentence
from rules.calendar import local_date, local_time
from rules.verdict import Language

What = Literal["defence", "end", "session"]
Part = Literal["mentor", "validator", ""]

PRODUCT: Final = "-//Greffier//Soutenances//FR"
ASK_AGAIN: Final = timedelta(hours=1)

_DEFENCE: Final = Sentence("Soutenance", "Defence")
_END: Final = Sentence("Fin de projet", "End of project")
_SESSION: Final = Sentence("Session", "Session")
_UNSET: Final = Sentence("Statut à donner : {what}", "Status to give: {what}")
_REPORT: Final = Sentence("Dire comment elle s'est passée : {url}", "Say how it went: {url}")
_RECORDING: Final = Sentence("Enregistrement : {url}", "Recording: {url}")
_VIDEO: Final = Sentence("Visioconférence : {url}", "Video: {url}")
_PARTS: Final[Mapping[Part, Sentence]] = {
    "mentor": Sentence("votre étudiant", "your student"),
    "validator": Sentence("vous validez", "you validate"),
}
_TENTATIVE: Final = Sentence("à confirmer", "to be confirmed")
_CANCELLED: Final = Sentence("Annulée : {what}", "Cancelled: {what}")
_STUDENT: Final = Sentence("étudiant", "student")
_MENTORS: Final = Sentence("Mentor : {names}", "Mentor: {names}")
_VALIDATOR: Final = Sentence("Validateur : {names}", "Validator: {names}")
_NOBODY: Final = Sentence("pas encore choisi", "not chosen yet")
_CARD: Final = Sentence("Carte : {url}", "Card: {url}")
_WHATS: Final[Mapping[What, Sentence]] = {"defence": _DEFENCE, "end": _END, "session": _SESSION}
_SHORT: Final = re.compile(r"^(https?://[^/?#]+/c/[^/?#]+)")


@dataclass(frozen=True, slots=True)
class Event:
    """One event. `starts` is UTC; the end of a project is its whole day. `initials` are the
    student's. `part`: what the calendar's owner has to do with it, "" in a calendar of all.

    `sequence` and `changed_at` tell how often and when it changed last, as calendars want to know.
    `mentors` and `validator` are names, told where they are given. `video`: the room; `recording`: where
    that of a defence lies. Of a session: `length`, the `link` to its own page, and whether it is `unset`,
    over without a status.
    """

    card_id: str
    what: What
    starts: datetime
    initials: str
    course: str = ""
    project: str = ""
    url: str = ""
    part: Part = ""
    tentative: bool = False
    cancelled: bool = False
    sequence: int = 0
    changed_at: datetime | None = None
    mentors: tuple[str, ...] = field(default=())
    validator: str | None = None
    length: timedelta = LENGTH
    video: str = ""
    recording: str = ""
    link: str = ""
    unset: bool = False


def initials(name: str) -> str:
    """Return the first letters of a name: "Léa Dupont" is "L. D.", "Jean-Baptiste Le Gall" "J. L. G."."""
    return " ".join(f"{word[0].upper()}." for word in name.split() if word[0].isalpha())


def short_url(url: str) -> str:
    """Return a card's address without the words of its title, in which the student is named."""
    found = _SHORT.match(url)
    return found.group(1) if found else ""


def calendar(
    events: Iterable[Event], name: str, zone: ZoneInfo, language: Language, *, all_: bool = False
) -> bytes:
    """Return the calendar. `all_`: it is everybody's, so each event tells who takes part."""
    ordered = sorted(events, key=lambda each: (each.starts, each.card_id))
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", zone.key)
    made.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT1H")
    if ordered:
        made.add_component(timezone(zone.key, ordered[0].starts.year))
    for each in ordered:
        made.add_component(_entry(each, zone, language, all_=all_))
    return bytes(made.to_ical())


def _entry(event: Event, zone: ZoneInfo, language: Language, *, all_: bool) -> Entry:
    entry = Entry()
    entry.add("uid", f"{event.card_id}-{event.what}@greffier")
    entry.add("dtstamp", event.changed_at or event.starts)
    entry.add("last-modified", event.changed_at or event.starts)
    entry.add("sequence", event.sequence)
    entry.add("summary", _summary(event, language))
    _place_in_time(entry, event, zone)
    entry.add("description", "\n".join(_description(event, language, all_=all_)))
    if event.url:
        entry.add("url", event.url)
    entry.add("status", _status(event))
    if event.video:
        entry.add("location", event.video)
    own = event.what == "session" or (event.what == "defence" and bool(event.part))
    busy = own and not event.cancelled
    entry.add("transp", "OPAQUE" if busy else "TRANSPARENT")
    return entry


def _place_in_time(entry: Entry, event: Event, zone: ZoneInfo) -> None:
    if event.what == "end":
        day = local_date(event.starts, zone)
        entry.add("dtstart", day)
        entry.add("dtend", day + timedelta(days=1))
        return
    over = event.starts + event.length
    begins, ends = local_time(event.starts, zone), local_time(over, zone)
    if begins.fold or ends.fold:  # in the hour that comes twice, the local one does not tell which
        begins, ends = event.starts, over
    entry.add("dtstart", begins)
    entry.add("dtend", ends)


def _status(event: Event) -> str:
    if event.cancelled:
        return "CANCELLED"
    return "TENTATIVE" if event.tentative else "CONFIRMED"


def _summary(event: Event, language: Language) -> str:
    """Return the title of an event, such as "Soutenance P7 – L. D. (vous validez)". Many programs show a
    cancelled one like any other: so its title says it.
    """
    what = _WHATS[event.what].in_(language)
    who = event.initials or _STUDENT.in_(language)
    asides = [_PARTS[event.part].in_(language)] if event.part and event.what == "defence" else []
    if event.tentative and not event.cancelled:
        asides.append(_TENTATIVE.in_(language))
    head = " ".join(part for part in (what, event.project) if part)
    told = f"{head} – {who}" + (f" ({', '.join(asides)})" if asides else "")
    if event.unset:
        return _UNSET.in_(language).format(what=told)
    return _CANCELLED.in_(language).format(what=told) if event.cancelled else told


def _description(event: Event, language: Language, *, all_: bool) -> Sequence[str]:
    lines = [event.course] if event.course else []
    if event.video:
        lines.append(_VIDEO.in_(language).format(url=event.video))
    if event.recording:
        lines.append(_RECORDING.in_(language).format(url=event.recording))
    if event.link:
        lines.append(_REPORT.in_(language).format(url=event.link))
    if all_:
        mentors = ", ".join(event.mentors) or _NOBODY.in_(language)
        lines.append(_MENTORS.in_(language).format(names=mentors))
        if event.what == "defence":
            validator = event.validator or _NOBODY.in_(language)
            lines.append(_VALIDATOR.in_(language).format(names=validator))
    return [*lines, _CARD.in_(language).format(url=event.url)] if event.url else lines
