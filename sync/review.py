"""Judging many cards of one board from the mirror, with a handful of queries for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from rules.evaluate import evaluate
from rules.history import NOTHING_KNOWN, Twin
from rules.twins import twin_key
from rules.verdict import Language
from sync.acts import Acts
from sync.boards import Watched
from sync.casefile import CaseFile, Rows, rows_of
from sync.judgement import Judge
from sync.mirror_forms import Form
from sync.values import card_value

Twins = Mapping[str, tuple[Twin, ...]]


class Compared(Protocol):
    """The cards as Trello has them beside what the mirror had."""

    forms: dict[str, Form]
    known: dict[str, Form]

    def fields(self, card_id: str) -> list[str]:
        """The names of what differs for this card."""


@dataclass(frozen=True, slots=True)
class Review:
    """One look over the cards of a board. `others`: all of them by twin key."""

    session: Session
    board: Watched
    language: Language
    rules_url: str
    now: datetime
    others: Twins | None = None

    def twins(self, forms: Iterable[Form]) -> Twins:
        """These cards by what twins share."""
        found: dict[str, tuple[Twin, ...]] = {}
        ruled = self.board.ruled
        for form in forms:
            card = card_value(form, self.board.form, self.board.form["members"])
            key = twin_key(card, evaluate(card, ruled, self.now, NOTHING_KNOWN), ruled)
            if key is not None and not card.closed:
                name = "\n".join(key)
                found[name] = (*found.get(name, ()), Twin(card.id, card.name, card.url))
        return found

    def judge(self, card_ids: Sequence[str], compared: Compared) -> Iterator[str]:
        """Judge these cards and keep their verdicts. Gives those that a run must look after: with
        something to write to Trello, or to wait for.
        """
        judge = Judge(self.session, self.board, self.language, self.rules_url, self.now)
        rows = rows_of(self.session, card_ids)
        for card_id in card_ids:
            if self._wants_a_run(judge, card_id, compared, rows[card_id]):
                yield card_id

    def _wants_a_run(self, judge: Judge, card_id: str, compared: Compared, rows: Rows) -> bool:
        form, before = compared.forms[card_id], compared.known.get(card_id)
        members = self.board.form["members"]
        card = card_value(form, self.board.form, members)
        case = CaseFile.of(self.session, card, self.board.rules, rows)
        case.others = self.others
        put_back = case.bring_up_to_date(before, compared.fields(card_id), Acts(), self.now)
        judgement = judge.judge(case, put_back)
        return judgement.writes or judgement.again_at is not None
