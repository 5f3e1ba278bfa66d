"""The fixed date of a card: noted, forgotten, restored, or replaced with a manager's agreement."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from rules.bilingual import Sentence
from rules.card import Card
from rules.instants import instant
from sync.cases.case import CaseFile
from sync.effects.attempt import Write
from sync.effects.kind import Kind, Revoke, Stays, Undo, at_once
from sync.effects.receipts import CLERK, Effect, record
from sync.effects.seen import Seen
from sync.storage.many_rows import new_row
from sync.storage.tables import ReceiptRow, SealRow
from sync.storage.trello_tables import CardRow
from sync.trello.gateway import Gateway

_REASONS: Final = ("sealed-date",)


def seal(case: CaseFile, due: datetime, now: datetime) -> None:
    """Keep this due date as the fixed one."""
    if case.seal_row is None:
        card = case.card
        values = {"card_id": card.id, "due": due, "sealed_at": now}
        case.seal_row = new_row(case.session, case.together, SealRow, **values)
        effect = Effect(card.board_id, card.id, SEAL, by=CLERK, note=due.isoformat())
        record(case.session, effect, now, case.together)


def break_seal(case: CaseFile, now: datetime) -> None:
    """Forget the fixed date of this card."""
    row, card = case.seal_row, case.card
    if row is not None:
        case.session.delete(row)
        case.seal_row = None
        effect = Effect(card.board_id, card.id, BREAK_SEAL, by=CLERK, note=row.due.isoformat())
        record(case.session, effect, now)


def accept_date(session: Session, card: Card, by: str, reason: str, now: datetime) -> None:
    """Take the changed date, on a manager's word: it is the fixed one from now on."""
    row = session.get(SealRow, card.id)
    if row is None:
        return
    effect = Effect(
        card.board_id,
        card.id,
        ACCEPT_DATE,
        _REASONS,
        before={"due": row.due.isoformat(), "sealed_at": row.sealed_at.isoformat()},
        after={"due": card.due.isoformat() if card.due else None},
        by=by,
        note=reason,
    )
    record(session, effect, now)
    if card.due is None:
        session.delete(row)
    else:
        row.due, row.sealed_at = card.due, now


def restore_date(
    board_id: str,
    card_id: str,
    before: datetime | None,
    fixed: datetime,
    by: str,
    order_id: str | None = None,
) -> Write:
    """Bring the fixed date back to a card whose date is now `before`. `order_id`: the action of the
    comment that asked for it.
    """
    effect = Effect(
        board_id,
        card_id,
        RESTORE_DATE,
        _REASONS,
        before={"due": before.isoformat() if before else None},
        after={"due": fixed.isoformat()},
        by=by,
        action_id=order_id,
    )
    return Write(effect, lambda gateway: gateway.update_card(card_id, due=fixed))


def _seal_again(session: Session, receipt: ReceiptRow) -> bool:
    due = datetime.fromisoformat(receipt.before["due"])
    sealed_at = datetime.fromisoformat(receipt.before["sealed_at"])
    row = session.get(SealRow, receipt.card_id)
    if (row.due.isoformat() if row else None) != receipt.after.get("due"):
        return False
    if row is None:
        session.add(SealRow(card_id=receipt.card_id, due=due, sealed_at=sealed_at))
    else:
        row.due, row.sealed_at = due, sealed_at
    return True


def _has_date(receipt: ReceiptRow, seen: Seen) -> bool:
    return instant(seen.card.get("due")) == instant(receipt.after.get("due"))


def _recover(session: Session, receipt: ReceiptRow, seen: Seen, at: datetime) -> bool:
    return _has_date(receipt, seen)


def _back_on_trello(gateway: Gateway, receipt: ReceiptRow) -> None:
    gateway.update_card(str(receipt.card_id), due=receipt.before.get("due"))


def _back_here(session: Session, receipt: ReceiptRow, by: str, at: datetime) -> None:
    row, due = session.get(CardRow, receipt.card_id), receipt.before.get("due")
    if row is not None:
        row.due = datetime.fromisoformat(due) if due else None


SEAL: Final = Kind(
    "SealDate",
    "dates",
    Sentence("a noté la date fixée : {to}", "noted the fixed date: {to}"),
    Stays(
        Sentence(
            "la date fixée suit la carte : changez-la sur la carte, puis un responsable l'accepte",
            "the fixed date follows the card: change it on the card, a manager then accepts it",
        )
    ),
    at_once,
    note="to",
)
BREAK_SEAL: Final = Kind(
    "BreakSeal",
    "dates",
    Sentence(
        "ne surveille plus la date fixée : {from}", "no longer watches the fixed date: {from}"
    ),
    Stays(
        Sentence(
            "une date est fixée à nouveau dès que la carte est complète en proposition",
            "a date is fixed again as soon as the card is complete and put forward",
        )
    ),
    at_once,
    note="from",
)
ACCEPT_DATE: Final = Kind(
    "AcceptDate",
    "dates",
    Sentence("a accepté la nouvelle date : {from} → {to}", "accepted the new date: {from} → {to}"),
    Revoke(
        Sentence("a retiré son accord sur la nouvelle date", "took back the new date's acceptance"),
        _seal_again,
    ),
    at_once,
    note="card",
)
RESTORE_DATE: Final = Kind(
    "RestoreDate",
    "dates",
    Sentence("a rétabli la date fixée : {from} → {to}", "restored the fixed date: {from} → {to}"),
    Undo(
        Sentence(
            "a annulé le retour à la date fixée : {from} → {to}",
            "undid the restored date: {from} → {to}",
        ),
        _back_on_trello,
        _back_here,
        _has_date,
        at_desk=True,
    ),
    _recover,
    changes="due",
)
KINDS: Final = (SEAL, BREAK_SEAL, ACCEPT_DATE, RESTORE_DATE)
