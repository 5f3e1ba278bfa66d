"""The log tells what failed and where, and never a value: an exception's text may hold a name."""

from __future__ import annotations

import io
import json
import logging
import subprocess
import sys
from collections.abc import Iterator

import pytest
import structlog

from greffier.logs import set_up_logs
from sync.storage import absence


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    root, written = logging.getLogger(), io.StringIO()
    before, level = root.handlers[:], root.level
    monkeypatch.setattr("sys.stderr", written)
    monkeypatch.setattr(absence, "_away", set())
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


OTHERS = """
import logging, sys, threading, warnings
from gunicorn.config import Config
from greffier.serving.web_worker import GunicornLog
from sync.queue.jobs import quiet

quiet()
GunicornLog(Config()).error("worker timeout (pid:%s)", 7)
from dbos._logger import init_logger
init_logger()
try:
    raise ValueError("Marie Dupont")
except ValueError:
    logging.getLogger("dbos").warning("engine", exc_info=True)
warnings.warn("old way")
threading.Thread(target=lambda: {}["Marie Dupont"]).start()
raise ValueError("Marie Dupont")
"""


def test_the_engine_gunicorn_warnings_and_what_nobody_caught_are_json_too() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", OTHERS], capture_output=True, text=True, check=False
    )
    said = [json.loads(line) for line in ran.stderr.splitlines()]
    assert [each["event"] for each in said][:2] == ["worker timeout (pid:7)", "engine"]
    assert [each["event"] for each in said][3:] == ["not caught"] * 2
    assert [each.get("error") for each in said] == [
        None,
        "ValueError",
        None,
        "KeyError",
        "ValueError",
    ]
    assert "Marie" not in ran.stderr


def test_no_colour_where_none_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    root, before = logging.getLogger(), logging.getLogger().handlers[:]
    for wanted, coloured in (("", True), ("1", False)):
        written = Terminal()
        monkeypatch.setattr("sys.stderr", written)
        monkeypatch.setenv("NO_COLOR", wanted)
        try:
            set_up_logs()
            structlog.get_logger("greffier").warning("told")
        finally:
            root.handlers[:] = before
            structlog.reset_defaults()
        assert ("\x1b[" in written.getvalue()) is coloured


def test_a_traceback_within_a_message_is_one_name(lines: io.StringIO) -> None:
    trace = (
        'Traceback (most recent call last):\n  File "x.py", line 1\n    a(Marie)\nKeyError: Marie\n'
    )
    logging.getLogger("dbos").error(f"Exception polling schedules: {trace}")
    assert json.loads(lines.getvalue())["event"] == "Exception polling schedules: KeyError"
