"""`greffier serve`: web, worker and schedules in one process group."""

from __future__ import annotations

import socket
import time
import urllib.error
import urllib.request
from typing import Final, NoReturn

import click
import structlog

from greffier.cli.shared.assembly import end, greffier
from greffier.composition import check_rulebook
from greffier.logs import log_uncaught, report_errors, set_up_logs
from greffier.run_worker import work
from greffier.serving import forks
from greffier.serving.readiness import get_ready
from greffier.serving.web_process import WebProcess
from greffier.settings import Settings, environment, read_settings
from greffier.sockets import address, bound, reached_at, refused
from greffier.stop_signal import Stopping, follow_parent, wait_for_end
from rules.bilingual import Sentence
from rules.formatting import fill
from sync.clock import now
from sync.rulebook.boards import public_holidays

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
    set_up_logs()
    log_uncaught()
    stopping = wait_for_end()
    if not get_ready(stopping, host=host if web else None, migrates=True):
        return
    settings = read_settings(environment())
    _read_ahead(settings)
    forks.settle()
    site = Web(host, settings, stopping) if web else None
    try:
        if site is not None:
            site.start()
        follow_parent()
        if not stopping.is_set():
            with greffier() as parts:
                report_errors(parts.settings)
                with work(parts):
                    _wait(stopping, site)
    finally:
        if site is not None:
            site.stop()


def _read_ahead(settings: Settings) -> None:
    """Read what the worker and the web process would each read for themselves."""
    check_rulebook(settings)
    public_holidays(now())


def _wait(stopping: Stopping, site: Web | None) -> None:
    while not stopping.wait(1.0):
        if site is not None:
            site.look()


class Web:
    """The web server: as many child processes of this one as the settings say."""

    def __init__(self, host: str, settings: Settings, stopping: Stopping) -> None:
        self._host, self._port, self._stopping = host, settings.port, stopping
        self._language = settings.language
        self._listener = self._listen()
        self._processes = [WebProcess(self._listener) for _ in range(settings.web_processes)]

    def _listen(self) -> socket.socket:
        try:
            return bound(self._host, self._port)
        except OSError as error:
            end(refused(error, self._host, self._port, self._language), 2)

    def start(self) -> None:
        """Start it and wait until it answers, because Trello asks it while webhooks are registered,
        or until we are to stop.
        """
        for each in self._processes:
            each.start()
        deadline = time.monotonic() + STARTED_WITHIN
        while time.monotonic() < deadline and not self._answers():
            if self._stopping.wait(0.05):
                return
            for each in self._processes:
                if each.died():
                    self._end(each)
        log.info("listening", address=f"http://{address(self._host, self._port)}")

    def _end(self, why: WebProcess) -> NoReturn:
        end(fill(_STOPPED, self._language, {"status": why.status}), 1)

    def _answers(self) -> bool:
        address = f"http://{reached_at(self._host)}:{self._port}/webhooks/trello"
        request = urllib.request.Request(address, method="HEAD")
        try:
            with urllib.request.urlopen(request, timeout=1):  # noqa: S310 - our own http address
                return True
        except (urllib.error.URLError, OSError):
            return False

    def look(self) -> None:
        """Start again what has died; where it does not come so far as to answer, end all."""
        for each in self._processes:
            if each.died():
                if not each.began:
                    self._end(each)
                log.error("the web process died; it is started again", status=each.status)
                each.start()

    def stop(self) -> None:
        """End it: requests in hand are answered first."""
        self._listener.close()
        for each in self._processes:
            each.end()
        until = time.monotonic() + STOPPED_WITHIN
        for each in self._processes:
            each.wait(until)
