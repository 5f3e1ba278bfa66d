"""What Power-Ups keep with `t.set`, with Trello's limits, rights and refusals."""

from __future__ import annotations

import json
import re
import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.errors import TrelloError
from sandbox.state.shapes import Json

LIMITS = {"card": 4096, "member": 4096, "board": 8192, "organization": 8192}
VISIBILITIES = ("shared", "private")
SECRET = re.compile(r"token|secret|password|api_?key", re.IGNORECASE)


@dataclass(frozen=True)
class Shelf:
    """One place: a Power-Up's data about one thing, for everybody or for one member alone."""

    plugin: str
    scope: str
    thing: str
    visibility: str
    owner: str

    @property
    def key(self) -> str:
        """How the page finds it again."""
        return "/".join((self.plugin, self.scope, self.thing, self.visibility))


class PluginData:
    """All shelves. `listeners` are called after each change."""

    def __init__(self) -> None:
        self._shelves: dict[Shelf, Json] = defaultdict(dict)
        self._lock = threading.Lock()
        self.listeners: list[Callable[[], None]] = []

    def clear(self) -> None:
        with self._lock:
            self._shelves.clear()

    def seen_by(self, viewer: str) -> Json:
        """Return contents by shelf key: what everybody sees, and what `viewer` keeps for themselves."""
        with self._lock:
            return {
                shelf.key: dict(content)
                for shelf, content in self._shelves.items()
                if content and shelf.owner in ("", viewer)
            }

    def change(self, shelf: Shelf, entries: Json, removed: list[str]) -> None:
        """Set and remove entries at once, or raise `TrelloError` and change nothing."""
        if shelf.scope not in LIMITS or shelf.visibility not in VISIBILITIES:
            raise TrelloError(400, f"Invalid scope or visibility: {shelf.scope}/{shelf.visibility}")
        if shelf.visibility == "shared" and any(SECRET.search(name) for name in entries):
            raise TrelloError(400, "Secrets must not be stored as shared data")
        with self._lock:
            content = {**self._shelves[shelf], **entries}
            for name in removed:
                content.pop(name, None)
            _check_length(shelf.scope, content)
            self._shelves[shelf] = content
        for listener in self.listeners:
            listener()

    def forget(self, plugin: str) -> None:
        """Forget everything that a Power-Up has kept."""
        with self._lock:
            for shelf in [one for one in self._shelves if one.plugin == plugin]:
                del self._shelves[shelf]
        for listener in self.listeners:
            listener()


def _check_length(scope: str, content: Json) -> None:
    limit = LIMITS[scope]
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    if len(written) > limit:
        text = f"PluginData length of {limit} characters exceeded. See: t.set"
        raise TrelloError(400, text)
