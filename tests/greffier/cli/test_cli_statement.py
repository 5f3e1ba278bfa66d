"""`greffier statement`: the month of each mentor, for Excel and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from cli_desk import Desk, desk

from mentoring.sessions.service import Person


@pytest.fixture
def the_desk(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path) as made:
        parts, zoe = made.school.parts, str(made.school.sandbox.state.member("zoe")["id"])
        helene = str(made.school.sandbox.state.member("helene")["id"])
        lea = parts.sessions.add_student(helene, Person("Léa Dupont", "DA Python", "P7"), zoe)
        at = made.school.time + timedelta(hours=1)
        held = parts.sessions.book(zoe, lea.id, at).session.id
        made.school.pass_time(hours=2)
        parts.sessions.set_status(zoe, held, "done")
        yield made


def test_the_month_of_each_mentor_as_json(the_desk: Desk) -> None:
    [told] = the_desk.json("statement", "--month", "2026-03")
    assert set(told) == {"mentor", "month", "closed_at", "unset", "lines", "totals"}
    assert set(told["mentor"]) == {"id", "username", "name"}
    assert told["totals"] == {"done": {"count": 1, "amount": None}}
    assert the_desk.json("statement", "--month", "2026-03", "--mentor", "@zoe") == [told]
    assert the_desk.json("statement", "--month", "2026-04") == []
    [empty] = the_desk.json("statement", "--month", "2026-04", "--mentor", "zoe")
    assert (empty["lines"], empty["totals"]) == ([], {})


def test_the_table_is_written_as_excel_wants_it(the_desk: Desk) -> None:
    result = the_desk.type("statement", "--month", "2026-03", "--format", "csv")
    assert result.exit_code == 0
    assert result.stdout_bytes.startswith(b"\xef\xbb\xbfmentor;mois;")
    assert b"\r\n" in result.stdout_bytes and "Léa Dupont".encode() in result.stdout_bytes


@pytest.mark.parametrize("month", ["2026-13", "novembre", "", "2026-3", "2026-03-01"])
def test_a_wrong_month_is_told_in_one_sentence(the_desk: Desk, month: str) -> None:
    result = the_desk.type("statement", "--month", month)
    assert result.exit_code == 2
    assert "2026-11" in result.output and len(result.output.strip().splitlines()) == 1


def test_an_unknown_mentor_is_told_in_one_sentence(the_desk: Desk) -> None:
    result = the_desk.type("statement", "--month", "2026-03", "--mentor", "personne")
    assert (result.exit_code, "personne" in result.output) == (2, True)
    assert json.dumps(result.stdout) == '""'
