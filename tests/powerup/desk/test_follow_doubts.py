"""What managers are asked about students, and a student who has no card."""

from __future__ import annotations

import pytest
from axe import faults, frame_of
from desk import Desk
from followed import PYTHON, member
from in_trello import DESK_BUTTON, InTrello
from playwright.sync_api import expect

from mentoring.sessions.service import Person
from mentoring.students.tables import StudentCardRow
from mentoring.students.write import activate, attribute, make_student
from sync.clock import now

CARD = "Léa Dupont"


def near(desk: Desk, name: str = "Léa Dupond", *, joined: bool = False, who: str = "noel") -> str:
    """A student of this mentor's whose name is near that of Zoé's card."""
    card = desk.card(CARD)["id"]
    with desk.school.parts.database.transaction() as session:
        session.query(StudentCardRow).filter(StudentCardRow.card_id == card).delete()
        made = make_student(session, Person(name, PYTHON))
        activate(session, made.id, now())
        attribute(session, made.id, member(desk, who), "manager", "Hélène", now())
        if joined:
            session.add(StudentCardRow(card_id=card, student_id=made.id, how="chosen"))
    return made.id


def test_a_near_name_is_asked_about_and_answered_with_one_press(desk: Desk) -> None:
    student, card = near(desk), desk.card(CARD)["id"]
    asked = [
        each
        for each in desk.get("/desk/follow/doubts", "helene").get_json()["names"]
        if each["card"]["id"] == card
    ]
    assert [each["id"] for each in asked[0]["candidates"]] == [student]
    body = {"card": card, "student": student}
    assert desk.post("/desk/follow/cards", "helene", **body).status_code == 200
    left = desk.get("/desk/follow/doubts", "helene").get_json()
    assert card not in [each["card"]["id"] for each in left["names"]]
    for wrong in ({}, {"card": 1}, {"card": card, "student": 1}):
        assert desk.post("/desk/follow/cards", "helene", **wrong).status_code == 422


def test_a_card_that_names_another_mentor_is_told_with_both(desk: Desk) -> None:
    student = near(desk, CARD, joined=True)
    told = desk.get("/desk/follow/doubts", "helene").get_json()["mentors"]
    [mine] = [each for each in told if each["student"]["id"] == student]
    assert mine["ours"].startswith("Noël")
    assert [each["id"] for each in mine["theirs"]] == [member(desk, "zoe")]
    desk.post(f"/desk/follow/{student}/give", "helene", member=member(desk, "zoe"))
    left = desk.get("/desk/follow/doubts", "helene").get_json()["mentors"]
    assert student not in [each["student"]["id"] for each in left]


def test_a_student_without_a_card_is_added_and_waits_for_a_mentor(desk: Desk) -> None:
    body = {"name": " Awa   Traoré ", "course": PYTHON, "project": "P7"}
    added = desk.post("/desk/follow/students", "helene", **body).get_json()
    assert added["name"] == "Awa Traoré"
    waiting = desk.get("/desk/follow", "helene").get_json()["withoutMentor"]
    assert added["id"] in [each["id"] for each in waiting]
    for wrong in ({"name": "Awa"}, {**body, "course": ""}, {**body, "email": "awa"}):
        refused = desk.post("/desk/follow/students", "helene", **wrong)
        assert refused.status_code == 409
        assert refused.get_json()["message"]
    assert desk.post("/desk/follow/students", "zoe", **body).status_code == 403


@pytest.mark.browser
def test_a_manager_answers_and_adds_on_a_phone(trello: InTrello, complaints: list[str]) -> None:
    near(trello.desk)
    trello.page.set_viewport_size({"width": 360, "height": 780})
    trello.open("helene")
    trello.page.get_by_role("button", name=DESK_BUTTON).click()
    page = trello.modal()
    expect(page.get_by_role("link", name="Étudiants").first).to_be_visible()
    frame = frame_of(trello.page.locator("dialog iframe").last)
    frame.evaluate("() => { location.hash = 'follow' }")
    said = page.locator(".toast.seen")
    page.get_by_role("button", name="C’est Léa Dupond").click()
    expect(said).to_contain_text("carte rattachée")
    page.get_by_role("button", name="Ajouter un étudiant sans carte…").click()
    page.get_by_label("Prénom et nom").fill("Awa Traoré")
    page.get_by_label("Parcours").select_option(PYTHON)
    page.get_by_role("button", name="Ajouter", exact=True).click()
    expect(said).to_contain_text("Awa Traoré — ajouté")
    expect(page.get_by_role("link", name="Awa Traoré").first).to_be_visible()
    assert frame.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert faults(frame, "light") == []
    assert complaints == []
