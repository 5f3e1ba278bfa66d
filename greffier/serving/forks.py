"""Forks of this process: they share in memory whatever it had imported when they began.

Only a process with one thread, and with no connection to a database, is forked: a lock that another
thread held would stay locked in the fork for ever, and two processes cannot speak on one connection.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress

from sqlalchemy.orm import configure_mappers

from greffier.stop_signal import PARENT, SIGNALS, Stopping, end_at_once, is_left_alone


def settle() -> None:
    """Make now what forks would each make for themselves, and have the collector of garbage leave alone
    what is there: each time it looked at a value, it would write beside it, and so copy its page.
    """
    configure_mappers()
    gc.collect()
    gc.freeze()


def fork(what: Callable[[], int]) -> int:
    """Return the process id of a fork that runs `what` and ends with the status which that returns. It
    knows by `GREFFIER_PARENT` who started it. A signal ends it at once, until it sets handlers of its own.
    """
    parent = os.getpid()
    sys.stdout.flush()
    sys.stderr.flush()
    signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)  # our handlers are not to hear its signals
    if pid := os.fork():
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
        return pid
    status = 1
    try:
        end_at_once()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
        os.environ[PARENT] = str(parent)
        status = what()
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        with suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)


def ended(pid: int) -> int | None:
    """Return the status that this child has ended with (negative: by that signal); None while it runs. It
    is told once.
    """
    found, status = os.waitpid(pid, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if found else None


def run(what: Callable[[], int], stopping: Stopping) -> int:
    """Return the status of a fork that ran `what`. Where we are to stop meanwhile, so is the fork."""
    pid = fork(what)
    while (status := ended(pid)) is None:
        if is_left_alone():
            stopping.set()
        if stopping.wait(0.02):
            os.kill(pid, signal.SIGTERM)
            return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return status
