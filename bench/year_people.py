"""A school's year: students who are put forward, defend, fail, succeed and change mentor.

What people do is drawn from a seed, student by student. Nobody here knows how the clerk decides:
managers take the finder's first, mentors press or drag, and some forget to answer.
"""

from __future__ import annotations

import heapq
import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from mentoring.defences import presses
from mentoring.defences.outcomes import Kind
from mentoring.matching.assign import Giving, NotGiven
from mentoring.school.model import Absence, Profile, Skill
from mentoring.school.profiles import keep_profile
from mentoring.school.projects import catalogue_of
from sandbox.gestures import Hand
from sandbox.seeds import invented_school
from sync.rights.permissions import person_on
from sync.rights.request import Asked, NotFixed
from tests.harness import FAILED, INTAKE, PASSED
from tests.simulation import START, Simulation

FIRST = ("Léa", "Karim", "Chloé", "Hugo", "Amélie", "Yanis", "Sofia", "Éloïse", "Awa", "Noah")
LAST = ("Martin", "Benali", "Petit", "Roussel", "Haddad", "Girard", "Caron", "Morel", "Fabre")
COURSES = {
    "DA Python": "Développeur d’application Python",
    "Développeur web": "Développeur web",
    "Data analyst": "Data analyst",
}
PROJECTS = tuple(f"P{number}" for number in range(2, 10))
HOURS = (9, 9.5, 10, 13, 13.5, 14, 15)
DAY = timedelta(days=1)
REFUSED = (NotFixed, NotGiven)


@dataclass
class Student:
    """One student: who follows them, and their own chance. `project` is the number of the next."""

    number: int
    mentor: str
    title: str
    chance: random.Random
    project: int = 2

    def likely(self, share: float) -> bool:
        return self.chance.random() < share


