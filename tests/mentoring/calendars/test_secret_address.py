"""A calendar at an address that anybody may have typed: https alone, the open internet, and not long."""

from __future__ import annotations

import http.server
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from mentoring.calendars.secret_address import SecretAddress, clean_url, is_public
from mentoring.calendars.unreadable import Unreadable

CALENDAR = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        *(("93.184.216.34", True), ("2606:2800:220:1::1", True)),
        *(
            ("127.0.0.1", False),
            ("10.0.0.8", False),
            ("192.168.1.1", False),
            ("169.254.169.254", False),
        ),
        *(("::1", False), ("fd00::1", False), ("fe80::1%eth0", False), ("::ffff:10.0.0.1", False)),
        *(("64:ff9b::7f00:1", False), ("2002:7f00:1::", False), ("224.0.0.1", False)),
        *(("0.0.0.0", False), ("100.64.0.1", False), ("x", False)),
    ],
)
def test_only_the_open_internet_is_asked(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    "url",
    [
        *("http://example.org/x", "ftp://example.org", "file:///etc/passwd", "https://", "//x"),
        *("https://u:p@example.org/", "https://example.org:x/", "https://exa mple.org", ""),
        *("https://example.org/\r\nX: y", "https://example.org/" + "x" * 2_000, "javascript:x"),
    ],
)
def test_an_address_that_is_not_plain_https_is_refused(url: str) -> None:
    with pytest.raises(Unreadable, match="not-https"):
        clean_url(url)


def test_webcal_is_https() -> None:
    assert clean_url(" webcal://example.org/a.ics ") == "https://example.org/a.ics"


Answer = Callable[[http.server.BaseHTTPRequestHandler], None]


@contextmanager
def server(folder: Path, answer: Answer) -> Iterator[tuple[str, ssl.SSLContext]]:
    """A server behind TLS on this machine: its address, and a context that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    alternatives = x509.SubjectAlternativeName(
        [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    )
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    )
    made = made.serial_number(1).add_extension(alternatives, critical=False)
    made = made.not_valid_before(datetime.now(UTC) - timedelta(days=1))
    made = made.not_valid_after(datetime.now(UTC) + timedelta(days=1))
    signed = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (folder / "cert.pem").write_bytes(signed + secret)

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        def log_message(self, *_: object) -> None:
            """Nobody listens."""

    opened = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    opened.daemon_threads = True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem")
    opened.socket = context.wrap_socket(opened.socket, server_side=True)
    threading.Thread(target=opened.serve_forever, daemon=True).start()
    try:
        yield (
            f"https://localhost:{opened.server_port}/secret.ics",
            ssl.create_default_context(cadata=signed.decode()),
        )
    finally:
        opened.shutdown()
        opened.server_close()


def says(content: bytes, status: int = 200, **headers: str) -> Answer:
    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def anywhere(_address: str) -> bool:
    return True


class TestFromWhere:
    def test_a_calendar_is_read_where_its_certificate_holds(self, tmp_path: Path) -> None:
        with server(tmp_path, says(CALENDAR)) as (url, context):
            assert SecretAddress(anywhere, context).read(url) == CALENDAR
            with pytest.raises(Unreadable, match="away"):
                SecretAddress(anywhere).read(url)  # nobody we know has signed it

    def test_this_machine_is_not_asked(self, tmp_path: Path) -> None:
        with (
            server(tmp_path, says(b"x")) as (url, context),
            pytest.raises(Unreadable, match="private"),
        ):
            SecretAddress(context=context).read(url)

    def test_each_redirection_is_looked_at(self, tmp_path: Path) -> None:
        seen: list[str] = []

        def first_alone(address: str) -> bool:
            seen.append(address)
            return len(seen) == 1

        answer = says(b"", 302, Location="/other.ics")
        with server(tmp_path, answer) as (url, context):
            with pytest.raises(Unreadable, match="private"):
                SecretAddress(first_alone, context).read(url)
            with pytest.raises(Unreadable, match="refused"):
                SecretAddress(anywhere, context).read(url)  # round and round
        with (
            server(tmp_path, says(b"", 302, Location="http://example.org/")) as (url, context),
            pytest.raises(Unreadable, match="not-https"),
        ):
            SecretAddress(anywhere, context).read(url)

    def test_what_is_too_large_or_too_slow_is_left(self, tmp_path: Path) -> None:
        with (
            server(tmp_path, says(b"x" * 2_000)) as (url, context),
            pytest.raises(Unreadable, match="too-large"),
        ):
            SecretAddress(anywhere, context, largest=1_000).read(url)

        def drip(handler: http.server.BaseHTTPRequestHandler) -> None:
            handler.send_response(200)
            handler.end_headers()
            try:
                for _ in range(200):
                    handler.wfile.write(b"x")
                    time.sleep(0.05)
            except OSError:
                pass

        with server(tmp_path, drip) as (url, context):
            began = time.monotonic()
            with pytest.raises(Unreadable, match="too-slow"):
                SecretAddress(anywhere, context, patience=0.6).read(url)
            assert time.monotonic() - began < 5

    def test_a_closed_door_is_refused(self, tmp_path: Path) -> None:
        with (
            server(tmp_path, says(b"no", 404)) as (url, context),
            pytest.raises(Unreadable, match="refused"),
        ):
            SecretAddress(anywhere, context).read(url)
