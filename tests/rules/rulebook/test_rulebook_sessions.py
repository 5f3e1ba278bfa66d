"""The table `sessions`: every key optional, each mistake told with its key and what was expected."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from rules.editing.diff import changes_in_words
from rules.editing.parse import RulebookError, default_rulebook, read_rulebook
from rules.rulebook.sessions import Closure, SessionRules


def read(text: str) -> SessionRules:
    return read_rulebook(f"[sessions]\n{text}").sessions


def test_without_a_word_there_are_good_defaults() -> None:
    assert default_rulebook().sessions == read("") == SessionRules()
    usual = SessionRules()
    assert usual.length_for("self") == timedelta(minutes=30)
    assert usual.length_for("funded") == usual.length_for("") == timedelta(minutes=45)
    assert (usual.late, usual.absent_after, usual.weeks) == (timedelta(hours=24), Fraction(1, 3), 6)


def test_everything_can_be_said() -> None:
    rules = read(
        'length = { self = "20m", company = "1h" }\nlate = "12h"\nabsent_after = "10m"\nweeks = 4\n'
        'closures = ["2026-12-21/2027-01-03", "2026-05-15"]\n'
        'video = "https://visio.example.org/{room}"'
    )
    assert rules.length_for("self") == timedelta(minutes=20)
    assert rules.length_for("company") == timedelta(hours=1)
    assert rules.absent_from(timedelta(hours=1)) == timedelta(minutes=10)
    assert rules.closures[0] == Closure(date(2026, 5, 15), date(2026, 5, 15))
    assert rules.closed_on(date(2026, 12, 31)) and not rules.closed_on(date(2027, 1, 4))
    assert rules.video == "https://visio.example.org/{room}"


@pytest.mark.parametrize("minutes", [30, 45, 50])
def test_a_share_of_33_percent_is_a_third_exactly(minutes: int) -> None:
    length = timedelta(minutes=minutes)
    assert read('absent_after = "33%"').absent_from(length) * 3 == length
    assert read('absent_after = "50%"').absent_from(length) * 2 == length


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('length = { self = "soon" }', "sessions.length.self"),
        ('length = { self = "2m" }', "sessions.length.self"),
        ('length = { self = "90s" }', "sessions.length.self"),
        ("length = 45", "sessions.length"),
        ('late = "tomorrow"', "sessions.late"),
        ('absent_after = "133%"', "sessions.absent_after"),
        ("absent_after = 0.33", "sessions.absent_after"),
        ("weeks = 0", "sessions.weeks"),
        ("weeks = 60", "sessions.weeks"),
        ('closures = ["2027-01-03/2026-12-21"]', "sessions.closures"),
        ('closures = ["Christmas"]', "sessions.closures"),
        ('video = "http://visio.example.org"', "sessions.video"),
        ('closure = ["2026-05-15"]', "sessions.closure"),
    ],
)
def test_a_mistake_is_told_with_its_key(text: str, key: str) -> None:
    with pytest.raises(RulebookError) as error:
        read(text)
    [problem] = error.value.problems
    assert key in problem


def test_a_change_of_these_rules_is_told() -> None:
    before, after = default_rulebook(), read_rulebook("[sessions]\nweeks = 4")
    assert any("sessions" in each for each in changes_in_words(before, after, "fr", {}))
