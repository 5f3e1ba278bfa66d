"""`greffier mode`: only look at a board, or act on it."""

from __future__ import annotations

import sys
from typing import Final

import click

from greffier.cli.preview.text_output import foreseen, summary
from greffier.cli.receipts.texts import short
from greffier.cli.shared.assembly import OFFLINE, end, greffier
from greffier.cli.shared.choose import confirmed, pick_board, who
from greffier.composition import Greffier
from rules.bilingual import Sentence
from rules.editing.parse import BoardRules, Mode
from rules.formatting import fill
from rules.rulebook.values import MODES
from sync.clock import now
from sync.rulebook.boards import mode_in_force
from sync.storage.board_tables import BoardStateRow
from sync.use_cases.board_mode import set_mode

_NOW: Final = Sentence("{board} : {mode}{since}.", "{board}: {mode}{since}.")
_SINCE: Final = Sentence(", mis par {by} le {when}", ", set by {by} on {when}")
_SURE: Final = Sentence("Passer {board} en « {mode} » ?", "Put {board} into “{mode}”?")
_YES: Final = Sentence(
    "{board} : sans clavier, ajoutez --yes pour que Greffier agisse ; rien n'a changé.",
    "{board}: without a keyboard, add --yes to have Greffier act; nothing has changed.",
)
_LEFT: Final = Sentence("rien n'a changé.", "nothing has changed.")
_CHANGED: Final[dict[Mode, Sentence]] = {
    "enforce": Sentence(
        "{board} : Greffier agit (enforce). Il commente et range les cartes dès maintenant.",
        "{board}: Greffier acts (enforce). It comments on cards and moves them from now on.",
    ),
    "observe": Sentence(
        "{board} : Greffier observe (observe). Il n'écrit plus rien sur Trello.",
        "{board}: Greffier observes (observe). It writes nothing more to Trello.",
    ),
}
_ALREADY: Final = Sentence("{board} : déjà en « {mode} ».", "{board}: in “{mode}” already.")
_HOW_LONG: Final = Sentence(
    "Ce mode vaut jusqu'à ce que le « mode » du règlement soit lui-même modifié.",
    "This mode holds until the rulebook's own “mode” is edited.",
)


@click.command()
@click.argument("board")
@click.argument("wanted", metavar="[observe|enforce]", required=False, type=click.Choice(MODES))
@click.option("--by", help="Qui décide (par défaut, votre nom sur cette machine).")
@click.option("--yes", is_flag=True, help="Sans demander de confirmation.")
def mode(board: str, wanted: Mode | None, by: str | None, yes: bool) -> None:
    """Fait observer ou agir Greffier sur un tableau ; sans mode, dit lequel est en vigueur."""
    with greffier(OFFLINE) as parts:
        rules = pick_board(parts, board)
        language = parts.settings.language
        if wanted is None:
            click.echo(_in_force(parts, rules))
            return
        if wanted == "enforce":
            click.echo(_what_would_change(parts, rules))
        told = {"board": rules.name, "mode": wanted}
        if wanted == "enforce" and not yes:
            if not sys.stdin.isatty():
                end(fill(_YES, language, told), 2)
            if not confirmed(fill(_SURE, language, told), language):
                end(_LEFT.in_(language), 1)
        with parts.database.transaction() as session:
            new = set_mode(session, parts.jobs.enqueue, rules, wanted, who(by), now())
        click.echo(fill(_CHANGED[wanted] if new else _ALREADY, language, told))
        if new and wanted != rules.mode:
            click.echo(_HOW_LONG.in_(language))


def _in_force(parts: Greffier, rules: BoardRules) -> str:
    language = parts.settings.language
    with parts.database.transaction() as session:
        state = session.get(BoardStateRow, rules.board)
        mode, since = mode_in_force(rules, state), ""
        if state is not None and state.mode_at is not None and mode == state.mode:
            when = short(state.mode_at, parts.rulebook.timezone)
            since = fill(_SINCE, language, {"by": state.mode_by or "", "when": when})
    return fill(_NOW, language, {"board": rules.name, "mode": mode, "since": since})


def _what_would_change(parts: Greffier, rules: BoardRules) -> str:
    return "\n".join(summary(foreseen(parts, rules), rules, parts.settings.language))
