"""The desk of a school with both boards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from harness import school

from tests.powerup.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with school(tmp_path, both=True) as made:
        yield Desk.at(made)
