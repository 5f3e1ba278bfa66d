"""The mirror beside the board, field by field: what differs, and since which look."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.rulebook.values import BoardRules
from sync.mirror import write
from sync.mirror.forms import Form, board_form, card_form, differences
from sync.storage.many_rows import among
from sync.storage.trello_tables import CardRow

Kind = Literal["first", "catch-up", "full", "dry-run"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One card (or the board itself) that the mirror had wrong: the names of the fields, no values."""

    id: str
    fields: tuple[str, ...]


@dataclass(slots=True)
class Report:
    """What a snapshot found. `compared`: cards compared field by field; `woken`: judged again."""

    board_id: str
    kind: Kind
    at: datetime
    compared: int = 0
    differences: list[Difference] = field(default_factory=list)
    repaired: bool = True
    woken: int = 0


@dataclass(slots=True)
class Comparison:
    """The mirror beside the board."""

    meta: dict[str, Any]
    forms: dict[str, Form]
    known: dict[str, Form]
    changed: list[str]
    gone: list[str]
    absent: list[str]
    rules_changed: bool
    """Lists, labels, people or fields differ: so may what is done about a card that has not changed."""
    differing: dict[str, list[str]]
    """The names of what differs, by card; cards that do not differ are not in it."""

    def fields(self, card_id: str) -> list[str]:
        """Return the names of what differs for this card."""
        return self.differing.get(card_id, [])

    def look_again(self, known: Mapping[str, Form]) -> None:
        """Compare with what the mirror holds now, just before these cards are written."""
        self.known.update(known)
        for card_id, form in known.items():
            self.differing[card_id] = differences(form, self.forms[card_id])

    def matters(self, card_id: str, rules: BoardRules) -> bool:
        """Return whether the rules have anything to say about the list where the card is, or was."""
        form = self.forms[card_id]
        lists = {form["list_id"], self.known.get(card_id, form)["list_id"]}
        return not lists.isdisjoint(lists_that_matter(rules))


def compare(
    session: Session,
    board_id: str,
    meta: dict[str, Any],
    cards: Sequence[Mapping[str, Any]],
    report: Report,
    *,
    whole: bool,
) -> Comparison:
    """Compare every field of every card, and of the board; note what differs in `report`.

    Unless the `whole` board was read, an open card that is missing is not gone for certain.
    """
    began = report.at
    known = write.load_board_cards(session, board_id)
    here = [each["id"] for each in cards]
    elsewhere = write.load_cards(session, [each for each in here if each not in known])
    known_all = {**elsewhere, **known}
    forms = {
        each["id"]: card_form({**each, "idBoard": board_id}, known_all.get(each["id"]))
        for each in cards
    }
    newer = read_since(session, {**forms, **known}, began)
    board_known = write.load_board_form(session, board_id)
    board_fields = differences(board_known, board_form(meta, board_known))
    changed, differing = [], dict[str, list[str]]()
    for card_id, form in forms.items():
        fields = differences(known_all.get(card_id), form)
        if fields:
            differing[card_id] = fields
        if fields and card_id not in newer:
            changed.append(card_id)
            # A comment of ours moves this date, and no answer tells it: that is not a drift.
            if fields != ["last_activity"]:
                report.differences.append(Difference(card_id, tuple(fields)))
    missing = [each for each in known if each not in forms and each not in newer]
    gone = missing if whole else []
    absent = [] if whole else [each for each in missing if not known[each]["closed"]]
    report.differences += [Difference(each, ("extra",)) for each in (*gone, *absent)]
    if board_fields:
        report.differences.append(Difference(board_id, tuple(board_fields)))
    report.compared = len(forms)
    rules_changed = bool(set(board_fields) - {"name", "url"})
    return Comparison(meta, forms, known_all, changed, gone, absent, rules_changed, differing)


def read_since(session: Session, ids: Collection[str], began: datetime) -> set[str]:
    """Return the cards that were read, moved by us or found gone since the snapshot began."""
    row = CardRow
    query = sa.select(row.id).where((row.read_at > began) | (row.gone_at > began))
    return set(session.scalars(query.where(among(session, row.id, ids)))) if ids else set()


def lists_that_matter(rules: BoardRules) -> frozenset[str]:
    """Return the lists about whose cards the rules have something to say."""
    return frozenset(
        (*rules.intake, *rules.incomplete, *rules.accepted, *rules.passed, *rules.failed)
    )
