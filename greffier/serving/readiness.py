"""Before a process serves: its settings, rules and database are looked at in a fork that ends again."""

from __future__ import annotations

from functools import partial

from greffier.cli.shared.assembly import end, greffier
from greffier.composition import check_rulebook
from greffier.database_ready import check_database
from greffier.logs import report_errors
from greffier.serving import forks
from greffier.settings import check_place
from greffier.sockets import why_not
from greffier.stop_signal import Stopping, follow_parent, wait_for_end


def get_ready(stopping: Stopping, *, host: str | None = None, migrates: bool) -> bool:
    """Check all that can be wrong, and bring the tables forward (those of SQLite even without `migrates`).
    Returns False where we are to stop. Ends this process where something is wrong, which is told. `host`:
    where it is to listen, if it is.

    What that takes of memory goes with the fork, and this process has no connection to the database yet.
    """
    if status := forks.run(partial(_prepare, host, migrates), stopping):
        raise SystemExit(status if status > 0 else 1)
    return not stopping.is_set()


def _prepare(host: str | None, migrates: bool) -> int:
    follow_parent()
    with greffier(rulebook=False) as parts:
        of = parts.settings
        report_errors(of)
        check_place(of)
        check_rulebook(of)
        if host is not None and (why := why_not(host, of.port, of.language)):
            end(why, 2)
        stopping = wait_for_end()
        check_database(of, parts.database, stopping.wait)
        if not stopping.is_set() and (migrates or parts.database.is_sqlite):
            from sync.migrations.migrate import migrate  # Alembic: 5 MB that nobody needs later

            migrate(parts.database)
    return 0
