"""Spans of time and notices as people say them, in both languages and at their bounds."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest

from rules.formatting import duration, in_advance, in_words, notice_in_words, shortened, wall_clock
from rules.rulebook.values import Notice

HOUR = timedelta(hours=1)


def plain(*texts: str) -> tuple[str, ...]:
    return tuple(each.replace("\u00a0", " ") for each in texts)


@pytest.mark.parametrize(
    ("span", "fr", "en"),
    [
        (0 * HOUR, "aussitôt", "at once"),
        (HOUR / 2, "30 minutes", "30 minutes"),
        (HOUR, "1 heure", "1 hour"),
        (HOUR * 1.5, "90 minutes", "90 minutes"),
        (2 * HOUR, "2 heures", "2 hours"),
        (24 * HOUR, "24 heures", "24 hours"),
        (71 * HOUR, "71 heures", "71 hours"),
        (72 * HOUR, "3 jours", "3 days"),
        (73 * HOUR, "73 heures", "73 hours"),
    ],
)
def test_what_is_said_in_advance_is_in_hours_below_three_days(
    span: timedelta, fr: str, en: str
) -> None:
    assert plain(in_advance(span, "fr"), in_advance(span, "en")) == (fr, en)


@pytest.mark.parametrize(
    ("seconds", "fr", "en"),
    [
        (0, "aussitôt", "at once"),
        (0.4, "aussitôt", "at once"),
        (1, "1 seconde", "1 second"),
        (59, "59 secondes", "59 seconds"),
        (60, "1 minute", "1 minute"),
        (61, "61 secondes", "61 seconds"),
        (3600, "1 heure", "1 hour"),
        (86400, "1 jour", "1 day"),
        (172800, "2 jours", "2 days"),
        (90000, "25 heures", "25 hours"),
    ],
)
def test_a_span_is_told_in_the_largest_unit_that_is_exact(seconds: float, fr: str, en: str) -> None:
    span = timedelta(seconds=seconds)
    assert plain(duration(span, "fr"), duration(span, "en")) == (fr, en)


@pytest.mark.parametrize(
    ("least", "most", "fr", "en"),
    [
        (14, 21, "de 14 à 21 jours", "14 to 21 days"),
        (14, None, "au moins 14 jours", "at least 14 days"),
        (1, None, "au moins 1 jour", "at least 1 day"),
        (0, 21, "au plus 21 jours", "at most 21 days"),
        (0, None, "au moins 0 jour", "at least 0 days"),
        (7, 7, "7 jours", "7 days"),
        (0, 0, "0 jour", "0 days"),
    ],
)
def test_a_notice_is_told_with_its_bounds(least: int, most: int | None, fr: str, en: str) -> None:
    notice = Notice(least, most)
    assert plain(notice_in_words(notice, "fr"), notice_in_words(notice, "en")) == (fr, en)


@pytest.mark.parametrize(
    ("value", "fr", "en"),
    [(2.0, "2", "2"), (0.5, "0,5", "0.5"), (3, "3", "3"), (-1.5, "-1,5", "-1.5")],
)
def test_a_number_has_the_decimal_sign_of_its_language(value: float, fr: str, en: str) -> None:
    assert (in_words(value, "fr", UTC), in_words(value, "en", UTC)) == (fr, en)


@pytest.mark.parametrize(
    ("minute", "fr", "en"),
    [(0, "0 h", "00:00"), (5, "0 h 05", "00:05"), (60, "1 h", "01:00"), (870, "14 h 30", "14:30")],
)
def test_a_time_of_day_is_told_as_on_a_wall(minute: int, fr: str, en: str) -> None:
    assert plain(wall_clock(minute, "fr"), wall_clock(minute, "en")) == (fr, en)


def test_a_long_text_is_cut_at_its_bound_and_not_before() -> None:
    assert shortened("a  b\nc", 5) == "a b c"
    assert shortened("abcdef", 6) == "abcdef"
    assert shortened("abcdefg", 6) == "abcde…"
    assert shortened("abcd fgh", 6) == "abcd…"
    assert [len(shortened("x" * size)) for size in (159, 160, 161)] == [159, 160, 160]
