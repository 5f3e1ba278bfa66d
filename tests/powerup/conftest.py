"""A school for each test that wants one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from desk import Desk
from harness import school


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    now = datetime.now(UTC)  # the dates of the seeded cards count from now
    with school(tmp_path, empty=False, both=True, start=now) as opened:
        yield Desk.at(opened)
