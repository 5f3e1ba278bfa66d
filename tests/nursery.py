"""Starts processes of Greffier quickly: what they import is imported once, then each is a fork.

Run as a script it takes one JSON object a line: `{"argv", "env", "cwd", "log"}` starts a process
and answers its id; `{"pid", "wait"}` answers its status (null while it lives, negative: a signal).
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]

LOOK_EVERY, TICK = 0.3, 2.0
"""Seconds between two looks after dead workers, and between two at what is due by the clock: no test is
to wait for a product's patience.
"""


class Child:
    """A process that the nursery started; it is asked as `subprocess.Popen` is."""

    def __init__(self, nursery: Nursery, pid: int) -> None:
        self._nursery, self.pid = nursery, pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        if self.returncode is None:
            self.returncode = self._nursery.ask({"pid": self.pid})
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)


class Nursery:
    """The process in which everything is imported already."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process = subprocess.Popen(
            [sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            text=True,
        )

    def start(self, argv: Sequence[str], env: Mapping[str, str], cwd: Path, log: Path) -> Child:
        """Run the command line `argv` of Greffier; what it says goes to the file `log`."""
        wanted = {"argv": [*argv], "env": {**env}, "cwd": str(cwd), "log": str(log)}
        return Child(self, self.ask(wanted))

    def ask(self, question: dict[str, Any]) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._lock:
            self._process.stdin.write(json.dumps(question) + "\n")
            self._process.stdin.flush()
            return json.loads(self._process.stdout.readline())

    def close(self) -> None:
        self._process.communicate("", 10)


def _serve() -> None:
    from greffier import run_worker
    from greffier.__main__ import main
    from greffier.cli import COMMANDS
    from sync.queue import liveness

    for each in COMMANDS.keys() - {"demo"}:
        import_module(COMMANDS[each].partition(":")[0])
    liveness.LOOK_EVERY, run_worker.TICK = LOOK_EVERY, TICK
    for line in sys.stdin:
        question = json.loads(line)
        if "argv" not in question:
            answer = _status(question["pid"])
        elif not (answer := os.fork()):
            _become(question)
            main()
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _status(pid: int) -> int | None:
    found, status = os.waitpid(pid, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if found else None


def _become(question: Mapping[str, Any]) -> None:
    os.environ.clear()
    os.environ.update(question["env"], GREFFIER_PARENT=str(os.getppid()))
    sys.argv[1:] = question["argv"]
    os.chdir(question["cwd"])
    log = os.open(question["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for ours, theirs in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(ours, theirs)


if __name__ == "__main__":
    _serve()
