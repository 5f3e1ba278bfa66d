"""After a defence that was not passed, its validator holds one session with the student before deciding."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from defended import held, row, say
from harness import FAILED, PASSED, School, school

from mentoring.sessions.service import Refused, Report, Sessions, Unknown
from mentoring.students.read import students_by_card
from mentoring.students.write import activate


@pytest.fixture
def made(tmp_path: Path) -> Iterator[School]:
    with school(tmp_path) as here:
        yield here


def service(made: School) -> Sessions:
    return Sessions(made.parts.database, made.parts.rules)


def who(made: School, name: str) -> str:
    return str(made.sandbox.state.member(name)["id"])


def student_of(made: School, card: str) -> str:
    """The student whom the card is about, counted as one who has begun."""
    with made.parts.database.transaction() as session:
        one = students_by_card(session, [card])[card]
        activate(session, one, made.time)
    return one


def to_be_reworked(made: School, outcome: str = "failed") -> tuple[str, str]:
    card = held(made)
    student = student_of(made, card)
    say(made, "noel", card, outcome, "Les tests manquent")
    return card, student


@pytest.mark.parametrize("outcome", ["failed", "conditional"])
def test_one_session_is_held_and_what_is_agreed_there_becomes_goals(
    made: School, outcome: str
) -> None:
    card, student = to_be_reworked(made, outcome)
    noel, zoe = who(made, "noel"), who(made, "zoe")
    page = service(made).student(noel, student)
    assert (page.reworks, page.writes, page.goals, page.line) == (True, False, [], None)
    monday = made.time.date() + timedelta(days=7 - made.time.weekday())
    times = service(made).proposals(noel, student, monday)
    one = service(made).rework(noel, student, times[0].starts).session
    assert (one.kind, one.mentor_id) == ("rework", noel)
    assert not service(made).student(noel, student).reworks
    with pytest.raises(Refused, match="no-rework"):
        service(made).rework(noel, student, times[1].starts)
    made.pass_time(seconds=(times[0].starts - made.time).total_seconds() + 60)
    service(made).finish(noel, one.id, Report(goals=["Écrire les tests", "Revoir la démo"]))
    goals = service(made).student(zoe, student).goals
    assert [each.text for each in goals] == ["Écrire les tests", "Revoir la démo"]
    found = service(made).card(zoe, card)
    assert found is not None and [each.text for each in found.goals] == [x.text for x in goals]


def test_a_validator_reads_only_what_was_agreed_with_them(made: School) -> None:
    _, student = to_be_reworked(made)
    noel, zoe = who(made, "noel"), who(made, "zoe")
    monday = made.time.date() + timedelta(days=7 - made.time.weekday())
    own = service(made).proposals(zoe, student, monday)[0]
    first = service(made).book(zoe, student, own.starts).session
    made.pass_time(seconds=(own.starts - made.time).total_seconds() + 60)
    service(made).finish(zoe, first.id, Report(goals=["Objectif de Zoé"]))
    times = service(made).proposals(noel, student, monday + timedelta(days=7))
    one = service(made).rework(noel, student, times[0].starts).session
    page = service(made).session(noel, one.id)
    assert (page.open_goals, page.set_goals, page.asks_defence) == ([], [], False)
    with pytest.raises(Unknown):
        service(made).session(noel, first.id)


def test_neither_before_the_defence_nor_after_it_is_passed_nor_by_others(made: School) -> None:
    card = held(made)
    student, noel = student_of(made, card), who(made, "noel")
    at = made.time + timedelta(days=2)
    with pytest.raises(Refused, match="no-rework"):
        service(made).rework(noel, student, at)
    say(made, "noel", card, "failed", "Les tests manquent")
    for other in ("zoe", "helene"):
        with pytest.raises(Refused, match="no-rework"):
            service(made).rework(who(made, other), student, at)
    with pytest.raises(Unknown):
        service(made).rework(who(made, "malik"), student, at)
    found = service(made).card(noel, card)
    assert found is not None and found.reworks and found.line is None
    made.by("noel").drag(card, PASSED)
    made.work()
    assert row(made, card) is not None
    with pytest.raises(Unknown):
        service(made).rework(noel, student, at)
    assert service(made).card(noel, card) is None


def test_a_card_that_was_put_there_by_hand_allows_it_too(made: School) -> None:
    card = held(made)
    student = student_of(made, card)
    made.by("noel").drag(card, FAILED)
    made.work()
    assert service(made).student(who(made, "noel"), student).reworks
