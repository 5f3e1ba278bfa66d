"""Labels in the order of their projects, whatever stands in them for digits."""

from __future__ import annotations

import random

import pytest

from rules.projects import natural_order, project_key, project_order

LONG = "9" * 5_000


def test_projects_follow_by_their_numbers() -> None:
    told = ["P1", "p2", "P02", "P10", f"P{LONG}", "P10 – Suite"]
    assert sorted(["P10", "P1", "p2"], key=natural_order) == ["P1", "p2", "P10"]
    assert max(told, key=natural_order) == f"P{LONG}"


def test_a_project_without_a_number_comes_last() -> None:
    assert sorted(["algorithmes", "P10", "P2"], key=project_order) == ["P2", "P10", "algorithmes"]


@pytest.mark.parametrize("odd", ["P²", "²", "P٣", "⑦", "½", "", "P", LONG, f"P{LONG}", "١٢"])
def test_digits_that_are_none_for_int_are_sorted_too(odd: str) -> None:
    names = ["P1", "P10", "Projet", odd]
    random.Random(1).shuffle(names)
    assert sorted(names, key=natural_order).index("P1") < sorted(names, key=natural_order).index(
        "P10"
    )
    assert len(sorted(map(project_key, names), key=project_order)) == 4
