"""What the figures count, on histories made by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from rules.reports.statistics import (
    Change,
    Check,
    Count,
    Facets,
    Past,
    complete_at_first,
    completion,
    counted,
    first_check,
    forgotten,
    forgotten_by,
    monday,
    times,
    times_by_week,
    weeks_until,
)
from rules.verdict import State

PARIS = ZoneInfo("Europe/Paris")
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)  # a Wednesday
QUIET = timedelta(minutes=3)
MONDAY = date(2026, 3, 2)


def change(minutes: float, state: State, *missing: str) -> Change:
    return Change(NOON + timedelta(minutes=minutes), state, missing)


def past(*changes: Change, course: str = "", project: str = "") -> Past:
    return Past("soutenances", Facets(course, project), QUIET, changes)


def checked(*missing: str, at: datetime = NOON, course: str = "", project: str = "") -> Check:
    return Check(at, missing, "soutenances", Facets(course, project))


def completed(each: Past) -> tuple[datetime, timedelta] | None:
    return completion(each, first_check(each, LATER))


LATER = NOON + timedelta(days=10)


class TestTheFirstCheck:
    def test_is_the_first_verdict_that_stood_for_the_quiet_time(self) -> None:
        typed = past(
            change(0, "incomplete", "student", "label"),
            change(1, "incomplete", "label"),
            change(2, "complete"),
            change(60, "incomplete", "due"),
        )
        found = first_check(typed, LATER)
        assert found is not None
        assert (found.at, found.complete) == (NOON + timedelta(minutes=2), True)

    def test_what_stood_is_told_though_it_changed_later(self) -> None:
        found = first_check(past(change(0, "incomplete", "due"), change(3, "complete")), LATER)
        assert found is not None
        assert found.missing == ("due",)

    def test_a_fresh_card_has_none_yet(self) -> None:
        assert first_check(past(change(0, "incomplete", "due")), NOON + QUIET / 2) is None

    def test_a_card_that_is_not_checked_or_suspended_has_none(self) -> None:
        assert first_check(past(change(0, "not-checked"), change(9, "suspended")), LATER) is None

    def test_a_card_without_history_has_none(self) -> None:
        assert first_check(past(), LATER) is None


class TestCompletion:
    def test_runs_from_the_first_check_to_the_first_complete_verdict(self) -> None:
        slow = past(
            change(0, "incomplete", "due", "label"),
            change(60, "incomplete", "due"),
            change(150, "complete"),
            change(200, "incomplete", "due"),
            change(900, "complete"),
        )
        done = NOON + timedelta(minutes=150)
        assert completed(slow) == (done, timedelta(minutes=150))

    def test_a_card_that_was_complete_at_once_has_none(self) -> None:
        again = past(change(0, "complete"), change(60, "incomplete", "due"), change(90, "complete"))
        assert completed(again) is None

    def test_a_card_that_is_still_incomplete_has_none(self) -> None:
        assert completed(past(change(0, "incomplete", "due"))) is None


class TestWeeks:
    def test_begin_on_mondays_in_paris(self) -> None:
        sunday_night = datetime(2026, 3, 1, 22, 59, tzinfo=UTC)
        assert monday(sunday_night, PARIS) == date(2026, 2, 23)
        assert monday(sunday_night + timedelta(minutes=1), PARIS) == MONDAY

    def test_end_with_this_one(self) -> None:
        assert weeks_until(NOON, PARIS, 3) == (date(2026, 2, 16), date(2026, 2, 23), MONDAY)

    def test_follow_each_other_over_the_change_of_clocks(self) -> None:
        spring = datetime(2026, 4, 1, 12, tzinfo=UTC)
        weeks = weeks_until(spring, PARIS, 4)
        assert [b - a for a, b in pairwise(weeks)] == [timedelta(7)] * 3


class TestCounts:
    weeks = (MONDAY - timedelta(7), MONDAY)

    def test_complete_ones_among_those_first_checked_in_the_week(self) -> None:
        before = NOON - timedelta(days=7)
        checks = [checked(), checked("due"), checked("due", at=before), checked(at=before)]
        found = complete_at_first([*checks, checked()], self.weeks, PARIS)
        assert found == (Count(self.weeks[0], 1, 2), Count(MONDAY, 2, 3))

    def test_what_is_missing_counts_once_a_card(self) -> None:
        found = forgotten([checked("due", "label"), checked("due", "due"), checked(), checked()])
        assert (found.cards, found.incomplete, found.share) == (4, 2, 0.5)
        assert found.missing == {"due": 2, "label": 1}
        assert found.worst == "due"

    def test_nothing_forgotten_of_nothing(self) -> None:
        assert (forgotten([]).share, forgotten([]).worst) == (0.0, "")

    def test_the_course_with_the_greatest_share_comes_first(self) -> None:
        checks = [
            checked("due", course="Web"),
            checked(course="Web"),
            checked("label", course="Data"),
            checked("label"),
        ]
        found = forgotten_by(checks, lambda each: each.facets.course)
        assert [(name, each.cards, each.incomplete) for name, each in found] == [
            ("Data", 1, 1),
            ("Web", 2, 1),
        ]

    def test_events_count_in_their_week_alone(self) -> None:
        long_ago = NOON - timedelta(days=70)
        events = [(NOON, "kept"), (NOON, "kept"), (NOON, "undone"), (long_ago, "kept")]
        assert counted(events, self.weeks, PARIS) == ({}, {"kept": 2, "undone": 1})


class TestTimes:
    def test_the_middle_and_nine_of_ten(self) -> None:
        found = times(timedelta(hours=each) for each in (5, 1, 2, 10, 3, 4, 6, 7, 8, 9))
        assert (found.count, found.median, found.most) == (
            10,
            timedelta(hours=5),
            timedelta(hours=9),
        )

    def test_one_is_both(self) -> None:
        assert times([QUIET]).median == times([QUIET]).most == QUIET

    def test_of_nothing_there_is_none(self) -> None:
        assert (times([]).count, times([]).median) == (0, None)

    def test_they_count_in_the_week_in_which_they_ended(self) -> None:
        ended = [(NOON, QUIET), (NOON - timedelta(days=70), QUIET)]
        before, this = times_by_week(ended, TestCounts.weeks, PARIS)
        assert (before.count, this.count) == (0, 1)
