"""Everybody can use every page: axe-core finds nothing, in both themes and languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import pytest
from axe import faults, frame_of
from desk import Desk
from harness import ACCEPTED, FAILED, PASSED
from in_trello import InTrello
from playwright.sync_api import FrameLocator, Locator, Page, expect

from sync.rulebook.urls import rules_url

pytestmark = pytest.mark.browser
LOOKS = (("fr", 360, ("light", "dark")), ("en", 1280, ("dark",)))
Language, Theme = Literal["fr", "en"], Literal["light", "dark"]
SECTION, MODAL, POPUP = ".power-up-section iframe", "dialog.stage iframe", ".power-up-popup iframe"


@dataclass(frozen=True)
class Look:
    """How a page is looked at: in this language, in one theme, then in the others."""

    language: Language
    themes: tuple[Theme, ...]


@pytest.fixture(params=LOOKS, ids=lambda each: f"{each[0]}-{each[1]}")
def look(request: pytest.FixtureRequest, page: Page) -> Look:
    language, width, themes = request.param
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=themes[0])
    return Look(language, themes)


def seen(trello: InTrello, iframe: str, look: Look) -> list[str]:
    """The faults of this frame, which wears each theme and is no wider than its place. What does not
    hang on colours is looked for once.
    """
    frame = frame_of(trello.page.locator(iframe).last)
    root = trello.page.frame_locator(iframe).last.locator("html")
    found = []
    for theme in look.themes:
        if theme != look.themes[0]:
            trello.turn_theme()
        expect(root).to_have_attribute("data-theme", theme)
        assert frame.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        found += faults(frame, theme, colours_alone=theme != look.themes[0])
    for _ in look.themes[1:]:
        trello.turn_theme()
    return found


def unfold(panel: FrameLocator) -> None:
    """Everything that a press unfolds, unfolded."""
    for each in panel.locator("summary").all():
        each.click()
    folded = panel.locator('[aria-expanded="false"]')
    while folded.count():
        folded.first.click()


def of_cards(trello: InTrello, look: Look, titles: tuple[str, ...]) -> list[str]:
    found = []
    for title in titles:
        panel = trello.panel(title)
        expect(panel.locator("h1")).to_be_visible()
        unfold(panel)
        found += [f"{title}: {each}" for each in seen(trello, SECTION, look)]
        trello.close_card()
    return found


def test_the_panel_in_each_of_its_states(trello: InTrello, look: Look) -> None:
    trello.open("helene", look.language)
    titles = ("soutenance", "Rayan Cherif", "Thomas Girard")
    assert of_cards(trello, look, titles) == []


def test_the_panel_of_a_changed_date_and_of_a_suspended_card(trello: InTrello, look: Look) -> None:
    school = trello.desk.school
    school.by("noel").set_due(trello.desk.card("Léa Dupont")["id"], school.due(30))
    school.work()
    trello.desk.post(f"/card/{trello.desk.card('Thomas Girard')['id']}/suspend", reason="vu")
    school.work()
    trello.open("helene", look.language)
    assert of_cards(trello, look, ("Léa Dupont", "Thomas Girard")) == []


def test_the_panel_after_a_defence(trello: InTrello, look: Look) -> None:
    school = trello.desk.school
    for name, place in (("Lou Petit", PASSED), ("Max Petit", FAILED)):
        card = school.card("zoe", f"{name} – DA Python")
        school.work()
        school.by("helene").add_member(card, "noel")
        for each in (ACCEPTED, place):
            school.by("helene").drag(card, each)
        school.work()
    trello.open("helene", look.language)
    assert of_cards(trello, look, ("Lou Petit", "Max Petit")) == []


def test_the_panel_that_cannot_read_its_card(trello: InTrello, look: Look) -> None:
    trello.open("olivia", look.language)
    panel = trello.panel("Thomas Girard")
    expect(panel.locator("main")).not_to_contain_text("…")
    assert seen(trello, SECTION, look) == []


def test_the_other_pages(trello: InTrello, look: Look) -> None:
    page = trello.page
    trello.open("helene", look.language)
    page.get_by_role("button", name=re.compile(r"^(Greffe|Clerk.s office)( \(\d+\))?$")).click()
    expect(trello.modal().locator("h1").first).to_be_visible()
    assert seen(trello, MODAL, look) == []
    trello.close_modal()
    trello.switch_on()
    expect(trello.modal().locator("#close")).to_be_visible()
    assert seen(trello, MODAL, look) == []
    trello.close_modal()
    trello.power_up_menu("Réglages|Settings")
    expect(trello.popup().locator("dl")).to_be_visible()
    assert seen(trello, POPUP, look) == []


@pytest.mark.parametrize("button", ["Suspendre la vérification", "Accepter telle quelle"])
def test_the_form_that_asks_for_a_reason(trello: InTrello, look: Look, button: str) -> None:
    english = {"Suspendre la vérification": "Suspend the checks"}.get(button, "Accept as it is")
    trello.open("helene", look.language)
    trello.panel("Thomas Girard")
    name = button if look.language == "fr" else english
    trello.page.locator("dialog.card-back").get_by_role("button", name=name).click()
    expect(trello.popup().locator("#reason")).to_be_visible()
    assert seen(trello, POPUP, look) == []


def test_the_pages_beside_trello(desk: Desk, page: Page, look: Look) -> None:
    """The rules, what this address is, and the pages of addresses that lead nowhere."""
    settings = desk.school.parts.settings
    rules = rules_url(settings.public_url, settings.secret, desk.board())
    nowhere = [settings.public_url + each for each in ("/", "/nowhere", "/session/x")]
    for address in (rules, f"{rules}x", *nowhere):
        page.goto(f"{address}?lang={look.language}")
        if "/session/" not in address:  # which goes by the browser alone
            expect(page.locator("html")).to_have_attribute("lang", look.language)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        for theme in look.themes:
            page.emulate_media(color_scheme=theme)
            assert faults(page, theme, colours_alone=theme != look.themes[0]) == []


def reach(trello: InTrello, wanted: Locator) -> None:
    """Tab until this element has the focus, which is seen."""
    for _ in range(60):
        if wanted.evaluate("each => each === document.activeElement"):
            break
        trello.page.keyboard.press("Tab")
    expect(wanted).to_be_focused()
    assert wanted.evaluate("each => getComputedStyle(each).outlineStyle") != "none"


def test_a_card_is_completed_with_the_keyboard_alone(
    trello: InTrello, complaints: list[str]
) -> None:
    trello.open()
    keys = trello.page.keyboard
    panel = trello.panel("soutenance")
    title = panel.locator("h1")
    expect(title).to_have_text("Il manque 4 informations")
    reach(trello, panel.get_by_label("Prénom et nom", exact=True))
    keys.type("Inès Marchand")
    keys.press("Tab")
    keys.type("DA Python")
    keys.press("Enter")
    expect(title).to_have_text("Il manque 3 informations")
    reach(trello, panel.get_by_role("button", name="P7", exact=True))
    keys.press("Space")
    expect(title).to_have_text("Il manque 2 informations")
    reach(trello, panel.get_by_role("button", name="Choisir la date"))
    keys.press("Enter")
    expect(panel.locator('.day[tabindex="0"]')).to_be_focused()
    keys.press("Enter")
    reach(trello, panel.locator(".foot button"))
    keys.press("Enter")
    expect(title).to_have_text("Il manque une information")
    reach(trello, panel.get_by_role("button", name="M’ajouter à la carte"))
    keys.press("Enter")
    expect(title).to_have_text("Complète, à confirmer")
    reach(trello, panel.get_by_role("button", name=re.compile("Remettre dans")))
    keys.press("Enter")
    expect(panel.locator(".state")).to_contain_text("confie la soutenance")
    reach(trello, panel.locator(".history summary"))
    keys.press("Enter")
    expect(panel.locator(".history li").first).to_be_visible()
    assert complaints == []


def test_dark_words_on_the_dark_ground_would_be_found(page: Page) -> None:
    page.set_content('<html lang="fr"><title>x</title><main><h1 style="color:#555">Bonjour</h1>')
    assert faults(page, "light") == []
    assert "color-contrast" in faults(page, "dark")[0]
