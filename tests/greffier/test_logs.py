"""The log tells what failed and where, and never a value: an exception's text may hold a name."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from greffier.logs import set_up_logs


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    root, written = logging.getLogger(), io.StringIO()
    before, level = root.handlers[:], root.level
    monkeypatch.setattr("sys.stderr", written)
    set_up_logs()
    yield written
    root.handlers[:], root.level = before, level
    structlog.reset_defaults()


def fail() -> None:
    raise ValueError("Marie Dupont a un motif")


@pytest.mark.parametrize("name", ["greffier", "werkzeug", "dbos"])
def test_an_exception_is_told_by_its_type_and_its_place(lines: io.StringIO, name: str) -> None:
    try:
        fail()
    except ValueError:
        logging.getLogger(name).error("Exception on /powerup [GET]", exc_info=True)
    told = json.loads(lines.getvalue())
    assert told["error"] == "ValueError"
    assert "test_logs.py:" in told["where"]
    assert "Marie" not in lines.getvalue()
    assert "traceback object" not in lines.getvalue()


def test_so_it_is_where_we_log_ourselves(lines: io.StringIO) -> None:
    try:
        fail()
    except ValueError as error:
        structlog.get_logger("greffier").error("failed", exc_info=error)
    told = json.loads(lines.getvalue())
    assert (told["error"], "Marie" in lines.getvalue()) == ("ValueError", False)


def test_an_exception_within_a_message_is_named(lines: io.StringIO) -> None:
    logging.getLogger("greffier").warning("left out: %s", ValueError("Marie Dupont"))
    assert "left out: ValueError" in lines.getvalue()
