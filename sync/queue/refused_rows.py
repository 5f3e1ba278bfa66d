"""Rows of the engine's tables that are not ours: refused before the engine reads them.

Whoever can write a row there could run code here, or stop the clock of every worker. Private parts of the
engine are replaced, because no setting of its own keeps it from reading such rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from dbos import _scheduler, _serialization

APPLICATION: Final = "greffier"
CLOCK: Final = "tick"
"""The one schedule that there is, and what it calls."""

_line: str | None = None


class Pickled(Exception):
    """A row says that it is a pickle: reading it could run anything."""


def is_clock(row: Mapping[Any, Any], line: str) -> bool:
    """Return whether this schedule is what a worker writes whose clock ticks by this cron line."""
    wanted = {"schedule_name": CLOCK, "workflow_name": CLOCK, "schedule": line, "context": "null"}
    nothing = ("workflow_class_name", "cron_timezone", "queue_name")
    return (
        all(row[key] == value for key, value in wanted.items())
        and all(row[key] is None for key in nothing)
        and row["application_name"] in (None, APPLICATION)
        and row["status"] == "ACTIVE"
        and not row["automatic_backfill"]
    )


def read_clock_alone(line: str) -> None:
    """Let this process run no other schedule from now on than the clock of this cron line."""
    global _line
    _line = line


def _is_read(row: Mapping[Any, Any]) -> bool:
    return _line is not None and is_clock(row, _line)


def _refuse(_serializer: object, _text: str) -> Any:
    raise Pickled("a row of the job tables is not portable JSON, and was not read")


# The engine unpickles whatever calls itself pickled, in whichever table.
_serialization.DefaultSerializer.deserialize = _refuse  # type: ignore[method-assign,assignment]
# One schedule that cannot be read ends the thread that looks after them all; what is not active is left.
_scheduler._ScheduleThread.is_active = staticmethod(_is_read)  # type: ignore[method-assign,assignment]
