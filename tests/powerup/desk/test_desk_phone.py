"""The desk on a phone: four tabs and the others behind one, rows in two lines, room for a thumb."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe import faults, frame_of
from desk import Desk
from in_trello import DESK_BUTTON, InTrello
from playwright.sync_api import FrameLocator, Page, Route, expect

from powerup.desk.tabs import TABS

pytestmark = pytest.mark.browser

TARGETS = """() => [...document.querySelectorAll(
    '.tabs a, .tabs summary, .todo button, .todo select, .todo .tick, .todo input')]
  .filter(each => each.checkVisibility() && each.closest('.tick') !== each.parentElement)
  .map(each => [each.textContent, Math.round(each.getBoundingClientRect().height)])
  .filter(each => each[1] < 44)"""
LINES = """each => each.getBoundingClientRect().height"""


@pytest.fixture
def trello(desk: Desk, page: Page) -> Iterator[InTrello]:
    page.set_viewport_size({"width": 360, "height": 780})
    yield InTrello(desk, page)
    page.close()


def opened(trello: InTrello, who: str = "helene", language: str = "fr") -> FrameLocator:
    trello.open(who, language)
    name = DESK_BUTTON if language == "fr" else "Clerk"
    trello.page.get_by_role("button", name=name).click()
    return trello.modal()


def test_four_tabs_are_shown_and_the_others_stand_behind_one(trello: InTrello) -> None:
    desk = opened(trello)
    tabs = desk.locator("nav.tabs > a")
    expect(tabs).to_have_count(4)
    more = desk.locator("nav.tabs summary")
    expect(more).to_have_text("Plus")
    expect(more).to_be_in_viewport(ratio=1)
    for tab in tabs.all():
        expect(tab).to_be_in_viewport(ratio=1)
    more.click()
    desk.get_by_role("link", name="Santé").click()
    expect(desk.get_by_role("heading", name="Santé")).to_be_visible()
    expect(desk.locator("nav.tabs > a[aria-current]")).to_have_text("Santé")
    expect(desk.locator("nav.tabs > a[aria-current]")).to_be_in_viewport(ratio=1)
    expect(desk.locator("nav.tabs details")).not_to_have_attribute("open", "")
    more.press("Enter")
    more.press("Escape")
    expect(desk.locator("nav.tabs details")).not_to_have_attribute("open", "")
    expect(more).to_be_focused()


def test_a_wider_window_shows_as_many_tabs_as_one_line_holds(trello: InTrello) -> None:
    desk = opened(trello)
    tabs, more = desk.locator("nav.tabs > a"), desk.locator("nav.tabs summary")
    expect(tabs).to_have_count(4)
    trello.page.set_viewport_size({"width": 1120, "height": 800})
    expect(desk.locator("nav.tabs > a", has_text="Journal")).to_be_visible()
    assert desk.locator("nav.tabs").evaluate(LINES) < 60
    expect(desk.locator("nav.tabs > .anywhere")).to_be_in_viewport(ratio=1)
    more.click()
    desk.locator("nav.tabs details").get_by_text("Santé").click()
    expect(tabs.last).to_have_text("Santé")
    assert desk.locator("nav.tabs").evaluate(LINES) < 60
    trello.page.set_viewport_size({"width": 2000, "height": 800})
    expect(tabs).to_have_count(len(TABS))
    expect(more).to_have_count(0)


def test_a_card_takes_two_lines_until_it_is_touched(trello: InTrello) -> None:
    desk = opened(trello)
    expect(desk.locator(".matter").first).to_be_focused()
    second = desk.locator(".matter").nth(1)
    assert second.evaluate(LINES) <= 62
    expect(second.locator(".buttons")).to_be_hidden()
    second.locator(".title a").click(force=True)
    expect(second.locator(".buttons")).to_be_visible()
    expect(desk.locator(".matter").first.locator(".buttons")).to_be_hidden()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_everything_is_large_enough_for_a_thumb(
    trello: InTrello, theme: str, language: str, complaints: list[str]
) -> None:
    trello.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    desk = opened(trello, language=language)
    expect(desk.locator(".matter").first).to_be_focused()
    desk.locator(".unfold").click()
    desk.locator("nav.tabs summary").click()
    frame = frame_of(trello.page.locator("dialog iframe"))
    assert frame.evaluate(TARGETS) == []
    assert frame.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert faults(frame, theme) == []
    assert complaints == []


def test_a_number_that_comes_during_a_press_does_not_lose_it(trello: InTrello) -> None:
    held: list[Route] = []
    trello.page.set_viewport_size({"width": 1120, "height": 800})
    trello.page.route("**/api/desk/todo*", lambda route: held.append(route))
    desk = opened(trello)
    journal = desk.locator("nav.tabs > a", has_text="Journal")
    journal.hover()
    trello.page.mouse.down()
    for each in held:
        each.continue_()
    expect(desk.locator(".matter").first).to_be_visible()  # and how many they are is told
    assert held
    trello.page.mouse.up()
    expect(desk.locator("nav.tabs > a[aria-current]")).to_have_text("Journal")
    expect(
        desk.locator("nav.tabs > a", has_text=re.compile(r"^À traiter \(\d+\)$"))
    ).to_be_visible()
