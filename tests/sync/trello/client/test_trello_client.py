"""The transport under py-trello: each answer of Trello becomes a value or the right error."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
import responses
from faked_transport import API, CARD, KEY, TOKEN, access, error_of
from trello import Board, Card

from sync.trello.client import TrelloClient
from sync.trello.errors import (
    Gone,
    Refused,
    TooMany,
    TrelloError,
    Unauthorized,
)
from sync.trello.rate_limit import Unlimited


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


def test_proxy_and_certificates_are_those_of_the_environment(
    client: TrelloClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.test:3128")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/etc/school.pem")
    session = client._session()
    assert session.proxies["https"] == "http://proxy.test:3128"
    assert session.verify == "/etc/school.pem"


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
