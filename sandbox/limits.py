"""Trello's rate limits: 300 per key and 100 per token in 10 s, 100 in 900 s on `/members/`."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

MESSAGE = "Rate limit exceeded"


@dataclass
class Window:
    """Requests counted since the first one of an interval."""

    began: float
    count: int = 0
    refused: int = 0


@dataclass
class RateLimits:
    """All limits, each switchable. Times in seconds on `clock`."""

    enabled: bool = True
    key_max: int = 300
    token_max: int = 100
    interval: float = 10.0
    member_max: int = 100
    member_interval: float = 900.0
    lock_after: int = 200
    clock: Callable[[], float] = time.monotonic
    refusals: int = 0
    _windows: dict[tuple[str, str], Window] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def reset(self) -> None:
        """Forget what was counted."""
        with self._lock:
            self._windows.clear()
            self.refusals = 0

    def take(self, key: str, token: str, *, member_route: bool) -> tuple[str, str] | None:
        """Count one request: None if allowed, else the error code and message of the 429."""
        if not self.enabled:
            return None
        with self._lock:
            error = self._refusal(key, token, member_route)
            if error:
                self._window("key", key).refused += 1
                self.refusals += 1
            return error

    def _refusal(self, key: str, token: str, member_route: bool) -> tuple[str, str] | None:
        by_key, by_token = self._window("key", key), self._window("token", token)
        by_key.count += 1
        by_token.count += 1
        if by_key.refused > self.lock_after or by_key.count > self.key_max:
            return "API_KEY_LIMIT_EXCEEDED", MESSAGE
        if by_token.count > self.token_max:
            return "API_TOKEN_LIMIT_EXCEEDED", MESSAGE
        if member_route:
            by_route = self._window("member", f"{key}/{token}")
            by_route.count += 1
            if by_route.count > self.member_max:
                return "RATE_LIMIT_EXCEEDED", "Exceeded rate limit to /1/member"
        return None

    def _window(self, kind: str, name: str) -> Window:
        length = self.member_interval if kind == "member" else self.interval
        window = self._windows.get((kind, name))
        now = self.clock()
        if window is None or now - window.began >= length:
            window = self._windows[kind, name] = Window(now)
        return window

    def headers(self, key: str, token: str, *, member_route: bool) -> dict[str, str]:
        """Return the `x-rate-limit-*` headers of every authenticated answer."""
        with self._lock:
            left_key = max(0, self.key_max - self._window("key", key).count)
            left_token = max(0, self.token_max - self._window("token", token).count)
            left_member = self.member_max - self._window("member", f"{key}/{token}").count
        interval = str(int(self.interval * 1000))
        headers = {
            "x-rate-limit-api-key-interval-ms": interval,
            "x-rate-limit-api-key-max": str(self.key_max),
            "x-rate-limit-api-key-remaining": str(left_key),
            "x-rate-limit-api-token-interval-ms": interval,
            "x-rate-limit-api-token-max": str(self.token_max),
            "x-rate-limit-api-token-remaining": str(left_token),
        }
        if member_route:
            headers["x-rate-limit-member-remaining"] = str(max(0, left_member))
        return headers
