"""The headers that keep our pages to themselves: one library, one host, nothing inline."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Response

TRELLO = "https://trello.com"
TRELLO_API = "https://api.trello.com"
LOOPBACK = ("127.0.0.1", "localhost")


def origin(url: str) -> str:
    """Return scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def hosts(api_url: str) -> tuple[str, ...]:
    """Return the origins that may show our pages in a frame: Trello, and the stand-in where it is used.

    On this machine the stand-in has two names, so that its pages and ours do not share cookies.
    """
    api = origin(api_url)
    if api == TRELLO_API:
        return (TRELLO,)
    name, port = urlsplit(api_url).hostname, urlsplit(api_url).port
    if name in LOOPBACK:
        return (TRELLO, *(f"http://{each}:{port}" for each in LOOPBACK))
    return (TRELLO, api)


def framed_policy(library: str, api_url: str) -> str:
    """Return the content security policy of a page that Trello shows in a frame."""
    source = origin(library)
    rules = {
        "default-src": "'none'",
        "script-src": f"'self' {source}",
        "style-src": f"'self' {source}",
        "connect-src": f"'self' {source}",
        "img-src": "'self' data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": " ".join(hosts(api_url)),
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


PLAIN_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The policy of a page of ours that stands alone and has no script."""

FORM_POLICY = PLAIN_POLICY.replace("form-action 'none'", "form-action 'self'")
"""The same for a page whose buttons send forms back to it."""


def guard(response: Response, policy: str) -> Response:
    """Return the response with that policy; never `X-Frame-Options`, which knows no second host."""
    response.headers["Content-Security-Policy"] = policy
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
