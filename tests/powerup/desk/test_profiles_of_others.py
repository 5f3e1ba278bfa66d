"""Profiles of others: for managers of a board on which they are, and never without a trace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desk import Desk
from harness import school

from mentoring.profiles.traces import KEPT
from mentoring.school.profiles import profile_of
from mentoring.school.tables import ProfileTraceRow
from sandbox.seeds.invented_school import TRANSFERT

SAID: dict[str, Any] = {
    "capacity": 8,
    "adapts": True,
    "assets": [],
    "validator": True,
    "mentors": {},
    "validates": {},
    "absences": [],
    "hours": [],
}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Hélène manages Soutenances alone; Inès is on it, Malik on the other board only."""
    with school(tmp_path, both=True) as opened:
        made = Desk.at(opened)
        for who in ("ines", "malik"):
            assert made.post("/desk/profile", who, profile=SAID).status_code == 200
        made.leaves("helene", TRANSFERT)
        made.leaves("malik")
        yield made


def id_of(desk: Desk, who: str) -> str:
    return str(desk.school.sandbox.state.member(who)["id"])


def traces(desk: Desk) -> list[tuple[str, str, str]]:
    """Who did what to whose profile."""
    names = {x["id"]: x["username"] for x in desk.school.sandbox.state.members.values()}
    with desk.school.parts.database.transaction() as session:
        rows = session.query(ProfileTraceRow).order_by(ProfileTraceRow.id).all()
        return [(each.reader, each.what, names[each.member_id]) for each in rows]


def test_a_manager_reads_those_of_their_boards_alone(desk: Desk) -> None:
    assert desk.get(f"/desk/profile?member={id_of(desk, 'ines')}", "helene").status_code == 200
    refused = desk.get(f"/desk/profile?member={id_of(desk, 'malik')}", "helene")
    nobody = desk.get(f"/desk/profile?member={'a' * 24}", "helene")
    assert (refused.status_code, refused.json) == (nobody.status_code, nobody.json)
    assert refused.status_code == 404


@pytest.mark.parametrize("path", ["profile", "profile/forget"])
def test_nor_writes_nor_erases_those_of_others(desk: Desk, path: str) -> None:
    body = {"member": id_of(desk, "malik"), "profile": SAID}
    assert desk.post(f"/desk/{path}", "helene", **body).status_code == 404
    with desk.school.parts.database.transaction() as session:
        assert profile_of(session, id_of(desk, "malik")) is not None
    assert desk.post(f"/desk/{path}", "zoe", **body).status_code == 403


def test_the_list_and_the_table_hold_those_of_their_boards_alone(desk: Desk) -> None:
    rows = desk.get("/desk/mentors", "helene").json["rows"]
    table = desk.get("/desk/mentors/export", "helene").json["text"]
    assert "ines" in [each["username"] for each in rows] and "ines" in table
    assert "malik" not in [each["username"] for each in rows] and "malik" not in table


def test_a_table_with_somebody_else_is_refused_as_with_nobody(desk: Desk) -> None:
    table = desk.get("/desk/mentors/export", "helene").json["text"]
    for username in ("malik", "personne"):
        told = desk.post(
            "/desk/mentors/import", "helene", text=table.replace("ines", username)
        ).json
        assert told["count"] == 0
        assert username in told["problems"][0]
    assert ("Hélène Caradec", "import", "ines") not in traces(desk)


def test_a_card_is_given_to_somebody_of_its_board(desk: Desk) -> None:
    made = desk.school
    card = made.card("zoe", "Marie Dupont - DA Python")
    made.work()
    board = desk.board()
    shown = desk.get(f"/desk/picker/{board}/{card}", "helene").json
    people = [*shown["people"], *shown["excluded"]["people"]]
    assert id_of(desk, "malik") not in [each["id"] for each in people]
    refused = desk.post(f"/desk/picker/{board}/{card}", "helene", member=id_of(desk, "malik"))
    nobody = desk.post(f"/desk/picker/{board}/{card}", "helene", member="a" * 24)
    assert (refused.status_code, refused.json) == (nobody.status_code, nobody.json)


def test_reads_and_exports_leave_a_trace_and_their_owner_sees_it(desk: Desk) -> None:
    assert traces(desk) == []
    for _ in range(2):
        desk.get(f"/desk/profile?member={id_of(desk, 'ines')}", "helene")
    assert traces(desk) == [("Hélène Caradec", "read", "ines")]
    shown = desk.get("/desk/profile", "ines").json
    assert "Consulté le" in shown["changed"] and shown["changed"].endswith("par Hélène Caradec.")
    assert desk.get("/desk/mentors/export", "helene").status_code == 200
    assert ("Hélène Caradec", "export", "ines") in traces(desk)
    desk.post("/desk/profile", "helene", member=id_of(desk, "ines"), profile=SAID)
    assert traces(desk)[-1] == ("Hélène Caradec", "write", "ines")
    desk.get("/desk/mentors", "helene")
    assert ("Hélène Caradec", "list", "ines") in traces(desk)
    told = len(traces(desk))
    desk.get("/desk/mentors?text=in", "helene")
    assert len(traces(desk)) == told


def test_one_s_own_look_leaves_none_and_traces_go_after_a_year(desk: Desk) -> None:
    desk.get("/desk/profile", "ines")
    assert traces(desk) == []
    desk.get(f"/desk/profile?member={id_of(desk, 'ines')}", "helene")
    desk.school.time += KEPT + KEPT / 365
    desk.get(f"/desk/profile?member={id_of(desk, 'zoe')}", "helene")
    assert traces(desk) == [("Hélène Caradec", "read", "zoe")]
