"""Judging many cards of one board from the mirror, with a handful of queries for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy.orm import Session

from rules.card import Card
from rules.evaluate import evaluate
from rules.history import NOTHING_KNOWN, Twin
from rules.titles.reader import Reading, read_card
from rules.twins import course_of, twin_key
from rules.verdict import Language
from sync.cases.activity import Acts
from sync.cases.case import CaseFile, Rows, rows_of
from sync.cases.update import bring_up_to_date, lists_arrived
from sync.judging.judge import Judge
from sync.judging.still_valid import Kept
from sync.mirror.cards import card_value, findings_to_json
from sync.mirror.forms import Form
from sync.rulebook.boards import Watched
from sync.storage.many_rows import Together

JUST_BEFORE = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Whole:
    """What is known of all cards of a board before one of them is judged: which are twins, by what
    they share, and what was read of the student on those that changed.
    """

    twins: dict[str, tuple[Twin, ...]] = field(default_factory=dict)
    readings: dict[str, Reading] = field(default_factory=dict)


class Compared(Protocol):
    """The cards as Trello has them beside what the mirror had."""

    forms: dict[str, Form]
    known: dict[str, Form]

    def fields(self, card_id: str) -> list[str]:
        """Return the names of what differs for this card."""


@dataclass(frozen=True, slots=True)
class Review:
    """One look over the cards of a board. `first`: nobody has looked before; whatever was done to a
    card was done before this. `together`: what is new and still to be written.
    """

    session: Session
    board: Watched
    language: Language
    rules_url: str
    now: datetime
    whole: Whole = field(default_factory=Whole)
    first: bool = False
    together: Together = field(default_factory=Together)

    def read(self, card_ids: Sequence[str], compared: Compared, kept: Mapping[str, Kept]) -> None:
        """Find the twins among these cards: by the key that is kept, or by what a changed card reads now.

        The oldest come first, as a run for a single card finds them.
        """
        found: dict[str, list[Twin]] = {}
        for card_id in sorted(card_ids):
            form = compared.forms[card_id]
            unchanged = card_id in kept and not compared.fields(card_id)
            if unchanged:
                name, course = kept[card_id].twin_key, kept[card_id].course
            else:
                name, course = self._twin_key(form)
            if name and not form["closed"]:
                twin = Twin(card_id, form["name"], form["url"], course)
                found.setdefault(name, []).append(twin)
        self.whole.twins.update((name, tuple(twins)) for name, twins in found.items())

    def sift(
        self, card_ids: Sequence[str], compared: Compared, kept: Mapping[str, Kept]
    ) -> tuple[list[str], list[datetime]]:
        """Return the cards whose verdict may be another today, and the instants at which others have
        settled and something is to be done.
        """
        todo, waits = list[str](), list[datetime]()
        for card_id in card_ids:
            known, form = kept.get(card_id), compared.forms[card_id]
            if known is None or compared.fields(card_id):
                todo.append(card_id)
                continue
            until = known.settles_at(self.board.rules, form["list_id"])
            settled = known.waits and (until is None or until <= self.now)
            if settled or not known.stands(
                form, len(self.whole.twins.get(known.twin_key, ())), self.now
            ):
                todo.append(card_id)
            elif until is not None:
                waits.append(until)
        return todo, waits

    def _twin_key(self, form: Form) -> tuple[str, str]:
        """Return what the twins of this card share, and its course."""
        card, ruled = self._card(form), self.board.ruled
        reading = self.whole.readings[card.id] = read_card(card, ruled.courses)
        verdict = evaluate(card, ruled, self.now, NOTHING_KNOWN, reading)
        key = twin_key(card, verdict, ruled)
        return "\n".join(key) if key else "", course_of(verdict)

    def _card(self, form: Form) -> Card:
        return card_value(form, self.board.form, self.board.form["members"])

    def judge(
        self, card_ids: Sequence[str], compared: Compared, *, thorough: bool
    ) -> Iterator[tuple[str, datetime | None]]:
        """Judge these cards and keep their verdicts, once `together` is written. Yields those that need
        more, each with the instant (UTC) at which to look again, or None where there is something to
        write to Trello now.

        Unless `thorough`, a card that has not changed is passed over where its verdict is the same;
        one that still settles says until when.
        """
        resting = {} if thorough else dict(self._resting(card_ids, compared))
        yield from ((card_id, until) for card_id, until in resting.items() if until is not None)
        todo = [each for each in card_ids if each not in resting]
        judge = Judge(
            self.session, self.board, self.language, self.rules_url, self.now, self.together
        )
        rows = rows_of(self.session, todo)
        latest = self.now - JUST_BEFORE if self.first else self.now
        arrived = lists_arrived(self.session, self.board.rules.board, latest)
        for card_id in todo:
            case = self._case(compared.forms[card_id], rows[card_id])
            case.lists_arrived = arrived
            before, changed = compared.known.get(card_id), compared.fields(card_id)
            put_back = bring_up_to_date(case, before, changed, Acts(), latest)
            judgement = judge.judge(case, put_back)
            if judgement.writes:
                yield card_id, None
            elif judgement.again_at is not None:
                yield card_id, judgement.again_at

    def _resting(
        self, card_ids: Sequence[str], compared: Compared
    ) -> Iterator[tuple[str, datetime | None]]:
        """Yield the cards that need not be judged, each with the instant until which it still settles."""
        unchanged = [each for each in card_ids if not compared.fields(each)]
        rows = rows_of(self.session, unchanged, read_only=True)
        for card_id in unchanged:
            kept, form = rows[card_id][0], compared.forms[card_id]
            if kept is None or kept.board_id != form["board_id"]:
                continue
            case = self._case(form, rows[card_id])
            until = case.settles_at() if kept.waits else None
            if self._same(case) and (not kept.waits or (until is not None and until > self.now)):
                yield card_id, until

    def _case(self, form: Form, rows: Rows) -> CaseFile:
        case = CaseFile.of(self.session, self._card(form), self.board.rules, rows, self.together)
        case.others, case.reading = self.whole.twins, self.whole.readings.get(case.card.id)
        return case

    def _same(self, case: CaseFile) -> bool:
        """Return whether today's verdict is the one that is kept, with all that it tells: time, a
        label's new name or a twin that is gone may have changed it.
        """
        row = case.verdict_row
        if row is None:
            return False
        verdict = evaluate(case.card, self.board.ruled, self.now, case.history(), case.reading)
        same = (row.state, row.why) == (verdict.state, verdict.why)
        return same and row.findings == findings_to_json(verdict.findings)
