"""The Power-Up on the sandbox's board page, in a real browser."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desk import Desk
from playwright.sync_api import FrameLocator, Locator, Page, TimeoutError, expect

from sandbox.page.power_ups import declare

CAPABILITIES = (
    *("card-badges", "card-detail-badges", "card-back-section", "card-buttons", "board-buttons"),
    *("list-sorters", "list-actions", "show-settings", "on-enable", "on-disable", "remove-data"),
    "authorization-status",
)

DESK_BUTTON = re.compile(r"^Greffe( \(\d+\))?$")
"""The button on the board, with how much waits behind it."""


@dataclass
class InTrello:
    """A board in the browser, with the Power-Up declared."""

    desk: Desk
    page: Page

    def __post_init__(self) -> None:
        settings = self.desk.school.parts.settings
        self.root = settings.library.rpartition("/")[0]
        connector = f"{settings.public_url}/powerup/"
        power_up = {"name": "Greffier", "connector": connector, "capabilities": CAPABILITIES}
        declare(self.desk.school.sandbox, power_up)

    def open(self, who: str = "zoe", language: str = "fr") -> None:
        """The board as this member sees it."""
        boards = self.desk.school.sandbox.state.boards
        link = boards[self.desk.board()]["shortLink"]
        self.page.goto(f"{self.root}/b/{link}?as={who}&lang={language}")
        expect(self.page.locator(".card").first).to_be_visible()

    def card(self, title: str) -> Locator:
        name = self.page.locator(".title", has_text=re.compile(f"^{re.escape(title)}"))
        return self.page.locator(".card").filter(has=name).first

    def badge(self, title: str) -> Locator:
        return self.card(title).locator(".badge.power-up")

    def panel(self, title: str) -> FrameLocator:
        """The panel of this card, opened."""
        self.card(title).click()
        expect(self.page.locator("dialog.card-back")).to_be_visible()
        return self.page.frame_locator(".power-up-section iframe")

    def close_card(self) -> None:
        self.page.locator("#close-card").click()

    def turn_theme(self) -> None:
        """The theme changes from light to dark or back, whatever lies over the button."""
        self.page.locator("#theme").evaluate("each => each.click()")

    def modal(self) -> FrameLocator:
        return self.page.frame_locator("dialog iframe")

    def tab(self, name: str) -> None:
        """Press this tab of the desk; on a narrow window it may stand behind « Plus »."""
        tabs = self.modal().locator("nav.tabs")
        link = tabs.locator("a", has_text=re.compile(rf"^{re.escape(name)}( \(\d+\))?$"))
        expect(link).to_have_count(1)
        folded = tabs.locator("details:not([open]) > summary")
        for _ in range(20):  # tabs are drawn anew when a number comes: what was pressed may be gone
            if not link.is_visible() and folded.count():
                folded.click()
            try:
                return link.click(timeout=3000)
            except TimeoutError:
                continue
        raise AssertionError(f"the desk never opens {name}")

    def close_modal(self) -> None:
        self.page.locator("dialog.stage header .icon-button").last.click()

    def popup(self) -> FrameLocator:
        return self.page.frame_locator(".power-up-popup iframe")

    def power_up_menu(self, press: str) -> None:
        """In the menu of Power-Ups, press the button of this name (a pattern)."""
        if not self.page.locator(".power-up-row").count():
            self.page.locator("#power-ups").click()
        row = self.page.locator(".power-up-row")
        row.get_by_role("button", name=re.compile(f"^({press})$")).click()

    def switch_on(self) -> None:
        """Take the Power-Up off the board and add it again: it says hello."""
        self.power_up_menu("Désactiver|Disable")
        self.power_up_menu("Activer|Enable")

    def menu(self, position: int, text: str) -> None:
        """Press an entry of a list's menu. A slow machine may miss Trello's 150 ms: ask again."""
        entry = self.page.get_by_role("button", name=text)
        for _ in range(8):
            self.page.locator(".list header .icon-button").nth(position).click()
            try:
                entry.click(timeout=1500)
            except TimeoutError:
                self.page.keyboard.press("Escape")
            else:
                return
        raise AssertionError(f"the menu never offers {text}")
