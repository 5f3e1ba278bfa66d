"""`greffier resume`: goes on after the brake, or after `greffier pause`."""

from __future__ import annotations

from typing import Final

import click

from greffier.cli.shared.assembly import OFFLINE, greffier
from greffier.cli.shared.choose import pick_board, who
from rules.bilingual import Sentence
from rules.formatting import fill
from sync.clock import now
from sync.reports.note_texts import note_in_words
from sync.use_cases.board_mode import resume as resume_board

_RESUMED: Final = Sentence(
    "{board} : Greffier reprend. Le tableau était en pause ({why}) ; ses cartes sont revues, "
    "et le frein compte à partir de maintenant.",
    "{board}: Greffier goes on. The board was paused ({why}); its cards are looked at again, "
    "and the brake counts from now.",
)
_WAS_NOT: Final = Sentence("{board} : n'était pas en pause.", "{board}: was not paused.")


@click.command()
@click.argument("board")
@click.option("--by", help="Qui reprend (par défaut, votre nom sur cette machine).")
def resume(board: str, by: str | None) -> None:
    """Remet en marche un tableau en pause ; ses cartes sont revues aussitôt."""
    with greffier(OFFLINE) as parts:
        rules = pick_board(parts, board)
        with parts.database.transaction() as session:
            why = resume_board(session, parts.jobs.enqueue, rules, who(by), now())
        sentence = _WAS_NOT if why is None else _RESUMED
        language = parts.settings.language
        told = {"board": rules.name, "why": note_in_words(why or "", language)}
        click.echo(fill(sentence, language, told))
