"""Addresses of ours that are shown to people."""

from __future__ import annotations

import hashlib
import hmac


def rules_token(secret: str, board_id: str) -> str:
    """Return the unguessable part of the address of a board's rules: public, but not to be found by
    trying.
    """
    digest = hmac.new(secret.encode(), f"rules:{board_id}".encode(), hashlib.sha256)
    return digest.hexdigest()[:32]


def rules_url(public_url: str, secret: str, board_id: str) -> str:
    """Return the address of the page with a board's rules; one anchor a mention. "" without a public
    URL.
    """
    if not public_url:
        return ""
    return f"{public_url.rstrip('/')}/reglement/{rules_token(secret, board_id)}"
