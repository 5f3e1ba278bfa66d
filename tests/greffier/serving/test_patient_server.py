"""How long a client may keep us waiting, and for what."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from greffier.serving.patient_server import (
    DAWDLE,
    HEAD_WITHIN,
    IDLE,
    REQUEST_WITHIN,
    TAKEN_WITHIN,
    Channel,
)


def channel(**state: Any) -> Channel:
    """A connection since the instant 100, in this state."""
    made = Channel.__new__(Channel)
    made.__dict__.update({"since": 100.0, "asked": False, "requests": [], **state})
    return made


HALF = SimpleNamespace(headers_finished=False)
BODY = SimpleNamespace(headers_finished=True)


@pytest.mark.parametrize(
    ("state", "patience"),
    [
        ({}, HEAD_WITHIN),
        ({"request": HALF}, HEAD_WITHIN),
        ({"request": HALF, "asked": True}, HEAD_WITHIN),
        ({"request": BODY}, REQUEST_WITHIN),
        ({"asked": True}, IDLE),
        ({"asked": True, "total_outbufs_len": 1}, TAKEN_WITHIN),
    ],
)
def test_each_thing_that_a_client_can_dawdle_with_has_an_end(
    state: dict[str, Any], patience: float
) -> None:
    made = channel(**state)
    assert not made.overdue(100 + patience)
    assert made.overdue(100 + patience + 0.1)


def test_a_client_whose_answer_is_being_made_does_not_keep_us_waiting() -> None:
    made = channel(requests=[BODY])
    assert not made.overdue(10_000)
    assert made.busy(10_000)


def test_a_process_that_ends_waits_a_little_for_what_is_half_said() -> None:
    made = channel(request=HALF)
    assert made.busy(100 + DAWDLE - 0.1)
    assert not made.busy(100 + DAWDLE)
    assert not channel(asked=True).busy(100)
