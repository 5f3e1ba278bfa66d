"""The story of one student is played to its end; the clock that it turns is for it alone."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from greffier.demo.student_story.story import monday
from greffier.demo.student_story.story_end import SCENES
from greffier.settings import SettingsError, read_settings
from sync.clock import Dial, now, pretend

STORY = [sys.executable, "-m", "greffier", "demo", "--story", "--once"]


def test_the_story_of_a_student_goes_as_told(tmp_path: Path) -> None:
    settings = {"GREFFIER_DATA": str(tmp_path), "NO_COLOR": "1", "GREFFIER_LANGUAGE": "fr"}
    done = subprocess.run(
        STORY, env={**os.environ, **settings}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = done.stdout.replace("\u00a0", " ").replace("\u202f", " ")
    assert f"comme annoncé : {len(SCENES)} scènes" in told
    for badge in ("résultat attendu", "seconde soutenance à proposer", "sans nouveau mentor : 3 j"):
        assert f"la pastille : {badge}" in told


def test_a_turned_clock_is_refused_where_trello_is_not_simulated_here() -> None:
    values = {"GREFFIER_DEMO_CLOCK": "clock"}
    for url in ("", "https://api.trello.com/1", "http://127.0.0.1.example.org/1"):
        with pytest.raises(SettingsError, match="GREFFIER_DEMO_CLOCK"):
            read_settings({**values, "TRELLO_API_URL": url}, ())
    here = read_settings({**values, "TRELLO_API_URL": "http://127.0.0.1:8123/1"}, ())
    assert here.demo_clock == Path("clock")


def test_who_shares_a_dial_lives_at_the_same_instant(tmp_path: Path) -> None:
    one, other = Dial(tmp_path / "clock"), Dial(tmp_path / "clock")
    one.turn(timedelta(days=17))
    ahead = other() - datetime.now(UTC)
    assert timedelta(days=17, seconds=-5) < ahead <= timedelta(days=17)
    one.close()
    other.close()


def test_a_story_begins_on_a_monday_to_come() -> None:
    for day in range(1, 15):
        instant = datetime(2026, 3, day, 23, 30, tzinfo=UTC)
        with pretend(partial(datetime.fromtimestamp, instant.timestamp(), UTC)):
            assert monday().weekday() == 0
            assert now() < monday() <= now() + timedelta(days=7)
