"""The server side of the board page: declared Power-Ups, their data, JWTs, and the page's own files."""

from __future__ import annotations

import json
from typing import Any

import pytest
import requests

from sandbox.core import Sandbox
from sandbox.errors import TrelloError
from sandbox.page import power_ups
from sandbox.server.in_process import SandboxServer
from sandbox.state.power_up_data import PluginData, Shelf

POWER_UP = {
    "name": "Greffier",
    "connector": "http://127.0.0.1:9/powerup/",
    "capabilities": ["card-badges"],
}


def shelf(scope: str = "card", visibility: str = "shared", owner: str = "") -> Shelf:
    return Shelf("plugin", scope, "thing", visibility, owner)


@pytest.mark.parametrize(("scope", "limit"), [("card", 4096), ("member", 4096), ("board", 8192)])
def test_stored_data_has_a_limit_in_characters_for_each_scope(scope: str, limit: int) -> None:
    data, around = PluginData(), len('{"k":""}')
    data.change(shelf(scope), {"k": "é" * (limit - around)}, [])
    with pytest.raises(TrelloError, match=str(limit)):
        data.change(shelf(scope), {"k": "é" * (limit - around + 1)}, [])
    assert len(data.seen_by("zoe")["plugin/" + scope + "/thing/shared"]["k"]) == limit - around


def test_shared_data_is_no_place_for_secrets() -> None:
    data = PluginData()
    with pytest.raises(TrelloError, match="Secrets"):
        data.change(shelf(), {"apiToken": "x"}, [])
    data.change(shelf(visibility="private", owner="zoe"), {"apiToken": "x"}, [])


def test_private_data_is_seen_by_its_owner_only() -> None:
    data = PluginData()
    data.change(shelf(visibility="private", owner="zoe"), {"a": 1}, [])
    assert data.seen_by("zoe") == {"plugin/card/thing/private": {"a": 1}}
    assert data.seen_by("noel") == {}


def test_an_entry_can_be_removed_and_everything_forgotten() -> None:
    data = PluginData()
    data.change(shelf(), {"a": 1, "b": 2}, [])
    data.change(shelf(), {}, ["a"])
    assert data.seen_by("zoe") == {"plugin/card/thing/shared": {"b": 2}}
    data.forget("plugin")
    assert data.seen_by("zoe") == {}


def test_an_observer_cannot_share_data(sandbox: Sandbox, board: dict[str, Any]) -> None:
    order = {"plugin": "p", "board": board["id"], "scope": "board", "thing": board["id"]}
    with pytest.raises(TrelloError, match="unauthorized"):
        power_ups.keep(sandbox, {**order, "as": "olivia", "visibility": "shared", "set": {"a": 1}})
    power_ups.keep(sandbox, {**order, "as": "olivia", "visibility": "private", "set": {"a": 1}})


@pytest.mark.parametrize(
    "wrong",
    [{"connector": "/powerup/"}, {"connector": "ftp://x/"}, {"capabilities": ["card-badge"]}],
)
def test_a_power_up_that_cannot_work_is_not_declared(
    sandbox: Sandbox, wrong: dict[str, Any]
) -> None:
    with pytest.raises(ValueError, match=r"connector|capability"):
        power_ups.declare(sandbox, {**POWER_UP, **wrong})
    assert sandbox.power_ups == []


def test_a_power_up_of_the_same_machine_is_shown_on_another_site(sandbox: Sandbox) -> None:
    power_ups.declare(sandbox, POWER_UP)
    assert power_ups.shown(sandbox, "127.0.0.1:80")[0]["connector"] == "http://localhost:9/powerup/"
    assert power_ups.shown(sandbox, "localhost:80")[0]["connector"] == "http://127.0.0.1:9/powerup/"


def test_a_power_up_is_declared_over_http_too(server: SandboxServer) -> None:
    root = f"{server.root}/sandbox/power-ups"
    with requests.Session() as session:
        assert session.post(root, json=POWER_UP, timeout=5).json()["id"] == server.sandbox.plugin
        assert [one["name"] for one in session.get(root, timeout=5).json()] == ["Greffier"]
        assert session.post(root, json={"name": "x"}, timeout=5).status_code == 400


def test_a_state_that_is_too_long_gets_no_jwt(sandbox: Sandbox, board: dict[str, Any]) -> None:
    order = {"plugin": sandbox.plugin, "as": "zoe", "board": board["id"]}
    assert power_ups.sign(sandbox, {**order, "state": "x" * 2048})["jwt"].count(".") == 2
    with pytest.raises(TrelloError, match="2048"):
        power_ups.sign(sandbox, {**order, "state": "x" * 2049})


def test_the_page_waits_for_news_and_gets_it(server: SandboxServer, board: dict[str, Any]) -> None:
    address = f"{server.root}/page/boards/{board['shortLink']}"
    with requests.Session() as session:
        first = session.get(address, params={"as": "zoe"}, timeout=5).json()
        server.sandbox.act_as("noel").rename("Adam Leroy", "Adam Leroy – DA Python")
        asked = {"as": "zoe", "after": first["revision"]}
        news = session.get(address, params=asked, timeout=5).json()
    assert news["revision"] > first["revision"]
    assert "Adam Leroy – DA Python" in [card["name"] for card in news["cards"]]


def test_pages_forbid_other_origins_and_files_outside_are_not_served(
    server: SandboxServer,
) -> None:
    with requests.Session() as session:
        policy = session.get(server.root, timeout=5).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        for path in ("/static/../core.py", "/static/%2e%2e/core.py", "/static/page/none.js"):
            assert session.get(server.root + path, timeout=5).status_code == 404
        library = session.get(f"{server.root}/power-up.min.js", timeout=5)
        again = session.get(
            f"{server.root}/power-up.min.js",
            headers={"If-None-Match": library.headers["ETag"]},
            timeout=5,
        )
    assert "TrelloPowerUp" in library.text
    assert again.status_code == 304


def test_a_visitor_sees_the_board_and_nothing_private(
    server: SandboxServer, board: dict[str, Any]
) -> None:
    address = f"{server.root}/page/boards/{board['shortLink']}"
    with requests.Session() as session:
        seen = session.get(address, timeout=5).json()
        unknown = session.get(address, params={"as": "somebody"}, timeout=5)
    assert seen["me"]["kind"] == "none"
    assert server.sandbox.token not in json.dumps(seen)
    assert unknown.status_code == 404
