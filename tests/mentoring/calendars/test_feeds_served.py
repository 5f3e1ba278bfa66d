"""Calendars over HTTP: who opens which, what a change does, what is never told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog
import vobject
from defended import agreed, later, said, tick
from harness import School, school
from icalendar import Calendar
from werkzeug.test import TestResponse

from mentoring.calendars import events
from tests.powerup.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with school(tmp_path) as made:
        yield Desk.at(made)


def address(desk: Desk, who: str, kind: str = "mine") -> str:
    """A calendar's path, as its owner gets it."""
    response = desk.post("/desk/feeds", who, kind=kind)
    assert response.status_code == 200
    return "/calendrier/" + str(response.get_json()["url"]).rpartition("/")[2]


def read(response: TestResponse) -> list[dict[str, Any]]:
    assert response.status_code == 200
    assert response.content_type == "text/calendar; charset=utf-8"
    vobject.readOne(response.text)  # a second reader
    return [dict(each) for each in Calendar.from_ical(response.data).walk("VEVENT")]


class TestWhatStandsInIt:
    def test_mentor_and_validator_have_the_same_event_each_with_their_part(
        self, desk: Desk
    ) -> None:
        agreed(desk.school)
        tick(desk.school)
        (mentor,) = read(desk.client.get(address(desk, "zoe")))
        (validator,) = read(desk.client.get(address(desk, "noel")))
        assert mentor["SUMMARY"] == "Soutenance P7 – L. D. (votre étudiant)"
        assert validator["SUMMARY"] == "Soutenance P7 – L. D. (vous validez)"
        assert mentor["UID"] == validator["UID"]
        assert read(desk.client.get(address(desk, "ines"))) == []

    def test_no_name_of_a_student_is_in_it(self, desk: Desk) -> None:
        agreed(desk.school)
        tick(desk.school)
        for path in (address(desk, "zoe"), address(desk, "helene", "all")):
            text = desk.client.get(path).text.casefold()
            assert "dupont" not in text
            assert "léa" not in text
            assert "lea" not in text

    def test_managers_see_all_with_who_takes_part(self, desk: Desk) -> None:
        agreed(desk.school)
        tick(desk.school)
        (event,) = read(desk.client.get(address(desk, "helene", "all")))
        assert "Zoé Lefèvre" in event["DESCRIPTION"]
        assert "Noël Bérard" in event["DESCRIPTION"]

    def test_a_moved_date_counts_up_and_keeps_the_event(self, desk: Desk) -> None:
        made = desk.school
        card = agreed(made)
        tick(made)
        path = address(desk, "zoe")
        (before,) = read(desk.client.get(path))
        made.pass_time(hours=1)
        made.by("zoe").set_due(card, made.due(20))
        made.work()
        tick(made)
        (after,) = read(desk.client.get(path))
        assert after["UID"] == before["UID"]
        assert after["SEQUENCE"] > before["SEQUENCE"]
        assert after["DTSTART"].dt - before["DTSTART"].dt > timedelta(days=2)
        assert after["LAST-MODIFIED"].dt == made.time

    @pytest.mark.parametrize("gesture", ["archive", "delete"])
    def test_a_card_that_goes_is_cancelled_and_comes_back(self, desk: Desk, gesture: str) -> None:
        made = desk.school
        card = agreed(made)
        tick(made)
        path = address(desk, "zoe")
        getattr(made.by("zoe"), gesture)(card)
        made.work()
        tick(made)
        (event,) = read(desk.client.get(path))
        assert event["STATUS"] == "CANCELLED"
        if gesture == "archive":
            made.by("zoe").restore(card)
            made.work()
            tick(made)
            (event,) = read(desk.client.get(path))
            assert (event["STATUS"], event["SEQUENCE"]) == ("CONFIRMED", 2)

    def test_a_defence_that_took_place_is_not_cancelled(self, desk: Desk) -> None:
        made = desk.school
        card = agreed(made)
        tick(made)
        made.pass_time(days=18)
        made.by("zoe").delete(card)
        made.work()
        tick(made)
        (event,) = read(desk.client.get(address(desk, "zoe")))
        assert event["STATUS"] == "CONFIRMED"

    def test_old_events_leave(self, desk: Desk) -> None:
        made = desk.school
        agreed(made)
        tick(made)
        made.pass_time(days=17 + events.KEPT.days + 1)
        tick(made)
        assert read(desk.client.get(address(desk, "zoe"))) == []


