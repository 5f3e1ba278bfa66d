"""Reading somebody's calendar at its secret address, which anybody may have typed: https alone, never an
address inside a private network, and no more than a little of time and space.

Each address is looked up by ourselves and the connection goes to what was looked up: a name that means
another machine a moment later opens nothing (DNS rebinding). Each redirection is looked at alike.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from mentoring.calendars.unreadable import Unreadable

LARGEST: Final = 5 * 1024 * 1024
PATIENCE: Final = 15.0
"""Seconds for all of it, redirections included."""

MOST_REDIRECTIONS: Final = 4
LONGEST: Final = 2_000
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
EMBEDDED: Final = tuple(
    ipaddress.ip_network(each) for each in ("64:ff9b::/96", "2002::/16", "2001::/32")
)
"""IPv6 addresses in which one of IPv4 is hidden."""


def is_public(address: str) -> bool:
    """Return whether this address (numbers) is on the open internet."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return is_public(str(found.ipv4_mapped))
        if any(found in each for each in EMBEDDED):
            return False
    return found.is_global and not found.is_multicast


def clean_url(url: str) -> str:
    """Return the address as it can be asked; webcal becomes https. Raises `Unreadable` for anything else."""
    text = url.strip()
    if text.lower().startswith("webcal://"):
        text = "https://" + text[len("webcal://") :]
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise Unreadable("not-https") from error
    plain = text.isascii() and text.isprintable() and " " not in text
    right = parts.scheme == "https" and bool(parts.hostname) and parts.username is None
    if not (plain and right and len(text) <= LONGEST and port != 0):
        raise Unreadable("not-https")
    return text


@dataclass(frozen=True, slots=True)
class SecretAddress:
    """Reads calendars. `allowed` tells which machines may be asked; `context` which certificates hold
    (None: those that this machine trusts).
    """

    allowed: Callable[[str], bool] = is_public
    context: ssl.SSLContext | None = None
    patience: float = PATIENCE
    largest: int = LARGEST

    def read(self, url: str) -> bytes:
        """Return what is at this address. Raises `Unreadable`."""
        deadline = time.monotonic() + self.patience
        for _ in range(MOST_REDIRECTIONS + 1):
            found = self._once(clean_url(url), deadline)
            if isinstance(found, bytes):
                return found
            url = urljoin(url, found)
        raise Unreadable("refused")

    def _once(self, url: str, deadline: float) -> bytes | str:
        """Return the content, or where else to look."""
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or 443
        address, context = self._address(host, port), self.context or _trusted()
        connection = _Pinned(host, port, address, context, _left(deadline))
        watch = threading.Timer(_left(deadline), connection.cut)
        watch.daemon = True
        watch.start()
        try:
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            headers = {"User-Agent": "Greffier", "Accept": "text/calendar"}
            connection.request("GET", path, headers=headers)
            return self._answer(connection.getresponse(), deadline)
        except (TimeoutError, OSError, http.client.HTTPException, ValueError) as error:
            slow = isinstance(error, TimeoutError) or time.monotonic() >= deadline
            raise Unreadable("too-slow" if slow else "away") from error
        finally:
            watch.cancel()
            connection.close()

    def _answer(self, response: http.client.HTTPResponse, deadline: float) -> bytes | str:
        if response.status in REDIRECTS:
            return response.headers.get("Location", "")
        if response.status != 200:
            raise Unreadable("refused")
        found = bytearray()
        while part := response.read1(65_536):
            found += part
            if len(found) > self.largest:
                raise Unreadable("too-large")
            if time.monotonic() > deadline:
                raise Unreadable("too-slow")
        return bytes(found)

    def _address(self, host: str, port: int) -> str:
        """Return where this name leads: to one machine, none of those it leads to being a private one."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise Unreadable("away") from error
        addresses = [str(each[4][0]) for each in found]
        if not addresses or not all(self.allowed(each) for each in addresses):
            raise Unreadable("private")
        return addresses[0]


@cache
def _trusted() -> ssl.SSLContext:
    """Return a context with this machine's certificates. They take some 30 ms to read: only a service that
    reads a calendar pays for them.
    """
    return ssl.create_default_context()


class _Pinned(http.client.HTTPSConnection):
    """A connection to one address, whose certificate is that of the name."""

    def __init__(
        self, host: str, port: int, address: str, context: ssl.SSLContext, timeout: float
    ) -> None:
        super().__init__(host, port, timeout=timeout, context=context)
        self._pinned: Final = address
        self._tls: Final = context

    def connect(self) -> None:
        plain = socket.create_connection((self._pinned, self.port), self.timeout)
        try:
            self.sock: Any = self._tls.wrap_socket(plain, server_hostname=self.host)
        except BaseException:
            plain.close()
            raise

    def cut(self) -> None:
        """Cut the connection: the time is over, whatever is being waited for."""
        try:
            if self.sock is not None:
                self.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise Unreadable("too-slow")
    return left
