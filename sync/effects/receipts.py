"""Receipts: each effect of ours is intended, done, and can be found again and undone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.bilingual import Sentence
from sync.storage.database import flush_alone
from sync.storage.tables import CaseRow, ReceiptRow
from sync.storage.trello_tables import CardRow

CLERK = "greffier"
MOVES = ("MoveCard",)
REMIND = "Remind"
GIFTS = ("AssignValidator", "TakeOver")
"""Effects by which a card is given to a person (`sync.effects.handover`)."""

ANSWERS = ("Conditional",)
"""What a person said and nothing on Trello shows: it is taken back whatever became of the card."""

SORTS = (
    ("MoveCard",),
    ("WriteComment", "EditComment"),
    ("RestoreDate",),
    ("ArchiveCard",),
    GIFTS,
    ANSWERS,
)
"""Effects that can be undone, by what they concern: the later of a sort is undone before the earlier."""

UNDOABLE = frozenset(command for sort in SORTS for command in sort)

WHY_NOT: Final[Mapping[str, Sentence]] = {
    "unknown": Sentence("ce reçu n'existe pas", "there is no such receipt"),
    "nothing": Sentence(
        "il n'y a rien à défaire sur le tableau", "there is nothing on the board to undo"
    ),
    "undone": Sentence("c'est déjà annulé", "it is undone already"),
    "void": Sentence("cela n'a jamais eu lieu", "it never took place"),
    "gone": Sentence("la carte n'est plus là", "the card is gone"),
    "touched": Sentence(
        "quelqu'un a modifié la carte depuis", "a person has touched the card since"
    ),
    "elsewhere": Sentence("la carte est ailleurs depuis", "the card is somewhere else since"),
    "later": Sentence(
        "une action plus récente de Greffier repose dessus : annulez-la d'abord",
        "a later effect stands on it: undo that one first",
    ),
    "erased": Sentence(
        "ce qu'il faudrait remettre a été effacé, à la demande d'un étudiant ou avec le temps",
        "what it would put back was erased, at a student's request or with time",
    ),
    "no-comment": Sentence("le commentaire n'est plus là", "the comment is gone"),
}
"""Why an effect cannot be undone, in words."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What is about to be done to a card (or, where there is none, to a board), and what undoing it
    would need.
    """

    board_id: str
    card_id: str | None
    command: str
    reasons: tuple[str, ...] = ()
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    read: dict[str, Any] | None = None
    by: str = CLERK
    note: str = ""
    action_id: str | None = None


def intend(session: Session, effect: Effect, now: datetime) -> int:
    """Write down what is about to be done, before it is. Returns the receipt's id."""
    row = _row(effect, "intended", now)
    session.add(row)
    flush_alone(session)
    return row.id


def record(session: Session, effect: Effect, now: datetime) -> None:
    """Write down an effect that needs no call to Trello, done with this transaction."""
    session.add(_row(effect, "done", now))


def _row(effect: Effect, state: str, now: datetime) -> ReceiptRow:
    return ReceiptRow(
        at=now,
        board_id=effect.board_id,
        card_id=effect.card_id,
        command=effect.command,
        state=state,
        reasons=list(effect.reasons),
        read=effect.read or {},
        before=effect.before or {},
        after=effect.after or {},
        action_id=effect.action_id,
        by=effect.by[:64],
        note=effect.note,
    )


def done(
    session: Session,
    receipt_id: int,
    after: dict[str, Any] | None = None,
    action_id: str | None = None,
) -> None:
    """The effect took place; `after` and `action_id` are what Trello's answer added."""
    row = session.get_one(ReceiptRow, receipt_id)
    row.state = "done"
    if after:
        row.after = {**row.after, **after}
    if action_id:
        row.action_id = action_id


def intended(session: Session, card_id: str) -> list[ReceiptRow]:
    """Effects on this card whose outcome nobody noted: a crash or a lost answer came between."""
    return list(
        session.scalars(
            sa.select(ReceiptRow)
            .where(ReceiptRow.card_id == card_id, ReceiptRow.state == "intended")
            .order_by(ReceiptRow.id)
        )
    )


def left_open(session: Session, before: datetime) -> list[tuple[str, str]]:
    """Cards (and their boards) with an effect that was intended before then and never concluded."""
    row = ReceiptRow
    found = session.execute(
        sa.select(row.card_id, row.board_id)
        .where(row.state == "intended", row.at < before, row.card_id.is_not(None))
        .distinct()
    )
    return [(str(card_id), board_id) for card_id, board_id in found]


def why_not_undoable(session: Session, receipt: ReceiptRow) -> str:
    """Why this receipt cannot be undone any more: a key of `WHY_NOT`, or "" when it can."""
    if receipt.command not in UNDOABLE:
        return "nothing"
    if receipt.undone_at is not None:
        return "undone"
    if receipt.state != "done":
        return "void"
    card = session.get(CardRow, receipt.card_id)
    if card is None or card.gone_at is not None:
        return "gone"
    if receipt.command == "EditComment" and "text" not in receipt.before:
        return "erased"
    if receipt.command not in ANSWERS and _touched_since(session, receipt):
        return "touched"
    if _is_elsewhere(card, receipt):
        return "elsewhere"
    return "later" if _stands_under_another(session, receipt) else ""


def _is_elsewhere(card: CardRow, receipt: ReceiptRow) -> bool:
    """Whether the card is on another board, or in another list than the effect left it in."""
    wanted = receipt.after.get("list")
    return card.board_id != receipt.board_id or bool(wanted and card.list_id != wanted)


def _touched_since(session: Session, receipt: ReceiptRow) -> bool:
    case = session.get(CaseRow, receipt.card_id)
    return case is not None and case.touched_at is not None and case.touched_at > _over(receipt)


def _over(receipt: ReceiptRow) -> datetime:
    """When the effect was over: one of several steps tells it, the others take no time."""
    return datetime.fromisoformat(receipt.after["at"]) if "at" in receipt.after else receipt.at


def _stands_under_another(session: Session, receipt: ReceiptRow) -> bool:
    """Whether a later effect of the same sort, on the same card, has not been undone."""
    same = next(each for each in SORTS if receipt.command in each)
    later = sa.select(ReceiptRow.id).where(
        ReceiptRow.card_id == receipt.card_id,
        ReceiptRow.id > receipt.id,
        ReceiptRow.command.in_(same),
        ReceiptRow.state == "done",
        ReceiptRow.undone_at.is_(None),
    )
    return session.scalar(later.limit(1)) is not None


def find(
    session: Session,
    *,
    board_id: str | None = None,
    card_id: str | None = None,
    since: datetime | None = None,
    limit: int | None = None,
) -> Sequence[ReceiptRow]:
    """Receipts of what took place, newest first."""
    query = sa.select(ReceiptRow).where(ReceiptRow.state == "done").order_by(ReceiptRow.id.desc())
    if board_id is not None:
        query = query.where(ReceiptRow.board_id == board_id)
    if card_id is not None:
        query = query.where(ReceiptRow.card_id == card_id)
    if since is not None:
        query = query.where(ReceiptRow.at >= since)
    return session.scalars(query.limit(limit)).all()


def latest_of(
    session: Session, card_ids: Collection[str], commands: Collection[str]
) -> tuple[int, str] | None:
    """The newest effect of these sorts on these cards: its receipt's id and its card's."""
    row = ReceiptRow
    query = sa.select(row.id, row.card_id).where(
        row.card_id.in_(card_ids), row.command.in_(commands), row.state == "done"
    )
    found = session.execute(query.order_by(row.id.desc()).limit(1)).first()
    return (found.id, str(found.card_id)) if found is not None else None
