"""Whether an effect can still be undone, and if not, why, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.bilingual import Sentence
from sync.effects.kind import Kind, Revoke, Stays, Undo, own_card
from sync.effects.kinds import KINDS, names, undone
from sync.storage.tables import CaseRow, ReceiptRow
from sync.storage.trello_tables import CardRow

WHY_NOT: Final[Mapping[str, Sentence]] = {
    "unknown": Sentence("ce reçu n'existe pas", "there is no such receipt"),
    "nothing": Sentence(
        "il n'y a rien à défaire sur le tableau", "there is nothing on the board to undo"
    ),
    "undoing": Sentence(
        "c'est une annulation : refaites le geste lui-même", "it is an undoing: do the act again"
    ),
    "decision": Sentence(
        "c'est une décision : elle s'annule dans « À traiter » ou dans le panneau de la carte",
        "it is a decision: it is taken back under “To do” or in the card's panel",
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
"""Why an effect cannot be undone, in words. The name of a kind that stays is such a key too."""


def why_in_words(why: str) -> Sentence | None:
    """Return the sentence for a key of `WHY_NOT` or the name of a kind that stays; None for any other
    text.
    """
    kind = KINDS.get(why)
    return kind.back.why if kind is not None and isinstance(kind.back, Stays) else WHY_NOT.get(why)


def undoable_names() -> frozenset[str]:
    """Return what receipts of effects are called that can be undone."""
    return names(lambda kind: kind.undo is not None)


def offered_at_desk() -> frozenset[str]:
    """Return what receipts are called whose way back is offered at once to who asked for it at the desk."""
    return names(
        lambda kind: isinstance(kind.back, Revoke) or bool(kind.undo and kind.undo.at_desk)
    )


def why_not_undoable(session: Session, receipt: ReceiptRow) -> str:
    """Return why this receipt cannot be undone any more: a key of `why_in_words`, or "" when it can."""
    kind = KINDS.get(receipt.command)
    if kind is None:
        return "undoing" if undone(receipt.command) else "nothing"
    if kind.undo is None:
        return "decision" if isinstance(kind.back, Revoke) else kind.name
    return _why_not(session, receipt, kind.undo)


def _why_not(session: Session, receipt: ReceiptRow, way: Undo) -> str:
    if receipt.undone_at is not None:
        return "undone"
    if receipt.state != "done":
        return "void"
    changed = way.card(receipt)
    card = session.get(CardRow, changed)
    if card is None and way.card is not own_card:
        return ""  # made a moment ago: the mirror will hear of it
    if card is None or card.gone_at is not None:
        return "gone"
    impossible = way.impossible(receipt)
    if impossible:
        return impossible
    if not way.whatever_else and _touched_since(session, card.id, receipt):
        return "touched"
    if _is_elsewhere(card, receipt):
        return "elsewhere"
    return "later" if _stands_under_another(session, receipt, way) else ""


def _is_elsewhere(card: CardRow, receipt: ReceiptRow) -> bool:
    """Return whether the card is on another board, or in another list than the effect left it in."""
    if card.id != receipt.card_id:
        return False  # a card that was made stands where its own board has it
    wanted = receipt.after.get("list")
    return card.board_id != receipt.board_id or bool(wanted and card.list_id != wanted)


def _touched_since(session: Session, card_id: str, receipt: ReceiptRow) -> bool:
    case = session.get(CaseRow, card_id)
    return case is not None and case.touched_at is not None and case.touched_at > _over(receipt)


def _over(receipt: ReceiptRow) -> datetime:
    """Return when the effect was over: one of several steps tells it, the others take no time."""
    return datetime.fromisoformat(receipt.after["at"]) if "at" in receipt.after else receipt.at


def _stands_under_another(session: Session, receipt: ReceiptRow, way: Undo) -> bool:
    """Return whether a later effect on the same subject, on the same card, has not been undone."""

    def same(kind: Kind) -> bool:
        other = kind.undo
        if kind.name == receipt.command:
            return True
        return other is not None and bool(way.subject) and other.subject == way.subject

    later = sa.select(ReceiptRow.id).where(
        ReceiptRow.card_id == receipt.card_id,
        ReceiptRow.id > receipt.id,
        ReceiptRow.command.in_(names(same)),
        ReceiptRow.state == "done",
        ReceiptRow.undone_at.is_(None),
    )
    return session.scalar(later.limit(1)) is not None
