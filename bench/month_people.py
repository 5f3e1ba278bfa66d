"""Twenty mentors, two managers and two robots, for one month: each act is drawn from a seed.

People come back to a card a few times, hours apart, and do what they would on seeing it. What each
of them does depends on the card alone, so that the same month can be played again on a worse network.
"""

from __future__ import annotations

import heapq
import itertools
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sandbox.gestures import Hand
from sandbox.seeds import invented_school
from sandbox.state.ids import parse_iso
from tests.harness import ACCEPTED, FAILED, INCOMPLETE, INTAKE, PASSED
from tests.simulation import START, Simulation

CARDS, DAYS = 200, 30
MOVER, TAGGER = "robot-rangeur", "robot-etiqueteur"
FIRST = ("Léa", "Karim", "Chloé", "Hugo", "Amélie", "Yanis", "Sofia", "Éloïse", "Awa", "Noah")
LAST = ("Martin", "Benali", "Petit", "Roussel", "Haddad", "Da Costa", "Girard", "Caron", "N’Diaye")
COURSES = ("DA Python", "Développeur web", "Data analyst", "AI engineer", "DA Java/JEE")
FORMS = (
    "{name} – {course}",
    "{course} / {name}",
    "Soutenance {name} ({course})",
    "{name}, {course}",
)
BAD = ("soutenance", "À voir", "P7 à planifier")
CARD_ACCEPTED = "/accepter hors parcours"
REACTION = timedelta(seconds=13)
"""How quick the robots are: within the settle window, so that no outcome hangs on a second."""
PROJECT = re.compile(r"P\d+")
Json = dict[str, Any]


@dataclass
class Defence:
    """One card in the heads of people: who follows it, how it should be, and its own chance."""

    number: int
    mentor: str
    title: str
    label: str
    due: datetime
    chance: random.Random
    card: str = ""

    def likely(self, share: float) -> bool:
        return self.chance.random() < share


