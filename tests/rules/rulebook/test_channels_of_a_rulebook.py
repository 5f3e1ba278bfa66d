"""Channels of a rulebook: read whole, and what is wrong is told where it stands, with what is expected."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from small_rulebook import SMALLEST

from rules.editing.parse import RulebookError, read_rulebook

CHANNEL = '[channels.mentors]\nto = "$SLACK_URL"\n'


def read(lines: str):  # type: ignore[no-untyped-def]
    return read_rulebook(SMALLEST + CHANNEL + lines).channels[0]


def test_what_is_not_said_is_usual() -> None:
    channel = read("")
    assert (channel.name, channel.digest_at) == ("mentors", time(8, 30))
    assert channel.gather == timedelta(minutes=15)


def test_an_hour_and_the_quiet_ones_are_read() -> None:
    channel = read('digest_at = "23:59"\nquiet = "22:00-07:30"')
    assert channel.digest_at == time(23, 59)
    assert channel.quiet == (time(22), time(7, 30))


@pytest.mark.parametrize(
    ("lines", "key", "expected"),
    [
        ('digest_at = "24:00"', "channels.mentors.digest_at", "08:30"),
        ('digest_at = "8:60"', "channels.mentors.digest_at", "08:30"),
        ("digest_at = 8", "channels.mentors.digest_at", "08:30"),
        ('events = ["nothing"]', "channels.mentors.events", "nothing"),
        ('boards = ["soutenance"]', "channels.mentors.boards", "soutenances"),
        ('quiet = "24:00-07:00"', "channels.mentors.quiet", "24:00-07:00"),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(lines: str, key: str, expected: str) -> None:
    with pytest.raises(RulebookError) as told:
        read(lines)
    [problem] = told.value.problems
    assert key in str(problem)
    assert expected in str(problem)
