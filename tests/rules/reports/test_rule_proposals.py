"""What people's habits speak for: planted ones are found, and none is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from rules_builders import BOARD, DEFENCES

from rules.editing.draft import read_draft
from rules.editing.parse import Rulebook, read_rulebook
from rules.reports.proposals import (
    CORRECTED,
    NEW_COURSE,
    SAME_REASON,
    SET_ASIDE,
    Corrected,
    Deeds,
    Proposal,
    ReadCard,
    SetAside,
    proposals,
)
from rules.verdict import Student

RULES = read_rulebook(f"""{DEFENCES}
[[courses]]
name = "Pilote de drone"
""")
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
NAMES = (
    "Marie Dupont",
    "Paul Martin",
    "Luc Grand",
    "Nora Petit",
    "Ali Benali",
    "Eva Roux",
    "Tom Blanc",
)


def aside(count: int, *reasons: str, mention: str = "due", accepted: bool = True) -> list[SetAside]:
    return [
        SetAside(
            BOARD,
            f"c{at}",
            MONDAY + timedelta(days=at),
            mention,
            reasons[at % len(reasons)],
            accepted,
        )
        for at in range(count)
    ]


def corrected(count: int, writing: str = "Pythonista", to: str = "DA Python") -> list[Corrected]:
    return [
        Corrected(f"c{at}", MONDAY, f"{name} - {writing}", f"{name} - {to}")
        for at, name in enumerate(NAMES[:count])
    ]


def read(count: int, course: str = "Forge quantique", names: int = 7) -> list[ReadCard]:
    return [
        ReadCard(f"c{at}", MONDAY, Student(NAMES[at % names], course, 0.9)) for at in range(count)
    ]


def found(rulebook: Rulebook = RULES, **deeds: object) -> tuple[Proposal, ...]:
    return proposals(Deeds(**deeds), rulebook)  # type: ignore[arg-type]


def test_three_planted_habits_are_found_each_with_its_evidence() -> None:
    lacked = {(BOARD, "due"): 12}
    habits = found(
        set_aside=aside(6, "Date à venir", "date a venir !"),
        lacked=lacked,
        corrected=corrected(6),
        read=read(9),
    )
    assert [(each.habit, len(each.cards)) for each in habits] == [
        ("new-course", 9),
        *sorted((("same-reason", 6), ("alias", 6)), key=lambda x: by_habit(habits, x[0]).id),
    ]
    accepted = by_habit(habits, "same-reason")
    assert (accepted.about, accepted.written, accepted.of) == ("due", "Date à venir", 12)
    assert (accepted.first, accepted.last) == (MONDAY, MONDAY + timedelta(days=5))
    (change,) = accepted.changes
    assert (change.board, change.key, change.value) == (
        "soutenances",
        "mentions.due.severity",
        "warns",
    )


def by_habit(habits: tuple[Proposal, ...], habit: str) -> Proposal:
    return next(each for each in habits if each.habit == habit)


def test_each_draft_is_one_that_what_if_reads_and_keeps_what_the_school_has() -> None:
    for each in found(corrected=corrected(6), read=read(9), set_aside=aside(6, "x")):
        told = [{"board": x.board, "key": x.key, "value": x.value} for x in each.changes]
        assert read_draft(told, RULES, "fr") == each.changes
    (alias,) = found(corrected=corrected(6))
    courses = alias.changes[0].value
    assert isinstance(courses, list)
    assert courses[0] == {"name": "Pilote de drone"}
    assert courses[1]["name"] == "Développeur d’application Python"
    assert courses[1]["aliases"][-1] == "Pythonista"
    assert "DA Python" in courses[1]["aliases"], "those shipped are not lost"


@pytest.mark.parametrize(
    "deeds",
    [
        {"set_aside": aside(SAME_REASON - 1, "pour voir")},
        {"set_aside": aside(7, *"abcdefg")},
        {"set_aside": aside(6, "pour voir"), "lacked": {(BOARD, "due"): 100}},
        {"set_aside": aside(SET_ASIDE, "", accepted=False), "lacked": {(BOARD, "due"): 40}},
        {"set_aside": aside(9, "pour voir", mention="details")},  # it is only pointed out already
        {"corrected": corrected(CORRECTED - 1)},
        {"corrected": [*corrected(3), *corrected(6, to="Data analyst")[3:]]},
        {"corrected": corrected(6, writing="DA Java")},  # another course, not another writing
        {"corrected": corrected(1) * 9},
        {"corrected": [replace(corrected(1)[0], card_id=f"c{at}") for at in range(9)]},
        {"corrected": corrected(6, writing="je ne sais plus trop ce que c’est")},
        {"read": read(NEW_COURSE - 1)},
        {"read": read(30, names=1)},
        {"read": read(30, course="Data analyst")},
    ],
    ids=lambda deeds: next(iter(deeds)),
)
def test_no_habit_is_invented(deeds: dict[str, object]) -> None:
    assert found(**deeds) == ()


def test_a_rule_that_everybody_sets_aside_is_found_whatever_was_said() -> None:
    (one,) = found(
        set_aside=aside(SET_ASIDE, "", accepted=False), lacked={(BOARD, "due"): SET_ASIDE + 2}
    )
    assert (one.habit, one.written, one.about) == ("set-aside", "", "due")


def test_what_was_declined_is_not_proposed_again_with_more_evidence() -> None:
    (one,) = found(corrected=corrected(6))
    assert proposals(Deeds(corrected=corrected(7)), RULES, [one.id]) == ()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (["forge quantique", *["Forge quantique"] * 7], "Forge quantique"),
        (["forge quantique"] * 8, "Forge quantique"),
        (["FORGE quantique"] * 8, "FORGE quantique"),
    ],
)
def test_a_new_course_is_named_as_most_people_write_it_and_with_a_capital(
    written: list[str], expected: str
) -> None:
    cards = [
        replace(card, student=replace(card.student, course=course))
        for card, course in zip(read(8), written, strict=True)
    ]
    [proposal] = found(read=cards)
    assert proposal.written == expected
