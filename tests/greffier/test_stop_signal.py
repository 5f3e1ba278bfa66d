"""A signal ends what serves, wherever it finds the process."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import os, signal, sys
from greffier.stop_signal import wait_for_end

def end_at(line):
    # The signal comes at that line of the waiting, counted from its beginning.
    stopping, seen = wait_for_end(), 0
    def trace(frame, event, _):
        nonlocal seen
        seen += event == "line"
        if event == "line" and seen == line:
            os.kill(os.getpid(), signal.SIGTERM)
        return trace
    sys.settrace(trace)
    stopping.wait(0.05)
    sys.settrace(None)
    assert seen < line or stopping.wait(5), f"not told at line {line}"
    return seen >= line

line = 1
while end_at(line):
    line += 1
print("lines:", line - 1)
"""


def test_a_signal_is_heard_at_any_moment_of_the_waiting() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[-1]) >= 3
