"""`greffier pause`: the clerk writes nothing to a board until somebody resumes."""

from __future__ import annotations

from typing import Final

import click

from greffier.cli.shared.assembly import OFFLINE, greffier
from greffier.cli.shared.choose import pick_board, who
from rules.bilingual import Sentence
from rules.formatting import fill
from sync.clock import now
from sync.use_cases.board_mode import pause as pause_board

_PAUSED: Final = Sentence(
    "{board} : en pause. Les cartes restent lues et jugées, rien n'est écrit. "
    "Pour reprendre : greffier resume {board}",
    "{board}: paused. Cards are still read and judged, nothing is written. "
    "To go on: greffier resume {board}",
)
_ALREADY: Final = Sentence("{board} : déjà en pause.", "{board}: paused already.")


@click.command()
@click.argument("board")
@click.option("--reason", default="", help="Pourquoi : gardé dans le reçu.")
@click.option("--by", help="Qui met en pause (par défaut, votre nom sur cette machine).")
def pause(board: str, reason: str, by: str | None) -> None:
    """Met un tableau en pause : Greffier n'y écrit plus."""
    with greffier(OFFLINE) as parts:
        rules = pick_board(parts, board)
        with parts.database.transaction() as session:
            new = pause_board(session, rules, who(by), reason.strip(), now())
        told = fill(_PAUSED if new else _ALREADY, parts.settings.language, {"board": rules.name})
        click.echo(told)
