"""Who may do what, and Trello's refusals to the letter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests
from sandbox_clients import Client

from sandbox.core import Sandbox
from sandbox.server.in_process import SandboxServer
from sandbox.state.ids import iso, moment_of

Json = dict[str, Any]
NOWHERE = "0" * 24


def member_client(server: SandboxServer, who: str, *scopes: str) -> Client:
    token = server.sandbox.grant(who, scopes or ("read", "write"))
    return Client(server.url, server.sandbox.key, token)


def test_key_and_token_may_be_in_the_query(server: SandboxServer) -> None:
    params = {"key": server.sandbox.key, "token": server.sandbox.token}
    assert requests.get(f"{server.url}/members/me", params=params, timeout=5).ok


@pytest.mark.parametrize(
    ("params", "text"),
    [
        ({}, "invalid key"),
        ({"key": "x"}, "invalid key"),
        ({"key": "KEY"}, "unauthorized permission requested"),
        ({"key": "KEY", "token": "x"}, "invalid token"),
    ],
)
def test_bad_credentials_are_401_in_plain_text(
    server: SandboxServer, params: dict[str, str], text: str
) -> None:
    sent = {name: value.replace("KEY", server.sandbox.key) for name, value in params.items()}
    answer = requests.get(f"{server.url}/members/me", params=sent, timeout=5)
    assert (answer.status_code, answer.text) == (401, text)
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert "x-rate-limit-api-key-max" not in answer.headers


def test_an_expired_token_is_invalid(server: SandboxServer) -> None:
    token = server.sandbox.grant("zoe", expires=iso(datetime.now(UTC) - timedelta(seconds=1)))
    answer = Client(server.url, server.sandbox.key, token).get("/members/me")
    assert (answer.status_code, answer.text) == (401, "invalid token")


def test_a_stranger_to_the_board_sees_nothing_of_it(
    server: SandboxServer, board: Json, card: Json
) -> None:
    server.sandbox.add_member("intrus", "Jean Intrus")
    with member_client(server, "intrus") as stranger:
        for path in (f"/boards/{board['id']}", f"/cards/{card['id']}", f"/lists/{card['idList']}"):
            answer = stranger.get(path)
            assert (answer.status_code, answer.text) == (401, "unauthorized permission requested")
        assert stranger.read("/members/me/boards") == []


def test_an_observer_and_a_reading_token_only_read(server: SandboxServer, card: Json) -> None:
    readers = [("olivia", "read", "write"), ("zoe", "read")]
    for who, *scopes in readers:
        with member_client(server, who, *scopes) as reader:
            assert reader.get(f"/cards/{card['id']}").status_code == 200
            answer = reader.put(f"/cards/{card['id']}", json={"name": "x"})
            assert (answer.status_code, answer.text) == (401, "unauthorized permission requested")


def test_only_admins_change_who_is_on_a_board(server: SandboxServer, board: Json) -> None:
    newcomer = server.sandbox.add_member("nouveau", "Nouveau Venu")
    path = f"/boards/{board['id']}/members/{newcomer['id']}"
    with member_client(server, "zoe") as zoe, member_client(server, "helene") as helene:
        assert zoe.put(path, json={"type": "normal"}).status_code == 401
        assert helene.put(path, json={"type": "normal"}).status_code == 200
        assert helene.delete(path).status_code == 200


@pytest.mark.parametrize(
    ("path", "status", "text"),
    [
        ("/boards/Soutenances", 400, "invalid id"),
        ("/cards/pas-un-id", 400, "invalid id"),
        (f"/cards/{NOWHERE}", 404, "The requested resource was not found."),
        ("/cards/ABCDEFGH", 404, "The requested resource was not found."),
        (f"/webhooks/{NOWHERE}", 404, "The requested resource was not found."),
        ("/webhooks", 404, "Cannot GET /1/webhooks"),
        ("/nulle/part", 404, "Cannot GET /1/nulle/part"),
    ],
)
def test_what_is_not_there_is_told_in_trellos_words(
    client: Client, path: str, status: int, text: str
) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.text) == (status, text)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ({"idList": "nope"}, "invalid value for idList"),
        ({"idList": NOWHERE}, "invalid value for idList"),
        ({"due": "demain"}, "invalid value for due"),
        ({"name": "   "}, "invalid value for name"),
        ({"desc": "x" * 16385}, "invalid value for desc"),
        ({"closed": "peut-être"}, "invalid value for closed"),
        ({"pos": "milieu"}, "invalid value for pos"),
        ({"pos": -1}, "invalid value for pos"),
        ({"idMembers": NOWHERE}, "invalid value for idMembers"),
        ({"idLabels": NOWHERE}, "invalid value for idLabels"),
    ],
)
def test_a_bad_value_is_400_and_changes_nothing(
    client: Client, sandbox: Sandbox, card: Json, body: Json, text: str
) -> None:
    before = dict(card)
    answer = client.put(f"/cards/{card['id']}", json={"dueComplete": True, **body})
    assert (answer.status_code, answer.text) == (400, text)
    assert sandbox.state.cards[card["id"]] == before


def test_a_list_of_another_board_is_no_target(client: Client, sandbox: Sandbox, card: Json) -> None:
    other = next(one for one in sandbox.state.lists.values() if one["name"] == "Transférés")
    answer = client.put(f"/cards/{card['id']}", json={"idList": other["id"]})
    assert (answer.status_code, answer.text) == (400, "invalid value for idList")
    both = {"idList": other["id"], "idBoard": other["idBoard"]}
    assert client.put(f"/cards/{card['id']}", json=both).json()["idBoard"] == other["idBoard"]


def test_a_label_named_twice_is_not_found(client: Client, card: Json) -> None:
    twice = [card["idLabels"][0]] * 2
    answer = client.put(f"/cards/{card['id']}", json={"idLabels": twice})
    assert (answer.status_code, answer.text) == (400, "label not found")


def test_a_get_with_a_body_is_403(client: Client, card: Json) -> None:
    answer = client.get(f"/cards/{card['id']}", json={"fields": "name"})
    assert answer.status_code == 403
    assert client.read(f"/cards/{card['id']}", fields="name")["id"] == card["id"]


def test_a_very_long_address_is_refused(client: Client, card: Json) -> None:
    answer = client.put(f"/cards/{card['id']}", params={"desc": "é" * 2000})
    assert answer.status_code == 414


def test_a_body_that_is_not_json_is_refused(client: Client, card: Json) -> None:
    heads = {"Content-Type": "application/json"}
    answer = client.put(f"/cards/{card['id']}", data="{oups", headers=heads)
    assert answer.status_code == 400


def test_ids_tell_when_a_thing_was_made(client: Client, card: Json) -> None:
    made = client.post("/cards", json={"idList": card["idList"], "name": "Né à l’instant"}).json()
    age = datetime.now(UTC) - moment_of(made["id"])
    assert timedelta(0) <= age < timedelta(seconds=10)
    assert made["dateLastActivity"].endswith("Z")
    assert len(made["dateLastActivity"]) == len("2026-03-10T09:41:00.000Z")


def test_only_the_author_edits_a_comment_and_admins_delete_it(
    server: SandboxServer, card: Json
) -> None:
    with member_client(server, "zoe") as zoe, member_client(server, "noel") as noel:
        made = zoe.post(f"/cards/{card['id']}/actions/comments", json={"text": "Bonjour"}).json()
        assert noel.put(f"/actions/{made['id']}", json={"text": "x"}).status_code == 401
        assert noel.delete(f"/actions/{made['id']}").status_code == 401
        edited = zoe.put(
            f"/cards/{card['id']}/actions/{made['id']}/comments", params={"text": "Bonsoir"}
        )
        assert edited.json()["data"]["text"] == "Bonsoir"
    with member_client(server, "helene") as helene:
        assert helene.delete(f"/actions/{made['id']}").status_code == 200
        assert helene.get(f"/actions/{made['id']}").status_code == 404


def test_a_comment_has_a_length_limit(client: Client, card: Json) -> None:
    path = f"/cards/{card['id']}/actions/comments"
    assert client.post(path, json={"text": "x" * 16384}).status_code == 200
    for text in ("x" * 16385, "", "  "):
        assert client.post(path, json={"text": text}).text == "invalid value for text"


def test_a_token_tells_its_rights_and_dies_with_its_webhooks(
    server: SandboxServer, board: Json, receiver: Any
) -> None:
    with member_client(server, "zoe") as zoe:
        token = server.sandbox.grant("zoe")
        assert zoe.read(f"/tokens/{token}")["permissions"][1]["write"] is True
        hook = {"callbackURL": receiver.url, "idModel": board["id"]}
        assert zoe.post("/webhooks", json=hook).status_code == 200
        assert zoe.delete(f"/tokens/{token}").status_code == 200
        assert zoe.get("/members/me").text == "invalid token"
    assert server.sandbox.state.webhooks == {}
