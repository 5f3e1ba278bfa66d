"""The stand-in as one object: state, limits, faults, deliveries, and who may call."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sandbox.faults import Faults
from sandbox.gestures import Hand
from sandbox.jwts import JwtKeys
from sandbox.limits import RateLimits
from sandbox.state.ids import iso
from sandbox.state.nested_views import Reading
from sandbox.state.power_up_data import PluginData
from sandbox.state.shapes import Json, member
from sandbox.state.store import State
from sandbox.webhooks.deliveries import Deliveries, Delivery, Pace

SCOPES = ("read", "write")
BOT = "greffier"


def invented(purpose: str, length: int) -> str:
    """Return hex digits that look like a credential, always the same for one purpose."""
    return hashlib.sha512(f"sandbox {purpose}".encode()).hexdigest()[:length]


@dataclass(frozen=True)
class Request:
    """One request under `/1` as it was answered; `status` is None when the connection broke."""

    method: str
    path: str
    query: str
    status: int | None
    identifier: str | None
    fault: str | None
    seconds: float


class Sandbox:
    """`seeder(sandbox)` fills it, now and at each `reset`. Call `start` to send deliveries."""

    def __init__(self, seeder: Callable[[Sandbox], None] | None = None, seed: int = 0) -> None:
        self.state = State()
        self.faults = Faults(seed)
        self.limits = RateLimits()
        self.reading = Reading()
        self.deliveries = Deliveries(self.state, self.faults)
        self.state.listeners.append(self.deliveries.on_action)
        self.jwt_keys = JwtKeys()
        self.requests: deque[Request] = deque(maxlen=100_000)
        self.key = invented("key", 32)
        self.secret = invented("secret", 64)
        self.plugin = invented("plugin", 24)
        self.power_ups: list[Json] = []  # see `page.power_ups.declare`
        self.plugin_data = PluginData()
        self.mails: Path | None = None
        """A folder of mails (`.eml`) to be read at `/mails`, where there is one."""
        self._seeder = seeder
        self.reset()

    def start(self) -> None:
        """Begin to send deliveries; until then they wait."""
        self.deliveries.start()

    def stop(self) -> None:
        """Send no more deliveries; those that wait are forgotten."""
        self.deliveries.stop()

    def reset(self) -> None:
        """Put everything back as at the beginning; faults and limits keep their settings."""
        with self.state.lock:
            self.deliveries.clear()
            self.requests.clear()
            self.limits.reset()
            self.plugin_data.clear()
            self.state.clear()
            self.state.keys[self.key] = {"app": invented("app", 24), "secret": self.secret}
            if self._seeder is not None:
                self._seeder(self)
            self.state.sort_history()

    def set_pace(self, scale: float = 1.0, timeout: float | None = None) -> None:
        """Shorten the waits between tries; see `Pace`."""
        self.deliveries.pace = Pace(scale, timeout)

    def quiesce(self, timeout: float = 30.0) -> bool:
        """Wait until each delivery is delivered, lost or dropped; False after `timeout` seconds."""
        return self.deliveries.quiesce(timeout)

    def act_as(self, who: str, agent: str = "") -> Hand:
        """Return the hand of a member (username or id) in Trello's pages, or of an AI agent for them."""
        return Hand(self.state, self.state.member(who)["id"], agent)

    def add_member(self, username: str, full_name: str) -> Json:
        """Add an account, not yet on any board."""
        with self.state.lock:
            person = member(self.state.new_id(), username, full_name)
            self.state.members[person["id"]] = person
            return person

    def grant(
        self,
        who: str,
        scopes: tuple[str, ...] = SCOPES,
        *,
        expires: str | None = None,
        name: str = "",
    ) -> str:
        """Make a token of a member for our key. The same member and `name` give the same token."""
        token = "ATTA" + invented(f"token {who} {name}", 72)
        with self.state.lock:
            self.state.tokens[token] = {
                "id": self.state.new_id(),
                "identifier": "Greffier",
                "key": self.key,
                "idMember": self.state.member(who)["id"],
                "scopes": list(scopes),
                "dateCreated": iso(self.state.now()),
                "dateExpires": expires,
            }
        return token

    @property
    def token(self) -> str:
        """The token of the member `greffier`, granted when first asked for."""
        token = "ATTA" + invented(f"token {BOT} ", 72)
        return token if token in self.state.tokens else self.grant(BOT)

    def jwt(self, who: str, board: str, *, card: str | None = None, lifetime: int = 900) -> str:
        """Return what `t.jwt()` gives that member on that board, for `lifetime` seconds. Each is
        named by id, short link or username.
        """
        with self.state.lock:
            id_member, id_board = self.state.member(who)["id"], self.state.board(board)["id"]
        now = self.state.now().timestamp()
        return self.jwt_keys.sign(
            self.plugin, id_board, id_member, card=card, lifetime=lifetime, now=now
        )

    def snapshot(self) -> Json:
        """Return all that is stored, as a copy."""
        return self.state.dump()

    def calls(self, method: str = "*", path: str = "") -> list[Request]:
        """Return the requests so far with this method (or `*`) whose path contains `path`."""
        kept = list(self.requests)
        return [one for one in kept if method in ("*", one.method) and path in one.path]

    def delivered(self, outcome: str = "delivered") -> list[Delivery]:
        """Return the deliveries with this outcome, in the order of the actions."""
        return [one for one in list(self.deliveries.log) if one.outcome == outcome]
