"""Agenda, journal and health are for everybody: axe-core finds nothing, in both themes."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from axe import faults, frame_of
from desk import Desk
from in_trello import InTrello
from playwright.sync_api import expect

from sync.clock import now
from sync.storage.board_tables import WebhookRow
from sync.storage.tables import WakeRow

pytestmark = pytest.mark.browser

NAMES = {
    "agenda": {"fr": "Agenda", "en": "Agenda"},
    "acts": {"fr": "Journal", "en": "Journal"},
    "health": {"fr": "Santé", "en": "Health"},
}
BUTTON = {"fr": re.compile("^Greffe"), "en": re.compile("^Clerk")}


def _trouble(desk: Desk) -> None:
    """Something of everything: a pause, a decision, an undone act, a parked card, a dead webhook."""
    card = desk.card("Thomas Girard")
    acts = desk.get("/desk/acts?family=moves&text=thomas", "helene").get_json()["days"][0]["acts"]
    desk.post("/desk/acts/undo", "helene", receipts=[acts[0]["id"]])
    desk.post(f"/card/{desk.card('Omar Diallo')['id']}/accept", "helene", reason="vu avec lui")
    desk.post("/desk/acts/switch", "helene", board=desk.board(), what="pause", reason="on relit")
    with desk.school.parts.database.transaction() as session:
        row = session.get_one(WakeRow, card["id"])
        row.parked_at, row.failures, row.error = now(), 8, "Refused: 400"
        session.query(WebhookRow).filter_by(board_id=desk.board()).one().active = False


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("name", "language"), [("agenda", "fr"), ("acts", "fr"), ("health", "en")])
def test_nothing_serious_stands_in_anybodys_way(
    trello: InTrello,
    name: str,
    language: Literal["fr", "en"],
    theme: Literal["light", "dark"],
    complaints: list[str],
) -> None:
    _trouble(trello.desk)
    page = trello.page
    page.emulate_media(color_scheme=theme)
    trello.open("helene", language)
    page.get_by_role("button", name=BUTTON[language]).click()
    trello.tab(NAMES[name][language])
    place = trello.modal().locator(f".tab.{name} h1")
    expect(place).to_be_visible()
    for each in trello.modal().locator("details > summary").all()[:4]:
        each.click()
    frame = frame_of(page.locator("dialog iframe"))
    assert faults(frame, theme) == []
    assert complaints == []
