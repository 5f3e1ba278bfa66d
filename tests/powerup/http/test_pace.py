"""How often a secret address may be asked."""

from __future__ import annotations

from powerup.http.pace import KNOWN, MINUTE, Pace


def test_one_address_has_so_many_a_minute_and_another_its_own() -> None:
    at = [0]
    pace = Pace(3, lambda: at[0])
    assert [pace.allows("a") for _ in range(5)] == [True, True, True, False, False]
    assert pace.allows("b")
    at[0] = MINUTE + 1
    assert pace.allows("a")


def test_however_many_addresses_are_tried_so_many_are_counted() -> None:
    pace = Pace(1, lambda: 0)
    for number in range(KNOWN + 10):
        pace.allows(str(number))
    assert len(pace._buckets) == KNOWN
