"""HTTP to Trello: py-trello's client with our own transport under it, and typed errors."""

from __future__ import annotations

import json
import logging
import os
import random
import re
import ssl
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import requests
import trello
import urllib3

from sync.trello.credentials import Credentials, KeyToken
from sync.trello.errors import (
    RateLimited,
    Refused,
    TrelloError,
    Unauthorized,
    Unavailable,
    Unsure,
)
from sync.trello.rate_limit import Budget, is_hurried
from sync.trello.responses import Answer, Refusals, failure, masked

log = logging.getLogger(__name__)

TIMEOUT = (3.05, 30.0)  # seconds to connect, seconds without a byte; Trello stops a read after 30 s
TRIES = 3
PATIENCE = 20.0  # seconds after which a failed call is left to the caller's own retry
SHORT_WAIT = 1.5  # seconds that a call may wait by itself after a 429
BACK_OFF = 0.25  # seconds before the second try, doubled before the third

# A member or a label added twice is answered "already on the card", a second webhook "already
# exists": these may be repeated.
REPEATABLE_POST = re.compile(r"cards/[^/]+/(idMembers|idLabels|members)|webhooks")


@dataclass(frozen=True)
class Access:
    """Where Trello is (`api_url` ends in the version) and who we are. repr hides secrets.

    `other`: credentials of another kind than key and token.
    """

    api_url: str
    key: str = field(repr=False)
    token: str = field(repr=False)
    client_identifier: str
    other: Credentials | None = field(default=None, repr=False)

    @property
    def credentials(self) -> Credentials:
        """Return what says who we are."""
        return self.other or KeyToken(self.key, self.token)


@dataclass(frozen=True)
class _Call:
    """One call as it is sent. `where` names it in errors; `private` must not show in them."""

    method: str
    path: str
    where: str
    repeatable: bool
    private: tuple[str, ...]
    sent: dict[str, Any]


class _Header(requests.auth.AuthBase):
    """One call's `Authorization`. As `auth`, or else a .netrc would replace it."""

    def __init__(self, value: str) -> None:
        self._value = value

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = self._value
        return request


class _MaskTokenPaths(logging.Filter):
    """urllib3 logs paths at level debug, and Trello puts the token into some of them."""

    def filter(self, record: logging.LogRecord) -> bool:
        if "tokens/" in (line := record.getMessage()):
            record.msg, record.args = masked(line), ()
        return True


logging.getLogger("urllib3.connectionpool").addFilter(_MaskTokenPaths())


