"""`greffier sync`: reads the boards whole, repairs the mirror, judges what changed."""

from __future__ import annotations

import json
from typing import Any, Final

import click

from greffier.cli.parts import ONLINE, end, greffier
from greffier.composition import Greffier
from rules.sentences import Sentence
from rules.words import fill
from sync.comparison import Report
from sync.migrate import migrate

_UNKNOWN: Final = Sentence(
    "--board {board} : inconnu du règlement, qui connaît : {known}",
    "--board {board}: unknown to the rulebook, which knows: {known}",
)
_SAME: Final = Sentence(
    "{board} : {compared} cartes comparées, aucun écart.",
    "{board}: {compared} cards compared, no difference.",
)
_REPAIRED: Final = Sentence(
    "{board} : {compared} cartes comparées, {differing} écarts réparés, {woken} cartes à juger.",
    "{board}: {compared} cards compared, {differing} differences repaired, {woken} cards to judge.",
)
_LEFT: Final = Sentence(
    "{board} : {compared} cartes comparées, {differing} écarts laissés tels quels.",
    "{board}: {compared} cards compared, {differing} differences left as they are.",
)


@click.command()
@click.option(
    "--board", "boards", multiple=True, help="Nom (dans le règlement) ou id d'un tableau."
)
@click.option("--dry-run", is_flag=True, help="Compare seulement : rien n'est réparé ni jugé.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def sync(boards: tuple[str, ...], dry_run: bool, form: str) -> None:
    """Compare le miroir aux tableaux, le répare, et fait juger ce qui a changé."""
    with greffier(ONLINE) as parts:
        migrate(parts.database)
        wanted = [_board(parts, each) for each in boards] or list(parts.boards)
        reports = [parts.snapshots.take(each, "dry-run" if dry_run else "full") for each in wanted]
        if form == "json":
            click.echo(json.dumps({"boards": [_json(each) for each in reports]}, indent=1))
            return
        for report in reports:
            click.echo(_text(parts, report))


def _board(parts: Greffier, wanted: str) -> str:
    for name, rules in parts.rulebook.boards.items():
        if wanted in (name, rules.board):
            return rules.board
    known = ", ".join(parts.rulebook.boards)
    return end(fill(_UNKNOWN, parts.settings.language, {"board": wanted, "known": known}), 2)


def _json(report: Report) -> dict[str, Any]:
    return {
        "id": report.board_id,
        "kind": report.kind,
        "at": report.at.isoformat(),
        "compared": report.compared,
        "repaired": report.repaired,
        "judged_again": report.woken,
        "differences": [
            {"id": each.id, "fields": list(each.fields)} for each in report.differences
        ],
    }


def _text(parts: Greffier, report: Report) -> str:
    rules = parts.rulebook.board(report.board_id)
    name = rules.name if rules else report.board_id
    sentence = _SAME
    if report.differences:
        sentence = _REPAIRED if report.repaired else _LEFT
    values = {
        "board": name,
        "compared": report.compared,
        "differing": len(report.differences),
        "woken": report.woken,
    }
    return fill(sentence, parts.settings.language, values)
