"""Who is asking: the signed token that `t.jwt()` gives to our pages inside Trello.

RS256; claims `idPlugin`, `idBoard`, `idMember`, `iat`, `exp` and `iss` "trello"; no key id and no
audience, so each published key is tried and `idPlugin` must be ours. Nothing else is believed: what
the member may do is read from the mirror.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

import jwt

from sync.clock import now
from sync.trello.errors import TrelloError

KEPT = timedelta(hours=4)
"""How long the published keys are believed without asking again."""

PATIENCE = timedelta(minutes=1)
"""The shortest time between two questions for the keys."""

FIRST_WAIT = 1.0
"""Seconds that a request waits for the very first keys while another one fetches them."""

PLUGIN_ID: Final = re.compile(r"[0-9a-f]{24}")
LEEWAY = timedelta(seconds=10)
LONGEST = 8192
"""Characters of a token; Trello's have about 700, and `state` may add 2048."""


class Forged(Exception):
    """The token proves nothing: missing, expired, for another Power-Up, or not signed by Trello."""


class CannotVerify(Exception):
    """The token cannot be judged now: the keys could not be fetched, or no Power-Up is set up here."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What Trello says of the caller: the ids of the board and of the member."""

    board_id: str
    member_id: str


@dataclass(slots=True)
class KeyRing:
    """Trello's public keys, fetched when they are needed. Safe for threads."""

    fetch: Callable[[], list[str]]
    clock: Callable[[], datetime] = now
    _keys: tuple[str, ...] = ()
    _read_at: datetime | None = None
    _asked_at: datetime | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def keys(self) -> tuple[str, ...]:
        """Return the known keys, after a refresh where they are old or were never read."""
        if self._read_at is None or self.clock() - self._read_at > KEPT:
            self.refresh()
        return self._keys

    def refresh(self) -> bool:
        """Fetch the keys, once a minute at most. Return whether they were read within the last minute.

        One thread fetches and the others go on with the keys that are known: if they waited, forged
        tokens would hold every thread while Trello is slow. Where no key is known yet, they wait for
        `FIRST_WAIT`.
        """
        if self._lock.acquire(timeout=0 if self._keys else FIRST_WAIT):
            try:
                at = self.clock()
                if self._asked_at is None or at - self._asked_at >= PATIENCE:
                    self._asked_at = at
                    self._ask(at)
            finally:
                self._lock.release()
        return self._read_at is not None and self.clock() - self._read_at < PATIENCE

    def _ask(self, at: datetime) -> None:
        try:
            keys = self.fetch()
        except TrelloError:
            return
        if keys:
            self._keys, self._read_at = tuple(keys), at


@dataclass(frozen=True, slots=True)
class Identity:
    """Checks tokens for the Power-Up with the id `plugin_id`. `other` is called with the id of another
    Power-Up for which Trello signed a token.
    """

    ring: KeyRing
    plugin_id: str
    other: Callable[[str], None] = lambda _: None

    def verify(self, token: str) -> Claims:
        """Return the claims of this token. Raises `Forged`; `CannotVerify` where it cannot be judged now."""
        if not self.plugin_id:
            raise CannotVerify
        claims = self._plausible(token)
        if claims.get("idPlugin") != self.plugin_id:
            self._tell(token, str(claims.get("idPlugin")))
            raise Forged
        if not self._signed(token):
            raise Forged
        return Claims(_text(claims.get("idBoard")), _text(claims.get("idMember")))

    def _tell(self, token: str, plugin_id: str) -> None:
        """Tell `other` if Trello did sign this token, for another Power-Up: the settings have a wrong id,
        or somebody else's Power-Up asks here.
        """
        if PLUGIN_ID.fullmatch(plugin_id) and _fits(token, self.ring.keys()):
            self.other(plugin_id)

    def _plausible(self, token: str) -> dict[str, Any]:
        """Return what the token says, its signature unchecked. Raises `Forged` for what is wrong already."""
        if not token or len(token) > LONGEST:
            raise Forged
        try:
            if jwt.get_unverified_header(token).get("alg") != "RS256":
                raise Forged
            claims: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
        except jwt.InvalidTokenError as error:
            raise Forged from error
        if claims.get("iss") != "trello":
            raise Forged
        if self.ring.clock().timestamp() > _number(claims.get("exp")) + LEEWAY.total_seconds():
            raise Forged
        return claims

    def _signed(self, token: str) -> bool:
        """Return whether a published key signed it; where none fits, try once more with fresh keys."""
        if _fits(token, self.ring.keys()):
            return True
        fresh = self.ring.refresh()
        if _fits(token, self.ring.keys()):
            return True
        if not fresh:
            raise CannotVerify
        return False


def _fits(token: str, keys: tuple[str, ...]) -> bool:
    checked_before = {"verify_exp": False, "verify_iat": False, "verify_iss": False}
    for key in keys:
        try:
            jwt.decode(token, key, algorithms=["RS256"], options=checked_before)  # type: ignore[arg-type]
        except (jwt.InvalidTokenError, jwt.InvalidKeyError, ValueError):
            continue
        return True
    return False


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise Forged
    return value


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0
