"""Requests and deliveries between Greffier and the sandbox: no sockets, and a clock that can be turned."""

from __future__ import annotations

import heapq
import io
import itertools
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict
from werkzeug.test import EnvironBuilder

from sandbox.core import Sandbox
from sandbox.server.app import create_app as stand_in
from sandbox.server.gate import ConnectionBrokenError, Gate
from sandbox.webhooks import registry
from sandbox.webhooks.deliveries import RETRIES, Delivery

LATEST = 1800.0
"""Seconds that a late delivery may take."""


class Killed(BaseException):
    """The process ends here, as by `kill -9`: nothing after this line happens."""


class Wire(BaseAdapter):
    """Carries requests to the sandbox's door. `around` is told before and after each of them."""

    def __init__(
        self, sandbox: Sandbox, chance: random.Random, around: Callable[[str], None]
    ) -> None:
        super().__init__()
        self._gate, self._chance, self._around = Gate(sandbox, stand_in(sandbox)), chance, around

    def send(self, request: requests.PreparedRequest, **_: Any) -> requests.Response:  # type: ignore[override]
        self._around("before")
        response = self._answer(request)
        self._around("after")
        return response

    def _answer(self, request: requests.PreparedRequest) -> requests.Response:
        parts = urlsplit(request.url or "")
        body = request.body.encode() if isinstance(request.body, str) else request.body or b""
        builder = EnvironBuilder(
            parts.path,
            query_string=parts.query,
            method=request.method or "GET",
            headers=dict(request.headers),
            input_stream=io.BytesIO(body),
            content_length=len(body),
        )
        response = requests.Response()
        try:
            answer = self._gate(builder.get_environ(), _starter(response))
        except ConnectionBrokenError:
            if self._chance.random() < 0.5:
                raise requests.ReadTimeout("no answer in time") from None
            raise requests.ConnectionError("connection reset") from None
        response._content = b"".join(answer)
        response.url, response.request = request.url or "", request
        return response

    def close(self) -> None:
        """Nothing is open."""


def _starter(response: requests.Response) -> Callable[..., None]:
    def start(line: str, headers: list[tuple[str, str]]) -> None:
        response.status_code, response.reason = int(line[:3]), line[4:]
        response.headers = CaseInsensitiveDict(headers)

    return start


@dataclass
class Post:
    """Trello's deliveries, on a clock that can be turned. Rates: how often each mishap happens."""

    sandbox: Sandbox
    chance: random.Random
    clock: Callable[[], datetime]
    rates: dict[str, float] = field(default_factory=dict)
    waiting: list[tuple[datetime, int, Delivery]] = field(default_factory=list)
    lost: int = 0
    sent: int = 0
    _number: Iterator[int] = field(default_factory=itertools.count)

    def on_action(self, action: Any, actor: Any) -> None:
        """Prepare a delivery for each webhook that watches."""
        for hook in registry.watching(self.sandbox.state, action):
            identifier = actor.identifier if actor.key == hook["key"] else None
            self._plan(self.sandbox.deliveries._prepare(hook, action, identifier))

    def _plan(self, delivery: Delivery) -> None:
        mishap = self._mishap()
        self.sent += 1
        if mishap == "dropped":
            self.lost += 1
            return
        most = {"late": LATEST, "reordered": 30.0}.get(mishap, 0.1)
        self._push(delivery, self.chance.uniform(0.02, most))
        if mishap == "doubled":
            self._push(delivery, self.chance.uniform(0.02, 60.0))

    def _mishap(self) -> str:
        drawn = self.chance.random()
        for name, rate in self.rates.items():
            if drawn < rate:
                return name
            drawn -= rate
        return ""

    def _push(self, delivery: Delivery, seconds: float) -> None:
        at = self.clock() + timedelta(seconds=seconds)
        heapq.heappush(self.waiting, (at, next(self._number), delivery))

    def next_at(self) -> datetime | None:
        """When the next delivery arrives."""
        return self.waiting[0][0] if self.waiting else None

    def deliver(self, client: Any, limit: int = 10_000) -> None:
        """Send what is due. An error is tried again after 30, 60 and 120 s, then never."""
        while self.waiting and limit and self.waiting[0][0] <= self.clock():
            limit -= 1
            delivery = heapq.heappop(self.waiting)[2]
            hook = self.sandbox.state.webhooks.get(delivery.webhook)
            if hook is None or not hook["active"]:
                continue
            try:
                status = self._send(client, delivery)
            except Killed:
                self._again(delivery)
                raise
            if status != 200:
                self._again(delivery)

    def _send(self, client: Any, delivery: Delivery) -> int:
        path = urlsplit(delivery.url).path
        headers = {**delivery.headers, "Content-Length": str(len(delivery.body))}
        return int(client.post(path, data=delivery.body, headers=headers).status_code)

    def _again(self, delivery: Delivery) -> None:
        delivery.attempts += 1
        if delivery.attempts <= len(RETRIES):
            self._push(delivery, RETRIES[delivery.attempts - 1])
        else:
            self.lost += 1
