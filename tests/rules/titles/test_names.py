"""Names are written as a person would write them."""

from __future__ import annotations

import pytest

from rules.titles.names import is_first_name, looks_capital, written_properly
from rules.titles.parts import name_likeness, parts_of
from rules.titles.words import read_words


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("Marie Dupont", "Marie Dupont"),
        ("DUPONT Marie", "Marie Dupont"),
        ("Marie DUPONT", "Marie Dupont"),
        ("MARIE DUPONT", "Marie Dupont"),
        ("DUPONT MARIE", "Marie Dupont"),
        ("marie dupont", "Marie Dupont"),
        ("Dupont Marie", "Marie Dupont"),
        ("Kofi Martin", "Kofi Martin"),
        ("Yaniss Martin", "Yaniss Martin"),
        ("MARTIN Thomas", "Thomas Martin"),
        ("MARIE Dupont", "Marie Dupont"),
        ("JP Martin", "JP Martin"),
        ("M. Dupont", "M. Dupont"),
        ("DE LA TOUR Paul", "Paul de la Tour"),
        ("Paul de La Tour", "Paul de La Tour"),
        ("paul de la tour", "Paul de la Tour"),
        ("LE GOFF Yann", "Yann Le Goff"),
        ("Le Goff Yann", "Yann Le Goff"),
        ("EL AMRANI Aïcha", "Aïcha El Amrani"),
        ("van der Berg Jan", "Jan van der Berg"),
        ("LI Wei", "Wei Li"),
        ("JEAN-BAPTISTE N’DIAYE", "Jean-Baptiste N’Diaye"),
        ("O’BRIEN Kate", "Kate O’Brien"),
        ("D’ORMESSON Jean", "Jean d’Ormesson"),
        ("MCDONALD Ronald", "Ronald McDonald"),
        ("Ronald McDonald", "Ronald McDonald"),
        ("éléonore ÉTIENNE", "Éléonore Étienne"),
        ("李雷", "李雷"),
        ("أمين بن صالح", "أمين بن صالح"),
    ],
)
def test_a_name_is_written_properly(read: str, written: str) -> None:
    assert written_properly(read.split()) == written


def test_compound_and_accented_first_names_are_known() -> None:
    assert is_first_name("Jean-Baptiste")
    assert is_first_name("LÉA")
    assert not is_first_name("Dupont")


@pytest.mark.parametrize(
    ("word", "capital"),
    [("DUPONT", True), ("ÉO", True), ("M", False), ("D.", False), ("Dupont", False)],
)
def test_an_initial_is_no_surname_in_capitals(word: str, capital: bool) -> None:
    assert looks_capital(word) is capital


def likeness(title: str) -> float:
    words = read_words(title)
    [part] = parts_of(words, None, ())
    return name_likeness(words, part)


def test_what_ends_like_a_subject_is_less_of_a_name_unless_a_first_name_stands_beside_it() -> None:
    assert likeness("Zoologie Zorglub") == likeness("Zorglub Truc") - 1.5
    assert likeness("Marie Zoologie") == likeness("Marie Zorglub")
