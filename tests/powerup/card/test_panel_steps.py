"""How the panel of a card orders what it offers, and how it asks for reasons, in a real Chromium."""

from __future__ import annotations

import re
from typing import Any

import pytest
from in_trello import InTrello
from playwright.sync_api import Route, expect

pytestmark = pytest.mark.browser
REASONS = "Les motifs, pour l’étudiant et son mentor"
BLANK: dict[str, Any] = {
    "text": [],
    "people": [],
    "buttons": [],
    "excluded": None,
    "folded": "",
    "more": "",
    "aside": False,
    "links": [],
}
PEOPLE = [{"id": "a", "name": "Malik Ouédraogo", "why": ["Valide P7."], "button": None}]
RESULT = {
    **BLANK,
    "code": "outcome",
    "title": "Comment s’est passée la soutenance ?",
    "buttons": [
        {
            "label": "À retravailler…",
            "action": "outcome",
            "body": {"outcome": "failed"},
            "primary": False,
            "reason": REASONS,
        }
    ],
}
GIVEN = {
    **BLANK,
    "code": "people",
    "title": "Validateur",
    "people": PEOPLE,
    "folded": "Confier à quelqu’un d’autre",
    "excluded": {"label": "Pourquoi pas les autres ? (1)", "people": PEOPLE},
}
OTHERS = {
    **BLANK,
    "code": "student",
    "title": "Historique de l’étudiant",
    "people": PEOPLE,
    "folded": "Les autres cartes de l’étudiant (1)",
    "aside": True,
}


def offering(trello: InTrello, *steps: dict[str, Any]) -> None:
    """Let the server offer these steps on every card."""

    def changed(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "steps": steps})

    trello.page.route(re.compile(r"/powerup/api/card/\w+\?"), changed)


def test_a_reason_is_asked_for_by_its_own_name_with_room_to_write(
    trello: InTrello, complaints: list[str]
) -> None:
    sent: list[Any] = []

    def keep(route: Route) -> None:
        sent.append(route.request.post_data_json)
        route.abort()

    offering(trello, RESULT)
    trello.page.route("**/step/outcome?*", keep)
    trello.open()
    panel = trello.panel("Léa Dupont")
    panel.get_by_role("button", name="À retravailler…").click()
    field = panel.get_by_label(REASONS)
    expect(field).to_be_focused()
    field.fill("Les tests manquent.\nLa démonstration s’arrête.")
    panel.get_by_role("button", name="Confirmer").click()
    expect(panel.locator("[data-code=outcome] .trouble")).to_be_visible()
    expect(field).to_have_value("Les tests manquent.\nLa démonstration s’arrête.")
    assert [each["outcome"] for each in sent] == ["failed"]
    assert "tests" in sent[0]["reason"] and "démonstration" in sent[0]["reason"]
    assert len(complaints) == 1, "the answer that did not come"


def test_what_can_be_done_comes_before_what_is_in_order_and_what_was(trello: InTrello) -> None:
    offering(trello, OTHERS, GIVEN)
    trello.open("helene")
    panel = trello.panel("Léa Dupont")
    expect(panel.locator(".step")).to_have_count(1)
    order = panel.locator("main > *").evaluate_all("all => all.map((each) => each.classList[0])")
    assert order == ["state", "step", "right", "actions", "aside", "history", "rules"]
    expect(panel.get_by_text("Pourquoi pas les autres")).not_to_be_visible()
    panel.get_by_text("Confier à quelqu’un d’autre").click()
    expect(panel.get_by_text("Pourquoi pas les autres")).to_be_visible()


def test_one_person_alone_is_not_folded_away(trello: InTrello) -> None:
    everybody = [{**PEOPLE[0], "id": str(each)} for each in range(7)]
    more = "Voir les {count} autres"
    offering(trello, {**GIVEN, "folded": "", "people": everybody[:6], "more": more})
    trello.open("helene")
    panel = trello.panel("Léa Dupont")
    expect(panel.locator(".people > li")).to_have_count(6)
    expect(panel.get_by_text("autres", exact=False).filter(has_text="Voir les")).to_have_count(0)
    trello.close_card()
    offering(trello, {**GIVEN, "folded": "", "people": everybody, "more": more})
    panel = trello.panel("Adam Leroy")
    expect(panel.get_by_text("Voir les 2 autres")).to_be_visible()


def test_where_one_press_is_left_it_stands_under_the_verdict(trello: InTrello) -> None:
    trello.open("noel")
    complete = trello.page.locator(".card", has_text="complète, à remettre").first
    complete.click()
    panel = trello.page.frame_locator(".power-up-section iframe")
    button = panel.get_by_role("button", name=re.compile("Remettre dans"))
    expect(button).to_have_count(1)
    expect(panel.locator(".state button.primary")).to_have_text(re.compile("Remettre dans"))
    button.click()
    expect(panel.locator(".state")).to_contain_text("confie la soutenance")
