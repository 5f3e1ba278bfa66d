"""The door in front of the application: keeps the log of requests and lets faults happen."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import Flask

from sandbox.core import Request, Sandbox

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
SINGULAR = re.compile(r"^/1/(card|board|list|label|member|token|checklist|action|webhook)(?=/|$)")
TOKEN_PATH = re.compile(r"(?<=/tokens/)[^/]+")
TEXT: Headers = [("Content-Type", "text/plain; charset=utf-8")]
JSON: Headers = [("Content-Type", "application/json; charset=utf-8")]
HTML: Headers = [("Content-Type", "text/html")]
REFUSALS: dict[str, tuple[str, Headers, bytes]] = {
    "401": ("401 Unauthorized", TEXT, b"unauthorized permission requested"),
    "404": ("404 Not Found", TEXT, b"The requested resource was not found."),
    "429": (
        "429 Too Many Requests",
        JSON,
        b'{"error":"API_TOKEN_LIMIT_EXCEEDED","message":"Rate limit exceeded"}',
    ),
    "500": ("500 Internal Server Error", TEXT, b"Internal Server Error"),
    "502": ("502 Bad Gateway", HTML, b"<html><head><title>502</title></head></html>"),
    "503": ("503 Service Unavailable", TEXT, b"Service Unavailable"),
    "504": ("504 Gateway Timeout", TEXT, b"Request Timeout"),
    "garbage": ("200 OK", HTML, b"<html><body>Trello is having a moment</body></html>"),
}
GET_CAP = 30.0  # seconds that Trello works on one GET
URL_LIMIT = 8192


class ConnectionBrokenError(Exception):
    """The server must break the connection without an answer."""


class Gate:
    """A WSGI application around the Flask one (`sandbox.server.app`)."""

    def __init__(self, sandbox: Sandbox, app: Flask) -> None:
        self.sandbox, self.app = sandbox, app

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not environ["PATH_INFO"].startswith("/1/"):
            return self._app(environ, start_response)
        environ["PATH_INFO"] = SINGULAR.sub(r"/1/\1s", environ["PATH_INFO"])
        began = time.monotonic()
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        fault = self.sandbox.faults.for_request(method, path)
        status: int | None = None
        try:
            line, headers, body = self._answer(environ, fault)
            status = int(line[:3])
            start_response(line, headers)
            return [body]
        finally:
            self._keep(environ, status, fault, time.monotonic() - began)

    def _app(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        return self.app.wsgi_app(environ, start_response)

    def _answer(self, environ: Environ, fault: str | None) -> tuple[str, Headers, bytes]:
        if len(environ["PATH_INFO"]) + len(environ["QUERY_STRING"]) > URL_LIMIT:
            return "414 URI Too Long", HTML, b"<html><body>414 URI Too Long</body></html>"
        if fault in REFUSALS:
            line, headers, body = REFUSALS[fault]
            return line, [*headers, ("Content-Length", str(len(body)))], body
        if fault in ("reset", "hang"):
            if fault == "hang":
                time.sleep(self.sandbox.faults.hang_seconds)
            raise ConnectionBrokenError
        if fault == "slow":
            time.sleep(min(self.sandbox.faults.slow_seconds, GET_CAP))
            if environ["REQUEST_METHOD"] == "GET" and self.sandbox.faults.slow_seconds >= GET_CAP:
                return REFUSALS["504"]
        return self._real(environ, fault)

    def _real(self, environ: Environ, fault: str | None) -> tuple[str, Headers, bytes]:
        started: list[tuple[str, Headers]] = []

        def remember(line: str, headers: Headers, error: object = None) -> Callable[..., Any]:
            started.append((line, headers))
            return lambda _: None

        body = b"".join(self._app(environ, remember))
        line, headers = started[-1]
        if fault == "lost":
            raise ConnectionBrokenError
        if fault == "cut":
            body = body[: len(body) // 2]
        if fault == "202" and line.startswith("200"):
            line = "202 Accepted"
        return line, headers, body

    def _keep(self, environ: Environ, status: int | None, fault: str | None, took: float) -> None:
        """Keep a request in the log, never with key or token: they would only be in the way of whoever
        reads it.
        """
        query = parse_qsl(environ["QUERY_STRING"], keep_blank_values=True)
        shown = urlencode([(name, value) for name, value in query if name not in ("key", "token")])
        path = TOKEN_PATH.sub("…", environ["PATH_INFO"])
        identifier = environ.get("HTTP_X_TRELLO_CLIENT_IDENTIFIER")
        method = environ["REQUEST_METHOD"]
        request = Request(method, path, shown, status, identifier, fault, took)
        self.sandbox.requests.append(request)
