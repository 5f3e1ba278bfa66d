"""What the clerk did in a month, judged from Trello's side alone.

Nothing of the rules' code is used here: whether a card was in order, whether somebody had put it back
or accepted it, and who was called for what, is read from the sandbox and from the comments' texts.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bench.month_people import CARD_ACCEPTED, Month
from sandbox.seeds import invented_school
from sandbox.state.ids import parse_iso
from tests.harness import INCOMPLETE, INTAKE

Json = dict[str, Any]
BOLD = re.compile(r"^(?:\d+\.|-) \*\*(.+?)\*\*", re.MULTILINE)
TOLD = re.compile(r"^\d+\. \*\*(.+?)\*\*", re.MULTILINE)
DECIDE = "à vous de trancher"
CALL = re.compile(r"(?<!\w)@\w")
DAY = timedelta(hours=24)
WINDOWS = {"new": timedelta(minutes=3), "moved": timedelta(seconds=20)}
TALK = ("commentCard", "updateComment", "deleteComment")


@dataclass
class Past:
    """What happened to one card so far."""

    born: datetime
    touched: datetime
    rested: bool = False
    moved_with: str = ""
    peace_until: datetime | None = None
    peace_with: str = ""
    accepted_until: datetime | None = None
    called_for: frozenset[str] = frozenset()
    moved_by_us: bool = False
    comments: set[str] = field(default_factory=set)


@dataclass
class Ledger:
    """Listens to every action on the board."""

    month: Month
    wrong: list[str] = field(default_factory=list)
    undone: list[str] = field(default_factory=list)
    called_again: list[str] = field(default_factory=list)
    calls: int = 0
    most_comments: int = 0
    moves: Counter[str] = field(default_factory=Counter)
    edits: Counter[str] = field(default_factory=Counter)
    written: list[str] = field(default_factory=list)
    path: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    past: dict[str, Past] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.state, self.simulation = self.month.state, self.month.simulation
        self.bot = self.state.member(invented_school.BOT)["id"]
        self.state.listeners.append(self.on_action)

    def on_action(self, action: Json, _: object) -> None:
        """One action, by whomever."""
        card = action["data"].get("card", {}).get("id")
        if card is None:
            return
        now = self.simulation.now
        past = self.past.setdefault(card, Past(now, now))
        if action["idMemberCreator"] == self.bot:
            self._ours(action, card, past)
        else:
            self._theirs(action, card, past)

    # People

    def _theirs(self, action: Json, card: str, past: Past) -> None:
        kind, data, now = action["type"], action["data"], self.simulation.now
        if kind == "deleteComment":
            past.comments.discard(data["action"]["id"])
        lacking = self.month.missing(self.month.defences[card]) if kind == "commentCard" else []
        if lacking and data["text"] == CARD_ACCEPTED:
            past.accepted_until = parse_iso(self.state.cards[card]["due"] or "9999-01-01")
        if kind in TALK:
            return
        past.rested = past.rested or now - past.touched >= WINDOWS["new"]
        past.touched, past.moved_by_us = now, False
        if past.peace_with != self._mark(card):
            past.peace_until = None
        came_back = data.get("listAfter", {}).get("name") == INTAKE
        if came_back and self._mark(card) == past.moved_with:
            past.peace_until, past.peace_with = now + DAY, past.moved_with

    def _mark(self, card: str) -> str:
        """The fields that the school checks, in one text."""
        found = self.state.cards[card]
        checked = ("name", "desc", "due", "idLabels", "idMembers")
        return json.dumps([found[each] for each in checked])

    # The clerk

    def _ours(self, action: Json, card: str, past: Past) -> None:
        data = action["data"]
        if "listAfter" in data:
            self._moved(card, past, data["listBefore"]["name"], data["listAfter"]["name"])
        elif action["type"] == "commentCard":
            self.written.append(action["id"])
            past.comments.add(action["id"])
            self.most_comments = max(self.most_comments, len(past.comments))
            self._said(card, past, data["text"])
        elif action["type"] == "updateComment":
            self.edits[card] += 1
            self._said(card, past, data["action"]["text"])
        elif action["type"] == "deleteComment":
            past.comments.discard(data["action"]["id"])

    def _moved(self, card: str, past: Past, before: str, after: str) -> None:
        self.moves[card] += 1
        self.path.setdefault(card, []).append((before, after))
        why = self._why_wrong(card, past, before, after)
        if why:
            self.wrong.append(f"{card}: {why}")
        if past.moved_by_us:
            self.undone.append(card)
        past.moved_with, past.moved_by_us = self._mark(card), True

    def _why_wrong(self, card: str, past: Past, before: str, after: str) -> str:
        found, now = self.state.cards[card], self.simulation.now
        if (before, after) != (INTAKE, INCOMPLETE):
            return f"from {before} to {after}"
        if found["isTemplate"] or found["closed"]:
            return "a template, or archived"
        if not self.month.missing(self.month.defences[card]):
            return "it was in order"
        if past.accepted_until and now < past.accepted_until:
            return "a manager had accepted it"
        if past.peace_until and now < past.peace_until and past.peace_with == self._mark(card):
            return "a person had put it back"
        window = WINDOWS["moved" if past.rested else "new"]
        return "people were still busy with it" if now - past.touched < window else ""

    def _said(self, card: str, past: Past, text: str) -> None:
        # Where nothing is missing, the call is for what is to be checked or decided.
        warned = DECIDE in text or not TOLD.search(text)
        told = frozenset((BOLD if warned else TOLD).findall(text))
        if not CALL.search(text):
            past.called_for &= told
            return
        self.calls += 1
        if told <= past.called_for:
            self.called_again.append(card)
        past.called_for = told
