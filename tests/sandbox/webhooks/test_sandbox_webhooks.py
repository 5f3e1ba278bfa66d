"""Registration of webhooks and what is sent to them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sandbox_clients import Client, Receiver

from sandbox.core import Sandbox
from sandbox.webhooks.signature import sign

Json = dict[str, Any]
VECTORS = [
    # secret, callback URL, body, signature: quoted by a public verifier, and computed by openssl
    ("client-secret", "https://something", '{ "some": "data", "value": 3 }',
     "/qKoB9Rf4446ZFqRNhV5uDojdas="),
    ("secret", "https://example.com/webhooks", '{"hello":"world"}', "FwPAcuGe9EP/+SbXFWjnEVTa0zw="),
]  # fmt: skip


@pytest.fixture
def hook(client: Client, receiver: Receiver, board: Json) -> Json:
    wanted = {"callbackURL": receiver.url, "idModel": board["id"], "description": "essai"}
    answer = client.post("/webhooks/", json=wanted)
    assert answer.status_code == 200, answer.text
    made: Json = answer.json()
    return made


@pytest.mark.parametrize(("secret", "url", "body", "expected"), VECTORS)
def test_signatures_agree_with_known_ones(secret: str, url: str, body: str, expected: str) -> None:
    assert sign(secret, body.encode(), url) == expected
    assert sign(secret, body.encode(), url + "/") != expected


def test_a_webhook_is_shown_without_its_token(hook: Json, client: Client, sandbox: Sandbox) -> None:
    assert set(hook) == {
        "id", "description", "idModel", "callbackURL", "active", "consecutiveFailures",
        "firstConsecutiveFailDate",
    }  # fmt: skip
    assert client.read(f"/tokens/{sandbox.token}/webhooks") == [hook]
    assert client.read(f"/webhooks/{hook['id']}") == hook


def test_the_callback_must_answer_head_with_200(
    client: Client, receiver: Receiver, board: Json
) -> None:
    wanted = {"callbackURL": receiver.url, "idModel": board["id"]}
    for status in (204, 301, 405, 500):
        receiver.head_status = status
        answer = client.post("/webhooks", json=wanted)
        assert answer.status_code == 400
        assert answer.text.endswith(f"did not return 200 status code, got {status}")
    answer = client.post("/webhooks", json={**wanted, "callbackURL": "http://127.0.0.1:9/x"})
    assert answer.status_code == 400


def test_the_same_webhook_twice_is_refused(hook: Json, client: Client) -> None:
    again = {name: hook[name] for name in ("callbackURL", "idModel")}
    answer = client.post("/webhooks", json=again)
    text = "A webhook with that callback, model, and token already exists"
    assert (answer.status_code, answer.text) == (400, text)


@pytest.mark.parametrize(
    ("change", "status", "text"),
    [
        ({"callbackURL": "ftp://x/y"}, 400, "invalid value for callbackURL"),
        ({"callbackURL": ""}, 400, "invalid value for callbackURL"),
        ({"idModel": "x"}, 400, "invalid value for idModel"),
        ({"idModel": "0" * 24}, 404, "model not found"),
    ],
)
def test_impossible_webhooks_are_refused(
    client: Client, receiver: Receiver, board: Json, change: Json, status: int, text: str
) -> None:
    wanted = {"callbackURL": receiver.url, "idModel": board["id"], **change}
    answer = client.post("/webhooks", json=wanted)
    assert (answer.status_code, answer.text) == (status, text)


def test_a_delivery_is_raw_utf8_signed_over_body_and_url(
    hook: Json, receiver: Receiver, sandbox: Sandbox, card: Json
) -> None:
    sandbox.act_as("zoe").rename(card["id"], "Zoé – « été » 🎓")
    assert sandbox.quiesce()
    (heads, body), *others = receiver.got
    assert not others
    assert "Zoé – « été » 🎓".encode() in body
    assert b"\\u" not in body
    assert heads["x_trello_webhook"] == sign(sandbox.secret, body, receiver.url)
    assert heads["user_agent"] == "Trello"
    assert "x_trello_client_identifier" not in heads
    content = json.loads(body)
    assert list(content) == ["model", "action", "webhook"]
    assert content["model"]["id"] == hook["idModel"]
    assert not {"cards", "lists"} & set(content["model"])
    assert content["webhook"]["id"] == hook["id"]
    assert content["action"]["appCreator"] is None
    assert content["action"]["memberCreator"]["username"] == "zoe"


def test_own_writes_come_back_with_app_and_identifier(
    hook: Json, receiver: Receiver, client: Client, sandbox: Sandbox, card: Json
) -> None:
    heads = {"X-Trello-Client-Identifier": "greffier-1"}
    client.put(f"/cards/{card['id']}", json={"name": "x"}, headers=heads)
    assert sandbox.quiesce()
    (received, _), *others = receiver.got
    assert not others
    assert received["x_trello_client_identifier"] == "greffier-1"
    action = receiver.actions()[0]
    assert set(action["appCreator"]) == {"id"}
    assert action["memberCreator"]["username"] == "greffier"


def test_a_failed_delivery_is_tried_four_times_then_lost(
    hook: Json, receiver: Receiver, sandbox: Sandbox, client: Client, card: Json
) -> None:
    receiver.status = 500
    sandbox.act_as("zoe").rename(card["id"], "x")
    assert sandbox.quiesce()
    assert len(receiver.got) == 4
    assert len({body for _, body in receiver.got}) == 1
    assert len(sandbox.delivered("lost")) == 1
    shown = client.read(f"/webhooks/{hook['id']}")
    assert shown["consecutiveFailures"] == 4
    assert shown["firstConsecutiveFailDate"]
    receiver.status = 200
    sandbox.act_as("zoe").rename(card["id"], "y")
    assert sandbox.quiesce()
    shown = client.read(f"/webhooks/{hook['id']}")
    assert (shown["consecutiveFailures"], shown["firstConsecutiveFailDate"]) == (0, None)


def test_waits_between_tries_follow_the_time_scale(
    hook: Json, receiver: Receiver, sandbox: Sandbox, card: Json
) -> None:
    receiver.status = 503
    sandbox.set_pace(1.0, timeout=2)
    sandbox.act_as("zoe").rename(card["id"], "x")
    assert not sandbox.quiesce(timeout=0.5)
    assert len(receiver.got) == 1
    assert sandbox.deliveries.pending == 1


def test_no_answer_in_time_is_a_failure(
    hook: Json, receiver: Receiver, sandbox: Sandbox, card: Json
) -> None:
    sandbox.set_pace(0.001, timeout=0.2)
    receiver.hold.clear()
    sandbox.act_as("zoe").rename(card["id"], "x")
    assert sandbox.quiesce()
    assert sandbox.delivered("lost")[0].statuses == [None] * 4


def test_410_deletes_the_webhook(
    hook: Json, receiver: Receiver, sandbox: Sandbox, client: Client, card: Json
) -> None:
    receiver.status = 410
    sandbox.act_as("zoe").rename(card["id"], "x")
    assert sandbox.quiesce()
    assert client.get(f"/webhooks/{hook['id']}").status_code == 404


def test_an_inactive_webhook_gets_nothing_until_it_is_switched_on(
    hook: Json, receiver: Receiver, sandbox: Sandbox, client: Client, card: Json
) -> None:
    client.put(f"/webhooks/{hook['id']}", json={"active": False})
    sandbox.act_as("zoe").rename(card["id"], "x")
    assert sandbox.quiesce()
    assert receiver.got == []
    client.put(f"/webhooks/{hook['id']}", json={"active": True})
    sandbox.act_as("zoe").rename(card["id"], "y")
    assert sandbox.quiesce()
    assert len(receiver.got) == 1


def test_a_thousand_failures_over_thirty_days_switch_it_off(
    hook: Json, receiver: Receiver, sandbox: Sandbox, card: Json
) -> None:
    stored = sandbox.state.webhooks[hook["id"]]
    receiver.status = 500
    stored["consecutiveFailures"] = 2000
    sandbox.act_as("zoe").rename(card["id"], "x")
    assert sandbox.quiesce()
    assert stored["active"]
    stored["firstConsecutiveFailDate"] = "2020-01-01T00:00:00.000Z"
    sandbox.act_as("zoe").rename(card["id"], "y")
    assert sandbox.quiesce()
    assert not stored["active"]


def test_a_token_that_lost_the_board_gets_nothing(
    hook: Json, receiver: Receiver, sandbox: Sandbox, board: Json, card: Json
) -> None:
    sandbox.act_as("helene").remove_from_board(board["id"], "greffier")
    sandbox.act_as("zoe").rename(card["id"], "x")
    assert sandbox.quiesce()
    assert receiver.got == []
    assert sandbox.state.webhooks[hook["id"]]["consecutiveFailures"] > 0


@pytest.mark.parametrize(
    ("fault", "received"), [("dropped", 0), ("doubled", 2), ("late", 1), ("reordered", 1)]
)
def test_deliveries_can_go_wrong_at_will(
    hook: Json, receiver: Receiver, sandbox: Sandbox, card: Json, fault: str, received: int
) -> None:
    sandbox.faults.next(fault, "DELIVERY")
    sandbox.act_as("zoe").rename(card["id"], "x")
    assert sandbox.quiesce()
    assert len(receiver.got) == received
    assert sandbox.faults.counts == {fault: 1}


def test_signatures_agree_with_the_shared_vectors_where_present() -> None:
    folder = Path(__file__).parents[4] / "shared" / "payloads" / "synthetic"
    found = folder / "derived-by-third-party-code.json"
    vectors = json.loads(found.read_text(encoding="utf-8")) if found.exists() else []
    for one in vectors:
        body = one["body"].encode()
        assert sign(one["secret"], body, one["callbackURL"]) == one["expected_x_trello_webhook"]
