"""Is a delivery genuine? HMAC-SHA1 over the raw body and the registered callback URL."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Sequence

HEADER = "X-Trello-Webhook"


def sign(body: bytes, callback_url: str, secret: str) -> str:
    """Return the signature that Trello sends: base64 of HMAC-SHA1 over the body's bytes, then the URL.

    The bytes are UTF-8 as sent; a body that was read and written again has another signature.
    The secret is the application's (OAuth 1.0) secret, neither the key nor the token.
    """
    digest = hmac.digest(secret.encode(), body + callback_url.encode(), "sha1")
    return base64.b64encode(digest).decode()


def is_genuine(
    body: bytes, signature: str | None, callback_url: str, secrets: Sequence[str]
) -> bool:
    """Return whether one of these secrets made the signature; False where there is none.

    Each is compared in constant time, and all of them are: the time tells nothing. While a secret is
    changed there are two, the new one and the old.
    """
    if not signature or not signature.isascii():
        return False
    given, found = signature.strip(), False
    for secret in secrets:
        found |= hmac.compare_digest(sign(body, callback_url, secret), given)
    return found
