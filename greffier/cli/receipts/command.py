"""`greffier receipts`: what Greffier did, why, and whether it can be undone."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping, Sequence
from typing import Any, Final

import click
from sqlalchemy.orm import Session

from greffier.cli.receipts import texts
from greffier.cli.shared.assembly import OFFLINE, greffier
from greffier.cli.shared.choose import moment_since, pick_board, pick_card
from greffier.cli.shared.text_table import show_table
from greffier.composition import Greffier
from rules.bilingual import Sentence
from rules.calendar import local_time
from rules.formatting import fill
from rules.mentions import CODES
from sync.effects.kinds import kind_of
from sync.effects.receipts import find
from sync.effects.undoable import why_not_undoable
from sync.reports.receipt_texts import ReceiptTexts
from sync.reports.timeline import part_names
from sync.storage.tables import ReceiptRow
from sync.storage.trello_tables import CardRow

SHOWN: Final = 50
VALUES: Final = ("list", "due", "text", "mode", "name", "desc", "label", "member", "version")

_NOTHING: Final = Sentence("Aucun reçu : Greffier n'a rien fait.", "No receipt: nothing was done.")
_MORE: Final = Sentence(
    "Les {count} plus récents seulement ; `--limit N` en montre davantage.",
    "Only the newest {count}; `--limit N` shows more.",
)

_THEN: Final = Sentence(
    "Le tableau à l'instant du n° {number} : `{command}` ; de même pour les autres.",
    "The board at the moment of no. {number}: `{command}`; likewise for the others.",
)


@click.command()
@click.option("--board", help="Nom (dans le règlement) ou id d'un tableau.")
@click.option("--card", help="Adresse, fin de l'adresse ou id d'une carte.")
@click.option("--since", help="Depuis quand : 2h, 1d ou une date ISO.")
@click.option("--limit", type=click.IntRange(min=1), help="Au plus autant de reçus.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def receipts(
    board: str | None, card: str | None, since: str | None, limit: int | None, form: str
) -> None:
    """Montre ce que Greffier a fait, le plus récent d'abord, et ce qui peut s'annuler."""
    with greffier(OFFLINE) as parts:
        board_id = pick_board(parts, board).board if board else None
        start = moment_since(parts, since)
        most = limit or (SHOWN + 1 if form == "text" else None)
        with parts.database.transaction() as session:
            card_id = pick_card(parts, session, card) if card else None
            found = find(session, board_id=board_id, card_id=card_id, since=start, limit=most)
            if form == "json":
                listed = [to_json(session, each) for each in found]
                click.echo(json.dumps(listed, ensure_ascii=False, indent=1))
            else:
                _tell(parts, session, found, limit or SHOWN)


def to_json(session: Session, row: ReceiptRow) -> dict[str, Any]:
    """Return a receipt as other programs read it. Times are UTC."""
    card = session.get(CardRow, row.card_id) if row.card_id else None
    before, after = ends(row)
    named = {"name": card.name, "url": card.url} if card else {"name": None, "url": None}
    return {
        "id": row.id,
        "at": row.at.isoformat(),
        "board": row.board_id,
        "card": {"id": row.card_id, **named} if row.card_id else None,
        "command": row.command,
        "reasons": list(row.reasons),
        "from": before,
        "to": after,
        "action_id": row.action_id,
        "undone_at": row.undone_at.isoformat() if row.undone_at else None,
        "undoable": not why_not_undoable(session, row),
        "by": row.by,
        "note": row.note,
    }


def ends(row: ReceiptRow) -> tuple[str | None, str | None]:
    """Return from where to where: ids of lists for a move, else texts or dates; None where there is none."""
    kind = kind_of(row.command)
    if kind is not None and kind.note in ("from", "to"):
        told = row.note or None
        return (told, None) if kind.note == "from" else (None, told)
    return _end(row.before), _end(row.after)


def _end(values: Mapping[str, Any]) -> str | None:
    key = next((each for each in VALUES if each in values), None)
    return None if key is None or values[key] is None else str(values[key])


def _tell(parts: Greffier, session: Session, found: Sequence[ReceiptRow], most: int) -> None:
    language = parts.settings.language
    if not found:
        click.echo(_NOTHING.in_(language))
        return
    names = part_names(session, {each.board_id for each in found})
    teller = ReceiptTexts(names, parts.rulebook.timezone, language)
    rows = [_row(parts, session, each, teller) for each in found[:most]]
    show_table(texts.HEADS[language], rows)
    if len(found) > most:
        click.echo(fill(_MORE, language, {"count": most}))
    _lead_to_the_moment(parts, found)


def _lead_to_the_moment(parts: Greffier, found: Sequence[ReceiptRow]) -> None:
    """Tell how the board of the newest receipt is shown as it was then."""
    for row in found:
        rules = parts.rulebook.board(row.board_id)
        if rules is not None:
            at = local_time(row.at, parts.rulebook.timezone).strftime("%Y-%m-%dT%H:%M:%S")
            command = f"greffier board {shlex.quote(rules.name)} --at {at}"
            told = {"number": row.id, "command": command}
            click.echo(fill(_THEN, parts.settings.language, told))
            return


def _row(parts: Greffier, session: Session, row: ReceiptRow, teller: ReceiptTexts) -> list[str]:
    language, zone = parts.settings.language, parts.rulebook.timezone
    rules = parts.rulebook.board(row.board_id)
    card = session.get(CardRow, row.card_id) if row.card_id else None
    kind = rules.kind if rules else "soutenances"
    codes = rules.severities if rules else CODES
    undoable = not why_not_undoable(session, row)
    return [
        str(row.id),
        texts.short(row.at, zone),
        rules.name if rules else row.board_id,
        (card.name if card else row.card_id) or "–",
        teller.what(row),
        texts.why(tuple(row.reasons), codes, kind, teller.note(row), language),
        row.by,
        texts.since(row.undone_at, undoable, zone, language),
    ]
