"""`greffier migrate`: brings the tables forward, before new processes start."""

from __future__ import annotations

from typing import Final

import click

from greffier.cli.shared.assembly import greffier
from greffier.database_ready import check_database
from greffier.stop_signal import wait_for_end
from rules.bilingual import Sentence
from sync.migrations import migrate as tables

_DONE: Final = Sentence("Les tables sont à jour.", "The tables are up to date.")


@click.command()
def migrate() -> None:
    """Met les tables à jour (sans effet si elles le sont déjà)."""
    with greffier(()) as parts:
        stopping = wait_for_end()  # what has begun is finished: half of it would be no version
        check_database(parts.settings, parts.database, stopping.wait)
        if stopping.is_set():
            return
        tables.migrate(parts.database)
        click.echo(_DONE.in_(parts.settings.language))
