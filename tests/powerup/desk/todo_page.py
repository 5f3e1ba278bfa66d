"""The queue of what managers decide, as a person with a keyboard meets it."""

from __future__ import annotations

from in_trello import DESK_BUTTON, InTrello
from playwright.sync_api import FrameLocator, Locator, expect


def opened(trello: InTrello) -> FrameLocator:
    """The queue as a manager finds it: nothing pressed yet, the first card current."""
    trello.open("helene")
    trello.page.get_by_role("button", name=DESK_BUTTON).click()
    desk = trello.modal()
    expect(desk.locator(".matter").first).to_be_focused()
    return desk


def current(desk: FrameLocator) -> Locator:
    return desk.locator(".matter:focus")


def toast(desk: FrameLocator) -> Locator:
    return desk.locator(".toast.seen")


def press(trello: InTrello, *keys: str) -> None:
    for key in keys:
        trello.page.keyboard.press(key)


def remind_the_rest_together(busy: InTrello, desk: FrameLocator) -> None:
    """Take the four incomplete cards at once, undo that at once, and do it again."""
    press(busy, "Home", *("j" for _ in range(5)))  # to the last ones, which are taken together
    waiting = desk.locator(".matter", has_text="Incomplète")
    expect(waiting).to_have_count(4)
    for place in range(6):
        press(busy, "Home", *("j" for _ in range(place)))
        if "Incomplète" in (current(desk).text_content() or ""):
            press(busy, "x")
    expect(desk.locator(".bulk")).to_contain_text("4 sélectionnées")
    press(busy, "r")
    expect(waiting).to_have_count(0)
    expect(toast(desk)).to_contain_text("4 cartes traitées")
    press(busy, "u")  # the four of them as one
    expect(waiting).to_have_count(4)
    expect(toast(desk)).to_contain_text("4 cartes — annulé\u00a0: Relancer le mentor")
    for each in waiting.all():
        each.get_by_role("checkbox").check()
    press(busy, "r")
    expect(waiting).to_have_count(0)
