"""A student's page and line, on a phone and by keyboard: the card, the slot, the project, the end."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from axe import faults, frame_of
from desk import Desk
from followed import PYTHON, followed, member
from in_trello import DESK_BUTTON, InTrello
from playwright.sync_api import FrameLocator, expect

from mentoring.students.write import begin_project, project_row
from sync.clock import now

P7 = "P7"
ZONE = "America/Guadeloupe"


def with_a_date(desk: Desk, name: str = "Ada Morel", days: int = 20) -> str:
    """A student of Zoé's whose defence was agreed for then."""
    one = followed(desk, name)
    with desk.school.parts.database.transaction() as session:
        begin_project(session, one, P7, now())
        row = project_row(session, one, P7)
        assert row is not None
        row.defence_at = now() + timedelta(days=days)
    return one


def line_of(desk: Desk, student: str) -> dict[str, Any]:
    found = desk.get("/desk/students", "zoe").get_json()["students"]
    return next(each for each in found if each["id"] == student)


def cards_named(desk: Desk, name: str) -> list[dict[str, Any]]:
    cards = desk.school.sandbox.state.cards.values()
    return [x for x in cards if x["name"].startswith(name) and not x["closed"]]


class TestTheServer:
    def test_the_card_is_made_once_told_in_the_list_and_taken_back(self, desk: Desk) -> None:
        one = with_a_date(desk)
        line = line_of(desk, one)
        assert (line["prepares"], line["card"]) == (True, None)
        made = desk.post(f"/desk/students/{one}/card", "zoe").get_json()
        assert made["made"] and made["card"]["url"]
        desk.school.work()
        line = line_of(desk, one)
        assert not line["prepares"] and line["card"]["id"] == made["card"]["id"]
        path = f"/desk/students/{one}/card/undo"
        assert desk.post(path, "zoe", receipt=True).status_code == 422
        assert desk.post(path, "noel", receipt=made["receipt"]).status_code == 404
        assert desk.post(path, "zoe", receipt=made["receipt"]).status_code == 200
        assert cards_named(desk, "Ada Morel") == []

    def test_the_projects_link_is_that_of_the_newest_card(self, desk: Desk) -> None:
        one = with_a_date(desk)
        made = desk.post(f"/desk/students/{one}/card", "zoe").get_json()["card"]["id"]
        desk.school.by("zoe").describe(made, "Voir https://trello.com/c/x puis https://ex.org/p7.")
        desk.school.work()
        line = line_of(desk, one)
        assert line["projectUrl"] == "https://ex.org/p7"

    def test_the_project_is_the_mentors_to_say_one_at_a_time(self, desk: Desk) -> None:
        one = with_a_date(desk)
        page = desk.post(f"/desk/students/{one}/project", "zoe", project=" P8 ").get_json()
        assert page["project"] == "P8" and page["about"] == f"{PYTHON} · P8"
        assert [each["name"] for each in page["projects"]] == ["P7", "P8"]
        assert desk.post(f"/desk/students/{one}/project", "zoe", project=" ").status_code == 409

    def test_a_profile_names_who_is_followed(self, desk: Desk) -> None:
        one = with_a_date(desk)
        named = desk.get("/desk/profile", "zoe").get_json()["students"]
        assert {"id": one, "name": "Ada Morel", "about": f"{PYTHON} · P7"} in named
        path = f"/desk/follow/{one}/give"
        desk.post(path, "helene", member=member(desk, "fatou"))
        assert one not in {x["id"] for x in desk.get("/desk/profile", "zoe").get_json()["students"]}
        assert [x["id"] for x in desk.get("/desk/profile", "fatou").get_json()["students"]] == [one]

    def test_a_slot_has_its_zone_and_length_and_ends(self, desk: Desk) -> None:
        one = with_a_date(desk)
        path = f"/desk/students/{one}/slot"
        body = {"weekday": 1, "time": "18:00", "minutes": 60, "zone": ZONE}
        page = desk.post(path, "zoe", **body).get_json()
        assert (page["slot"]["zone"], page["slot"]["minutes"]) == (ZONE, 60)
        assert page["slot"]["text"] == f"chaque mardi à 18\u00a0h ({ZONE})"
        assert desk.post(path, "zoe", weekday=1, time="18:00", zone="Nulle/Part").status_code == 409
        assert desk.post(path, "zoe").get_json()["slot"] is None


def opened(trello: InTrello, tab: str = "Étudiants") -> FrameLocator:
    trello.page.set_viewport_size({"width": 360, "height": 780})
    trello.open("zoe")
    trello.page.get_by_role("button", name=DESK_BUTTON).click()
    frame = trello.modal()
    frame.get_by_role("link", name=tab, exact=True).click()
    return frame


@pytest.mark.browser
def test_the_card_of_a_defence_takes_two_presses_and_u_takes_it_back(
    trello: InTrello, complaints: list[str]
) -> None:
    with_a_date(trello.desk)
    page = opened(trello)
    said = page.locator(".toast.seen")
    page.get_by_role("button", name="Préparer la carte de soutenance").click()
    assert cards_named(trello.desk, "Ada Morel") == []
    page.get_by_role("button", name="Confirmer : créer la carte").click()
    expect(said).to_contain_text("Ada Morel — carte de soutenance préparée")
    assert len(cards_named(trello.desk, "Ada Morel")) == 1
    page.get_by_role("heading", name="Mes étudiants").click()
    trello.page.keyboard.press("u")
    expect(said).to_contain_text("annulé")
    assert cards_named(trello.desk, "Ada Morel") == []
    assert complaints == []


@pytest.mark.browser
def test_slot_project_pause_and_end_are_pressed_and_taken_back_on_a_phone(
    trello: InTrello, complaints: list[str]
) -> None:
    with_a_date(trello.desk)
    page = opened(trello)
    page.get_by_role("link", name="Ada Morel").click()
    said = page.locator(".toast.seen")
    page.get_by_role("button", name="Changer le créneau…").click()
    page.get_by_label("Jour").select_option("2")
    page.get_by_role("dialog").get_by_role("button", name="Enregistrer").click()
    expect(said).to_contain_text("créneau enregistré")
    expect(page.get_by_text("chaque mercredi à 18 h")).to_be_visible()
    page.get_by_role("button", name="Changer de projet…").click()
    page.get_by_label("Projet", exact=True).select_option("other")
    page.get_by_label("Nom du projet").fill("P9 – Portfolio")
    page.get_by_role("dialog").get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text(f"{PYTHON} · P9 – Portfolio")).to_be_visible()
    page.get_by_role("button", name="Pause…").click()
    page.get_by_label("Du", exact=True).fill((now() + timedelta(days=7)).date().isoformat())
    page.get_by_role("dialog").get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("En pause à partir du")).to_be_visible()
    page.get_by_role("button", name="Reprendre le suivi").click()
    expect(page.get_by_text("En pause à partir du")).to_have_count(0)
    frame = frame_of(trello.page.locator("dialog iframe").last)
    assert frame.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert faults(frame, "light") == []
    page.get_by_role("button", name="Fin de parcours…").click()
    page.get_by_label("Parcours terminé").check()
    page.get_by_role("dialog").get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("button", name="Rouvrir le parcours")).to_be_visible()
    said.get_by_role("button", name=re.compile("Annuler")).click()
    expect(page.get_by_role("button", name="Fin de parcours…")).to_be_visible()
    expect(page.get_by_text("chaque mercredi à 18 h")).to_be_visible()
    assert complaints == []
