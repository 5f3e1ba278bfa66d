"""Asking somebody to take a card: asked, accepted, declined, taken back, over by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from harness import ACCEPTED, INTAKE, PASSED
from staffed import P7, Staffed, staffed

from mentoring.matching.ask_service import Asking
from mentoring.matching.assign import NotGiven
from mentoring.school.asks import asks_of, open_ask
from mentoring.school.model import Absence, Profile
from rules.calendar import local_date
from sync.effects.receipts import find
from sync.rights.request import NotFixed
from sync.use_cases.board_mode import set_mode


class Crew(Staffed):
    """The school, and what its people do about asks."""

    @property
    def asking(self) -> Asking:
        return Asking(self.parts.powerup.fixes)

    def ask(self, card: str, who: str = "ines", *, by: str = "helene", why: str = "") -> int:
        kind = (
            "soutenances"
            if self.parts.rulebook.board(self.board_of(card)) == self.rules()
            else "transfert"
        )
        return self.asking.ask(self.asked(by, card, kind), self.id(who), why)

    def board_of(self, card: str) -> str:
        return str(self.school.sandbox.state.cards[card]["idBoard"])

    def waiting(self, card: str) -> str | None:
        """Who has yet to answer, by member id."""
        with self.parts.database.transaction() as session:
            row = open_ask(session, card)
            return row.member_id if row is not None else None

    def endings(self, card: str) -> list[str]:
        with self.parts.database.transaction() as session:
            return [each.ending for each in asks_of(session, card)]

    def comment(self, card: str) -> str:
        self.school.work()
        return "".join(self.school.comments(card)).replace("\u00a0", " ")


@pytest.fixture
def crew(tmp_path: Path) -> Iterator[Crew]:
    with staffed(tmp_path) as made:
        yield Crew(made.school)


def test_who_is_asked_is_called_in_the_comment_and_accepts_as_if_given(crew: Crew) -> None:
    card = crew.proposal()
    crew.ask(card)
    assert crew.members(card) == {"zoe"}
    told = crew.comment(card)
    assert "**Demande** : @ines, pourriez-vous tenir cette soutenance, le jeudi" in told
    assert "`/accepter` ou `/décliner`" in told
    crew.asking.accept(crew.asked("ines", card))
    assert crew.members(card) == {"zoe", "ines"}
    assert crew.school.list_of(card) == ACCEPTED
    assert crew.defence(card).validator == crew.id("ines")
    assert crew.endings(card) == ["accepted"]
    told = crew.comment(card)
    assert "Demande" not in told and "@ines tient cette soutenance" in told


def test_accepting_twice_gives_the_card_once(crew: Crew) -> None:
    card = crew.proposal()
    crew.ask(card)
    crew.asking.accept(crew.asked("ines", card))
    before = len(crew.school.calls())
    crew.asking.accept(crew.asked("ines", card))
    assert len(crew.school.calls()) == before


@pytest.mark.parametrize("who", ["helene", "ines"])
def test_an_acceptance_is_told_in_its_own_words_and_undone_by_who_accepted_or_manages(
    crew: Crew, who: str
) -> None:
    card = crew.proposal()
    crew.ask(card)
    crew.asking.accept(crew.asked("ines", card))
    with crew.parts.database.transaction() as session:
        made = next(x for x in find(session, card_id=card) if x.command == "AcceptDefence")
    assert made.by == "Inès Castel"
    crew.school.work()
    with pytest.raises(NotFixed, match="managers-only"):
        crew.parts.powerup.fixes.undo(crew.asked("malik", card), made.id)
    crew.parts.powerup.fixes.undo(crew.asked(who, card), made.id)
    assert (crew.members(card), crew.school.list_of(card)) == ({"zoe"}, INTAKE)


def test_the_reason_of_who_declines_stands_nowhere_but_for_managers(crew: Crew) -> None:
    card = crew.proposal()
    crew.ask(card)
    crew.school.work()
    crew.asking.decline(crew.asked("ines", card), "je déménage ce jour-là")
    assert crew.endings(card) == ["declined"]
    told = crew.comment(card)
    assert "Demande" not in told and "@ines" not in told and "déménage" not in told
    with crew.parts.database.transaction() as session:
        assert all("déménage" not in str((x.note, x.after, x.read)) for x in find(session))
        assert asks_of(session, card)[0].reason == "je déménage ce jour-là"


def test_who_declined_stands_where_they_stood_for_every_card(crew: Crew) -> None:
    cards = crew.proposal(), crew.proposal("noel", "Karim Benali - DA Python")

    def ranked() -> list[list[str]]:
        with crew.parts.database.transaction() as session:
            found = [crew.giving.choice(session, crew.defence(each)) for each in cards]
        return [[each.mentor.name for each in choice.candidates] for choice in found]

    before = ranked()
    crew.ask(cards[0])
    crew.asking.decline(crew.asked("ines", cards[0]), "non merci")
    assert "Inès Castel" in before[0] and ranked() == before


def test_a_double_click_asks_once_and_a_second_manager_is_told(crew: Crew) -> None:
    card = crew.proposal()
    assert crew.ask(card) == crew.ask(card) > 0
    with pytest.raises(NotFixed, match="asked-already"):
        crew.ask(card, "malik", by="idriss")
    assert crew.endings(card) == [""]


def test_once_the_time_is_over_another_is_asked_and_the_first_is_told(crew: Crew) -> None:
    card = crew.proposal()
    crew.ask(card)
    crew.school.work()
    crew.school.pass_time(days=5)
    crew.ask(card, "malik")
    assert crew.endings(card) == ["passed", ""]
    told = crew.comment(card)
    assert "@ines, la demande faite ici ne tient plus" in told
    assert "@malik, pourriez-vous tenir" in told
    with pytest.raises(NotFixed, match="not-asked"):
        crew.asking.accept(crew.asked("ines", card))


def test_a_manager_takes_it_back_in_one_press(crew: Crew) -> None:
    card = crew.proposal()
    crew.ask(card)
    crew.asking.withdraw(crew.asked("idriss", card))
    crew.asking.withdraw(crew.asked("idriss", card))
    assert crew.endings(card) == ["withdrawn"]
    assert "Demande" not in crew.comment(card) and "@ines" not in crew.comment(card), "never told"
    with crew.parts.database.transaction() as session:
        undone = [x.undone_by for x in find(session, card_id=card) if x.command == "AskSomebody"]
    assert undone == ["Idriss Benmoussa"]


def test_only_managers_ask_and_only_who_is_asked_answers(crew: Crew) -> None:
    card = crew.proposal()
    with pytest.raises(NotFixed, match="managers-only"):
        crew.ask(card, by="malik")
    crew.ask(card)
    for answer in (crew.asking.accept, crew.asking.decline):
        with pytest.raises(NotFixed, match="not-asked"):
            answer(crew.asked("malik", card))
    with pytest.raises(NotFixed, match="managers-only"):
        crew.asking.withdraw(crew.asked("ines", card))
    assert crew.waiting(card) == crew.id("ines")


@pytest.mark.parametrize(("who", "obstacle"), [("zoe", "own"), ("basile", "not-validator")])
def test_nobody_is_asked_against_a_hard_rule(crew: Crew, who: str, obstacle: str) -> None:
    with pytest.raises(NotGiven, match=obstacle):
        crew.ask(crew.proposal(), who)


def test_an_absence_said_after_the_ask_stands_against_accepting(crew: Crew) -> None:
    card = crew.proposal()
    crew.ask(card)
    day = local_date(crew.school.due(), crew.parts.rulebook.timezone)
    away = Profile(validator=True, validates=P7, absences=(Absence(day, day),))
    crew.profile("ines", away)
    with pytest.raises(NotGiven, match="absent"):
        crew.asking.accept(crew.asked("ines", card))
    assert (crew.members(card), crew.waiting(card)) == ({"zoe"}, crew.id("ines"))


def test_an_absence_that_a_manager_passed_over_does_not(crew: Crew) -> None:
    card = crew.proposal()
    day = local_date(crew.school.due(), crew.parts.rulebook.timezone)
    crew.profile("ines", Profile(validator=True, validates=P7, absences=(Absence(day, day),)))
    with pytest.raises(NotGiven, match="absent"):
        crew.ask(card)
    crew.ask(card, why="elle rentre la veille")
    crew.asking.accept(crew.asked("ines", card))
    assert crew.defence(card).validator == crew.id("ines")


def test_given_to_another_it_is_over_and_who_was_told_is_told(crew: Crew) -> None:
    card = crew.proposal()
    crew.ask(card)
    crew.school.work()
    crew.giving.give(crew.asked("helene", card), crew.id("malik"))
    assert crew.endings(card) == ["given"]
    told = crew.comment(card)
    assert "@malik tient cette soutenance" in told and "@ines, la demande faite ici" in told


@pytest.mark.parametrize("how", ["moved", "archived", "dated"])
def test_whatever_becomes_of_the_card_ends_it(crew: Crew, how: str) -> None:
    card = crew.proposal()
    crew.ask(card)
    crew.school.work()
    hand = crew.school.by("helene")
    if how == "moved":
        hand.drag(card, crew.school.list_id(PASSED))
    elif how == "archived":
        hand.archive(card)
    else:
        hand.set_due(card, crew.school.due(30))
    crew.school.work()
    assert crew.endings(card) == ["changed"]
    with pytest.raises(NotFixed):
        crew.asking.accept(crew.asked("ines", card))
    assert crew.members(card) == {"zoe"}


def test_a_student_is_asked_for_and_taken_over(crew: Crew) -> None:
    card = crew.handover()
    crew.ask(card, "malik")
    assert "@malik, pourriez-vous suivre cet étudiant" in crew.comment(card)
    crew.asking.accept(crew.asked("malik", card, "transfert"))
    assert crew.members(card) == {"malik"}
    assert crew.endings(card) == ["accepted"]


def test_a_board_that_is_only_observed_is_not_written_on(tmp_path: Path) -> None:
    with staffed(tmp_path) as made:
        crew = Crew(made.school)
        card = crew.proposal()
        observe(crew)
        before = len(crew.school.calls())
        crew.ask(card)
        crew.school.work()
        written = [each for each in crew.school.calls(since=before) if each[0] != "GET"]
        assert written == []
        assert crew.waiting(card) == crew.id("ines")


def observe(crew: Crew) -> None:
    parts = crew.parts
    with parts.database.transaction() as session:
        set_mode(session, parts.jobs.enqueue, crew.rules(), "observe", "Hélène", crew.school.time)


def test_an_answer_may_be_late_as_long_as_nobody_else_was_asked(crew: Crew) -> None:
    card = crew.proposal()
    crew.ask(card)
    crew.school.time += timedelta(days=6)
    crew.asking.accept(crew.asked("ines", card))
    assert crew.defence(card).validator == crew.id("ines")
