"""The latest verdict of each card, and a line of history each time one changes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.card import Card
from rules.verdict import State, Verdict
from sync.mirror.cards import (
    findings_from_json,
    findings_to_json,
    student_from_json,
    student_to_json,
)
from sync.storage.many_rows import Together, new_row
from sync.storage.tables import VerdictChangeRow, VerdictRow


def save(
    session: Session,
    card: Card,
    verdict: Verdict,
    now: datetime,
    row: VerdictRow | None,
    together: Together | None = None,
) -> bool:
    """Keep the verdict in this row (None: a new one). Nothing is written where nothing differs. What is new
    goes to what is written `together`, where there is such.

    Returns whether its `signature` differs from that of the verdict before.
    """
    before = None if row is None else signature(load(row))
    changed = before != signature(verdict)
    if row is None:
        row = new_row(session, together, VerdictRow, card_id=card.id)
    if before is None or before[0] != verdict.state:
        row.since = now
    _fill(row, card, verdict, now)
    if changed and not (before is None and verdict.state == "not-checked"):
        line: dict[str, Any] = {"card_id": card.id, "board_id": card.board_id, "at": now}
        line |= {"state": verdict.state, "missing": list(verdict.missing)}
        new_row(session, together, VerdictChangeRow, **line)
    return changed


def _fill(row: VerdictRow, card: Card, verdict: Verdict, now: datetime) -> None:
    values = {
        "board_id": card.board_id,
        "state": verdict.state,
        "why": verdict.why,
        "student": student_to_json(verdict.student),
        "findings": findings_to_json(verdict.findings),
    }
    if any(getattr(row, key) != value for key, value in values.items()):
        row.judged_at = now
        for key, value in values.items():
            setattr(row, key, value)


def load(row: VerdictRow) -> Verdict:
    """Return the verdict of this row; its hold is kept elsewhere."""
    state: State = row.state  # type: ignore[assignment]  # written by `save` alone
    return Verdict(state, student_from_json(row.student), findings_from_json(row.findings), row.why)


def signature(verdict: Verdict) -> tuple[str, str, tuple[tuple[str, str, str], ...]]:
    """Return what makes two verdicts the same for a reader: state, reason, and each finding's mention,
    severity and variant.
    """
    findings = tuple((each.mention, each.severity, each.variant) for each in verdict.findings)
    return verdict.state, verdict.why, findings


def drop(session: Session, card_id: str) -> None:
    """Forget the verdict of a card that is gone; its history stays."""
    session.execute(sa.delete(VerdictRow).where(VerdictRow.card_id == card_id))


def of_cards(session: Session, card_ids: Collection[str]) -> dict[str, VerdictRow]:
    """Return the verdict rows of these cards by card id."""
    rows = session.scalars(sa.select(VerdictRow).where(VerdictRow.card_id.in_(card_ids)))
    return {row.card_id: row for row in rows}
