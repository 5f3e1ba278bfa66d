"""« Relevés »: a mentor reads their own month; a manager those of their boards, and closes them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from axe import faults, frame_of
from desk import Desk
from followed import followed, member, service
from in_trello import DESK_BUTTON, InTrello
from playwright.sync_api import expect

from powerup.desk.statements.tab import money


@pytest.fixture(autouse=True)
def the_tenth(desk: Desk) -> None:
    """Nothing here lies at the end of a month."""
    first = (desk.school.time.replace(day=1) + timedelta(days=32)).replace(day=10, hour=9)
    desk.school.pass_time(seconds=(first - desk.school.time).total_seconds())


def month_of(desk: Desk, later: int = 0) -> str:
    """The month in which the test begins, or one after it."""
    at = desk.school.time
    number = at.year * 12 + at.month - 1 + later
    return f"{number // 12}-{number % 12 + 1:02}"


def held(
    desk: Desk, name: str = "Léa Durand", status: str | None = "done", who: str = "zoe"
) -> str:
    """A session of a student of this mentor, that has ended."""
    student, mentor = followed(desk, name, who), member(desk, who)
    at = desk.school.time + timedelta(hours=1)
    booked = service(desk).book(mentor, student, at).session.id
    desk.school.pass_time(hours=3)
    if status:
        service(desk).set_status(mentor, booked, status)
    return booked


def next_month(desk: Desk) -> None:
    desk.school.pass_time(days=32)


def test_a_mentor_reads_their_own_month_and_no_other(desk: Desk) -> None:
    month = month_of(desk)
    held(desk)
    held(desk, "Ada Morel", None)
    told = desk.get("/desk/statements", "zoe").get_json()
    mine = told["mine"]
    assert (told["month"], told["team"], told["over"]) == (month, None, False)
    assert told["label"].endswith(month[:4])
    assert [each["student"] for each in mine["rows"]] == ["Léa Durand"]
    assert [each["student"] for each in mine["unsetSessions"]] == ["Ada Morel"]
    assert mine["totals"] == [{"status": "réalisée", "count": 1, "amount": ""}]
    other = member(desk, "ines")
    assert desk.get(f"/desk/statements/of/{other}", "zoe").status_code == 403
    for whose in ("all", other):
        answer = desk.get(f"/desk/statements/export?member={whose}", "zoe")
        assert answer.get_json()["error"] == "managers-only"
    text = desk.get("/desk/statements/export", "zoe").get_json()
    assert text["name"] == f"releve-{month}-zoe.csv" and "Léa Durand" in text["text"]


def test_a_manager_closes_the_month_and_opens_it_again(desk: Desk) -> None:
    month, following = month_of(desk), month_of(desk, 1)
    one = held(desk)
    assert desk.post("/desk/statements/close", "helene", month=month).status_code == 409
    next_month(desk)
    path = f"/desk/statements?month={month}"
    [line] = desk.get(path, "helene").get_json()["team"]
    assert (line["id"], line["lines"], line["closed"]) == (member(desk, "zoe"), 1, False)
    assert desk.post("/desk/statements/close", "zoe", month=month).status_code == 403
    done = desk.post("/desk/statements/close", "helene", month=month)
    assert done.get_json() == {"count": 1}
    service(desk).set_status(member(desk, "zoe"), one, "absent")
    [row] = desk.get(f"/desk/statements?month={following}", "zoe").get_json()["mine"]["rows"]
    assert row["note"].startswith("Correction de ") and "réalisée auparavant" in row["note"]
    mine = desk.get(path, "zoe").get_json()["mine"]
    assert mine["closed"] and mine["rows"][0]["status"] == "réalisée"
    again = desk.post("/desk/statements/reopen", "helene", month=month)
    assert again.get_json() == {"count": 1}
    mine = desk.get(path, "zoe").get_json()["mine"]
    assert not mine["closed"] and mine["rows"][0]["status"] == "absence de l’étudiant"


@pytest.mark.parametrize("month", ["2026-13", "mars", "0"])
def test_a_wrong_month_is_refused(desk: Desk, month: str) -> None:
    assert desk.get(f"/desk/statements?month={month}", "zoe").status_code == 422
    assert desk.post("/desk/statements/close", "helene", month=month).status_code == 422
    assert desk.post("/desk/statements/close", "helene").status_code == 422


def test_amounts_are_written_as_people_write_them() -> None:
    assert money(Decimal("1030.50"), "EUR", "fr") == "1\u202f030,50\u00a0€"
    assert money(Decimal("-14.90"), "CHF", "en") == "−14.90\u00a0CHF"


@pytest.mark.browser
def test_a_manager_closes_the_month_on_a_phone(trello: InTrello, complaints: list[str]) -> None:
    month = month_of(trello.desk)
    held(trello.desk)
    held(trello.desk, "Ada Morel", None)
    next_month(trello.desk)
    trello.page.set_viewport_size({"width": 360, "height": 780})
    trello.open("helene")
    trello.page.get_by_role("button", name=DESK_BUTTON).click()
    page = trello.modal()
    expect(page.get_by_role("link", name="Étudiants").first).to_be_visible()
    frame = frame_of(trello.page.locator("dialog iframe").last)
    frame.evaluate(f"() => {{ location.hash = 'statements?month={month}' }}")
    page.get_by_role("button", name="Clore le mois…").click()
    expect(page.get_by_text("Encore sans statut")).to_be_visible()
    page.get_by_role("button", name="Clore le mois", exact=True).click()
    expect(page.locator(".toast.seen")).to_contain_text("Mois clos")
    expect(page.get_by_role("button", name="Rouvrir le mois…")).to_be_visible()
    page.get_by_role("link", name="Zoé").first.click()
    expect(page.get_by_text("Mois clos le")).to_be_visible()
    assert frame.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert faults(frame, "light") == []
    assert complaints == []
