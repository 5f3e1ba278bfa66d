"""Profiles: as a table for Excel and back, what is new to whom, and how many students somebody follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from schools import NOW, PYTHON, WEB, card_id, defence, mentor, transfer

from mentoring.csv_rows import MARK, BadTable, problems_told
from mentoring.profiles.bulk import COLUMNS_MISSING
from mentoring.profiles.csv_file import COLUMNS, read_table, table_of
from mentoring.profiles.form import BadProfile, read_profile
from mentoring.school.caseload import followed
from mentoring.school.model import Absence, Hours, Profile
from mentoring.school.profiles import (
    dismiss_news,
    forget_profile,
    keep_profile,
    news_for,
    profile_from,
    profile_of,
    profile_to,
)
from mentoring.school.projects import Catalogue
from sync.storage.database import Database, database_url
from tests.migrated import fresh

CATALOGUE = Catalogue((PYTHON, WEB), (("P1", "P1"), ("P2", "P2 – Web"), ("P3", "P3")))
FULL = Profile(
    capacity=8,
    adapts=True,
    assets=("deaf", "blind"),
    validator=True,
    mentors=frozenset({(PYTHON, "P1"), (PYTHON, "P2"), (PYTHON, "P3"), (WEB, "P2")}),
    validates=frozenset({(WEB, "P3")}),
    absences=(Absence(date(2026, 3, 2), date(2026, 3, 6)),),
    hours=(Hours(0, 540, 720), Hours(3, 840, 1110)),
)
PEOPLE = {"ines": "ines", "malik": "malik", "zoe": "zoe"}


def test_a_profile_comes_back_from_its_row_and_from_its_table() -> None:
    assert profile_from(profile_to(FULL)) == FULL
    text = table_of([mentor("ines", FULL), mentor("zoe")], CATALOGUE)
    assert text.startswith(MARK + "identifiant;nom;étudiants en tout;")
    assert f"{PYTHON} : tous | {WEB} : P2 – Web" in text
    assert read_table(text, PEOPLE, CATALOGUE) == {"ines": FULL}


def test_a_table_with_commas_and_other_columns_around_is_read_too() -> None:
    text = table_of([mentor("ines", FULL)], CATALOGUE).removeprefix(MARK)
    rows = [line.split(";") for line in text.splitlines()]
    commas = "\n".join(",".join(f'"{cell}"' for cell in ["x", *row[::-1]]) for row in rows)
    assert read_table(commas, PEOPLE, CATALOGUE) == {"ines": FULL}


def test_every_mistake_is_told_with_its_line_and_column_and_nothing_is_taken_over() -> None:
    def line(who: str, **cells: str) -> str:
        return ";".join([who, *(cells.get(each.split()[0], "") for each in COLUMNS[1:])])

    text = "\n".join(
        [
            ";".join(COLUMNS),
            line("ines", étudiants="8"),
            line("qui"),
            line("ines"),
            line("malik", étudiants="beaucoup", valide="Cuisine : P1", heures="lundi 9"),
            line("zoe", suit=f"{WEB} : P9", absences="2026-03-06/2026-03-02", handicap="peut-être"),
        ]
    )
    with pytest.raises(BadTable) as refused:
        read_table(text, PEOPLE, CATALOGUE)
    assert [(each.line, each.column) for each in refused.value.problems] == [
        (3, "identifiant"),
        (4, "identifiant"),
        (5, "étudiants en tout"),
        (5, "valide"),
        (5, "heures"),
        (6, "handicap"),
        (6, "suit"),
        (6, "absences"),
    ]


def test_a_table_without_a_column_says_which() -> None:
    with pytest.raises(BadTable) as refused:
        read_table("identifiant;nom\nines;Inès", PEOPLE, CATALOGUE)
    assert "validateur" in [each.column for each in refused.value.problems]
    (told,) = problems_told(refused.value, COLUMNS_MISSING, "fr")
    assert "« suit », « valide »" in told.replace("\u00a0", " ").replace("\u202f", " ")
    assert "exportée" in told
    assert "“absences” and “heures”" in problems_told(refused.value, COLUMNS_MISSING, "en")[0]
    with pytest.raises(BadTable):
        read_table("", PEOPLE, CATALOGUE)


def test_a_name_that_excel_would_take_for_a_formula_stays_a_name() -> None:
    text = table_of([replace(mentor("ines"), name="=cmd()")], CATALOGUE)
    assert ";'=cmd();" in text


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("capacity", {"capacity": -1}),
        ("capacity", {"capacity": True}),
        ("absences", {"absences": [["2026-03-06", "2026-03-02"]]}),
        ("absences", {"absences": [["demain", "2026-03-02"]]}),
        ("hours", {"hours": [[7, 0, 60]]}),
        ("hours", {"hours": [[1, 600, 600]]}),
        ("projects", {"validates": {PYTHON: ["P9"]}}),
        ("projects", {"mentors": "P1"}),
    ],
)
def test_what_cannot_be_used_is_named(field: str, change: dict[str, object]) -> None:
    good: dict[str, object] = {
        "capacity": 3,
        "assets": [],
        "mentors": {PYTHON: ["P1"]},
        "validates": {},
        "absences": [],
        "hours": [],
    }
    assert read_profile(good, CATALOGUE.skills).mentors == {(PYTHON, "P1")}
    with pytest.raises(BadProfile) as refused:
        read_profile({**good, **change}, CATALOGUE.skills)
    assert refused.value.field == field


def test_those_concerned_are_asked_once_about_what_is_new(tmp_path: Path) -> None:
    database = Database(database_url(None, tmp_path))
    fresh(database)
    with database.transaction() as session:
        keep_profile(session, "ines", FULL, CATALOGUE.skills, "ines", NOW)
        keep_profile(session, "zoe", Profile(), CATALOGUE.skills, "zoe", NOW)
        assert news_for(session, "ines", CATALOGUE.skills) == ()
        more = (*CATALOGUE.skills, (PYTHON, "P4"), ("Data analyst", "P1"))
        assert news_for(session, "ines", more) == ((PYTHON, "P4"), ("Data analyst", "P1"))
        assert news_for(session, "zoe", more) == (("Data analyst", "P1"),)
        assert news_for(session, "malik", more) == ()
        dismiss_news(session, "ines", more)
        assert news_for(session, "ines", more) == ()
        assert profile_of(session, "ines") == FULL
        assert forget_profile(session, "ines")
        assert profile_of(session, "ines") is None
    database.close()


def test_who_follows_whom_is_told_by_the_latest_card_of_each_student() -> None:
    first = defence(
        1, student="Léa Dupont", mentors=("zoe",), role="passed", at=NOW - timedelta(20)
    )
    again = defence(2, student="DUPONT Léa", mentors=("zoe",))
    other = defence(3, student="Karim Benali", mentors=("zoe", "noel"))
    assert followed([first, again, other], [], NOW) == {
        "zoe": {"dupont lea", "benali karim"},
        "noel": {"benali karim"},
    }
    waiting = transfer(9, student="Léa Dupont", mentors=("zoe",))
    assert "dupont lea" in followed([again], [waiting], NOW)["zoe"]
    taken = replace(waiting, mentors=("ines",), taker="ines", role="passed")
    assert followed([again], [taken], NOW) == {"ines": {"dupont lea"}}


def test_a_student_of_long_ago_is_not_followed_any_more() -> None:
    made = NOW - timedelta(days=200)
    past = {"card_id": card_id(1, made), "role": "passed"}
    assert followed([defence(at=NOW - timedelta(91), **past)], [], NOW) == {}
    assert followed([defence(at=NOW - timedelta(89), **past)], [], NOW) == {"zoe": {"dupont lea"}}
