"""A card comes or goes as a whole: made beside another, archived in favour of its twin."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from rules.bilingual import Sentence
from rules.card import Card
from sync.effects.attempt import Write
from sync.effects.kind import Kind, Undo
from sync.effects.receipts import Effect
from sync.effects.seen import Seen
from sync.storage.tables import ReceiptRow
from sync.storage.trello_tables import CardRow
from sync.trello.gateway import Gateway

IN_HAND: Final = timedelta(minutes=5)
"""How long whoever intended to make a card may still be at it."""


def create(board_id: str, beside: str, by: str) -> Effect:
    """Return what is to be intended before a card is made for the student of the card `beside`."""
    return Effect(board_id, beside, CREATE, by=by)


def archive(card: Card, kept: Card, by: str) -> Write:
    """Archive this card; its twin `kept` stays."""
    was, is_now = {"kept": kept.id}, {"url": kept.url}
    effect = Effect(card.board_id, card.id, ARCHIVE, ("twin",), was, is_now, by=by)
    return Write(effect, lambda gateway: gateway.update_card(card.id, closed=True))


def _not_here(session: Session, receipt: ReceiptRow, seen: Seen, at: datetime) -> bool | None:
    """Leave it open while whoever makes the card may still be at it, then take it for void: the effect
    is another card, which this one does not show. The next press looks for it before it makes one.
    """
    return None if at - receipt.at < IN_HAND else False


def _is_archived(session: Session, receipt: ReceiptRow, seen: Seen, at: datetime) -> bool:
    return bool(seen.card.get("closed"))


def _reopen(gateway: Gateway, receipt: ReceiptRow) -> None:
    gateway.update_card(str(receipt.card_id), closed=False)


def _is_open(session: Session, receipt: ReceiptRow, by: str, at: datetime) -> None:
    row = session.get(CardRow, receipt.card_id)
    if row is not None:
        row.closed = False


def _made(receipt: ReceiptRow) -> str:
    return str(receipt.after.get("card", ""))


def _put_away(gateway: Gateway, receipt: ReceiptRow) -> None:
    gateway.update_card(_made(receipt), closed=True)


def _is_away(session: Session, receipt: ReceiptRow, by: str, at: datetime) -> None:
    row = session.get(CardRow, _made(receipt))
    if row is not None:
        row.closed = True


def archive_made(words: Sentence) -> Undo:
    """Return the way back for a card that was made (`after["card"]`): it is archived, unless somebody
    touched it. After a crash the card with the receipt does not show that: somebody presses again.
    """
    return Undo(
        words, _put_away, _is_away, took_place=lambda undoing, seen: False, card=_made, at_desk=True
    )


CREATE: Final = Kind(
    "CreateCard",
    "fixes",
    Sentence("a créé la carte liée", "created the linked card"),
    archive_made(Sentence("a archivé la carte liée", "archived the linked card")),
    _not_here,
)
ARCHIVE: Final = Kind(
    "ArchiveCard",
    "decisions",
    Sentence("a archivé la carte au profit de l'autre", "archived the card in favour of the other"),
    Undo(
        Sentence("a rouvert la carte", "reopened the card"),
        _reopen,
        _is_open,
        took_place=lambda undoing, seen: not seen.card.get("closed"),
        at_desk=True,
    ),
    _is_archived,
    changes="closed",
)
KINDS: Final = (CREATE, ARCHIVE)
