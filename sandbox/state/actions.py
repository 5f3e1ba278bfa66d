"""Actions: what Trello records of each change, and sends to webhooks."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.state.display import describe
from sandbox.state.ids import iso
from sandbox.state.shapes import Json, public_member, words
from sandbox.state.store import State

# Sent to webhooks, never given back by GET …/actions.
EXCLUDED = frozenset(
    words(
        "addLabelToCard removeLabelFromCard copyChecklist createCheckItem createLabel "
        "deleteAttachmentFromCard deleteCheckItem deleteComment deleteLabel updateLabel "
        "updateComment updateCheckItem removeMemberFromBoard voteOnCard"
    )
)
COMMENT_LIMITS = {
    "reactions": {
        "perAction": {"status": "ok", "disableAt": 900, "warnAt": 720},
        "uniquePerAction": {"status": "ok", "disableAt": 17, "warnAt": 14},
    }
}


@dataclass(frozen=True)
class Actor:
    """Who does it: a member, by hand (`app` is None) or through an app's key.

    `identifier` is the `X-Trello-Client-Identifier` of the request, echoed to the key's webhooks.
    `agent`: the name of the AI agent that acts in the member's name.
    """

    member: str
    app: str | None = None
    key: str | None = None
    identifier: str | None = None
    agent: str = ""


def record(state: State, actor: Actor, kind: str, data: Json, about: str | None = None) -> Json:
    """Write an action down and tell the listeners. `about`: id of the member it happens to."""
    moment = state.tick()
    action: Json = {
        "id": state.ids.new(moment),
        "idMemberCreator": actor.member,
        "data": data,
        "appCreator": {"id": actor.app} if actor.app else None,
        "type": kind,
        "date": iso(moment),
        "limits": COMMENT_LIMITS if kind == "commentCard" else None,
        "display": describe(kind, data, state.members[actor.member], about),
        "memberCreator": public_member(state.members[actor.member]),
    }
    if actor.agent:
        action["agenticIdentity"] = {"name": actor.agent}
    if about is not None:
        action["member"] = public_member(state.members[about])
    state.remember(action)
    _touch(state, data, action["date"])
    for listener in state.listeners:
        listener(action, actor)
    return action


def _touch(state: State, data: Json, date: str) -> None:
    board = state.boards.get(data.get("board", {}).get("id", ""))
    card = state.cards.get(data.get("card", {}).get("id", ""))
    for thing in (board, card):
        if thing is not None:
            thing["dateLastActivity"] = date


def card_ref(card: Json, **changed: object) -> Json:
    """Return the card as `data.card` shows it: the changed field first, never the others."""
    return {
        **changed,
        "id": card["id"],
        "name": card["name"],
        "idShort": card["idShort"],
        "shortLink": card["shortLink"],
    }


def list_ref(entry: Json) -> Json:
    return {"id": entry["id"], "name": entry["name"]}


def board_ref(board: Json) -> Json:
    return {"id": board["id"], "name": board["name"], "shortLink": board["shortLink"]}


def label_ref(label: Json) -> Json:
    """Return a label as actions show it: without colour it has no `color` key, though REST gives null."""
    shown = {"id": label["id"], "name": label["name"]}
    return {**shown, "color": label["color"]} if label["color"] else shown


def board_of(state: State, thing: Json) -> Json:
    """Return `data.board` of a card, list or label."""
    return board_ref(state.boards[thing["idBoard"]])


def list_of(state: State, card: Json) -> Json:
    """Return `data.list` of a card."""
    return list_ref(state.lists[card["idList"]])
