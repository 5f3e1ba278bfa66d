"""`greffier undo`: takes back what Greffier did, unless a person has touched the card since."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Final

import click

from greffier.cli.receipts.texts import why_not
from greffier.cli.shared.assembly import ONLINE, end, greffier
from greffier.cli.shared.choose import confirmed, moment_since, pick_board, who
from greffier.composition import Greffier
from rules.bilingual import Sentence
from rules.formatting import fill, plural
from sync.effects.receipts import find
from sync.effects.undo import Undone, undo_many
from sync.effects.undoable import undoable_names

_WHAT: Final = Sentence(
    "Indiquez des numéros de reçus (`greffier receipts` les montre), ou --since.",
    "Give numbers of receipts (`greffier receipts` shows them), or --since.",
)
_SURE: Final = Sentence("Annuler {what} ?", "Undo {what}?")
_NOTHING: Final = Sentence(
    "Rien à annuler depuis ce moment.", "There is nothing to undo since then."
)
_LEFT: Final = Sentence("Rien n'a été annulé.", "Nothing was undone.")
_UNDONE: Final = Sentence("{id} : annulé.", "{id}: undone.")
_REFUSED: Final = Sentence("{id} : laissé tel quel, car {why}.", "{id}: left as it is: {why}.")
_SUM: Final = Sentence("{done}, {refused}.", "{done}, {refused}.")
_COUNTS: Final = {
    "fr": (("annulé", "annulés"), ("laissé tel quel", "laissés tels quels"), ("reçu", "reçus")),
    "en": (("undone", "undone"), ("left as it is", "left as they are"), ("receipt", "receipts")),
}


@click.command()
@click.argument("ids", nargs=-1, type=click.IntRange(min=1))
@click.option("--since", help="Tout ce qui date d'après : 2h, 1d ou une date ISO.")
@click.option("--board", help="Seulement sur ce tableau (avec --since).")
@click.option("--by", help="Au nom de qui (par défaut, votre nom sur cette machine).")
@click.option("--yes", is_flag=True, help="Sans demander de confirmation.")
def undo(
    ids: tuple[int, ...], since: str | None, board: str | None, by: str | None, yes: bool
) -> None:
    """Annule des reçus, le plus récent d'abord (code de sortie 1 si l'un d'eux est refusé)."""
    with greffier(ONLINE) as parts:
        wanted = _wanted(parts, ids, since, board)
        language = parts.settings.language
        if not wanted:
            click.echo(_NOTHING.in_(language))
            return
        if not yes and sys.stdin.isatty() and not _sure(parts, len(wanted)):
            end(_LEFT.in_(language), 1)
        results = undo_many(
            parts.database,
            parts.gateway,
            parts.jobs.enqueue,
            wanted,
            who(by),
            lambda each: _tell(parts, each),
        )
        _sum_up(parts, results)
        if any(each.why_not for each in results):
            raise SystemExit(1)


def _wanted(parts: Greffier, ids: Sequence[int], since: str | None, board: str | None) -> list[int]:
    """Return the receipts named; with --since those that may be undone at all."""
    if (ids and (since or board)) or (not ids and not since):
        end(_WHAT.in_(parts.settings.language), 2)
    if ids:
        return list(ids)
    board_id = pick_board(parts, board).board if board else None
    start = moment_since(parts, since)
    with parts.database.transaction() as session:
        found, undoable = find(session, board_id=board_id, since=start), undoable_names()
        return [each.id for each in found if each.command in undoable and not each.undone_at]


def _sure(parts: Greffier, count: int) -> bool:
    language = parts.settings.language
    what = plural(count, *_COUNTS[language][2], language)
    return confirmed(fill(_SURE, language, {"what": what}), language)


def _tell(parts: Greffier, each: Undone) -> None:
    language = parts.settings.language
    if not each.why_not:
        click.echo(fill(_UNDONE, language, {"id": each.receipt_id}))
        return
    told = {"id": each.receipt_id, "why": why_not(each.why_not, language)}
    click.echo(fill(_REFUSED, language, told), err=True)


def _sum_up(parts: Greffier, results: Sequence[Undone]) -> None:
    if len(results) < 2:
        return
    language = parts.settings.language
    refused = sum(bool(each.why_not) for each in results)
    done, left, _ = _COUNTS[language]
    told = {
        "done": plural(len(results) - refused, *done, language),
        "refused": plural(refused, *left, language),
    }
    click.echo(fill(_SUM, language, told))
