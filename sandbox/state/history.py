"""Histories of actions, newest first, as REST gives them: some types only ever reach webhooks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from sandbox.errors import invalid_value
from sandbox.state import values
from sandbox.state.actions import EXCLUDED
from sandbox.state.ids import ID, id_at, parse_iso
from sandbox.state.shapes import Json, public_member, words
from sandbox.state.store import State

CARD_DEFAULT = "commentCard,updateCard:idList"
ACTION_FIELDS = words(
    "id idMemberCreator data appCreator type date limits display memberCreator member entities"
    " agenticIdentity"
)


def board_history(state: State, board: Json, params: Json) -> list[Json]:
    """Read a board's history by `limit` (default 50, at most 1,000), `page`, `before`, `since`,
    `filter`, `idModels`.
    """
    return _page(state, state.board_actions.get(board["id"], []), params, "all")


def card_history(state: State, card: Json, params: Json) -> list[Json]:
    """Read a card's history: only comments and moves between lists unless `filter` says otherwise."""
    values.integer("page", params.get("page"), 0, 0, 19)
    return _page(state, state.card_actions.get(card["id"], []), params, CARD_DEFAULT)


def _page(state: State, actions: list[Json], params: Json, default: str) -> list[Json]:
    limit = values.integer("limit", params.get("limit"), 50, 0, 1000)
    page = values.integer("page", params.get("page"), 0, 0, 1000)
    kept = _kept(reversed(actions), params, str(params.get("filter") or default))
    chosen = islice(kept, page * limit, (page + 1) * limit)
    return [action_view(state, action, params) for action in chosen]


def _kept(actions: Iterable[Json], params: Json, kinds: str) -> Iterator[Json]:
    before, since = bound("before", params), bound("since", params)
    wanted = None if kinds in ("all", "true") else [kind.strip() for kind in kinds.split(",")]
    models = values.identifiers("idModels", params.get("idModels"))
    for action in actions:
        if since is not None and action["id"] <= since:
            return
        if action["type"] in EXCLUDED or (before is not None and action["id"] >= before):
            continue
        if (wanted is None or _matches(action, wanted)) and _about(action, models):
            yield action


def _matches(action: Json, kinds: list[str]) -> bool:
    for kind in kinds:
        name, _, field = kind.partition(":")
        if name == action["type"] and (not field or field in action["data"].get("old", {})):
            return True
    return False


def _about(action: Json, models: list[str]) -> bool:
    return not models or any(
        isinstance(part, dict) and part.get("id") in models for part in action["data"].values()
    )


def bound(name: str, params: Json) -> str | None:
    """Return an end of a page as an id; a date stands for the first id of its second."""
    value = params.get(name)
    if value in (None, "", "null"):
        return None
    if ID.match(str(value)):
        return str(value).lower()
    try:
        return id_at(parse_iso(str(value)))
    except ValueError:
        raise invalid_value(name) from None


def action_view(state: State, action: Json, params: Json) -> Json:
    """Return an action with `fields`; its creator as they are called now."""
    names = values.fields("fields", params.get("fields"), ACTION_FIELDS, ACTION_FIELDS)
    shown = {name: action[name] for name in names if name in action}
    creator = state.members.get(action["idMemberCreator"])
    if "memberCreator" in shown and creator:
        shown["memberCreator"] = public_member(creator)
    if params.get("memberCreator") in ("false", False):
        shown.pop("memberCreator", None)
    return shown
