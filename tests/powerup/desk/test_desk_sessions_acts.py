"""What is pressed less often of a session: another status, a colleague, a link, the history's filters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desk import Desk
from followed import followed, member
from harness import school

TUESDAY_AT_SIX = (1, 18 * 60)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with school(tmp_path) as made:
        yield Desk.at(made)


def week(desk: Desk, part: str, who: str = "zoe") -> list[dict[str, Any]]:
    return list(desk.get("/desk/sessions/week", who).get_json()[part])


def coming(desk: Desk) -> dict[str, Any]:
    """Zoé's session with Léa, on Tuesday at six."""
    followed(desk, "Léa Dupont", slot=TUESDAY_AT_SIX)
    return week(desk, "week")[0]


def ended(desk: Desk) -> dict[str, Any]:
    coming(desk)
    desk.school.pass_time(days=1, hours=10)
    return week(desk, "unset")[0]


def say(desk: Desk, session: str, **body: Any) -> dict[str, Any]:
    answer = desk.post(f"/desk/sessions/one/{session}/status", "zoe", **body)
    return {"code": answer.status_code, **answer.get_json()}


class TestAStatus:
    def test_what_the_student_told_in_time_is_noted_afterwards(self, desk: Desk) -> None:
        one = ended(desk)["id"]
        assert say(desk, one, status="cancel")["code"] == 409
        told = {"date": "2026-03-03", "time": "09:00"}
        assert say(desk, one, status="cancel", told=told)["session"]["status"] == "cancelled-late"
        early = {"date": "2026-03-02", "time": "09:00"}
        assert say(desk, one, status="cancel", told=early)["session"]["status"] == "cancelled"
        for nonsense in ("hier", {"date": "2026-03-03"}, {"date": 1, "time": []}, [1]):
            assert say(desk, one, status="cancel", told=nonsense)["code"] == 422

    def test_it_can_be_corrected_and_taken_back(self, desk: Desk) -> None:
        one = ended(desk)["id"]
        say(desk, one, status="absent")
        corrected = say(desk, one, status="called-off")
        assert corrected["session"]["status"] == "called-off"
        path = f"/desk/sessions/one/{one}/undo"
        assert desk.post(path, "zoe", change=corrected["change"]).status_code == 200
        [row] = desk.get("/desk/sessions/history", "zoe").get_json()["rows"]
        assert row["status"] == "absent"


class TestAColleague:
    def test_they_hold_this_one_session_and_both_see_it(self, desk: Desk) -> None:
        one = coming(desk)
        path = f"/desk/sessions/one/{one['id']}"
        people = desk.get(f"{path}/colleagues", "zoe").get_json()["people"]
        noel = member(desk, "noel")
        assert noel in [each["id"] for each in people]
        assert member(desk, "zoe") not in [each["id"] for each in people]
        handed = desk.post(f"{path}/hand", "zoe", member=noel).get_json()
        assert week(desk, "week", "noel")[0]["id"] == one["id"]
        page = desk.get(f"/desk/students/{one['student']['id']}", "zoe").get_json()
        assert handed["session"]["mentor"] in [each["mentor"] for each in page["sessions"]]
        desk.post(f"{path}/undo", "zoe", change=handed["change"])
        assert week(desk, "week", "noel") == []

    def test_a_stranger_is_told_nothing_of_who_could(self, desk: Desk) -> None:
        one = coming(desk)["id"]
        for act in ("colleagues", "times"):
            told = [desk.get(f"/desk/sessions/one/{x}/{act}", "noel").data for x in (one, "0" * 24)]
            assert told[0] == told[1]


class TestMoving:
    def test_proposals_are_of_the_sessions_own_week_near_its_hour(self, desk: Desk) -> None:
        one = coming(desk)
        path = f"/desk/sessions/one/{one['id']}/times"
        told = desk.get(path, "zoe").get_json()
        days = {each["starts"][:10] for each in told["times"]}
        assert len(told["times"]) == 3
        assert all("2026-03-02" <= day <= "2026-03-08" for day in days)
        assert one["starts"] not in [each["starts"] for each in told["times"]]
        later = desk.get(f"{path}?monday={told['next']}", "zoe").get_json()
        assert all(each["starts"][:10] >= told["next"] for each in later["times"])
        moved = desk.post(
            f"/desk/sessions/one/{one['id']}/move", "zoe", starts=later["times"][0]["starts"]
        )
        assert moved.get_json()["session"]["when"] == later["times"][0]["text"]

    def test_a_link_is_taken_only_where_it_is_one(self, desk: Desk) -> None:
        one = coming(desk)["id"]
        path = f"/desk/sessions/one/{one}/video"
        assert desk.post(path, "zoe", url="javascript:alert(1)").status_code == 409
        kept = desk.post(path, "zoe", url="https://visio.example.org/lea").get_json()
        assert kept["session"]["video"] == "https://visio.example.org/lea"


def test_the_history_is_read_by_student_and_status(desk: Desk) -> None:
    one = ended(desk)
    other = followed(desk, "Adam Leroy")
    say(desk, one["id"], status="absent")

    def found(query: str) -> tuple[int, list[str]]:
        told = desk.get(f"/desk/sessions/history?{query}", "zoe").get_json()
        return told["total"], [each["id"] for each in told["rows"]]

    assert found("status=absent") == (1, [one["id"]])
    assert found("status=done") == (0, [])
    assert found(f"student={one['student']['id']}&status=") == (1, [one["id"]])
    assert found(f"student={other}") == (0, [])
    assert found("page=1") == (1, [])
