"""« Le tableau le… »: a board as it stood, what changed since and by whom, and the links that lead there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from axe import faults, frame_of
from desk import Desk
from in_trello import DESK_BUTTON, InTrello
from playwright.sync_api import Page, expect

from sandbox.seeds import invented_school
from sync.mirror.past_values import was_not_there, written
from sync.storage.board_tables import DriftRow
from sync.storage.trello_tables import BoardRow, MirrorChangeRow

TITLE = "Léa Dupont"


def past(desk: Desk, query: str = "", who: str = "helene") -> dict[str, Any]:
    answer = desk.get(f"/desk/past{query}", who)
    assert answer.status_code == 200, answer.get_json()
    return dict(answer.get_json())


def at(moment: datetime) -> str:
    """A moment as a link writes it."""
    return moment.isoformat().replace("+", "%2B")


def cards(told: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The cards of a board by their ids, each with its list."""
    return {
        one["card"]["id"]: {**one, "list": each["name"]}
        for each in told["lists"]
        for one in (*each["cards"], *each["archived"])
    }


def renamed(desk: Desk) -> tuple[str, datetime]:
    """A card that is changed two days later; and a moment before."""
    card, before = str(desk.card(TITLE)["id"]), desk.school.time
    desk.school.pass_time(days=2)
    desk.school.by("zoe").rename(card, "Léa Durand - DA Python")
    desk.school.work()
    desk.school.pass_time(hours=1)
    return card, before


def test_it_is_for_managers_of_the_board(desk: Desk) -> None:
    assert desk.get("/desk/past", "zoe").status_code == 403
    desk.leaves("helene", invented_school.TRANSFERT)
    other = desk.board(invented_school.TRANSFERT)
    assert desk.get(f"/desk/past?board={other}", "helene").status_code == 403


def test_a_board_is_shown_as_it_stood_and_what_changed_with_who_did_it(desk: Desk) -> None:
    card, before = renamed(desk)
    told = past(desk, f"?at={at(before)}&until={at(desk.school.time)}&card={card}")
    then, now = cards(told), cards(past(desk, f"?at={at(desk.school.time)}"))
    assert then[card]["card"]["name"].startswith(TITLE)
    assert now[card]["card"]["name"].startswith("Léa Durand")
    assert [key for key, each in then.items() if each["shown"]] == [card]
    [changed] = [each for each in told["changes"]["cards"] if each["card"]["id"] == card]
    [name] = [each for each in changed["lines"] if each["text"].startswith("titre")]
    assert name["by"] == "Zoé Lefèvre"
    assert "Heures de Europe/Paris" in told["zone"]
    assert {each["state"] for each in then.values()} >= {"complete", "incomplete"}


def test_the_first_look_at_a_board_tells_nothing_of_its_past(still: Desk) -> None:
    with still.school.parts.database.transaction() as session:
        came = MirrorChangeRow.was == written(was_not_there())
        assert session.scalar(sa.select(sa.func.count()).where(came)) == 0
        assert session.get_one(BoardRow, still.board()).history_since is not None


def test_a_day_ago_is_shown_where_no_moment_is_asked_for(desk: Desk) -> None:
    renamed(desk)
    told = past(desk)
    assert told["at"] < told["now"]
    assert [name for name, _ in told["presets"]] == ["Hier"]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("?at=2001-01-01T10:00", "Rien n’est connu de « Soutenances » avant le"),
        ("?at=2101-01-01T10:00", "Ce moment n’est pas encore arrivé"),
        ("?at=hier", "Cette date ne se lit pas"),
        ("?at=9999-12-31T23:59:59-23:59", "Ce moment n’est pas encore arrivé"),
        ("?until=2001-01-01T10:00", "Rien n’est connu"),
    ],
)
def test_a_moment_that_cannot_be_shown_says_what_to_do(still: Desk, query: str, told: str) -> None:
    found = past(still, query)
    assert told in found["empty"].replace("\u00a0", " ").replace("\u202f", " ")
    assert "lists" not in found


def test_the_second_moment_comes_after_the_first(desk: Desk) -> None:
    _, before = renamed(desk)
    found = past(desk, f"?at={at(desk.school.time)}&until={at(before)}")
    assert "échangez les deux" in found["empty"]


def test_before_the_first_look_it_says_when_to_come_back(desk: Desk) -> None:
    with desk.school.parts.database.transaction() as session:
        session.execute(sa.delete(DriftRow))
    assert "Revenez alors" in past(desk)["empty"]


def test_a_line_of_the_journal_and_of_the_history_know_their_moment(desk: Desk) -> None:
    renamed(desk)
    days = desk.get("/desk/acts", "helene").get_json()["days"]
    act = next(each for day in days for each in day["acts"] if each["card"])
    told = past(desk, f"?board={act['boardId']}&at={at(datetime.fromisoformat(act['at']))}")
    assert cards(told)
    path = f"/card/{act['card']['id']}"
    assert desk.get(path, "helene").get_json()["history"][0]["past"]
    assert not desk.get(path, "zoe").get_json()["history"][0]["past"]


@pytest.mark.browser
class TestOnTheBoard:
    @pytest.fixture
    def trello(self, desk: Desk, page: Page) -> Iterator[InTrello]:
        yield InTrello(desk, page)
        page.close()

    @pytest.mark.parametrize("theme", ["light", "dark"])
    def test_it_is_read_on_a_phone_and_compared_by_the_keyboard(
        self, trello: InTrello, theme: str, complaints: list[str]
    ) -> None:
        renamed(trello.desk)
        trello.desk.school.pass_time(seconds=timedelta(minutes=1).total_seconds())
        trello.page.set_viewport_size({"width": 360, "height": 780})
        trello.page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        trello.open("helene")
        trello.page.get_by_role("button", name=DESK_BUTTON).click()
        trello.tab("Le tableau le…")
        tab = trello.modal()
        expect(tab.locator(".lists .card").first).to_be_visible()
        tab.get_by_role("button", name="Ce qui a changé depuis").press("Enter")
        expect(tab.locator(".changes")).to_contain_text("Léa Durand")
        expect(tab.locator(".changes")).to_contain_text("Zoé Lefèvre")
        frame = frame_of(trello.page.locator("dialog.stage iframe"))
        assert frame.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert faults(frame, theme) == []
        assert complaints == []
