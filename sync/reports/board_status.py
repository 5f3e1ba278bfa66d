"""How the clerk stands on a board: its mode, its brake, and what people decided that still holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.fingerprint import fingerprint
from rules.history import Hold, HoldKind
from rules.holds import live
from rules.rulebook.values import BoardRules, Brake, Mode
from sync.effects.brake import moves_of_board
from sync.effects.kinds.board import PAUSE
from sync.mirror.as_rules import some_cards
from sync.rulebook.boards import mode_in_force
from sync.storage.board_tables import BoardStateRow
from sync.storage.tables import HoldRow, ReceiptRow
from sync.storage.trello_tables import BoardRow, CardRow

SHOWN = 100
"""How many suspensions and acceptances of a board are shown."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Since when a board is paused, why (as `sync.reports.note_texts` tells it), by whom and their reason."""

    at: datetime
    why: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Held:
    """A card that a person's word holds."""

    card: CardRow
    hold: Hold


@dataclass(frozen=True, slots=True)
class Oversight:
    """One board. `mode_by`, `mode_at`: who set the mode and when, where it is not the rulebook's.
    `moves`: those of the last minutes that the brake counts. `held`: at most `SHOWN` of `holds`.
    """

    rules: BoardRules
    name: str
    mode: Mode
    mode_by: str
    mode_at: datetime | None
    pause: Pause | None
    moves: int
    held: tuple[Held, ...]
    holds: int


def oversee(session: Session, rules: BoardRules, brake: Brake, now: datetime) -> Oversight:
    """Return the board as it stands at this instant."""
    board = session.get(BoardRow, rules.board)
    state = session.get(BoardStateRow, rules.board)
    mode = mode_in_force(rules, state)
    set_here = state is not None and state.mode == mode and state.mode_at is not None
    held = _held(session, rules, now)
    return Oversight(
        rules=rules,
        name=board.name if board is not None else rules.name,
        mode=mode,
        mode_by=(state.mode_by or "") if state is not None and set_here else "",
        mode_at=state.mode_at if state is not None and set_here else None,
        pause=_pause(session, state),
        moves=moves_of_board(session, rules.board, brake, now),
        held=tuple(held[:SHOWN]),
        holds=len(held),
    )


def _pause(session: Session, state: BoardStateRow | None) -> Pause | None:
    if state is None or state.paused_at is None:
        return None
    row = ReceiptRow
    query = sa.select(row).where(row.board_id == state.board_id, row.command == PAUSE.name)
    receipt = session.scalar(query.order_by(row.id.desc()).limit(1))
    by, note = (receipt.by, receipt.note) if receipt is not None else ("", "")
    return Pause(state.paused_at, state.paused_why, by, "" if note == state.paused_why else note)


def _held(session: Session, rules: BoardRules, now: datetime) -> list[Held]:
    """Return what holds now, the newest first. A suspension ends with the next edit of its card."""
    query = (
        sa.select(HoldRow, CardRow)
        .join(CardRow, CardRow.id == HoldRow.card_id)
        .where(
            CardRow.board_id == rules.board,
            CardRow.gone_at.is_(None),
            CardRow.closed.is_(False),
            sa.or_(HoldRow.until.is_(None), HoldRow.until > now),
        )
        .order_by(HoldRow.at.desc())
    )
    found = [Held(card, _hold(row)) for row, card in session.execute(query)]
    suspended = [each.card.id for each in found if each.hold.kind == "suspended"]
    marks = {each.id: fingerprint(each) for each in some_cards(session, rules.board, suspended)}
    return [each for each in found if live(each.hold, marks.get(each.card.id, ""), now)]


def _hold(row: HoldRow) -> Hold:
    kind: HoldKind = "accepted" if row.kind == "accepted" else "suspended"
    return Hold(kind, row.by, row.at, row.until, row.fingerprint, row.reason)
