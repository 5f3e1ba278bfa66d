"""Names of people of many places, in the forms that titles have: none is blocked, none is cut for sure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest
from titles_builders import read

from rules.titles.reader import Reading
from rules.twins import name_key

FORMS = (
    "{name} – {course}",
    "{course} / {name}",
    "Soutenance P7 - {name} - {course}",
    "{name} ({course})",
    "{name} {course}",
    "P7 | {name} | {course}",
    "Transfert de {name} – {course}",
    "{name} – {course} – 2e passage",
    "{name}, {course}",
    "{name} en {course}",
    "Étudiant : {name} | Parcours : {course}",
)
COURSES = ("DA Python", "Développeur web", "Data analyst", "Cybersécurité", "CDP digital")
WORDS = """
    Le Do Du La Da Au Van Ben En In De Des El Al Et Janvier Juillet Mars Août Lundi Second Nouveau
    Premier Cours Copie Examen Projet Web Python Java Data Mentor Tuteur Future By Par Test Session
    Oral Page Son Ma Mon Art Cloud Chef Page Bug Sales Rose Stop
"""


PEOPLE = tuple(Path(__file__).with_name("people.txt").read_text("utf-8").splitlines())
"""Invented people of a hundred places, up to four of each, as the library Faker names them (MIT licence)."""


def called_like_a_word() -> Iterator[str]:
    """People whose first name or surname means something in titles."""
    for word in WORDS.split():
        for other in ("Minh", "Krasniqi", "Jean"):
            yield from (f"{other} {word}", f"{word} {other}")


def is_blocked(reading: Reading) -> bool:
    return reading.name is None and not reading.doubt


def is_cut(reading: Reading, name: str) -> bool:
    return reading.name_sure and name_key(reading.name or "") != name_key(name)


@pytest.mark.parametrize("form", FORMS)
def test_no_name_is_blocked_or_cut_for_sure(form: str) -> None:
    courses = cycle(COURSES)
    for name in PEOPLE:
        reading = read(form.format(name=name, course=next(courses)))
        assert not is_blocked(reading), name
        assert not is_cut(reading, name), (name, reading.name)


@pytest.mark.parametrize("form", FORMS)
def test_a_name_that_is_also_a_word_is_not_blocked_or_cut_for_sure(form: str) -> None:
    for name in called_like_a_word():
        for course in ("DA Python", "Horlogerie"):
            reading = read(form.format(name=name, course=course))
            assert not is_blocked(reading), (name, course)
            assert not is_cut(reading, name), (name, course, reading.name)


def test_written_without_a_capital_a_name_of_such_words_is_a_doubt_and_not_missing() -> None:
    for name in ("Mentor Janvier", "By Janvier", "Juillet Future", "Do Janvier", "Le Mentor"):
        for title in (f"{name} – DA Python", f"{name} – Data analyst"):
            assert (read(title).name, read(title.lower()).name) == (name, name)
            assert not read(title.lower()).sure
    assert not is_blocked(read("soutenance janvier – da python"))
    for title in (
        "soutenance urgente – da python",
        "mentor – da python",
        "projet examen – da python",
    ):
        assert is_blocked(read(title)), title


def test_a_word_written_like_the_only_word_of_a_name_may_be_its_first_name() -> None:
    for title in ("Urgent Dupont", "urgent dupont", "URGENT DUPONT", "Validé Dupont"):
        reading = read(f"{title} – DA Python")
        assert (reading.name, reading.name_sure) == ("Dupont", False), title
    for title in ("Urgent : Dupont", "URGENT Dupont", "Soutenance Dupont", "Urgent Marie Dupont"):
        assert read(f"{title} – DA Python").name_sure, title


@pytest.mark.parametrize("civility", ["M.", "Mme", "Mlle", "Dr", "Pr", "Mr", "Mrs", "Ms"])
def test_a_civility_stays_outside_the_name(civility: str) -> None:
    for name in ("Janvier", "Le", "Copie", "Web", "Ma", "Marie Dupont", "Paul de la Tour"):
        reading = read(f"{civility} {name} – DA Python")
        assert (reading.name, reading.sure) == (name, True)


@pytest.mark.parametrize("name", ["Mentor Future", "Minh Do", "Janvier", "Par By", "Web Python"])
def test_what_is_said_to_be_the_student_is_the_name(name: str) -> None:
    for title, desc in (
        ("P7", f"Étudiant : {name}\nParcours : DA Java"),
        ("DA Java", f"Étudiante : {name}"),
    ):
        reading = read(title, desc)
        assert (reading.name, reading.name_from) == (name, "description")
    assert read("P7", Étudiant=name, Parcours="DA Java").name == name


def test_most_names_are_read_without_a_doubt() -> None:
    doubtful = [name for name in PEOPLE if not read(f"{name} – DA Python").sure]
    assert len(doubtful) < len(PEOPLE) / 100
