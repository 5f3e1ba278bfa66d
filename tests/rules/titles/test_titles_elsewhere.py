"""The student and the course in custom fields and description lines, beside or instead of the title."""

from __future__ import annotations

import pytest
from titles_builders import PYTHON, read


@pytest.mark.parametrize(
    "desc",
    [
        "Parcours : DA Python",
        "parcours:da python",
        "PARCOURS : DA PYTHON",
        "Bonjour,\n- **Parcours** : DA Python\nLien : https://example.org/p7",
        "**Parcours :** DA Python",
        "* Formation : DA Python",
        "• Filière = DA Python",
        "🎓 Parcours → DA Python",
        "> Parcours : [DA Python](https://example.org/parcours)",
        "## Parcours\n\nDA Python",
        "Parcours :\nDA Python",
        "Course: DA Python\r\nProject: P7",
        "| Parcours | DA Python |",
        "Parcours - DA Python",
        "Étudiante : Marie Dupont, Parcours : DA Python",
        "Parcours\u00a0: DA\u202fPython",
        "Intitulé du parcours : DA Python",
    ],
)
def test_the_course_may_stand_in_a_line_of_the_description(desc: str) -> None:
    reading = read("Marie Dupont", desc)
    assert (reading.name, reading.course, reading.sure) == ("Marie Dupont", PYTHON, True)
    assert (reading.name_from, reading.course_from) == ("title", "description")


@pytest.mark.parametrize(
    "desc",
    [
        "Étudiant : Marie Dupont",
        "Étudiante : DUPONT Marie",
        "étudiant(e) : Marie Dupont (P7)",
        "E\u0301tudiante : Marie Dupont",
        "* Nom de l’étudiant: Marie Dupont",
        "- **Nom de l'étudiante** : marie dupont",
        "Élève : Marie Dupont",
        "Student: Marie Dupont",
        "Nom : Dupont\nPrénom : Marie",
        "Prénom : Marie\nNom : DUPONT",
        "# Étudiante\n\nMarie Dupont",
        "Étudiant : [Marie Dupont](https://example.org/marie)",
        "Mentorée : Mme Marie Dupont",
    ],
)
def test_the_name_may_stand_in_a_line_of_the_description(desc: str) -> None:
    reading = read("DA Python", desc)
    assert (reading.name, reading.course, reading.sure) == ("Marie Dupont", PYTHON, True)
    assert (reading.name_from, reading.course_from) == ("description", "title")


def test_both_may_stand_outside_the_title() -> None:
    reading = read("Soutenance P7", "Étudiant : Kor\nParcours : Horlogerie d’art")
    assert (reading.name, reading.course, reading.sure) == ("Kor", "Horlogerie d’art", True)


def test_custom_fields_are_read_by_their_names() -> None:
    reading = read("Soutenance", Étudiant="DUPONT Marie", Filière="Data analyst")
    assert (reading.name, reading.course, reading.sure) == ("Marie Dupont", "Data analyst", True)
    assert (reading.name_from, reading.course_from) == ("field", "field")


def test_surname_and_first_name_may_be_two_fields() -> None:
    reading = read("DA Python", Nom="Dupont", Prénom="Marie")
    assert (reading.name, reading.sure) == ("Marie Dupont", True)


def test_the_first_place_that_is_sure_wins() -> None:
    reading = read("Marie Dupont – Data analyst", "Parcours : DA Python", Parcours="AI engineer")
    assert (reading.course, reading.course_from) == ("Data analyst", "title")
    reading = read("Marie Dupont", "Parcours : DA Python", Parcours="AI engineer")
    assert (reading.course, reading.course_from) == ("AI engineer", "field")


def test_an_unsure_title_is_settled_by_another_place() -> None:
    reading = read("Marie Dupont – Devlopeur web", "Parcours : Développeur web")
    assert (reading.course, reading.sure, reading.course_from) == (
        "Développeur web",
        True,
        "description",
    )


