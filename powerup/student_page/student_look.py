"""What a student's page shows, written out in their language, on their clock and the school's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import quote

from mentoring.mail.invitation import Meeting
from mentoring.sessions.model import Span
from mentoring.sessions.texts import GOALS
from mentoring.sessions.views.session_view import GoalView
from mentoring.student_page.readable import ReportSeen
from mentoring.student_page.service import StudentSees
from powerup.sessions.shown import Shown
from powerup.student_page import texts
from rules.calendar import local_date, local_time
from rules.formatting import day, in_advance
from rules.verdict import Language

GOOGLE: Final = "https://calendar.google.com/calendar/render?cid={url}"
OUTLOOK: Final = "https://outlook.live.com/calendar/0/addfromweb?url={url}&name={name}"


@dataclass(frozen=True, slots=True)
class Time:
    """A time that can be chosen: `value` is what the button sends."""

    value: str
    when: str
    school: str


@dataclass(frozen=True, slots=True)
class SessionSeen:
    """A session. `school`: its time on the school's clock, "" where that is the same. `late`: it can no
    longer be moved, and to cancel it now would be late.
    """

    id: str
    when: str
    school: str
    mentor: str
    video: str
    going_on: bool
    late: bool


@dataclass(frozen=True, slots=True)
class ReportText:
    """A report: its date, the goals that were judged, the new ones, and what was written."""

    title: str
    judged: list[str]
    goals: list[str]
    blockers: str
    more: str


@dataclass(frozen=True, slots=True)
class StudentLook:
    """The page of a student. `choices`: times for a first session, None where something is planned already.
    `moving`: the session for which `times` are offered. `late`: how long before a session it can still be
    moved, in words. `feed`: the address of their calendar, which `webcal`, `google` and `outlook` subscribe
    to.
    """

    name: str
    about: str
    mentor: str
    next: SessionSeen | None
    later: list[SessionSeen]
    unplaced: list[str]
    choices: list[Time] | None
    moving: str
    moving_when: str
    late: str
    times: list[Time]
    goals: list[str]
    reports: list[ReportText]
    reports_mailed: bool
    feed: str
    webcal: str
    google: str
    outlook: str


def student_look(sees: StudentSees, language: Language) -> StudentLook:
    """Return the page of this student."""
    writes = _Writes(sees, Shown(language, sees.zone, sees.now), language)
    coming = [writes.session(each) for each in sees.coming]
    moved = next((each for each in sees.coming if each.id == sees.moving), None)
    idle = not coming and not sees.unplaced
    webcal = "webcal:" + sees.feed.partition(":")[2]
    name = quote(texts.TITLE.in_(language))
    return StudentLook(
        name=sees.student.name,
        about=" · ".join(x for x in (sees.student.course, sees.student.project) if x),
        mentor=sees.mentor,
        next=coming[0] if coming else None,
        later=coming[1:],
        unplaced=sees.unplaced,
        choices=writes.times(sees.choices) if idle else None,
        moving=sees.moving,
        moving_when=writes.shown.when(moved.starts) if moved else "",
        late=in_advance(sees.late, language),
        times=writes.times(sees.times),
        goals=[each.text for each in sees.reading.goals],
        reports=[writes.report(each) for each in sees.reading.reports],
        reports_mailed=sees.reports_mailed,
        feed=sees.feed,
        webcal=webcal,
        google=GOOGLE.format(url=quote(webcal, safe="")),
        outlook=OUTLOOK.format(url=quote(sees.feed, safe=""), name=name),
    )


@dataclass(frozen=True, slots=True)
class _Writes:
    sees: StudentSees
    shown: Shown
    language: Language

    def session(self, each: Meeting) -> SessionSeen:
        late = each.starts - self.sees.now < self.sees.late
        return SessionSeen(
            id=each.id,
            when=self.shown.when(each.starts),
            school=self._school(each.starts),
            mentor=each.mentor,
            video=each.video if each.video.startswith("https://") else "",
            going_on=each.starts <= self.sees.now,
            late=late,
        )

    def times(self, spans: tuple[Span, ...]) -> list[Time]:
        return [
            Time(each.starts.isoformat(), self.shown.when(each.starts), self._school(each.starts))
            for each in spans
        ]

    def report(self, each: ReportSeen) -> ReportText:
        title = day(local_date(each.starts, self.sees.zone), self.language)
        judged = [self._judged(x) for x in each.judged]
        goals = [x.text for x in each.goals]
        return ReportText(title, judged, goals, each.blockers, each.more)

    def _judged(self, goal: GoalView) -> str:
        how = GOALS[goal.outcome].in_(self.language) if goal.outcome in GOALS else ""
        return f"{goal.text} ({how})" if how else goal.text

    def _school(self, at: datetime) -> str:
        own, school = local_time(at, self.sees.zone), local_time(at, self.sees.school)
        if own.utcoffset() == school.utcoffset():
            return ""
        there = Shown(self.language, self.sees.school, self.sees.now)
        return there.clock(at) if own.date() == school.date() else there.when(at)
