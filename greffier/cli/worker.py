"""`greffier worker`: serves the queue, beside a web process on this machine or another."""

from __future__ import annotations

import signal
import threading

import click

from greffier.cli.parts import greffier
from greffier.logs import set_up_logs
from greffier.working import work
from sync.migrate import migrate


@click.command()
def worker() -> None:
    """Fait le travail de la file, à côté d'un serveur web."""
    set_up_logs()
    with greffier() as parts:
        if parts.database.is_sqlite:
            migrate(parts.database)
        stopping = threading.Event()
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, lambda *_: stopping.set())
        with work(parts):
            stopping.wait()
