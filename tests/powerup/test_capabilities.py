"""Each capability of the Power-Up, as people meet it on a board, in a real Chromium."""

from __future__ import annotations

import re

import pytest
from in_trello import DESK_BUTTON, InTrello
from playwright.sync_api import Locator, expect

from sandbox.seeds import invented_school

pytestmark = pytest.mark.browser


def refused(trello: InTrello) -> Locator:
    """What Trello would not have accepted of the Power-Up."""
    return trello.page.locator(".journal li")


def test_whoever_adds_the_power_up_is_welcomed_and_told_what_it_does_not_do(
    trello: InTrello, complaints: list[str]
) -> None:
    trello.open("helene")
    expect(trello.badge("Léa Dupont")).to_be_visible()
    trello.switch_on()
    welcome = trello.modal()
    expect(welcome.get_by_role("heading", level=1)).to_have_text("Bonjour, je suis le greffier")
    expect(welcome.locator("main")).to_contain_text("Ce que je ne fais pas")
    welcome.get_by_role("button", name="C’est compris").click()
    expect(trello.page.locator("dialog.stage")).to_have_count(0)
    expect(trello.badge("Léa Dupont")).to_have_text("complète")
    expect(refused(trello)).to_have_count(0)
    assert complaints == []


def test_once_taken_off_nothing_of_it_is_left_on_the_board(
    trello: InTrello, complaints: list[str]
) -> None:
    trello.open("helene")
    expect(trello.badge("Léa Dupont")).to_be_visible()
    trello.power_up_menu("Désactiver")
    expect(trello.page.locator(".badge.power-up")).to_have_count(0)
    expect(refused(trello)).to_have_count(0)
    trello.page.keyboard.press("Escape")
    expect(trello.page.get_by_role("button", name=DESK_BUTTON)).to_have_count(0)
    assert complaints == []


def test_it_needs_no_authorization_and_has_no_data_to_erase(
    trello: InTrello, complaints: list[str]
) -> None:
    trello.open("helene")
    expect(trello.badge("Léa Dupont")).to_be_visible()
    trello.power_up_menu("Effacer ses données")
    expect(trello.page.get_by_text("Ses données sont effacées.")).to_be_visible()
    expect(trello.page.get_by_role("button", name="Autoriser")).to_have_count(0)
    expect(refused(trello)).to_have_count(0)
    assert trello.desk.school.sandbox.plugin_data.seen_by("helene") == {}
    assert complaints == []


def test_the_settings_say_how_the_clerk_stands_on_this_board(
    trello: InTrello, complaints: list[str]
) -> None:
    trello.open("helene")
    expect(trello.badge("Léa Dupont")).to_be_visible()
    trello.power_up_menu("Réglages")
    settings = trello.popup()
    expect(settings.locator("dl")).to_contain_text("Soutenances")
    expect(settings.locator("dl")).to_contain_text("commente et déplace les cartes")
    rules = settings.get_by_role("link", name="Lire le règlement du tableau")
    expect(rules).to_have_attribute("href", re.compile("/reglement/"))
    assert complaints == []


def test_the_badge_on_the_back_opens_the_panel_with_room_around_it(
    trello: InTrello, complaints: list[str]
) -> None:
    trello.open()
    section = trello.panel("Adam Leroy").locator("main")
    expect(section).to_have_css("padding-left", "2px")
    trello.page.locator(".badge-button").first.click()
    expect(trello.popup().locator("h1")).to_have_text("Il manque 3 informations")
    expect(trello.popup().locator("main")).to_have_css("padding-left", "16px")
    assert complaints == []


def test_the_transfer_card_is_made_once_and_opened_from_the_panel(
    trello: InTrello, complaints: list[str]
) -> None:
    trello.open("noel")
    panel = trello.panel("Thomas Girard")
    expect(panel.locator("h1")).to_be_visible()
    back = trello.page.locator("dialog.card-back")
    back.get_by_role("button", name="Créer la carte de transfert").click()
    trello.page.get_by_role("button", name="Confirmer").dblclick()
    expect(trello.page.get_by_text("La carte de transfert est prête")).to_be_visible()
    link = panel.get_by_role("link", name="Voir la carte de transfert")
    expect(link).to_be_visible()
    sandbox = trello.desk.school.sandbox
    board = invented_school.board_named(sandbox, invented_school.TRANSFERT)["id"]
    made = [
        each
        for each in sandbox.state.cards.values()
        if each["idBoard"] == board and each["name"].startswith("Thomas Girard")
    ]
    assert len(made) == 1
    expect(link).to_have_attribute("href", re.compile(made[0]["shortLink"]))
    assert complaints == []


def test_a_second_click_on_a_button_asks_nothing_more(trello: InTrello) -> None:
    asked: list[str] = []
    trello.page.on("request", lambda each: asked.append(f"{each.method} {each.url}"))
    trello.open()
    trello.panel("Thomas Girard")
    back = trello.page.locator("dialog.card-back")
    back.get_by_role("button", name="Vérifier maintenant").dblclick()
    expect(trello.page.get_by_text(re.compile("Vérifiée.:"))).to_be_visible()
    assert len([each for each in asked if each.startswith("POST") and "/check" in each]) == 1


def test_in_english_each_button_speaks_english(trello: InTrello, complaints: list[str]) -> None:
    trello.open("helene", "en")
    expect(trello.badge("Adam Leroy")).to_have_text(re.compile("3.things missing"))
    trello.menu(1, "By what is missing")
    expect(trello.page.get_by_role("button", name=re.compile("^Clerk"))).to_be_visible()
    trello.panel("Thomas Girard")
    back = trello.page.locator("dialog.card-back")
    for name in ("Check now", "Put back into the proposals", "Suspend the checks"):
        expect(back.get_by_role("button", name=name)).to_be_visible()
    expect(back.get_by_role("button", name="Accept as it is").first).to_be_visible()
    assert complaints == []


def test_somebody_who_is_not_signed_in_is_told_to_sign_in(
    trello: InTrello, complaints: list[str]
) -> None:
    trello.open("nobody")
    panel = trello.panel("Manon Lefort")
    expect(panel.locator("main")).to_contain_text("Connectez-vous à Trello")
    expect(trello.page.locator(".badge.power-up")).to_have_count(0)
    expect(trello.page.get_by_role("button", name=DESK_BUTTON)).to_have_count(0)
    assert complaints == []
