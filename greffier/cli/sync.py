"""`greffier sync`: reads the boards whole, repairs the mirror, judges what changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import click

from greffier.cli.receipts.texts import short
from greffier.cli.shared.assembly import ONLINE, greffier
from greffier.cli.shared.choose import pick_boards
from greffier.cli.shared.remedies import at_trello
from greffier.cli.shared.text_table import clean
from greffier.composition import Greffier
from rules.bilingual import Sentence
from rules.editing.parse import BoardRules
from rules.formatting import fill
from sync.migrations.migrate import migrate
from sync.mirror.compare import Report
from sync.mirror.drift import since
from sync.storage.trello_tables import CardRow
from sync.trello.errors import Gone, Refused, TrelloError, Unauthorized

_FIRST: Final = Sentence(
    "{board} : lu pour la première fois, {compared} cartes.",
    "{board}: read for the first time, {compared} cards.",
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
    "{board} : {compared} cartes comparées, {differing} écarts laissés tels quels : "
    "`greffier sync --board {board}` les répare.",
    "{board}: {compared} cards compared, {differing} differences left as they are: "
    "`greffier sync --board {board}` repairs them.",
)
_LINE: Final = Sentence(
    "  {what} : {fields} (d'accord pour la dernière fois le {since})",
    "  {what}: {fields} (in agreement for the last time on {since})",
)
_BOARD: Final = Sentence("le tableau lui-même", "the board itself")
_MORE: Final = Sentence(
    "  … et {count} de plus : --format json les donne tous",
    "  … and {count} more: --format json gives them all",
)
_UNREAD: Final = Sentence(
    "{board} : pas lu, rien n'y est changé ({why})", "{board}: not read, left as it is ({why})"
)
SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Look:
    """What became of one board: its report with the age of each difference, or why there is none."""

    rules: BoardRules
    report: Report | None = None
    since: Mapping[str, datetime] = field(default_factory=dict)
    error: TrelloError | None = None


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
        looks = [_look(parts, each, dry_run) for each in pick_boards(parts, boards)]
        if form == "json":
            click.echo(json.dumps({"boards": [_json(each) for each in looks]}, indent=1))
        else:
            for look in looks:
                _tell(parts, look)
        if any(_is_open(each) for each in looks):
            raise SystemExit(1)


def _look(parts: Greffier, rules: BoardRules, dry_run: bool) -> Look:
    """Look at one board. What Trello refuses about it does not keep the others from their turn; raises
    what concerns them all.
    """
    try:
        report = parts.snapshots.take(rules.board, "dry-run" if dry_run else "full")
    except (Gone, Refused, Unauthorized) as error:
        if isinstance(error, Unauthorized) and error.token_dead:
            raise
        return Look(rules, error=error)
    with parts.database.transaction() as session:
        return Look(rules, report, since(session, report))


def _is_open(look: Look) -> bool:
    """Return whether something is still to be done about this board."""
    report = look.report
    return report is None or bool(report.differences and not report.repaired)


def _json(look: Look) -> dict[str, Any]:
    report = look.report
    if report is None:
        return {"id": look.rules.board, "error": str(look.error)}
    return {
        "id": report.board_id,
        "kind": report.kind,
        "at": report.at.isoformat(),
        "compared": report.compared,
        "repaired": report.repaired,
        "judged_again": report.woken,
        "differences": [
            {"id": each.id, "fields": list(each.fields), "since": look.since[each.id].isoformat()}
            for each in report.differences
        ],
    }


def _tell(parts: Greffier, look: Look) -> None:
    language, report = parts.settings.language, look.report
    if report is None:
        told = {"board": look.rules.name, "why": look.error}
        click.echo(fill(_UNREAD, language, told), err=True)
        if look.error is not None:
            click.echo(f"    → {at_trello(look.error, language)}", err=True)
        return
    sentence = _FIRST if report.kind == "first" else _SAME
    if report.differences and report.kind != "first":
        sentence = _REPAIRED if report.repaired else _LEFT
    values = {
        "board": look.rules.name,
        "compared": report.compared,
        "differing": len(report.differences),
        "woken": report.woken,
    }
    click.echo(fill(sentence, language, values))
    if report.kind != "first":
        for line in _lines(parts, look, report):
            click.echo(line)


def _lines(parts: Greffier, look: Look, report: Report) -> Iterator[str]:
    """Yield what differed, one line each."""
    language, zone = parts.settings.language, parts.rulebook.timezone
    with parts.database.transaction() as session:
        for each in report.differences[:SHOWN]:
            card = session.get(CardRow, each.id)
            what = f"{card.name} ({each.id})" if card is not None else each.id
            if each.id == report.board_id:
                what = _BOARD.in_(language)
            told = {"what": clean(what), "fields": ", ".join(each.fields)}
            yield fill(_LINE, language, {**told, "since": short(look.since[each.id], zone)})
    if len(report.differences) > SHOWN:
        yield fill(_MORE, language, {"count": len(report.differences) - SHOWN})
