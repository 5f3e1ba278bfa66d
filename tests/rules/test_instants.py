"""Instants come in by one door, within years that can be calculated with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.instants import instant, unusable


@given(
    st.one_of(
        st.text(max_size=40), st.datetimes().map(datetime.isoformat), st.none(), st.integers()
    )
)
def test_whatever_is_written_is_a_date_to_calculate_with_or_none(value: object) -> None:
    read = instant(value)
    if read is None:
        assert unusable(value) or value in (None, "")
        return
    assert unusable(value) == ""
    assert read.tzinfo is UTC
    for zone in ("Europe/Paris", "America/Guadeloupe", "Pacific/Kiritimati", "Pacific/Niue"):
        local = read.astimezone(ZoneInfo(zone))
        assert local - timedelta(days=36_500) < local < local + timedelta(days=36_500)


@pytest.mark.parametrize("year", ["0001", "1899", "2200", "9999", "+020265", "20265"])
def test_a_year_that_nobody_means_is_no_date(year: str) -> None:
    for rest in ("-01-01T00:00:00.000Z", "-12-31T23:59:59+12:00", "-12-31T23:59:59-12:00"):
        assert instant(year + rest) is None
        assert unusable(year + rest) == (year + rest)[:40]
