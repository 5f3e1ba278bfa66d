"""The agenda: six weeks of defences with what wants a look, and the students who change mentors."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from desk import Desk
from in_trello import DESK_BUTTON, InTrello
from playwright.sync_api import FrameLocator, expect

from sandbox.seeds import invented_school
from sync.clock import now
from sync.reports.agenda import holiday_names
from sync.storage.tables import CaseRow, SealRow
from sync.storage.trello_tables import CardRow

PARIS = ZoneInfo("Europe/Paris")


def _agenda(desk: Desk, who: str = "helene", query: str = "") -> dict[str, Any]:
    return dict(desk.get(f"/desk/agenda{query}", who).get_json())


def _defences(data: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {x["who"]: {**x, "day": day["date"]} for week in data["weeks"] for day in week
            for x in day["defences"]}  # fmt: skip


def _flags(desk: Desk, who: str) -> dict[str, str]:
    return {each["code"]: each["text"] for each in _defences(_agenda(desk))[who]["flags"]}


def _set_due(desk: Desk, title: str, due: datetime | None) -> None:
    with desk.school.parts.database.transaction() as session:
        session.get_one(CardRow, desk.card(title)["id"]).due = due


def _give(desk: Desk, title: str, who: str) -> None:
    """This defence is planned, with this second member."""
    hand, card = desk.school.by("helene"), desk.card(title)["id"]
    desk.school.by(who).join(card)
    hand.drag(card, desk.school.list_id("Soutenances planifiées"))
    desk.school.work()
    with desk.school.parts.database.transaction() as session:
        case = session.get_one(CaseRow, card)
        case.put_forward_by = desk.card(title)["idMembers"][0]


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


class TestDefences:
    def test_a_mentor_is_told_to_ask_a_manager(self, still: Desk) -> None:
        assert still.get("/desk/agenda").status_code == 403

    def test_each_defence_stands_on_its_day_in_paris(self, still: Desk) -> None:
        card = still.card("Léa Dupont")
        at = datetime.fromisoformat(card["due"]).astimezone(PARIS)
        lea = _defences(_agenda(still))["Léa Dupont"]
        assert lea["day"] == at.date().isoformat()
        assert _plain(lea["time"]) == f"{at.hour} h"
        assert (lea["mentors"], lea["what"]) == (
            "Zoé Lefèvre",
            "P7 – Développeur d’application Python",
        )

    def test_a_complete_one_without_validator_says_so_and_a_given_one_names_them(
        self, desk: Desk
    ) -> None:
        assert "without" in _flags(desk, "Léa Dupont")
        before = _agenda(desk)["counts"]["without"]
        _give(desk, "Léa Dupont", "malik")
        assert "without" not in _flags(desk, "Léa Dupont")
        assert _defences(_agenda(desk))["Léa Dupont"]["validator"] == "Malik Ouédraogo"
        assert _agenda(desk)["counts"]["without"] == before - 1

    def test_an_incomplete_one_is_to_be_completed_first(self, still: Desk) -> None:
        flags = _flags(still, "Omar Diallo")
        assert "incomplete" in flags
        assert "without" not in flags

    def test_two_of_one_validator_within_45_minutes_name_each_other(self, desk: Desk) -> None:
        _give(desk, "Léa Dupont", "malik")
        _give(desk, "Karim Benali", "malik")
        at = now() + timedelta(days=10)
        _set_due(desk, "Léa Dupont", at)
        _set_due(desk, "Karim Benali", at + timedelta(minutes=44))
        text = _flags(desk, "Léa Dupont")["clash"]
        assert text.startswith("Malik Ouédraogo est aussi à la soutenance")
        assert "Karim Benali" in text
        assert "clash" in _flags(desk, "Karim Benali")
        _set_due(desk, "Karim Benali", at + timedelta(minutes=45))
        assert _agenda(desk)["counts"]["clash"] == 0

    def test_a_notice_too_short_says_by_how_much(self, desk: Desk) -> None:
        card = desk.card("Léa Dupont")["id"]
        with desk.school.parts.database.transaction() as session:
            due = session.get_one(CardRow, card).due
            assert due is not None
            session.get_one(CaseRow, card).put_forward_at = due - timedelta(days=9)
        text = _plain(_flags(desk, "Léa Dupont")["short"])
        assert "9 jours avant seulement : le règlement en demande 14 jours" in text

    def test_a_changed_date_tells_the_fixed_one(self, desk: Desk) -> None:
        assert "sealed" not in _flags(desk, "Léa Dupont")
        with desk.school.parts.database.transaction() as session:
            seal = session.get_one(SealRow, desk.card("Léa Dupont")["id"])
            seal.due -= timedelta(days=1)
        assert "La date fixée était le" in _plain(_flags(desk, "Léa Dupont")["sealed"])

    def test_week_ends_and_holidays_are_marked_and_doubted(self, desk: Desk) -> None:
        days = [day for week in _agenda(desk)["weeks"] for day in week]
        sunday = next(each for each in days if each["weekend"] and not each["past"])
        _set_due(desk, "Léa Dupont", datetime.fromisoformat(f"{sunday['date']}T14:00+00:00"))
        assert "week-end" in _flags(desk, "Léa Dupont")["off"]

    def test_holidays_are_written_as_in_french(self) -> None:
        assert holiday_names(2027, "fr")[date(2027, 1, 1)] == "Jour de l’an"

    def test_what_lies_beyond_the_weeks_is_counted(self, desk: Desk) -> None:
        _set_due(desk, "Léa Dupont", now() + timedelta(days=90))
        _set_due(desk, "Karim Benali", None)
        data = _agenda(desk)
        assert "Léa Dupont" not in _defences(data)
        later, undated = (_plain(each) for each in data["notes"])
        assert re.match(r"Au-delà des six semaines : [1-9]\d* soutenance", later)
        assert re.match(r"Sans date : [1-9]\d* soutenance", undated)

    def test_it_speaks_english_too(self, still: Desk) -> None:
        data = _agenda(still, query="?lang=en")
        assert data["weeks"][0][0]["weekday"] == "Monday"
        assert _defences(data)["Léa Dupont"]["time"].count(":") == 1


class TestTransfers:
    def _alone(self, desk: Desk) -> int:
        return int(_agenda(desk)["transfers"]["alone"])

    @pytest.mark.parametrize(("days", "counts"), [(-2, True), (1, True), (7, True), (8, False)])
    def test_students_without_a_mentor_within_seven_days_are_counted(
        self, desk: Desk, days: int, counts: bool
    ) -> None:
        _set_due(desk, "Rose Guillot", now() + timedelta(days=60))
        before = self._alone(desk)
        _set_due(desk, "Rose Guillot", now() + timedelta(days=days))
        assert self._alone(desk) == before + counts

    def test_each_rung_names_students_their_mentor_and_the_end(self, desk: Desk) -> None:
        _set_due(desk, "Rose Guillot", now() + timedelta(days=2))
        rungs = _agenda(desk)["transfers"]["rungs"]
        first = next(each for each in rungs if each["title"].startswith("Dans 3"))
        rose = next(each for each in first["cards"] if each["who"] == "Rose Guillot")
        assert rose["lines"][0].endswith("Inès Castel")
        assert rose["lines"][1] == "Personne ne se propose encore."
        assert (first["tone"], first["later"]) == ("bad", False)

    def test_whoever_was_taken_over_waits_no_more(self, desk: Desk) -> None:
        count = _agenda(desk)["transfers"]["count"]
        board = invented_school.board_named(desk.school.sandbox, invented_school.TRANSFERT)["id"]
        lists = desk.school.sandbox.state.lists_of(board)
        done = next(each["id"] for each in lists if each["name"] == "Transférés")
        desk.school.by("helene").drag(desk.card("Rose Guillot")["id"], done)
        desk.school.work()
        assert _agenda(desk)["transfers"]["count"] == count - 1


def _opened(trello: InTrello) -> FrameLocator:
    trello.open("helene")
    trello.page.get_by_role("button", name=DESK_BUTTON).click()
    trello.tab("Agenda")
    return trello.modal()


@pytest.mark.browser
def test_the_agenda_is_filtered_and_leads_to_the_card(
    trello: InTrello, complaints: list[str]
) -> None:
    agenda = _opened(trello)
    every = agenda.locator(".defence").count
    expect(agenda.locator(".defence").first).to_be_visible()
    count = every()
    agenda.get_by_role("button", name="Sans validateur").first.click()
    expect(agenda.get_by_role("button", name="Sans validateur").first).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(agenda.locator(".defence", has_text="Omar Diallo")).to_have_count(0)
    assert 0 < every() < count
    agenda.get_by_role("button", name="Léa Dupont").click()
    box = agenda.get_by_role("dialog")
    expect(box).to_contain_text("confiez-la à un validateur")
    box.get_by_role("button", name="Trouver un validateur").click()
    expect(agenda.locator("dialog.picker")).to_contain_text("Malik Ouédraogo")
    agenda.locator("dialog.picker").get_by_role("button", name="Fermer").click()
    box.get_by_role("button", name="Ouvrir la carte").click()
    expect(trello.page.locator("dialog.card-back")).to_contain_text("Léa Dupont")
    assert complaints == []


@pytest.mark.browser
def test_on_a_phone_the_agenda_is_a_list_of_days(trello: InTrello) -> None:
    trello.page.set_viewport_size({"width": 360, "height": 800})
    agenda = _opened(trello)
    expect(agenda.locator(".defence").first).to_be_visible()
    empty = agenda.locator(".day.empty:not(.today):not(.holiday)")
    expect(empty.first).to_be_hidden()
    wide = agenda.locator("html").evaluate("each => each.scrollWidth - each.clientWidth")
    assert wide == 0
