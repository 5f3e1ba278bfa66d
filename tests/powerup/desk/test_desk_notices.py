"""« Entraide »: asked and answered on the desk."""

from __future__ import annotations

import pytest
from axe import faults, frame_of
from desk import Desk
from in_trello import DESK_BUTTON, InTrello
from playwright.sync_api import expect


def test_one_asks_and_another_answers(desk: Desk) -> None:
    body = {"kind": "question", "text": "Comment noter une absence ?"}
    asked = desk.post("/desk/notices", "zoe", **body).get_json()["id"]
    [mine] = desk.get("/desk/notices", "zoe").get_json()["notices"]
    assert (mine["kind"], mine["text"], mine["mine"]) == ("Une question", body["text"], True)
    assert desk.post(f"/desk/notices/{asked}/close", "ines").status_code == 200
    late = desk.post(f"/desk/notices/{asked}/close", "helene")
    assert (late.status_code, late.get_json()["error"]) == (409, "notice-closed")
    assert desk.post(f"/desk/notices/{asked}/reopen", "ines").status_code == 200
    assert desk.post("/desk/notices", "zoe", kind="question").status_code == 422
    assert desk.post("/desk/notices/announce", "zoe", text="Réunion").status_code == 403


@pytest.mark.browser
def test_a_mentor_asks_on_a_phone(trello: InTrello, complaints: list[str]) -> None:
    trello.page.set_viewport_size({"width": 360, "height": 780})
    trello.open("helene")
    trello.page.get_by_role("button", name=DESK_BUTTON).click()
    page = trello.modal()
    expect(page.get_by_role("link", name="Étudiants").first).to_be_visible()
    frame = frame_of(trello.page.locator("dialog iframe").last)
    frame.evaluate("() => { location.hash = 'notices' }")
    page.get_by_role("button", name="Demander un coup de main…").click()
    page.get_by_label("Une relecture").check()
    page.get_by_label("En quelques mots").fill("Ma fiche d’évaluation")
    page.get_by_role("button", name="Demander", exact=True).click()
    expect(page.get_by_text("Ma fiche d’évaluation")).to_be_visible()
    assert frame.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert faults(frame, "light") == []
    page.get_by_role("button", name="Retirer").click()
    expect(page.get_by_text("Personne n’attend de réponse.")).to_be_visible()
    assert complaints == []
