"""The `display` part of an action: the key of Trello's sentence and what fills it."""

from __future__ import annotations

from collections.abc import Callable

from sandbox.state.shapes import Json

PLAIN_KEYS = {
    "createCard": "action_create_card",
    "copyCard": "action_copy_card",
    "emailCard": "action_email_card",
    "deleteCard": "action_delete_card",
    "commentCard": "action_comment_on_card",
    "copyCommentCard": "action_copy_comment_from_card",
    "convertToCardFromCheckItem": "action_convert_to_card_from_checkitem",
    "moveCardToBoard": "action_move_card_to_board",
    "moveCardFromBoard": "action_move_card_from_board",
    "moveListToBoard": "action_move_list_to_board",
    "moveListFromBoard": "action_move_list_from_board",
    "addLabelToCard": "action_add_label_to_card",
    "removeLabelFromCard": "action_remove_label_from_card",
    "addAttachmentToCard": "action_add_attachment_to_card",
    "deleteAttachmentFromCard": "action_delete_attachment_from_card",
    "addChecklistToCard": "action_add_checklist_to_card",
    "removeChecklistFromCard": "action_remove_checklist_from_card",
    "createList": "action_added_list_to_board",
    "createBoard": "action_create_board",
    "createCustomField": "action_create_custom_field",
    "deleteCustomField": "action_delete_custom_field",
    "updateCustomFieldItem": "action_update_custom_field_item",
    "addMemberToBoard": "action_added_member_to_board",
    "removeMemberFromBoard": "action_removed_from_board",
    "makeNormalMemberOfBoard": "action_made_a_normal_user_on",
    "makeAdminOfBoard": "action_made_an_admin_of_board",
    "makeObserverOfBoard": "action_made_an_observer_of_board",
}
BOARD_KEYS = {"name": "action_update_board_name", "desc": "action_update_board_desc"}
SHOWN = (
    "card",
    "list",
    "listBefore",
    "listAfter",
    "board",
    "checklist",
    "attachment",
    "customField",
    "label",
)


def describe(kind: str, data: Json, creator: Json, about: str | None) -> Json:
    """Return `display` for an action of this type and data; `about`: id of the member it happens to."""
    return {
        "translationKey": translation_key(kind, data, creator["id"], about),
        "entities": _entities(data, creator),
    }


def translation_key(kind: str, data: Json, creator: str, about: str | None) -> str:
    """Return Trello's name of the sentence; the literal `unknown` where real Trello says so too."""
    special = SPECIAL.get(kind)
    if special is not None:
        return special(data)
    if kind in ("addMemberToCard", "removeMemberFromCard"):
        return _member_key(kind, alone=creator == about)
    return PLAIN_KEYS.get(kind, "unknown")


def _member_key(kind: str, *, alone: bool) -> str:
    if kind == "addMemberToCard":
        return "action_member_joined_card" if alone else "action_added_member_to_card"
    return "action_member_left_card" if alone else "action_removed_member_from_card"


def _card_key(data: Json) -> str:
    card, old = data["card"], data["old"]
    if "idList" in old:
        return "action_move_card_from_list_to_list"
    if "pos" in old:
        return _direction(old["pos"], card["pos"], "action_moved_card_higher", "lower")
    if "closed" in old:
        return "action_archived_card" if card["closed"] else "action_sent_card_to_board"
    if "dueComplete" in old:
        done = "" if card["dueComplete"] else "in"
        return f"action_marked_the_done_state_{done}complete"
    return _text_key(card, old)


def _text_key(card: Json, old: Json) -> str:
    if "name" in old:
        return "action_renamed_card"
    if "desc" in old:
        return "action_changed_description_of_card"
    for field, word in (("due", "due"), ("start", "start")):
        if field in old:
            return f"action_{_verb(old[field], card[field])}_{word}_date"
    return "unknown"


def _verb(before: object, after: object) -> str:
    if before is None:
        return "added_a"
    return "removed_a" if after is None else "changed_a"


def _direction(before: float, after: float, higher: str, lower: str) -> str:
    # As recorded from Trello: "higher" is a number that grows, which is lower on the board.
    return higher if after > before else higher.replace("higher", lower)


def _list_key(data: Json) -> str:
    entry, old = data["list"], data["old"]
    if "closed" in old:
        return "action_archived_list" if entry["closed"] else "action_sent_list_to_board"
    if "pos" in old:
        return "action_moved_list_" + ("right" if entry["pos"] > old["pos"] else "left")
    return "action_renamed_list"


def _board_key(data: Json) -> str:
    old = data["old"]
    if "closed" in old:
        return "action_closed_board" if data["board"]["closed"] else "action_reopened_board"
    return next((key for field, key in BOARD_KEYS.items() if field in old), "unknown")


def _check_item_key(data: Json) -> str:
    complete = data["checkItem"]["state"] == "complete"
    return "action_completed_checkitem" if complete else "action_marked_checkitem_incomplete"


SPECIAL: dict[str, Callable[[Json], str]] = {
    "updateCard": _card_key,
    "updateList": _list_key,
    "updateBoard": _board_key,
    "updateCheckItemStateOnCard": _check_item_key,
}


def _entities(data: Json, creator: Json) -> Json:
    entities = {kind: _entity(kind, data[kind]) for kind in SHOWN if kind in data}
    if "text" in data and "label" not in data:
        entities["comment"] = {"type": "comment", "text": data["text"]}
    entities["memberCreator"] = {
        "type": "member",
        "id": creator["id"],
        "username": creator["username"],
        "text": creator["fullName"],
    }
    return entities


def _entity(kind: str, thing: Json) -> Json:
    kind = "list" if kind.startswith("list") else kind
    kept = {key: value for key, value in thing.items() if key not in ("name", "idShort")}
    return {"type": kind, **kept, "text": thing.get("name", "")}
