"""`greffier check`: judges exported boards on this machine, without Trello."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final, NoReturn

import click

from greffier.cli.check.guess import Wanted, plan
from greffier.cli.check.json_output import as_json
from greffier.cli.check.judge import JudgedBoard, judge
from greffier.cli.check.read import Export, UnusableError, problems_of, read_export, read_rules
from greffier.cli.check.text_output import clean_line, plain_lines, print_tables
from greffier.cli.check.texts import notes, oddities
from greffier.cli.shared.language import language
from rules.bilingual import Sentence
from rules.card import KINDS, Kind
from rules.editing.parse import Rulebook, RulebookError
from rules.instants import within_reason
from rules.verdict import Language

ALL_COMPLETE, SOME_INCOMPLETE, UNUSABLE = 0, 1, 2

_BAD_NOW: Final = Sentence(
    "--now : « {now} » n'est pas une date ; attendu : 2026-03-12T14:30, ou 2026-03-12T13:30:00Z.",
    "--now: “{now}” is not a date; expected: 2026-03-12T14:30, or 2026-03-12T13:30:00Z.",
)
_BAD_KIND: Final = Sentence(
    "--kind : « {kind} » n'est pas une nature de tableau ; choisissez parmi : {kinds}.",
    "--kind: “{kind}” is no kind of board; choose among: {kinds}.",
)


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--kind", metavar="KIND", help="Nature du tableau, au lieu de la deviner.")
@click.option(
    "--intake",
    multiple=True,
    metavar="LIST",
    help="Nom ou identifiant d’une liste d’entrée (plusieurs fois si besoin).",
)
@click.option("--rulebook", metavar="F", help="Règlement (TOML) à appliquer.")
@click.option("--now", metavar="ISO", help="Juger comme si l’on était à cet instant.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(("text", "json")),
    default="text",
    help="Forme du résultat.",
)
def check(
    files: tuple[str, ...],
    kind: Kind | None,
    intake: tuple[str, ...],
    rulebook: str | None,
    now: str | None,
    format_: str,
) -> None:
    """Vérifie des tableaux exportés de Trello en JSON, hors ligne (« - » : entrée standard).

    Code de sortie : 0 si toutes les cartes vérifiées sont complètes, 1 s’il en manque à l’une au
    moins ou si l’une ne se lit pas, 2 si un fichier est inutilisable.
    """
    tongue = language()
    try:
        rules = read_rules(rulebook, tongue)
    except (UnusableError, RulebookError) as error:
        _give_up(problems_of(error, tongue))
    kinds = (*KINDS, *(each.kind for each in rules.boards.values() if not each.is_school))
    if kind is not None and kind not in kinds:
        _give_up([_BAD_KIND.in_(tongue).format(kind=kind, kinds=", ".join(dict.fromkeys(kinds)))])
    boards = _judge_all(files, Wanted(kind, intake), rules, _instant(now, rules, tongue), tongue)
    _print(boards, format_, tongue)
    some = any(each.unread or each.in_state("incomplete") for each in boards)
    raise SystemExit(SOME_INCOMPLETE if some else ALL_COMPLETE)


def _judge_all(
    files: Sequence[str], wanted: Wanted, rules: Rulebook, now: datetime, tongue: Language
) -> list[JudgedBoard]:
    """Return all boards judged; if any file is unusable, every such file is told and nothing judged."""
    exports: list[Export] = []
    problems: list[str] = []
    plans = []
    for source in dict.fromkeys(files):
        try:
            export = read_export(source, tongue)
            plans.append(plan(export, wanted, rules))
            exports.append(export)
        except UnusableError as error:
            problems.extend(problems_of(error, tongue))
    if problems:
        _give_up(problems)
    for export, each in zip(exports, plans, strict=True):
        for note in (*notes(export, each, tongue), *oddities(export, tongue)):
            click.echo(clean_line(note), err=True)
    return [judge(export, each, rules, now) for export, each in zip(exports, plans, strict=True)]


def _instant(text: str | None, rules: Rulebook, tongue: Language) -> datetime:
    """Read --now as UTC; without a zone it is a time of the rulebook's zone."""
    if text is None:
        return datetime.now(UTC)
    try:
        read = datetime.fromisoformat(text.strip())
    except ValueError:
        read = None
    if read is None or not within_reason(read):
        _give_up([_BAD_NOW.in_(tongue).format(now=text)])
    return (read.replace(tzinfo=rules.timezone) if read.tzinfo is None else read).astimezone(UTC)


def _print(boards: Sequence[JudgedBoard], format_: str, tongue: Language) -> None:
    if format_ == "json":
        encoding = (sys.stdout.encoding or "ascii").lower()
        click.echo(as_json(boards, tongue, ascii_only=not encoding.startswith("utf")))
    elif sys.stdout.isatty():
        from rich.console import Console

        print_tables(boards, tongue, Console())
    else:
        click.echo("\n".join(plain_lines(boards, tongue)))


def _give_up(problems: Sequence[str]) -> NoReturn:
    for problem in problems:
        click.echo(clean_line(problem), err=True)
    raise SystemExit(UNUSABLE)
