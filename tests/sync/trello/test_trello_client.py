"""The transport under py-trello: each answer of Trello becomes a value or the right error."""

from __future__ import annotations

import contextlib
import logging
import pickle
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
import responses
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from trello import Board, Card

from sync.trello import client as trello_client
from sync.trello import responses as answers
from sync.trello.client import Access, TrelloClient
from sync.trello.errors import (
    Gone,
    RateLimited,
    Refused,
    TooMany,
    TrelloError,
    Unauthorized,
    Unavailable,
    Unsure,
)
from sync.trello.rate_limit import Unlimited

API = "https://trello.test/1"
KEY, TOKEN = "0123456789abcdef0123456789abcdef", "ATTA5ecret5ecret5ecret"
CARD = "65f0a1b2c3d4e5f6a7b8c9d0"


class Recorder(Unlimited):
    """A budget that notes what it is told."""

    def __init__(self) -> None:
        self.acquired: list[bool] = []
        self.pauses: list[float] = []
        self.headers: list[Mapping[str, str]] = []

    def acquire(self, weight: int = 1, *, interactive: bool = True) -> None:
        self.acquired.append(interactive)

    def refused(self, seconds: float) -> None:
        self.pauses.append(seconds)

    def observe(self, headers: Mapping[str, str]) -> None:
        self.headers.append(headers)


def access(url: str = API) -> Access:
    return Access(url, KEY, TOKEN, "greffier-test")


@pytest.fixture
def budget() -> Recorder:
    return Recorder()


@pytest.fixture
def client(budget: Recorder, monkeypatch: pytest.MonkeyPatch) -> TrelloClient:
    monkeypatch.setattr(trello_client, "BACK_OFF", 0.0)
    return TrelloClient(access(), budget)


@pytest.fixture
def http() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield mock


def error_of(client: TrelloClient, method: str = "GET", **call: Any) -> TrelloError:
    with pytest.raises(TrelloError) as caught:
        client.fetch_json(call.pop("path", f"cards/{CARD}"), http_method=method, **call)
    return caught.value


# What is sent


@pytest.mark.parametrize("url", [API, API + "/"])
@pytest.mark.parametrize("path", ["/cards/1", "cards/1"])
def test_paths_are_joined_whatever_their_slashes(
    http: responses.RequestsMock, url: str, path: str
) -> None:
    http.get(f"{API}/cards/1", json={"id": "1"})
    assert TrelloClient(access(url), Unlimited()).fetch_json(path) == {"id": "1"}


def test_key_and_token_travel_in_a_header_and_never_in_the_address(
    client: TrelloClient, http: responses.RequestsMock
) -> None:
    http.get(f"{API}/cards/{CARD}", json={})
    client.fetch_json(f"cards/{CARD}", query_params={"fields": "id"})
    sent = http.calls[0].request
    assert sent.headers["Authorization"] == (
        f'OAuth oauth_consumer_key="{KEY}", oauth_token="{TOKEN}"'
    )
    assert sent.url == f"{API}/cards/{CARD}?fields=id"


def test_a_read_has_no_body_and_no_identifier(
    client: TrelloClient, http: responses.RequestsMock
) -> None:
    http.get(f"{API}/cards/{CARD}", json={})
    client.fetch_json(f"cards/{CARD}", post_args={"value": 1})
    sent = http.calls[0].request
    assert sent.body is None
    assert "Content-Type" not in sent.headers
    assert "X-Trello-Client-Identifier" not in sent.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_each_write_says_that_it_is_ours(
    client: TrelloClient, http: responses.RequestsMock, method: str
) -> None:
    http.add(method, f"{API}/cards/{CARD}", json={})
    client.fetch_json(f"cards/{CARD}", http_method=method, post_args={"name": "Éva"})
    sent = http.calls[0].request
    assert sent.headers["X-Trello-Client-Identifier"] == "greffier-test"
    assert sent.headers["Content-Type"].startswith("application/json")
    assert sent.body == '{"name": "\\u00c9va"}'


