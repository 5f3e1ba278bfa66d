"""The forgiving reader on titles: it understands what a person understands, and says how surely."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from titles_builders import COURSES, PYTHON, read, table

from rules.titles.courses import SHIPPED
from rules.titles.reader import Reading

SURE = [row for row in table() if row[0] == "sure"]
NAMES = (
    "Marie Dupont",
    "Jean-Baptiste N’Diaye",
    "Léa Martin",
    "Paul de la Tour",
    "Aïcha El Amrani",
    "Noémie Lefèvre-Roux",
    "Kofi Zan",
    "Chloé d’Aubigné",
    "Inès García López",
)
SEPARATORS = (
    " - ",
    " – ",
    " — ",
    " | ",
    " : ",
    " / ",
    ", ",
    "\t",
    " · ",
    " > ",
    " • ",
    "; ",
    " + ",
)
FORMS = (
    "{name}{sep}{course}",
    "{course}{sep}{name}",
    "Soutenance P7{sep}{name}{sep}{course}",
    "{name} ({course})",
    "[{course}] {name} (P7)",
    "P7 | {name}{sep}{course}",
    "Transfert de {name}{sep}{course}",
    "🎓 {name}{sep}{course} 🚀",
    "{name}{sep}{course}{sep}2e passage",
    "{name} en {course}",
)

PIECES = ["Marie", "DUPONT", "da", "de", "en", "P7", "Python", ",", "-", "–", "(", ")", ":", "/"]
PIECES += [".", "’", "web", "é", "\u0301", "Étudiant", "mentor", "et", "12", "E", "projet", "_"]


@pytest.mark.parametrize(("outcome", "title", "name", "course"), list(table()))
def test_a_title_is_read_as_a_person_would_read_it(
    outcome: str, title: str, name: str | None, course: str | None
) -> None:
    reading = read(title)
    assert (reading.name, reading.course, reading.sure) == (name, course, outcome == "sure")


@given(
    st.sampled_from(NAMES),
    st.sampled_from(SHIPPED),
    st.sampled_from(SEPARATORS),
    st.sampled_from(FORMS),
    st.data(),
)
def test_order_and_separators_and_aliases_change_nothing(name, course, sep, form, data) -> None:  # type: ignore[no-untyped-def]
    written = data.draw(st.sampled_from((course.name, *course.aliases)))
    reading = read(form.format(name=name, course=written, sep=sep))
    assert (reading.name, reading.course, reading.sure) == (name, course.name, True)


@given(
    st.sampled_from(SURE),
    st.sampled_from((" ", "\u00a0", "\u202f", "\u2009", "\t", "  ", "\u3000", " \u200b")),
    st.sampled_from(("NFC", "NFD")),
)
def test_spaces_and_unicode_forms_change_nothing(row, space, form) -> None:  # type: ignore[no-untyped-def]
    _, title, name, course = row
    reading = read(unicodedata.normalize(form, title).replace(" ", space))
    assert (reading.name, reading.course, reading.sure) == (name, course, True)


@given(st.sampled_from(NAMES), st.sampled_from(SHIPPED), st.sampled_from((str.upper, str.lower)))
def test_case_changes_nothing_but_the_capitals_that_it_took_away(name, course, case) -> None:  # type: ignore[no-untyped-def]
    reading = read(case(f"{name} – {course.name}"))
    assert reading.name is not None
    assert (reading.name.casefold(), reading.course) == (name.casefold(), course.name)
    assert reading.name[0].isupper()
    assert reading.sure


@given(st.text(max_size=120), st.text(max_size=200), st.lists(st.text(max_size=20), max_size=2))
def test_no_text_is_too_strange(title: str, desc: str, labels: list[str]) -> None:
    _check_sound(read(title, desc, labels))


@given(st.lists(st.sampled_from(PIECES)))
def test_any_mixture_of_pieces_is_read_soundly(pieces: list[str]) -> None:
    _check_sound(read(" ".join(pieces), "Étudiant : " + "".join(pieces)))


def _check_sound(reading: Reading) -> None:
    for text in (reading.name, reading.course):
        assert text is None or (text.strip() and unicodedata.is_normalized("NFC", text))
    assert reading.name or not reading.name_sure
    assert reading.course or not reading.course_sure
    assert 0 <= reading.confidence <= 1
    assert (reading.student is None) == (reading.name is None and reading.course is None)


@pytest.mark.parametrize(
    "text",
    ["a", "a ", "- ", "étudiant : ", "DA ", "d’", "(", "P7 ", "[a](", "\u0301", "ａ", "a:b\n", "1",
     "Parcours - \n", "http://", "🎓", "développeur d ", "*", "["],
)  # fmt: skip
def test_the_longest_texts_of_trello_are_read_at_once(text: str) -> None:
    evil = (text * 16_384)[:16_384]
    start = time.process_time()
    read(evil, evil, (evil,))
    assert time.process_time() - start < 2  # it takes milliseconds; a bad pattern takes for ever


def test_a_name_at_the_start_of_a_very_long_title_is_read() -> None:
    reading = read("Marie Dupont – DA Python – " + "relire le dossier et le livrable " * 400)
    assert reading.course == PYTHON
    assert reading.name == "Marie Dupont"


@pytest.mark.parametrize(
    ("title", "labels", "course"),
    [
        ("Marie Dupont - P7 - Algorithmes", ("P7 – Algorithmes",), None),
        ("Marie Dupont - Algorithmes", ("P7 – Algorithmes",), None),
        ("Marie Dupont - P7 - Algorithmes - DA Python", ("P7 – Algorithmes",), PYTHON),
        ("Marie Dupont - DA Python", ("DA Python",), PYTHON),
        ("Marie Dupont - DA Python", ("P7", "", "Urgent", "Marie-Claire"), PYTHON),
        ("P7 – Algorithmes", ("P7 – Algorithmes",), None),
        ("Marie Dupont – Gestion de crise", ("Crise",), "Gestion de crise"),
    ],
)
def test_the_names_of_labels_are_not_taken_for_a_course(
    title: str, labels: tuple[str, ...], course: str | None
) -> None:
    assert read(title, labels=labels).course == course


def test_invisible_and_full_width_characters_are_seen_through() -> None:
    for title in (
        "Ma\u00adrie\u200b Dup\u200dont – DA\ufeff Python",
        "ＭＡＲＩＥ　ＤＵＰＯＮＴ － ＤＡ　Ｐｙｔｈｏｎ",
        "𝐌𝐚𝐫𝐢𝐞 𝐃𝐮𝐩𝐨𝐧𝐭 – DA Python",
        "« Marie Dupont » – “DA Python”",
    ):
        assert (read(title).name, read(title).course) == ("Marie Dupont", PYTHON)


def test_confidence_says_how_sure_the_reading_is() -> None:
    assert read("Marie Dupont – DA Python").confidence == 1
    assert read("Marie Dupont – Horlogerie").confidence == 0.95
    assert read("Marie Dupont – DA Pyhton").confidence == 0.75
    assert read("Marie Dupont").confidence == 0.5
    assert read("P7").confidence == 0


def test_what_was_not_read_is_no_student() -> None:
    assert read("P7").student is None
    student = read("Marie Dupont").student
    assert student is not None
    assert (student.name, student.course) == ("Marie Dupont", None)


def test_every_shipped_course_is_found_by_its_name_alone() -> None:
    for course in COURSES.courses:
        reading = read(course.name)
        assert (reading.name, reading.course, reading.course_sure) == (None, course.name, True)
