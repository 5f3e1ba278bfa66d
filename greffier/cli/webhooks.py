"""`greffier webhooks list|register|repair|remove`."""

from __future__ import annotations

from collections.abc import Sequence

import click

from greffier.cli.parts import ALL, ONLINE, greffier
from sync.migrate import migrate
from sync.webhook_care import Hook

NEEDED = (*ONLINE, "PUBLIC_URL")

STATES = {
    "active": "actif",
    "missing": "absent",
    "inactive": "désactivé par Trello",
    "failing": "actif, mais ses derniers envois ont échoué",
    "doubled": "en double",
    "old-address": "à une ancienne adresse : retirez-le s'il ne sert plus",
    "foreign": "étranger à Greffier : laissé tel quel",
}


@click.group()
def webhooks() -> None:
    """Les webhooks par lesquels Trello prévient Greffier."""


@webhooks.command("list")
def list_() -> None:
    """Montre ce que Trello connaît, et ce qui manque."""
    with greffier(NEEDED) as parts:
        migrate(parts.database)
        _show(parts.care.look())


@webhooks.command()
def register() -> None:
    """Enregistre ce qui manque (le service doit déjà répondre à PUBLIC_URL)."""
    with greffier(ALL) as parts:
        migrate(parts.database)
        _show(parts.care.repair())


@webhooks.command()
def repair() -> None:
    """Enregistre ce qui manque, réactive, retire les doubles."""
    with greffier(ALL) as parts:
        migrate(parts.database)
        _show(parts.care.repair())


@webhooks.command()
def remove() -> None:
    """Retire nos webhooks de ces tableaux."""
    with greffier(NEEDED) as parts:
        migrate(parts.database)
        removed = parts.care.remove()
        click.echo(f"{len(removed)} webhook(s) retiré(s).")


def _show(hooks: Sequence[Hook]) -> None:
    for hook in hooks:
        failures = f" ({hook.failures} échecs de suite)" if hook.failures else ""
        click.echo(f"{hook.board_id}  {hook.callback_url}  {STATES[hook.state]}{failures}")
    if not hooks:
        click.echo("Aucun webhook.")
