"""A board of the past as the page shows it: its lists and cards in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import groupby

from powerup.card import texts as panel_texts
from powerup.desk.past import texts
from powerup.desk.tab import Json
from rules.card import Card
from rules.formatting import fill, joined, label, moment, plural, shortened
from rules.verdict import Language, Verdict
from sync.effects.receipts import CLERK
from sync.simulation.change_texts import STATES, in_words, who_in_words
from sync.simulation.past_board import PastBoard
from sync.simulation.past_changes import Changed
from sync.simulation.past_texts import heading, older


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells a board of the past in one language; `shown`: the card for which somebody came."""

    past: PastBoard
    language: Language
    zone: tzinfo
    shown: str = ""

    def board(self) -> Json:
        """Return its heading, what is not known of it, and its lists with their cards."""
        told = {"board": self.past.ruled.board.name, "when": self._moment(self.past.at)}
        return {
            "title": fill(texts.BOARD_ON, self.language, told),
            "notes": list(heading(self.past, self.language, self.zone))[1:],
            "counted": self._counted(),
            "lists": list(self._lists()),
        }

    def changes(self, later: PastBoard, found: Sequence[Changed]) -> Json:
        """Return what changed until later, card by card, with who did it."""
        told = {"first": self._moment(self.past.at), "last": self._moment(later.at)}
        groups = groupby(found, key=lambda each: each.card.id)
        notes = [] if self.past.whole else [older(self.past, self.language, self.zone)]
        return {
            "title": fill(texts.BETWEEN, self.language, told),
            "none": "" if found else texts.NOTHING.in_(self.language),
            "notes": notes,
            "cards": [self._changed(list(some)) for _, some in groups],
        }

    def _changed(self, some: Sequence[Changed]) -> Json:
        lines = [
            {
                "text": in_words(each, self.language, self.zone),
                "by": who_in_words(each, self.language, self._author),
                "when": self._moment(each.at) if each.at is not None else "",
            }
            for each in some
        ]
        return {"card": _link(some[0].card), "lines": lines}

    def _author(self, by: str) -> str:
        return panel_texts.CLERK.in_(self.language) if by == CLERK else by

    def _counted(self) -> str:
        states = Counter[str](verdict.state for card, verdict in self.past.cards if not card.closed)
        if not states:
            return texts.NO_CARD.in_(self.language)
        told = [
            plural(states[each], *words[self.language], self.language)
            for each, words in texts.STATES.items()
            if states[each]
        ]
        cards = plural(states.total(), *texts.CARDS[self.language], self.language)
        states_told = joined(told, self.language)
        return fill(texts.COUNTED, self.language, {"cards": cards, "states": states_told})

    def _lists(self) -> Iterator[Json]:
        """Yield the lists from left to right, those that were archived last and only with cards."""
        lists = sorted(self.past.ruled.board.lists, key=lambda each: (each.closed, each.pos))
        of_list: dict[str, list[tuple[Card, Verdict]]] = {}
        for card, verdict in self.past.cards:
            of_list.setdefault(card.list_id, []).append((card, verdict))
        for each in lists:
            cards = of_list.get(each.id, [])
            if cards or not each.closed:
                yield {
                    "name": each.name,
                    "closed": each.closed,
                    "cards": [self._card(*x) for x in cards if not x[0].closed],
                    "archived": [self._card(*x) for x in cards if x[0].closed],
                }

    def _card(self, card: Card, verdict: Verdict) -> Json:
        kind = self.past.ruled.rules.kind
        missing = [label(each, kind, self.language) for each in verdict.missing]
        return {
            "card": _link(card),
            "shown": card.id == self.shown,
            "state": verdict.state,
            "verdict": STATES[verdict.state].in_(self.language),
            "missing": joined(missing, self.language),
            "due": self._moment(card.due) if card.due is not None else "",
            "labels": [[shortened(x.name) or x.color or "", x.color or ""] for x in card.labels],
            "members": joined([x.full_name or x.username for x in card.members], self.language),
        }

    def _moment(self, at: datetime) -> str:
        return moment(at, self.language, self.zone)


def _link(card: Card) -> Json:
    name = shortened(card.name)
    return {"id": card.id, "board": card.board_id, "name": name, "url": card.url}
