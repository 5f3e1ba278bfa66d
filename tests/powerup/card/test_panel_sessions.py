"""The panel's lines about the student's sessions: for those who follow or manage them, and nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from desk import Desk
from followed import PYTHON, member, service
from in_trello import InTrello
from playwright.sync_api import expect

from mentoring.sessions.service import Person
from mentoring.students.tables import StudentCardRow
from mentoring.students.write import activate, attribute, make_student
from sync.clock import now

CARD = "Léa Dupont"


def known(desk: Desk, who: str = "zoe") -> str:
    """The card's student is followed by this mentor, on Tuesdays at six."""
    with desk.school.parts.database.transaction() as session:
        made = make_student(session, Person("Léa Dupont", PYTHON, project="P7"))
        activate(session, made.id, now())
        attribute(session, made.id, member(desk, who), "manager", "Hélène", now())
        session.merge(
            StudentCardRow(card_id=desk.card(CARD)["id"], student_id=made.id, how="chosen")
        )
    return made.id


def block(desk: Desk, who: str) -> dict[str, Any] | None:
    steps = desk.get(f"/card/{desk.card(CARD)['id']}", who).get_json()["steps"]
    return next((each for each in steps if each["code"] == "sessions"), None)


def test_next_session_and_open_goals_are_told_to_the_mentor_and_to_managers(desk: Desk) -> None:
    student = known(desk)
    told = block(desk, "zoe")
    assert told is not None
    assert told["text"][0].startswith("Aucune session prévue")
    assert told["opens"]["tab"] == "students"
    assert told["opens"]["show"] == {"id": student}
    span = service(desk).proposals(member(desk, "zoe"), student, now().date())[0]
    service(desk).book(member(desk, "zoe"), student, span.starts)
    for who in ("zoe", "helene"):
        told = block(desk, who)
        assert told is not None and told["text"][0].startswith("Prochaine session")


def test_to_others_the_card_looks_like_one_that_nobody_follows(desk: Desk) -> None:
    card = f"/card/{desk.card(CARD)['id']}"
    before = desk.get(card, "noel").get_data()
    known(desk)
    assert desk.get(card, "noel").get_data() == before


@pytest.mark.browser
def test_the_panel_opens_the_student_at_the_desk(trello: InTrello, complaints: list[str]) -> None:
    known(trello.desk)
    trello.open("zoe")
    panel = trello.panel(CARD)
    expect(panel.get_by_role("heading", name="Sessions")).to_be_visible()
    panel.get_by_role("button", name="Voir l’étudiant").click()
    desk = trello.page.frame_locator("dialog iframe[title='Greffe']")
    expect(desk.get_by_role("heading", name="Léa Dupont")).to_be_visible()
    assert complaints == []
