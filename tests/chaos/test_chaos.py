"""Storms: people, faults and crashes at random, then quiet; then everything is as it should be.

`GREFFIER_CHAOS_SEED=123 pytest tests/chaos` plays that one again; `python -m tests.chaos 100` plays
many.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.chaos.chaos_run import run

SEEDS = (
    [int(os.environ["GREFFIER_CHAOS_SEED"])] if "GREFFIER_CHAOS_SEED" in os.environ else [0, 1, 2]
)


@pytest.mark.parametrize("seed", SEEDS)
def test_after_the_storm_board_mirror_and_receipts_agree(seed: int, tmp_path: Path) -> None:
    result = run(seed, tmp_path)
    assert not result.problems, f"seed {seed} at {result.level:.0%}: {result.problems}"
    assert result.faults > 10
    assert result.deaths > 0
