"""What hangs on a card: members, labels, comments, attachments, values of custom fields."""

from __future__ import annotations

from sandbox.errors import TrelloError, not_found
from sandbox.state import reactions
from sandbox.state.actions import Actor, board_of, card_ref, label_ref, list_of, record
from sandbox.state.ids import iso
from sandbox.state.shapes import Json
from sandbox.state.store import State


def set_members(
    state: State, actor: Actor, card: Json, wanted: list[str], *, from_copy: bool = False
) -> None:
    """Make these the members of the card, one action for each who comes or goes."""
    for member in [one for one in card["idMembers"] if one not in wanted]:
        remove_member(state, actor, card, member)
    for member in [one for one in wanted if one not in card["idMembers"]]:
        add_member(state, actor, card, member, from_copy=from_copy)


def add_member(
    state: State, actor: Actor, card: Json, member: str, *, from_copy: bool = False
) -> None:
    """Add a member: addMemberToCard; they must belong to the board and not yet to the card."""
    if not state.membership(state.boards[card["idBoard"]], member):
        raise TrelloError(400, "member not found on the board")
    if member in card["idMembers"]:
        raise TrelloError(400, "member is already on the card")
    card["idMembers"] = [*card["idMembers"], member]
    extra: Json = {"fromCopy": True} if from_copy else {}
    data = {"idMember": member, **extra, **_place(state, card), "member": _name(state, member)}
    record(state, actor, "addMemberToCard", data, about=member)


def remove_member(state: State, actor: Actor, card: Json, member: str) -> None:
    """Take a member off the card: removeMemberFromCard."""
    if member not in card["idMembers"]:
        raise TrelloError(400, "member is not on the card")
    card["idMembers"] = [one for one in card["idMembers"] if one != member]
    data = {
        "idMember": member,
        "deactivated": False,
        **_place(state, card),
        "member": _name(state, member),
    }
    record(state, actor, "removeMemberFromCard", data, about=member)


def _name(state: State, member: str) -> Json:
    return {"id": member, "name": state.members[member]["fullName"]}


def _place(state: State, card: Json) -> Json:
    return {"card": card_ref(card), "board": board_of(state, card)}


def set_labels(state: State, actor: Actor, card: Json, wanted: list[str]) -> None:
    """Make these the labels of the card."""
    for label in [one for one in card["idLabels"] if one not in wanted]:
        remove_label(state, actor, card, label)
    for label in [one for one in wanted if one not in card["idLabels"]]:
        add_label(state, actor, card, label)


def add_label(state: State, actor: Actor, card: Json, label: str) -> None:
    """Add a label. Two actions for one gesture: addLabelToCard, and updateCard with idLabels."""
    known = state.labels.get(label)
    if known is None or known["idBoard"] != card["idBoard"]:
        raise TrelloError(400, "label not found")
    if label in card["idLabels"]:
        raise TrelloError(400, "that label is already on the card")
    _relabel(state, actor, card, "addLabelToCard", known, [*card["idLabels"], label])


def remove_label(state: State, actor: Actor, card: Json, label: str) -> None:
    """Take a label off. Two actions: removeLabelFromCard, and updateCard with idLabels."""
    if label not in card["idLabels"]:
        raise TrelloError(400, "label is not on the card")
    left = [one for one in card["idLabels"] if one != label]
    _relabel(state, actor, card, "removeLabelFromCard", state.labels[label], left)


def _relabel(
    state: State, actor: Actor, card: Json, kind: str, label: Json, after: list[str]
) -> None:
    before, card["idLabels"] = card["idLabels"], after
    color: Json = {"value": label["color"]} if label["color"] else {}
    data = {**color, "text": label["name"], **_place(state, card), "label": label_ref(label)}
    record(state, actor, kind, data)
    twin = {
        "card": card_ref(card, idLabels=list(after)),
        "old": {"idLabels": before},
        "board": board_of(state, card),
        "list": list_of(state, card),
    }
    record(state, actor, "updateCard", twin)


