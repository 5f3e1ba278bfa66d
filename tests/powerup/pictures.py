"""The pictures of the guide for mentors: `python tests/powerup/pictures.py docs/img`."""

from __future__ import annotations

import logging
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "powerup")]

import structlog  # noqa: E402
from browsing import ARGUMENTS, CHROMIUM, PATIENCE  # noqa: E402
from desk import Desk  # noqa: E402
from harness import school  # noqa: E402
from in_trello import DESK_BUTTON, InTrello  # noqa: E402
from playwright.sync_api import Browser, expect, sync_playwright  # noqa: E402

DARK = {"light": "", "dark": "-sombre"}


def make(folder: Path) -> None:
    """Write every picture into this folder; those in the dark theme end in `-sombre`."""
    with _school() as desk, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for theme, ending in DARK.items():
            _board(desk, browser, theme, folder / f"pastilles{ending}.png")
            _panel(desk, browser, theme, folder / f"panneau{ending}.png")
            _mine(desk, browser, theme, folder / f"mes-cartes{ending}.png")
        _phone(desk, browser, folder / "panneau-telephone.png")
        browser.close()


def quiet() -> None:
    """Only errors are told while pictures are made, and a busy machine is waited for."""
    expect.set_options(timeout=PATIENCE)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    logging.getLogger("werkzeug").setLevel(logging.ERROR)


@contextmanager
def _school() -> Iterator[Desk]:
    quiet()
    with tempfile.TemporaryDirectory() as folder:
        now = datetime.now(UTC)
        with school(Path(folder), empty=False, both=True, start=now) as opened:
            yield Desk.at(opened)


def _open(
    desk: Desk, browser: Browser, theme: str = "light", width: int = 1120, height: int = 760
) -> InTrello:
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="fr-FR",
        timezone_id="Europe/Paris",
        color_scheme="dark" if theme == "dark" else "light",
    )
    trello = InTrello(desk, context.new_page())
    trello.open("noel")
    expect(trello.badge("Léa Dupont")).to_have_text("complète")
    return trello


def _board(desk: Desk, browser: Browser, theme: str, path: Path) -> None:
    trello = _open(desk, browser, theme)
    trello.page.screenshot(path=path)
    trello.page.context.close()


def _panel(desk: Desk, browser: Browser, theme: str, path: Path) -> None:
    """The panel of a card with three mentions missing, its calendar open."""
    trello = _open(desk, browser, theme, height=1700)
    panel = trello.panel("Adam Leroy")
    panel.get_by_role("button", name="Choisir la date").click()
    panel.locator(".day.inside").nth(2).click()
    expect(panel.locator(".foot button")).to_have_text(re.compile("Fixer au"))
    trello.page.wait_for_timeout(600)  # the frame grows with its page
    trello.page.locator(".power-up-section").screenshot(path=path)
    trello.page.context.close()


def _mine(desk: Desk, browser: Browser, theme: str, path: Path) -> None:
    trello = _open(desk, browser, theme, height=960)
    trello.page.get_by_role("button", name=DESK_BUTTON).click()
    trello.tab("Mes cartes")
    expect(trello.modal().get_by_role("heading", name="Transfert")).to_be_visible()
    trello.page.wait_for_timeout(600)
    trello.page.locator("dialog").last.screenshot(path=path)
    trello.page.context.close()


def _phone(desk: Desk, browser: Browser, path: Path) -> None:
    """A card opened on a phone."""
    trello = _open(desk, browser, width=360, height=780)
    expect(trello.panel("Thomas Girard").locator("h1")).to_be_visible()
    trello.page.wait_for_timeout(600)
    trello.page.screenshot(path=path)
    trello.page.context.close()


if __name__ == "__main__":
    target = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "docs" / "img")
    target.mkdir(parents=True, exist_ok=True)
    make(target)
