"""What the rules need to know of the past of all cards of a board at once, from a few queries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.history import NOTHING_KNOWN, History, Hold, HoldKind, Seal
from sync.storage.tables import CaseRow, HoldRow, SealRow
from sync.storage.trello_tables import MemberRow


def pasts_of(
    session: Session, board_id: str, card_ids: Sequence[str] | None = None
) -> dict[str, History]:
    """Return the past of each card of this board that has one, by card id; of these cards alone where
    they are given. Twins are not among it: they depend on the rules.
    """
    which = [CaseRow.board_id == board_id]
    if card_ids is not None:
        which.append(CaseRow.card_id.in_(card_ids))
    holds = {row.card_id: _hold(row) for row in _of_board(session, HoldRow, which)}
    seals = {row.card_id: row for row in _of_board(session, SealRow, which)}
    names = _names(session, board_id)
    row = CaseRow
    cases = sa.select(
        *(row.card_id, row.put_forward_at, row.put_forward_sure),
        *(row.due_changed_at, row.due_changed_by, row.due_changed_by_agent),
    ).where(*which)
    return {
        case.card_id: History(
            put_forward_at=case.put_forward_at,
            put_forward_sure=case.put_forward_sure,
            seal=_seal(seals[case.card_id], case, names) if case.card_id in seals else None,
            hold=holds.get(case.card_id),
        )
        for case in session.execute(cases)
    }


def past_of(pasts: dict[str, History], card_id: str) -> History:
    """Return the past of this card; nothing known where it has none."""
    return pasts.get(card_id, NOTHING_KNOWN)


def _of_board(session: Session, table: Any, which: Sequence[Any]) -> Any:
    query = sa.select(*table.__table__.columns).join(CaseRow, CaseRow.card_id == table.card_id)
    return session.execute(query.where(*which))


def _hold(row: Any) -> Hold:
    kind: HoldKind = "accepted" if row.kind == "accepted" else "suspended"
    return Hold(kind, row.by, row.at, row.until, row.fingerprint, row.reason)


def _seal(row: Any, case: Any, names: dict[str, str]) -> Seal:
    changed = case.due_changed_at is not None and case.due_changed_at > row.sealed_at
    by = names.get(case.due_changed_by or "") if changed else None
    at = case.due_changed_at if by else None
    return Seal(row.due, row.sealed_at, by, at, by_agent=case.due_changed_by_agent)


def _names(session: Session, board_id: str) -> dict[str, str]:
    """Return the names of people who changed a date."""
    row = MemberRow
    query = sa.select(row.id, row.full_name, row.username).where(
        row.id.in_(sa.select(CaseRow.due_changed_by).where(CaseRow.board_id == board_id))
    )
    return {each.id: each.full_name or each.username for each in session.execute(query)}
