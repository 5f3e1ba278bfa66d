"""What the clerk did in a year, judged from Trello's side alone, and from what the channels heard."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bench.year_people import Year
from rules.rulebook.channels import Channel
from sandbox.seeds import invented_school
from sandbox.state.ids import parse_iso

Json = dict[str, Any]
CALL = re.compile(r"(?<!\w)@(\w+)")
REMINDER = "avant : la soutenance a lieu le"
NEAR = (14, 7, 3)
HOUR = timedelta(hours=1)
VERDICT = ("il manque **", "Tout y est")


@dataclass
class Ledger:
    """Listens to every action on both boards, and to what is told to the channels."""

    year: Year
    alone: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    reminders: int = 0
    calls: int = 0
    heard: Counter[str] = field(default_factory=Counter)
    _empty: dict[str, datetime] = field(default_factory=dict)
    _seen: dict[str, set[str]] = field(default_factory=dict)
    _told: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.state, self.simulation = self.year.state, self.year.simulation
        self.bot = self.state.member(invented_school.BOT)["id"]
        self.state.listeners.append(self.on_action)

    def on_action(self, action: Json, _: object) -> None:
        """One action, by whomever."""
        card = action["data"].get("card", {}).get("id")
        if card is None or card not in self.state.cards:
            return
        self._followed(card, action)
        if action["idMemberCreator"] != self.bot:
            return
        if action["type"] == "commentCard":
            self._said(card, action["data"]["text"])
        elif action["type"] == "updateComment":
            self._said(card, action["data"]["action"]["text"])

    # A student is never without a mentor

    def _followed(self, card: str, action: Json) -> None:
        now, members = self.simulation.now, self.state.cards[card]["idMembers"]
        if action["type"] == "removeMemberFromCard" and not members:
            self._empty[card] = now
        elif members and card in self._empty:
            self._close(card, now)

    def _close(self, card: str, now: datetime) -> None:
        if now - self._empty.pop(card) > HOUR:
            self.alone.append(card)

    def end(self) -> None:
        """Cards that are still empty are judged too."""
        for card in list(self._empty):
            self._close(card, self.simulation.now)

    # What the comment says

    def _said(self, card: str, text: str) -> None:
        seen = {each for each in text.split("\n\n") if not any(x in each for x in VERDICT)}
        for each in seen - self._seen.get(card, set()):
            if REMINDER in each.replace("\u00a0", " "):
                self._reminded(card)
            if CALL.search(each):
                self._called(card, each)
        self._seen[card] = seen

    def _reminded(self, card: str) -> None:
        self.reminders += 1
        due = self.state.cards[card]["due"]
        if due is None or parse_iso(due) < self.simulation.now:
            self.late.append(card)

    def _called(self, card: str, paragraph: str) -> None:
        self.calls += 1
        told = self._told.setdefault(card, set())
        if paragraph in told:
            self.twice.append(f"{card}: {paragraph}")
        told.add(paragraph)

    # What the channels heard

    def hear(self, channel: Channel, title: str, text: str) -> str:
        """Stands for Slack; now and then it does not answer, and is told again later."""
        if self.simulation.chance.random() < 0.05:
            return "no answer"
        for line in text.splitlines():
            if line.startswith("http"):
                self.heard[f"{title} {line} {self._nearness(line)}"] += 1
        return ""

    def _nearness(self, url: str) -> int:
        """How near the card's date is: as it comes near, people are asked again."""
        link = url.rpartition("/c/")[2].partition("/")[0]
        card = next(each for each in self.state.cards.values() if each["shortLink"] == link)
        if not card["due"]:
            return 0
        left = parse_iso(card["due"]) - self.simulation.now
        steps = NEAR if card["idBoard"] == self.year.boards["transfert"] else NEAR[1:]
        return sum(left <= timedelta(days=days) for days in steps)

    @property
    def sent_twice(self) -> list[str]:
        """Lines that a channel heard more than once, and calls that were repeated."""
        return [*self.twice, *(line for line, count in self.heard.items() if count > 1)]