def comment(state: State, actor: Actor, card: Json, text: str) -> Json:
    """Comment: commentCard; the action is the comment."""
    data = {
        "text": text,
        "textData": {"emoji": {}},
        **_place(state, card),
        "list": list_of(state, card),
    }
    return record(state, actor, "commentCard", data)


def edit_comment(state: State, actor: Actor, action: Json, text: str) -> Json:
    """Edit a comment: updateComment; only who wrote it may change it."""
    card = _commented(state, action)
    before = action["data"]["text"]
    edited = iso(state.now())
    action["data"] = {**action["data"], "text": text, "dateLastEdited": edited}
    entities = {**action["display"]["entities"], "comment": {"type": "comment", "text": text}}
    action["display"] = {**action["display"], "entities": entities}
    data = {
        "action": {"id": action["id"], "text": text},
        "old": {"text": before},
        "board": board_of(state, card),
        "card": card_ref(card),
    }
    record(state, actor, "updateComment", data)
    return action


def delete_comment(state: State, actor: Actor, action: Json) -> None:
    """Delete a comment: deleteComment; it leaves the history."""
    card = _commented(state, action)
    reactions.forget(state, action)
    state.forget_action(action)
    record(state, actor, "deleteComment", {"action": {"id": action["id"]}, **_place(state, card)})


def _commented(state: State, action: Json) -> Json:
    if action["type"] != "commentCard":
        raise TrelloError(400, "invalid id")
    card = state.cards.get(action["data"]["card"]["id"])
    if card is None:
        raise not_found()
    return card


def attach(state: State, actor: Actor, card: Json, attachment: Json) -> Json:
    """Attach: addAttachmentToCard with `name`, `url`, and what is known of an uploaded file."""
    identifier = state.new_id()
    link = f"https://trello.com/1/cards/{card['id']}/attachments/{identifier}/download/"
    full: Json = {
        "id": identifier,
        "bytes": None,
        "date": iso(state.now()),
        "edgeColor": None,
        "fileName": None,
        "idMember": actor.member,
        "isUpload": False,
        "isMalicious": False,
        "mimeType": "",
        "previews": [],
        "pos": 16384 * (len(card["attachments"]) + 1),
        **attachment,
    }
    full.setdefault("url", link + str(full["name"]))
    card["attachments"].append(full)
    shown = {key: full[key] for key in ("id", "name", "url")}
    data = {"attachment": shown, **_place(state, card), "list": list_of(state, card)}
    record(state, actor, "addAttachmentToCard", data)
    return full


def detach(state: State, actor: Actor, card: Json, identifier: str) -> None:
    """Take an attachment off: deleteAttachmentFromCard."""
    found = [one for one in card["attachments"] if one["id"] == identifier]
    if not found:
        raise not_found()
    card["attachments"].remove(found[0])
    shown = {"name": found[0]["name"], "id": identifier}
    record(state, actor, "deleteAttachmentFromCard", {"attachment": shown, **_place(state, card)})


def set_field_value(state: State, actor: Actor, card: Json, field: Json, value: Json) -> Json:
    """Set a field: updateCustomFieldItem. `value` has `value` and `idValue`, both null to clear the item."""
    items = card["customFieldItems"]
    item = next((one for one in items if one["idCustomField"] == field["id"]), None)
    before: Json | None = item
    after: Json = {
        "id": item["id"] if item else state.new_id(),
        "value": value["value"],
        "idValue": value["idValue"],
        "idCustomField": field["id"],
        "idModel": card["id"],
        "modelType": "card",
    }
    others = [one for one in items if one["idCustomField"] != field["id"]]
    cleared = value["value"] is None and value["idValue"] is None
    card["customFieldItems"] = others if cleared else [*others, after]
    changed = "idValue" if field["type"] == "list" else "value"
    data = {
        "old": {changed: before[changed] if before else None},
        "customField": {key: field[key] for key in ("id", "name", "type")},
        "customFieldItem": after,
        "board": board_of(state, card),
        "card": card_ref(card),
    }
    record(state, actor, "updateCustomFieldItem", data)
    return after
