"""The tokens that `t.jwt()` gives a Power-Up, and the public keys to check them with."""

from __future__ import annotations

import time
from functools import cached_property

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

LIFETIME = 900


class _Key:
    @cached_property
    def private(self) -> rsa.RSAPrivateKey:
        return rsa.generate_private_key(public_exponent=65537, key_size=2048)

    @cached_property
    def public(self) -> str:
        raw = self.private.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        return raw.decode("ascii")


class JwtKeys:
    """One key, two while they change: `rotate` starts a new one and keeps the old one published."""

    def __init__(self) -> None:
        self._keys = [_Key()]

    def rotate(self) -> None:
        """Start a new key; the one before stays published, older ones do not."""
        self._keys = [_Key(), self._keys[0]]

    def public(self) -> list[str]:
        """Return PEM texts, the current key first."""
        return [key.public for key in self._keys]

    def sign(
        self,
        plugin: str,
        board: str,
        member: str,
        *,
        state: str | None = None,
        card: str | None = None,
        lifetime: int = LIFETIME,
        now: float | None = None,
    ) -> str:
        """Sign an RS256 token without `kid` and `aud`; `lifetime` in seconds, `now` in Unix seconds."""
        issued = int(time.time() if now is None else now)
        claims = {
            "idPlugin": plugin,
            "idBoard": board,
            "idMember": member,
            "state": state,
            "iat": issued,
            "exp": issued + lifetime,
            "iss": "trello",
        }
        if card is not None:
            claims["idCard"] = card
        return jwt.encode(claims, self._keys[0].private, algorithm="RS256")
