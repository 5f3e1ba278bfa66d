"""`greffier migrate`: brings the tables forward, before new processes start."""

from __future__ import annotations

import click

from greffier.cli.parts import greffier
from sync import migrate as tables


@click.command()
def migrate() -> None:
    """Met les tables à jour (sans effet si elles le sont déjà)."""
    with greffier(()) as parts:
        tables.migrate(parts.database)
        click.echo("Les tables sont à jour.")
