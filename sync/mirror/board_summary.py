"""A whole board at a glance: for each card what its badge needs, in a few columns and one query."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.rulebook.values import BoardRules
from rules.settle import settle_until
from rules.verdict import Severity, State
from sync.storage.tables import CaseRow, VerdictRow
from sync.storage.trello_tables import CardMemberRow, CardRow


@dataclass(frozen=True, slots=True)
class Glance:
    """A card as a badge sees it. `state` is None where it was never judged; times are UTC.

    `findings` are the codes of the mentions with their weight. `settles_at`: until when the clerk
    leaves the card alone, None where it does not wait.
    """

    card_id: str
    board_id: str
    list_id: str
    name: str
    url: str
    due: datetime | None
    state: State | None
    why: str = ""
    findings: tuple[tuple[str, Severity], ...] = ()
    settles_at: datetime | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """The codes that block."""
        return tuple(code for code, severity in self.findings if severity == "blocks")


def glances(
    session: Session,
    rules: BoardRules,
    now: datetime,
    member_id: str | None = None,
    only: Collection[str] | None = None,
) -> list[Glance]:
    """Return the open cards of the judged and accepted lists, or those of one member among them; `only`:
    those with these ids.
    """
    lists = (*rules.intake, *rules.incomplete, *rules.accepted)
    query = _rows(rules, lists, member_id)
    if only is not None:
        query = query.where(CardRow.id.in_(only))
    return [_glance(row, rules, now) for row in session.execute(query)]


def _rows(
    rules: BoardRules, lists: Sequence[str], member_id: str | None
) -> sa.Select[tuple[Any, ...]]:
    query: sa.Select[tuple[Any, ...]] = (
        sa.select(
            *(CardRow.id, CardRow.list_id, CardRow.name, CardRow.url, CardRow.due),
            *(VerdictRow.state, VerdictRow.why, VerdictRow.findings),
            *(CaseRow.gesture, CaseRow.touched_at, CaseRow.hurried_at),
        )
        .outerjoin(VerdictRow, VerdictRow.card_id == CardRow.id)
        .outerjoin(CaseRow, CaseRow.card_id == CardRow.id)
        .where(
            CardRow.board_id == rules.board,
            CardRow.list_id.in_(lists),
            CardRow.gone_at.is_(None),
            CardRow.closed.is_(False),
        )
        .order_by(CardRow.id)
    )
    if member_id is not None:
        mine = sa.select(CardMemberRow.card_id).where(CardMemberRow.member_id == member_id)
        query = query.where(CardRow.id.in_(mine))
    return query


def _glance(row: Any, rules: BoardRules, now: datetime) -> Glance:
    settles = settle_until(rules, row.list_id, row.gesture, row.touched_at, row.hurried_at)
    return Glance(
        card_id=row.id,
        board_id=rules.board,
        list_id=row.list_id,
        name=row.name,
        url=row.url,
        due=row.due,
        state=row.state,
        why=row.why or "",
        findings=tuple((each["mention"], each["severity"]) for each in row.findings or ()),
        settles_at=settles if settles is not None and settles > now else None,
    )
