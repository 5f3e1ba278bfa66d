"""What wants a manager, and in which order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.reports.triage import CONCERNS, Facts, Triage, nearness, patience, triage

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Paris")
DAY = timedelta(days=1)

LABEL = ("label", "blocks", "none")
DETAILS = ("details", "warns", "none")
SHORT = ("notice", "warns", "short-soutenances")
EARLY = ("notice", "warns", "early")
SEALED = ("sealed-date", "warns", "changed")
TWIN = ("twin", "warns", "open")


def facts(**changes: Any) -> Facts:
    """A defence, complete, put forward yesterday for the week after next."""
    made = Facts(
        kind="soutenances",
        place="intake",
        state="complete",
        why="",
        since=NOW - DAY,
        due=NOW + 17 * DAY,
    )
    return made._replace(**changes)


def judged(**changes: Any) -> Triage:
    return triage(facts(**changes), NOW, ZONE)


def incomplete(**changes: Any) -> Triage:
    return judged(**{"place": "incomplete", "state": "incomplete", "findings": (LABEL,), **changes})


def test_a_complete_defence_waits_for_a_validator_at_once() -> None:
    assert judged().concerns == ("validator",)


def test_an_accepted_defence_waits_for_a_validator_too() -> None:
    assert judged(why="accepted", findings=(LABEL, SHORT, DETAILS)).concerns == ("validator",)


@pytest.mark.parametrize(
    ("changes", "concerns"),
    [
        ({"people": 1}, ("validator",)),
        ({"people": 2}, ()),
        ({"due": NOW - DAY}, ()),
        ({"due": None}, ()),
        ({"kind": "transfert"}, ()),
        ({"people": 2, "findings": (SEALED,)}, ("date",)),
    ],
)
def test_a_planned_defence_wants_a_second_person_until_its_date(
    changes: dict[str, Any], concerns: tuple[str, ...]
) -> None:
    planned = {"place": "accepted", "state": "not-checked", "why": "accepted-list"}
    assert judged(**planned, **changes).concerns == concerns


def test_a_transfer_without_taker_comes_two_weeks_before_its_end() -> None:
    assert judged(kind="transfert", due=NOW + 15 * DAY).concerns == ()
    assert judged(kind="transfert", due=NOW + 15 * DAY).next_at == NOW + DAY
    assert judged(kind="transfert", due=NOW + 14 * DAY).concerns == ("taker",)


def test_a_mentor_has_three_days_to_complete_a_card() -> None:
    soon = incomplete(since=NOW - 2 * DAY)
    assert soon.concerns == () and soon.next_at == NOW + DAY
    assert incomplete(since=NOW - 3 * DAY).concerns == ("incomplete",)
    assert incomplete(since=NOW - 3 * DAY, due=None).concerns == ("incomplete",)


def test_an_incomplete_card_comes_at_once_where_its_date_is_near_or_nobody_can_be_told() -> None:
    assert incomplete(due=NOW + 14 * DAY).concerns == ("incomplete",)
    assert incomplete(reachable=False).concerns == ("incomplete",)


def test_who_is_still_busy_with_a_card_is_not_told_on() -> None:
    busy = incomplete(due=NOW + DAY, settles=True, findings=(LABEL, SHORT))
    assert busy.concerns == ()


def test_a_reminder_gives_the_mentor_three_days_more_unless_the_date_is_very_near() -> None:
    long_ago = {"since": NOW - 20 * DAY, "due": NOW + 10 * DAY}
    assert incomplete(**long_ago).concerns == ("incomplete",)
    assert incomplete(**long_ago, reminded_at=NOW).concerns == ()
    assert incomplete(**long_ago, reminded_at=NOW).next_at == NOW + 3 * DAY
    assert incomplete(**long_ago, reminded_at=NOW - 3 * DAY).concerns == ("incomplete",)
    near = {**long_ago, "due": NOW + 3 * DAY}
    assert incomplete(**near, reminded_at=NOW).concerns == ("incomplete",)


def test_a_reminder_from_before_the_card_was_as_it_is_does_not_count() -> None:
    again = incomplete(since=NOW - 4 * DAY, reminded_at=NOW - 5 * DAY)
    assert again.concerns == ("incomplete",)


def test_a_completed_card_that_nobody_puts_back_comes_after_a_day() -> None:
    waiting = {"place": "incomplete", "due": NOW + 30 * DAY}
    assert judged(**waiting, since=NOW - DAY / 2).concerns == ()
    assert judged(**waiting, since=NOW - DAY).concerns == ("back",)


@pytest.mark.parametrize(
    ("changes", "concerns"),
    [
        ({}, ("suspended",)),
        ({"held_by_manager": True}, ()),
        ({"held_by_manager": True, "endless": True}, ("suspended",)),
        ({"held_by_manager": True, "due": NOW + 3 * DAY}, ("suspended",)),
        ({"held_by_manager": True, "due": None}, ()),
    ],
)
def test_a_suspension_concerns_managers_unless_it_is_their_own(
    changes: dict[str, Any], concerns: tuple[str, ...]
) -> None:
    assert judged(state="suspended", why="suspended", **changes).concerns == concerns


def test_a_short_notice_is_told_to_managers_and_an_early_one_is_not() -> None:
    assert judged(findings=(SHORT,)).concerns == ("validator", "notice")
    assert judged(findings=(EARLY,)).concerns == ("validator",)
    near = {"findings": (LABEL, SHORT), "due": NOW + 9 * DAY}
    assert incomplete(**near).concerns == ("incomplete", "notice")
    assert incomplete(**near, reminded_at=NOW).concerns == ()


def test_twins_are_told_of_once() -> None:
    assert judged(findings=(TWIN,), twin=True).concerns == ("validator", "twin")
    assert judged(findings=(TWIN,)).concerns == ("validator",)


def test_a_card_that_the_clerk_gave_up_on_is_shown_wherever_it_is() -> None:
    assert "parked" in judged(parked=True).concerns
    assert judged(parked=True, place="accepted", people=2).concerns == ("parked",)


def test_what_blocks_nobody_comes_last() -> None:
    doubt = judged(kind="transfert", findings=(DETAILS,), since=NOW - 40 * DAY, due=NOW + 15 * DAY)
    small = judged(due=NOW + 200 * DAY, since=NOW)
    assert doubt.concerns == ("doubt",) and doubt.level == "low"
    assert small.order < doubt.order and doubt.risk > 0


def test_doubts_about_an_incomplete_card_are_its_mentors() -> None:
    assert incomplete(findings=(LABEL, DETAILS)).concerns == ()


@pytest.mark.parametrize(
    ("days", "expected"), [(0, 10), (7, 3), (27, 1), (None, 1), (-1, 10), (-7, 10), (-34, 1)]
)
def test_the_nearer_the_date_the_greater_the_risk(days: int | None, expected: float) -> None:
    assert nearness(days) == expected


@pytest.mark.parametrize(("days", "expected"), [(0, 1), (10, 2), (30, 4), (300, 4)])
def test_the_longer_it_waits_the_greater_the_risk(days: int, expected: float) -> None:
    assert patience(days * DAY) == expected


def test_risk_is_nearness_times_weight_times_waiting() -> None:
    missing = (LABEL, ("due", "blocks", "none"), ("member", "blocks", "none"))
    found = incomplete(findings=missing, since=NOW - 10 * DAY, due=NOW + 7 * DAY)
    assert found.risk == 3 * (3 + 2 * 0.5) * 2
    assert found.level == "high"


def test_days_are_counted_on_a_calendar_in_paris() -> None:
    late = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)  # 23:30 in Paris
    found = triage(facts(due=late + timedelta(hours=1)), late, ZONE)
    assert found.days == 1


@given(
    due=st.none() | st.integers(-400, 400),
    waited=st.integers(0, 400),
    state=st.sampled_from(["complete", "incomplete", "suspended", "not-checked", None]),
    place=st.sampled_from(["intake", "incomplete", "accepted"]),
    kind=st.sampled_from(["soutenances", "transfert"]),
    findings=st.lists(st.sampled_from([LABEL, DETAILS, SHORT, EARLY, SEALED, TWIN]), unique=True),
    reminded=st.none() | st.integers(0, 30),
)
def test_what_comes_later_does_come(
    due: int | None,
    waited: int,
    state: Any,
    place: Any,
    kind: Any,
    findings: list[Any],
    reminded: int | None,
) -> None:
    """A card that is not here yet is here when it was said to come, if nothing changed."""
    made = facts(
        due=NOW + due * DAY if due is not None else None,
        since=NOW - waited * DAY,
        state=state,
        place=place,
        kind=kind,
        findings=tuple(findings),
        reminded_at=NOW - reminded * DAY if reminded is not None else None,
    )
    found = triage(made, NOW, ZONE)
    assert list(found.concerns) == sorted(found.concerns, key=CONCERNS.index)
    assert (found.risk > 0) == bool(found.concerns)
    if found.next_at is not None:
        assert found.next_at > NOW
        assert triage(made, found.next_at, ZONE).concerns