@dataclass
class Year:
    """What is to happen, in its order."""

    simulation: Simulation
    seed: int
    students: int
    mentors: int
    days: int
    plan: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    of_card: dict[str, Student] = field(default_factory=dict)
    profiles: dict[str, Profile] = field(default_factory=dict)
    given: list[tuple[str, str]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    done: dict[str, int] = field(default_factory=dict)
    _number: Any = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        self.state, self.sandbox = self.simulation.state, self.simulation.made.sandbox
        names = [*invented_school.MENTORS, *(f"mentor{n:02}" for n in range(11, 100))]
        self.names = names[: self.mentors]
        self.boards = {
            "soutenances": invented_school.board_named(self.sandbox, invented_school.SOUTENANCES)[
                "id"
            ],
            "transfert": invented_school.board_named(self.sandbox, invented_school.TRANSFERT)["id"],
        }
        for name in self.names[len(invented_school.MENTORS) :]:
            self.sandbox.add_member(name, f"{name.title()} {LAST[int(name[6:]) % len(LAST)]}")
            for board in self.boards.values():
                self.hand("helene").add_to_board(board, name)
        self.simulation.made.look()
        chance = random.Random(f"{self.seed} profiles")
        for name in self.names:
            self._profile(name, chance)
        for number in range(self.students):
            self._expect(number)

    @property
    def parts(self) -> Any:
        return self.simulation.parts

    @property
    def giving(self) -> Giving:
        return Giving(self.parts.powerup.fixes)

    def hand(self, who: str) -> Hand:
        return self.sandbox.act_as(who)

    def id(self, who: str) -> str:
        return str(self.state.member(who)["id"])

    def name(self, member_id: str) -> str:
        return str(self.state.members[member_id]["username"])

    def at(self, moment: datetime, act: Callable[[], None]) -> None:
        """Something that will happen then."""
        heapq.heappush(self.plan, (moment, next(self._number), act))

    def live(self, ticks: timedelta) -> None:
        """Let the year happen."""
        self.simulation.alarm = lambda: self.plan[0][0] if self.plan else None
        while (ahead := START + self.days * DAY - self.simulation.now) > timedelta(0):
            while self.plan and self.plan[0][0] <= self.simulation.now:
                self._act(heapq.heappop(self.plan)[2])
            self.simulation.pass_time(ahead, ticks=ticks)

    def _act(self, act: Callable[[], None]) -> None:
        """Do it; who finds that nothing came of it, because the process died, does it again."""
        deaths = self.simulation.deaths
        self.simulation.alive(act)
        if self.simulation.deaths > deaths:
            self.at(self.simulation.now + timedelta(minutes=10), act)

    def count(self, what: str) -> None:
        self.done[what] = self.done.get(what, 0) + 1

    # Mentors and what they say of themselves

    def _profile(self, name: str, chance: random.Random) -> None:
        skills: list[Skill] = [(course, key) for course in COURSES.values() for key in PROJECTS]
        first = (START + timedelta(days=chance.randrange(self.days))).date()
        some = frozenset(chance.sample(skills, len(skills) * 2 // 3))
        profile = Profile(
            capacity=40,
            validator=chance.random() < 0.85,
            validates=some,
            mentors=frozenset(skills),
            absences=(Absence(first, first + timedelta(days=chance.randrange(5, 20))),),
        )
        self.profiles[name] = profile
        with self.parts.database.transaction() as session:
            known = catalogue_of(session, self.parts.rulebook).skills
            keep_profile(session, self.id(name), profile, known, name, self.simulation.now)

    # Students

    def _expect(self, number: int) -> None:
        chance = random.Random(f"{self.seed} {number}")
        name = f"{FIRST[number % 10]} {LAST[number // 10 % 9]}{'abcdefghij'[number // 90]}"
        course = chance.choice(list(COURSES))
        one = Student(number, self.names[number % len(self.names)], f"{name} – {course}", chance)
        one.project = chance.randrange(2, 6)
        born = chance.randrange(max(1, self.days - 40))
        self.at(
            START + born * DAY + timedelta(minutes=chance.randrange(300)), lambda: self.propose(one)
        )

    def propose(self, one: Student) -> None:
        """The mentor puts the student forward."""
        card = self.hand(one.mentor).create_card(self._list("soutenances", INTAKE), one.title)["id"]
        self.hand(one.mentor).toggle_label(card, self._label("soutenances", one))
        self.hand(one.mentor).join(card)
        self._complete(one, card)
        self.count("proposals")

    def _complete(self, one: Student, card: str) -> None:
        """Date, link, and into the list of proposals; then the day of the defence is awaited."""
        self.of_card[card] = one
        due = self._due(one, 16)
        hand = self.hand(one.mentor)
        hand.set_due(card, due)
        hand.describe(card, self.state.cards[card]["desc"] + "\nDépôt : https://example.org/p")
        if self.where(card) != INTAKE:
            hand.drag(card, self._list("soutenances", INTAKE))
        self.at(due + timedelta(hours=20), lambda: self._held(card))

    def _due(self, one: Student, days: int) -> datetime:
        day = self.simulation.now + timedelta(days=days + one.chance.randrange(3))
        at = day.replace(hour=0, minute=0, second=0, microsecond=0)
        return at + timedelta(hours=one.chance.choice(HOURS))

    def where(self, card: str) -> str:
        return str(self.state.lists[self.state.cards[card]["idList"]]["name"])

    def _list(self, kind: str, name: str) -> str:
        lists = self.state.lists_of(self.boards[kind])
        return next(str(each["id"]) for each in lists if each["name"] == name)

    def _label(self, kind: str, one: Student) -> str:
        labels = self.state.labels_of(self.boards[kind])
        return next(str(x["id"]) for x in labels if x["name"] == f"P{one.project}")

    def asked(self, who: str, card: str, kind: str = "soutenances") -> Asked:
        rules = self.parts.rulebook.boards[kind]
        with self.parts.database.transaction() as session:
            person = person_on(session, rules, self.id(who))
        assert person is not None
        return Asked(person, rules, card)

    # After the defence

    def _held(self, card: str) -> None:
        """The validator answers, late or never; then a manager puts the card where it belongs."""
        one, given = self.of_card[card], dict(self.given).get(card)
        if given is None:
            return
        failed = one.likely(0.15)
        later = self.simulation.now + one.chance.choice((0, 1, 3)) * DAY
        who = given if one.likely(0.8) else "helene"
        if one.likely(0.6):
            outcome = "failed" if failed else "conditional" if one.likely(0.15) else "passed"
            self.at(later, lambda: self._say(card, who, outcome))
        else:
            self.at(later, lambda: self._drag(card, who, FAILED if failed else PASSED))

    def _say(self, card: str, who: str, outcome: Any) -> None:
        reasons = "" if outcome == "passed" else "les tests manquent"
        try:
            presses.say_outcome(self.parts.powerup.fixes, self.asked(who, card), outcome, reasons)
        except REFUSED:
            self.at(self.simulation.now + DAY, lambda: self._drag(card, who, PASSED))
            return
        self.count(str(outcome))
        if outcome == "conditional":
            self.at(self.simulation.now + 3 * DAY, lambda: self._say(card, who, "passed"))
        else:
            self._then(card, outcome == "failed")

    def _drag(self, card: str, who: str, where: str) -> None:
        self.hand(who).drag(card, self._list("soutenances", where))
        self.count(f"by hand: {where}")
        self._then(card, where == FAILED)

    def _then(self, card: str, failed: bool) -> None:
        one = self.of_card[card]
        kind: Kind = "second" if failed else "transfer" if one.likely(0.35) else "next"
        self.at(self.simulation.now + 2 * DAY, lambda: self._follow(card, kind, 3))

    def _follow(self, card: str, kind: Kind, tries: int) -> None:
        one = self.of_card[card]
        if kind == "next" and one.project >= 9:
            return
        rules = self.parts.rulebook.boards["transfert" if kind == "transfer" else "soutenances"]
        try:
            asked = self.asked(one.mentor, card)
            made = presses.follow_up(self.parts.powerup.fixes, asked, kind, rules)
        except REFUSED:
            if tries:
                self.at(self.simulation.now + DAY, lambda: self._follow(card, kind, tries - 1))
            return
        self.count(kind)
        one.project += kind == "next"
        if kind == "transfer":
            self._hand_over(one, made.card_id)
        else:
            self.at(self.simulation.now + DAY, lambda: self._complete(one, made.card_id))

    def _hand_over(self, one: Student, card: str) -> None:
        """The transfer card gets the end of the project; some offer, days later or never."""
        self.of_card[card] = one
        hand = self.hand(one.mentor)
        hand.set_due(card, self._due(one, 16))
        hand.describe(card, self.state.cards[card]["desc"] + "\nDépôt : https://example.org/p")
        others = [each for each in self.names if each != one.mentor]
        for name in one.chance.sample(others, one.chance.randrange(3)):
            moment = self.simulation.now + one.chance.randrange(1, 14) * DAY
            self.at(moment, lambda name=name: self._offer(card, name))  # type: ignore[misc]

    def _offer(self, card: str, who: str) -> None:
        try:
            self.giving.offer(self.asked(who, card, "transfert"))
        except REFUSED:
            self.count("offer refused")
