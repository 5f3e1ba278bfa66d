"""What was read of a title is remembered: bounded, the same as when it was read, and forgotten on request."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from titles_builders import read, remembered

from rules.titles.reader import forget_readings
from rules.titles.title import REMEMBERED

TITLES = ("Minh Do – DA Python", "Marie Dupont – Algorithmes", "P7", "DA Python – relecture")
DESCS = ("", "Étudiante : Léa Martin", "Parcours : Data analyst")


@given(
    st.lists(st.tuples(st.sampled_from(TITLES), st.sampled_from(DESCS), st.booleans()), max_size=12)
)
def test_what_is_remembered_is_what_would_be_read(cards: list[tuple[str, str, bool]]) -> None:
    for title, desc, labelled in cards:
        labels = ("P7 – Algorithmes",) if labelled else ()
        again = read(title, desc, labels)
        forget_readings()
        assert read(title, desc, labels) == again


def test_after_forgetting_nothing_is_left_of_a_name() -> None:
    read("Marie Dupont", "Étudiante : Marie Dupont", ("Marie-Claire",))
    assert remembered() > 0
    forget_readings()
    assert remembered() == 0


def test_what_is_remembered_is_bounded_whatever_comes() -> None:
    for number in range(REMEMBERED + 50):
        read(f"{number} x")
    assert remembered() <= 2 * REMEMBERED
    forget_readings()
