"""« Demander un coup de main » on a card's panel: one press opens it, one asks, one answers."""

from __future__ import annotations

from typing import Any

import pytest
from axe import faults, frame_of
from desk import Desk
from in_trello import InTrello
from playwright.sync_api import expect

CARD = "Léa Dupont"


def blocks(desk: Desk, who: str) -> list[dict[str, Any]]:
    steps = desk.get(f"/card/{desk.card(CARD)['id']}", who).get_json()["steps"]
    return [each for each in steps if each["code"].startswith("help")]


def press(desk: Desk, who: str, action: str, **body: object) -> int:
    return desk.post(f"/card/{desk.card(CARD)['id']}/step/{action}", who, **body).status_code


def words(block: dict[str, Any]) -> str:
    return " ".join(block["text"]).replace("\u00a0", " ").replace("\u202f", " ")


def test_one_asks_the_other_answers_and_both_read_it(desk: Desk) -> None:
    [offer] = blocks(desk, "zoe")
    assert offer["aside"] and [code for code, _ in offer["choices"]["kinds"]] == [
        "question",
        "proof-reading",
        "beginner",
    ]
    for _ in range(2):
        assert press(desk, "zoe", "help", kind="proof-reading", text="Ma fiche") == 200
    [mine] = blocks(desk, "zoe")
    assert words(mine).startswith("Vous cherchez une relecture (") and "« Ma fiche »" in words(mine)
    theirs, still = blocks(desk, "ines")
    assert "Zoé Lefèvre cherche une relecture" in words(theirs) and still["choices"]
    [answer] = theirs["buttons"]
    assert press(desk, "ines", answer["action"], **answer["body"]) == 200
    assert press(desk, "noel", answer["action"], **answer["body"]) == 409
    told, again = blocks(desk, "zoe")
    assert "Inès" in words(told) and "répond." in words(told) and told["buttons"] == []
    assert again["folded"].startswith("Demander encore")
    taken, _ = blocks(desk, "ines")
    [back] = taken["buttons"]
    assert press(desk, "ines", back["action"], **back["body"]) == 200
    [mine] = blocks(desk, "zoe")
    [withdraw] = mine["buttons"]
    assert press(desk, "zoe", withdraw["action"], **withdraw["body"]) == 200
    assert [each["code"] for each in blocks(desk, "noel")] == ["help"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"kind": "question"},
        {"kind": "question", "text": 1},
        {"kind": "question", "text": "x" * 601},
        {"kind": None, "text": ""},
    ],
)
def test_what_no_form_sends_is_refused(desk: Desk, body: dict[str, object]) -> None:
    assert press(desk, "zoe", "help", **body) == 422
    assert press(desk, "zoe", "help-close", **body) == 422
    assert press(desk, "zoe", "help", kind="announcement", text="x") == 409
    assert press(desk, "zoe", "help-close", notice="0" * 24) == 404


@pytest.mark.browser
def test_a_mentor_asks_on_the_panel(trello: InTrello, complaints: list[str]) -> None:
    trello.page.set_viewport_size({"width": 360, "height": 780})
    trello.open("zoe")
    panel = trello.panel(CARD)
    panel.get_by_text("Demander un coup de main…").click()
    panel.get_by_label("Je débute").check()
    frame = frame_of(trello.page.locator(".power-up-section iframe"))
    for theme in ("light", "dark"):
        assert faults(frame, theme) == []
        trello.turn_theme()
    panel.get_by_role("button", name="Demander", exact=True).dblclick()
    expect(panel.get_by_text("Vous débutez et demandez de l’aide")).to_be_visible()
    expect(panel.get_by_text("Demander un coup de main…")).to_have_count(0)
    assert frame.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    panel.get_by_role("button", name="Retirer").click()
    expect(panel.get_by_text("Demander un coup de main…")).to_be_visible()
    assert complaints == []
