"""What becomes of answers that are none: garbage, faults, lost connections, refused certificates."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
import responses
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from faked_transport import API, CARD, Recorder, access, error_of

from sync.trello import client as trello_client
from sync.trello.client import TrelloClient
from sync.trello.errors import (
    Unauthorized,
    Unavailable,
    Unsure,
)


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
