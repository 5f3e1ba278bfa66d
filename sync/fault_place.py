"""Where something failed, for the log: file and line. The values may be personal and stay out of it."""

from __future__ import annotations

from pathlib import Path

OURS = frozenset({"greffier", "mentoring", "powerup", "rules", "sync", "webhooks"})
"""The folders whose lines are worth naming when something of ours fails."""

ROOT = Path(__file__).parents[1]


def place_of(error: BaseException) -> str:
    """Return the last place of ours in the traceback: file and line, no values."""
    place, trace = "", error.__traceback__
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        ours = file.is_relative_to(ROOT) and file.relative_to(ROOT).parts[0] in OURS
        if ours or not place:
            named = file.relative_to(ROOT).as_posix() if ours else f"{file.parent.name}/{file.name}"
            place = f"{named}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
