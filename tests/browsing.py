"""One Chromium for all tests of pages, and a fresh page with its complaints for each of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import browser_setup
import pytest

if TYPE_CHECKING:  # it takes a moment to load, and most tests need no page
    from playwright.sync_api import Browser, ConsoleMessage, Page

CHROMIUM = browser_setup.browser() or browser_setup.DEBIAN
"""What `make test` found or brought."""

ARGUMENTS = [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 60_000  # milliseconds that a page gets to show what is expected, on a very busy machine


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started at first use."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page of a French person in Paris, with no cookies."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, locale="fr-FR", timezone_id="Europe/Paris"
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """Errors and warnings of the console and uncaught exceptions of `page`, as they come."""
    found: list[str] = []

    def keep(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            found.append(message.text)

    page.on("console", keep)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found
