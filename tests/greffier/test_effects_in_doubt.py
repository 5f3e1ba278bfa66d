"""What a crash left in doubt is found out for every kind of effect, and for the undoing of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

import greffier.composition  # noqa: F401 all kinds are known from here on
from rules.comments.texts import ANSWERS, MARK
from sync.effects.kind import Stays, at_once
from sync.effects.kinds import KINDS, Kind
from sync.effects.receipts import Effect, intend
from sync.effects.seen import Seen
from sync.effects.undoable import WHY_NOT
from sync.storage.database import Database
from sync.storage.tables import ReceiptRow
from tests.migrated import fresh

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
DUE, OTHER = "2026-03-20T10:00:00+00:00", "2026-03-27T10:00:00+00:00"
HERE, THERE = {"idList": "here"}, {"idList": "there"}
TOLD = f"{MARK} Il manque la date."


def _with(text: str | None) -> dict[str, Any]:
    """A card with this comment of ours."""
    action = {"id": "a1", "idMemberCreator": "bot", "data": {"text": text}}
    return {"actions": [action] if text else []}


def _field(kept: dict[str, Any]) -> dict[str, Any]:
    """A card whose custom field has this value."""
    return {"customFieldItems": [{"idCustomField": kept["field"], **kept["raw"]}]}


FILLED = {"value": "12", "field": "f1", "raw": {"value": {"number": "12"}, "idValue": None}}
SHOWN: Mapping[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    "MoveCard": ({"list": "there"}, THERE, HERE),
    "PutBack": ({"list": "there"}, THERE, HERE),
    "WriteComment": ({"text": TOLD}, _with(TOLD), _with(None)),
    "EditComment": ({"text": TOLD}, _with(TOLD), _with(f"{MARK} Avant.")),
    "RestoreDate": ({"due": DUE}, {"due": DUE}, {"due": OTHER}),
    "SetTitle": ({"value": "Ana"}, {"name": "Ana"}, {"name": "?"}),
    "SetDue": ({"value": DUE}, {"due": DUE}, {"due": None}),
    "SetLabel": ({"value": "p7"}, {"idLabels": ["p7"]}, {"idLabels": []}),
    "AddMember": ({"value": "Zoé"}, {"members": [{"fullName": "Zoé"}]}, {"members": []}),
    "AddDetails": ({"value": "lien"}, {"desc": "Voici : lien"}, {"desc": ""}),
    "ArchiveCard": ({}, {"closed": True}, {"closed": False}),
    "GiveLabel": ({"value": "p7"}, {"idLabels": ["x", "p7"]}, {"idLabels": ["x"]}),
    "SetStart": ({"value": DUE}, {"start": DUE}, {"start": None}),
    "SetField": (FILLED, _field(FILLED), {"customFieldItems": []}),
    "AttachLink": ({"value": "https://a.b"}, {"attachments": [{"url": "https://a.b"}]}, {}),
    "GiveChecklist": ({"value": "Papiers"}, {"checklists": [{"name": "Papiers"}]}, {}),
}
"""What was intended, a card that shows it, and one that does not."""

CARRIED_ON = {"AssignValidator", "TakeOver", "AcceptDefence", "AcceptStudent", "CreateCard"}
"""What the card does not tell, or whoever decided it carries on."""

_GIVEN = {"members": ["zoe"], "list": "here"}
UNDONE: Mapping[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    "MoveCard": ({"list": "here"}, HERE, THERE),
    "WriteComment": ({}, _with(None), _with(TOLD)),
    "EditComment": ({"text": f"{MARK} Avant."}, _with(f"{MARK} Avant."), _with(TOLD)),
    "RestoreDate": ({"due": OTHER}, {"due": OTHER}, {"due": DUE}),
    "ArchiveCard": ({}, {"closed": False}, {"closed": True}),
    "GiveLabel": ({}, {"idLabels": []}, {"idLabels": ["p7"]}),
    "SetStart": ({"value": None}, {"start": None}, {"start": DUE}),
    "SetField": ({"value": "", "raw": {}}, {"customFieldItems": []}, _field(FILLED)),
    "GiveChecklist": ({}, {"checklists": []}, {"checklists": [{"name": "Papiers"}]}),
    "AddChecklist": ({}, {"checklists": []}, {"checklists": [{"id": "k1"}]}),
    "AssignValidator": (_GIVEN, {"idMembers": ["zoe"], **HERE}, {"idMembers": ["max"], **HERE}),
    "TakeOver": (_GIVEN, {"idMembers": ["zoe"], **HERE}, {"idMembers": ["zoe"], **THERE}),
    "AcceptDefence": (_GIVEN, {"idMembers": ["zoe"], **HERE}, {"idMembers": ["max"], **HERE}),
    "AcceptStudent": (_GIVEN, {"idMembers": ["zoe"], **HERE}, {"idMembers": ["zoe"], **THERE}),
}
"""How the card was before the effect, a card on which it is undone, and one on which it is not."""

NOTHING_ON_TRELLO = {"Conditional"}
ANOTHER_CARD = {"CreateCard", "FollowUp"}
"""Undone on a card that was made beside: this one never tells, and who asks again does it again."""

in_doubt = [each for each in KINDS.values() if each.recover is not at_once]
undoable = [each for each in KINDS.values() if each.undo is not None]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    database = Database(f"sqlite:///{tmp_path}/kinds.db")
    fresh(database)
    with database.transaction() as found:
        yield found
    database.engine.dispose()


def _receipt(command: str, before: dict[str, Any], after: dict[str, Any]) -> ReceiptRow:
    return ReceiptRow(
        command=command, card_id="c1", at=AT, before=before, after=after, read={}, reasons=[]
    )


def _seen(card: Mapping[str, Any]) -> Seen:
    return Seen(card, card.get("actions", []), "bot")


def test_every_kind_that_may_be_left_in_doubt_is_found_out() -> None:
    assert {each.name for each in in_doubt} == SHOWN.keys() | CARRIED_ON
    assert {each.name for each in undoable} == UNDONE.keys() | NOTHING_ON_TRELLO | ANOTHER_CARD


@pytest.mark.parametrize("name", sorted(SHOWN))
def test_the_card_tells_whether_it_took_place(session: Session, name: str) -> None:
    after, shown, not_shown = SHOWN[name]
    recover, now = KINDS[name].recover, AT + timedelta(hours=1)
    assert recover(session, _receipt(name, {}, after), _seen(not_shown), now) is False
    assert recover(session, _receipt(name, {}, after), _seen(shown), now) is True


@pytest.mark.parametrize("name", sorted(CARRIED_ON))
def test_what_somebody_is_at_stays_open(session: Session, name: str) -> None:
    receipt = _receipt(name, {}, {})
    assert KINDS[name].recover(session, receipt, _seen(HERE), AT) is None


@pytest.mark.parametrize("name", sorted(UNDONE))
def test_the_card_tells_whether_it_was_undone(name: str) -> None:
    after, is_undone, is_not = UNDONE[name]
    before = {"text": TOLD, "checklist": "k1", **SHOWN.get(name, ({},))[0]}
    way = KINDS[name].undo
    assert way is not None
    assert way.took_place(_receipt(f"Undo{name}", before, after), _seen(is_undone))
    assert not way.took_place(_receipt(f"Undo{name}", before, after), _seen(is_not))


@pytest.mark.parametrize("name", sorted(ANOTHER_CARD))
def test_what_is_undone_on_another_card_is_asked_for_again(name: str) -> None:
    way = KINDS[name].undo
    assert way is not None
    assert not way.took_place(_receipt(f"Undo{name}", {}, {}), _seen(HERE))


@pytest.mark.parametrize("kind", undoable, ids=lambda kind: kind.name)
def test_undoing_and_not_undoing_it_have_words(kind: Kind) -> None:
    assert kind.undo is not None
    impossible = kind.undo.impossible(_receipt(kind.name, {}, {}))
    assert {kind.undo.gone, impossible} <= {"", *WHY_NOT}
    assert kind.undo.answer in {"", *ANSWERS}


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_nothing_is_intended_that_nobody_could_find_out(session: Session, kind: Kind) -> None:
    effect = Effect("b1", "c1", kind)
    if kind in in_doubt:
        assert intend(session, effect, AT)
    else:
        with pytest.raises(ValueError, match=kind.name):
            intend(session, effect, AT)


def test_a_way_back_is_one_of_three() -> None:
    without = {each.name for each in KINDS.values() if isinstance(each.back, Stays)}
    assert without.isdisjoint(each.name for each in undoable)
