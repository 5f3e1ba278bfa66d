"""Forks of a process: what they end with, and that a signal finds them at any moment."""

from __future__ import annotations

import subprocess
import sys

import pytest

SCRIPT = """
import os, signal, sys, threading
from greffier.serving import forks
from greffier.stop_signal import PARENT, is_left_alone, wait_for_end

stopping = wait_for_end()

def leave(status):
    raise SystemExit(status)

def fail():
    raise ValueError("Marie Dupont")

def whose():
    return 0 if os.environ[PARENT] == str(os.getppid()) and not is_left_alone() else 1

def ended_at_once():
    pid = forks.fork(lambda: threading.Event().wait(60) or 9)
    os.kill(pid, signal.SIGTERM)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

def told_while_it_waits():
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    return forks.run(lambda: 0 if wait_for_end().wait(60) else 9, stopping)

sys.excepthook = lambda kind, *_: print(kind.__name__, file=sys.stderr)
print(forks.run(lambda: 7, stopping), forks.run(lambda: leave(2), stopping), forks.run(fail, stopping))
print(forks.run(whose, stopping), {ended_at_once() for _ in range(50)}, stopping.is_set())
print(told_while_it_waits(), stopping.is_set())
"""


@pytest.mark.timeout(300)
def test_a_fork_ends_with_its_own_status_and_hears_a_signal_from_its_first_moment() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=200, check=False
    )
    assert done.stdout == "7 2 1\n0 {0} False\n0 True\n", done.stderr
    assert done.stderr == "ValueError\n"
