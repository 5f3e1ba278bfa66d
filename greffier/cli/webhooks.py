"""`greffier webhooks list|register|repair|remove`: what Trello calls, shown and put right."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

import click

from greffier.cli.shared.assembly import ALL, ONLINE, greffier
from greffier.composition import Greffier
from greffier.settings import WEBHOOKS
from rules.bilingual import Sentence
from rules.formatting import fill
from sync.migrations.migrate import migrate
from sync.trello.webhooks import Hook

NEEDED = (*ONLINE, "PUBLIC_URL")

STATES: Final = {
    "active": Sentence("actif", "active"),
    "missing": Sentence("absent", "missing"),
    "inactive": Sentence("désactivé par Trello", "switched off by Trello"),
    "failing": Sentence(
        "actif, mais ses derniers envois ont échoué", "active, but its last deliveries failed"
    ),
    "doubled": Sentence("en double", "doubled"),
    "old-address": Sentence("à une ancienne adresse", "at an old address"),
    "left-over": Sentence(
        "d'un tableau qui n'est plus au règlement", "of a board that the rulebook names no more"
    ),
    "foreign": Sentence(
        "étranger à Greffier : laissé tel quel", "not one of Greffier's: left as it is"
    ),
}
_REPAIR: Final = Sentence(
    "`greffier webhooks repair` le fait ; `greffier serve` aussi, de lui-même",
    "`greffier webhooks repair` does it; so does `greffier serve`, by itself",
)
REMEDIES: Final = {
    "missing": _REPAIR,
    "inactive": _REPAIR,
    "doubled": _REPAIR,
    "left-over": _REPAIR,
    "failing": Sentence(
        "Trello n'a pas eu de 200 : `greffier doctor` essaie PUBLIC_URL ; sinon TRELLO_API_SECRET "
        "n'est pas celui de cette clé",
        "Trello had no 200: `greffier doctor` tries PUBLIC_URL; otherwise TRELLO_API_SECRET is not "
        "this key's",
    ),
    "old-address": Sentence(
        "si plus rien n'y répond : `PUBLIC_URL={site} greffier webhooks remove`",
        "if nothing answers there any more: `PUBLIC_URL={site} greffier webhooks remove`",
    ),
}
_FAILURES: Final = Sentence(" ({count} échecs de suite)", " ({count} failures in a row)")
_NONE: Final = Sentence("Aucun webhook.", "No webhook.")
_REMOVED: Final = Sentence("Webhooks retirés : {count}.", "Webhooks removed: {count}.")


@click.group()
def webhooks() -> None:
    """Les webhooks par lesquels Trello prévient Greffier."""


@webhooks.command("list")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def list_(form: str) -> None:
    """Montre ce que Trello connaît, et ce qui manque."""
    with greffier(NEEDED) as parts:
        migrate(parts.database)
        hooks = parts.care.look()
        if form == "json":
            click.echo(json.dumps([_to_json(each) for each in hooks], ensure_ascii=False, indent=1))
        else:
            _show(parts, hooks)


def _to_json(hook: Hook) -> dict[str, Any]:
    return {
        "id": hook.id or None,
        "board": hook.board_id,
        "callback_url": hook.callback_url,
        "state": hook.state,
        "failures": hook.failures,
    }


@webhooks.command()
def register() -> None:
    """Enregistre ce qui manque (le service doit déjà répondre à PUBLIC_URL)."""
    with greffier(ALL) as parts:
        migrate(parts.database)
        _show(parts, parts.care.repair())


@webhooks.command()
def repair() -> None:
    """Enregistre ce qui manque, réactive, retire les doubles et ce qui ne sert plus."""
    with greffier(ALL) as parts:
        migrate(parts.database)
        _show(parts, parts.care.repair())


@webhooks.command()
def remove() -> None:
    """Retire tous les webhooks qui mènent à cette adresse."""
    with greffier(NEEDED) as parts:
        migrate(parts.database)
        removed = parts.care.remove()
        click.echo(fill(_REMOVED, parts.settings.language, {"count": len(removed)}))


def _show(parts: Greffier, hooks: Sequence[Hook]) -> None:
    language = parts.settings.language
    for hook in hooks:
        rules = parts.rulebook.board(hook.board_id)
        board = f"{rules.name} ({hook.board_id})" if rules else hook.board_id
        failures = fill(_FAILURES, language, {"count": hook.failures}) if hook.failures else ""
        state = STATES[hook.state].in_(language)
        click.echo(f"{board}  {hook.callback_url}  {state}{failures}")
        if hook.state in REMEDIES:
            site = hook.callback_url.removesuffix(WEBHOOKS)
            click.echo(f"    → {fill(REMEDIES[hook.state], language, {'site': site})}")
    if not hooks:
        click.echo(_NONE.in_(language))
