"""Judging many cards of one board from the mirror, with a handful of queries for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from rules.card import Card
from rules.evaluate import evaluate
from rules.history import NOTHING_KNOWN, Twin
from rules.twins import twin_key
from rules.verdict import Language
from sync import verdicts
from sync.acts import Acts
from sync.boards import Watched
from sync.casefile import CaseFile, Rows, rows_of, twin_keys
from sync.judgement import Judge
from sync.mirror_forms import Form
from sync.values import card_value, findings_to_json

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

    def twins(self, card_ids: Sequence[str], compared: Compared) -> Twins:
        """These cards by what twins share: as it was kept, or as it reads now where they changed."""
        found: dict[str, tuple[Twin, ...]] = {}
        kept = twin_keys(self.session, self.board.rules.board)
        for card_id in card_ids:
            card = self._card(compared.forms[card_id])
            unchanged = card_id in kept and not compared.fields(card_id)
            name = kept[card_id] if unchanged else self._twin_key(card)
            if name and not card.closed:
                found[name] = (*found.get(name, ()), Twin(card.id, card.name, card.url))
        return found

    def _twin_key(self, card: Card) -> str:
        ruled = self.board.ruled
        key = twin_key(card, evaluate(card, ruled, self.now, NOTHING_KNOWN), ruled)
        return "\n".join(key) if key else ""

    def _card(self, form: Form) -> Card:
        return card_value(form, self.board.form, self.board.form["members"])

    def judge(
        self, card_ids: Sequence[str], compared: Compared, *, thorough: bool
    ) -> Iterator[tuple[str, datetime | None]]:
        """Judge these cards and keep their verdicts. Gives those that need more, with the instant
        at which to look again, or None where there is something to write to Trello now.

        Unless `thorough`, a card that has not changed is passed over where its verdict is the same.
        """
        judge = Judge(self.session, self.board, self.language, self.rules_url, self.now)
        rows = rows_of(self.session, card_ids)
        for card_id in card_ids:
            changed = compared.fields(card_id)
            case = self._case(compared.forms[card_id], rows[card_id])
            if not changed and not thorough and self._same(case):
                continue
            before = compared.known.get(card_id)
            put_back = case.bring_up_to_date(before, changed, Acts(), self.now)
            judgement = judge.judge(case, put_back)
            if judgement.writes:
                yield card_id, None
            elif judgement.again_at is not None:
                yield card_id, judgement.again_at

    def _case(self, form: Form, rows: Rows) -> CaseFile:
        case = CaseFile.of(self.session, self._card(form), self.board.rules, rows)
        case.others = self.others
        return case

    def _same(self, case: CaseFile) -> bool:
        """Whether today's verdict is the one that is kept, with all that it tells: time, a label's
        new name or a twin that is gone may have changed it.
        """
        if case.verdict_row is None or case.row.waits:
            return False
        verdict = evaluate(case.card, self.board.ruled, self.now, case.history())
        same = verdicts.signature(verdicts.load(case.verdict_row)) == verdicts.signature(verdict)
        return same and case.verdict_row.findings == findings_to_json(verdict.findings)
