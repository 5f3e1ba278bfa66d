"""A profile, a ranking and a label say course and project, where two courses have a P7 each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from harness import school

from mentoring.profiles.csv_file import read_table, table_of
from mentoring.school.model import Mentor, Profile
from mentoring.school.projects import Catalogue, catalogue_of
from tests.powerup.desk import Desk

PYTHON, WEB = "Développeur d’application Python", "Développeur web"
BOTH = Catalogue(
    (PYTHON, WEB),
    (("P1", "P1"), ("P7", "P7")),
    {PYTHON: (("P7", "P7 – Algorithmes"),), WEB: (("P9", "P9 – Réseaux"),)},
)


def test_each_course_has_its_own_and_those_of_any() -> None:
    assert BOTH.of(PYTHON) == (("P1", "P1"), ("P7", "P7 – Algorithmes"))
    assert BOTH.of(WEB) == (("P1", "P1"), ("P7", "P7"), ("P9", "P9 – Réseaux"))
    assert BOTH.of("Autre") == BOTH.projects
    assert BOTH.name_of("P7", PYTHON) == "P7 – Algorithmes"
    assert (WEB, "P9") in BOTH.skills and (PYTHON, "P9") not in BOTH.skills


def test_the_table_for_excel_reads_what_it_writes_by_course() -> None:
    skills = frozenset({(PYTHON, "P7"), (WEB, "P7"), (WEB, "P9")})
    mentor = Mentor("m", "Inès", "ines", profile=Profile(mentors=skills))
    text = table_of([mentor], BOTH)
    assert "P7 – Algorithmes" in text and "P9 – Réseaux" in text
    assert read_table(text, {"ines": "m"}, BOTH)["m"].mentors == skills


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with school(tmp_path) as made:
        yield Desk.at(made)


def test_the_profile_shows_each_course_its_own(desk: Desk) -> None:
    made = desk.school
    made.by("helene").create_label(desk.board(), "P7 Dév web", "sky")
    made.look()
    page = desk.get("/desk/profile", "zoe").get_json()
    own = {each["key"]: each["name"] for each in page["own"][WEB]}
    assert own["P7"] == "P7 Dév web"
    assert {x["key"]: x["name"] for x in page["projects"]}["P7"] != "P7 Dév web"
    with made.parts.database.transaction() as session:
        known = catalogue_of(session, made.parts.rulebook)
    assert known.name_of("P7", WEB) == "P7 Dév web"
