"""Proposals value by value, each at the fewest cards that found it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from kept_texts import assert_kept
from test_rule_proposals import BOARD, MONDAY, RULES, aside, corrected, found, read

from rules.editing.draft import Change
from rules.reports.proposal_words import title, when
from rules.reports.proposals import Proposal, SetAside, plain
from rules.verdict import LANGUAGES

WARNED = (Change("soutenances", "mentions.due.severity", "warns"),)


def cards(count: int) -> tuple[str, ...]:
    return tuple(f"c{at}" for at in range(count))


def weight(habit: str, written: str, count: int, of: int) -> Proposal:
    last = MONDAY + timedelta(days=count - 1)
    board = RULES.boards["soutenances"].name
    found_in = (cards(count), MONDAY, last)
    return Proposal(habit, WARNED, "due", written, board, *found_in, of=of)  # type: ignore[arg-type]


@pytest.mark.parametrize(("lacked", "expected"), [(25, True), (26, False), (0, True)])
def test_one_reason_counts_from_a_fifth_of_the_cards(lacked: int, expected: bool) -> None:
    deeds = {"set_aside": aside(5, " Date à venir "), "lacked": {(BOARD, "due"): lacked}}
    habits = found(**deeds)
    assert habits == ((weight("same-reason", "Date à venir", 5, lacked),) if expected else ())


@pytest.mark.parametrize(("lacked", "expected"), [(13, True), (14, False), (0, True)])
def test_what_is_set_aside_counts_from_three_fifths(lacked: int, expected: bool) -> None:
    reasons = [f"raison {letter}" for letter in "abcdefgh"]
    deeds = {"set_aside": aside(8, *reasons), "lacked": {(BOARD, "due"): lacked}}
    assert found(**deeds) == ((weight("set-aside", "", 8, lacked),) if expected else ())


def test_a_board_that_nobody_rules_and_a_reason_that_says_nothing_count_for_nothing() -> None:
    other = [SetAside("x" * 24, f"c{at}", MONDAY, "due", "a", True) for at in range(9)]
    assert found(set_aside=other) == ()
    assert found(set_aside=aside(7, " ! ")) == ()
    assert found(set_aside=aside(7, "pour voir", accepted=False)) == ()


def test_the_fewest_corrections_make_an_alias() -> None:
    (alias,) = found(corrected=corrected(5))
    course = "Développeur d’application Python"
    assert (alias.habit, alias.about, alias.written, alias.board) == (
        *("alias", course, "Pythonista"),
        None,
    )
    assert (alias.cards, alias.first, alias.last, alias.of) == (cards(5), MONDAY, MONDAY, 0)


def test_the_fewest_cards_make_a_course() -> None:
    (course,) = found(read=read(8, names=3))
    own = [{"name": "Pilote de drone"}, {"name": "Forge quantique"}]
    assert course == Proposal(
        *("new-course", (Change(None, "courses", own),), "Forge quantique", "Forge quantique"),
        *(None, cards(8), MONDAY, MONDAY),
    )
    assert found(read=read(8, names=2)) == ()


def test_the_best_founded_comes_first_and_keeps_its_name() -> None:
    habits = found(set_aside=aside(6, "x"), corrected=corrected(5), read=read(9))
    assert [len(each.cards) for each in habits] == [9, 6, 5]
    again = found(set_aside=aside(7, "X !"))
    assert again[0].id == found(set_aside=aside(6, "x"))[0].id
    assert len({each.id for each in habits}) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [("  Été, à-côté ! ", "ete a cote"), ("ABC  1", "abc 1"), ("…", ""), ("œuvre", "œuvre")],
)
def test_texts_are_compared_by_their_letters(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_each_proposal_is_a_question_with_its_evidence() -> None:
    kept = found(
        set_aside=aside(6, "Date à venir"),
        lacked={(BOARD, "due"): 12},
        corrected=corrected(5),
        read=read(9),
    )
    spared = found(set_aside=aside(8, "", accepted=False), lacked={(BOARD, "due"): 9})
    lines = [
        f"{title(each, RULES, language)} {when(each, RULES, language)}"
        for each in (*kept, *spared)
        for language in LANGUAGES
    ]
    assert_kept(Path(__file__).parent / "told" / "proposals.txt", "\n".join(lines) + "\n")


@pytest.mark.parametrize(
    ("hours", "fr", "en"),
    [
        (13, "Le lundi 2 mars 2026.", "On Monday 2 March 2026."),
        (14, "Du lundi 2 mars 2026 au mardi 3 mars 2026.", None),
    ],
)
def test_the_days_of_a_proposal_are_those_of_the_school(hours: int, fr: str, en: str) -> None:
    one = weight("set-aside", "", 1, 0)
    each = replace(one, last=MONDAY + timedelta(hours=hours))
    told = [when(each, RULES, language).replace("\u00a0", " ") for language in LANGUAGES]
    assert told == [fr, en or "From Monday 2 March 2026 to Tuesday 3 March 2026."]
