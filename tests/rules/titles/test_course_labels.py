"""Two courses have a P7 each: a label says whose it is, by itself or by the rulebook; doubt is people's."""

from __future__ import annotations

import pytest

from rules.card import Label
from rules.editing.parse import read_rulebook
from rules.titles.course_labels import course_of_label, label_for
from rules.titles.courses import SHIPPED, Course, CourseIndex

PYTHON, WEB = "Développeur d’application Python", "Développeur web"
CYBER = Course("Expert en cybersécurité", ("Cyber",), ("P7 – Auditez un réseau",))
INDEX = CourseIndex((CYBER, *SHIPPED))


def labels(*names: str) -> list[Label]:
    return [Label(str(place), name, "blue") for place, name in enumerate(names)]


@pytest.mark.parametrize(
    ("name", "course"),
    [
        ("P7", ""),
        ("P7 – Algorithmes", ""),
        ("P7 DA Python", PYTHON),
        ("DW – P7 : testez", WEB),
        ("P7 – auditez un réseau", CYBER.name),
        ("P7 DA Python / Dév web", ""),
    ],
)
def test_whose_a_label_is(name: str, course: str) -> None:
    assert course_of_label(name, INDEX) == course


@pytest.mark.parametrize(
    ("there", "project", "course", "expected"),
    [
        (("P7", "P8"), "Projet 7", PYTHON, "P7"),
        (("P7 DA Python", "P7 Dév web"), "P7", PYTHON, "P7 DA Python"),
        (("P7 DA Python", "P7 Dév web"), "P7", WEB, "P7 Dév web"),
        (("P7 DA Python",), "P7", WEB, None),
        (("P7", "P7 DA Python"), "P7", PYTHON, "P7 DA Python"),
        (("P7", "P7 DA Python"), "P7", WEB, "P7"),
        (("P7 – Algorithmes", "P7 – Réseaux"), "P7 – réseaux", PYTHON, "P7 – Réseaux"),
        (("P7 – Algorithmes", "P7 – Réseaux"), "P7", PYTHON, None),
        (("P7 – Auditez un réseau", "P7"), "P7", CYBER.name, "P7 – Auditez un réseau"),
        (("P7 – Auditez un réseau",), "P7", PYTHON, None),
        (("P7 DA Python", "P7"), "P7", "", "P7"),
        ((), "P7", PYTHON, None),
    ],
)
def test_which_label_is_that_of_a_course(
    there: tuple[str, ...], project: str, course: str, expected: str | None
) -> None:
    found = label_for(labels(*there), project, course, INDEX)
    assert (found.name if found is not None else None) == expected


def test_the_rulebook_names_the_projects_of_a_course() -> None:
    text = f"""
[[courses]]
name = "{CYBER.name}"
projects = ["P7 – Auditez un réseau"]
[boards.soutenances]
kind = "soutenances"
board = "{"b" * 24}"
intake = "{"1" * 24}"
incomplete = "{"2" * 24}"
"""
    assert read_rulebook(text).courses[0].projects == CYBER.projects
