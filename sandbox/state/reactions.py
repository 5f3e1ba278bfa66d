"""Reactions: an emoji that a member puts on a comment. No action is recorded of it."""

from __future__ import annotations

from sandbox.errors import TrelloError, not_found
from sandbox.state.actions import COMMENT_LIMITS, Actor
from sandbox.state.shapes import Json, public_member
from sandbox.state.store import State

EMOJIS = {
    unified: {
        "unified": unified,
        "native": native,
        "name": name,
        "skinVariation": None,
        "shortName": short,
    }
    for unified, native, name, short in (
        ("1F440", "👀", "EYES", "eyes"),
        ("1F44D", "👍", "THUMBS UP SIGN", "+1"),
        ("2705", "✅", "WHITE HEAVY CHECK MARK", "white_check_mark"),
        ("2764-FE0F", "❤️", "HEAVY BLACK HEART", "heart"),
        ("1F389", "🎉", "PARTY POPPER", "tada"),
    )
}
"""The emojis that the stand-in knows, as Trello describes them, by their `unified` code."""


def emoji(params: Json) -> Json:
    """Return the emoji that is meant by `unified`, `native` or `shortName`. Raises `TrelloError` (400)."""
    for way in ("unified", "native", "shortName"):
        wanted = params.get(way)
        found = (each for each in EMOJIS.values() if each[way] == wanted)
        if wanted and (known := next(found, None)) is not None:
            return known
    raise TrelloError(400, "invalid value for emoji")


def of_action(state: State, action: Json) -> list[Json]:
    """Return the reactions to an action, the oldest first."""
    return [each for each in state.reactions.values() if each["idModel"] == action["id"]]


def add(state: State, actor: Actor, action: Json, chosen: Json) -> Json:
    """Put an emoji on a comment. Raises `TrelloError` (400) where there is no comment, where the member
    has put the same one there, and beyond the limits.
    """
    if action["type"] != "commentCard":
        raise TrelloError(400, "invalid action type")
    there, code = of_action(state, action), chosen["unified"]
    if any((each["idMember"], each["idEmoji"]) == (actor.member, code) for each in there):
        raise TrelloError(400, "reaction already exists")
    limits, kinds = COMMENT_LIMITS["reactions"], {each["idEmoji"] for each in there} | {code}
    if len(there) >= int(str(limits["perAction"]["disableAt"])):
        raise TrelloError(400, "too many reactions on action")
    if len(kinds) > int(str(limits["uniquePerAction"]["disableAt"])):
        raise TrelloError(400, "too many unique reactions on action")
    made = {"id": state.new_id(), "idMember": actor.member, "idModel": action["id"]}
    state.reactions[made["id"]] = {**made, "idEmoji": code}
    _tell(state)
    return view(state, state.reactions[made["id"]])


def remove(state: State, actor: Actor, action: Json, identifier: str) -> None:
    """Take one's own reaction back. Raises `TrelloError` (401, 404)."""
    found = state.reactions.get(identifier)
    if found is None or found["idModel"] != action["id"]:
        raise not_found()
    if found["idMember"] != actor.member:
        raise TrelloError(401, "unauthorized permission requested")
    del state.reactions[identifier]
    _tell(state)


def forget(state: State, action: Json) -> None:
    """Take the reactions to a comment that was deleted away."""
    for each in of_action(state, action):
        del state.reactions[each["id"]]


def _tell(state: State) -> None:
    for watcher in state.watchers:
        watcher()


def view(state: State, reaction: Json) -> Json:
    """Return a reaction as REST gives it, with its member and its emoji."""
    member = public_member(state.members[reaction["idMember"]])
    return {**reaction, "member": member, "emoji": EMOJIS[reaction["idEmoji"]]}


def natives(state: State, action: Json) -> list[str]:
    """Return the emojis on an action as they look, one for each who put it there."""
    return [EMOJIS[each["idEmoji"]]["native"] or "" for each in of_action(state, action)]
