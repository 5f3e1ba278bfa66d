"""How the clerk stands on a board, as people set it: observe or enforce, paused or at work.

Each change has a receipt with who and when. A board that may be written to again has its cards
judged at once, because what was held back meanwhile wakes nobody by itself.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.rulebook.values import BoardRules, Mode
from sync.effects.kind import Kind
from sync.effects.kinds.board import PAUSE, RESUME, SET_MODE
from sync.effects.receipts import Effect, record
from sync.queue.backlog import wake_behind
from sync.queue.wakes import Enqueue
from sync.rulebook.boards import board_state, mode_in_force
from sync.storage.trello_tables import BoardRow, CardRow

BY_HAND = "by hand"
"""Why a board is paused that a person paused; the brake says how many moves were too many."""


def set_mode(
    session: Session, enqueue: Enqueue, rules: BoardRules, mode: Mode, by: str, at: datetime
) -> bool:
    """Put this mode in force until the rulebook's own is edited. Returns False where it was so already."""
    state = board_state(session, rules.board)
    before = mode_in_force(rules, state)
    if before == mode:
        return False
    state.mode, state.mode_of_rulebook = mode, rules.mode
    state.mode_by, state.mode_at = by[:64], at
    state.acts_since = at if mode == "enforce" else None
    _note(session, rules, SET_MODE, by, at, before={"mode": before}, after={"mode": mode})
    if mode == "enforce":
        judge_again(session, enqueue, rules, at)
    return True


def pause(session: Session, rules: BoardRules, by: str, reason: str, at: datetime) -> bool:
    """Stop writing to this board until somebody resumes. Returns False where it is paused already.

    Who and the reason stand in the receipt alone: why a board is paused is public in `/health`.
    """
    state = board_state(session, rules.board)
    if state.paused_at is not None:
        return False
    state.paused_at, state.paused_why = at, BY_HAND
    _note(session, rules, PAUSE, by, at, note=reason)
    return True


def resume(
    session: Session, enqueue: Enqueue, rules: BoardRules, by: str, at: datetime
) -> str | None:
    """Go on after a pause; the brake counts from now. Returns why it was paused, None if it was not."""
    state = board_state(session, rules.board)
    if state.paused_at is None:
        return None
    why, state.paused_at, state.paused_why = state.paused_why, None, ""
    state.resumed_at = at
    _note(session, rules, RESUME, by, at, note=why)
    judge_again(session, enqueue, rules, at)
    return why


def judge_again(session: Session, enqueue: Enqueue, rules: BoardRules, at: datetime) -> int:
    """Wake every card on which the clerk has something to say on this board. Returns how many."""
    lists = (*rules.intake, *rules.incomplete, *rules.accepted)
    row = session.get(BoardRow, rules.board)
    fresh_at = row.snapshot_at if row is not None else None
    card = CardRow
    query = sa.select(card.id).where(card.board_id == rules.board, card.list_id.in_(lists))
    found = session.scalars(query.where(card.gone_at.is_(None), card.closed.is_(False))).all()
    wake_behind(session, enqueue, found, rules.board, at, fresh_at)
    return len(found)


def _note(
    session: Session,
    rules: BoardRules,
    kind: Kind,
    by: str,
    at: datetime,
    *,
    before: dict[str, str] | None = None,
    after: dict[str, str] | None = None,
    note: str = "",
) -> None:
    effect = Effect(rules.board, None, kind, before=before, after=after, by=by, note=note)
    record(session, effect, at)
