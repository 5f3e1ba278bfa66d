"""The panel of a card in a real Chromium: what one press fills, and what takes it back."""

from __future__ import annotations

import re

import pytest
from harness import INTAKE, PASSED
from in_trello import InTrello
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

FINGER = 44
DAY = 30
"""Pixels: what a finger hits; seven days of a week share the width of a phone."""


def test_three_gaps_are_filled_on_a_phone_in_five_presses(trello: InTrello) -> None:
    """No letter is typed: course and project come from the student's other card; the card goes back by
    itself where the person once said so. A finger finds each button.
    """
    made = trello.desk.school
    other = made.card("zoe", "Adam Leroy – Développeur web", "label", where=PASSED)
    made.by("zoe").toggle_label(other, made.label("P6"))
    made.work()
    trello.page.set_viewport_size({"width": 360, "height": 780})
    trello.open("zoe")
    panel = trello.panel("Adam Leroy")
    box = panel.get_by_role("checkbox", name=re.compile("Une fois complète"))
    box.check()  # kept for the cards to come
    presses = [
        panel.locator(".chips").first.locator(".chip").first,  # the student's own course
        panel.locator(".chip.known", has_text=re.compile("^P6$")),
        panel.get_by_role("button", name="Choisir la date"),
        panel.locator(".day.inside").first,
        panel.get_by_role("button", name=re.compile("Fixer au")),
    ]
    for each in presses:
        at = each.bounding_box()
        assert at is not None and at["height"] >= FINGER
        assert at["width"] >= (DAY if each is presses[3] else FINGER)
        each.click()
    expect(panel.locator("h1")).to_have_text(re.compile("[Cc]omplète"))
    cards = made.sandbox.state.cards.values()
    done = [x for x in cards if x["name"] == "Adam Leroy – Développeur web" and x["id"] != other]
    assert [made.list_of(each["id"]) for each in done] == [INTAKE]


def test_what_was_just_done_is_taken_back_in_place(trello: InTrello) -> None:
    trello.open("zoe")
    panel = trello.panel("Karim Benali")
    panel.get_by_text("Autres gestes").click()
    panel.get_by_role("button", name="Créer la carte de transfert…").click()
    expect(panel.get_by_text("à votre nom et sans date")).to_be_visible()
    cards = trello.desk.school.sandbox.state.cards
    before = set(cards)
    panel.get_by_role("button", name="Confirmer").click()
    offer = panel.locator(".offer")
    expect(offer).to_contain_text("Zoé Lefèvre a créé la carte liée")
    [made] = set(cards) - before
    trello.desk.school.work()
    offer.get_by_role("button", name="Annuler ce geste").click()
    expect(offer).to_be_hidden()
    expect(panel.get_by_text("a archivé la carte liée")).to_have_count(1)
    assert cards[made]["closed"]


def test_days_off_are_marked_and_never_proposed(trello: InTrello) -> None:
    trello.open("zoe")
    panel = trello.panel("Adam Leroy")
    panel.get_by_role("button", name="Choisir la date").click()
    focused = panel.locator('.day[tabindex="0"]')
    expect(focused).not_to_have_class(re.compile("off"))
    assert panel.locator(".day.inside.off").count() == 0
    panel.get_by_role("button", name="Mois suivant").click()  # a whole month: it has its week-ends
    sunday = panel.locator("tr:nth-child(3) td:last-child .day")
    expect(sunday).to_have_accessible_name(re.compile("week-end|jour férié"))
    sunday.click()
    chosen = panel.locator(".foot button")
    expect(chosen).to_have_text(re.compile(r"dimanche .*\((week-end|jour férié)\)"))
