"""`greffier rules`: looks over a rulebook, and tells in words what it says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NoReturn

import click

from greffier.cli.check.read import UnusableError, problems_of, read_rules
from greffier.cli.rules import versions
from greffier.cli.rules.texts import rulebook_lines
from greffier.cli.shared.language import language
from rules.bilingual import Sentence
from rules.editing.parse import Rulebook, RulebookError
from rules.formatting import fill
from rules.verdict import Language

UNUSABLE: Final = 2

_NO_FILE: Final = Sentence(
    "Indiquez le fichier du règlement, ou réglez GREFFIER_RULEBOOK.",
    "Name the rulebook's file, or set GREFFIER_RULEBOOK.",
)
_RIGHT: Final = Sentence(
    "{source} : le règlement est bon ({count}).", "{source}: the rulebook is right ({count})."
)
_NO_BOARD: Final = Sentence(
    "{source} : ce règlement ne nomme aucun tableau ; `greffier init` en écrit un.",
    "{source}: this rulebook names no board; `greffier init` writes one.",
)
_BOARDS: Final = Sentence("tableaux : {count}", "boards: {count}")


@click.group()
def rules() -> None:
    """Relit et explique le règlement des tableaux."""


@rules.command()
@click.argument("file", required=False)
def check(file: str | None) -> None:
    """Relit un règlement et dit tout ce qui ne va pas (code de sortie 2)."""
    tongue = language()
    source = file or _usual_file()
    if source is None:
        raise click.UsageError(_NO_FILE.in_(tongue))
    rulebook = _read(source, tongue)
    if not rulebook.boards:
        _give_up([fill(_NO_BOARD, tongue, {"source": source})])
    count = fill(_BOARDS, tongue, {"count": len(rulebook.boards)})
    click.echo(fill(_RIGHT, tongue, {"source": source, "count": count}))
    known = None if file else versions.known()
    if known is not None:
        versions.tell_of_file(known, source, tongue)
        versions.warn_of_absent(known, rulebook, tongue)


@rules.command()
@click.argument("file", required=False)
def show(file: str | None) -> None:
    """Dit en clair les règles en vigueur et leur version ; avec FILE, celles de ce fichier."""
    tongue = language()
    source = file or _usual_file()
    rulebook = _read(source, tongue)
    known = None if file else versions.known()
    if known is not None:
        rulebook = known()
        versions.tell_version(known, tongue)
        versions.tell_of_file(known, str(source), tongue)
        click.echo()
    click.echo("\n".join(rulebook_lines(rulebook, tongue)))


@rules.command()
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
def export(file: Path | None) -> None:
    """Écrit le texte des règles en vigueur, dans FILE ou à l'écran."""
    versions.export(file)


@rules.command()
@click.option("--reason", default="", help="Pourquoi ; gardé avec la version.")
@click.option("--by", help="Qui décide (par défaut, votre nom sur cette machine).")
def apply(reason: str, by: str | None) -> None:
    """Met tout de suite en vigueur le fichier du règlement, sans redémarrer."""
    versions.apply(reason, by)


@rules.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--decline", "refused", metavar="ID", help="Écarte cette proposition pour de bon.")
@click.option("--draft", metavar="ID", help="En fait un brouillon de « Et si… », avec --for.")
@click.option("--for", "whose", metavar="USER", help="L'identifiant de qui essaie le brouillon.")
def propose(form: str, refused: str | None, draft: str | None, whose: str | None) -> None:
    """Propose des changements de règles d'après ce que les gens ont fait, sans rien appliquer."""
    from greffier.cli.rules import propose as proposing

    proposing.propose(form, refused, draft, whose)


def _usual_file() -> str | None:
    from greffier.env_file import SettingsError, environment  # it takes a moment to load

    try:
        return environment().get("GREFFIER_RULEBOOK") or None
    except SettingsError as error:
        _give_up(error.problems)


def _read(source: str | None, tongue: Language) -> Rulebook:
    try:
        return read_rules(source, tongue)
    except (UnusableError, RulebookError) as error:
        _give_up(problems_of(error, tongue))


def _give_up(problems: Sequence[str]) -> NoReturn:
    for problem in problems:
        click.echo(problem, err=True)
    raise SystemExit(UNUSABLE)
