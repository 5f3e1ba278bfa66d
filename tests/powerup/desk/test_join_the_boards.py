"""Whoever opens the desk and is not on boards of both kinds is told, with the link."""

from __future__ import annotations

from typing import Any

import pytest
from desk import Desk
from in_trello import DESK_BUTTON, InTrello
from playwright.sync_api import expect

from sandbox.seeds.invented_school import SOUTENANCES, TRANSFERT


def missing(desk: Desk, who: str) -> list[dict[str, Any]]:
    return list(desk.get("/desk/me", who).get_json()["missing"])


def test_the_board_that_lacks_is_told_with_its_address(desk: Desk) -> None:
    assert missing(desk, "zoe") == []
    desk.leaves("zoe", TRANSFERT)
    [board] = missing(desk, "zoe")
    assert board["name"] == TRANSFERT
    assert board["url"].startswith("https://trello.com/b/")
    assert missing(desk, "noel") == []
    desk.leaves("zoe", SOUTENANCES)
    assert desk.get("/desk/me", "zoe").status_code == 403


@pytest.mark.browser
def test_it_stands_above_every_tab_until_it_is_put_off(
    trello: InTrello, complaints: list[str]
) -> None:
    trello.desk.leaves("zoe", TRANSFERT)
    trello.open("zoe")
    trello.page.get_by_role("button", name=DESK_BUTTON).click()
    told = trello.modal().locator(".to-join")
    expect(told.get_by_role("link", name=TRANSFERT)).to_be_visible()
    trello.modal().get_by_role("link", name="Étudiants").click()
    expect(told).to_be_visible()
    told.get_by_role("button", name="Plus tard").click()
    expect(told).to_have_count(0)
    trello.close_modal()
    trello.page.get_by_role("button", name=DESK_BUTTON).click()
    expect(trello.modal().get_by_role("link", name="Étudiants")).to_be_visible()
    expect(told).to_have_count(0)
    assert complaints == []
