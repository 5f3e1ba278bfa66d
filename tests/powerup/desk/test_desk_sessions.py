"""The tabs “Sessions”, “Étudiants” and “Suivi”, as the page asks them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desk import Desk
from followed import followed, member, service
from harness import school

TUESDAY_AT_SIX = (1, 18 * 60)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with school(tmp_path) as made:
        yield Desk.at(made)


def week(desk: Desk, who: str = "zoe") -> dict[str, Any]:
    response = desk.get("/desk/sessions/week", who)
    assert response.status_code == 200
    return dict(response.get_json())


def held(desk: Desk) -> dict[str, Any]:
    """A session of Zoé's that ended an hour ago."""
    followed(desk, "Léa Dupont", slot=TUESDAY_AT_SIX)
    desk.school.pass_time(days=1, hours=10)
    [session] = week(desk)["unset"]
    return dict(session)


class TestTheWeek:
    def test_what_lacks_a_status_stands_first_and_is_closed_with_a_report(self, desk: Desk) -> None:
        session = held(desk)
        assert session["statusText"] == "sans statut"
        assert session["when"].replace("\u00a0", " ") == "aujourd’hui à 18 h"
        path = f"/desk/sessions/one/{session['id']}"
        empty = desk.post(f"{path}/finish", "zoe")
        assert (empty.status_code, empty.get_json()["error"]) == (409, "empty-report")
        done = desk.post(f"{path}/finish", "zoe", goals=["Lire le cours", " "], more="Bien.")
        assert done.get_json()["session"]["status"] == "done"
        assert week(desk)["unset"] == []
        page = desk.get(path, "zoe").get_json()
        assert [each["text"] for each in page["setGoals"]] == ["Lire le cours"]
        undone = desk.post(f"{path}/undo", "zoe", change=done.get_json()["change"])
        assert undone.status_code == 200
        assert [each["id"] for each in week(desk)["unset"]] == [session["id"]]

    def test_an_absence_is_one_press(self, desk: Desk) -> None:
        session = held(desk)
        answer = desk.post(f"/desk/sessions/one/{session['id']}/status", "zoe", status="absent")
        assert answer.get_json()["session"]["statusText"] == "absence de l’étudiant"

    def test_a_draft_is_kept_until_the_session_is_ended(self, desk: Desk) -> None:
        session = held(desk)
        path = f"/desk/sessions/one/{session['id']}"
        assert desk.post(f"{path}/draft", "zoe", blockers="Git").get_json()["kept"]
        assert desk.get(path, "zoe").get_json()["report"]["draft"]["blockers"] == "Git"

    def test_a_first_session_is_booked_from_three_proposals(self, desk: Desk) -> None:
        student = followed(desk, "Léa Dupont")
        assert [each["id"] for each in week(desk)["newcomers"]] == [student]
        times = desk.get(f"/desk/students/{student}/proposals", "zoe").get_json()["times"]
        assert len(times) == 3
        booked = desk.post(f"/desk/students/{student}/book", "zoe", starts=times[0]["starts"])
        assert booked.get_json()["session"]["when"] == times[0]["text"]
        assert week(desk)["newcomers"] == []
        again = desk.post(f"/desk/students/{student}/book", "zoe", starts=times[0]["starts"])
        assert again.status_code == 409

    def test_nonsense_is_told_and_does_nothing(self, desk: Desk) -> None:
        student = followed(desk, "Léa Dupont")
        path = f"/desk/students/{student}/book"
        for body in (
            {},
            {"starts": "demain"},
            {"starts": "2026-03-03T18:00"},
            {"date": 7, "time": []},
        ):
            assert desk.post(path, "zoe", **body).status_code == 422
        assert week(desk)["newcomers"] != []


class TestWhoSees:
    def test_an_outsider_reads_the_same_bytes_whether_the_student_exists_or_not(
        self, desk: Desk
    ) -> None:
        student = followed(desk, "Léa Dupont")
        there, nowhere = (
            desk.get(f"/desk/students/{each}", "noel") for each in (student, "0" * 24)
        )
        assert there.status_code == nowhere.status_code == 404
        assert there.data == nowhere.data
        acts = ("book", "slot", "pause", "end", "reopen")
        told = {
            (act, each): desk.post(f"/desk/students/{each}/{act}", "noel", **BODIES[act]).data
            for act in acts
            for each in (student, "0" * 24)
        }
        assert all(told[act, student] == told[act, "0" * 24] for act in acts)

    def test_managers_follow_everybody_and_mentors_only_their_own(self, desk: Desk) -> None:
        alone = followed(desk, "Adam Leroy", None)
        followed(desk, "Léa Dupont")
        overview = desk.get("/desk/follow", "helene").get_json()
        assert [each["id"] for each in overview["withoutMentor"]] == [alone]
        assert {each["name"] for each in overview["withoutSession"]} >= {"Léa Dupont"}
        assert desk.get("/desk/follow", "zoe").status_code == 403
        people = desk.get(f"/desk/follow/{alone}/candidates", "helene").get_json()["people"]
        assert people
        given = desk.post(f"/desk/follow/{alone}/give", "helene", member=member(desk, "noel"))
        assert given.status_code == 200
        students = desk.get("/desk/students", "noel").get_json()["students"]
        assert [each["name"] for each in students] == ["Adam Leroy"]


class TestAStudent:
    def test_slot_pause_and_the_end_of_the_course(self, desk: Desk) -> None:
        student = followed(desk, "Léa Dupont")
        path = f"/desk/students/{student}"
        slot = desk.post(f"{path}/slot", "zoe", weekday=1, time="18:00").get_json()
        assert slot["slot"]["text"] == "chaque mardi à 18\u00a0h"
        assert len(slot["sessions"]) >= 5
        paused = desk.post(f"{path}/pause", "zoe", first="2026-03-02").get_json()
        assert paused["line"]["paused"]
        assert not desk.post(f"{path}/pause", "zoe").get_json()["line"]["paused"]
        assert desk.post(f"{path}/end", "zoe", how="finished").status_code == 200
        assert desk.get("/desk/students", "zoe").get_json()["students"] == []
        assert desk.post(f"{path}/reopen", "zoe").get_json()["ended"] is False

    def test_the_page_has_what_a_new_mentor_reads_first(self, desk: Desk) -> None:
        session = held(desk)
        page = desk.get(f"/desk/students/{session['student']['id']}", "zoe").get_json()
        assert page["name"] == "Léa Dupont"
        assert [each["name"] for each in page["mentors"]] == ["Zoé Lefèvre"]
        assert page["sessions"][0]["id"]
        assert service(desk).my_students(member(desk, "zoe"))[0].student.id == page["id"]


BODIES: dict[str, dict[str, object]] = {
    "book": {"date": "2026-03-03", "time": "18:00"},
    "slot": {"weekday": 1, "time": "18:00"},
    "pause": {"first": "2026-03-03"},
    "end": {"how": "left"},
    "reopen": {},
}
