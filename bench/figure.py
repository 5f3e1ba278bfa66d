"""One figure, with the bar it should reach."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value with its unit; `bar` says what it should be, `ok` whether it is."""

    what: str
    value: str
    bar: str = ""
    ok: bool | None = None


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which that share (0 to 1) of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def median(values: Sequence[float]) -> float:
    """The value in the middle."""
    return statistics.median(values)
