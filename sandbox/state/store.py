"""Everything the stand-in remembers, behind one lock, with the look-ups that REST and gestures need."""

from __future__ import annotations

import itertools
import json
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sandbox.errors import invalid_id, not_found
from sandbox.state.ids import ID, SHORT_LINK, IdFactory
from sandbox.state.shapes import Json, words

TABLES = words(
    "boards lists cards labels members checklists custom_fields actions reactions webhooks tokens keys"
)
Listener = Callable[[Json, Any], None]


def utc_now() -> datetime:
    return datetime.now(UTC)


class State:
    """Tables of objects by id, in Trello's shapes. Hold `lock` for any look and any change."""

    def __init__(self, now: Callable[[], datetime] = utc_now, seed: int | None = None) -> None:
        self.lock = threading.RLock()
        self.ids = IdFactory(seed)
        self._now = now
        self._moment: datetime | None = None
        self._last = datetime.fromtimestamp(0, UTC)
        self.listeners: list[Listener] = []
        self.watchers: list[Callable[[], None]] = []  # of what leaves no action behind
        self.clear()

    def clear(self) -> None:
        """Forget everything but the listeners."""
        self.boards: dict[str, Json] = {}
        self.lists: dict[str, Json] = {}
        self.cards: dict[str, Json] = {}
        self.labels: dict[str, Json] = {}
        self.members: dict[str, Json] = {}
        self.checklists: dict[str, Json] = {}
        self.custom_fields: dict[str, Json] = {}
        self.actions: dict[str, Json] = {}
        self.reactions: dict[str, Json] = {}
        self.webhooks: dict[str, Json] = {}
        self.tokens: dict[str, Json] = {}
        self.keys: dict[str, Json] = {}
        self._short_links: dict[str, str] = {}
        self._short_numbers: dict[str, Iterator[int]] = {}
        self._index_history()

    def now(self) -> datetime:
        """Return the present (UTC), or the moment that is being played."""
        return self._moment or self._now()

    def live_by(self, clock: Callable[[], datetime]) -> None:
        """Take the present from this clock (UTC) from now on."""
        self._now = clock

    def tick(self) -> datetime:
        """Return the date of the next action: never the same millisecond twice in the present."""
        moment = self.now()
        if self._moment is None:
            moment = max(moment, self._last + timedelta(milliseconds=1))
            self._last = moment
        return moment

    @contextmanager
    def at(self, moment: datetime) -> Iterator[None]:
        """Play what happens inside as if it were `moment`: for the history of invented boards."""
        with self.lock:
            before, self._moment = self._moment, moment
            try:
                yield
            finally:
                self._moment = before

    def new_id(self) -> str:
        """Return a fresh id that tells the present, or the moment that is being played."""
        return self.ids.new(self.now())

    def new_short_link(self, identifier: str) -> str:
        """Return a short link that leads to the board or card `identifier`."""
        link = self.ids.short_link()
        self.bind_short_link(link, identifier)
        return link

    def bind_short_link(self, link: str, identifier: str) -> None:
        self._short_links[link] = identifier

    def next_short_number(self, id_board: str) -> int:
        """Return the next idShort of a board."""
        if id_board not in self._short_numbers:
            taken = (card["idShort"] for card in self.cards_of(id_board))
            self._short_numbers[id_board] = itertools.count(max(taken, default=0) + 1)
        return next(self._short_numbers[id_board])

    def card(self, reference: str) -> Json:
        """Return the card with this id or short link. Raises `TrelloError` (400, 404)."""
        return self._find(self.cards, reference, short=True)

    def board(self, reference: str) -> Json:
        return self._find(self.boards, reference, short=True)

    def trello_list(self, reference: str) -> Json:
        return self._find(self.lists, reference)

    def label(self, reference: str) -> Json:
        return self._find(self.labels, reference)

    def checklist(self, reference: str) -> Json:
        return self._find(self.checklists, reference)

    def custom_field(self, reference: str) -> Json:
        return self._find(self.custom_fields, reference)

    def action(self, reference: str) -> Json:
        return self._find(self.actions, reference)

    def member(self, reference: str) -> Json:
        """Return a member by id or username. Raises `TrelloError` (404)."""
        if reference in self.members:
            return self.members[reference]
        for member in self.members.values():
            if member["username"] == reference:
                return member
        raise not_found()

    def _find(self, table: dict[str, Json], reference: str, *, short: bool = False) -> Json:
        if ID.match(reference):
            identifier = reference.lower()
        elif short and SHORT_LINK.match(reference):
            identifier = self._short_links.get(reference, "")
        else:
            raise invalid_id()
        if identifier not in table:
            raise not_found()
        return table[identifier]

    def cards_of(self, id_board: str) -> list[Json]:
        return [card for card in self.cards.values() if card["idBoard"] == id_board]

    def cards_in(self, id_list: str) -> list[Json]:
        return [card for card in self.cards.values() if card["idList"] == id_list]

    def lists_of(self, id_board: str) -> list[Json]:
        """Return the lists of a board from left to right, archived ones included."""
        mine = [entry for entry in self.lists.values() if entry["idBoard"] == id_board]
        return sorted(mine, key=lambda entry: entry["pos"])

    def labels_of(self, id_board: str) -> list[Json]:
        return [label for label in self.labels.values() if label["idBoard"] == id_board]

    def membership(self, board: Json, id_member: str) -> Json | None:
        """Return how a member belongs to a board, None for strangers."""
        found = (entry for entry in board["memberships"] if entry["idMember"] == id_member)
        return next(found, None)

    def remember(self, action: Json) -> None:
        """Put an action at the end of the histories of its board and card."""
        self.actions[action["id"]] = action
        data = action["data"]
        self.board_actions[data.get("board", {}).get("id", "")].append(action)
        if "card" in data:
            self.card_actions[data["card"]["id"]].append(action)

    def forget_action(self, action: Json) -> None:
        """Take a comment that was deleted out of the histories."""
        del self.actions[action["id"]]
        self._index_history()

    def _index_history(self) -> None:
        self.board_actions: dict[str, list[Json]] = defaultdict(list)
        self.card_actions: dict[str, list[Json]] = defaultdict(list)
        for action in sorted(self.actions.values(), key=lambda entry: str(entry["id"])):
            self.remember(action)

    def sort_history(self) -> None:
        """Sort histories by id again, after a past was played in any order."""
        self._index_history()

    def dump(self) -> Json:
        """Return all tables as one JSON object."""
        with self.lock:
            return json.loads(json.dumps({name: getattr(self, name) for name in TABLES}))  # type: ignore[no-any-return]

    def load(self, tables: Json) -> None:
        """Replace everything by what `dump` gave."""
        with self.lock:
            self.clear()
            for name in TABLES:
                setattr(self, name, dict(tables.get(name, {})))
            for thing in (*self.boards.values(), *self.cards.values()):
                self.bind_short_link(thing["shortLink"], thing["id"])
            self._index_history()

    def save(self, path: Path) -> None:
        """Write what `dump` gives to a file."""
        path.write_text(json.dumps(self.dump(), ensure_ascii=False), encoding="utf-8")
