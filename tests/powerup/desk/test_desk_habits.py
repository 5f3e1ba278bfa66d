"""« Et si… » shows what people's habits speak for: tried out as a draft, declined for good, never applied."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe import faults, frame_of
from desk import Desk
from in_trello import DESK_BUTTON, InTrello
from playwright.sync_api import Page, expect
from what_if_desk import get, post

from sandbox.seeds import invented_school

NAMES = ("Marie Dupont", "Paul Martin", "Luc Grand", "Nora Petit", "Eva Roux", "Tom Blanc")


@pytest.fixture
def corrected(desk: Desk) -> Desk:
    """A desk where one writing of a course was corrected six times."""
    hand, school = desk.school.by("zoe"), desk.school
    cards = [school.card("zoe", f"{name} - Pythonista") for name in NAMES]
    school.work()
    for name, card in zip(NAMES, cards, strict=True):
        hand.rename(card, f"{name} - DA Python")
    school.work()
    return desk


def proposed(desk: Desk, who: str = "helene") -> list[dict[str, Any]]:
    return list(get(desk, "/proposals", who)["proposals"])


def test_a_habit_is_shown_with_its_cards_tried_out_and_not_applied(corrected: Desk) -> None:
    before = corrected.school.parts.rules.text
    [one] = proposed(corrected)
    assert "Pythonista" in one["title"] and "6" in one["title"]
    assert len(one["cards"]) == 6
    assert all(each["url"] for each in one["cards"])
    post(corrected, "propose", id=one["id"])
    assert (one["drafted"], [x["drafted"] for x in proposed(corrected)]) == (False, [True])
    [change] = get(corrected)["draft"]
    assert change["key"] == "courses"
    assert corrected.school.parts.rules.text == before
    assert post(corrected, "try", draft=[change])["problems"] == []


def test_what_is_declined_is_forgotten_and_can_be_taken_back(corrected: Desk) -> None:
    [one] = proposed(corrected)
    post(corrected, "decline", id=one["id"])
    assert proposed(corrected) == []
    post(corrected, "decline", id=one["id"], status=404)
    post(corrected, "propose", id=one["id"], status=404)
    post(corrected, "decline", id=one["id"], back=True)
    assert [each["id"] for each in proposed(corrected)] == [one["id"]]


def test_only_the_boards_of_whoever_asks_speak(corrected: Desk) -> None:
    assert corrected.get("/desk/whatif/proposals", "zoe").status_code == 403
    corrected.leaves("helene", invented_school.SOUTENANCES)
    answer = corrected.get("/desk/whatif/proposals", "helene")
    assert answer.status_code == 403 or answer.get_json()["proposals"] == []


@pytest.mark.browser
class TestOnTheBoard:
    @pytest.fixture
    def trello(self, corrected: Desk, page: Page) -> Iterator[InTrello]:
        yield InTrello(corrected, page)
        page.close()

    def test_a_proposal_is_declined_taken_back_and_tried_out(
        self, trello: InTrello, complaints: list[str]
    ) -> None:
        trello.page.set_viewport_size({"width": 360, "height": 780})
        trello.open("helene")
        trello.page.get_by_role("button", name=DESK_BUTTON).click()
        trello.tab("Et si…")
        tab = trello.modal()
        one = tab.locator(".proposal")
        one.locator("summary").click()
        expect(one.locator(".names li")).to_have_count(6)
        frame = frame_of(trello.page.locator("dialog.stage iframe"))
        assert faults(frame, "light") == []
        assert frame.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        one.get_by_role("button", name="Écarter").press("Enter")
        expect(one).to_have_count(0)
        tab.locator(".toast").get_by_role("button").click()
        expect(one).to_have_count(1)
        one.get_by_role("button", name="Voir l’effet").press("Enter")
        expect(tab.locator(".draft .changes")).to_contain_text("Pythonista")
        assert complaints == []
