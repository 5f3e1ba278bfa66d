"""What people are proposed, and decide: a first student, a new validator, a relay before a long absence."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from desk import Desk
from followed import PYTHON, followed, member, service
from in_trello import DESK_BUTTON, InTrello
from playwright.sync_api import FrameLocator, expect

from mentoring.school.model import Absence, Profile
from mentoring.school.profiles import keep_profile, profile_of
from mentoring.students.write import end_course
from sync.clock import now

SKILLS = frozenset({(PYTHON, "P7")})


def profile(desk: Desk, who: str, said: Profile) -> None:
    with desk.school.parts.database.transaction() as session:
        keep_profile(session, member(desk, who), said, (), who, now())


def proposals(desk: Desk) -> dict[str, Any]:
    return dict(desk.get("/desk/follow/proposals", "helene").get_json())


def away(desk: Desk, days: int = 9) -> None:
    first = now().date() + timedelta(days=20)
    absence = Absence(first, first + timedelta(days=days - 1))
    profile(desk, "zoe", Profile(capacity=8, absences=(absence,)))


def shown_away(desk: Desk) -> dict[str, Any] | None:
    found = desk.get("/desk/sessions/week", "zoe").get_json()["away"]
    return dict(found) if found else None


class TestAFirstStudent:
    def test_is_offered_to_whom_follows_nobody_and_has_filled_in_a_profile(
        self, desk: Desk
    ) -> None:
        one = followed(desk, "Adam Leroy", None)
        assert all(x["mentor"]["id"] != member(desk, "fatou") for x in first_students(desk))
        profile(desk, "fatou", Profile(capacity=3, mentors=SKILLS))
        [mine] = [x for x in first_students(desk) if x["mentor"]["id"] == member(desk, "fatou")]
        assert [each["id"] for each in mine["students"]] == [one]
        assert (
            desk.post(
                f"/desk/follow/{one}/give", "helene", member=member(desk, "fatou")
            ).status_code
            == 200
        )
        assert all(x["mentor"]["id"] != member(desk, "fatou") for x in first_students(desk))

    def test_giving_is_taken_back_with_the_slot_of_before(self, desk: Desk) -> None:
        one = followed(desk, "Adam Leroy", slot=(1, 18 * 60))
        path, fatou = f"/desk/follow/{one}/give", member(desk, "fatou")
        desk.post(path, "helene", member=fatou)
        assert service(desk).student(fatou, one).slot is None
        desk.school.pass_time(minutes=1)
        assert desk.post(f"{path}/undo", "zoe", member=fatou).status_code == 403
        assert desk.post(f"{path}/undo", "helene", member=member(desk, "zoe")).status_code == 409
        assert desk.post(f"{path}/undo", "helene", member=fatou).status_code == 200
        page = service(desk).student(member(desk, "zoe"), one)
        assert page.slot is not None and page.writes
        assert page.line is not None and page.line.next is not None

    def test_an_adaptation_leaves_those_who_know_how_and_is_not_kept(self, desk: Desk) -> None:
        one = followed(desk, "Adam Leroy", None)
        profile(desk, "fatou", Profile(capacity=3, adapts=True, assets=("blind",)))
        path = f"/desk/follow/{one}/candidates"
        found = desk.get(f"{path}?assets=blind", "helene").get_json()
        assert [each["id"] for each in found["people"]] == [member(desk, "fatou")]
        assert [each["code"] for each in found["assets"]] == ["deaf", "mute", "blind"]
        assert desk.get(f"{path}?assets=deaf", "helene").get_json()["people"] == []


def first_students(desk: Desk) -> list[dict[str, Any]]:
    return list(proposals(desk)["firstStudents"])


class TestAValidator:
    def experienced(self, desk: Desk, ended: int = 1) -> None:
        """Noël follows five students, and has brought so many of them to the end."""
        found = [followed(desk, f"Élève {chr(65 + each)}mélie", "noel") for each in range(5)]
        with desk.school.parts.database.transaction() as session:
            for each in found[:ended]:
                end_course(session, each, "finished", now())

    def test_is_proposed_after_five_students_one_of_them_to_the_end(self, desk: Desk) -> None:
        self.experienced(desk, 0)
        assert proposals(desk)["validators"] == []
        self.experienced(desk)
        [found] = proposals(desk)["validators"]
        assert found["id"] == member(desk, "noel")
        assert found["told"].endswith("dont 1 jusqu’au bout")

    def test_is_put_off_and_that_is_taken_back(self, desk: Desk) -> None:
        self.experienced(desk)
        path, body = "/desk/follow/proposals/later", {"member": member(desk, "noel")}
        for later in (True, False):
            for wrong in ({"later": "yes"}, {"proposal": "raise"}):
                said = {**body, "proposal": "validator", "later": later, **wrong}
                assert desk.post(path, "helene", **said).status_code == 422
            said = {**body, "proposal": "validator", "later": later}
            assert desk.post(path, "zoe", **said).status_code == 403
            assert desk.post(path, "helene", **said).status_code == 200
            assert bool(proposals(desk)["validators"]) is not later
        unknown = desk.post(path, "helene", proposal="validator", later=True, member="0" * 24)
        assert unknown.status_code == 404

    def test_a_manager_says_so_and_takes_it_back_and_all_else_in_the_profile_stays(
        self, desk: Desk
    ) -> None:
        self.experienced(desk)
        profile(desk, "noel", before := Profile(capacity=9, mentors=SKILLS))
        noel = member(desk, "noel")
        assert (
            desk.post("/desk/follow/validators", "helene", member=noel, validator="yes").status_code
            == 422
        )
        for yes in (True, False):
            body = {"member": noel, "validator": yes}
            assert desk.post("/desk/follow/validators", "zoe", **body).status_code == 403
            assert desk.post("/desk/follow/validators", "helene", **body).status_code == 200
            with desk.school.parts.database.transaction() as session:
                assert profile_of(session, noel) == replace(before, validator=yes)
            assert bool(proposals(desk)["validators"]) is not yes
        unknown = desk.post("/desk/follow/validators", "helene", member="0" * 24, validator=True)
        assert unknown.status_code == 404


class TestALongAbsence:
    def test_of_a_week_or_more_offers_the_transfer_card(self, desk: Desk) -> None:
        one = followed(desk, "Adam Leroy")
        away(desk, 6)
        assert shown_away(desk) is None
        away(desk, 7)
        found = shown_away(desk)
        assert found is not None
        assert [(x["id"], x["card"]) for x in found["students"]] == [(one, None)]
        made = desk.post(f"/desk/students/{one}/transfer", "zoe").get_json()
        assert made["made"]
        desk.school.work()
        found = shown_away(desk)
        assert found is not None and found["students"][0]["card"]["id"] == made["card"]["id"]
        card = desk.school.sandbox.state.cards[made["card"]["id"]]
        assert card["name"] == f"Adam Leroy – {PYTHON}" and card["due"]
        again = desk.post(f"/desk/students/{one}/transfer", "zoe").get_json()
        assert (again["made"], again["card"]["id"]) == (False, card["id"])
        undo = f"/desk/students/{one}/card/undo"
        assert desk.post(undo, "zoe", receipt=made["receipt"]).status_code == 200
        desk.school.work()
        found = shown_away(desk)
        assert found is not None and found["students"][0]["card"] is None

    def test_without_one_there_is_no_card_to_make(self, desk: Desk) -> None:
        one = followed(desk, "Adam Leroy")
        answer = desk.post(f"/desk/students/{one}/transfer", "zoe")
        assert (answer.status_code, answer.get_json()["error"]) == (409, "no-absence")


def test_managers_read_in_their_queue_whose_sessions_wait_for_the_third_working_day(
    desk: Desk,
) -> None:
    followed(desk, "Adam Leroy", slot=(1, 18 * 60))
    desk.school.pass_time(days=3)
    assert desk.get("/desk/todo", "helene").get_json()["overdue"] == ""
    desk.school.pass_time(days=2)
    told = desk.get("/desk/todo", "helene").get_json()["overdue"]
    assert told.endswith("Zoé Lefèvre (1).")


def opened(trello: InTrello, who: str, tab: str) -> FrameLocator:
    trello.page.set_viewport_size({"width": 360, "height": 780})
    trello.open(who)
    trello.page.get_by_role("button", name=DESK_BUTTON).click()
    frame = trello.modal()
    frame.get_by_role("link", name=tab, exact=True).click()
    return frame


@pytest.mark.browser
def test_a_manager_gives_a_first_student_and_takes_it_back(
    trello: InTrello, complaints: list[str]
) -> None:
    followed(trello.desk, "Adam Leroy", None)
    profile(
        trello.desk, "fatou", Profile(capacity=3, mentors=SKILLS, adapts=True, assets=("deaf",))
    )
    page = opened(trello, "helene", "Suivi")
    said = page.locator(".toast.seen")
    page.get_by_role("button", name="Pas maintenant").click()
    expect(said).to_contain_text("proposé de nouveau dans 30 jours")
    expect(page.get_by_role("button", name="Pas maintenant")).to_have_count(0)
    said.get_by_role("button").click()
    page.get_by_role("button", name="Confier Adam Leroy").click()
    page.get_by_role("button", name="Confier à Fatou", exact=False).click()
    expect(said).to_contain_text("Adam Leroy — confié à Fatou")
    said.get_by_role("button").click()
    page.get_by_role("button", name="Confier…").click()
    box = page.get_by_role("dialog")
    box.get_by_text("Adaptation nécessaire").click()
    box.get_by_label("aveugle ou malvoyante").check()
    expect(box.get_by_text("aucun mentor n’a de place")).to_be_visible()
    box.get_by_label("aveugle ou malvoyante").uncheck()
    box.get_by_label("sourde ou malentendante").check()
    expect(box.get_by_role("radio")).to_have_count(1)
    box.get_by_role("button", name="Confier", exact=True).click()
    expect(said).to_contain_text("Adam Leroy — confié à Fatou")
    assert complaints == []


@pytest.mark.browser
def test_a_mentor_who_will_be_away_prepares_the_transfer_card(
    trello: InTrello, complaints: list[str]
) -> None:
    followed(trello.desk, "Adam Leroy")
    away(trello.desk)
    page = opened(trello, "zoe", "Sessions")
    expect(page.get_by_role("heading", name="Votre absence")).to_be_visible()
    page.locator(".away summary").click()
    page.get_by_role("button", name="Préparer la carte de transfert").click()
    page.get_by_role("button", name="Confirmer : créer la carte").click()
    expect(page.locator(".toast.seen")).to_contain_text("Adam Leroy — carte de transfert préparée")
    assert complaints == []
