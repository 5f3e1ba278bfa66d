"""A stand-in for the engine of jobs, whose jobs run when a test lets them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from sync.clock import now


@dataclass
class Queue:
    """Stands for the engine of jobs: jobs wait until the test lets them run, when they are due."""

    jobs: list[tuple[datetime, str, str]] = field(default_factory=list)

    def enqueue(
        self, session: Session, job_id: str, scope: str, target: str, delay: float | None = None
    ) -> None:
        self.jobs.append((now() + timedelta(seconds=delay or 0), scope, target))

    def due(self) -> tuple[str, str] | None:
        """The next job whose time has come, taken out."""
        waiting = sorted(each for each in self.jobs if each[0] <= now())
        if not waiting:
            return None
        self.jobs.remove(waiting[0])
        return waiting[0][1:]

    def next_at(self) -> datetime | None:
        return min((each[0] for each in self.jobs), default=None)

    def close(self) -> None:
        self.jobs.clear()
