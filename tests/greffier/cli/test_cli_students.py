"""`greffier students` and `greffier sessions`: the table in and out, and what programs read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_desk import Desk, desk, plain

from mentoring.sessions.views.students_csv import COLUMNS

PYTHON = "Développeur d’application Python"
HEADER = "étudiant;parcours;projet;mentor;jour;heure;minutes;fuseau;courriel"


@pytest.fixture
def the_desk(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path) as made:
        yield made


def table(path: Path, *rows: str) -> Path:
    file = path / "etudiants.csv"
    file.write_text("\n".join((HEADER, *rows)), "utf-8")
    return file


def test_a_table_makes_students_with_mentor_and_slot(the_desk: Desk, tmp_path: Path) -> None:
    rows = (
        "Léa Dupont;DA Python;P7;zoe;mardi;18:00;45;Europe/Paris;lea@example.org",
        ("Ada Morel;Data analyst;P2;;;;;;"),
    )
    result = the_desk.type("students", "import", table(tmp_path, *rows))
    assert (result.exit_code, result.output) == (
        0,
        "Étudiants importés : 2.\n".replace(" :", "\u00a0:"),
    )
    ada, lea = the_desk.json("students", "list")
    assert set(lea) == {"id", "name", "course", "project", "mentor", "since", "next_session"}
    assert (lea["name"], lea["course"], lea["project"]) == ("Léa Dupont", PYTHON, "P7")
    assert lea["mentor"]["username"] == "zoe"
    assert lea["next_session"] == "2026-03-03T18:00:00+01:00"
    assert (ada["mentor"], ada["next_session"]) == (None, None)


def test_the_same_table_again_changes_nothing(the_desk: Desk, tmp_path: Path) -> None:
    file = table(tmp_path, "Léa Dupont;DA Python;P7;zoe;mardi;18:00;;;")
    the_desk.type("students", "import", file)
    students, sessions = the_desk.json("students", "list"), the_desk.json("sessions", "list")
    the_desk.type("students", "import", file)
    assert the_desk.json("students", "list") == students
    assert the_desk.json("sessions", "list") == sessions
    assert len(sessions) == 6


def test_what_goes_out_comes_back_as_it_was(the_desk: Desk, tmp_path: Path) -> None:
    file = table(
        tmp_path, "Léa Dupont;DA Python;P7;zoe;mardi;18:00;45;America/Toronto;l@example.org"
    )
    the_desk.type("students", "import", file)
    out = tmp_path / "out.csv"
    assert the_desk.type("students", "export", out).exit_code == 0
    [header, row] = csv.reader(io.StringIO(out.read_text("utf-8-sig")), delimiter=";")
    assert tuple(header) == COLUMNS
    assert row == [
        *("Léa Dupont", PYTHON, "P7", "zoe", "mardi", "18:00", "45", "America/Toronto"),
        "l@example.org",
    ]
    before = the_desk.json("sessions", "list")
    assert the_desk.type("students", "import", out).exit_code == 0
    assert the_desk.json("sessions", "list") == before


def test_every_wrong_cell_is_named_and_nothing_is_imported(the_desk: Desk, tmp_path: Path) -> None:
    rows = (
        "Ada Morel;Data analyst;P2;;;;;;",
        "Léa;;;personne;mercredy;25:00;abc;Mars/Olympus;lea",
        "Ada Morel;Data analyst;P2;;lundi;;;;",
    )
    result = the_desk.type("students", "import", table(tmp_path, *rows))
    assert result.exit_code == 2
    told = plain(result.output)
    for line, column in (
        *((3, each) for each in COLUMNS),
        *((4, "étudiant"), (4, "heure"), (4, "mentor")),
    ):
        assert f"Ligne {line}, colonne « {column} »" in told
    assert the_desk.json("students", "list") == []


def test_two_students_of_one_name_and_course_are_an_error(the_desk: Desk, tmp_path: Path) -> None:
    from mentoring.students.write import Person, make_student

    with the_desk.school.parts.database.transaction() as session:
        for _ in range(2):
            make_student(session, Person("Léa Dupont", PYTHON))
    result = the_desk.type("students", "import", table(tmp_path, "Léa Dupont;DA Python;P7;;;;;;"))
    assert result.exit_code == 2
    assert "deux étudiants" in result.output


def test_a_missing_column_or_another_encoding_says_what_to_do(
    the_desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "x.csv"
    file.write_text("étudiant;parcours\nLéa;DA Python", "utf-8")
    result = the_desk.type("students", "import", file)
    assert result.exit_code == 2 and "table exportée" in result.output
    file.write_bytes("étudiant".encode("latin-1"))
    assert "CSV UTF-8" in the_desk.type("students", "import", file).output


def test_an_upgrade_fills_the_students_from_the_cards(the_desk: Desk) -> None:
    the_desk.school.card("zoe", "Marie Dupont - DA Python")
    the_desk.school.work()
    [marie] = the_desk.json("students", "list")
    assert (marie["name"], marie["mentor"]["username"]) == ("Marie Dupont", "zoe")


def test_sessions_are_listed_for_programs(the_desk: Desk, tmp_path: Path) -> None:
    the_desk.type(
        "students", "import", table(tmp_path, "Léa Dupont;DA Python;P7;zoe;lundi;18:00;45;;")
    )
    found = the_desk.json("sessions", "list", "--mentor", "zoe", "--from", "2026-04-01")
    [holiday] = [each for each in found if each["place"] == "unplaced"]
    assert set(holiday) == {
        *("id", "student", "mentor", "starts", "ends", "kind", "status", "place", "why"),
        *("video", "report"),
    }
    assert (holiday["why"], holiday["starts"]) == ("holiday", "2026-04-06T18:00:00+02:00")
    assert holiday["report"] is False and holiday["status"] is None
    assert the_desk.json("sessions", "list", "--unset") == []
    assert the_desk.json("sessions", "list", "--to", "2026-03-01") == []
    assert the_desk.type("sessions", "list", "--mentor", "x").exit_code == 2
    assert the_desk.type("sessions", "list", "--student", "x").exit_code == 2
    assert "Léa Dupont" in the_desk.type("sessions", "list").output


def test_a_file_that_others_could_read_is_closed_by_the_export(
    the_desk: Desk, tmp_path: Path
) -> None:
    out = tmp_path / "students.csv"
    out.write_text("before")
    out.chmod(0o644)
    assert the_desk.type("students", "export", out).exit_code == 0
    assert out.stat().st_mode & 0o777 == 0o600
    assert "before" not in out.read_text(encoding="utf-8-sig")
