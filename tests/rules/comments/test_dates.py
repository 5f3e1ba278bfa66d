"""Dates as people write them in a comment: read where they are sure, and only there."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.comments.dates import NotRead, example, read_instant
from rules.formatting import moment

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
NOON_OF_12 = datetime(2026, 12, 12, 14, 0, tzinfo=PARIS)

READ = (
    "12/12/2026 14:00",
    "12/12/26 14h",
    "12/12 14h00",
    "le 12 décembre 2026 à 14 h",
    "Samedi 12 décembre à 14 h",
    "sam. 12 déc. 14h",
    "2026-12-12 14:00",
    "2026-12-12T14:00",
    "12.12.2026 14.00",
    "12 December at 2pm",
    "December 12, 2026 at 2:00 pm",
    "14h le 12/12/2026",
    "12 / 12 / 2026, 14 : 00",
    "12\u00a0décembre\u00a02026 à 14\u00a0h",
)
NOT_READ = {
    "demain 14h": "unreadable",
    "14:00": "unreadable",
    "": "unreadable",
    "12/13/2026 14:00": "unreadable",
    "31/02/2027 10h": "unreadable",
    "12/12/2026 25:00": "unreadable",
    "12/12/2026 14:00 ou 15:00": "unreadable",
    "12/12/2026 ou 13/12/2026 14h": "unreadable",
    "12/12/2026 à 14": "unreadable",
    "12/12/2026": "no-hour",
    "le 12 décembre": "no-hour",
    "lundi 12/12/2026 14:00": "weekday",
    "12/11/2026 14:00": "past",
}


@pytest.mark.parametrize("text", READ)
def test_a_date_is_read_in_the_zone_of_the_board(text: str) -> None:
    assert read_instant(text, NOW, PARIS) == NOON_OF_12


@pytest.mark.parametrize("text", NOT_READ)
def test_what_is_not_sure_is_not_read(text: str) -> None:
    with pytest.raises(NotRead) as told:
        read_instant(text, NOW, PARIS)
    assert told.value.why == NOT_READ[text]


@pytest.mark.parametrize("text", ["12/12/2026 à midi", "December 12, 2026 at noon"])
def test_noon_is_an_hour(text: str) -> None:
    assert read_instant(text, NOW, PARIS) == datetime(2026, 12, 12, 12, 0, tzinfo=PARIS)


def test_without_a_year_it_is_the_next_such_day() -> None:
    assert read_instant("3 mars à 10h30", NOW, PARIS).date() == date(2027, 3, 3)


@given(st.integers(1, 10 * 365 * 24 * 60))
def test_what_we_write_ourselves_is_read_again(minutes: int) -> None:
    instant = (NOW + timedelta(minutes=minutes)).astimezone(PARIS).replace(fold=0)
    assert read_instant(moment(instant, "fr", PARIS), NOW, PARIS) == instant
    assert read_instant(moment(instant, "en", PARIS), NOW, PARIS) == instant
    assert read_instant(example(instant, PARIS, 16), NOW, PARIS) > instant


@given(st.text(max_size=40))
def test_no_text_makes_it_fail_otherwise(text: str) -> None:
    with suppress(NotRead):
        assert read_instant(text, NOW, PARIS) > NOW


@pytest.mark.parametrize(
    ("text", "hour"), [("12:30 pm", (12, 30)), ("12:30 am", (0, 30)), ("1am", (1, 0))]
)
def test_the_twelve_hours_of_a_half_day_begin_with_twelve(text: str, hour: tuple[int, int]) -> None:
    read = read_instant(f"12/12/2026 {text}", NOW, PARIS)
    assert (read.hour, read.minute) == hour


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12/12/2026", date(2026, 12, 12)),
        ("lundi 12/12/2026 14:00", date(2026, 12, 12)),
        ("12/11/2026 14:00", date(2026, 11, 12)),
        ("12/12/1999 14:00", date(1999, 12, 12)),
    ],
)
def test_the_day_that_was_read_is_told_with_the_reason(text: str, day: date) -> None:
    with pytest.raises(NotRead) as told:
        read_instant(text, NOW, PARIS)
    assert told.value.day == day
