"""Is a delivery genuine? HMAC-SHA1 over the raw body and the registered callback URL."""

from __future__ import annotations

import base64
import hashlib
import hmac

HEADER = "X-Trello-Webhook"


def sign(body: bytes, callback_url: str, secret: str) -> str:
    """The signature that Trello sends: base64 of HMAC-SHA1 over the body's bytes, then the URL.

    The bytes are UTF-8 as sent; a body that was read and written again has another signature.
    The secret is the application's (OAuth 1.0) secret, neither the key nor the token.
    """
    digest = hmac.new(secret.encode(), body + callback_url.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


def is_genuine(body: bytes, signature: str | None, callback_url: str, secret: str) -> bool:
    """Whether the signature is right, compared in constant time; False where there is none."""
    if not signature or not signature.isascii():
        return False
    return hmac.compare_digest(sign(body, callback_url, secret), signature.strip())
