"""Sessions and students as the pages show them: everything written out in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from mentoring.sessions.model import Slot, Span
from mentoring.sessions.texts import DAYS, GOALS, KINDS, SLOT, STATUSES, WHYS
from mentoring.sessions.views.card_links import CardLink
from mentoring.sessions.views.session_view import GoalView, SessionView
from mentoring.sessions.views.student_lines import StudentLine
from mentoring.students.model import Student
from powerup.sessions import texts
from rules.bilingual import Sentence
from rules.calendar import local_date
from rules.formatting import clock, day, moment, plural, wall_clock
from rules.verdict import Language

Json = dict[str, Any]

NEW_KIND: Final = "weekly"
"""The kind that the pages do not name: most sessions are weekly."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Writes for one reader; instants in the school's `zone`."""

    language: Language
    zone: ZoneInfo
    now: datetime

    def sessions(self, found: Iterable[SessionView]) -> list[Json]:
        """Return several sessions, in their order."""
        return [self.session(each) for each in found]

    def session(self, each: SessionView) -> Json:
        """Return one session. `starts` is for the page's own use, `when` for people."""
        return {
            "id": each.id,
            "student": {"id": each.student_id, "name": each.student},
            "mentor": each.mentor,
            "about": " · ".join(x for x in (each.course, each.project) if x),
            "kind": "" if each.kind == NEW_KIND else self.say(KINDS[each.kind]),
            "starts": each.starts.isoformat() if each.starts else "",
            "when": self.when(each.starts) if each.starts else "",
            "time": self.hours(each.starts, each.ends),
            "status": each.status or "",
            "statusText": self.status(each),
            "placed": each.placed,
            "why": self.say(WHYS[each.why]) if each.why else "",
            "free": self.spans(each.free),
            "video": each.video,
            "report": each.report,
            "draft": each.draft,
            "possible": list(each.possible),
        }

    def status(self, each: SessionView) -> str:
        """Return the status in words; where there is none, "sans statut" once it is over, "" before."""
        if each.status is not None:
            return self.say(STATUSES[each.status])
        over = each.placed and each.ends is not None and each.ends <= self.now
        return self.say(STATUSES["unset"]) if over else ""

    def spans(self, found: Sequence[Span]) -> list[Json]:
        """Return free times, each with the text of its button."""
        return [{"starts": x.starts.isoformat(), "text": self.when(x.starts)} for x in found]

    def when(self, at: datetime) -> str:
        """Write an instant: "aujourd'hui à 18 h", "mardi 1er décembre 2026 à 18 h"."""
        away = (local_date(at, self.zone) - local_date(self.now, self.zone)).days
        near = {0: texts.TODAY, 1: texts.TOMORROW, -1: texts.YESTERDAY}.get(away)
        if near is None:
            return moment(at, self.language, self.zone)
        return self.say(near, time=self.clock(at))

    def clock(self, at: datetime) -> str:
        """Write a time of day: "18 h", "18 h 45", "18:45"."""
        return clock(at, self.language, self.zone)

    def hours(self, starts: datetime | None, ends: datetime | None) -> str:
        """Write from when to when: "18 h – 18 h 45"."""
        return f"{self.clock(starts)} – {self.clock(ends)}" if starts and ends else ""

    def student(self, each: Student) -> Json:
        """Return a student: name, course and project."""
        about = " · ".join(x for x in (each.course, each.project) if x)
        return {"id": each.id, "name": each.name, "about": about}

    def line(self, each: StudentLine) -> Json:
        """Return a student with what comes next: session, goals, defence, card."""
        count = each.open_goals
        one, many = ("objectif en cours", "objectifs en cours")
        if self.language == "en":
            one, many = ("open goal", "open goals")
        coming = each.next.starts if each.next else None
        defence = each.defence_at
        return {
            **self.student(each.student),
            "next": self.when(coming) if coming else "",
            "goals": plural(count, one, many, self.language) if count else "",
            "defence": day(local_date(defence, self.zone), self.language) if defence else "",
            "asksDefence": each.asks_defence,
            "paused": each.student.paused_on(local_date(self.now, self.zone)),
            "card": self.card(each.card) if each.card else None,
            "projectUrl": each.project_url,
            "prepares": each.prepares,
        }

    def card(self, each: CardLink) -> Json:
        """Return what the page needs to open a card."""
        return {"id": each.id, "board": each.board_id, "url": each.url}

    def outcome(self, name: str) -> str:
        """Return how a project ended, by the name of its outcome; "" while it goes on."""
        return self.say(texts.OUTCOMES[name]) if name in texts.OUTCOMES else ""

    def ended(self, each: Student) -> str:
        """Return when the course ended, and how; "" while it goes on."""
        if each.ended_at is None:
            return ""
        at = day(local_date(each.ended_at, self.zone), self.language)
        return self.say(texts.ENDED.get(each.ended_how, texts.ENDED["left"]), day=at)

    def pause(self, each: Student) -> Json | None:
        """Return the student's pause of today or to come, with its days; None where there is none."""
        first, last = each.paused_from, each.paused_until
        if first is None or (last is not None and last < local_date(self.now, self.zone)):
            return None
        days = {"first": day(first, self.language), "last": day(last or first, self.language)}
        told = self.say(texts.PAUSE if last else texts.OPEN_PAUSE, **days)
        return {
            "first": first.isoformat(),
            "last": last.isoformat() if last else None,
            "text": told,
        }

    def goal(self, each: GoalView) -> Json:
        """Return a goal, with how it was judged."""
        judged = self.say(GOALS[each.outcome]) if each.outcome else ""
        return {"id": each.id, "text": each.text, "outcome": each.outcome, "outcomeText": judged}

    def slot(self, each: Slot) -> Json:
        """Return the weekly time, on the clock of its own zone, which is named if it is not the school's."""
        hour, minute = divmod(each.minute, 60)
        clock = f"{hour:02}:{minute:02}"
        at = wall_clock(each.minute, self.language)
        told = self.say(SLOT, day=self.say(DAYS[each.weekday]), time=at)
        foreign = each.zone.key != self.zone.key
        return {
            "weekday": each.weekday,
            "time": clock,
            "minutes": each.length,
            "zone": each.zone.key,
            "text": f"{told} ({each.zone.key})" if foreign else told,
        }

    def say(self, sentence: Sentence, **values: object) -> str:
        """Return the sentence in the reader's language."""
        return sentence.in_(self.language).format_map(values)
