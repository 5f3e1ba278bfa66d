"""A card with a date that no calendar has says so, and stops nobody else: every page, every command."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cli_desk import Desk as Typing
from desk import Desk
from harness import ACCEPTED, INCOMPLETE, INTAKE, school

from powerup.desk.tabs import TABS
from tests import rulebooks

DATES = ("9999-12-31T23:59:59.000Z", "0001-01-01T00:00:00.000Z", "+020265-03-12T13:30:00.000Z")
ZONES = ("Europe/Paris", "America/Guadeloupe")
LOOKED_AT = [
    route.path
    for tab in TABS
    for route in tab.routes
    if route.method == "GET" and "<" not in route.path
]


@pytest.fixture(params=ZONES)
def desk(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    """A school in one of the zones, with cards whose dates are odd, in the intake and planned."""
    rules = rulebooks.RULEBOOK.replace("Europe/Paris", request.param)
    monkeypatch.setattr(rulebooks, "RULEBOOK", rules)
    start = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    with school(tmp_path, empty=False, both=True, start=start, more=f"# {request.param}") as made:
        for number, date in enumerate(DATES):
            for where in (INTAKE, ACCEPTED):
                card = made.card("zoe", f"Zan Kor{number} – DA Python", "due", where=where)
                made.sandbox.state.cards[card]["due"] = date
                made.by("zoe").describe(card, "Dépôt : https://example.org/odd")
        made.work()
        yield Desk.at(made)


def odd_cards(desk: Desk, where: str) -> list[str]:
    cards = desk.school.sandbox.state.cards.values()
    return [
        x["id"]
        for x in cards
        if x["name"].startswith("Zan Kor") and desk.school.list_of(x["id"]) == where
    ]


def test_the_card_says_so_and_is_moved_and_the_others_are_served(desk: Desk) -> None:
    assert len(odd_cards(desk, INCOMPLETE)) == len(DATES)
    for card in odd_cards(desk, INCOMPLETE):
        assert "corrigez l’année" in desk.school.comments(card)[-1]
        assert desk.get(f"/card/{card}").status_code == 200
    other = desk.school.card("zoe", "Marie Dupont – DA Python", "label")
    desk.school.work()
    assert desk.school.list_of(other) == INCOMPLETE


@pytest.mark.parametrize("again", [False, True])
def test_every_tab_and_calendar_of_a_manager_answers(desk: Desk, again: bool) -> None:
    if again:
        desk.school.look()
    for path in (*LOOKED_AT, f"acts/foreseen?board={desk.board()}"):
        for who in ("helene", "zoe"):
            assert desk.get(f"/desk/{path}", who).status_code in (200, 403, 422), path
    feeds = desk.get("/desk/feeds", "helene").get_json()
    for address in [x for x in str(feeds).split("'") if x.endswith(".ics")]:
        path = address[address.index("/calendrier") :]
        assert desk.client.get(path).status_code == 200


def test_corrected_it_is_a_card_like_any_other(desk: Desk) -> None:
    card = odd_cards(desk, INCOMPLETE)[0]
    desk.school.by("zoe").set_due(card, desk.school.due())
    desk.school.work()
    assert desk.mirrored(card).due is not None
    assert desk.mirrored(card).due_written == ""


def test_the_commands_work(desk: Desk) -> None:
    typing = Typing(desk.school)
    for words in (
        ("sync",),
        ("sync", "--dry-run"),
        ("preview", "soutenances"),
        ("receipts",),
        ("queue", "list"),
    ):
        assert typing.type(*words).exit_code in (0, 1), words
    assert typing.type("sync").exit_code == 0
