"""What a person has the clerk put on a card for a requirement of the rulebook's own: a label, a start date,
the value of a custom field, a link, a checklist.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.bilingual import Sentence
from rules.card import Card
from rules.instants import instant
from sync.effects.attempt import Write
from sync.effects.kind import Kind, Recover, Stays, Undo
from sync.effects.receipts import Effect
from sync.effects.seen import Seen
from sync.mirror.history import noting
from sync.storage.tables import ReceiptRow
from sync.storage.trello_tables import CardFieldRow, CardLabelRow, CardRow, ChecklistRow
from sync.trello.gateway import Gateway

Raw = Mapping[str, Any]
"""What Trello keeps for a custom field of a card: `value` and `idValue`, one of them or neither."""

EMPTY: Final[Raw] = {"value": None, "idValue": None}


def give_label(card: Card, label_id: str, code: str, by: str) -> Write:
    """Put this label on the card, beside those that it has."""
    effect = _effect(card, GIVE_LABEL, code, {}, {"value": label_id}, by)
    return Write(effect, lambda gateway: gateway.add_label(card.id, label_id))


def set_start(card: Card, start: datetime, code: str, by: str) -> Write:
    """Give the card this start date (with a zone)."""
    before = {"value": card.start.isoformat() if card.start else None}
    effect = _effect(card, SET_START, code, before, {"value": start.isoformat()}, by)
    return Write(effect, lambda gateway: gateway.update_card(card.id, start=start))


def set_field(
    card: Card,
    field: tuple[str, str],
    was: tuple[str, Raw],
    is_: tuple[str, Raw],
    code: str,
    by: str,
) -> Write:
    """Set a custom field (`field`: its id and name) from one value to another, each as people read it and as
    Trello keeps it.
    """
    field_id, name = field
    before = {"value": was[0], "raw": dict(was[1])}
    after = {"value": is_[0], "raw": dict(is_[1]), "field": field_id}
    effect = _effect(card, SET_FIELD, code, before, after, by, note=name)
    return Write(effect, lambda gateway: _put_field(gateway, card.id, field_id, is_[1]))


def attach_link(card: Card, url: str, code: str, by: str) -> Write:
    """Attach this link to the card."""
    effect = _effect(card, ATTACH_LINK, code, {}, {"value": url}, by)
    return Write(effect, lambda gateway: gateway.attach_url(card.id, url))


def give_checklist(card: Card, name: str, items: Sequence[str], code: str, by: str) -> Write:
    """Add a checklist with these items to a card that has none of this name."""
    effect = _effect(card, GIVE_CHECKLIST, code, {}, {"value": name}, by)
    return Write(effect, lambda gateway: gateway.add_checklist(card.id, name, items))


def _effect(
    card: Card, kind: Kind, code: str, before: Raw, after: Raw, by: str, note: str = ""
) -> Effect:
    ends = dict(before), dict(after)
    return Effect(card.board_id, card.id, kind, (code,), *ends, by=by, note=note)


def _put_field(gateway: Gateway, card_id: str, field_id: str, raw: Raw) -> None:
    gateway.set_field(card_id, field_id, raw.get("value"), option_id=raw.get("idValue"))


# What became of it, by the card as Trello shows it: is what the receipt names there?


def _seen(shows: Callable[[Raw, Raw], bool]) -> Recover:
    return lambda session, receipt, seen, at: shows(seen.card, receipt.after)


def _gone(shows: Callable[[Raw, Raw], bool]) -> Callable[[ReceiptRow, Seen], bool]:
    """Return what sees that the undoing took place: its `before` is what was put there."""
    return lambda undoing, seen: not shows(seen.card, undoing.before)


def _has_label(card: Raw, kept: Raw) -> bool:
    return kept.get("value") in (card.get("idLabels") or ())


def _has_start(card: Raw, kept: Raw) -> bool:
    return instant(card.get("start")) == instant(kept.get("value"))


def _has_field(card: Raw, kept: Raw) -> bool:
    raw = kept.get("raw") or EMPTY
    for each in card.get("customFieldItems") or ():
        if each.get("idCustomField") == kept.get("field"):
            return all(each.get(key) == raw.get(key) for key in EMPTY)
    return all(raw.get(key) is None for key in EMPTY)


def _has_link(card: Raw, kept: Raw) -> bool:
    return kept.get("value") in [each.get("url") for each in card.get("attachments") or ()]


def _has_checklist(card: Raw, kept: Raw) -> bool:
    return kept.get("value") in [each.get("name") for each in card.get("checklists") or ()]


# The way back, on Trello and here


def _take_label(gateway: Gateway, receipt: ReceiptRow) -> None:
    gateway.remove_label(str(receipt.card_id), str(receipt.after["value"]))


def _label_is_off(session: Session, receipt: ReceiptRow, by: str, at: datetime) -> None:
    row = CardLabelRow
    with noting(session, str(receipt.card_id), at):
        here = row.card_id == receipt.card_id, row.label_id == receipt.after["value"]
        session.execute(sa.delete(row).where(*here))


def _start_back(gateway: Gateway, receipt: ReceiptRow) -> None:
    gateway.update_card(str(receipt.card_id), start=receipt.before.get("value"))


def _start_is_back(session: Session, receipt: ReceiptRow, by: str, at: datetime) -> None:
    row = session.get(CardRow, receipt.card_id)
    if row is not None:
        row.start = instant(receipt.before.get("value"))


def _field_back(gateway: Gateway, receipt: ReceiptRow) -> None:
    raw = receipt.before.get("raw") or EMPTY
    _put_field(gateway, str(receipt.card_id), str(receipt.after["field"]), raw)


def _field_is_back(session: Session, receipt: ReceiptRow, by: str, at: datetime) -> None:
    raw = receipt.before.get("raw") or EMPTY
    with noting(session, str(receipt.card_id), at):
        row = session.get(CardFieldRow, (receipt.card_id, receipt.after["field"]))
        if row is None:
            return
        if raw.get("value") is None and raw.get("idValue") is None:
            session.delete(row)
        else:
            row.value, row.option_id = raw.get("value"), raw.get("idValue")


def _take_checklist(gateway: Gateway, receipt: ReceiptRow) -> None:
    for each in gateway.card(str(receipt.card_id)).get("checklists") or ():
        if each.get("name") == receipt.after.get("value"):
            gateway.delete_checklist(str(each["id"]))


def _checklist_is_away(session: Session, receipt: ReceiptRow, by: str, at: datetime) -> None:
    row = ChecklistRow
    with noting(session, str(receipt.card_id), at):
        here = row.card_id == receipt.card_id, row.name == receipt.after.get("value")
        session.execute(sa.delete(row).where(*here))


GIVE_LABEL: Final = Kind(
    "GiveLabel",
    "fixes",
    Sentence("a mis l'étiquette {to}", "put the label {to} on"),
    Undo(
        Sentence("a retiré l'étiquette {from}", "took the label {from} off"),
        _take_label,
        _label_is_off,
        _gone(_has_label),
        at_desk=True,
    ),
    _seen(_has_label),
    changes="labels",
)
SET_START: Final = Kind(
    "SetStart",
    "dates",
    Sentence("a fixé la date de début : {to}", "set the start date: {to}"),
    Undo(
        Sentence("a remis la date de début : {to}", "set the start date back: {to}"),
        _start_back,
        _start_is_back,
        lambda undoing, seen: _has_start(seen.card, undoing.after),
        at_desk=True,
    ),
    _seen(_has_start),
    changes="start",
)
SET_FIELD: Final = Kind(
    "SetField",
    "fixes",
    Sentence("a rempli le champ « {note} » : {to}", "filled in the field “{note}”: {to}"),
    Undo(
        Sentence(
            "a remis le champ comme avant : {from} → {to}", "put the field back: {from} → {to}"
        ),
        _field_back,
        _field_is_back,
        _gone(_has_field),
        at_desk=True,
    ),
    _seen(_has_field),
    note="within",
    changes="fields",
)
ATTACH_LINK: Final = Kind(
    "AttachLink",
    "fixes",
    Sentence("a joint un lien : {to}", "attached a link: {to}"),
    Stays(
        Sentence(
            "le lien se retire sous « Pièces jointes » de la carte",
            "the link is taken off under “Attachments” of the card",
        )
    ),
    _seen(_has_link),
    changes="attachments",
)
GIVE_CHECKLIST: Final = Kind(
    "GiveChecklist",
    "fixes",
    Sentence("a ajouté la liste de contrôle « {to} »", "added the checklist “{to}”"),
    Undo(
        Sentence("a retiré la liste de contrôle « {from} »", "took the checklist “{from}” away"),
        _take_checklist,
        _checklist_is_away,
        _gone(_has_checklist),
        at_desk=True,
    ),
    _seen(_has_checklist),
    changes="checklists",
)
KINDS: Final = (GIVE_LABEL, SET_START, SET_FIELD, ATTACH_LINK, GIVE_CHECKLIST)
