"""A card goes to another list: put aside by the clerk, or put forward again by a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from rules.bilingual import Sentence
from rules.card import Card
from rules.fingerprint import fingerprint
from rules.holds import suspended
from sync.clock import now
from sync.effects.attempt import Write
from sync.effects.kind import Kind, Stays, Undo
from sync.effects.kinds.decision import is_accepted, keep_hold
from sync.effects.receipts import CLERK, Effect
from sync.effects.seen import Seen
from sync.mirror.as_rules import card_of
from sync.storage.tables import CaseRow, ReceiptRow
from sync.storage.trello_tables import CardRow
from sync.trello.gateway import Gateway


def move(
    card: Card,
    to_list: str,
    *,
    reasons: tuple[str, ...] = (),
    read: Mapping[str, Any] | None = None,
    by: str = CLERK,
    note: str = "",
) -> Effect:
    """Return what is to be intended before the card is moved."""
    activity = card.last_activity.isoformat() if card.last_activity else None
    return Effect(
        card.board_id,
        card.id,
        MOVE,
        reasons,
        before={"list": card.list_id, "pos": card.pos, "activity": activity},
        after={"list": to_list},
        read={**(read or {}), "fingerprint": fingerprint(card)},
        by=by,
        note=note,
    )


def put_back(card: Card, to_list: str, by: str) -> Write:
    """Put the card forward again, for a person."""
    before, after = {"list": card.list_id, "pos": card.pos}, {"list": to_list}
    effect = Effect(card.board_id, card.id, PUT_BACK, (), before, after, by=by)
    return Write(effect, lambda gateway: gateway.move_card(card.id, to_list))


def moved(session: Session, card: Card, to_list: str, pos: object) -> None:
    """Show the move in the mirror before Trello's deliveries come, and keep how the card was then: so it
    is noticed when a person puts it back unchanged.
    """
    row = session.get(CardRow, card.id)
    if row is not None:
        row.list_id, row.read_at = to_list, now()
        if isinstance(pos, int | float):
            row.pos = float(pos)
    case = session.get(CaseRow, card.id)
    if case is not None:
        case.moved_fingerprint = fingerprint(card)


def _recover(session: Session, receipt: ReceiptRow, seen: Seen, at: datetime) -> bool:
    """Note the move as if its answer had come: else a person who puts the card back is not noticed."""
    if not seen.moved(receipt):
        return False
    card, case = session.get(CardRow, receipt.card_id), session.get(CaseRow, receipt.card_id)
    if card is not None:
        card.list_id = receipt.after["list"]
    if case is not None:
        case.moved_fingerprint = receipt.read.get("fingerprint", "")
    return True


def _was_put_back(session: Session, receipt: ReceiptRow, seen: Seen, at: datetime) -> bool:
    return bool(seen.card.get("idList") == receipt.after["list"])


def _back_on_trello(gateway: Gateway, receipt: ReceiptRow) -> None:
    before = receipt.before
    gateway.move_card(str(receipt.card_id), before["list"], before.get("pos", "bottom"))


def _back_here(session: Session, receipt: ReceiptRow, by: str, at: datetime) -> None:
    """Leave the card alone for 24 hours, or until a checked field changes: its move was undone."""
    card_id, before = str(receipt.card_id), receipt.before
    row = session.get(CardRow, card_id)
    if row is None:
        return
    row.list_id, row.pos = before["list"], before.get("pos", row.pos)
    case = session.get(CaseRow, card_id)
    if case is not None:
        case.moved_fingerprint = ""
    card = card_of(session, card_id)
    if card is not None and not is_accepted(session, card_id, at):
        keep_hold(session, card, suspended(by, at, fingerprint(card)), note="undo")


MOVE: Final = Kind(
    "MoveCard",
    "moves",
    Sentence("a rangé la carte : « {from} » → « {to} »", "moved the card: “{from}” → “{to}”"),
    Undo(
        Sentence(
            "a annulé le déplacement : « {from} » → « {to} »", "undid the move: “{from}” → “{to}”"
        ),
        _back_on_trello,
        _back_here,
        took_place=lambda receipt, seen: seen.moved(receipt),
        answer="undone",
    ),
    _recover,
    changes="list_id",
)
PUT_BACK: Final = Kind(
    "PutBack",
    "moves",
    Sentence("a remis la carte : « {from} » → « {to} »", "put the card back: “{from}” → “{to}”"),
    Stays(
        Sentence(
            "une personne a remis cette carte : déplacez-la sur le tableau si elle doit en repartir",
            "a person put this card back: move it on the board if it is to leave again",
        )
    ),
    _was_put_back,
    changes="list_id",
)
KINDS: Final = (MOVE, PUT_BACK)
