"""Managers of the simulated year: each morning they give away what waits, and are watched as they do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bench.year_people import COURSES, DAY, REFUSED, Year
from mentoring.matching.successors import find_taker
from mentoring.matching.validators import Finder
from mentoring.school.model import Defence, Mentor, Transfer
from mentoring.school.read import defences, transfers
from mentoring.students.mentors import mentors
from tests.simulation import START


@dataclass(frozen=True, slots=True)
class _Seen:
    """What managers choose from."""

    people: list[Mentor]
    finder: Finder


@dataclass
class Managers:
    """Those who give cards away; who was given what, and what was wrong with it, is noted on `year`."""

    year: Year

    def __post_init__(self) -> None:
        for day in range(self.year.days):
            self.year.at(START + day * DAY + timedelta(minutes=30), self.morning)

    def morning(self) -> None:
        """What waits is given away: defences to the finder's first, students to who offers."""
        seen: _Seen | None = None
        for one in self._open():
            # the page that a manager has open, until something is given
            seen = seen or self._look()
            try:
                seen = None if self._give(one, seen) else seen
            except REFUSED:
                self.year.count("refused")

    def _look(self) -> _Seen:
        """Who can have what, as the school stands now."""
        rulebook, at = self.year.parts.rulebook, self.year.simulation.now
        with self.year.parts.database.transaction() as session:
            school = defences(session, rulebook, at), transfers(session, rulebook, at)
            people = mentors(session, rulebook, at, school)
        return _Seen(people, Finder.of(people, school[0], at, rulebook.timezone))

    def _open(self) -> list[Defence | Transfer]:
        rulebook, at = self.year.parts.rulebook, self.year.simulation.now
        with self.year.parts.database.transaction() as session:
            found: list[Defence | Transfer] = [*defences(session, rulebook, at)]
            found += transfers(session, rulebook, at)
        return [
            x for x in found if x.complete and x.role == "intake" and x.card_id in self.year.of_card
        ]

    def _give(self, card: Defence | Transfer, seen: _Seen) -> bool:
        at, zone = self.year.simulation.now, self.year.parts.rulebook.timezone
        if isinstance(card, Transfer):
            last = card.end is not None and card.end - at < 3 * DAY
            takers = find_taker(card, seen.people, at, zone).takers
            chosen = [each.mentor for each in takers if each.offered or last]
        else:
            chosen = [each.mentor for each in seen.finder.find(card).candidates]
        if not chosen:
            self.year.count("nobody")
            return False
        kind = "transfert" if isinstance(card, Transfer) else "soutenances"
        self.year.giving.give(self.year.asked("helene", card.card_id, kind), chosen[0].id)
        self._note(card, chosen[0].id, kind)
        return True

    def _note(self, card: Defence | Transfer, member: str, kind: str) -> None:
        name, one = self.year.name(member), self.year.of_card[card.card_id]
        self.year.given.append((card.card_id, name))
        self.year.count(f"given {kind}")
        if kind == "transfert":
            one.mentor = name
            one.project += 1
            self.year.at(self.year.simulation.now + 20 * DAY, lambda: self.year.propose(one))
        elif (why := self._why_wrong(card.card_id, name)) != "":
            self.year.broken.append(f"{card.card_id}: {name}: {why}")

    def _why_wrong(self, card: str, name: str) -> str:
        """Which hard rule stands against it, by what is on Trello and in the profiles."""
        one, said, found = (
            self.year.of_card[card],
            self.year.profiles.get(name),
            self.year.state.cards[card],
        )
        if name == one.mentor:
            return "own mentor"
        if said is None or not said.validator:
            return "no validator"
        at = datetime.fromisoformat(found["due"].replace("Z", "+00:00"))
        course = COURSES[one.title.rpartition(" – ")[2]]
        if (course, f"P{one.project}") not in said.validates:
            return "project"
        return "absent" if said.absence_on(_in_paris(at)) else self._clash(card, name, at)

    def _clash(self, card: str, name: str, at: datetime) -> str:
        member = self.year.id(name)
        for other in self.year.state.cards_of(self.year.boards["soutenances"]):
            if other["id"] == card or not other["due"] or member not in other["idMembers"]:
                continue
            begins = datetime.fromisoformat(other["due"].replace("Z", "+00:00"))
            if abs(begins - at) < timedelta(minutes=45):
                return "clash"
        return ""


def _in_paris(at: datetime) -> date:
    return (at + timedelta(hours=1)).date()
