"""The letters to students, each from values alone. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from mentoring.mail import texts
from mentoring.mail.invitation import Meeting
from mentoring.mail.known import Reader
from mentoring.mail.letter import Letter, Link, Section
from mentoring.sessions.model import Slot
from mentoring.sessions.texts import DAYS, SLOT
from mentoring.sessions.texts import GOALS as OUTCOMES
from rules.bilingual import NO_BREAK, Sentence
from rules.calendar import local_date
from rules.formatting import day, fill, in_advance, wall_clock
from rules.verdict import Language

SOMEBODY: Final = Sentence("votre mentor", "your mentor")


@dataclass(frozen=True, slots=True)
class Body:
    """A letter before greeting and foot."""

    subject: str
    sections: Sequence[Section]
    links: Sequence[Link]
    foot: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What a report says for the student. `judged`: the goals of last time and how they ended."""

    judged: Sequence[tuple[str, str]]
    goals: Sequence[str]
    blockers: str
    more: str


def whole(body: Body, reader: Reader, mentor: str, *, answers: bool) -> Letter:
    """Return the letter, with its greeting and why it comes. `answers`: the mentor reads answers."""
    say = _Say(reader.language)
    hello = Section("", [say(texts.HELLO, name=reader.student.name)])
    foot = texts.FOOT if answers else texts.FOOT_SCHOOL
    told = [*body.foot, say(foot, mentor=mentor or say(SOMEBODY))]
    return Letter(reader.language, body.subject, [hello, *body.sections], body.links, told)


def welcome(
    reader: Reader,
    mentor: str,
    slot: Slot | None,
    dates: Sequence[datetime],
    urls: tuple[str, str],
) -> Body:
    """Say who the mentor is, when the sessions are, where the page and the calendar are."""
    say = _Say(reader.language)
    name = mentor or say(SOMEBODY)
    first = [say(texts.WELCOME_BODY, mentor=name[:1].upper() + name[1:])]
    if slot is not None:
        first.append(say(texts.SLOT, slot=slot_in_words(slot, reader)))
    sections = [Section("", first)]
    if dates:
        sections.append(Section(say(texts.NEXT_DATES), (), [reader.when(x) for x in dates]))
    else:
        sections.append(Section("", [say(texts.CHOOSE, mentor=name)]))
    page, feed = urls
    sections.append(Section("", [say(texts.PAGE_BODY)]))
    sections.append(Section(say(texts.CALENDAR), [say(texts.CALENDAR_BODY, url=feed)]))
    button = say(texts.PAGE if dates else texts.CHOOSE_BUTTON)
    subject = say(texts.WELCOME, mentor=name[:1].upper() + name[1:])
    return Body(subject, sections, [Link(button, page)])


def slot(reader: Reader, mentor: str, slot: Slot, dates: Sequence[datetime], url: str) -> Body:
    """Tell of a new weekly time."""
    say = _Say(reader.language)
    told = slot_in_words(slot, reader)
    sections = [Section("", [say(texts.SLOT, slot=told)])]
    if dates:
        sections.append(Section(say(texts.NEXT_DATES), (), [reader.when(x) for x in dates]))
    subject = say(texts.SLOT_SUBJECT, slot=told)
    return Body(subject, sections, [Link(say(texts.PAGE), url)])


def reminder(
    reader: Reader, meeting: Meeting, goals: Sequence[str], url: str, late: timedelta
) -> Body:
    """Remind of a session, two days before. `late`: until how long before it can still be moved."""
    say, when = _Say(reader.language), reader.when(meeting.starts)
    mentor = meeting.mentor or say(SOMEBODY)
    sections = [Section("", [say(texts.REMINDER_BODY, mentor=mentor, when=when)])]
    if goals:
        sections.append(Section(say(texts.GOALS), (), goals))
    unable = texts.UNABLE if late else texts.UNABLE_ANY_TIME
    sections.append(Section("", [say(unable, late=in_advance(late, reader.language))]))
    join = [Link(say(texts.JOIN), meeting.video)] if meeting.video else []
    return Body(say(texts.REMINDER, when=when), sections, [*join, Link(say(texts.PAGE), url)])


