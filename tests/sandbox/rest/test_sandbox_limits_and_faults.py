"""Rate limits, and everything that can be made to go wrong."""

from __future__ import annotations

import contextlib
import threading
from typing import Any

import pytest
import requests
from sandbox_clients import Client, Receiver

from sandbox.core import Sandbox
from sandbox.faults import DELIVERY_KINDS, REST_KINDS, Faults, UnknownFaultError
from sandbox.limits import RateLimits
from sandbox.server.in_process import SandboxServer

Json = dict[str, Any]


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_token_has_a_hundred_requests_in_ten_seconds() -> None:
    clock = Clock()
    limits = RateLimits(clock=clock)
    first = [limits.take("k", "t", member_route=False) for _ in range(101)]
    assert first[:100] == [None] * 100
    assert first[100] == ("API_TOKEN_LIMIT_EXCEEDED", "Rate limit exceeded")
    assert limits.take("k", "other", member_route=False) is None
    clock.now = 10.0
    assert limits.take("k", "t", member_route=False) is None


def test_a_key_has_three_hundred_over_all_its_tokens() -> None:
    limits = RateLimits(clock=Clock())
    given = [limits.take("k", f"t{number % 5}", member_route=False) for number in range(301)]
    assert given[299] is None
    assert given[300] == ("API_KEY_LIMIT_EXCEEDED", "Rate limit exceeded")


def test_after_two_hundred_refusals_the_key_is_locked() -> None:
    clock = Clock()
    limits = RateLimits(key_max=10_000, clock=clock)
    for _ in range(301):
        limits.take("k", "t", member_route=False)
    assert limits.take("k", "fresh", member_route=False) == (
        "API_KEY_LIMIT_EXCEEDED", "Rate limit exceeded",
    )  # fmt: skip
    clock.now = 10.0
    assert limits.take("k", "fresh", member_route=False) is None


def test_the_members_route_has_its_own_limit() -> None:
    clock = Clock()
    limits = RateLimits(token_max=1000, key_max=1000, clock=clock)
    given = [limits.take("k", "t", member_route=True) for _ in range(101)]
    assert given[100] == ("RATE_LIMIT_EXCEEDED", "Exceeded rate limit to /1/member")
    clock.now = 899.0
    assert limits.take("k", "t", member_route=True) is not None
    assert limits.take("k", "t", member_route=False) is None
    clock.now = 900.0
    assert limits.take("k", "t", member_route=True) is None


def test_429_is_json_with_the_headers_of_every_answer(
    client: Client, sandbox: Sandbox, card: Json
) -> None:
    sandbox.limits.token_max = 2
    answers = [client.get(f"/cards/{card['id']}") for _ in range(3)]
    left = [one.headers["x-rate-limit-api-token-remaining"] for one in answers]
    assert left == ["1", "0", "0"]
    assert answers[2].status_code == 429
    assert answers[2].json() == {
        "error": "API_TOKEN_LIMIT_EXCEEDED", "message": "Rate limit exceeded",
    }  # fmt: skip
    sandbox.limits.enabled = False
    assert client.get(f"/cards/{card['id']}").status_code == 200


def test_only_members_by_id_count_on_the_members_route(client: Client) -> None:
    assert "x-rate-limit-member-remaining" in client.get("/members/me").headers
    assert "x-rate-limit-member-remaining" not in client.get("/members/me/boards").headers


@pytest.mark.parametrize("kind", ["401", "404", "429", "500", "503", "504"])
def test_a_planned_status_meets_only_the_requests_it_is_for(
    client: Client, sandbox: Sandbox, card: Json, kind: str
) -> None:
    sandbox.faults.next(kind, "PUT", r"^/1/cards/", count=1)
    assert client.get(f"/cards/{card['id']}").status_code == 200
    assert client.put(f"/cards/{card['id']}", json={"name": "x"}).status_code == int(kind)
    assert card["name"] != "x"
    assert client.put(f"/cards/{card['id']}", json={"name": "x"}).status_code == 200


def test_a_reset_does_nothing_and_a_lost_answer_did_it(
    client: Client, sandbox: Sandbox, card: Json
) -> None:
    path = f"/cards/{card['id']}/actions/comments"
    before = len(sandbox.state.card_actions[card["id"]])
    for kind, written in (("reset", 0), ("lost", 1)):
        sandbox.faults.next(kind, "POST", "comments")
        with pytest.raises(requests.ConnectionError):
            client.post(path, json={"text": kind})
        assert len(sandbox.state.card_actions[card["id"]]) == before + written
    assert [one.status for one in sandbox.calls("POST")] == [None, None]


