"""`greffier worker`: serves the queue, beside a web process on this machine or another."""

from __future__ import annotations

import click

from greffier.cli.shared.assembly import greffier
from greffier.composition import check_rulebook
from greffier.database_ready import check_database
from greffier.logs import log_uncaught, report_errors, set_up_logs
from greffier.run_worker import work
from greffier.settings import check_place
from greffier.stop_signal import follow_parent, wait_for_end
from sync.migrations.migrate import migrate


@click.command()
def worker() -> None:
    """Fait le travail de la file, à côté d'un serveur web."""
    follow_parent()
    set_up_logs()
    log_uncaught()
    with greffier() as parts:
        report_errors(parts.settings)
        check_place(parts.settings)
        check_rulebook(parts.settings)
        stopping = wait_for_end()
        check_database(parts.settings, parts.database, stopping.wait)
        if stopping.is_set():
            return
        if parts.database.is_sqlite:
            migrate(parts.database)
        with work(parts):
            stopping.wait()
