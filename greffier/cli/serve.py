"""`greffier serve`: web, worker and schedules in one process group."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from typing import Final

import click
import structlog

from greffier.cli.shared.assembly import end, greffier
from greffier.composition import Greffier, check_rulebook
from greffier.database_ready import check_database
from greffier.logs import log_uncaught, report_errors, set_up_logs
from greffier.run_worker import work
from greffier.settings import check_place
from greffier.sockets import address, reached_at, why_not
from greffier.stop_signal import PARENT, Stopping, follow_parent, wait_for_end
from rules.bilingual import Sentence
from rules.formatting import fill
from sync.migrations.migrate import migrate

log = structlog.get_logger("greffier")

_STOPPED: Final = Sentence(
    "le serveur web s'est arrêté (code {status}) : ce qui précède dit pourquoi.",
    "the web server has stopped (status {status}): what is said above tells why.",
)

STARTED_WITHIN = 30.0
STOPPED_WITHIN = 25.0


@click.command()
@click.option("--host", default="0.0.0.0", show_default=True, help="Adresse d'écoute.")  # noqa: S104
@click.option("--web/--no-web", default=True, hidden=True)
def serve(host: str, web: bool) -> None:
    """Sert tout : les webhooks et les pages, le travail et ses horaires."""
    follow_parent()
    set_up_logs()
    log_uncaught()
    with greffier() as parts:
        report_errors(parts.settings)
        check_place(parts.settings)
        check_rulebook(parts.settings)
        if web and (why := why_not(host, parts.settings.port, parts.settings.language)):
            end(why, 2)
        stopping = wait_for_end()
        check_database(parts.settings, parts.database, stopping.wait)
        if stopping.is_set():
            return
        migrate(parts.database)
        site = Web(host, parts, stopping) if web else None
        try:
            if site is not None:
                site.start()
            if not stopping.is_set():
                with work(parts):
                    _wait(stopping, site)
        finally:
            if site is not None:
                site.stop()


def _wait(stopping: Stopping, site: Web | None) -> None:
    while not stopping.wait(1.0):
        if site is not None and site.died():
            log.error("the web process died; it is started again", status=site.status)
            site.start()


class Web:
    """The web server, a child process of this one."""

    def __init__(self, host: str, parts: Greffier, stopping: Stopping) -> None:
        self._host, self._port, self._stopping = host, parts.settings.port, stopping
        self._language = parts.settings.language
        self._process: subprocess.Popen[bytes] | None = None
        self.status: int | None = None

    def start(self) -> None:
        """Start it and wait until it answers, because Trello asks it while webhooks are registered,
        or until we are to stop.
        """
        command = [
            *(sys.executable, "-m", "gunicorn", "--config", "python:greffier.gunicorn"),
            "greffier.app:create_app()",
        ]
        values = {
            **os.environ,
            "GREFFIER_HOST": self._host,
            "PORT": str(self._port),
            PARENT: str(os.getpid()),
        }
        self._process = subprocess.Popen(command, env=values)
        deadline = time.monotonic() + STARTED_WITHIN
        while time.monotonic() < deadline and not self._answers():
            if self._stopping.wait(0.05):
                return
            if self.died():
                end(fill(_STOPPED, self._language, {"status": self.status}), 1)
        log.info("listening", address=f"http://{address(self._host, self._port)}")

    def _answers(self) -> bool:
        address = f"http://{reached_at(self._host)}:{self._port}/webhooks/trello"
        request = urllib.request.Request(address, method="HEAD")
        try:
            with urllib.request.urlopen(request, timeout=1):  # noqa: S310 - our own http address
                return True
        except (urllib.error.URLError, OSError):
            return False

    def died(self) -> bool:
        """Return whether the process has ended by itself."""
        self.status = self._process.poll() if self._process is not None else None
        return self.status is not None

    def stop(self) -> None:
        """End it: requests in hand are answered first."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOPPED_WITHIN)
        except subprocess.TimeoutExpired:
            self._process.kill()
