"""Asking and answering as people see it: the picker, the panel, the page behind the link of a mail."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe import faults, frame_of
from desk import Desk
from in_trello import DESK_BUTTON, InTrello
from playwright.sync_api import Page, expect
from staffed import Staffed, staffed

from mentoring.mail.asks.ask_links import address_of
from mentoring.mail.student_links import Addresses
from mentoring.school.asks import open_ask

pytestmark = pytest.mark.browser


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Staffed]:
    with staffed(tmp_path) as opened:
        yield opened


def test_a_manager_asks_and_the_person_answers_on_a_phone_by_the_link(
    made: Staffed, page: Page, complaints: list[str]
) -> None:
    card, trello = made.proposal(), InTrello(Desk.at(made.school), page)
    page.set_viewport_size({"width": 360, "height": 780})
    trello.open("helene")
    page.get_by_role("button", name=DESK_BUTTON).click()
    desk = trello.modal()
    desk.locator(".matter").get_by_role("button", name="Choisir le validateur…").click()
    asked = desk.locator("dialog.picker").get_by_role("button", name="Lui demander : Inès Castel")
    expect(asked).to_be_visible()
    assert seen(trello) == []
    asked.click()
    expect(desk.locator(".matter")).to_contain_text("Demandé à Inès Castel")
    trello.open("ines")
    panel = trello.panel("Marie Dupont")
    expect(panel.get_by_role("button", name="J’accepte")).to_be_visible()
    frame = frame_of(page.locator(".power-up-section iframe"))
    assert faults(frame, "light") == []
    page.goto(link(made, card))
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        page.get_by_text("Décliner en disant pourquoi").click()
        assert faults(page, theme) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name="J’accepte").click()
    expect(page.get_by_text("Merci, c’est à vous")).to_be_visible()
    assert made.members(card) == {"zoe", "ines"}
    assert complaints == []


def link(made: Staffed, card: str) -> str:
    """The address that the mail would have."""
    settings = made.parts.settings
    with made.parts.database.transaction() as session:
        row = open_ask(session, card)
        assert row is not None
        return address_of(session, Addresses(settings.public_url, settings.secrets), row)


def seen(trello: InTrello) -> list[str]:
    frame = frame_of(trello.page.locator("dialog iframe").last)
    assert frame.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    return faults(frame, "light")
