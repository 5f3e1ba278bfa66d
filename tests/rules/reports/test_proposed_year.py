"""A year of a school, drawn at random: three planted habits are found, and none is invented without them."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from rules_builders import BOARD, DEFENCES

from rules.editing.draft import read_draft
from rules.editing.parse import read_rulebook
from rules.reports.proposals import Corrected, Deeds, ReadCard, SetAside, proposals
from rules.titles.courses import SHIPPED
from rules.verdict import Student

REQUIRED = [
    {"code": "budget", "severity": "blocks", "needs": {"field": "Budget"}},
    {"code": "devis", "severity": "blocks", "needs": {"attachment": "link"}},
]
RULES = read_rulebook(
    DEFENCES
    + """
[[requirements]]
code = "budget"
severity = "blocks"
needs = { field = "Budget" }
fr = "Il manque le budget."
[[requirements]]
code = "devis"
severity = "blocks"
needs = { attachment = "link" }
"""
)
BEGAN = datetime(2026, 1, 5, 9, tzinfo=UTC)
CODES = ("student", "label", "due", "member", "past", "budget", "devis")
REASONS = ("vu avec lui", "", "exception", "jury déjà prêt", "accord oral", "cas particulier", "ok")
FIRST = ("Marie", "Paul", "Luc", "Nora", "Ali", "Eva", "Tom", "Inès", "Hugo", "Zoé")
LAST = ("Dupont", "Martin", "Grand", "Petit", "Benali", "Roux", "Blanc", "Moreau")
SEEDS = range(40)


class Year:
    """What people did in a year, a card or two a day, with the noise that there is in any school."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.cards = 0
        self.set_aside: list[SetAside] = []
        self.corrected: list[Corrected] = []
        self.read: list[ReadCard] = []
        self.lacked: dict[tuple[str, str], int] = {}

    def card(self) -> tuple[str, datetime, str]:
        """A new card, when it came, and its student."""
        self.cards += 1
        at = BEGAN + timedelta(hours=self.chance.uniform(0, 365 * 24))
        name = f"{self.chance.choice(FIRST)} {self.chance.choice(LAST)}"
        return f"c{self.cards}", at, name

    def ordinary(self, cards: int = 400) -> Year:
        """Cards as they come: each lacks something or not, a few are taken as they are, names are mended."""
        for _ in range(cards):
            card, at, name = self.card()
            course = self.chance.choice(SHIPPED).name
            if self.chance.random() < 0.5:
                code = self.chance.choice(CODES)
                self.lacks(code)
                if self.chance.random() < 0.12:
                    self.aside(card, at, code, self.chance.choice(REASONS))
            if self.chance.random() < 0.05:
                self.corrected.append(
                    Corrected(card, at, f"{name} - {course}", f"{name.upper()} - {course}")
                )
            if self.chance.random() < 0.02:
                odd = "".join(self.chance.sample("abcdefghijklmnop", 7))
                self.corrected.append(Corrected(card, at, f"{name} - {odd}", f"{name} - {course}"))
                self.read.append(ReadCard(card, at, Student(name, odd, 0.5)))
            else:
                self.read.append(ReadCard(card, at, Student(name, course, 0.9)))
        return self

    def lacks(self, code: str) -> None:
        self.lacked[BOARD, code] = self.lacked.get((BOARD, code), 0) + 1

    def aside(self, card: str, at: datetime, code: str, reason: str, accepted: bool = True) -> None:
        self.set_aside.append(SetAside(BOARD, card, at, code, reason, accepted))

    def planted(self) -> Year:
        """Three habits: a reason for taking cards without a budget, a writing of a course, a new course."""
        for _ in range(self.chance.randint(16, 30)):
            card, at, _ = self.card()
            self.lacks("budget")
            self.aside(
                card,
                at,
                "budget",
                self.chance.choice(("Financé par l'école", "financé par l’école.")),
            )
        for _ in range(self.chance.randint(9, 15)):
            card, at, name = self.card()
            self.corrected.append(
                Corrected(card, at, f"{name} - Pythonista", f"{name} - DA Python")
            )
        for _ in range(self.chance.randint(14, 20)):
            card, at, name = self.card()
            self.read.append(ReadCard(card, at, Student(name, "Forge quantique", 0.6)))
        return self

    @property
    def deeds(self) -> Deeds:
        return Deeds(self.set_aside, self.lacked, self.corrected, self.read)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_three_planted_habits_are_found_and_none_is_invented(seed: int) -> None:
    found = proposals(Year(seed).ordinary().planted().deeds, RULES, (), REQUIRED)
    assert {(each.habit, each.about) for each in found} == {
        ("same-reason", "budget"),
        ("alias", "Développeur d’application Python"),
        ("new-course", "Forge quantique"),
    }
    for each in found:
        told = [{"board": x.board, "key": x.key, "value": x.value} for x in each.changes]
        assert read_draft(told, RULES, "fr") == each.changes


@pytest.mark.parametrize("seed", SEEDS)
def test_an_ordinary_year_speaks_for_nothing(seed: int) -> None:
    assert proposals(Year(seed).ordinary().deeds, RULES, (), REQUIRED) == ()


def test_a_requirement_is_only_pointed_out_and_the_others_stay() -> None:
    found = proposals(Year(1).planted().deeds, RULES, (), REQUIRED)
    [change] = next(each.changes for each in found if each.about == "budget")
    assert (change.board, change.key) == (None, "requirements")
    assert change.value == [{**REQUIRED[0], "severity": "warns"}, REQUIRED[1]]
