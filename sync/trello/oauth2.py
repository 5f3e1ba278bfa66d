"""OAuth 2.0 (3LO): a short access token, and a refresh token that each use replaces by another.

Untried on Trello itself, whose flow is made for people and may not suit a clerk; the addresses are
settings, as Trello's own documents disagree about one of them. Authlib speaks the protocol.
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import requests
from authlib.integrations.requests_client import (
    OAuth2Session,
    OAuthError,
)
from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy.orm import Session

from sync.clock import now
from sync.storage.database import Database, alone
from sync.storage.tables import FactRow
from sync.trello.bot import keep
from sync.trello.credentials import Way
from sync.trello.errors import Unauthorized, Unavailable
from sync.trello.oauth_client import Client

__all__ = ["Client", "OAuth2", "OAuthError", "Tokens", "Vault", "talk"]

FACT: Final = "oauth2"
EARLY: Final = timedelta(minutes=5)
"""How long before its end an access token is replaced."""
LEASE: Final = timedelta(seconds=30)
"""How long whoever replaces it keeps the others from trying: after that it is taken for dead."""
WAIT: Final = 20.0
"""Seconds that the others wait for the new one."""
TIMEOUT: Final = 10.0
UNKNOWN: Final = "OAuth 2.0: nobody has given access yet: `greffier authorize`"


def talk(client: Client, **more: Any) -> Any:
    """Return Authlib's session for this client."""
    return OAuth2Session(
        client.id,
        client.secret,
        token_endpoint_auth_method="client_secret_post",  # noqa: S106
        code_challenge_method="S256",
        **more,
    )


@dataclass(frozen=True, slots=True)
class Tokens:
    """What was granted last. `until`: when the access token ends, UTC."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    until: datetime

    @classmethod
    def of(cls, answer: Mapping[str, Any], before: str = "") -> Tokens:
        """Read them from the answer of the token's address; a refresh token that is not replaced stays."""
        until = now() + timedelta(seconds=float(answer.get("expires_in") or 3600))
        return cls(str(answer["access_token"]), str(answer.get("refresh_token") or before), until)


@dataclass(frozen=True, slots=True)
class Vault:
    """The tokens in the database, sealed with the client's secret: a copy of it opens nothing."""

    secret: str = field(repr=False)

    def read(self, session: Session) -> tuple[Tokens | None, datetime | None]:
        """Return the tokens, and until when somebody is replacing them."""
        row = session.get(FactRow, FACT, populate_existing=True)
        if row is None:
            return None, None
        leased = row.value.get("leased_until")
        until = datetime.fromisoformat(leased) if leased else None
        try:
            opened = json.loads(self._box().decrypt(str(row.value["sealed"]).encode()))
        except InvalidToken:  # the client's secret was changed: access is to be given again
            return None, until
        ends = datetime.fromtimestamp(opened["until"], UTC)
        return Tokens(opened["access"], opened["refresh"], ends), until

    def write(self, session: Session, tokens: Tokens, leased: datetime | None = None) -> None:
        """Keep these; `leased`: until when whoever writes this replaces them."""
        plain = {
            "access": tokens.access,
            "refresh": tokens.refresh,
            "until": tokens.until.timestamp(),
        }
        sealed = self._box().encrypt(json.dumps(plain).encode()).decode()
        until = leased.isoformat() if leased is not None else None
        keep(session, FACT, {"sealed": sealed, "leased_until": until})

    def _box(self) -> Fernet:
        key = hashlib.sha256(f"greffier oauth2|{self.secret}".encode()).digest()
        return Fernet(base64.urlsafe_b64encode(key))


class OAuth2:
    """Credentials by OAuth 2.0. One process at a time replaces the tokens, without a transaction open
    while it asks: a lease in the database keeps the others waiting, and ends if that process dies.
    """

    def __init__(self, client: Client, database: Database) -> None:
        self._client, self._database = client, database
        self._vault = Vault(client.secret)
        self._known: Tokens | None = None
        self._lock = threading.Lock()

    @property
    def way(self) -> Way:
        return "oauth2"

    def header(self) -> str:
        return f"Bearer {self._tokens().access}"

    def token(self) -> str:
        return self._tokens().access

    def secrets(self) -> tuple[str, ...]:
        known = self._known
        return (self._client.secret, *((known.access, known.refresh) if known else ()))

    def renewed(self, refused: str) -> bool:
        """Get another access token, unless somebody has since `refused` was sent; returns True. Raises
        `Unauthorized`, `Unavailable`.
        """
        stale = refused.removeprefix("Bearer ")
        with self._lock:
            if self._known is None or self._known.access == stale:
                self._known = self._replace(stale)
        return True

    def accept(self, answer: Mapping[str, Any]) -> None:
        """Keep what a person granted."""
        tokens = Tokens.of(answer)
        with self._database.transaction() as session:
            alone(session)
            self._vault.write(session, tokens)
        self._known = tokens

    def _tokens(self) -> Tokens:
        with self._lock:
            if self._known is None or self._known.until - now() < EARLY:
                self._known = self._replace("")
            return self._known

    def _replace(self, stale: str) -> Tokens:
        """Return the tokens in force: another process's where it was quicker, else new ones."""
        end = time.monotonic() + WAIT
        while True:
            tokens, mine = self._claim(stale)
            if mine:
                return self._ask(tokens)
            if tokens.access != stale and tokens.until - now() >= EARLY:
                return tokens
            if time.monotonic() > end:
                raise Unavailable(
                    "OAuth 2.0: another process is asking for a token", None, "oauth2"
                )
            time.sleep(0.1)

    def _claim(self, stale: str) -> tuple[Tokens, bool]:
        """Return the tokens as they are, and whether it is for us to replace them."""
        with self._database.transaction() as session:
            alone(session)
            tokens, leased = self._vault.read(session)
            if tokens is None:
                raise Unauthorized(UNKNOWN, None, "oauth2", token_dead=True)
            fresh = tokens.access != stale and tokens.until - now() >= EARLY
            if fresh or (leased is not None and leased > now()):
                return tokens, False
            self._vault.write(session, tokens, now() + LEASE)
            return tokens, True

    def _ask(self, before: Tokens) -> Tokens:
        after = before
        try:
            after = self._asked(before)
        finally:  # the lease ends in any case
            with self._database.transaction() as session:
                alone(session)
                self._vault.write(session, after)
        return after

    def _asked(self, before: Tokens) -> Tokens:
        try:
            with talk(self._client) as session:
                answer = session.refresh_token(
                    self._client.token_url, refresh_token=before.refresh, timeout=TIMEOUT
                )
            return Tokens.of(answer, before.refresh)
        except OAuthError as error:
            text = f"OAuth 2.0: the refresh token is refused ({error.error}): `greffier authorize`"
            raise Unauthorized(text, None, "oauth2", token_dead=True) from None
        except (requests.RequestException, ValueError, KeyError) as error:
            text = f"OAuth 2.0: no usable answer of the token's address ({type(error).__name__})"
            raise Unavailable(text, None, "oauth2") from None