def test_an_unsure_course_is_kept_where_nothing_better_is_said() -> None:
    reading = read("Marie Dupont – Devlopeur web", "Lien : https://example.org")
    assert (reading.course, reading.course_sure) == ("Développeur web", False)


def test_the_one_word_of_a_title_is_whichever_of_the_two_is_not_said_elsewhere() -> None:
    named = read("Zafina", "Parcours : DA Python")
    assert (named.name, named.course, named.sure) == ("Zafina", PYTHON, True)
    coursed = read("Verrerie", "Étudiant : Marie Dupont")
    assert (coursed.name, coursed.course, coursed.sure) == ("Marie Dupont", "Verrerie", True)


def test_doubtful_words_of_a_title_are_a_name_once_the_course_is_known() -> None:
    reading = read("zan kor", "Parcours : DA Python")
    assert (reading.name, reading.course) == ("Zan Kor", PYTHON)


def test_a_task_stays_doubtful_even_where_the_course_is_known() -> None:
    reading = read("Fix login bug", "Parcours : DA Python")
    assert not reading.name_sure
    assert reading.course_sure


@pytest.mark.parametrize(
    "desc",
    [
        "Étudiant :\nParcours :",
        "Étudiant : …\nParcours : …",
        "Étudiant : à compléter\nParcours : à définir",
        "Étudiant : Prénom Nom\nParcours : ?",
        "Étudiant : xxx\nParcours : -",
        "Le parcours de la semaine : relire\nhttps://example.org/da-python/da-python",
        "Cet étudiant travaille beaucoup",
    ],
)
def test_an_empty_form_says_nothing(desc: str) -> None:
    reading = read("P7", desc)
    assert (reading.name, reading.course) == (None, None)


def test_a_course_named_in_passing_is_understood_but_not_certain() -> None:
    reading = read("Marie Dupont", "Marie suit le parcours DA Python depuis le mois de mars.")
    assert (reading.course, reading.course_sure) == (PYTHON, False)


def test_a_sentence_after_the_word_parcours_is_no_certain_course() -> None:
    reading = read("Marie Dupont", "Parcours : voir le lien")
    assert not reading.course_sure


def test_the_line_of_the_student_may_name_the_course_too() -> None:
    reading = read("P7", "Étudiante : Marie Dupont – Cybersécurité")
    assert (reading.name, reading.course, reading.sure) == ("Marie Dupont", "Cybersécurité", True)


def test_the_first_line_that_is_sure_is_kept() -> None:
    desc = "Étudiant : Marie Dupont\nÉtudiant : Paul Durand\nParcours : DA Python\nParcours : CDP"
    reading = read("P7", desc)
    assert (reading.name, reading.course, reading.sure) == ("Marie Dupont", PYTHON, True)


def test_a_name_that_is_sure_elsewhere_settles_an_unsure_title() -> None:
    reading = read("Marie Dupont, Paul Durand, DA Python", "Étudiant : Paul Durand")
    assert (reading.name, reading.sure, reading.name_from) == ("Paul Durand", True, "description")


@pytest.mark.parametrize(
    "desc",
    [
        "Prénom : https://example.org/marie",
        "Nom : www.example.org",
        "Étudiante :\nhttps://example.org/p7",
        "Parcours : https://example.org/paths/12",
    ],
)
def test_the_address_of_a_page_names_nobody(desc: str) -> None:
    reading = read("Soutenance", desc)
    assert (reading.name, reading.course) == (None, None)


@pytest.mark.parametrize(
    "title", ["https://example.org/p7 – DA Python", "DA Python - WWW.example.org/p7"]
)
def test_the_address_of_a_page_in_the_title_names_nobody(title: str) -> None:
    reading = read(title)
    assert (reading.name, reading.course) == (None, PYTHON)


def test_a_course_may_be_told_by_the_address_of_its_page() -> None:
    reading = read("Marie Dupont", "Parcours : https://example.org/da-python")
    assert (reading.course, reading.course_sure, reading.known_course) == (PYTHON, True, True)