def test_garbage_202_slow_and_hanging_answers(client: Client, sandbox: Sandbox, card: Json) -> None:
    path = f"/cards/{card['id']}"
    sandbox.faults.next("garbage")
    assert client.get(path).text.startswith("<html>")
    sandbox.faults.next("202")
    accepted = client.put(path, json={"name": "fait"})
    assert (accepted.status_code, card["name"]) == (202, "fait")
    sandbox.faults.slow_seconds = 0.05
    sandbox.faults.next("slow")
    assert client.get(path).elapsed.total_seconds() >= 0.05
    sandbox.faults.hang_seconds = 0.05
    sandbox.faults.next("hang")
    with pytest.raises(requests.ConnectionError):
        client.get(path)


def test_the_same_seed_gives_the_same_faults() -> None:
    def drawn(seed: int) -> list[str | None]:
        faults = Faults(seed)
        faults.set(s429=0.3, reset=0.2)
        return [faults.for_request("GET", "/1/x") for _ in range(200)]

    assert drawn(1) == drawn(1) != drawn(2)
    assert 30 <= drawn(1).count("429") <= 90
    assert set(drawn(1)) == {None, "429", "reset"}


def test_every_kind_can_have_a_probability() -> None:
    faults = Faults()
    faults.set(**{f"s{kind}" if kind.isdigit() else kind: 0.01 for kind in REST_KINDS})
    faults.set(**dict.fromkeys(DELIVERY_KINDS, 0.02))
    assert set(faults.rates) == {*REST_KINDS, *DELIVERY_KINDS}


def test_an_unknown_fault_names_the_known_ones() -> None:
    with pytest.raises(UnknownFaultError, match=r"fire: not one of 401, .*doubled"):
        Faults().next("fire")
    with pytest.raises(UnknownFaultError, match="between 0 and 1"):
        Faults().set(reset=2)


def test_the_log_counts_requests_and_holds_no_token(
    server: SandboxServer, sandbox: Sandbox
) -> None:
    params = {"key": sandbox.key, "token": sandbox.token, "fields": "name"}
    heads = {"X-Trello-Client-Identifier": "moi"}
    requests.get(f"{server.url}/members/me/boards", params=params, headers=heads, timeout=5)
    requests.get(f"{server.url}/tokens/{sandbox.token}", params=params, timeout=5)
    first, second = sandbox.requests
    assert (first.method, first.path, first.query) == ("GET", "/1/members/me/boards", "fields=name")
    assert (first.status, first.identifier) == (200, "moi")
    assert sandbox.token not in repr(second)


def test_with_every_fault_at_once_all_comes_to_rest(
    client: Client, sandbox: Sandbox, receiver: Receiver, board: Json
) -> None:
    hook = {"callbackURL": receiver.url, "idModel": board["id"]}
    assert client.post("/webhooks", json=hook).status_code == 200
    sandbox.faults.hang_seconds = sandbox.faults.slow_seconds = 0.01
    sandbox.faults.set(**dict.fromkeys([f"s{kind}" for kind in ("429", "500", "202")], 0.05))
    sandbox.faults.set(**dict.fromkeys(["reset", "lost", "hang", "slow", "garbage"], 0.05))
    sandbox.faults.set(**dict.fromkeys(DELIVERY_KINDS, 0.1))
    cards = [one["id"] for one in sandbox.state.cards_of(board["id"])]

    def people_work() -> None:
        for number in range(60):
            sandbox.act_as("zoe").rename(cards[number % len(cards)], f"titre {number}")

    worker = threading.Thread(target=people_work)
    worker.start()
    for number in range(60):
        with contextlib.suppress(requests.ConnectionError):
            client.put(f"/cards/{cards[number % len(cards)]}", json={"desc": f"texte {number}"})
    worker.join(20)
    assert sandbox.quiesce(20)
    outcomes = {one.outcome for one in sandbox.deliveries.log}
    assert outcomes == {"delivered", "dropped"}
    assert len(receiver.got) == len(sandbox.delivered())
