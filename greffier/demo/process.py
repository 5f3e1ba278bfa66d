"""Greffier itself, as `greffier serve` runs it: a child process whose log is read as it goes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO

from greffier.stop_signal import PARENT

STOPPED_WITHIN = 40.0


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the worker, from its line in the log. `at` is of the monotonic clock, seconds."""

    scope: str
    id: str
    verdict: str
    missing: tuple[str, ...]
    done: tuple[str, ...]
    seconds: float
    at: float


class Service:
    """`with Service(values, log):` runs `greffier serve` with these settings until the block ends.

    All that it says goes to the file `log`; the worker's runs are kept in `runs` as they come.
    """

    def __init__(self, values: Mapping[str, str], log: Path) -> None:
        self._values, self._log = dict(values), log
        self._process: subprocess.Popen[str] | None = None
        self._reader: threading.Thread | None = None
        self.runs: deque[Run] = deque()

    def __enter__(self) -> Service:
        command = [sys.executable, "-m", "greffier", "serve", "--host", "127.0.0.1"]
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            command,
            env={**os.environ, **self._values, PARENT: str(os.getpid())},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        assert self._process.stderr is not None
        self._reader = threading.Thread(
            target=self._read, args=(self._process.stderr,), name="demo-log", daemon=True
        )
        self._reader.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._process is not None and self._reader is not None
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(STOPPED_WITHIN)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._reader.join(timeout=5)
        if self._process.stderr is not None:
            self._process.stderr.close()

    def command(self, *words: str) -> tuple[int, str]:
        """Run `greffier` with these words, as an operator would. Return its status and all that it said."""
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", "greffier", *words],
            env={**os.environ, **self._values, "COLUMNS": "100", "NO_COLOR": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout

    @property
    def ended(self) -> bool:
        """Whether it has stopped by itself."""
        return self._process is not None and self._process.poll() is not None

    def _read(self, lines: IO[str]) -> None:
        with self._log.open("w", encoding="utf-8") as copy:
            for line in lines:
                copy.write(line)
                copy.flush()
                run = read_run(line, time.monotonic())
                if run is not None:
                    self.runs.append(run)


def read_run(line: str, at: float) -> Run | None:
    """Return the run that a line of the log tells of, or None."""
    try:
        fields = json.loads(line)
    except ValueError:
        return None
    if not isinstance(fields, dict) or fields.get("event") != "reconciled":
        return None
    return Run(
        scope=fields["scope"],
        id=fields["id"],
        verdict=fields["verdict"],
        missing=tuple(fields["missing"]),
        done=tuple(fields["done"]),
        seconds=fields["seconds"],
        at=at,
    )
