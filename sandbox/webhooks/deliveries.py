"""Sending actions to webhooks: signed, retried after 30, 60 and 120 s, then lost."""

from __future__ import annotations

import heapq
import itertools
import json
import threading
import time
from collections import deque
from dataclasses import dataclass, field, replace
from datetime import timedelta

from sandbox.faults import Faults
from sandbox.state.actions import Actor
from sandbox.state.ids import iso, parse_iso
from sandbox.state.shapes import Json
from sandbox.state.store import State
from sandbox.webhooks import registry
from sandbox.webhooks.signature import sign

RETRIES = (30.0, 60.0, 120.0)
DISABLE_FAILURES = 1000
DISABLE_AFTER = timedelta(days=30)
SENDERS = 8
GONE = 410
REORDER_SECONDS = 2.0


@dataclass(frozen=True)
class Pace:
    """`scale` shortens the waits between tries; `timeout` in seconds, None: 30 s, scaled too."""

    scale: float = 1.0
    timeout: float | None = None

    def wait(self) -> float:
        """Return how many seconds an answer may take: `timeout`, else 30 scaled, but never less than 2."""
        return self.timeout if self.timeout is not None else max(2.0, 30.0 * self.scale)


@dataclass
class Delivery:
    """One action on its way to one webhook, and what came of it."""

    action: str
    kind: str
    webhook: str
    url: str
    body: bytes
    headers: dict[str, str]
    attempts: int = 0
    outcome: str = "waiting"  # then delivered, lost or dropped
    statuses: list[int | None] = field(default_factory=list)


class Deliveries:
    """A heap of due deliveries and a few threads that send them. Listens to the state."""

    def __init__(self, state: State, faults: Faults) -> None:
        self.state = state
        self.faults = faults
        self.pace = Pace()
        self.log: deque[Delivery] = deque(maxlen=50_000)
        self._heap: list[tuple[float, int, Delivery]] = []
        self._order = itertools.count()
        self._pending = 0
        self._changed = threading.Condition()
        self._stopped = False
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Start the senders; without them deliveries wait."""
        self._stopped = False
        names = [f"sandbox-sender-{number}" for number in range(SENDERS)]
        self._threads = [
            threading.Thread(target=self._send_all, name=n, daemon=True) for n in names
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Stop the senders; what was not sent is forgotten."""
        with self._changed:
            self._stopped = True
            self._pending -= len(self._heap)
            self._heap.clear()
            self._changed.notify_all()
        for thread in self._threads:
            thread.join(timeout=self.pace.wait() + 1)
        self._threads = []

    def clear(self) -> None:
        """Forget what waits and what was logged."""
        with self._changed:
            self._pending -= len(self._heap)
            self._heap.clear()
            self.log.clear()
            self._changed.notify_all()

    def quiesce(self, timeout: float = 30.0) -> bool:
        """Wait until nothing is on its way; False if `timeout` seconds were not enough."""
        with self._changed:
            return self._changed.wait_for(lambda: self._pending == 0, timeout)

    @property
    def pending(self) -> int:
        return self._pending

    def on_action(self, action: Json, actor: Actor) -> None:
        """Prepare one delivery for each webhook that watches. Called under the state's lock."""
        for webhook in registry.watching(self.state, action):
            identifier = actor.identifier if actor.key == webhook["key"] else None
            self._plan(self._prepare(webhook, action, identifier))

    def _prepare(self, webhook: Json, action: Json, identifier: str | None) -> Delivery:
        content = {
            "model": registry.model(self.state, webhook["idModel"]),
            "action": action,
            "webhook": registry.public(webhook),
        }
        body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        secret = self.state.keys[webhook["key"]]["secret"]
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "Trello",
            "X-Trello-Webhook": sign(secret, body, webhook["callbackURL"]),
        }
        if identifier:
            headers["X-Trello-Client-Identifier"] = identifier
        place = (webhook["id"], webhook["callbackURL"])
        return Delivery(action["id"], action["type"], *place, body, headers)

    def _plan(self, delivery: Delivery) -> None:
        fault = self.faults.for_delivery()
        self.log.append(delivery)
        if fault == "dropped":
            delivery.outcome = "dropped"
            return
        self._push(delivery, self._delay(fault) * self.pace.scale)
        if fault == "doubled":
            twin = replace(delivery, statuses=[])
            self.log.append(twin)
            self._push(twin, 0.0)

    def _delay(self, fault: str | None) -> float:
        if fault == "late":
            return self.faults.late_seconds
        return self.faults.spread(REORDER_SECONDS) if fault == "reordered" else 0.0

    def _push(self, delivery: Delivery, delay: float) -> None:
        with self._changed:
            heapq.heappush(self._heap, (time.monotonic() + delay, next(self._order), delivery))
            self._pending += 1
            self._changed.notify()

    def _send_all(self) -> None:
        while (delivery := self._next_due()) is not None:
            again = self._send(delivery)
            if again is not None:
                self._push(delivery, again)
            with self._changed:
                self._pending -= 1
                self._changed.notify_all()

    def _next_due(self) -> Delivery | None:
        with self._changed:
            while not self._stopped:
                wait = self._heap[0][0] - time.monotonic() if self._heap else None
                if wait is not None and wait <= 0:
                    return heapq.heappop(self._heap)[2]
                self._changed.wait(wait)
            return None

    def _send(self, delivery: Delivery) -> float | None:
        """Try once. Return None when it is over, else the seconds until the next try."""
        with self.state.lock:
            webhook = self.state.webhooks.get(delivery.webhook)
            if webhook is None or not webhook["active"]:
                delivery.outcome = "lost"
                return None
            readable = registry.readable(self.state, webhook)
        answer = registry.Answer(None, "no access")
        if readable:
            args = (delivery.url, self.pace.wait(), delivery.body, delivery.headers)
            answer = registry.call("POST", *args)
        delivery.attempts += 1
        delivery.statuses.append(answer.status)
        with self.state.lock:
            return self._settle(delivery, webhook, answer.status)

    def _settle(self, delivery: Delivery, webhook: Json, status: int | None) -> float | None:
        if status == GONE:
            self.state.webhooks.pop(webhook["id"], None)
        if status is not None and 200 <= status < 300:
            webhook.update(consecutiveFailures=0, firstConsecutiveFailDate=None)
            delivery.outcome = "delivered"
            return None
        self._count_failure(webhook)
        if status == GONE or delivery.attempts > len(RETRIES):
            delivery.outcome = "lost"
            return None
        return RETRIES[delivery.attempts - 1] * self.pace.scale

    def _count_failure(self, webhook: Json) -> None:
        """Count a failure: 1,000 in a row over 30 days switch a webhook off, both are needed."""
        now = self.state.now()
        webhook["consecutiveFailures"] += 1
        first = webhook["firstConsecutiveFailDate"]
        webhook["firstConsecutiveFailDate"] = first or iso(now)
        long_ago = first is not None and now - parse_iso(first) >= DISABLE_AFTER
        if long_ago and webhook["consecutiveFailures"] >= DISABLE_FAILURES:
            webhook["active"] = False
