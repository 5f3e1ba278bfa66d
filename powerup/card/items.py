"""The panel's lines: each mention with its mark, what was read, what is expected, and its remedy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, Final

from powerup.card import texts
from powerup.card.own_controls import own_control
from powerup.card.proposals import Proposals
from rules.calendar import local_date, local_time
from rules.formatting import day, joined, label, moment, notice_in_words, say, shortened
from rules.mentions import MENTIONS
from rules.mentions.twin import NAMESAKE
from rules.projects import natural_order
from rules.titles.course_labels import label_for
from rules.titles.reader import read_student
from rules.verdict import Finding, Language
from sync.reports.card_view import CardView
from sync.rulebook.boards import Watched

Json = dict[str, Any]

ALWAYS: Final = ("student", "label", "due", "member", "details")
"""The mentions that are shown even where nothing is wrong with them."""

SAME: Final = {"past": "due", "sealed-date": "due"}
"""A finding, and the mention that is not in order because of it: a date that is past, or was changed."""

AHEAD: Final = timedelta(days=200)
"""How far ahead the calendar marks holidays."""


def items_of(
    view: CardView,
    board: Watched,
    now: datetime,
    language: Language,
    rules_url: str,
    known: Proposals,
) -> list[Json]:
    """Return the lines: what blocks first, then what is to be confirmed, then what is in order."""
    findings = {each.mention: each for each in view.verdict.findings}
    writer = _Items(view, board, now, language, rules_url, known)
    found = [writer.wrong(each) for each in findings.values()]
    found.sort(key=lambda item: item["status"] != "blocks")
    if view.verdict.state == "not-checked":
        return found
    told = {*findings, *(SAME.get(code, code) for code in findings)}
    return found + [
        writer.right(code)
        for code in ALWAYS
        if code in board.ruled.weights
        and code not in told
        and board.rules.kind in MENTIONS[code].KINDS
    ]


class _Items:
    """Writes the lines of one panel."""

    def __init__(
        self,
        view: CardView,
        board: Watched,
        now: datetime,
        language: Language,
        rules_url: str,
        known: Proposals,
    ) -> None:
        self.view, self.board, self.now, self.known = view, board, now, known
        self.language, self.rules_url = language, rules_url
        self.card, self.zone = view.card, board.ruled.zone

    def wrong(self, finding: Finding) -> Json:
        """Return a line about a finding, in the words of the comment."""
        told = say(finding, self.language, self.zone)
        return {
            **self._head(finding.mention),
            "status": finding.severity,
            "message": told.message,
            "read": told.read,
            "expected": told.expected,
            "fix": told.fix,
            "line": told.line,
            "control": self._control(finding),
        }

    def right(self, code: str) -> Json:
        """Return a line about a mention that is in order."""
        return {**self._head(code), "status": "ok", "read": self._read(code)}

    def _head(self, code: str) -> Json:
        name = label(code, self.board.rules.kind, self.language)
        url = f"{self.rules_url}#{code}" if self.rules_url else ""
        return {"code": code, "label": name[:1].upper() + name[1:], "rule": url}

    def _read(self, code: str) -> str:
        if code == "student":
            student = self.view.verdict.student
            known = (student.name, student.course) if student else ()
            return shortened(" – ".join(each for each in known if each))
        if code == "label":
            is_project = self.board.ruled.is_project
            return joined([x.name for x in self.card.labels if is_project(x)], self.language)
        if code == "due":
            return moment(self.card.due, self.language, self.zone) if self.card.due else ""
        if code == "member":
            people = self.board.ruled.people(self.card)
            return joined([x.full_name or x.username for x in people], self.language)
        return texts.OK_DETAILS.in_(self.language)

    def _control(self, finding: Finding) -> Json | None:
        """Return the remedy that the panel offers, None where it has none."""
        own = self.board.rules.requirement(finding.mention)
        if own is not None:
            return own_control(self.board, self.card, own, self.language)
        makers: dict[str, Callable[[], Json]] = {
            "student": self._student,
            "label": self._labels,
            "due": self._date,
            "past": self._date,
            "member": self._join,
            "details": self._details,
            "sealed-date": self._seal,
            "twin": self._twins,
        }
        make = makers.get(finding.mention) if finding.variant != NAMESAKE else None
        return make() if make else None

    def _join(self) -> Json:
        return {"kind": "join"}

    def _seal(self) -> Json:
        return {"kind": "seal"}

    def _student(self) -> Json:
        names = [each.name for each in self.card.labels]
        reading = read_student(self.card, self.board.ruled.courses, names)
        return {
            "kind": "student",
            "name": reading.name or "",
            "course": reading.course or "",
            "courses": [each.name for each in self.board.ruled.courses.courses],
            "proposed": self.known.course,
        }

    def _labels(self) -> Json:
        carried = {each.id for each in self.card.labels}
        projects = [x for x in self.board.ruled.board.labels if self.board.ruled.is_project(x)]
        projects.sort(key=lambda each: natural_order(each.name))
        known, index = self.known, self.board.ruled.courses
        proposed = (
            label_for(projects, known.project, known.course, index) if known.project else None
        )
        return {
            "kind": "label",
            "labels": [
                {
                    "id": x.id,
                    "name": x.name,
                    "color": x.color or "",
                    "on": x.id in carried,
                    "proposed": proposed is not None and x.id == proposed.id,
                }
                for x in projects
            ],
        }

    def _date(self) -> Json:
        today = local_date(self.now, self.zone)
        put = self.view.history.put_forward_at
        start = local_date(put, self.zone) if put else today
        first, last = self.board.rules.notice.dates(start)
        until = today + AHEAD
        holidays = sorted(each for each in self.board.ruled.holidays if today <= each <= until)
        due = local_time(self.card.due, self.zone) if self.card.due else None
        return {
            "kind": "date",
            "today": today.isoformat(),
            "first": first.isoformat(),
            "last": last.isoformat() if last else "",
            "holidays": [each.isoformat() for each in holidays],
            "value": due.strftime("%Y-%m-%d") if due and due > self.now else "",
            "time": due.strftime("%H:%M") if due else "14:00",
            "window": self._window_words(first, last),
            "agreed": self._agreed(),
        }

    def _agreed(self) -> Json | None:
        """Return the date that mentor and student agreed on in a report, to be set in one press."""
        at = self.known.agreed
        if at is None:
            return None
        local = local_time(at, self.zone)
        return {
            "date": local.strftime("%Y-%m-%d"),
            "time": local.strftime("%H:%M"),
            "text": moment(at, self.language, self.zone),
        }

    def _window_words(self, first: date, last: date | None) -> str:
        sentence = texts.WINDOW if last else texts.WINDOW_OPEN
        return sentence.in_(self.language).format(
            first=day(first, self.language),
            last=day(last, self.language) if last else "",
            notice=notice_in_words(self.board.rules.notice, self.language),
        )

    def _details(self) -> Json:
        fields = [
            {"name": name, "label": sentence.in_(self.language)}
            for name, sentence in texts.DETAILS.items()
        ]
        return {"kind": "details", "fields": fields}

    def _twins(self) -> Json:
        twins = self.view.history.twins[:5]
        cards = [{"id": x.card_id, "name": shortened(x.name, 80)} for x in twins]
        return {"kind": "twins", "cards": cards}