class TrelloClient(trello.TrelloClient):  # type: ignore[misc]
    """py-trello's client: every verb of its objects passes through `fetch_json` here.

    One connection pool a thread, one budget for all processes, no secret in URLs or errors.
    """

    def __init__(self, access: Access, budget: Budget, *, interactive: bool = True) -> None:
        super().__init__(api_key=access.key, api_secret=access.token)
        self.access = access
        self.budget = budget
        self.interactive = interactive
        self._base = access.api_url.rstrip("/") + "/"
        self.credentials = access.credentials
        self._local = threading.local()
        self._refusals = Refusals()

    def fetch_json(
        self,
        uri_path: str,
        http_method: str = "GET",
        headers: Mapping[str, str] | None = None,
        query_params: Mapping[str, Any] | None = None,
        post_args: Mapping[str, Any] | None = None,
        files: Any = None,
    ) -> Any:
        """Return the answer's JSON; `{}` for a write whose answer has no body. Called as py-trello's.

        Raises a `TrelloError`. GET, PUT and DELETE are tried again for a moment first; a POST is
        not, once it may have arrived.
        """
        call = self._call(uri_path.lstrip("/"), http_method, headers, query_params, post_args)
        call.sent["files"] = files
        outcome = self._patiently(call)
        if isinstance(outcome, TrelloError):
            raise outcome
        return outcome.value

    def create_hook(
        self, callback_url: str, id_model: str, desc: str | None = None, token: str | None = None
    ) -> Any:
        """Register a webhook as py-trello does, on our server and with our header; `token` must be ours
        or None.
        """
        wanted = {"callbackURL": callback_url, "idModel": id_model, "description": desc or ""}
        made = self.fetch_json("webhooks", http_method="POST", post_args=wanted)
        return trello.WebHook(self, self.api_secret, made["id"], desc, id_model, callback_url, True)

    def _call(
        self,
        path: str,
        method: str,
        headers: Mapping[str, str] | None,
        query: Mapping[str, Any] | None,
        body: Mapping[str, Any] | None,
    ) -> _Call:
        shown = {"Accept": "application/json", "User-Agent": "greffier", **(headers or {})}
        sent: dict[str, Any] = {"headers": shown, "params": dict(query or {})}
        if method != "GET":
            shown["X-Trello-Client-Identifier"] = self.access.client_identifier
            if body is not None:
                shown["Content-Type"] = "application/json; charset=utf-8"
                sent["data"] = json.dumps(body)
        repeatable = method != "POST" or bool(REPEATABLE_POST.fullmatch(path.rstrip("/")))
        secrets = self.credentials.secrets()
        private = (*secrets, *_texts((body or {}).values()))
        return _Call(method, path, masked(f"{method} {path}", secrets), repeatable, private, sent)

    def _patiently(self, call: _Call) -> Answer | TrelloError:
        """Make the call, with quick second tries where they are harmless and likely to help."""
        started, attempt = time.monotonic(), 0
        while True:
            self.budget.acquire(interactive=self.interactive and is_hurried())
            outcome = self._once(call)
            pause = None if isinstance(outcome, Answer) else _pause_before_retry(outcome, attempt)
            if pause is None or time.monotonic() - started > PATIENCE:
                return outcome
            log.info("%s; trying again", outcome)
            time.sleep(pause)
            attempt += 1

    def _once(self, call: _Call) -> Answer | TrelloError:
        """Make one exchange; a second where who we are has been renewed since the first was refused."""
        try:
            header = self.credentials.header()
            found = self._exchange(call, header)
            if not (isinstance(found, Unauthorized) and found.token_dead):
                return found
            if not self.credentials.renewed(header):
                return found
            return self._exchange(call, self.credentials.header())
        except TrelloError as error:  # there is nothing to say who we are with
            return error

    def _exchange(self, call: _Call, header: str) -> Answer | TrelloError:
        """Send and read. Errors are returned: raised here, they would carry the library's own."""
        try:
            response = self._session().request(
                call.method,
                self._base + call.path,
                timeout=TIMEOUT,
                allow_redirects=False,
                auth=_Header(header),
                **call.sent,
            )
        except (requests.RequestException, urllib3.exceptions.HTTPError, ValueError) as error:
            return _unanswered(error, call)
        headers = {name.lower(): value for name, value in response.headers.items()}
        answer = Answer(response.status_code, headers, response.content, call.method)
        self.budget.observe(headers)
        found = failure(answer, call.where, call.repeatable, call.private)
        if isinstance(found, RateLimited):
            return self._tell_everybody(found, answer)
        self._refusals.ended()
        return found or answer

    def _tell_everybody(self, error: RateLimited, answer: Answer) -> RateLimited:
        """Return the wait after this 429. Everybody waits, unless only the members route is exhausted."""
        if error.kind == "member-limit":
            return error
        seconds = self._refusals.wait(answer.retry_after)
        self.budget.refused(seconds)
        return RateLimited(error.text, error.status, error.kind, seconds)

    def _session(self) -> requests.Session:
        """Return this thread's own session; a new one after a fork, where the sockets are the parent's."""
        if getattr(self._local, "owner", None) != os.getpid():
            session = requests.Session()
            # Proxy and certificates of the environment: asked for once, not for each call.
            around = session.merge_environment_settings(self._base, {}, None, None, None)
            session.proxies, session.verify = around["proxies"], around["verify"]
            session.trust_env = False
            self._local.owner, self._local.session = os.getpid(), session
        found: requests.Session = self._local.session
        return found


def _pause_before_retry(error: TrelloError, attempt: int) -> float | None:
    """Return seconds to wait before the next try, None when there must not be one."""
    if attempt == TRIES - 1:
        return None
    if isinstance(error, RateLimited):
        return error.retry_after if error.retry_after <= SHORT_WAIT else None
    if isinstance(error, Unavailable):
        return BACK_OFF * 2.0**attempt * random.uniform(0.8, 1.4)
    return None


def _unanswered(error: Exception, call: _Call) -> TrelloError:
    """Return the error for a call without an answer. The library's text holds the URL: it is not kept."""
    name = type(error).__name__
    if isinstance(error, ValueError):  # also requests' own errors about URLs and headers
        return Refused(f"{call.where}: cannot be sent ({name})", None, "unsendable")
    if not _arrived(error):
        return Unavailable(f"{call.where}: no connection to Trello ({name})", None, "connection")
    kind = "time-out" if isinstance(error, requests.Timeout) else "connection"
    unknown = Unavailable if call.repeatable else Unsure
    return unknown(f"{call.where}: no answer ({name})", None, kind)


def _arrived(error: Exception) -> bool:
    """Return False where nothing can have reached Trello: no address, no connection, no certificate."""
    if isinstance(error, requests.ConnectTimeout | requests.exceptions.ProxyError):
        return False
    reason: Any = getattr(error.args[0] if error.args else None, "reason", None)
    if isinstance(reason, urllib3.exceptions.NewConnectionError):
        return False
    cause = reason.args[0] if isinstance(reason, urllib3.exceptions.SSLError) else None
    return not isinstance(cause, ssl.SSLCertVerificationError)


def _texts(values: Iterable[Any]) -> list[str]:
    """Return what people wrote in our call: an answer that repeats it must not reach a log."""
    return [each for each in values if isinstance(each, str)]
