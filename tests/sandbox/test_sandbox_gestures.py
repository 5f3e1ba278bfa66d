"""One gesture of a person gives the actions of real Trello, with partial data."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sandbox.core import Sandbox
from sandbox.errors import TrelloError
from sandbox.gestures import Hand
from sandbox.seeds import invented_school
from sandbox.state.finder import UnknownNameError

Json = dict[str, Any]
REF = {"id", "name", "idShort", "shortLink"}
BOARD = {"id", "name", "shortLink"}
DUE = datetime(2026, 3, 24, 8, 0, tzinfo=UTC)


@pytest.fixture
def heard(sandbox: Sandbox) -> list[Json]:
    actions: list[Json] = []
    sandbox.state.listeners.append(lambda action, _: actions.append(action))
    return actions


def kinds(actions: list[Json]) -> list[str]:
    """Types, and what changed: `updateCard:due`."""
    return [":".join([one["type"], *one["data"].get("old", {})]) for one in actions]


def detached(hand: Hand, card: str) -> None:
    hand.attach(card, "https://x.example")
    hand.detach(card, hand.state.card(card)["attachments"][-1]["id"])


GESTURES: list[tuple[str, Callable[[Hand, str], object], list[str]]] = [
    ("rename", lambda hand, card: hand.rename(card, "x"), ["updateCard:name"]),
    ("describe", lambda hand, card: hand.describe(card, "x"), ["updateCard:desc"]),
    ("drag", lambda hand, card: hand.drag(card, "Réussies"), ["updateCard:idList", "updateCard:pos"]),
    ("label on", lambda hand, card: hand.toggle_label(card, "P9"),
     ["addLabelToCard", "updateCard:idLabels"]),
    ("label off", lambda hand, card: hand.toggle_label(card, "P7"),
     ["removeLabelFromCard", "updateCard:idLabels"]),
    ("due", lambda hand, card: hand.set_due(card, DUE),
     ["updateCard:dueReminder", "updateCard:due"]),
    ("no due", lambda hand, card: hand.set_due(card, None), ["updateCard:due"]),
    ("done", lambda hand, card: hand.mark_due(card), ["updateCard:dueComplete"]),
    ("leave", lambda hand, card: hand.leave(card), ["removeMemberFromCard"]),
    ("comment", lambda hand, card: hand.comment(card, "Bonjour"), ["commentCard"]),
    ("attach", lambda hand, card: hand.attach(card, "https://x.example"), ["addAttachmentToCard"]),
    ("detach", detached, ["addAttachmentToCard", "deleteAttachmentFromCard"]),
    ("archive", lambda hand, card: hand.archive(card), ["updateCard:closed"]),
    ("delete", lambda hand, card: hand.delete(card), ["deleteCard"]),
    ("copy", lambda hand, card: hand.copy_card(card, "Réussies"), ["copyCard", "addMemberToCard"]),
    ("to board", lambda hand, card: hand.move_to_board(card, invented_school.TRANSFERT, "Transférés"),
     ["moveCardFromBoard", "moveCardToBoard"]),
    ("list", lambda hand, _: hand.change_list("Réussies", closed=True), ["updateList:closed"]),
    ("label name", lambda hand, _: hand.rename_label("Soutenances", "P7", "Projet 7"),
     ["updateLabel:name"]),
    ("label gone", lambda hand, _: hand.delete_label("Soutenances", "P7"), ["deleteLabel"]),
    ("e-mail", lambda hand, _: hand.email_card("Réussies", "x"), ["emailCard"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "gesture", "expected"), GESTURES, ids=[g[0] for g in GESTURES])
def test_a_gesture_gives_the_actions_of_real_trello(
    sandbox: Sandbox,
    heard: list[Json],
    card: Json,
    name: str,
    gesture: Callable[[Hand, str], object],
    expected: list[str],
) -> None:
    gesture(sandbox.act_as("zoe"), card["id"])
    assert kinds(heard) == expected
    assert all(one["appCreator"] is None for one in heard)
    assert all(one["data"]["board"].keys() >= BOARD for one in heard)
    assert [one["id"] for one in heard] == sorted(one["id"] for one in heard)
    assert len({one["date"] for one in heard}) == len(heard)


def test_a_move_tells_both_lists_and_no_list(
    sandbox: Sandbox, heard: list[Json], card: Json
) -> None:
    sandbox.act_as("zoe").drag(card["id"], "Profil à mettre à jour")
    data = heard[0]["data"]
    assert set(data) == {"card", "old", "board", "listBefore", "listAfter"}
    assert set(data["card"]) == REF | {"idList"}
    assert heard[0]["display"]["translationKey"] == "action_move_card_from_list_to_list"
    assert set(heard[1]["data"]) == {"card", "old", "board", "list"}


def test_a_label_action_has_no_list_and_its_twin_is_unknown(
    sandbox: Sandbox, heard: list[Json], card: Json
) -> None:
    sandbox.act_as("helene").create_label("Soutenances", "sans couleur")
    sandbox.act_as("zoe").toggle_label(card["id"], "P9")
    sandbox.act_as("zoe").toggle_label(card["id"], "sans couleur")
    _, added, twin, colourless, _ = heard
    assert set(added["data"]) == {"value", "text", "card", "board", "label"}
    assert twin["display"]["translationKey"] == "unknown"
    assert set(colourless["data"]) == {"text", "card", "board", "label"}
    assert set(colourless["data"]["label"]) == {"id", "name"}


def test_a_deleted_card_leaves_no_name(sandbox: Sandbox, heard: list[Json], card: Json) -> None:
    sandbox.act_as("zoe").delete(card["id"])
    assert set(heard[0]["data"]["card"]) == {"id", "idShort", "shortLink"}
    assert card["id"] not in sandbox.state.cards


def test_joining_differs_from_being_added(sandbox: Sandbox, heard: list[Json], card: Json) -> None:
    sandbox.act_as("noel").join(card["id"])
    sandbox.act_as("zoe").add_member(card["id"], "fatou")
    keys = [one["display"]["translationKey"] for one in heard]
    assert keys == ["action_member_joined_card", "action_added_member_to_card"]
    assert heard[1]["data"]["member"]["name"] == heard[1]["member"]["fullName"] == "Fatou Sarr"


def test_a_gesture_that_changes_nothing_says_nothing(
    sandbox: Sandbox, heard: list[Json], card: Json
) -> None:
    sandbox.act_as("zoe").rename(card["id"], card["name"])
    assert heard == []


def test_who_may_not_write_may_not_gesture(sandbox: Sandbox, card: Json) -> None:
    sandbox.add_member("intrus", "Jean Intrus")
    for who in ("olivia", "intrus"):
        with pytest.raises(TrelloError, match="unauthorized"):
            sandbox.act_as(who).rename(card["id"], "x")


def test_a_name_that_fits_nothing_or_twice_is_told(sandbox: Sandbox, card: Json) -> None:
    with pytest.raises(UnknownNameError, match="no list is called 'Nulle part'"):
        sandbox.act_as("zoe").drag(card["id"], "Nulle part")
    with pytest.raises(UnknownNameError, match="2 lists are called"):
        sandbox.act_as("zoe").create_card("Profil à mettre à jour", "x")


SHAPES: dict[str, Json] = {
    # As captured: keys of data, and of data.card
    "createCard": {"data": {"card", "list", "board"}, "card": REF},
    "commentCard": {"data": {"text", "textData", "card", "list", "board"}, "card": REF},
    "addMemberToCard": {"data": {"idMember", "card", "board", "member"}, "card": REF},
    "addAttachmentToCard": {"data": {"attachment", "card", "list", "board"}, "card": REF},
}


def test_data_has_the_keys_of_captured_actions(sandbox: Sandbox, heard: list[Json]) -> None:
    zoe = sandbox.act_as("zoe")
    made = zoe.create_card("Réussies", "x", join=True)
    zoe.comment(made["id"], "y")
    zoe.attach(made["id"], "https://x.example")
    assert {one["type"] for one in heard} == set(SHAPES)
    for one in heard:
        assert set(one["data"]) == SHAPES[one["type"]]["data"]
        assert set(one["data"]["card"]) == SHAPES[one["type"]]["card"]


def test_actions_have_every_key_of_the_shared_captures(
    sandbox: Sandbox, heard: list[Json], card: Json
) -> None:
    for _, gesture, _ in GESTURES[:11]:
        gesture(sandbox.act_as("zoe"), card["id"])
    ours = {(one["type"], *sorted(one["data"].get("old", {}))): one for one in heard}
    folder = Path(__file__).parents[3] / "shared" / "payloads" / "webhooks"
    for path in folder.glob("rwjdk*.json") if folder.exists() else ():
        theirs = json.loads(path.read_text(encoding="utf-8"))["action"]
        mine = ours.get((theirs["type"], *sorted(theirs["data"].get("old", {}))))
        if mine is not None:
            assert set(theirs) <= set(mine) | {"limits"}, path.name
            assert set(theirs["data"]) <= set(mine["data"]), path.name
            assert set(theirs["data"].get("card", {})) <= set(mine["data"].get("card", {}))
