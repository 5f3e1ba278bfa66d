"""A school of `harness` with profiles: who validates what, and cards that are complete."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from harness import TO_TRANSFER, School, school

from mentoring.matching.assign import Giving
from mentoring.school.model import Defence, Profile, Transfer
from mentoring.school.profiles import keep_profile
from mentoring.school.projects import catalogue_of
from mentoring.school.read import defences, transfers
from rules.rulebook.values import BoardRules
from sandbox.seeds import invented_school
from sync.rights.permissions import person_on
from sync.rights.request import Asked
from tests.lived import lived

PYTHON = "Développeur d’application Python"
P7 = frozenset({(PYTHON, "P7")})


@contextmanager
def staffed(folder: Path, *, database: str | None = None, more: str = "") -> Iterator[Staffed]:
    """Inès and Malik validate P7 of DA Python; Basile says that he validates nothing."""
    with school(folder, both=True, database=database, more=more) as opened:
        made = Staffed(opened)
        _profiles(made)
        yield made


@lived
def _profiles(made: Staffed) -> None:
    validator = Profile(capacity=8, validator=True, mentors=P7, validates=P7)
    made.profile("ines", validator)
    made.profile("malik", validator)
    made.profile("basile", Profile(capacity=3, mentors=P7))


class Staffed:
    """The school, and short ways to what its people do with a button."""

    def __init__(self, opened: School) -> None:
        self.school, self.parts = opened, opened.parts
        self.giving = Giving(opened.parts.powerup.fixes)

    def id(self, who: str) -> str:
        return str(self.school.sandbox.state.member(who)["id"])

    def rules(self, kind: str = "soutenances") -> BoardRules:
        return next(x for x in self.parts.rulebook.boards.values() if x.kind == kind)

    def profile(self, who: str, profile: Profile) -> None:
        with self.parts.database.transaction() as session:
            known = catalogue_of(session, self.parts.rulebook)
            keep_profile(session, self.id(who), profile, known.skills, who, self.school.time)

    def asked(self, who: str, card: str, kind: str = "soutenances") -> Asked:
        rules = self.rules(kind)
        with self.parts.database.transaction() as session:
            person = person_on(session, rules, self.id(who))
        assert person is not None
        return Asked(person, rules, card)

    @lived
    def proposal(self, who: str = "zoe", title: str = "Marie Dupont - DA Python") -> str:
        """A complete card of this mentor, judged."""
        card = self.school.card(who, title)
        self.school.work()
        return card

    @lived
    def handover(self, who: str = "zoe", title: str = "Marie Dupont - DA Python") -> str:
        """A complete card on the other board, judged."""
        board = invented_school.board_named(self.school.sandbox, invented_school.TRANSFERT)["id"]
        state, hand = self.school.sandbox.state, self.school.by(who)
        lists = {each["name"]: each["id"] for each in state.lists_of(board)}
        labels = {each["name"]: each["id"] for each in state.labels_of(board)}
        card = str(hand.create_card(lists[TO_TRANSFER], title)["id"])
        hand.toggle_label(card, labels["P7"])
        hand.set_due(card, self.school.due(20))
        hand.join(card)
        hand.describe(card, "Dépôt : https://example.org/p7")
        self.school.work()
        return card

    def defence(self, card: str) -> Defence:
        with self.parts.database.transaction() as session:
            return defences(session, self.parts.rulebook, self.school.time, card)[0]

    def transfer(self, card: str) -> Transfer:
        with self.parts.database.transaction() as session:
            return transfers(session, self.parts.rulebook, self.school.time, card)[0]

    def members(self, card: str) -> set[str]:
        """The user names of who is on the card, on Trello."""
        state = self.school.sandbox.state
        known: dict[str, Any] = {each["id"]: each["username"] for each in state.members.values()}
        return {known[each] for each in state.cards[card]["idMembers"]}
