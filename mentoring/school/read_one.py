"""What the tables say around one card, in two queries: most of what is read is read for one card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.school.ask_tables import AskRow
from mentoring.school.tables import AssignmentRow, OfferRow
from rules.rulebook.values import BoardRules
from sync.storage.tables import CaseRow, VerdictRow
from sync.storage.trello_tables import CardLabelRow, CardMemberRow, CardRow

COLUMNS: Final = (
    *(CardRow.id, CardRow.list_id, CardRow.name, CardRow.url, CardRow.due, CardRow.closed),
    CardRow.due_complete,
    *(VerdictRow.state, VerdictRow.student, CaseRow.put_forward_by),
)
"""What is read of each card itself."""

_UNSEEN = (CardRow.board_id, CardRow.gone_at, CardRow.is_template, CardRow.role)


def with_verdicts(query: Any) -> Any:
    """Return the query of cards with what was judged of them, and who put them forward."""
    judged = query.outerjoin(VerdictRow, VerdictRow.card_id == CardRow.id)
    return judged.outerjoin(CaseRow, CaseRow.card_id == CardRow.id)


_ROW: Final = with_verdicts(sa.select(*COLUMNS, *_UNSEEN).select_from(CardRow)).where(
    CardRow.id == sa.bindparam("card")
)


def row_of(session: Session, rules: BoardRules, card_id: str, known: Sequence[str]) -> Any:
    """Return the card's row, if it is to be seen on this board in one of these lists, or was archived
    after its end; else None.
    """
    row = session.execute(_ROW, {"card": card_id}).one_or_none()
    if row is None or row.board_id != rules.board or row.list_id not in known:
        return None
    if row.gone_at is not None or row.is_template or row.role is not None:
        return None
    over = row.list_id in (*rules.passed, *rules.failed)
    return row if over or not row.closed else None


def _only(table: Any) -> Sequence[sa.ColumnElement[bool]]:
    """Return what else must be true of a row of this table: of asks, only one that is open counts."""
    return (AskRow.closed_at.is_(None),) if table is AskRow else ()


def _all_around() -> Any:
    parts: dict[str, tuple[Any, Any, Any]] = {
        "offers": (OfferRow, OfferRow.member_id, OfferRow.at),
        "people": (CardMemberRow, CardMemberRow.member_id, None),
        "labels": (CardLabelRow, CardLabelRow.label_id, None),
        "given": (AssignmentRow, AssignmentRow.member_id, None),
        "asked": (AskRow, AskRow.member_id, None),
    }
    return sa.union_all(
        *(
            sa.select(
                sa.literal_column(f"'{part}'").label("part"),
                wanted.label("id"),
                (at if at is not None else sa.cast(sa.null(), OfferRow.at.type)).label("at"),
            ).where(table.card_id == sa.bindparam("card"), *_only(table))
            for part, (table, wanted, at) in parts.items()
        )
    )


_AROUND: Final = _all_around()


def around_one(session: Session, card_id: str) -> Mapping[str, list[str]]:
    """Return ids by what they are to the card: `people` are on it, `offers` would take it (the first one
    first), `given` was given it, `asked` has yet to answer; and its `labels`. What there is none
    of is left out.
    """
    found: dict[str, list[tuple[Any, str]]] = {}
    for part, key, at in session.execute(_AROUND, {"card": card_id}):
        found.setdefault(part, []).append((at, key))
    return {part: _in_order(rows) for part, rows in found.items()}


def _in_order(rows: Sequence[tuple[Any, str]]) -> list[str]:
    return [key for at, key in sorted(rows, key=lambda each: (each[0] is not None, *each))]
