"""Tables that people saved as CSV: any end of line is read; what is no table is told with its line."""

from __future__ import annotations

import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.csv_rows import UnreadableLine, rows_of
from mentoring.profiles import csv_file as profiles
from mentoring.school.projects import Catalogue
from mentoring.sessions.views import students_csv as students


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_end_of_line_is_read(end: str) -> None:
    assert rows_of(f"\ufeffa;b{end}1;2", ";") == [["a", "b"], ["1", "2"]]


@pytest.mark.parametrize("odd", ["a\x00", "a\ud800", "x" * 200_000, "\x00", '"' + "x" * 200_000])
def test_a_line_that_cannot_be_kept_is_named(odd: str) -> None:
    with pytest.raises(UnreadableLine) as raised:
        rows_of(f"a;b\n1;2\n{odd};4", ";")
    assert raised.value.line == 3
    assert raised.value.sentence.fr and raised.value.sentence.en


CELLS = st.text(max_size=12) | st.sampled_from(("9" * 5000, "lundi", "24:99", "²", "x" * 200))


@settings(max_examples=examples(50))
@given(st.lists(st.lists(CELLS, max_size=14), max_size=3), st.sampled_from((";", ",")))
def test_odd_cells_of_any_table_are_told_and_never_break(lines: list[list[str]], mark: str) -> None:
    told = "\n".join(mark.join(each) for each in lines)
    for columns, read in (
        (
            profiles.COLUMNS,
            lambda text: profiles.read_table(text, {"ines": "m"}, Catalogue((), ())),
        ),
        (students.COLUMNS, lambda text: students.read_table(text, {"ines": "m"}, [], str)),
    ):
        for text in (
            told,
            f"{mark.join(columns)}\n{told}",
            f"{mark.join(columns)}\nines{mark}{told}",
        ):
            try:
                read(text)
            except (profiles.BadTable, students.BadTable) as error:
                assert error.problems
