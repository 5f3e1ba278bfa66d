"""Whatever lists answers to programs in one shape: an array of objects, each with its id."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from cli_desk import Desk, desk

CHANNEL = """
[channels.equipe]
to = ["json://127.0.0.1:9/x"]
events = ["digest"]
"""
LISTS = (
    "receipts",
    "queue",
    "queue list",
    "students list",
    "sessions list",
    "webhooks list",
    "channels list",
)


@pytest.fixture
def the_desk(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path) as made:
        yield made


@pytest.mark.parametrize("words", LISTS)
def test_a_list_is_an_array_of_objects_with_ids(the_desk: Desk, words: str) -> None:
    the_desk.moved_away()
    result = the_desk.type(*words.split(), "--format", "json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert isinstance(found, list)
    for each in found:
        assert each["id"] is None or isinstance(each["id"], str | int)
        for key, value in each.items():
            assert key.isascii() and key == key.lower()
            if isinstance(value, str) and (key == "at" or key.endswith("_at")):
                assert datetime.fromisoformat(value).tzinfo is not None
    if words in ("receipts", "webhooks list"):
        assert found


def test_webhooks_tell_their_state(the_desk: Desk) -> None:
    (hook,) = the_desk.json("webhooks", "list")
    assert (hook["state"], hook["failures"]) == ("active", 0)
    the_desk.school.sandbox.state.webhooks.clear()
    (hook,) = the_desk.json("webhooks", "list")
    assert (hook["id"], hook["state"]) == (None, "missing")


@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # Apprise's
def test_channels_tell_where_without_an_address(tmp_path: Path) -> None:
    with desk(tmp_path, more=CHANNEL) as made:
        (channel,) = made.json("channels", "list")
    assert (channel["id"], channel["events"], channel["sent_at"]) == ("equipe", ["digest"], None)
    assert "127.0.0.1" not in json.dumps(channel)