def moved(
    reader: Reader, meeting: Meeting, before: datetime | None, url: str, *, asked: bool
) -> Body:
    """Tell of another time, or of somebody else who holds it. `asked`: by the student themselves."""
    say, when = _Say(reader.language), reader.when(meeting.starts)
    mentor = meeting.mentor or say(SOMEBODY)
    told = [say(texts.MOVED_BY_YOU if asked else texts.MOVED_BODY, mentor=mentor, when=when)]
    if before is not None and before != meeting.starts:
        told.append(say(texts.BEFORE, when=reader.when(before)))
    join = [Link(say(texts.JOIN), meeting.video)] if meeting.video else []
    links = [*join, Link(say(texts.PAGE), url)]
    return Body(say(texts.MOVED, when=when), [Section("", told)], links)


def cancelled(reader: Reader, meeting: Meeting, url: str, *, asked: bool) -> Body:
    """Tell that the session does not take place. `asked`: as the student themselves wanted."""
    say, when = _Say(reader.language), reader.when(meeting.starts)
    mentor = meeting.mentor or say(SOMEBODY)
    body = texts.CANCELLED_BY_YOU if asked else texts.CANCELLED_BODY
    told = [say(body, mentor=mentor, when=when), say(texts.AGAIN)]
    subject = say(texts.CANCELLED, when=when)
    return Body(subject, [Section("", told)], [Link(say(texts.PAGE), url)])


def changes(
    reader: Reader, found: Sequence[tuple[datetime | None, datetime | None]], url: str
) -> Body:
    """Tell of several sessions that are not as they were told: (before, now) of each."""
    say = _Say(reader.language)
    lines = []
    for before, now in found:
        sentence = texts.CHANGE_MOVED if before and now else texts.CHANGE_NEW
        told = {
            "before": reader.when(before) if before else "",
            "when": reader.when(now) if now else "",
        }
        lines.append(say(sentence if now else texts.CHANGE_OFF, **told))
    subject = say(texts.CHANGES)
    return Body(subject, [Section("", (), lines)], [Link(say(texts.PAGE), url)])


def report(reader: Reader, at: datetime, said: Said, url: str) -> Body:
    """Tell what the mentor wrote for the student; what is private is not in it."""
    say = _Say(reader.language)
    judged = [
        f"{text}{NO_BREAK}: {OUTCOMES[how].in_(reader.language)}"
        if reader.language == "fr"
        else f"{text}: {OUTCOMES[how].in_(reader.language)}"
        for text, how in said.judged
        if how in OUTCOMES
    ]
    parts = [
        Section(say(texts.GOALS), (), judged),
        Section(say(texts.NEXT_GOALS), (), said.goals),
        Section(say(texts.BLOCKERS), [said.blockers] if said.blockers else []),
        Section(say(texts.MORE), [said.more] if said.more else []),
    ]
    sections = [each for each in parts if each.items or each.paragraphs]
    subject = say(texts.REPORT, day=day(local_date(at, reader.zone), reader.language))
    return Body(subject, sections, [Link(say(texts.PAGE), url)], [say(texts.REPORT_FOOT)])


def link(reader: Reader, url: str) -> Body:
    """Give a new address of the page."""
    say = _Say(reader.language)
    told = [say(texts.LINK_BODY), say(texts.LINK_NOT_YOU)]
    return Body(say(texts.LINK), [Section("", told)], [Link(say(texts.PAGE), url)])


def slot_in_words(slot: Slot, reader: Reader) -> str:
    """Return "chaque mardi à 18 h", on the clocks of the slot's zone, which is named where the reader's is
    another.
    """
    weekday = DAYS[slot.weekday].in_(reader.language)
    told = _Say(reader.language)(SLOT, day=weekday, time=wall_clock(slot.minute, reader.language))
    return f"{told} ({slot.zone.key})" if slot.zone.key != reader.zone.key else told


@dataclass(frozen=True, slots=True)
class _Say:
    language: Language

    def __call__(self, sentence: Sentence, **values: object) -> str:
        return fill(sentence, self.language, values)