class TestTheAddress:
    def test_an_unchanged_calendar_is_not_sent_again(self, desk: Desk) -> None:
        agreed(desk.school)
        tick(desk.school)
        path = address(desk, "zoe")
        first = desk.client.get(path)
        desk.school.pass_time(hours=3)
        tick(desk.school)
        again = desk.client.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")

    def test_a_new_address_closes_the_old_one(self, desk: Desk) -> None:
        old = address(desk, "zoe")
        new = address(desk, "zoe")
        assert desk.client.get(old).status_code == 404
        assert desk.client.get(new).status_code == 200

    def test_a_closed_one_opens_nothing(self, desk: Desk) -> None:
        path = address(desk, "zoe")
        assert desk.post("/desk/feeds/close", "zoe", kind="mine").get_json()["feeds"] == [
            {"kind": "mine", "since": ""}
        ]
        assert desk.client.get(path).status_code == 404

    def test_the_secret_itself_is_not_kept(self, desk: Desk) -> None:
        token = address(desk, "zoe").rpartition("/")[2].removesuffix(".ics")
        file = desk.school.parts.settings.data
        kept = b"".join(each.read_bytes() for each in file.glob("greffier.db*"))
        assert token.encode() not in kept

    def test_only_managers_have_the_calendar_of_all(self, desk: Desk) -> None:
        assert desk.post("/desk/feeds", "zoe", kind="all").status_code == 403
        assert desk.post("/desk/feeds", "helene", kind="everything").status_code == 422

    def test_who_leaves_the_board_loses_the_calendar(self, desk: Desk) -> None:
        path = address(desk, "noel")
        desk.school.by("helene").remove_from_board(desk.board(), "noel")
        desk.school.look()
        assert desk.client.get(path).status_code == 404

    def test_who_is_no_manager_any_more_loses_the_calendar_of_all(self, desk: Desk) -> None:
        path = address(desk, "idriss", "all")
        assert desk.client.get(path).status_code == 200
        desk.school.by("helene").add_to_board(desk.board(), "idriss", "normal")
        desk.school.look()
        assert desk.client.get(path).status_code == 404

    @pytest.mark.parametrize(
        ("path", "words"),
        [("/calendrier/x.ics", "« Mon profil »"), ("/calendrier/carte/x-y.ics", "Ouvrez la carte")],
    )
    def test_a_guess_finds_nothing_and_is_told_what_to_do(
        self, desk: Desk, path: str, words: str
    ) -> None:
        answer = desk.client.get(path)
        assert (answer.status_code, answer.content_type) == (404, "text/plain; charset=utf-8")
        assert words in answer.text.replace("\u00a0", " ")

    def test_the_day_of_the_answer_is_left_to_the_server(self, desk: Desk) -> None:
        assert "Date" not in desk.client.get(address(desk, "zoe")).headers

    def test_a_look_without_the_content_tells_whether_it_changed(self, desk: Desk) -> None:
        path = address(desk, "zoe")
        first = desk.client.get(path)
        head = desk.client.head(path)
        assert (head.status_code, head.data) == (200, b"")
        assert head.headers["ETag"] == first.headers["ETag"]
        again = desk.client.head(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")

    def test_a_failure_tells_no_log_its_address(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        path = address(desk, "zoe")

        def fails(*_: object) -> None:
            raise RuntimeError("database is away")

        monkeypatch.setattr("powerup.views.feeds.events_of", fails)
        with structlog.testing.capture_logs() as lines:
            assert desk.client.get(path).status_code == 503
        told = f"{lines} {caplog.text}"
        assert "RuntimeError" in told
        assert path.rpartition("/")[2].removesuffix(".ics") not in told


def test_the_reminder_leads_to_the_event_as_a_file(desk: Desk) -> None:
    made: School = desk.school
    card = agreed(made)
    later(made, days=10)
    told = said(made, card)
    path = "/calendrier/" + told.partition("/calendrier/")[2].partition(")")[0]
    (event,) = read(desk.client.get(path))
    assert event["SUMMARY"] == "Soutenance P7 – L. D."
    wrong = path.replace(card, "0" * 24)
    assert desk.client.get(wrong).status_code == 404
