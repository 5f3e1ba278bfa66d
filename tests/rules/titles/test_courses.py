"""Courses are found in the words of a title, whatever way people write them."""

from __future__ import annotations

import pytest
from titles_builders import COURSES

from rules.titles.courses import SHIPPED, Course, CourseIndex
from rules.titles.words import keys_of, read_words


def _found(title: str, courses: CourseIndex = COURSES) -> str | None:
    found = courses.find(read_words(title).keys)
    return found.course.name if found else None


@pytest.mark.parametrize(
    ("written", "name"),
    [(alias, course.name) for course in SHIPPED for alias in (course.name, *course.aliases)],
)
def test_every_alias_leads_to_its_course(written: str, name: str) -> None:
    assert _found(written) == name
    assert _found(f"Kor {written.upper()} Zan") == name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Développeuse en application Python", "Développeur d’application Python"),
        ("Dev. d'appli. Python", "Développeur d’application Python"),
        ("Cheffe de projets digitaux", "Chef de projet digital"),
        ("Intégratrice web", "Intégrateur web"),
        ("développeur fullstack Java et Angular", "Développeur full-stack Java/Angular"),
    ],
)
def test_genders_plurals_and_small_words_do_not_matter(written: str, name: str) -> None:
    assert _found(written) == name


@pytest.mark.parametrize("name", ["Dave Webb", "Dana Lyst", "Anna Lyste", "Javier Da Silva", ""])
def test_names_that_sound_like_courses_are_no_courses(name: str) -> None:
    assert _found(name) is None


def test_two_courses_in_one_title_are_told() -> None:
    found = COURSES.find(read_words("DA Python vers Data analyst").keys)
    assert found is not None
    assert found.others
    found = COURSES.find(read_words("Python puis Développeur web").keys)
    assert found is not None
    assert (found.course.name, found.others) == ("Développeur web", False)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("pyhton", "python"), ("devlopeur", "dev"), ("analist", "analyst"), ("martin", "martin"),
     ("webb", "webb"), ("python", "python")],
)  # fmt: skip
def test_one_letter_is_forgiven(typed: str, meant: str) -> None:
    assert COURSES.corrected(typed) == meant


def test_a_school_may_have_its_own_courses() -> None:
    own = CourseIndex([Course("Développeur Rust", ("Crabe",)), Course("Crabe"), Course("–")])
    assert _found("Marie Dupont – dév Rust", own) == "Développeur Rust"
    assert _found("Crabe", own) == "Développeur Rust"
    assert _found("Marie Dupont – DA Python", own) is None
    assert keys_of("–") == ()
