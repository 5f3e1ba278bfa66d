"""Bodies of deliveries as Trello writes them, made by hand for the tests."""

from __future__ import annotations

import json
from typing import Any

BOARD = "65f000000000000000000b01"
CARD = "65f0000000000000000000c1"
LIST = "65f0000000000000000000a1"
MENTOR = "65f000000000000000000e01"
BOT = "65f000000000000000000e02"

CARD_DATA: dict[str, Any] = {
    "id": CARD,
    "name": "Léa Dupont – DA Python 🎓",
    "idShort": 12,
    "shortLink": "aBcD1234",
}
BOARD_DATA: dict[str, Any] = {"id": BOARD, "name": "Soutenances", "shortLink": "bOaRd123"}
LIST_DATA: dict[str, Any] = {"id": LIST, "name": "Propositions de soutenances"}


def action(kind: str = "updateCard", data: Any = None, **more: Any) -> dict[str, Any]:
    """One action; `data` replaces the usual card, list and board."""
    usual = {"card": CARD_DATA, "board": BOARD_DATA, "list": LIST_DATA}
    return {
        "id": "65f00000000000000000d001",
        "idMemberCreator": MENTOR,
        "type": kind,
        "date": "2026-03-02T09:00:00.123Z",
        "appCreator": None,
        "data": usual if data is None else data,
        "memberCreator": {"id": MENTOR, "fullName": "Zoé Lefèvre", "username": "zoe"},
        **more,
    }


def body(kind: str = "updateCard", data: Any = None, **more: Any) -> bytes:
    """The bytes of a delivery, UTF-8 without escapes as Trello sends them."""
    content = {
        "model": BOARD_DATA,
        "action": action(kind, data, **more),
        "webhook": {"id": "65f00000000000000000f001", "idModel": BOARD, "active": True},
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


ABOUT_ONE_CARD: dict[str, dict[str, Any]] = {
    "createCard": {"card": CARD_DATA, "list": LIST_DATA, "board": BOARD_DATA},
    "copyCard": {
        "card": CARD_DATA,
        "cardSource": {"id": "65f0000000000000000000c2", "name": "Modèle"},
        "list": LIST_DATA,
        "board": BOARD_DATA,
    },
    "emailCard": {"card": CARD_DATA, "list": LIST_DATA, "board": BOARD_DATA},
    "convertToCardFromCheckItem": {
        "card": CARD_DATA,
        "cardSource": {"id": "65f0000000000000000000c2"},
        "checklist": {"id": "65f0000000000000000000ab", "name": "À faire"},
        "board": BOARD_DATA,
        "list": LIST_DATA,
    },
    "deleteCard": {"card": {"id": CARD, "idShort": 12}, "list": LIST_DATA, "board": BOARD_DATA},
    "moveCardToBoard": {
        "card": CARD_DATA,
        "boardSource": {"id": "65f000000000000000000b02"},
        "board": BOARD_DATA,
        "list": LIST_DATA,
    },
    "moveCardFromBoard": {
        "card": {"id": CARD, "name": "Léa Dupont"},
        "boardTarget": {"id": "65f000000000000000000b02"},
        "board": BOARD_DATA,
        "list": LIST_DATA,
    },
    "updateCard": {
        "card": {**CARD_DATA, "due": "2026-03-19T16:00:00.000Z"},
        "old": {"due": None},
        "board": BOARD_DATA,
        "list": LIST_DATA,
    },
    "addLabelToCard": {
        "card": CARD_DATA,
        "label": {"id": "65f0000000000000000001ab", "name": "P7", "color": "blue"},
        "text": "P7",
        "value": "blue",
        "board": BOARD_DATA,
    },
    "addMemberToCard": {
        "card": CARD_DATA,
        "idMember": MENTOR,
        "member": {"id": MENTOR, "name": "Zoé Lefèvre"},
        "board": BOARD_DATA,
    },
    "updateCustomFieldItem": {
        "card": CARD_DATA,
        "customField": {"id": "65f0000000000000000002ab", "name": "Parcours", "type": "text"},
        "customFieldItem": {"id": "65f0000000000000000003ab", "value": {"text": "DA Python"}},
        "old": {"value": None},
        "board": BOARD_DATA,
    },
    "commentCard": {"card": CARD_DATA, "text": "/vérifier", "board": BOARD_DATA, "list": LIST_DATA},
}
ABOUT_A_BOARD: dict[str, dict[str, Any]] = {
    "updateLabel": {
        "label": {"id": "65f0000000000000000001ab", "name": "P8", "color": "blue"},
        "old": {"name": "P7"},
        "board": BOARD_DATA,
    },
    "deleteLabel": {"label": {"id": "65f0000000000000000001ab"}, "board": BOARD_DATA},
    "updateList": {
        "list": {**LIST_DATA, "closed": True},
        "old": {"closed": False},
        "board": BOARD_DATA,
    },
    "moveListFromBoard": {
        "list": LIST_DATA,
        "boardTarget": {"id": "65f000000000000000000b02"},
        "board": BOARD_DATA,
    },
    "removeMemberFromBoard": {"idMember": MENTOR, "deactivated": False, "board": BOARD_DATA},
    "deleteCustomField": {"customField": {"id": "65f0000000000000000002ab"}, "board": BOARD_DATA},
}
