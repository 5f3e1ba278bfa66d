"""The card of a defence is prepared from the sessions: complete, with the agreed date, and made once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from staffed import Staffed, staffed

from mentoring.defences.card_from_sessions import Prepared, prepare_card, take_card_back
from mentoring.school.outcome_tables import FollowUpRow
from mentoring.sessions.service import Refused, Unknown
from mentoring.students.tables import StudentCardRow
from mentoring.students.write import (
    Person,
    activate,
    attribute,
    begin_project,
    make_student,
    project_row,
)
from sync.effects.undo import NotUndone
from sync.storage.tables import VerdictRow


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Staffed]:
    with staffed(tmp_path) as opened:
        yield opened


def student(made: Staffed, *, agreed: bool = True) -> str:
    """Ada, whom Zoé follows, at P7."""
    course, at = "Développeur d’application Python", made.school.time
    with made.parts.database.transaction() as session:
        one = make_student(session, Person("Ada Morel", course)).id
        activate(session, one, at)
        attribute(session, one, made.id("zoe"), "manager", "Hélène", at)
        begin_project(session, one, "P7", at)
        row = project_row(session, one, "P7")
        assert row is not None
        row.defence_at = at + timedelta(days=20) if agreed else None
    return one


def prepare(made: Staffed, one: str, who: str = "zoe") -> Prepared:
    return prepare_card(made.parts.fixes, made.id(who), one)


def test_it_is_complete_and_asking_again_gives_the_same(made: Staffed) -> None:
    one = student(made)
    first = prepare(made, one)
    made.school.work()
    with made.parts.database.transaction() as session:
        assert session.get_one(VerdictRow, first.card_id).state == "complete"
    card = made.school.sandbox.state.cards[first.card_id]
    assert card["name"] == "Ada Morel – Développeur d’application Python"
    assert made.members(first.card_id) == {"zoe"}
    again = prepare(made, one)
    assert (again.card_id, again.made) == (first.card_id, False)
    assert made.defence(first.card_id).at == made.school.time + timedelta(days=20)


def test_a_press_that_was_cut_short_is_found_again(made: Staffed) -> None:
    one = student(made)
    first = prepare(made, one)
    with made.parts.database.transaction() as session:
        session.delete(session.get_one(StudentCardRow, first.card_id))
        session.get_one(FollowUpRow, (one, "card P7")).made_id = None
    with pytest.raises(Refused, match="in-progress"):
        prepare(made, one)
    made.school.pass_time(minutes=2)
    assert prepare(made, one).card_id == first.card_id


def test_without_a_date_or_without_a_right_nothing_is_made(made: Staffed) -> None:
    one, before = student(made, agreed=False), len(made.school.sandbox.state.cards)
    with pytest.raises(Refused, match="no-date"):
        prepare(made, one)
    with pytest.raises(Unknown):
        prepare(made, one, "ines")
    assert len(made.school.sandbox.state.cards) == before


def test_it_is_taken_back_while_nobody_touched_it_and_can_be_made_anew(made: Staffed) -> None:
    one = student(made)
    first = prepare(made, one)
    assert first.receipt is not None
    with pytest.raises(Unknown):
        take_card_back(made.parts.fixes, made.id("ines"), one, first.receipt)
    take_card_back(made.parts.fixes, made.id("zoe"), one, first.receipt)
    made.school.work()
    assert made.school.sandbox.state.cards[first.card_id]["closed"]
    second = prepare(made, one)
    assert second.made and second.card_id != first.card_id and second.receipt is not None
    made.school.work()
    made.school.by("zoe").describe(second.card_id, "Dépôt : https://example.org/p7")
    with pytest.raises(NotUndone):
        take_card_back(made.parts.fixes, made.id("zoe"), one, second.receipt)
    assert not made.school.sandbox.state.cards[second.card_id]["closed"]
