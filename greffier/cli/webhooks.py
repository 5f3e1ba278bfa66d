"""`greffier webhooks list|register|repair|remove`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import click

from greffier.cli.parts import ALL, ONLINE, greffier
from rules.sentences import Sentence
from rules.verdict import Language
from rules.words import fill
from sync.migrate import migrate
from sync.webhook_care import Hook

NEEDED = (*ONLINE, "PUBLIC_URL")

STATES: Final = {
    "active": Sentence("actif", "active"),
    "missing": Sentence("absent", "missing"),
    "inactive": Sentence("désactivé par Trello", "switched off by Trello"),
    "failing": Sentence(
        "actif, mais ses derniers envois ont échoué", "active, but its last deliveries failed"
    ),
    "doubled": Sentence("en double", "doubled"),
    "old-address": Sentence(
        "à une ancienne adresse : retirez-le s'il ne sert plus",
        "at an old address: remove it if nobody uses it",
    ),
    "foreign": Sentence(
        "étranger à Greffier : laissé tel quel", "not one of Greffier's: left as it is"
    ),
}
_FAILURES: Final = Sentence(" ({count} échecs de suite)", " ({count} failures in a row)")
_NONE: Final = Sentence("Aucun webhook.", "No webhook.")
_REMOVED: Final = Sentence("{count} webhook(s) retiré(s).", "{count} webhook(s) removed.")


@click.group()
def webhooks() -> None:
    """Les webhooks par lesquels Trello prévient Greffier."""


@webhooks.command("list")
def list_() -> None:
    """Montre ce que Trello connaît, et ce qui manque."""
    with greffier(NEEDED) as parts:
        migrate(parts.database)
        _show(parts.care.look(), parts.settings.language)


@webhooks.command()
def register() -> None:
    """Enregistre ce qui manque (le service doit déjà répondre à PUBLIC_URL)."""
    with greffier(ALL) as parts:
        migrate(parts.database)
        _show(parts.care.repair(), parts.settings.language)


@webhooks.command()
def repair() -> None:
    """Enregistre ce qui manque, réactive, retire les doubles."""
    with greffier(ALL) as parts:
        migrate(parts.database)
        _show(parts.care.repair(), parts.settings.language)


@webhooks.command()
def remove() -> None:
    """Retire nos webhooks de ces tableaux."""
    with greffier(NEEDED) as parts:
        migrate(parts.database)
        removed = parts.care.remove()
        click.echo(fill(_REMOVED, parts.settings.language, {"count": len(removed)}))


def _show(hooks: Sequence[Hook], language: Language) -> None:
    for hook in hooks:
        failures = fill(_FAILURES, language, {"count": hook.failures}) if hook.failures else ""
        state = STATES[hook.state].in_(language)
        click.echo(f"{hook.board_id}  {hook.callback_url}  {state}{failures}")
    if not hooks:
        click.echo(_NONE.in_(language))
