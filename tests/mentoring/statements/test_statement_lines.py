"""Statements: subtotals are the sums of their lines, each session stands once, whatever the order; and what
is corrected in a closed month becomes a line of the next, until both agree.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from schools import PARIS

from mentoring.statements.model import (
    WITHDRAWN,
    Closed,
    Held,
    Line,
    Month,
    lines_of,
    month_at,
    month_of,
    total_of,
    totals,
)
from rules.editing.parse import read_rulebook
from rules.rulebook.pay import Pay

PAY: tuple[Pay, ...] = read_rulebook(
    """
[[pay]]
from = 2026-09-01
currency = "EUR"
level = { "DA Python" = { P3 = 2 } }
[pay.amounts.funded]
1 = { done = "30.00", absent = "15.10", cancelled-late = "7.35", defence = "30.00" }
2 = { done = "35.05", absent = "17.55", defence = "35.00" }
[[pay]]
from = 2026-11-15
currency = "EUR"
[pay.amounts.funded]
1 = { done = "31.00", absent = "15.50" }
[pay.amounts.self]
1 = { done = "22.33" }
"""
).pay
PYTHON = "Développeur d’application Python"
OCTOBER, NOVEMBER, DECEMBER = Month(2026, 10), Month(2026, 11), Month(2026, 12)
THEN = datetime(2026, 12, 2, tzinfo=UTC)


def held(number: int = 1, day: int = 3, month: int = 11, **other: object) -> Held:
    values: dict[str, object] = {
        "subject": "session",
        "id": f"s{number}",
        "at": datetime(2026, month, day, 17, tzinfo=UTC),
        "student_id": "lea",
        "student": "Léa Dupont",
        "course": PYTHON,
        "project": "P1",
        "funding": "funded",
        "status": "done",
    }
    return Held(**{**values, **other})  # type: ignore[arg-type]


def lines(month: Month, every: list[Held], *closed: Closed) -> tuple[Line, ...]:
    return lines_of(month, every, closed, PAY, PARIS)


def closed(month: Month, every: list[Held], *before: Closed) -> Closed:
    return Closed(month, THEN, "Hélène", "EUR", lines(month, every, *before))


def amounts(found: tuple[Line, ...]) -> list[str | None]:
    return [str(each.amount) if each.amount is not None else None for each in found]


def test_a_month_is_that_of_the_school() -> None:
    assert month_at(datetime(2026, 10, 31, 23, 30, tzinfo=UTC), PARIS) == NOVEMBER
    assert (DECEMBER.next, Month(2027, 1).back(1)) == (Month(2027, 1), DECEMBER)
    assert NOVEMBER.back(12) == Month(2025, 11)
    assert month_of("2026-11") == NOVEMBER


@pytest.mark.parametrize(
    "text", ["", "2026-13", "2026-00", "11-2026", "2026-1", "novembre", "2026-11-01"]
)
def test_what_is_no_month_is_none(text: str) -> None:
    assert month_of(text) is None


def test_a_line_goes_by_the_block_of_its_day_and_what_was_copied() -> None:
    every = [
        held(1, 14),
        held(2, 15),
        held(3, 14, project="P3"),
        held(4, 15, funding="self"),
        held(5, 14, funding="self"),
        held(6, 15, status="cancelled"),
    ]
    found = {each.held.id: each for each in lines(NOVEMBER, every)}
    told = {
        key: str(each.amount) if each.amount is not None else None for key, each in found.items()
    }
    assert told == {
        "s1": "30.00",
        "s2": "31.00",
        "s3": "35.05",
        "s4": "22.33",
        "s5": None,
        "s6": "0.00",
    }
    assert (found["s3"].level, found["s1"].level) == (2, 1)


def test_without_pay_sessions_are_counted() -> None:
    found = lines_of(NOVEMBER, [held()], (), (), PARIS)
    assert [(each.level, each.amount) for each in found] == [(1, None)]
    assert totals(found)["done"].count == 1 and totals(found)["done"].amount is None


def test_a_closed_month_stays_as_it_was() -> None:
    november = closed(NOVEMBER, [held()])
    assert lines(NOVEMBER, [replace(held(), status="absent"), held(2)], november) == november.lines


def test_a_corrected_session_is_a_line_with_the_difference_in_the_next_month() -> None:
    november = closed(NOVEMBER, [held()])
    [line] = lines(DECEMBER, [held(status="absent")], november)
    assert (line.status, str(line.amount)) == ("absent", "-14.90")
    assert (line.corrects, line.was) == ("2026-11", "done")


def test_one_whose_status_was_taken_back_is_withdrawn_and_one_that_came_late_is_new() -> None:
    november = closed(NOVEMBER, [held()])
    gone, new = lines(DECEMBER, [held(2, 4)], november)
    assert (gone.status, str(gone.amount), gone.was) == (WITHDRAWN, "-30.00", "done")
    assert (new.status, str(new.amount), new.corrects, new.was) == ("done", "30.00", "2026-11", "")


def test_a_correction_is_told_once() -> None:
    november = closed(NOVEMBER, [held()])
    december = closed(DECEMBER, [held(status="absent")], november)
    january = DECEMBER.next
    assert lines(january, [held(status="absent")], november, december) == ()
    [back] = lines(january, [held()], november, december)
    assert (str(back.amount), back.was) == ("14.90", "absent")
    withdrawn = closed(january, [], november, december)
    assert amounts(withdrawn.lines) == ["-15.10"]
    assert lines(january.next, [], november, december, withdrawn) == ()


def test_other_amounts_do_not_reopen_what_was_closed() -> None:
    november = closed(NOVEMBER, [held()])
    assert lines_of(DECEMBER, [held()], [november], (), PARIS) == ()


def test_a_project_that_is_put_right_is_corrected_where_it_earns_otherwise() -> None:
    november = closed(NOVEMBER, [held()])
    assert lines(DECEMBER, [held(project="P2")], november) == ()
    [line] = lines(DECEMBER, [held(project="P3")], november)
    assert (line.level, str(line.amount)) == (2, "5.05")


def test_a_defence_whose_card_is_gone_stays_paid() -> None:
    defence = held(subject="defence", status="defence")
    november = closed(NOVEMBER, [defence])
    gone = replace(defence, known=False, student="", course="", project="")
    assert lines(DECEMBER, [gone], november) == ()
    assert amounts(lines(DECEMBER, [], november)) == ["-30.00"]


def test_only_the_month_after_the_latest_closed_one_has_corrections() -> None:
    november = closed(NOVEMBER, [held()])
    assert lines(DECEMBER.next, [], november) == lines(OCTOBER, [], november) == ()


STATUSES = ("done", "absent", "cancelled-late", "called-off", "cancelled")


@st.composite
def many(draw: st.DrawFn) -> list[Held]:
    count = draw(st.integers(0, 12))
    return [
        held(
            number,
            at=datetime(2026, 10, 1, tzinfo=UTC) + timedelta(hours=draw(st.integers(0, 24 * 60))),
            status=draw(st.sampled_from(STATUSES)),
            project=draw(st.sampled_from(("P1", "P3", ""))),
            funding=draw(st.sampled_from(("funded", "self", "", "other"))),
        )
        for number in range(count)
    ]


@settings(max_examples=150, deadline=None)
@given(many(), st.randoms(use_true_random=False))
def test_subtotals_are_the_sum_of_the_lines_and_the_order_does_not_matter(
    every: list[Held], random: Random
) -> None:
    found = lines(NOVEMBER, every)
    assert Counter(each.held.id for each in found) == Counter(
        each.id for each in every if month_at(each.at, PARIS) == NOVEMBER
    )
    by_status = totals(found)
    whole = total_of(found)
    assert sum(each.count for each in by_status.values()) == whole.count == len(found)
    told = [each.amount for each in by_status.values() if each.amount is not None]
    exact = sum((x.amount for x in found if x.amount is not None), Decimal("0.00"))
    assert sum(told, Decimal("0.00")) == exact
    assert all(each.as_tuple().exponent == -2 for each in told)
    shuffled = [*every, *every]
    random.shuffle(shuffled)
    assert lines(NOVEMBER, shuffled) == found


@settings(max_examples=150, deadline=None)
@given(st.lists(many(), min_size=2, max_size=4))
def test_whatever_is_corrected_all_months_together_tell_what_is_true_now(
    versions: list[list[Held]],
) -> None:
    """Months are closed one after the other while sessions change: nothing is paid twice or lost."""
    months: list[Closed] = []
    month = OCTOBER
    for every in versions[:-1]:
        months.append(closed(month, every, *months))
        month = month.next
    last = versions[-1]
    rest = lines(month, last, *months)
    told = [line for each in months for line in each.lines] + list(rest)
    for key in {line.held.key for line in told}:
        mine = [line for line in told if line.held.key == key]
        paid = total_of(mine).amount or 0
        now = next((each for each in last if each.key == key), None)
        due = 0 if now is None else lines(month_at(now.at, PARIS), [now])[0].amount or 0
        known = [line for line in mine if now is not None and line.held.at == now.at]
        assert paid == due or not known
    in_one = Counter(line.held.key for line in rest)
    assert all(count == 1 for count in in_one.values())
