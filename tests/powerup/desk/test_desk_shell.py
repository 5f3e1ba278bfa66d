"""The desk as one page with tabs: what one tab still hears from the server is not shown in another."""

from __future__ import annotations

import re
import time

import pytest
from in_trello import DESK_BUTTON, InTrello
from playwright.sync_api import Route, expect

from powerup.desk.tabs import TABS

pytestmark = pytest.mark.browser


def late(route: Route) -> None:
    time.sleep(1)
    route.continue_()


def test_a_tab_that_answers_late_does_not_overwrite_the_one_that_was_opened_meanwhile(
    trello: InTrello, complaints: list[str]
) -> None:
    trello.page.route("**/powerup/api/desk/todo?*", late)
    trello.open("helene")
    trello.page.get_by_role("button", name=DESK_BUTTON).click()
    with trello.page.expect_response("**/powerup/api/desk/todo?*"):
        trello.tab("Mentors")
    expect(trello.modal().get_by_role("heading", name="Mentors")).to_be_visible()
    trello.page.wait_for_timeout(300)
    expect(trello.modal().get_by_role("heading", name="Mentors")).to_be_visible()
    expect(trello.modal().get_by_role("heading", name="À traiter")).to_have_count(0)
    assert complaints == []


def test_on_a_phone_the_open_tab_is_in_view(trello: InTrello) -> None:
    trello.page.set_viewport_size({"width": 360, "height": 800})
    trello.open("helene")
    trello.page.get_by_role("button", name=DESK_BUTTON).click()
    for name in ("Mon profil", "Agenda"):
        trello.tab(name)
        expect(trello.modal().get_by_role("heading", name=name, exact=True)).to_be_visible()
        expect(trello.modal().locator(".tabs [aria-current]")).to_be_in_viewport(ratio=1)


def test_no_tab_shows_a_value_that_was_meant_for_the_program(
    trello: InTrello, complaints: list[str]
) -> None:
    def emptied(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "empty": "Rien.", "charts": []})

    trello.page.route("**/powerup/api/desk/figures?*", emptied)
    trello.open("helene")
    trello.page.get_by_role("button", name=DESK_BUTTON).click()
    expect(trello.modal().locator("nav.tabs a")).to_have_count(len(TABS))
    for tab in TABS:
        trello.tab(tab.title.fr)
        expect(trello.modal().locator("#tab h1")).to_be_visible()
        expect(trello.modal().locator("#tab")).not_to_have_attribute("aria-busy", "true")
        shown = trello.modal().locator("#tab").inner_text()
        assert not re.search(r"\b(false|true|null|undefined|NaN)\b|\[object", shown), shown
    assert complaints == []


def test_a_board_that_is_no_school_s_has_no_tab_of_the_school(trello: InTrello) -> None:
    def elsewhere(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "school": False})

    trello.page.route("**/powerup/api/desk/me?*", elsewhere)
    trello.open("helene")
    trello.page.get_by_role("button", name=DESK_BUTTON).click()
    left = ["À traiter", "Journal", "Le tableau le…", "Et si…", "Chiffres", "Santé"]
    names = re.compile("|".join(rf"^{each}" for each in (*left, "Mes cartes", "Entraide")))
    links = trello.modal().locator("nav.tabs a")
    expect(links).to_have_count(8)
    expect(links.filter(has_text=names)).to_have_count(8)


def test_a_mentor_has_no_tab_of_the_managers(trello: InTrello) -> None:
    trello.open("zoe")
    trello.page.get_by_role("button", name=DESK_BUTTON).click()
    links = trello.modal().locator("nav.tabs a")
    expect(links).to_have_text(
        ["Sessions", "Étudiants", "Mes cartes", "Mon profil", "Relevés", "Entraide"]
    )
