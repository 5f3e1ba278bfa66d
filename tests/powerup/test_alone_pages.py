"""The pages that stand alone, as a phone shows them: axe-core finds nothing, nothing is cut off, and every
button has room for a thumb.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe import faults
from desk import Desk
from phone import opened
from playwright.sync_api import Browser
from staffed import Staffed, staffed

from mentoring.mail.asks.ask_links import address_of
from mentoring.mail.student_links import Addresses
from mentoring.matching.ask_service import Asking
from mentoring.school.asks import open_ask

pytestmark = pytest.mark.browser
SMALL = """() => [...document.querySelectorAll('button, .button, summary, input, .language')]
  .filter(each => each.checkVisibility())
  .map(each => [each.textContent, Math.round(each.getBoundingClientRect().height)])
  .filter(each => each[1] < 44)"""
CUT = "() => document.documentElement.scrollWidth - innerWidth"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Staffed]:
    with staffed(tmp_path) as school:
        yield school


def asked(made: Staffed) -> str:
    """Where Inès answers whether she holds a defence."""
    card = made.proposal()
    Asking(made.parts.powerup.fixes).ask(made.asked("helene", card), made.id("ines"))
    with made.parts.database.transaction() as session:
        row = open_ask(session, card)
        assert row is not None
        return address_of(session, Addresses("", made.parts.settings.secrets), row)


def fails(**_: Any) -> None:
    raise RuntimeError("a mistake")


def test_they_are_fit_for_a_phone_in_both_themes_and_languages(
    made: Staffed, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = made.school.app
    assert app is not None
    monkeypatch.setitem(app.view_functions, "health.health", fails)
    alone = ("/", "/nulle-part", "/health", f"/etudiant/{'x' * 40}")
    paths = (*alone, asked(made), opened(Desk.at(made.school)).path)
    found = []
    for language, theme in (("fr", "light"), ("en", "dark")):
        context = browser.new_context(
            viewport={"width": 360, "height": 780},
            locale=language,
            has_touch=True,
            color_scheme=theme,  # type: ignore[arg-type]
        )
        page = context.new_page()
        for path in paths:
            page.goto(made.parts.settings.public_url + path)
            assert page.locator("h1").count() == 1, path
            assert page.locator("html").get_attribute("lang") == language, path
            found += [f"{path} {each}" for each in faults(page, theme)]
            found += [f"{path} {each}" for each in page.evaluate(SMALL)]
            assert page.evaluate(CUT) <= 0, path
        context.close()
    assert found == []
