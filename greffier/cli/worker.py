"""`greffier worker`: serves the queue, beside a web process on this machine or another."""

from __future__ import annotations

import click

from greffier.cli.shared.assembly import greffier
from greffier.logs import log_uncaught, report_errors, set_up_logs
from greffier.run_worker import work
from greffier.serving.readiness import get_ready
from greffier.stop_signal import follow_parent, wait_for_end


@click.command()
def worker() -> None:
    """Fait le travail de la file, à côté d'un serveur web."""
    set_up_logs()
    log_uncaught()
    stopping = wait_for_end()
    if not get_ready(stopping, migrates=False):
        return
    follow_parent()
    with greffier() as parts:
        report_errors(parts.settings)
        with work(parts):
            stopping.wait()
