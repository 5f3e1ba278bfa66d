"""How long what names a student stays: thirty days at least."""

from __future__ import annotations

from datetime import timedelta

import pytest
from small_rulebook import SMALLEST

from rules.editing.parse import RulebookError, read_rulebook


def test_thirty_days_are_enough_and_one_hour_less_is_not() -> None:
    text = SMALLEST.replace('mode = "enforce"', 'mode = "enforce"\nkeep = "{}"')
    kept = read_rulebook(text.replace("{}", "30d")).boards["soutenances"].keep
    assert kept == timedelta(days=30)
    with pytest.raises(RulebookError):
        read_rulebook(text.replace("{}", "719h"))
