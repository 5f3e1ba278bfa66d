"""Giving a defence to a validator, in one press: on Trello, in the comment, undone, cut short."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from harness import ACCEPTED, INTAKE
from staffed import P7, Staffed, staffed

from mentoring.matching.assign import NotGiven
from mentoring.school.model import Absence, Profile
from rules.calendar import local_date
from sync.effects import undo as undoing
from sync.effects.receipts import find
from sync.effects.undo import NotUndone, undo
from sync.rights.request import NotFixed
from sync.storage.tables import ReceiptRow
from sync.trello.errors import Unavailable


@pytest.fixture
def crew(tmp_path: Path) -> Iterator[Staffed]:
    with staffed(tmp_path) as made:
        yield made


def assigned(crew: Staffed, who: str = "ines") -> str:
    card = crew.proposal()
    crew.giving.give(crew.asked("helene", card), crew.id(who))
    return card


def last_receipt(crew: Staffed, card: str, command: str = "AssignValidator") -> int:
    with crew.parts.database.transaction() as session:
        return next(x.id for x in find(session, card_id=card) if x.command == command)


def test_one_press_adds_the_member_moves_the_card_and_says_so(crew: Staffed) -> None:
    card = assigned(crew)
    assert crew.members(card) == {"zoe", "ines"}
    assert crew.school.list_of(card) == ACCEPTED
    assert crew.defence(card).validator == crew.id("ines")
    assert crew.defence(card).mentors == (crew.id("zoe"),)
    crew.school.work()
    [comment] = crew.school.comments(card)
    assert "**Validation**\u00a0: @ines tient cette soutenance, le jeudi" in comment


def test_the_comment_calls_once_and_follows_the_date_silently(crew: Staffed) -> None:
    card = assigned(crew)
    crew.school.work()
    crew.school.by("zoe").set_due(card, crew.school.due(20))
    crew.school.work()
    [comment] = crew.school.comments(card)
    assert "Inès Castel tient cette soutenance, le dimanche" in comment
    assert "@ines" not in comment


def test_a_double_click_does_it_once(crew: Staffed) -> None:
    card = assigned(crew)
    before = len(crew.school.calls())
    crew.giving.give(crew.asked("helene", card), crew.id("ines"))
    assert len(crew.school.calls()) == before


def test_undo_takes_the_validator_away_and_moves_the_card_back(crew: Staffed) -> None:
    card = assigned(crew)
    crew.school.work()
    crew.parts.powerup.fixes.undo(crew.asked("helene", card), last_receipt(crew, card))
    assert crew.members(card) == {"zoe"}
    assert crew.school.list_of(card) == INTAKE
    crew.school.work()
    assert crew.defence(card).validator is None
    assert "Validation" not in crew.school.comments(card)[0]
    crew.giving.give(crew.asked("helene", card), crew.id("ines"))
    assert crew.members(card) == {"zoe", "ines"}


def test_what_a_person_changed_since_is_not_undone(crew: Staffed) -> None:
    card = assigned(crew)
    crew.school.pass_time(minutes=5)
    crew.school.by("zoe").describe(card, "Nouveau dépôt")
    crew.school.work()
    with pytest.raises(NotUndone, match="touched"):
        undo(crew.parts.database, crew.parts.gateway, last_receipt(crew, card), "Hélène")
    assert crew.members(card) == {"zoe", "ines"}


def test_only_managers_assign(crew: Staffed) -> None:
    card = crew.proposal()
    with pytest.raises(NotFixed, match="managers-only"):
        crew.giving.give(crew.asked("malik", card), crew.id("malik"))
    assert crew.members(card) == {"zoe"}


@pytest.mark.parametrize("who", ["zoe", "basile", "helene"])
def test_a_hard_rule_is_looked_at_again_when_the_press_arrives(crew: Staffed, who: str) -> None:
    card = crew.proposal()
    with pytest.raises(NotGiven) as refused:
        crew.giving.give(crew.asked("helene", card), crew.id(who))
    assert refused.value.excluded is not None
    assert crew.members(card) == {"zoe"}


def test_a_clash_or_an_absence_that_appeared_meanwhile_stops_the_press(crew: Staffed) -> None:
    first, second = crew.proposal(), crew.proposal("noel", "Karim Benali - DA Python")
    crew.giving.give(crew.asked("helene", first), crew.id("ines"))
    with pytest.raises(NotGiven, match="clash"):
        crew.giving.give(crew.asked("helene", second), crew.id("ines"))
    day = local_date(crew.school.due(), crew.parts.rulebook.timezone)
    away = Profile(validator=True, validates=P7, absences=(Absence(day, day),))
    crew.profile("malik", away)
    with pytest.raises(NotGiven, match="absent"):
        crew.giving.give(crew.asked("helene", second), crew.id("malik"))
    crew.profile("malik", replace(away, absences=()))
    crew.giving.give(crew.asked("helene", second), crew.id("malik"))


def test_a_manager_may_pass_over_an_absence_with_a_reason_that_the_receipt_keeps(
    crew: Staffed,
) -> None:
    card = crew.proposal()
    day = local_date(crew.school.due(), crew.parts.rulebook.timezone)
    crew.profile("malik", Profile(validator=True, validates=P7, absences=(Absence(day, day),)))
    crew.giving.give(crew.asked("helene", card), crew.id("malik"), "il rentre la veille")
    assert crew.defence(card).validator == crew.id("malik")
    with crew.parts.database.transaction() as session:
        receipt = session.get_one(ReceiptRow, last_receipt(crew, card))
        assert receipt.note == "Malik Ouédraogo — il rentre la veille"


@pytest.mark.parametrize(("who", "obstacle"), [("zoe", "own"), ("ines", "clash")])
def test_no_reason_passes_over_an_own_student_or_another_defence(
    crew: Staffed, who: str, obstacle: str
) -> None:
    first, second = crew.proposal(), crew.proposal("zoe", "Karim Benali - DA Python")
    crew.giving.give(crew.asked("helene", first), crew.id("ines"))
    day = local_date(crew.school.due(), crew.parts.rulebook.timezone)
    crew.profile("ines", Profile(validator=True, validates=P7, absences=(Absence(day, day),)))
    with pytest.raises(NotGiven, match=obstacle):
        crew.giving.give(crew.asked("helene", second), crew.id(who), "tant pis")


def test_an_incomplete_card_is_given_to_nobody(crew: Staffed) -> None:
    card = crew.school.card("zoe", "Marie Dupont - DA Python", "label")
    crew.school.work()
    crew.school.by("zoe").drag(card, crew.school.list_id(INTAKE))
    crew.school.work()
    with pytest.raises(NotFixed, match="not-complete"):
        crew.giving.give(crew.asked("helene", card), crew.id("ines"))


def test_another_validator_replaces_the_first(crew: Staffed) -> None:
    card = assigned(crew)
    crew.giving.give(crew.asked("helene", card), crew.id("malik"))
    assert crew.members(card) == {"zoe", "malik"}
    crew.school.work()
    assert "@malik tient cette soutenance" in crew.school.comments(card)[0]


def test_mentors_propose_themselves_and_think_again(crew: Staffed) -> None:
    card = crew.proposal()
    crew.giving.offer(crew.asked("malik", card))
    crew.giving.offer(crew.asked("malik", card))
    crew.school.work()
    assert crew.defence(card).offers == (crew.id("malik"),)
    said = "Pour valider cette soutenance\u00a0: Malik Ouédraogo. Un responsable confirme,"
    assert said in crew.school.comments(card)[0]
    assert crew.members(card) == {"zoe"}
    crew.giving.offer(crew.asked("malik", card), withdraw=True)
    crew.school.work()
    assert crew.defence(card).offers == ()
    assert "Malik" not in crew.school.comments(card)[0]


def test_who_may_not_validate_cannot_propose_themselves(crew: Staffed) -> None:
    with pytest.raises(NotGiven, match="own"):
        crew.giving.offer(crew.asked("zoe", crew.proposal()))


def test_a_second_member_in_the_accepted_list_is_the_validator(crew: Staffed) -> None:
    card = crew.proposal()
    crew.school.by("malik").join(card)
    crew.school.by("helene").drag(card, crew.school.list_id(ACCEPTED))
    crew.school.work()
    assert crew.defence(card).validator == crew.id("malik")
    assert "@malik tient cette soutenance" in crew.school.comments(card)[0]


class Died(BaseException):
    """The process is gone."""


@pytest.mark.parametrize("call", ["add_member", "move_card"])
@pytest.mark.parametrize("answered", [False, True])
def test_a_press_that_dies_between_calls_is_carried_on(
    crew: Staffed, monkeypatch: pytest.MonkeyPatch, call: str, answered: bool
) -> None:
    card = crew.proposal()
    real = getattr(crew.parts.gateway, call)

    def dies(*values: object) -> None:
        if answered:
            real(*values)
        raise Died

    with monkeypatch.context() as dying:
        dying.setattr(crew.parts.gateway, call, dies)
        with pytest.raises(Died):
            crew.giving.give(crew.asked("helene", card), crew.id("ines"))
    crew.school.work()
    crew.school.pass_time(minutes=7)
    crew.school.worker.tick()
    crew.school.work()
    assert crew.members(card) == {"zoe", "ines"}
    assert crew.school.list_of(card) == ACCEPTED
    assert crew.defence(card).validator == crew.id("ines")
    [comment] = crew.school.comments(card)
    assert "@ines tient cette soutenance" in comment
    crew.parts.powerup.fixes.undo(crew.asked("helene", card), last_receipt(crew, card))
    assert crew.members(card) == {"zoe"}


def test_trello_is_away_and_the_second_press_does_it(
    crew: Staffed, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = crew.proposal()

    def away(*_: object) -> None:
        raise Unavailable("PUT cards: no answer", None, "")

    with monkeypatch.context() as outage:
        outage.setattr(crew.parts.gateway, "move_card", away)
        with pytest.raises(Unavailable):
            crew.giving.give(crew.asked("helene", card), crew.id("ines"))
    crew.giving.give(crew.asked("helene", card), crew.id("ines"))
    assert crew.school.list_of(card) == ACCEPTED


def test_an_undo_waits_while_the_clerk_is_still_at_work_on_the_card(
    crew: Staffed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the clerk adds once the card is given is no touch of a person."""
    card, waited = assigned(crew), list[float]()
    crew.school.by("greffier").add_checklist(card, "Préparer")
    assert crew.school.sandbox.quiesce(20)
    crew.school.worker.drain()

    def works(seconds: float) -> None:
        waited.append(seconds)
        crew.school.work()

    monkeypatch.setattr(undoing.time, "sleep", works)
    undo(crew.parts.database, crew.parts.gateway, last_receipt(crew, card), "Hélène")
    assert waited
    assert crew.members(card) == {"zoe"}