def test_a_netrc_file_does_not_replace_the_header(
    client: TrelloClient,
    http: responses.RequestsMock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine trello.test login someone password else\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    http.get(f"{API}/cards/{CARD}", json={})
    client.fetch_json(f"cards/{CARD}")
    assert TOKEN in http.calls[0].request.headers["Authorization"]


def test_time_outs_are_set_and_redirects_are_not_followed(
    client: TrelloClient, http: responses.RequestsMock
) -> None:
    http.get(f"{API}/cards/{CARD}", status=301, headers={"Location": "https://elsewhere.test/"})
    error = error_of(client)
    assert isinstance(error, Refused)
    assert error.kind == "redirect"
    assert http.calls[0].request.req_kwargs["timeout"] == (3.05, 30.0)


def test_each_thread_has_its_own_session_and_keeps_it(client: TrelloClient) -> None:
    seen = [client._session(), client._session()]
    other = threading.Thread(target=lambda: seen.append(client._session()))
    other.start()
    other.join()
    assert seen[0] is seen[1]
    assert seen[0] is not seen[2]


def test_py_trello_s_own_verbs_pass_through(
    client: TrelloClient, http: responses.RequestsMock
) -> None:
    http.post(f"{API}/cards/{CARD}/actions/comments", json={"id": "a1"})
    http.post(f"{API}/webhooks", json={"id": "w1"})
    assert Card(Board(client, "b"), CARD).comment("bonjour") == {"id": "a1"}
    assert client.create_hook("https://us.test/webhooks/trello", "b").id == "w1"


# Answers that are values


@pytest.mark.parametrize("status", [200, 201, 202, 207])
def test_any_2xx_is_accepted(
    client: TrelloClient, http: responses.RequestsMock, status: int
) -> None:
    http.put(f"{API}/cards/{CARD}", json={"id": CARD}, status=status)
    assert client.fetch_json(f"cards/{CARD}", http_method="PUT") == {"id": CARD}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
@pytest.mark.parametrize("body", ["", " \n"])
def test_a_write_answered_with_nothing_is_done(
    client: TrelloClient, http: responses.RequestsMock, method: str, body: str
) -> None:
    http.add(method, f"{API}/cards/{CARD}", body=body)
    assert client.fetch_json(f"cards/{CARD}", http_method=method) == {}


def test_a_202_with_words_is_done(client: TrelloClient, http: responses.RequestsMock) -> None:
    http.put(f"{API}/cards/{CARD}", body="Accepted", status=202)
    assert client.fetch_json(f"cards/{CARD}", http_method="PUT") == {}


# Answers that are errors


@pytest.mark.parametrize(
    ("status", "body", "expected", "kind"),
    [
        (400, "invalid id", Refused, "refused"),
        (403, "forbidden", Refused, "refused"),
        (409, "conflict", Refused, "refused"),
        (449, "sub-request failed", Refused, "refused"),
        (401, "invalid token", Unauthorized, "unauthorized"),
        (404, "The requested resource was not found.", Gone, "gone"),
        (404, "model not found", Gone, "gone"),
        (404, "Cannot GET /1/nothing", Refused, "no-route"),
        (403, '{"error":"API_TOO_MANY_CARDS_REQUESTED"}', TooMany, "too-many"),
        (429, '{"error":"API_TOO_MANY_CARDS_REQUESTED","message":"…"}', TooMany, "too-many"),
    ],
)
def test_an_error_in_plain_text_or_json_is_told_once(
    client: TrelloClient,
    http: responses.RequestsMock,
    status: int,
    body: str,
    expected: type[TrelloError],
    kind: str,
) -> None:
    http.get(f"{API}/cards/{CARD}", body=body, status=status)
    error = error_of(client)
    assert type(error) is expected
    assert (error.status, error.kind) == (status, kind)
    assert str(error).startswith(f"GET cards/{CARD}: {status} ")
    assert len(http.calls) == 1


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("invalid token", True),
        ("invalid key", True),
        ("invalid app token", True),
        ("expired token", True),
        ("unauthorized permission requested", False),
        ("unauthorized card permission requested", False),
    ],
)
def test_a_dead_token_is_not_a_missing_right(
    client: TrelloClient, http: responses.RequestsMock, text: str, dead: bool
) -> None:
    http.get(f"{API}/cards/{CARD}", body=text, status=401)
    error = error_of(client)
    assert isinstance(error, Unauthorized)
    assert error.token_dead is dead


@pytest.mark.parametrize("status", [408, 500, 502, 503, 504])
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_a_server_error_is_tried_three_times_and_left_for_later(
    client: TrelloClient, http: responses.RequestsMock, method: str, status: int
) -> None:
    http.add(method, f"{API}/cards/{CARD}", body="<html>oops</html>", status=status)
    error = error_of(client, method)
    assert type(error) is Unavailable
    assert "<html>" not in str(error)
    assert len(http.calls) == 3


