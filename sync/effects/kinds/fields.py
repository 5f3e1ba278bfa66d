"""What a person has the clerk fill in on a card: title, date, label, member, details."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from rules.bilingual import Sentence
from rules.card import Card
from rules.instants import instant
from sync.effects.attempt import Write
from sync.effects.kind import Kind, Recover, Stays
from sync.effects.receipts import Effect
from sync.effects.seen import Seen
from sync.storage.tables import ReceiptRow
from sync.trello.gateway import Gateway


def set_title(card: Card, title: str, by: str, mention: str = "student") -> Write:
    """Give the card this title. `mention`: what it was not in order for."""
    effect = _effect(card, SET_TITLE, mention, card.name, title, by)
    return Write(effect, lambda gateway: gateway.update_card(card.id, name=title))


def set_due(card: Card, due: datetime, by: str) -> Write:
    """Give the card this due date (with a zone)."""
    before = card.due.isoformat() if card.due else None
    effect = _effect(card, SET_DUE, "due", before, due.isoformat(), by)
    return Write(effect, lambda gateway: gateway.update_card(card.id, due=due))


def set_label(card: Card, label_id: str, spare: Collection[str], by: str) -> Write:
    """Give the card this label, and take the labels `spare` off it."""
    carried = [each.id for each in card.labels]

    def call(gateway: Gateway) -> None:
        for each in spare:
            gateway.remove_label(card.id, each)
        if label_id not in carried:
            gateway.add_label(card.id, label_id)

    return Write(_effect(card, SET_LABEL, "label", carried, label_id, by), call)


def add_member(card: Card, member_id: str, name: str, by: str) -> Write:
    """Make the person with this name a member of the card."""
    effect = _effect(card, ADD_MEMBER, "member", None, name, by)
    return Write(effect, lambda gateway: gateway.add_member(card.id, member_id))


def add_details(card: Card, lines: str, below: str, by: str, mention: str = "details") -> Write:
    """Put these lines below what the card's description says now. `mention`: what lacked them."""
    text = f"{below}\n\n{lines}" if below else lines
    effect = _effect(card, ADD_DETAILS, mention, None, lines, by)
    return Write(effect, lambda gateway: gateway.update_card(card.id, desc=text))


def _effect(card: Card, kind: Kind, mention: str, before: object, after: object, by: str) -> Effect:
    was, is_now = {"value": before}, {"value": after}
    return Effect(card.board_id, card.id, kind, (mention,), was, is_now, by=by)


def _carried(shows: Callable[[Mapping[str, Any], Any], bool]) -> Recover:
    """Return what finds out whether the card carries what somebody asked us to put there."""

    def recover(session: Session, receipt: ReceiptRow, seen: Seen, at: datetime) -> bool:
        return shows(seen.card, receipt.after.get("value"))

    return recover


def _on_card(french: str, english: str) -> Stays:
    return Stays(
        Sentence(f"{french} se corrige sur la carte", f"{english} is corrected on the card")
    )


SET_TITLE: Final = Kind(
    "SetTitle",
    "fixes",
    Sentence(
        "a complété le titre : « {from} » → « {to} »", "completed the title: “{from}” → “{to}”"
    ),
    _on_card("le titre", "the title"),
    _carried(lambda card, value: card.get("name") == value),
    changes="name",
)
SET_DUE: Final = Kind(
    "SetDue",
    "dates",
    Sentence("a fixé la date : {to}", "set the date: {to}"),
    _on_card("la date", "the date"),
    _carried(lambda card, value: instant(card.get("due")) == instant(value)),
    changes="due",
)
SET_LABEL: Final = Kind(
    "SetLabel",
    "fixes",
    Sentence("a choisi l'étiquette {to}", "chose the label {to}"),
    _on_card("l'étiquette", "the label"),
    _carried(lambda card, value: value in (card.get("idLabels") or ())),
    changes="labels",
)
ADD_MEMBER: Final = Kind(
    "AddMember",
    "fixes",
    Sentence("a ajouté un membre à la carte : {to}", "added a member to the card: {to}"),
    Stays(
        Sentence(
            "on quitte la carte par son bouton « Membres »", "one leaves the card under “Members”"
        )
    ),
    _carried(
        lambda card, value: value in [each.get("fullName") for each in card.get("members") or ()]
    ),
    changes="members",
)
ADD_DETAILS: Final = Kind(
    "AddDetails",
    "fixes",
    Sentence("a complété la description", "completed the description"),
    _on_card("la description", "the description"),
    _carried(lambda card, value: bool(value) and str(value) in str(card.get("desc"))),
    changes="desc",
)
KINDS: Final = (SET_TITLE, SET_DUE, SET_LABEL, ADD_MEMBER, ADD_DETAILS)
