"""Two managers at once, each in a browser of their own: who has a card in hand is shown and given back, and
of two who ask somebody for the same card the second is told.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk import Desk
from in_trello import InTrello
from playwright.sync_api import Browser, FrameLocator, Locator, expect

pytestmark = pytest.mark.browser

POLL = 11_000
"""A little longer (milliseconds) than the queue waits between two looks at what changed."""


@pytest.fixture
def hands(browser: Browser, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hands]:
    monkeypatch.setattr("sync.reports.triage_cache.FRESH", 0.0)
    made = Hands(browser, desk)
    yield made
    made.close()


class Hands:
    """The desks of Hélène and of Idriss, whose clocks the test turns."""

    def __init__(self, browser: Browser, desk: Desk) -> None:
        self.desk = desk
        self.contexts = [browser.new_context(locale="fr-FR") for _ in range(2)]
        self.trellos = [InTrello(desk, each.new_page()) for each in self.contexts]

    def open(self, place: int, who: str) -> FrameLocator:
        trello = self.trellos[place]
        trello.page.clock.install()
        trello.open(who)
        found = trello.modal()
        trello.page.get_by_role("button", name="Greffe").first.click()
        expect(found.locator(".matter").first).to_be_focused()
        return found

    def look(self, place: int) -> None:
        """The page's clock goes on until it has looked at what changed."""
        self.trellos[place].page.clock.run_for(POLL)

    def close(self) -> None:
        for each in self.contexts:
            each.close()


def row(desk: FrameLocator, name: str) -> Locator:
    return desk.locator(".matter", has_text=name)


def test_who_has_a_card_in_hand_is_shown_asked_about_and_given_back(hands: Hands) -> None:
    hers, his = hands.open(0, "helene"), hands.open(1, "idriss")
    name = hers.locator(".matter .title a").first.text_content() or ""
    held = row(hers, name).locator(".badge.held")
    expect(held).to_have_count(0)
    row(his, name).get_by_role("button", name="Aperçu").click()
    expect(his.locator(".peek")).to_be_visible()
    hands.look(1)
    hands.look(0)
    expect(held).to_contain_text("Idriss l’a en main depuis")
    expect(row(his, name).locator(".badge.held")).to_have_count(0)
    row(hers, name).locator(".buttons button").first.click()
    asked = hers.get_by_role("dialog")
    expect(asked).to_contain_text("Idriss l’a en main")
    asked.get_by_role("button", name="Fermer").click()
    hands.trellos[1].page.keyboard.press("Escape")
    expect(his.locator(".peek")).to_be_hidden()
    hands.look(0)
    expect(held).to_have_count(0)


def test_a_closed_browser_gives_the_card_back_after_a_while(hands: Hands) -> None:
    hers, his = hands.open(0, "helene"), hands.open(1, "idriss")
    name = hers.locator(".matter .title a").first.text_content() or ""
    row(his, name).get_by_role("button", name="Aperçu").click()
    expect(his.locator(".peek")).to_be_visible()
    hands.look(1)
    hands.trellos[1].page.close()
    hands.look(0)
    held = row(hers, name).locator(".badge.held")
    expect(held).to_be_visible()
    hands.desk.school.pass_time(minutes=6)
    hands.look(0)
    expect(held).to_have_count(0)


def test_of_two_who_ask_somebody_for_the_same_card_the_second_is_told(hands: Hands) -> None:
    hers, his = hands.open(0, "helene"), hands.open(1, "idriss")
    card = hers.locator(".matter", has_text="Sans validateur").first
    name = card.locator(".title a").text_content() or ""
    pickers = []
    for place, desk in enumerate((hers, his)):
        row(desk, name).get_by_role("button", name="Choisir le validateur…").click()
        if place and desk.get_by_role("button", name="Continuer").count():
            desk.get_by_role("button", name="Continuer").click()
        pickers.append(desk.locator("dialog.picker"))
        expect(pickers[-1].get_by_role("button", name="Lui demander").first).to_be_visible()
    first, second = (each.get_by_role("button", name="Lui demander") for each in pickers)
    first.first.click()
    expect(row(hers, name)).to_contain_text("réponse d’ici le")
    expect(hers.locator(".toast.seen")).to_contain_text("C’est demandé à")
    second.nth(1).click()
    expect(pickers[1].locator(".trouble")).to_contain_text("Quelqu’un est déjà sollicité")
    pickers[1].get_by_role("button", name="Fermer").click()
    hers.locator(".toast.seen").get_by_role("button", name="Annuler").click()
    expect(row(hers, name)).not_to_contain_text("réponse d’ici le")
