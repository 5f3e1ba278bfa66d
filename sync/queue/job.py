"""What the engine of jobs is asked to call, and what it tells of a job."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class Work(Protocol):
    """What the engine calls. Both calls may be repeated after a crash: they look at what is."""

    def run(self, scope: str, target: str) -> None:
        """Bring one card (`scope` "card") or one board ("board") into agreement."""

    def tick(self) -> None:
        """Do what is due by the clock."""

    def drain(self) -> int:
        """Make jobs of what came in; return how much that was."""

    def came_back(self) -> None:
        """Make up for what was missed while the database was away."""


@dataclass(frozen=True, slots=True)
class Job:
    """A job as the engine sees it. Times are UTC."""

    id: str
    status: str
    target: str
    created_at: datetime | None
    executor: str


def cron(seconds: float) -> str:
    """Return a cron line (with seconds) that comes round about that often; at least once a minute."""
    if seconds < 60:
        return f"*/{max(int(seconds), 1)} * * * * *"
    return "0 * * * * *"
