"""How Trello signs a delivery."""

from __future__ import annotations

import base64
import hashlib
import hmac


def sign(secret: str, body: bytes, callback_url: str) -> str:
    """Return base64(HMAC-SHA1(secret, body bytes + callback URL as registered)), everything in UTF-8."""
    message = body + callback_url.encode()
    digest = hmac.new(secret.encode(), message, hashlib.sha1).digest()
    return base64.b64encode(digest).decode("ascii")
