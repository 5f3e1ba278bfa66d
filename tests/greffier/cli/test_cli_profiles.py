"""`greffier profiles`: all profiles as a table, out and in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_desk import Desk, desk

from mentoring.profiles.csv_file import COLUMNS
from mentoring.school.model import Profile
from mentoring.school.profiles import profile_of


@pytest.fixture
def the_desk(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path) as made:
        yield made


def test_a_table_goes_out_and_comes_back(the_desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "mentors.csv"
    assert the_desk.type("profiles", "export", path).exit_code == 0
    lines = path.read_text("utf-8-sig").splitlines()
    assert lines[0] == ";".join(COLUMNS)
    changed = [x.replace("Inès Castel;", "Inès Castel;8", 1) for x in lines]
    path.write_text("\n".join(changed), "utf-8")
    result = the_desk.type("profiles", "import", path, GREFFIER_LANGUAGE="en")
    assert "Profiles imported: 1." in result.output
    ines = str(the_desk.school.sandbox.state.member("ines")["id"])
    with the_desk.school.parts.database.transaction() as session:
        assert profile_of(session, ines) == Profile(capacity=8)


def test_a_mistake_is_told_with_its_place_and_nothing_is_imported(
    the_desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "mentors.csv"
    cells = ["ines", "", "8", *[""] * (len(COLUMNS) - 3)]
    wrong = ["malik", "", "huit", *[""] * (len(COLUMNS) - 3)]
    path.write_text("\n".join(";".join(x) for x in (COLUMNS, cells, wrong)), "utf-8")
    result = the_desk.type("profiles", "import", path)
    assert result.exit_code == 2
    assert "Ligne 3, colonne «\u00a0étudiants en tout\u00a0»" in result.output
    ines = str(the_desk.school.sandbox.state.member("ines")["id"])
    with the_desk.school.parts.database.transaction() as session:
        assert profile_of(session, ines) is None


def test_another_encoding_says_what_to_do(the_desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "mentors.csv"
    path.write_bytes("identifiant;étudiants en tout".encode("latin-1"))
    result = the_desk.type("profiles", "import", path)
    assert result.exit_code == 2
    assert "CSV UTF-8" in result.output
