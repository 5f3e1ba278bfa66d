"""Emojis on comments, as strictly as everything else: who may, on what, once, and with which emoji."""

from __future__ import annotations

from typing import Any

import pytest
from sandbox_clients import Client

from sandbox.core import Sandbox

Json = dict[str, Any]


@pytest.fixture
def comment(client: Client, card: Json) -> str:
    made = client.post(f"/cards/{card['id']}/actions/comments", json={"text": "/aide"})
    return str(made.json()["id"])


def test_a_reaction_is_put_on_a_comment_read_back_and_taken_away(
    client: Client, comment: str
) -> None:
    where = f"/actions/{comment}/reactions"
    made = client.post(where, json={"unified": "1F440"}).json()
    assert (made["idEmoji"], made["emoji"]["native"]) == ("1F440", "👀")
    assert client.read(where) == [made]
    assert client.delete(f"{where}/{made['id']}").status_code == 200
    assert client.read(where) == []


@pytest.mark.parametrize("body", [{}, {"unified": "eyes"}, {"shortName": "sunglasses"}])
def test_an_unknown_emoji_is_refused(client: Client, comment: str, body: Json) -> None:
    answer = client.post(f"/actions/{comment}/reactions", json=body)
    assert (answer.status_code, answer.text) == (400, "invalid value for emoji")


def test_the_same_reaction_twice_is_refused(client: Client, comment: str) -> None:
    where = f"/actions/{comment}/reactions"
    client.post(where, json={"native": "👍"})
    again = client.post(where, json={"shortName": "+1"})
    assert (again.status_code, len(client.read(where))) == (400, 1)


def test_only_comments_bear_reactions_and_those_of_others_stay(
    client: Client, sandbox: Sandbox, comment: str
) -> None:
    moved = next(x for x in sandbox.state.actions.values() if x["type"] == "createCard")["id"]
    assert client.post(f"/actions/{moved}/reactions", json={"native": "👀"}).status_code == 400
    assert client.post("/actions/nothing/reactions", json={"native": "👀"}).status_code == 400
    made = client.post(f"/actions/{comment}/reactions", json={"native": "👀"}).json()
    sandbox.state.reactions[made["id"]]["idMember"] = sandbox.state.member("zoe")["id"]
    where = f"/actions/{comment}/reactions/{made['id']}"
    assert client.delete(where).status_code == 401


def test_reactions_go_with_their_comment(client: Client, sandbox: Sandbox, comment: str) -> None:
    client.post(f"/actions/{comment}/reactions", json={"native": "👀"})
    client.delete(f"/actions/{comment}")
    assert sandbox.state.reactions == {}
