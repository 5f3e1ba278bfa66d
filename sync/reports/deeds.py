"""What people did in the last weeks that a rule could learn from, read from the tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.reports.proposals import Corrected, Deeds, ReadCard, SetAside
from sync.clock import now
from sync.effects.kinds.decision import ACCEPT, SUSPEND
from sync.effects.receipts import CLERK
from sync.mirror.cards import student_from_json
from sync.mirror.history_read import renames
from sync.storage.database import flush_alone
from sync.storage.tables import (
    DeliveryRow,
    FactRow,
    ReceiptRow,
    VerdictChangeRow,
    VerdictRow,
)

SPAN: Final = timedelta(days=90)
"""How far back deeds are looked at: a habit of a term, not of years ago."""

DECLINED: Final = "declined:"
"""The facts that tell which proposals were declined, each by its id."""


def deeds_of(session: Session, boards: Sequence[str], now: datetime) -> Deeds:
    """Return what people did on these boards."""
    since = now - SPAN
    changes = _missing(session, boards, since)
    return Deeds(
        set_aside=tuple(_set_aside(session, boards, since, changes)),
        lacked=_lacked(session, boards, since, changes),
        corrected=tuple(_corrected(session, boards, since)),
        read=tuple(_read(session, boards)),
    )


def declined(session: Session) -> list[str]:
    """Return the ids of the proposals that were declined."""
    keys = session.scalars(sa.select(FactRow.key).where(FactRow.key.startswith(DECLINED)))
    return [each.removeprefix(DECLINED) for each in keys]


def decline(session: Session, proposal_id: str, by: str, at: datetime) -> None:
    """Note that this proposal is not to be made again."""
    key = f"{DECLINED}{proposal_id}"[:32]
    if session.get(FactRow, key) is None:
        session.add(FactRow(key=key, value={"by": by[:64]}, at=at))
        flush_alone(session)


def make_again(session: Session, proposal_id: str) -> None:
    """Take the decline of this proposal back."""
    row = session.get(FactRow, f"{DECLINED}{proposal_id}"[:32])
    if row is not None:
        session.delete(row)
        flush_alone(session)


Changes = Mapping[str, Sequence[tuple[datetime, Sequence[str]]]]
"""What was missing on a card since when, oldest first, by card id."""


def _missing(session: Session, boards: Sequence[str], since: datetime) -> Changes:
    """Return also what was missing before, so that it is known what was at the beginning."""
    row = VerdictChangeRow
    query = sa.select(row.card_id, row.at, row.missing).where(row.board_id.in_(boards))
    found: dict[str, list[tuple[datetime, Sequence[str]]]] = {}
    for card_id, at, missing in session.execute(query.order_by(row.id)):
        found.setdefault(card_id, []).append((at, missing))
    return found


def _set_aside(
    session: Session, boards: Sequence[str], since: datetime, changes: Changes
) -> Iterator[SetAside]:
    row = ReceiptRow
    query = (
        sa.select(row.board_id, row.card_id, row.at, row.command, row.note)
        .where(row.board_id.in_(boards), row.at > since, row.by != CLERK, row.state == "done")
        .where(row.command.in_((ACCEPT.name, SUSPEND.name)), row.undone_at.is_(None))
        .order_by(row.id)
    )
    for board_id, card_id, at, command, note in session.execute(query):
        missing = _then(changes.get(card_id or "", ()), at)
        if len(missing) == 1:
            accepted = command == ACCEPT.name
            yield SetAside(board_id, str(card_id), at, missing[0], note, accepted)


def _then(changes: Iterable[tuple[datetime, Sequence[str]]], at: datetime) -> Sequence[str]:
    """Return what was missing just before that instant."""
    return next((each for when, each in reversed(list(changes)) if when < at), ())


def _lacked(
    session: Session, boards: Sequence[str], since: datetime, changes: Changes
) -> dict[tuple[str, str], int]:
    row = VerdictChangeRow
    query = sa.select(row.card_id, row.board_id).where(row.board_id.in_(boards), row.at > since)
    pairs = {
        (board_id, code, card_id)
        for card_id, board_id in session.execute(query.distinct())
        for at, missing in changes.get(card_id, ())
        if at > since
        for code in missing
    }
    return dict(Counter((board_id, code) for board_id, code, _ in pairs))


def _corrected(session: Session, boards: Sequence[str], since: datetime) -> Iterator[Corrected]:
    """Yield the titles that were changed, as deliveries tell them, and before these as the history does."""
    row = DeliveryRow
    oldest = session.scalar(sa.select(sa.func.min(row.date)).where(row.board_id.in_(boards)))
    for renamed in renames(session, boards, since, oldest or now()):
        yield Corrected(*renamed)
    query = (
        sa.select(row.card_id, row.date, row.action)
        .where(row.board_id.in_(boards), row.date > since, row.type == "updateCard")
        .order_by(row.date, row.action_id)
    )
    for card_id, at, action in session.execute(query):
        data: Any = action.get("data") or {}
        before, after = (data.get("old") or {}).get("name"), (data.get("card") or {}).get("name")
        if card_id and isinstance(before, str) and isinstance(after, str):
            yield Corrected(card_id, at, before, after)


def _read(session: Session, boards: Sequence[str]) -> Iterator[ReadCard]:
    row = VerdictRow
    query = sa.select(row.card_id, row.since, row.student).where(row.board_id.in_(boards))
    for card_id, at, told in session.execute(query.order_by(row.card_id)):
        student = student_from_json(told)
        if student is not None:
            yield ReadCard(card_id, at, student)
