"""How much the Power-Up asks for: little, and nothing twice."""

from __future__ import annotations

import pytest
from desk import Desk
from in_trello import InTrello
from playwright.sync_api import Request, expect

pytestmark = pytest.mark.browser
MOST = 100_000  # bytes of a board and its first panel, as they cross the wire without compression


@pytest.fixture
def asked(trello: InTrello) -> list[str]:
    """Addresses of ours that were asked for, without their query."""
    found: list[str] = []

    def keep(request: Request) -> None:
        if "/powerup/" in request.url:
            found.append(request.url.partition("?")[0])

    trello.page.on("request", keep)
    return found


def test_a_board_and_its_first_panel_weigh_less_than_100_kb(trello: InTrello) -> None:
    weights: dict[str, int] = {}
    trello.page.on(
        "response",
        lambda each: weights.update({each.url: int(each.headers.get("content-length", "0"))}),
    )
    trello.open()
    expect(trello.panel("Adam Leroy").locator("h1")).to_be_visible()
    ours = {url: weight for url, weight in weights.items() if "/powerup/" in url}
    assert any("panel.js" in url for url in ours)
    assert 0 < sum(ours.values()) < MOST
    assert min(ours.values()) > 0


def test_a_panel_asks_for_its_page_and_its_card_and_all_else_is_there(
    trello: InTrello, asked: list[str]
) -> None:
    trello.open()
    for title in ("Adam Leroy", "Léa Dupont"):
        expect(trello.panel(title).locator("h1")).to_be_visible()
        trello.close_card()
    trello.page.wait_for_timeout(300)
    asked.clear()
    expect(trello.panel("Thomas Girard").locator("h1")).to_be_visible()
    trello.page.wait_for_timeout(300)
    cards = [url for url in asked if "/api/card/" in url]
    pages = [url for url in asked if url.endswith("/panel")]
    assert len(pages) == 1
    assert len(cards) == 2, "the badges on the back, and the panel"


def test_the_page_of_the_panel_is_kept_until_it_says_something_else(desk: Desk) -> None:
    connector = desk.client.get("/powerup/").get_data(as_text=True)
    edition = connector.split('data-edition="')[1].split('"')[0]
    kept = desk.client.get(f"/powerup/panel?lang=fr&v={edition}").headers["Cache-Control"]
    assert kept == "private, max-age=3600"
    for other in ("/powerup/panel?lang=fr", "/powerup/panel?v=0", f"/powerup/act?v={edition}"):
        assert desk.client.get(other).headers["Cache-Control"] == "no-cache"
    assert desk.client.get("/powerup/").headers["Cache-Control"] == "no-cache"