def test_a_server_that_recovers_is_not_an_error(
    client: TrelloClient, http: responses.RequestsMock, budget: Recorder
) -> None:
    http.get(f"{API}/cards/{CARD}", status=503)
    http.get(f"{API}/cards/{CARD}", body=requests.ConnectionError("reset"))
    http.get(f"{API}/cards/{CARD}", json={"id": CARD})
    assert client.fetch_json(f"cards/{CARD}") == {"id": CARD}
    assert budget.acquired == [True] * 3  # each try is a call


@pytest.mark.parametrize("body", ["", "OK", "{", "<html>", b"\xff\xfe\xff", "[" * 100_000])
def test_a_read_answered_with_garbage_is_left_for_later(
    client: TrelloClient, http: responses.RequestsMock, body: str | bytes
) -> None:
    http.get(f"{API}/cards/{CARD}", body=body)
    error = error_of(client)
    assert type(error) is Unavailable
    assert error.kind == "garbage"
    assert len(str(error)) < 200


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 500},
        {"status": 503, "body": "down"},
        {"body": "not JSON"},
        {"body": requests.ReadTimeout("slow")},
        {"body": requests.ConnectionError("reset by peer")},
        {"body": requests.exceptions.ChunkedEncodingError("cut")},
    ],
)
def test_a_post_whose_outcome_is_unknown_is_never_repeated(
    client: TrelloClient, http: responses.RequestsMock, answer: dict[str, Any]
) -> None:
    http.post(f"{API}/cards/{CARD}/actions/comments", **answer)
    error = error_of(
        client, "POST", path=f"cards/{CARD}/actions/comments", post_args={"text": "bonjour"}
    )
    assert type(error) is Unsure
    assert len(http.calls) == 1


@pytest.mark.parametrize(
    "path", ["/cards/1/idMembers", "cards/1/idLabels", "webhooks", "webhooks/"]
)
def test_a_post_that_trello_recognises_the_second_time_is_repeated(
    client: TrelloClient, http: responses.RequestsMock, path: str
) -> None:
    url = f"{API}/{path.lstrip('/')}"
    http.post(url, body=requests.ReadTimeout("slow"))
    http.post(url, json={"id": "x"})
    assert client.fetch_json(path, http_method="POST", post_args={}) == {"id": "x"}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nothing_sent_is_never_unsure(budget: Recorder, method: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    client = TrelloClient(access(f"http://127.0.0.1:{port}/1"), budget)
    error = error_of(client, method)
    assert type(error) is Unavailable
    assert error.kind == "connection"
    assert len(budget.acquired) == 3


def test_a_certificate_that_is_not_trusted_is_never_unsure(
    budget: Recorder, tmp_path: Path
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as server:

        def shake_hands() -> None:
            for _ in range(trello_client.TRIES):
                connection, _ = server.accept()
                with connection, contextlib.suppress(OSError):
                    context.wrap_socket(connection, server_side=True).close()

        thread = threading.Thread(target=shake_hands)
        thread.start()
        client = TrelloClient(access(f"https://127.0.0.1:{server.getsockname()[1]}/1"), budget)
        error = error_of(client, "POST", post_args={"text": "bonjour"})
        thread.join()
    assert type(error) is Unavailable
    assert "SSLError" in str(error)


def self_signed(folder: Path) -> Path:
    """A certificate that nobody vouches for, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name)
    builder = builder.public_key(key.public_key()).serial_number(1)
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(
        now + timedelta(days=1)
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / "server.pem"
    file.write_bytes(private + builder.sign(key, hashes.SHA256()).public_bytes(pem))
    return file


def test_a_real_connection_cut_after_the_request_is_unsure(budget: Recorder) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def read_and_hang_up() -> None:
            connection, _ = server.accept()
            connection.recv(65536)
            connection.close()

        thread = threading.Thread(target=read_and_hang_up)
        thread.start()
        client = TrelloClient(access(f"http://127.0.0.1:{server.getsockname()[1]}/1"), budget)
        error = error_of(client, "POST", post_args={"text": "bonjour"})
        thread.join()
    assert type(error) is Unsure


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


# Too many calls


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


# What must not be seen


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