@dataclass
class Month:
    """What is to happen, in its order."""

    simulation: Simulation
    seed: int
    plan: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    defences: dict[str, Defence] = field(default_factory=dict)
    _number: Any = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        made = self.simulation.made
        self.state = self.simulation.state
        self.lists = {made.list_id(n): n for n in (INTAKE, INCOMPLETE, ACCEPTED, PASSED, FAILED)}
        self.ids = {name: key for key, name in self.lists.items()}
        self.mentors = [*invented_school.MENTORS, *(f"mentor{n}" for n in range(11, 21))]
        board = invented_school.board_named(made.sandbox, invented_school.SOUTENANCES)["id"]
        for username in [*self.mentors[10:], MOVER, TAGGER]:
            made.sandbox.add_member(username, username.replace("-", " ").title())
            self.hand("helene").add_to_board(board, username)
        self.board = board
        self.state.listeners.append(self._robots)
        for number in range(CARDS):
            self._expect(number)

    def hand(self, who: str) -> Hand:
        return self.simulation.made.sandbox.act_as(who)

    def at(self, moment: datetime, act: Callable[[], None]) -> None:
        """Something that will happen then."""
        heapq.heappush(self.plan, (moment, next(self._number), act))

    def live(self) -> None:
        """Let the month happen."""
        self.simulation.alarm = lambda: self.plan[0][0] if self.plan else None
        while (ahead := START + timedelta(days=DAYS) - self.simulation.now) > timedelta(0):
            while self.plan and self.plan[0][0] <= self.simulation.now:
                heapq.heappop(self.plan)[2]()
            self.simulation.pass_time(ahead, ticks=timedelta(hours=2))

    def _expect(self, number: int) -> None:
        chance = random.Random(f"{self.seed} {number}")
        born = _hour(chance, chance.randrange(24))
        name = f"{chance.choice(FIRST)} {chance.choice(LAST)}{chr(97 + number % 26)}"
        title = chance.choice(FORMS).format(name=name, course=chance.choice(COURSES))
        due = (born + timedelta(days=chance.randrange(15, 21))).replace(hour=15, minute=0)
        mentor = self.mentors[number % len(self.mentors)]
        one = Defence(number, mentor, title, f"P{chance.randrange(2, 13)}", due, chance)
        self.at(born, lambda: self._create(one))

    def _create(self, one: Defence) -> None:
        title = one.chance.choice(BAD) if one.likely(0.12) else one.title
        one.card = self.hand(one.mentor).create_card(self.ids[INTAKE], title)["id"]
        self.defences[one.card] = one
        parts = [self._label, self._due, self._join, self._describe]
        kept = [each for each in parts if not one.likely(0.25)]
        self._in_a_row(one, kept)
        now = self.simulation.now + timedelta(hours=1)
        ahead = [each for each in (_next(one, n) for n in range(DAYS * 2)) if each > now]
        for moment in one.chance.sample(ahead, min(len(ahead), 5)):
            self.at(moment, lambda: self._visit(one))
        self.at(one.due + timedelta(hours=3), lambda: self._defended(one))

    def _in_a_row(self, one: Defence, acts: Sequence[Callable[[Defence], None]]) -> None:
        """One thing after the other, some seconds apart."""
        moment = self.simulation.now
        for act in acts:
            moment += timedelta(seconds=one.chance.uniform(3, 12))
            self.at(moment, partial(self._if_there, one, act))

    def _if_there(self, one: Defence, act: Callable[[Defence], None]) -> None:
        if one.card in self.state.cards:
            act(one)

    def where(self, one: Defence) -> str:
        """The list that the card is in."""
        return self.lists.get(self.state.cards[one.card]["idList"], "")

    def missing(self, one: Defence) -> list[Callable[[Defence], None]]:
        """What a careful person would still do to the card. This is no code of Greffier's."""
        card = self.state.cards[one.card]
        labels = [e for e in self._labels(card) if PROJECT.fullmatch(e)]
        wanted: list[tuple[bool, Callable[[Defence], None]]] = [
            (card["name"] in BAD, self._rename),
            (len(labels) != 1, self._one_label if labels else self._label),
            (not card["due"] or parse_iso(card["due"]) < self.simulation.now, self._due),
            (not card["idMembers"], self._join),
        ]
        return [act for lacks, act in wanted if lacks]

    def _labels(self, card: Json) -> list[str]:
        return [self.state.labels[each]["name"] for each in card["idLabels"]]

    # What a mentor does on coming back

    def _visit(self, one: Defence) -> None:
        if one.card not in self.state.cards:
            return
        place = self.where(one)
        if place == INCOMPLETE:
            self._mend(one)
        elif place == INTAKE:
            self._fiddle(one)

    def _mend(self, one: Defence) -> None:
        """Slowly, partly, or not at all; some put it back as it is, some delete the comment."""
        missing = self.missing(one)
        todo = [act for act in missing if one.likely(0.6)]
        done = len(todo) == len(missing)
        if one.likely(0.08):
            todo.append(self._delete_comment)
        if one.likely(0.08):
            todo.append(self._manager_accepts)
        if one.likely(0.9 if done else 0.25):
            todo.append(self._put_back)
        self._in_a_row(one, todo)

    def _fiddle(self, one: Defence) -> None:
        """A card in the intake list: managers take it, mentors forget that its date is fixed."""
        missing = self.missing(one)
        if missing:
            self._in_a_row(one, [act for act in missing if one.likely(0.4)])
        elif one.likely(0.12):
            self._in_a_row(one, [self._postpone])
            self.at(self.simulation.now + timedelta(hours=5), lambda: self._arbitrate(one))
        elif one.likely(0.06):
            self._in_a_row(one, [self._unlabel])
        elif one.likely(0.3):
            self._drag(one, "helene", ACCEPTED)

    def _defended(self, one: Defence) -> None:
        if one.card in self.state.cards and self.where(one) == ACCEPTED:
            self._drag(one, "idriss", PASSED if one.likely(0.8) else FAILED)

    def _arbitrate(self, one: Defence) -> None:
        text = one.chance.choice(("/accepter jury malade", "/rétablir", "On en parle demain."))
        self._if_there(one, lambda one: self._comment(one, "helene", text))

    # Single acts

    def _drag(self, one: Defence, who: str, where: str) -> None:
        self.hand(who).drag(one.card, self.ids[where])

    def _put_back(self, one: Defence) -> None:
        if self.where(one) == INCOMPLETE:
            self._drag(one, one.mentor, INTAKE)

    def _comment(self, one: Defence, who: str, text: str) -> None:
        self.hand(who).comment(one.card, text)

    def _manager_accepts(self, one: Defence) -> None:
        self._comment(one, "helene", CARD_ACCEPTED)

    def _rename(self, one: Defence) -> None:
        self.hand(one.mentor).rename(one.card, one.title)

    def _label(self, one: Defence) -> None:
        if one.label not in self._labels(self.state.cards[one.card]):
            self.hand(one.mentor).toggle_label(one.card, one.label)

    def _one_label(self, one: Defence) -> None:
        for name in self._labels(self.state.cards[one.card]):
            if name != one.label:
                self.hand(one.mentor).toggle_label(one.card, name)

    def _unlabel(self, one: Defence) -> None:
        for name in self._labels(self.state.cards[one.card]):
            self.hand(one.mentor).toggle_label(one.card, name)

    def _due(self, one: Defence) -> None:
        self.hand(one.mentor).set_due(one.card, max(one.due, self.simulation.now + DAY))

    def _postpone(self, one: Defence) -> None:
        self.hand(one.mentor).set_due(one.card, one.due + timedelta(days=2))

    def _join(self, one: Defence) -> None:
        if not self.state.cards[one.card]["idMembers"]:
            self.hand(one.mentor).join(one.card)

    def _describe(self, one: Defence) -> None:
        self.hand(one.mentor).describe(one.card, "Dépôt : https://example.org/projet")

    def _delete_comment(self, one: Defence) -> None:
        bot = self.state.member(invented_school.BOT)["id"]
        for action in list(self.state.card_actions[one.card]):
            if action["type"] == "commentCard" and action["idMemberCreator"] == bot:
                self.hand("helene").delete_comment(action["id"])

    # Two robots that know nothing of each other, nor of us

    def _robots(self, action: Json, _: object) -> None:
        one = self.defences.get(action["data"].get("card", {}).get("id", ""))
        if one is None:
            return
        now = self.simulation.now
        if one.number % 12 == 0 and "listAfter" in action["data"]:
            self.at(now + REACTION, lambda: self._if_there(one, self._move_back))
        if one.number % 12 == 1 and action["type"] in ("addLabelToCard", "removeLabelFromCard"):
            self.at(now + REACTION, lambda: self._if_there(one, self._tag))

    def _move_back(self, one: Defence) -> None:
        if self.where(one) == INCOMPLETE:
            self._drag(one, MOVER, INTAKE)

    def _tag(self, one: Defence) -> None:
        if "P13" not in self._labels(self.state.cards[one.card]):
            self.hand(TAGGER).toggle_label(one.card, "P13")


DAY = timedelta(days=10)


def _hour(chance: random.Random, day: int) -> datetime:
    """Some time in the morning or the afternoon of that day."""
    return START + timedelta(days=day, minutes=chance.choice((0, 300)) + chance.randrange(20))


def _next(one: Defence, half_days: int) -> datetime:
    """A visit that many half days after the start of the month: never hard on another act, nor just
    24 hours after one.
    """
    day, noon = divmod(half_days, 2)
    minutes = (one.number * 7 + half_days * 13) % 40
    return START + timedelta(days=day, hours=2 if noon else 7.5, minutes=minutes)
