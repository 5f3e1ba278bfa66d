"""`/powerup/api/desk/…`: what the tabs of the desk ask for and do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, request

from powerup.desk.palette.find import find
from powerup.desk.tab import Ask, Json, Route, Tab
from powerup.desk.tabs import TABS
from powerup.desk.todo.queue import version_of
from powerup.http import texts
from powerup.http.errors import Denied
from powerup.http.json_view import body, guarded
from powerup.http.power_up import Caller, PowerUp, taking_part
from powerup.views.api import API
from rules.card import Kind
from rules.verdict import Language
from sync.mirror.read import load_board_form


def add_routes(views: Blueprint, powerup: PowerUp) -> None:
    """Add every route of every tab, and those that the desk itself asks."""
    about = Route("GET", "me", _me)
    names = Route("GET", "find", find)
    everybody = Tab("desk", TABS[0].title, {}, (about, names), managers=False)
    version = guarded(powerup, _version, taking_part)
    views.add_url_rule(f"{API}/desk/todo/version", "desk version", version, methods=["GET"])
    for tab in (everybody, *TABS):
        for route in tab.routes:
            name = f"desk {route.method} {route.path}"
            answer = guarded(powerup, _serve(tab, route))
            views.add_url_rule(f"{API}/desk/{route.path}", name, answer, methods=[route.method])


def _me(ask: Ask) -> Json:
    """Return whether the caller manages a board, their member id, whether the board that they look at is one
    of the school, and the boards that they have yet to join: where they are on no board of a kind of
    the school, all of that kind.
    """
    mine = ask.taken_part_in()
    kinds = {rules.kind for rules, _ in mine}
    return {
        "manager": any(person.manager for _, person in mine),
        "member": ask.caller.person.id,
        "school": ask.caller.rules.is_school,
        "missing": _to_join(ask, kinds),
    }


def _to_join(ask: Ask, kinds: set[Kind]) -> list[Json]:
    """Return the school's open boards of the other kinds, each with its address: on a board that is not the
    school's, none.
    """
    if not ask.caller.rules.is_school:
        return []
    boards = [x for x in ask.powerup.rulebook.boards.values() if x.is_school]
    with ask.powerup.database.transaction() as session:
        forms = [load_board_form(session, x.board) for x in boards if x.kind not in kinds]
    return [{"name": x["name"], "url": x["url"]} for x in forms if x and not x["closed"]]


def _version(powerup: PowerUp, _passed: None, _language: Language) -> Json:
    """Return the marks that change when the queue may have changed: pages ask for them again and again."""
    queue, claims = version_of(powerup)
    return {"version": queue, "claims": claims}


def _serve(tab: Tab, route: Route) -> Callable[..., Any]:
    def answer(powerup: PowerUp, caller: Caller, language: Language, **path: str) -> Json:
        ask = Ask(powerup, caller, language, request.args, _body(route))
        if tab.managers and not ask.managed():
            raise Denied(403, "managers-only", texts.MANAGERS_PAGE)
        return route.answer(ask, **path)

    return answer


def _body(route: Route) -> Mapping[str, Any]:
    return body(route.largest) if route.method == "POST" else {}
