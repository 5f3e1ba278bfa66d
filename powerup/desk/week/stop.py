"""« Et si quelqu'un s'arrête ? »: what becomes of a school without one mentor, and its transfer cards."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from mentoring.defences.card_from_sessions import prepare_card
from mentoring.matching.week.draft_words import WeekWords
from mentoring.matching.week.week_draft import Left, Line
from mentoring.matching.week.without import (
    Ahead,
    Stop,
    Without,
    look_without,
    morning,
    transfer_board,
)
from mentoring.school.model import Defence
from mentoring.students.mentors import people
from powerup.desk.agenda.surroundings import Around
from powerup.desk.sessions.cards import shown_card
from powerup.desk.sessions.request_values import day_of
from powerup.desk.sessions.service import who
from powerup.desk.tab import Ask, Json
from powerup.desk.week import without_texts as texts
from powerup.desk.week.week_lines import PATIENCE, Lines
from powerup.http.errors import Denied, bad_input
from rules.calendar import local_date
from rules.formatting import day, fill, joined, moment, plural
from sync.clock import now
from sync.mirror.member_names import names_of
from sync.reports.agenda import facts_of


def without(ask: Ask) -> Json:
    """Return what becomes of the school without the mentor of the address's `member` from the day `from` on
    (tomorrow); and whom one may ask about.
    """
    first, member = _first(ask, ask.query.get("from", "")), ask.query.get("member", "")
    rulebook, at = ask.powerup.rulebook, now()
    with ask.powerup.database.transaction() as session:
        there = people(session, rulebook, ask.managed_boards)
        answer: Json = {
            "people": [{"id": x.id, "name": x.full_name or x.username} for x in there],
            "from": first.isoformat(),
            "today": local_date(at, rulebook.timezone).isoformat(),
            "day": day(first, ask.language),
        }
        if not member:
            return answer
        stop = Stop(member, _morning(ask, first), at, ask.managed_boards)
        found = look_without(session, rulebook, stop, PATIENCE)
        if found is None:
            raise Denied(404, "unknown-member", texts.UNKNOWN)
        cards = [x.card.card_id for x in found.holds.lines]
        cards += [x.card.card_id for x in found.holds.left] + [x.card_id for x in found.attends]
        facts = facts_of(session, [*cards, *found.waiting])
        around = Around(rulebook, facts, names_of(session), at, ask.language)
    board = transfer_board(rulebook, ask.managed_boards)
    return {**answer, **_Told(ask, around, found).all(first), "makes": board is not None}


def make_card(ask: Ask, student: str) -> Json:
    """Make the student's transfer card for the day of the body's `from`, or return the one that is there."""
    text = ask.body.get("from")
    if not isinstance(text, str):
        raise bad_input("body")
    stops = _morning(ask, _first(ask, text))
    found = prepare_card(ask.powerup.fixes, who(ask), student, "transfert", stops)
    return shown_card(found)


def _first(ask: Ask, text: str) -> date:
    """Return the first day without the mentor: today at the earliest, tomorrow where none is named."""
    today = local_date(now(), ask.powerup.rulebook.timezone)
    return max(today, day_of(text)) if text else today + timedelta(days=1)


def _morning(ask: Ask, first: date) -> datetime:
    return morning(first, ask.powerup.rulebook.timezone, now())


class _Told:
    """Writes what becomes of the school in the reader's language."""

    def __init__(self, ask: Ask, around: Around, found: Without) -> None:
        self.ask, self.around, self.found = ask, around, found
        self.words = WeekWords(ask.language, around.zone)
        self.names = {x.id: x.name for x in found.students}

    def all(self, first: date) -> Json:
        """Return everything, each with who would take it over."""
        found, lines = self.found, Lines(self.around, self.words)
        holds = [*map(lines.line, found.holds.lines), *map(lines.left, found.holds.left)]
        ahead = {x.student_id: x for x in found.ahead}
        alone = [*map(self._line, found.relays.lines), *map(self._left, found.relays.left)]
        for each in alone:
            each["sessions"] = self._sessions(ahead.get(each["id"]))
        others = [x for x in found.ahead if x.student_id not in self.names]
        return {
            "mentor": {"id": found.mentor.id, "name": found.mentor.name},
            "summary": self._summary(first),
            "alone": sorted(alone, key=lambda x: x["name"]),
            "holds": sorted(holds, key=lambda x: x["order"]),
            "attends": [self._attends(x) for x in found.attends],
            "ahead": [self._sessions(x) for x in others],
        }

    def _summary(self, first: date) -> str:
        found, language = self.found, self.ask.language
        counts = (
            len(found.relays.lines) + len(found.relays.left),
            len(found.holds.lines) + len(found.holds.left),
            sum(each.count for each in found.ahead),
        )
        words = zip(counts, texts.COUNTED[language], strict=True)
        told = [plural(count, *named, language) for count, named in words if count]
        values = {"name": found.mentor.name, "day": day(first, language)}
        return (
            fill(texts.SUMMARY, language, {**values, "told": joined(told, language)})
            if told
            else ""
        )

    def _line(self, each: Line) -> Json:
        return {**self._student(each), "person": each.mentor.name, "why": self.words.why(each)}

    def _left(self, each: Left) -> Json:
        why, helps = self.words.why_nobody(each), self.words.would_help(each)
        return {**self._student(each), "person": "", "why": [why, helps]}

    def _student(self, each: Line | Left) -> Json:
        card = each.card
        there = card.card_id in self.found.waiting
        told = self.around.card(card)
        return {
            "id": card.card_id,
            "name": told["who"],
            "about": told["what"],
            "card": told if there else None,
            "made": card.card_id in self.found.made,
        }

    def _attends(self, each: Defence) -> Json:
        around = self.around
        holder = around.people([each.validator]) if each.validator else ""
        when = moment(each.at, around.language, around.zone) if each.at else ""
        return {**around.card(each), "when": when, "validator": holder}

    def _sessions(self, each: Ahead | None) -> str:
        if each is None:
            return ""
        around = self.around
        count = plural(each.count, *texts.COUNTED_SESSIONS[around.language], around.language)
        first = moment(each.first, around.language, around.zone)
        return around.say(texts.SESSIONS, count=count, first=first)
