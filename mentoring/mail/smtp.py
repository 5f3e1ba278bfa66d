"""The way to a mail server, by smtplib: what can go wrong is one of three things."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from types import TracebackType
from typing import Final, Literal
from urllib.parse import unquote, urlsplit

Security = Literal["smtp", "starttls", "smtps"]
PORTS: Final[dict[str, int]] = {"smtp": 25, "starttls": 587, "smtps": 465}
HERE: Final = ("127.0.0.1", "::1", "localhost")
PATIENCE: Final = 20.0
"""Seconds that one answer of the server is waited for."""

Why = Literal["no-scheme", "no-host", "bad-port", "half-login", "readable", "not-ascii", "more"]


class BadServer(ValueError):
    """The address of the server cannot be used; `why` tells it, nothing of the address is in it."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why: Why = why


class Outage(Exception):
    """The server cannot be reached, or does not let us in: every mail waits until it does."""


class Later(Exception):
    """The server does not take this mail now, or nobody knows whether it did: it goes again."""


class Refused(Exception):
    """The server will never take this mail: somebody has to look at it."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where mails are handed over. `security`: plain, STARTTLS, or TLS from the first byte."""

    security: Security
    host: str
    port: int
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)


def read_server(url: str) -> Server:
    """Return the server at `smtp://`, `starttls://` or `smtps://[user:password@]host[:port]`. Raises
    `BadServer`. A password goes only where nobody reads it on the way.
    """
    parts = urlsplit(url)
    scheme: Security
    if parts.scheme not in PORTS:
        raise BadServer("no-scheme")
    scheme = "smtp" if parts.scheme == "smtp" else parts.scheme  # type: ignore[assignment]
    try:
        port = parts.port or PORTS[scheme]
    except ValueError as error:
        raise BadServer("bad-port") from error
    if not parts.hostname or any(each.isspace() for each in parts.netloc):
        raise BadServer("no-host")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise BadServer("more")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(user) != bool(password):
        raise BadServer("half-login")
    if not (user + password).isascii():  # the standard library sends nothing else
        raise BadServer("not-ascii")
    if user and scheme == "smtp" and parts.hostname not in HERE:
        raise BadServer("readable")
    return Server(scheme, parts.hostname, port, user, password)


class Post:
    """A connection, opened when a mail is first handed over and used for those that follow."""

    def __init__(self, server: Server, patience: float = PATIENCE) -> None:
        self.server, self.patience = server, patience
        self._open: smtplib.SMTP | None = None

    def __enter__(self) -> Post:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._leave()

    def check(self) -> None:
        """Reach the server and be let in. Raises `Outage`."""
        self._connection()
        self._leave()

    def send(self, message: EmailMessage, sender: str, to: str) -> None:
        """Hand the mail over. Returns once the server has taken it. Raises `Outage`, `Later`,
        `Refused`; their texts hold no address and nothing that the server said in words.
        """
        connection = self._connection()
        try:
            connection.send_message(message, sender, [to])
        except smtplib.SMTPRecipientsRefused as error:
            code = next(iter(error.recipients.values()))[0]
            self._reset()
            raise _of_code(code, "recipient") from error
        except smtplib.SMTPSenderRefused as error:
            self._leave()
            raise Outage(f"{error.smtp_code} MAIL_FROM refused") from error
        except smtplib.SMTPResponseException as error:
            self._reset()
            raise _of_code(error.smtp_code, "message") from error
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise Later(type(error).__name__) from error

    def _connection(self) -> smtplib.SMTP:
        if self._open is None:
            try:
                self._open = self._connect()
            except smtplib.SMTPAuthenticationError as error:
                raise Outage(f"{error.smtp_code} user or password refused") from error
            except smtplib.SMTPResponseException as error:
                raise Outage(f"{error.smtp_code} no entry") from error
            except (OSError, smtplib.SMTPException) as error:
                raise Outage(type(error).__name__) from error
        return self._open

    def _connect(self) -> smtplib.SMTP:
        made = self._reach()
        try:
            if self.server.security == "starttls":
                made.starttls(context=_context())
            if self.server.user:
                made.login(self.server.user, self.server.password)
        except BaseException:
            made.close()
            raise
        return made

    def _reach(self) -> smtplib.SMTP:
        host, port = self.server.host, self.server.port
        if self.server.security == "smtps":
            return smtplib.SMTP_SSL(host, port, timeout=self.patience, context=_context())
        return smtplib.SMTP(host, port, timeout=self.patience)

    def _reset(self) -> None:
        """Begin anew on the same connection, or on another one where this one is over."""
        try:
            if self._open is not None:
                self._open.rset()
        except (OSError, smtplib.SMTPException):
            self._drop()

    def _leave(self) -> None:
        try:
            if self._open is not None:
                self._open.quit()
        except (OSError, smtplib.SMTPException):
            pass
        self._drop()

    def _drop(self) -> None:
        if self._open is not None:
            self._open.close()
        self._open = None


def _context() -> ssl.SSLContext:
    """Return a context that checks certificates: whoever stands in between is told no password."""
    return ssl.create_default_context()


def _of_code(code: int, what: str) -> Exception:
    if 500 <= code < 600:
        return Refused(f"{code} {what} refused")
    return Later(f"{code} {what} not taken now")
