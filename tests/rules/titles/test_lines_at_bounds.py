"""Lines of descriptions at their bounds: a bare head, a long one, and what is left open by a title."""

from __future__ import annotations

import pytest
from titles_builders import COURSES, PYTHON, read

from rules.titles.lines import LONGEST_HEAD, read_description


@pytest.mark.parametrize(
    ("text", "name", "course"),
    [
        ("Étudiante :\nLéa Martin", "Léa Martin", None),
        ("Étudiante : Léa Martin\nPaul Durand", "Léa Martin", None),
        ("Étudiante :\n| Xavier Martin", "Xavier Martin", None),
        ("Étudiante :\n\n- Léa Martin", "Léa Martin", None),
        ("Étudiante :\nRendu : demain\nLéa Martin", None, None),
        ("Étudiante\nLéa Martin", "Léa Martin", None),
        ("Parcours :\nDA Python", None, PYTHON),
        ("Parcours : DA Python\nData analyst", None, PYTHON),
        ("Rendu : demain\nÉtudiante : Léa Martin", "Léa Martin", None),
        ("Nous suivons un DA Python", None, PYTHON),
        ("Rien de tel", None, None),
    ],
)
def test_a_bare_head_waits_for_the_next_line(
    text: str, name: str | None, course: str | None
) -> None:
    draft = read_description(text, COURSES)
    assert (draft.name, draft.course) == (name, course)
    assert draft.known_course == (course is not None)


def test_a_head_is_read_up_to_its_longest() -> None:
    for size, expected in ((LONGEST_HEAD, "Léa Martin"), (LONGEST_HEAD + 1, None)):
        head = "Étudiante".ljust(size, ".")
        for text in (f"{head}: Léa Martin", f"{head}:\nLéa Martin"):
            assert read_description(text, COURSES).name == expected


def test_what_a_title_leaves_open_is_the_other_and_no_longer_in_doubt() -> None:
    found = read("Martin", "Parcours : DA Python")
    assert (found.name, found.name_from, found.doubt, found.only_word) == (
        *("Martin", "title"),
        *(False, None),
    )
    found = read("Forgeron", "Étudiante : Léa Martin")
    assert (found.course, found.course_from, found.doubt, found.only_word) == (
        *("Forgeron", "title"),
        *(False, None),
    )
    assert (found.course_sure, found.known_course) == (True, False)


def test_doubtful_words_are_no_longer_in_doubt_once_the_other_is_known() -> None:
    alone = read("Relecture Martin")
    assert (alone.doubt, alone.name, alone.course) == (True, None, None)
    course = read("Relecture Martin", "Étudiante : Léa Martin")
    assert (course.course, course.course_sure, course.doubt) == ("Relecture Martin", False, False)
    name = read("Relecture Martin", "Parcours : DA Python")
    assert (name.name, name.name_sure, name.doubt) == ("Relecture Martin", False, False)
