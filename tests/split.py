"""Which tests are for every day (`make test`) and which are `slow` (`make test-slow`): decided here alone.

Slow are all pages in a browser, all that needs PostgreSQL or processes of its own, the storms and the
year; but a handful of each stays with the daily ones, so that nothing breaks unseen until the evening.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pytest
from hypothesis import is_hypothesis_test

DEAR: Final = frozenset({"browser", "postgres_server", "nursery"})
"""Fixtures that make a test slow: what they start takes seconds before anything is asked."""

SLOW: Final = frozenset(
    f"test_{name}.py"
    for name in (
        *("demo", "demo_story", "serve", "procfile", "stop_signal", "web_process"),
        *("patient_server", "attacked"),
        *(
            "chaos",
            "year",
            "after_storms",
            "lost_and_late",
            "properties",
            "booked_at_once",
            "crash",
            "crash_points",
            "takeover",
        ),
        *("migrations", "jobs", "pickled_jobs", "liveness", "power_cut", "paused_process"),
        *(
            "rules_followed",
            "database_ready",
            "database_away",
            "follow_run_crashes",
            "rate_limit_stores",
            "at_once",
        ),
        *("orders_at_risk", "effects_in_doubt", "smtp", "kinds_of_effects", "hostile_people"),
        *("sleeping_boards", "odd_dates", "outsiders_bytes"),
    )
)
"""Files of storms, real processes and long replays."""

LONG: Final = frozenset(
    {
        "test_odd_bodies.py::test_no_body_breaks_anything",
        "test_odd_bodies.py::test_no_address_breaks_anything",
        "test_every_door.py::test_what_is_on_another_board_is_answered_like_what_is_nowhere",
        "test_after_defence_elsewhere.py::test_badge_then_managers_by_name_and_all_is_over_when_somebody_takes_over",
        "test_follow_run.py::test_nobody_is_reminded_after_the_defence",
        "test_follow_run.py::test_mentor_and_validator_are_reminded_a_week_and_a_day_before",
        "test_orders.py::test_a_defence_to_its_end_and_a_second_one",
        "test_outcomes_told.py::test_a_board_that_is_only_observed_is_left_alone",
        "test_outcomes_told.py::test_the_student_then_the_validator_have_their_time_and_nothing_is_decided",
        "test_snapshot.py::test_more_than_a_thousand_cards_come_in_pages_and_none_is_missing",
        "test_drafts.py::test_two_thousand_schools",
        "test_asks_in_any_order.py::test_one_open_ask_a_card_and_no_acceptance_against_a_rule",
        "test_catch_up.py::test_many_twins_are_told_of_alike_by_a_run_and_by_a_look_at_the_board",
        "test_applied_as_foreseen.py::test_applying_rules_does_what_was_foreseen_and_nothing_else",
        "test_problem.py::test_no_hard_rule_is_broken_and_no_choice_is_dearer_than_one_by_one",
        "test_settings_wrong.py::test_without_a_home_nothing_is_missing",
        "test_benches.py::test_a_part_runs",
        "test_benches.py::test_the_bare_endpoint_answers_once_it_has_kept_what_is_genuine",
    }
)
"""Tests that are long by themselves, with all their parameters: "file::test"."""

DAILY: Final = frozenset(
    {
        # a page of each area: the sandbox's board, the card, its badges, the clerk's desk
        "test_page_board.py::test_a_drag_records_the_move_and_the_position_in_the_name_of_the_viewer",
        "test_page_frames.py::test_a_signed_section_reads_its_card_and_sizes_itself",
        "test_in_trello.py::test_a_mentor_completes_a_card_without_leaving_it",
        "test_desk_todo_keys.py::test_the_last_decision_is_undone_with_one_key",
        "test_desk_sessions_page.py::test_a_session_is_closed_on_a_phone_with_goals_and_taken_back",
        "test_desk_people_page.py::test_a_mentor_fills_in_their_profile",
        "test_desk_journal_page.py::test_what_is_ticked_is_undone_and_its_lines_say_so",
        # axe once a state: one language, one width, one theme
        "test_accessible.py::test_the_panel_in_each_of_its_states[en-1280]",
        "test_accessible.py::test_the_other_pages[en-1280]",
        "test_desk_accessible.py::test_nothing_serious_stands_in_anybodys_way[acts-fr-light]",
        # PostgreSQL: the mirror, the desk, what is private
        "test_on_postgresql.py::test_a_defence_is_offered_assigned_and_taken_back",
        "test_desk_postgres.py::test_the_tabs_ask_and_act_on_postgresql_too",
        "test_erase.py::test_a_deleted_card_names_nobody_after_it_on_postgresql",
        "test_histories.py::*",
        # one seed of several
        "test_applied_as_foreseen.py::test_applying_rules_does_what_was_foreseen_and_nothing_else[0]",
        "test_problem.py::test_no_hard_rule_is_broken_and_no_choice_is_dearer_than_one_by_one[0]",
        # a real process that is killed
        "test_crash_points.py::*",
    }
)
"""The handful that is for every day all the same: "file::test", or "file::*" for all of a file."""


def mark_slow(items: Sequence[pytest.Item]) -> None:
    """Give what is not for every day the mark `slow`, and the mark `again` to what `make test` tries with
    a few examples and `make test-slow` with all.
    """
    for item in items:
        if is_slow(item.path.name, item.name, getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)
        elif is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker(pytest.mark.again)


def is_slow(file: str, test: str, fixtures: Sequence[str]) -> bool:
    """Whether a test is kept for `make test-slow`, by its file, its name and what it needs."""
    if {f"{file}::{test}", f"{file}::*"} & DAILY:
        return False
    if file in SLOW or f"{file}::{test.partition('[')[0]}" in LONG:
        return True
    return "postgresql" in test or not DEAR.isdisjoint(fixtures)
