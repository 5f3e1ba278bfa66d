"""What an answer of Trello means: a value, or which error. No network here."""

from __future__ import annotations

import json
import random
import re
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sync.gc_pause import uncollected
from sync.trello.errors import (
    Gone,
    RateLimited,
    Refused,
    TooMany,
    TrelloError,
    Unauthorized,
    Unavailable,
    Unsure,
)

WINDOW = 10.0  # seconds over which Trello counts calls
MEMBER_WAIT = 60.0  # seconds: the members route has a limit of its own, over 900 s
LONGEST_WAIT = 900.0
SHOWN = 120  # characters of an answer that an error shows

TOO_MANY_CARDS = "API_TOO_MANY_CARDS_REQUESTED"
DEAD_TOKEN = re.compile(r"(invalid|expired|revoked|malformed) (app )?(token|key)", re.IGNORECASE)
_SECRET_PLACES = re.compile(
    r"""(tokens/|\b(?:oauth_token|oauth_consumer_key|token|key)=["']?)[^/?&\s"',]+"""
)
_NOTHING = object()


@dataclass(frozen=True)
class Answer:
    """One HTTP answer, with header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    method: str

    @cached_property
    def value(self) -> Any:
        """The JSON of the body; `{}` for a write answered with nothing to read."""
        if not self.body.strip():
            return _NOTHING if self.method == "GET" else {}
        try:
            with uncollected():  # a board of 5,000 cards
                return json.loads(self.body)
        except (ValueError, RecursionError):
            # June 2025: Trello answered 202, with or without a body, to writes that it had done.
            accepted = self.status in (202, 204) and self.method in ("PUT", "DELETE")
            return {} if accepted else _NOTHING

    @property
    def readable(self) -> bool:
        return self.value is not _NOTHING

    @property
    def retry_after(self) -> float | None:
        """Seconds that the server asks us to wait, None where it does not say, as Trello."""
        try:
            return min(max(float(self.headers["retry-after"]), 0.0), LONGEST_WAIT)
        except (KeyError, ValueError):
            return None

    @cached_property
    def words(self) -> str:
        """What an error says: plain text, or JSON with `error` and `message`."""
        text = self.body[:4096].decode("utf-8", "replace").strip()
        if text.startswith("<"):
            return "(a web page, not an answer of Trello's)"
        if self.readable and isinstance(self.value, dict):
            parts = (self.value.get("error"), self.value.get("message"))
            text = " ".join(str(part) for part in parts if part) or "(no reason given)"
        return " ".join(text.split())


def masked(text: str, secrets: Iterable[str] = ()) -> str:
    """Return `text` without these secrets, nor what stands where Trello puts a key or a token."""
    for secret in secrets:
        if len(secret) > 2:
            text = text.replace(secret, "…")
    return _SECRET_PLACES.sub(r"\1…", text)


def failure(
    answer: Answer, where: str, repeatable: bool, secrets: Iterable[str] = ()
) -> TrelloError | None:
    """Return the error that this answer is, None if it is none. `where` is the masked method and path.

    `repeatable` says that doing the call twice is the same as once: an outcome that cannot be known
    is then `Unavailable` (try later), else `Unsure` (read back first).
    """
    status = answer.status
    line = f"{where}: {status} {masked(answer.words, secrets)[:SHOWN]}".rstrip()
    if 200 <= status < 300:
        return None if answer.readable else _unknown(line, status, "garbage", repeatable)
    if status >= 500 or status == 408:
        return _unknown(line, status, "server", repeatable)
    return _refusal(answer, line)


def _unknown(line: str, status: int, kind: str, repeatable: bool) -> TrelloError:
    if kind == "garbage":
        line = f"{line.split(': ')[0]}: {status} with a body that is not Trello's JSON"
    return (Unavailable if repeatable else Unsure)(line, status, kind)


def _refusal(answer: Answer, line: str) -> TrelloError:
    status, words = answer.status, answer.words
    if TOO_MANY_CARDS in words:
        return TooMany(line, status, "too-many")
    if status == 429:
        return _rate_limited(answer, line)
    if status == 401:
        return Unauthorized(line, status, "unauthorized", bool(DEAD_TOKEN.search(words)))
    if status == 404:
        # "Cannot GET /1/…" is a wrong address, not a missing card: nothing may be forgotten for it.
        no_route = words.startswith("Cannot ")
        return Refused(line, status, "no-route") if no_route else Gone(line, status, "gone")
    return Refused(line, status, "redirect" if status < 400 else "refused")


def _rate_limited(answer: Answer, line: str) -> RateLimited:
    member = "/1/member" in answer.words
    kind, wait = ("member-limit", MEMBER_WAIT) if member else ("rate-limit", WINDOW)
    told = answer.retry_after
    return RateLimited(line, answer.status, kind, wait if told is None else told)


class Refusals:
    """How long to wait after a 429: as the server says, else 1 s, doubled while that fails.

    Trello blocks a whole key after 200 refusals in 10 s; with this there are a few at most.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._step = 0.0
        self._until = 0.0

    def wait(self, told: float | None) -> float:
        """Return seconds to wait after the refusal that just came, with jitter."""
        if told is not None:
            return told + random.uniform(0.05, 0.25)
        with self._lock:
            now = time.monotonic()
            if now >= self._until:  # else: a sister call met the same refusal
                self._step = min(self._step * 2, WINDOW) if self._step else 1.0
                self._until = now + self._step * random.uniform(1.0, 1.2)
            return self._until - now

    def ended(self) -> None:
        """Note that a call was let through again."""
        if self._step:
            with self._lock:
                self._step = 0.0
