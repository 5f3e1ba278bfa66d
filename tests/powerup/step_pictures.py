"""The pictures of what follows a complete card: `python tests/powerup/step_pictures.py docs/img`."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("", "tests", "tests/powerup", "tests/mentoring", "tests/mentoring/defences")
sys.path[:0] = [str(ROOT / each) for each in FOLDERS]

from browsing import ARGUMENTS, CHROMIUM  # noqa: E402
from defended import agreed, later  # noqa: E402
from desk import Desk  # noqa: E402
from harness import School, school  # noqa: E402
from in_trello import InTrello  # noqa: E402
from pictures import DARK, quiet  # noqa: E402
from playwright.sync_api import Browser, expect, sync_playwright  # noqa: E402

STUDENT = "Léa Dupont"


def make(folder: Path) -> None:
    """Write every picture into this folder; those in the dark theme end in `-sombre`."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        with _school() as opened:
            agreed(opened, name=f"{STUDENT} – DA Python")
            later(opened, days=10)
            _both(browser, opened, "zoe", folder / "planifiee")
            later(opened, days=7, hours=20)
            _both(browser, opened, "noel", folder / "resultat")
        browser.close()


@contextmanager
def _school() -> Iterator[School]:
    """A school that began so long ago that all of it ends today."""
    quiet()
    began = datetime.now(UTC) - timedelta(days=17, hours=20)
    with (
        tempfile.TemporaryDirectory() as folder,
        school(Path(folder), both=True, start=began) as opened,
    ):
        yield opened


def _both(browser: Browser, opened: School, who: str, path: Path) -> None:
    """The panel of the student's card as this person sees it, light and dark."""
    for theme, ending in DARK.items():
        context = browser.new_context(
            viewport={"width": 1120, "height": 1500},
            locale="fr-FR",
            timezone_id="Europe/Paris",
            color_scheme="dark" if theme == "dark" else "light",
        )
        trello = InTrello(Desk.at(opened), context.new_page())
        trello.open(who)
        expect(trello.panel(STUDENT).locator(".state")).to_be_visible()
        trello.page.wait_for_timeout(600)  # the frame grows with its page
        trello.page.locator(".power-up-section").screenshot(
            path=path.with_name(f"{path.name}{ending}.png")
        )
        context.close()


if __name__ == "__main__":
    target = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "docs" / "img")
    target.mkdir(parents=True, exist_ok=True)
    make(target)
