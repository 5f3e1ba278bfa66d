"""Named points between receiving and settling where a test may kill the process."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

POINTS = (
    "delivery-stored",
    "inbox-kept",
    "run-begun",
    "card-read",
    "card-judged",
    "comment-intended",
    "comment-written",
    "comment-noted",
    "move-intended",
    "card-moved",
    "move-noted",
    "before-settle",
    "settled",
)
"""The way of a delivery about a card that is explained and moved."""

ASIDE = (
    "board-read",
    "extra-deleted",
    "edit-intended",
    "comment-edited",
    "order-intended",
    "order-obeyed",
    "order-done",
    "undo-intended",
    "undone",
    "fix-intended",
    "fix-made",
    "gift-intended",
    "gift-given",
    "card-intended",
    "card-made",
    "checklist-intended",
    "checklist-made",
    "link-attached",
)
"""What only some cards pass: a board read whole, a comment that is edited, orders, buttons, mentoring."""


def _die_if_wanted(name: str) -> None:
    if os.environ.get("GREFFIER_CRASH_AT") == name:
        os.kill(os.getpid(), signal.SIGKILL)


_at: Callable[[str], None] = _die_if_wanted


def point(name: str) -> None:
    """Die here, as by `kill -9`, when `GREFFIER_CRASH_AT` names this point; else do nothing."""
    _at(name)


@contextmanager
def rehearse(at: Callable[[str], None]) -> Iterator[None]:
    """Call `at` with each point's name while the context lasts: it may raise to end the run there."""
    global _at
    before, _at = _at, at
    try:
        yield
    finally:
        _at = before
