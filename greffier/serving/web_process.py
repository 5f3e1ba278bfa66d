"""A process that answers for `greffier serve`.

The first is a fork, which shares in memory what the worker has imported. One that has died is followed
by a new program (`python -m greffier.serving.web_process`): by then threads run here, and nothing is forked.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import time
from contextlib import suppress
from functools import partial
from typing import Final

import structlog

from greffier.app import create_app
from greffier.logs import log_uncaught, set_up_logs
from greffier.serving.forks import ended, fork
from greffier.serving.patient_server import HUNG_AFTER, PatientServer
from greffier.stop_signal import PARENT, SIGNALS, end_at_once, wait_for_end

log = structlog.get_logger("greffier")

FORKS: Final = sys.platform != "darwin"
"""macOS ends a fork that asks the system for its proxies, as each request to Trello does (bpo-33725)."""


class WebProcess:
    """One process that answers what comes in at `listener`."""

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener
        self._pid = 0
        self._beats = -1
        self._silent = 0
        self.began = False
        """Whether it has come so far as to answer."""
        self.status: int | None = None
        """How it has ended; None while it runs."""

    def start(self) -> None:
        """Start it."""
        if self._beats >= 0:
            os.close(self._beats)
        self._beats, theirs = os.pipe()
        for each in (self._beats, theirs):
            os.set_blocking(each, False)
        if FORKS and threading.active_count() == 1:
            self._pid = fork(partial(self._answer, theirs))
        else:
            self._pid = _spawn(self._listener.fileno(), theirs)
        os.close(theirs)
        self._silent, self.began, self.status = 0, False, None

    def _answer(self, beat: int) -> int:
        os.close(self._beats)
        return answer(self._listener, beat)

    def died(self) -> bool:
        """Return whether it has ended by itself. To be asked about once a second: one that has not gone
        on for half a minute is ended.
        """
        if self.status is None:
            self.status = ended(self._pid)
        self._listen()
        if self.status is None and self._silent > HUNG_AFTER:
            log.error("the web process does not go on; it is ended")
            os.kill(self._pid, signal.SIGKILL)
            self._silent = 0
        return self.status is not None

    def _listen(self) -> None:
        """Count the looks at which nothing was heard of it. Not seconds: both of us may have been stopped
        meanwhile.
        """
        try:
            heard = os.read(self._beats, 4096)
        except BlockingIOError:
            heard = b""
        self._silent = 0 if heard else self._silent + 1
        self.began = self.began or bool(heard)

    def end(self) -> None:
        """Tell it to end: requests in hand are answered first."""
        if self._pid and self.status is None:
            os.kill(self._pid, signal.SIGTERM)

    def wait(self, until: float) -> None:
        """Wait for its end, and see to it at that instant of the monotonic clock."""
        while self._pid and self.status is None:
            if (at := time.monotonic()) >= until:
                os.kill(self._pid, signal.SIGKILL)
                until = at + 1
            self.status = ended(self._pid)
            time.sleep(0.02)


def _spawn(listener: int, beat: int) -> int:
    command = [sys.executable, "-m", "greffier.serving.web_process", str(listener), str(beat)]
    for each in (listener, beat):
        os.set_inheritable(each, True)
    return os.posix_spawn(sys.executable, command, {**os.environ, PARENT: str(os.getpid())})


def answer(listener: socket.socket, beat: int) -> int:
    """Answer what comes in at `listener` until a signal comes or our parent is gone. Whoever watches hears
    a byte at `beat` twice a second.
    """
    stopping, parent = wait_for_end(), int(os.environ[PARENT])
    server = PatientServer(create_app(), [listener])

    def stop(*_: object) -> None:
        stopping.set()
        server.wake()

    def alive() -> None:
        with suppress(OSError):
            os.write(beat, b".")

    for each in SIGNALS:
        signal.signal(each, stop)
    alive()
    server.serve(lambda: not stopping.is_set() and os.getppid() == parent, alive)
    return 0


def main() -> int:
    """Answer at the listener and beat that the command line names by their numbers."""
    end_at_once()
    set_up_logs()
    log_uncaught()
    listener, beat = (int(each) for each in sys.argv[1:])
    return answer(socket.socket(fileno=listener), beat)


if __name__ == "__main__":
    sys.exit(main())
