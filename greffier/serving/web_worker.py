"""Our side of gunicorn: it starts, watches and ends the processes that speak with clients."""

from __future__ import annotations

import os
from types import FrameType
from typing import Any

from gunicorn.glogging import Logger
from gunicorn.workers.base import Worker

from greffier.logs import log_uncaught, set_up_logs
from greffier.serving.patient_server import PatientServer


class PatientWorker(Worker):  # type: ignore[misc]
    """A worker of gunicorn's whose requests waitress reads."""

    _patient: PatientServer | None = None

    def run(self) -> None:
        """Serve until told to end; then finish what is in hand."""
        self._patient = PatientServer(self.wsgi, [each.sock for each in self.sockets])
        self._patient.serve(lambda: self.alive and self.ppid == os.getppid(), self.notify)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Wake the loop on SIGTERM; it then ends."""
        super().handle_exit(sig, frame)
        if self._patient is not None:
            self._patient.wake()


class GunicornLog(Logger):  # type: ignore[misc]
    """Hands gunicorn's lines to our own log: one JSON object each, no values."""

    def setup(self, cfg: Any) -> None:
        """Keep gunicorn's levels, not its handlers."""
        super().setup(cfg)
        set_up_logs()
        log_uncaught()
        for each in (self.error_log, self.access_log):
            each.handlers.clear()
            each.propagate = True
