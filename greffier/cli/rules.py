"""`greffier rules`: looks over a rulebook, and tells in words what it says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NoReturn

import click

from greffier.cli.check_read import UnusableError, problems_of, read_rules
from greffier.cli.language import language
from greffier.cli.rules_words import rulebook_lines
from rules.rulebook import Rulebook, RulebookError
from rules.sentences import Sentence
from rules.verdict import Language
from rules.words import fill

UNUSABLE: Final = 2

_NO_FILE: Final = Sentence(
    "Indiquez le fichier du règlement, ou réglez GREFFIER_RULEBOOK.",
    "Name the rulebook's file, or set GREFFIER_RULEBOOK.",
)
_RIGHT: Final = Sentence(
    "{source} : le règlement est bon ({count}).", "{source}: the rulebook is right ({count})."
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
    count = fill(_BOARDS, tongue, {"count": len(rulebook.boards)})
    click.echo(fill(_RIGHT, tongue, {"source": source, "count": count}))


@rules.command()
@click.argument("file", required=False)
def show(file: str | None) -> None:
    """Dit en clair les règles en vigueur (celles d'origine, sans règlement)."""
    tongue = language()
    rulebook = _read(file or _usual_file(), tongue)
    click.echo("\n".join(rulebook_lines(rulebook, tongue)))


def _usual_file() -> str | None:
    from greffier.settings import environment  # it knows the .env file, and takes a moment to load

    return environment().get("GREFFIER_RULEBOOK") or None


def _read(source: str | None, tongue: Language) -> Rulebook:
    try:
        return read_rules(source, tongue)
    except (UnusableError, RulebookError) as error:
        _give_up(problems_of(error, tongue))


def _give_up(problems: Sequence[str]) -> NoReturn:
    for problem in problems:
        click.echo(problem, err=True)
    raise SystemExit(UNUSABLE)
