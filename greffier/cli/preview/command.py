"""`greffier preview`: what would happen to which card if a board were enforced now."""

from __future__ import annotations

import json

import click

from greffier.cli.preview.text_output import foreseen, lines, summary, to_json
from greffier.cli.shared.assembly import OFFLINE, end, greffier
from greffier.cli.shared.choose import pick_boards


@click.command()
@click.argument("board", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def preview(board: str | None, form: str) -> None:
    """Montre ce que Greffier ferait de chaque carte, sans rien écrire nulle part."""
    with greffier(OFFLINE) as parts:
        language = parts.settings.language
        found = [(each, foreseen(parts, each)) for each in pick_boards(parts, board)]
        unread = [
            line for rules, each in found if each is None for line in summary(None, rules, language)
        ]
        if form == "json":
            boards = [to_json(each, language) for _, each in found if each is not None]
            click.echo(json.dumps({"boards": boards}, ensure_ascii=False, indent=1))
        elif len(unread) < len(found):
            click.echo("\n\n".join("\n".join(lines(each, language)) for _, each in found if each))
        if unread:
            end(unread, 1)
