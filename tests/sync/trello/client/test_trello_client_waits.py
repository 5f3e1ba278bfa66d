"""How the transport waits, who waits with it, and that no secret and no word of people leaves it."""

from __future__ import annotations

import logging
import pickle
import socket
import threading
import time
from typing import Any

import pytest
import requests
import responses
from faked_transport import API, CARD, KEY, TOKEN, Recorder, access, error_of

from sync.trello import client as trello_client
from sync.trello import responses as answers
from sync.trello.client import Access, TrelloClient
from sync.trello.errors import (
    Gone,
    RateLimited,
    Refused,
    TrelloError,
    Unauthorized,
    Unsure,
)


def test_a_token_with_a_line_break_is_refused_without_being_shown(budget: Recorder) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}/1"
        client = TrelloClient(Access(url, KEY, TOKEN + "\n", "greffier"), budget)
        error = error_of(client)
    assert type(error) is Refused
    assert TOKEN not in repr(error)


def test_an_address_that_is_none_is_refused(budget: Recorder) -> None:
    error = error_of(TrelloClient(access("api.trello.com/1"), budget))
    assert type(error) is Refused
    assert error.kind == "unsendable"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_short_wait_after_a_429_is_waited_for_whatever_the_method(
    client: TrelloClient, http: responses.RequestsMock, budget: Recorder, method: str
) -> None:
    http.add(method, f"{API}/cards/{CARD}", status=429, headers={"Retry-After": "0"})
    http.add(method, f"{API}/cards/{CARD}", json={"id": CARD})
    assert client.fetch_json(f"cards/{CARD}", http_method=method) == {"id": CARD}
    assert len(budget.pauses) == 1


def test_a_long_wait_is_left_to_the_caller_and_told_to_everybody(
    client: TrelloClient, http: responses.RequestsMock, budget: Recorder
) -> None:
    body = {"error": "API_TOKEN_LIMIT_EXCEEDED", "message": "Rate limit exceeded"}
    http.get(f"{API}/cards/{CARD}", json=body, status=429, headers={"Retry-After": "7"})
    error = error_of(client)
    assert isinstance(error, RateLimited)
    assert 7 < error.retry_after < 8
    assert budget.pauses == [error.retry_after]
    assert "API_TOKEN_LIMIT_EXCEEDED" in str(error)
    assert len(http.calls) == 1


def test_the_limit_of_the_members_route_pauses_nobody_else(
    client: TrelloClient, http: responses.RequestsMock, budget: Recorder
) -> None:
    body = {"error": "RATE_LIMIT_EXCEEDED", "message": "Exceeded rate limit to /1/member"}
    http.get(f"{API}/members/me", json=body, status=429)
    error = error_of(client, path="members/me")
    assert isinstance(error, RateLimited)
    assert error.retry_after == 60
    assert budget.pauses == []


def test_waits_double_while_waiting_does_not_help(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr(answers.time, "monotonic", lambda: clock[0])
    refusals = answers.Refusals()
    waits = []
    for _ in range(6):
        waits.append(refusals.wait(None))
        clock[0] += waits[-1]
    assert [int(wait) for wait in waits[:3]] == [1, 2, 4]
    assert 10 <= waits[-1] <= 12
    refusals.ended()
    assert refusals.wait(None) < 1.3


def test_calls_refused_together_wait_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers.time, "monotonic", lambda: 100.0)
    refusals = answers.Refusals()
    assert len({refusals.wait(None) for _ in range(10)}) == 1


def test_a_call_that_gets_through_starts_the_waits_again(
    client: TrelloClient,
    http: responses.RequestsMock,
    budget: Recorder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(time, "sleep", lambda seconds: clock.append(clock.pop() + seconds))
    for _ in range(3):
        http.get(f"{API}/cards/{CARD}", status=429)
        http.get(f"{API}/cards/{CARD}", json={})
    for _ in range(3):
        client.fetch_json(f"cards/{CARD}")
    assert [int(pause) for pause in budget.pauses] == [1, 1, 1]


def test_the_budget_sees_the_headers_of_each_answer(
    client: TrelloClient, http: responses.RequestsMock, budget: Recorder
) -> None:
    http.get(f"{API}/cards/{CARD}", json={}, headers={"X-Rate-Limit-Api-Token-Remaining": "3"})
    client.fetch_json(f"cards/{CARD}")
    assert budget.headers[0]["x-rate-limit-api-token-remaining"] == "3"


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 400, "body": f"bad {TOKEN} and {KEY} at /1/tokens/{TOKEN}/webhooks?key={KEY}"},
        {"status": 500, "body": f"/1/tokens/{TOKEN}"},
        {"status": 404, "json": {"message": f"no tokens/{TOKEN}"}},
        {"status": 200, "body": f"tokens/{TOKEN}"},
        {"body": requests.ConnectionError(f"{API}/tokens/{TOKEN}/webhooks")},
        {"body": requests.ReadTimeout(f"{API}/tokens/{TOKEN}/webhooks")},
    ],
)
def test_no_secret_is_in_an_error_or_what_stands_behind_it(
    client: TrelloClient,
    http: responses.RequestsMock,
    caplog: pytest.LogCaptureFixture,
    answer: dict[str, Any],
) -> None:
    caplog.set_level(logging.DEBUG)
    http.get(f"{API}/tokens/{TOKEN}/webhooks", **answer)
    error = error_of(client, path=f"tokens/{TOKEN}/webhooks")
    shown = f"{error} {error!r} {error.args} {caplog.text}"
    assert TOKEN not in shown
    assert KEY not in shown
    assert error.__cause__ is None
    assert error.__context__ is None


def test_urllib3_s_own_log_is_masked(
    budget: Recorder, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trello_client, "TRIES", 1)
    caplog.set_level(logging.DEBUG)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            connection, _ = server.accept()
            connection.recv(65536)
            connection.sendall(
                b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n[]"
            )
            connection.close()

        thread = threading.Thread(target=answer)
        thread.start()
        client = TrelloClient(access(f"http://127.0.0.1:{server.getsockname()[1]}/1"), budget)
        assert client.fetch_json(f"tokens/{TOKEN}/webhooks") == []
        thread.join()
    assert "/1/tokens/…/webhooks" in caplog.text
    assert TOKEN not in caplog.text


def test_what_people_wrote_does_not_come_back_in_an_error(
    client: TrelloClient, http: responses.RequestsMock
) -> None:
    http.put(f"{API}/cards/{CARD}", body="invalid value for name: Jeanne Dupont", status=400)
    error = error_of(client, "PUT", post_args={"name": "Jeanne Dupont"})
    assert str(error) == f"PUT cards/{CARD}: 400 invalid value for name: …"


def test_access_hides_its_secrets() -> None:
    assert TOKEN not in repr(access())
    assert KEY not in repr(access())


@pytest.mark.parametrize(
    "error",
    [
        Gone("a", 404, "gone"),
        Unauthorized("a", 401, "unauthorized", True),
        RateLimited("a", 429, "rate-limit", 3.5),
        Unsure("a", None, "time-out"),
    ],
)
def test_errors_survive_being_stored(error: TrelloError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert vars(again) == vars(error)
    assert str(again) == "a"
