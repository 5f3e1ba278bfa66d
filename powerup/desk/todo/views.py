"""Views of the queue: filters that a manager keeps under a name, alone or for all managers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from powerup.desk.tab import Ask
from powerup.desk.todo import views_texts as texts
from powerup.desk.todo.in_hand import first_name
from powerup.desk.todo.rows import Json
from powerup.http.errors import Denied, bad_input
from rules.bilingual import Sentence
from sync.cases import saved_views
from sync.cases.saved_views import SavedView
from sync.clock import now
from sync.mirror.member_names import names_of
from sync.rulebook.boards import managers_of
from sync.storage.whole_number import whole_number

FILTERS: Final = ("kind", "board", "project", "mentor")
"""The filters that a view may hold. A search text is not one of them: it may name a student."""

LONGEST_NAME: Final = 60
LONGEST_FILTER: Final = 200
MOST: Final = 30
"""How many views one person may keep."""


def views(ask: Ask) -> Json:
    """Return the caller's views, then those shared by others who still manage a board; each part by name."""
    with ask.powerup.database.transaction() as session:
        found = saved_views.views_for(session, ask.caller.person.id)
        names = names_of(session) if found else {}
        boards = ask.powerup.rulebook.boards.values() if found else ()
        managers = {member for rules in boards for member in managers_of(session, rules)}
    kept = [each for each in found if each.member_id in managers]
    return {"views": [_json(each, ask, names) for each in kept]}


def keep(ask: Ask) -> Json:
    """Keep filters under a name; return the views as they are then. Raises `Denied` for a name that is
    missing or taken, for no filter, and for too many views.
    """
    name, filters = _name(ask.body), _filters(ask.body)
    member = ask.caller.person.id
    with ask.powerup.database.transaction() as session:
        mine = saved_views.views_of(session, member)
        _free(name, mine)
        if len(mine) >= MOST:
            raise _refused("too-many", texts.TOO_MANY)
        saved_views.keep(session, member, name, filters, _shared(ask.body), now())
    return views(ask)


def change(ask: Ask, view: str) -> Json:
    """Rename a view of the caller's, share it or stop sharing it; return the views as they are then. Raises
    `Denied` where they have no such view, or another of that name.
    """
    name, member = _name(ask.body), ask.caller.person.id
    with ask.powerup.database.transaction() as session:
        mine = saved_views.views_of(session, member)
        _free(name, [each for each in mine if str(each.id) != view])
        if not saved_views.change(session, member, _id(view), name, _shared(ask.body), now()):
            raise Denied(404, "no-view", texts.NO_VIEW)
    return views(ask)


def delete(ask: Ask, view: str) -> Json:
    """Delete a view of the caller's; return the others. Raises `Denied` where they have no such view."""
    with ask.powerup.database.transaction() as session:
        if not saved_views.delete(session, ask.caller.person.id, _id(view)):
            raise Denied(404, "no-view", texts.NO_VIEW)
    return views(ask)


def _json(view: SavedView, ask: Ask, names: Mapping[str, str]) -> Json:
    mine = view.member_id == ask.caller.person.id
    by = "" if mine else first_name(names.get(view.member_id, ""), names.values())
    kept = {"id": view.id, "name": view.name, "filters": dict(view.filters)}
    return {**kept, "shared": view.shared, "mine": mine, "by": by}


def _name(body: Mapping[str, Any]) -> str:
    name = body.get("name")
    text = " ".join(name.split()) if isinstance(name, str) else ""
    if not 0 < len(text) <= LONGEST_NAME:
        raise _refused("no-name", texts.NO_NAME)
    return text


def _filters(body: Mapping[str, Any]) -> dict[str, str]:
    filters = body.get("filters")
    if not isinstance(filters, dict):
        raise bad_input("body")
    found = {name: filters[name] for name in FILTERS if filters.get(name)}
    if any(not isinstance(x, str) or len(x) > LONGEST_FILTER for x in found.values()):
        raise bad_input("body")
    if not found:
        raise _refused("no-filter", texts.NO_FILTER)
    return found


def _shared(body: Mapping[str, Any]) -> bool:
    return body.get("shared") is True


def _free(name: str, others: list[SavedView]) -> None:
    if any(each.name.casefold() == name.casefold() for each in others):
        raise _refused("same-name", texts.SAME_NAME)


def _id(view: str) -> int:
    return whole_number(view) or 0


def _refused(code: str, sentence: Sentence) -> Denied:
    return Denied(422, code, sentence)
