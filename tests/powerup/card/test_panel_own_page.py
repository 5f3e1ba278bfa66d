"""The panel's remedies for what the school asks for itself, pressed on a phone in a real Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe import faults, frame_of
from desk import Desk
from in_trello import InTrello
from own_asked import asking
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

FINGER = 44


@pytest.fixture
def trello(tmp_path: Path, page: Page) -> Iterator[InTrello]:
    with asking(tmp_path) as made:
        made.card("zoe", "Léa Dupont – DA Python")
        made.work()
        yield InTrello(Desk.at(made), page)
        page.close()


def test_what_is_asked_for_is_filled_and_taken_back_on_a_phone(
    trello: InTrello, complaints: list[str]
) -> None:
    trello.page.set_viewport_size({"width": 360, "height": 900})
    trello.open("zoe")
    panel = trello.panel("Léa Dupont")
    budget = panel.locator("[data-code=budget]")
    budget.get_by_role("button", name="Remplir « Budget »").click()
    expect(budget.get_by_role("textbox", name="Budget")).to_be_focused()
    budget.get_by_role("textbox", name="Budget").fill("9000")
    budget.get_by_role("button", name="Confirmer").click()
    expect(budget.locator(".trouble")).to_contain_text("Ce n’est pas ce que la ligne demande")
    budget.get_by_role("textbox", name="Budget").fill("1 200")
    budget.get_by_role("button", name="Confirmer").click()
    expect(budget).to_have_count(0)
    chip = panel.locator("[data-code=service]").get_by_role("button", name="Atelier")
    box = chip.bounding_box()
    assert box is not None and box["height"] >= FINGER
    chip.click()
    expect(panel.locator("[data-code=service]")).to_have_count(0)
    panel.get_by_role("button", name="Ajouter la liste « Papiers »").click()
    expect(panel.locator("[data-code=papiers]")).to_have_count(0)
    panel.get_by_role("button", name=re.compile("^Annuler")).first.click()
    expect(panel.locator("[data-code=papiers]")).to_be_visible()
    start = panel.locator("[data-code=debut]")
    start.get_by_role("button", name="Fixer la date de début").click()
    start.get_by_label("Date de début", exact=True).fill("2026-12-01")
    start.get_by_role("button", name="Confirmer").click()
    expect(start).to_have_count(0)
    frame = frame_of(trello.page.locator("iframe").last)
    assert faults(frame, "light") == []
    assert [each for each in complaints if "409" not in each] == []
