"""A school for each test that wants one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from school import School, open_school

from sandbox import people
from sandbox.core import Sandbox
from sandbox.server import SandboxServer


@pytest.fixture
def server() -> Iterator[SandboxServer]:
    with SandboxServer(Sandbox(people.seed)) as served:
        served.sandbox.limits.enabled = False
        yield served


@pytest.fixture
def school(server: SandboxServer, tmp_path: Path) -> Iterator[School]:
    opened = open_school(server, tmp_path)
    yield opened
    opened.parts.close()
