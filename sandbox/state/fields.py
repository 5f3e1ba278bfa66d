"""How stored objects are shown: derived fields, and the choice of fields. Changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sandbox.state import values
from sandbox.state.shapes import COLORS, Json, slug, words
from sandbox.state.store import State

Reader = Callable[[State, Json], object]

CARD_DERIVED: dict[str, Reader] = {}
CARD_FIELDS = words(
    "id address agent badges checkItemStates closed coordinates creationMethod dueComplete "
    "dateClosed dateCompleted dateLastActivity desc descData due dueReminder email idBoard "
    "idChecklists idLabels idList idMembers idMembersVoted idOrganization idShort "
    "idAttachmentCover labels limits locationName manualCoverAttachment mirrorSourceId name "
    "nodeId pinned pos shortLink shortUrl start subscribed url cover isTemplate cardRole"
)
CARD_DEFAULT = [name for name in CARD_FIELDS if name not in ("limits", "agent", "idOrganization")]
LIST_FIELDS = words("id name closed color idBoard pos subscribed softLimit type datasource limits")
LIST_DEFAULT = words("id name closed color idBoard pos subscribed softLimit type datasource")
LABEL_FIELDS = words("id idBoard idOrganization name nodeId color uses")
MEMBER_FIELDS = words(
    "id activityBlocked avatarHash avatarUrl bio bioData confirmed email fullName idBoards "
    "idEnterprise idMemberReferrer idOrganizations initials memberType nonPublic "
    "nonPublicAvailable prefs status url username"
)
MEMBER_SHORT = words("id avatarHash avatarUrl fullName initials username")
BOARD_DEFAULT = words(
    "id nodeId name desc descData closed idOrganization idEnterprise pinned url shortUrl prefs "
    "labelNames"
)
BOARD_FIELDS = [
    *BOARD_DEFAULT,
    *words(
        "dateClosed dateLastActivity dateLastView idMemberCreator limits memberships shortLink "
        "starred subscribed creationMethod idTags powerUps ixUpdate enterpriseOwned templateGallery"
    ),
]
CHECKLIST_FIELDS = words("id name idBoard idCard pos creationMethod checkItems limits")
CHECKLIST_DEFAULT = words("id name idBoard idCard pos checkItems")
ITEM_FIELDS = words("idChecklist state id name nameData pos due dueReminder idMember")
ATTACHMENT_FIELDS = words(
    "id bytes date edgeColor fileName idMember isUpload isMalicious mimeType name previews pos url"
)


def pick(state: State, thing: Json, names: Iterable[str], derived: dict[str, Reader]) -> Json:
    """Return the named fields of an object, computed where they are not stored."""
    shown: Json = {}
    for name in names:
        reader = derived.get(name)
        shown[name] = reader(state, thing) if reader else thing.get(name)
    return shown


def _badges(state: State, card: Json) -> Json:
    history = state.card_actions.get(card["id"], ())
    items = [
        item
        for identifier in card["idChecklists"]
        for item in state.checklists[identifier]["checkItems"]
    ]
    return {
        "attachmentsByType": {"trello": {"board": 0, "card": 0}},
        "location": False,
        "votes": 0,
        "viewingMemberVoted": False,
        "subscribed": False,
        "fogbugz": "",
        "checkItems": len(items),
        "checkItemsChecked": sum(item["state"] == "complete" for item in items),
        "checkItemsEarliestDue": None,
        "comments": sum(action["type"] == "commentCard" for action in history),
        "attachments": len(card["attachments"]),
        "description": bool(card["desc"]),
        "due": card["due"],
        "dueComplete": card["dueComplete"],
        "start": card["start"],
    }


def _url(state: State, card: Json) -> str:
    name = slug(card["name"])
    return f"https://trello.com/c/{card['shortLink']}/{card['idShort']}-{name}"


CARD_DERIVED.update(
    {
        "badges": _badges,
        "descData": lambda _, card: {"emoji": {}} if card["desc"] else None,
        "idOrganization": lambda state, card: state.boards[card["idBoard"]]["idOrganization"],
        "labels": lambda state, card: [
            label_view(state, state.labels[one]) for one in card["idLabels"]
        ],
        "limits": lambda *_: {"attachments": {"perCard": {"status": "ok", "disableAt": 1000}}},
        "nodeId": lambda _, card: f"ari:cloud:trello::card/workspace/{card['id']}",
        "shortUrl": lambda _, card: f"https://trello.com/c/{card['shortLink']}",
        "url": _url,
    }
)


def _label_names(state: State, board: Json) -> dict[str, str]:
    names = dict.fromkeys(COLORS, "")
    for label in state.labels_of(board["id"]):
        if label["color"]:
            names[label["color"]] = label["name"]
    return names


BOARD_DERIVED: dict[str, Reader] = {
    "labelNames": _label_names,
    "nodeId": lambda _, board: f"ari:cloud:trello::board/workspace/{board['id']}",
    "shortUrl": lambda _, board: f"https://trello.com/b/{board['shortLink']}",
    "url": lambda _, board: f"https://trello.com/b/{board['shortLink']}/{slug(board['name'])}",
    "limits": lambda state, board: _limits(len(state.cards_of(board["id"]))),
}


def _limits(cards: int) -> Json:
    status = "ok" if cards < 4500 else "warn"
    return {"cards": {"openPerBoard": {"status": status, "disableAt": 5000, "warnAt": 4500}}}


MEMBER_DERIVED: dict[str, Reader] = {
    "email": lambda *_: None,
    "idBoards": lambda state, member: [
        board["id"] for board in state.boards.values() if state.membership(board, member["id"])
    ],
    "idOrganizations": lambda *_: [],
    "url": lambda _, member: f"https://trello.com/{member['username']}",
}
LABEL_DERIVED: dict[str, Reader] = {
    "uses": lambda state, label: sum(
        label["id"] in card["idLabels"] for card in state.cards_of(label["idBoard"])
    ),
    "nodeId": lambda _, label: f"ari:cloud:trello::label/workspace/{label['id']}",
}
LABEL_DEFAULT = ["id", "idBoard", "name", "color"]


def label_view(state: State, label: Json, names: Iterable[str] = LABEL_DEFAULT) -> Json:
    return pick(state, label, names, LABEL_DERIVED)


def member_view(state: State, member: Json, names: Iterable[str] = MEMBER_SHORT) -> Json:
    return pick(state, member, names, MEMBER_DERIVED)


def list_view(state: State, entry: Json, names: Iterable[str] = LIST_DEFAULT) -> Json:
    return pick(state, entry, names, {"limits": lambda *_: {}})


def checklist_view(state: State, checklist: Json, params: Json) -> Json:
    """Return a checklist with `checklist_fields` (or `fields`) and its items with `checkItem_fields`."""
    asked = params.get("checklist_fields")
    names = values.fields("checklist_fields", asked, CHECKLIST_FIELDS, CHECKLIST_DEFAULT)
    shown = pick(state, checklist, names, {"limits": lambda *_: {}})
    asked = params.get("checkItem_fields")
    item_names = values.fields("checkItem_fields", asked, ITEM_FIELDS, ITEM_FIELDS)
    items = [{name: item.get(name) for name in item_names} for item in checklist["checkItems"]]
    if values.choice("checkItems", params.get("checkItems"), ("all", "none"), "all") == "all":
        shown["checkItems"] = items
    return shown


def board_object(state: State, board: Json, names: Iterable[str] = BOARD_DEFAULT) -> Json:
    return pick(state, board, names, BOARD_DERIVED)


def card_object(state: State, card: Json, names: Iterable[str] = CARD_DEFAULT) -> Json:
    return pick(state, card, names, CARD_DERIVED)
