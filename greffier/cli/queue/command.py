"""`greffier queue`: what waits and why, what runs, what failed; and a second chance."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

import click
from sqlalchemy.orm import Session

from greffier.cli.queue import mails
from greffier.cli.queue.texts import HEADS, STATES, said_of_backlog, why
from greffier.cli.shared.assembly import OFFLINE, end, greffier
from greffier.cli.shared.choose import card_named, pick_board
from greffier.cli.shared.text_table import show_table
from greffier.composition import Greffier
from mentoring.mail.outbox import parked_mails
from rules.bilingual import Sentence
from rules.formatting import fill
from sync.clock import now
from sync.queue.backlog import backlog
from sync.queue.status import Item, listing, parked
from sync.queue.status import replay as play_again
from sync.storage.tables import DeliveryRow, WakeRow
from sync.storage.trello_tables import BoardRow, CardRow, ListRow

_EMPTY: Final = Sentence("La file est vide.", "The queue is empty.")
_AGAIN: Final = Sentence("{id} : repris.", "{id}: taken up again.")
_UNKNOWN: Final = Sentence(
    "{id} : inconnu. `greffier queue` montre les ids.", "{id}: unknown. `greffier queue` shows ids."
)
_NO_PARKED: Final = Sentence("Rien n'est mis de côté.", "Nothing is parked.")
_WHICH: Final = Sentence(
    "Indiquez des ids, ou --all pour tout ce qui est mis de côté.",
    "Give ids, or --all for everything that is parked.",
)


SHOWN: Final = 5
"""How many cards of the backlog are shown one by one."""


@click.group(invoke_without_command=True)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.pass_context
def queue(ctx: click.Context, form: str) -> None:
    """La file : ce qui attend et pourquoi, ce qui a échoué, et comment le reprendre."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_, form=form)


@queue.command("list")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def list_(form: str) -> None:
    """Montre la file ; ce qui demande quelqu'un vient d'abord."""
    with greffier(OFFLINE) as parts:
        items = listing(parts.database, parts.jobs)
        if form == "json":
            with parts.database.transaction() as session:
                shown = [_to_json(session, each) for each in items]
            shown = [*mails.to_json(parts), *shown]
            click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
        else:
            _tell(parts, items)


@queue.command()
@click.argument("ids", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Tout ce qui est mis de côté.")
def replay(ids: tuple[str, ...], every: bool) -> None:
    """Reprend des cartes (id ou adresse) ou des tableaux, mis de côté ou non."""
    with greffier(OFFLINE) as parts:
        language = parts.settings.language
        if bool(ids) == every:
            end(_WHICH.in_(language), 2)
        with parts.database.transaction() as session:
            every_one = [*parked(session), *(each.id for each in parked_mails(session))]
            targets = every_one if every else [_target(parts, session, each) for each in ids]
            known = {each: _again(parts, session, each) for each in targets}
        if not targets:
            click.echo(_NO_PARKED.in_(language))
        for each, done in known.items():
            sentence = _AGAIN if done else _UNKNOWN
            click.echo(fill(sentence, language, {"id": each}), err=not done)
        if not all(known.values()):
            raise SystemExit(1)


def _again(parts: Greffier, session: Session, target: str) -> bool:
    return mails.replay(session, target) or play_again(session, parts.jobs.enqueue, target, now())


@queue.command()
@click.argument("target", metavar="ID")
def show(target: str) -> None:
    """Montre en JSON ce que l'on sait de la file pour une carte ou un tableau."""
    with greffier(OFFLINE) as parts:
        items = listing(parts.database, parts.jobs)
        with parts.database.transaction() as session:
            found = _target(parts, session, target)
            row = session.get(WakeRow, found)
            if row is None:
                end(fill(_UNKNOWN, parts.settings.language, {"id": target}), 1)
            item = next((each for each in items if each.id == found), None)
            shown = {"state": "idle", **({} if item is None else _to_json(session, item))}
            shown |= {"id": found, "wanted": row.wanted, "done": row.done, "queued": row.queued}
            shown["unsettled_deliveries"] = _deliveries(session, found)
        click.echo(json.dumps(shown, ensure_ascii=False, indent=1))


def _deliveries(session: Session, target: str) -> list[dict[str, Any]]:
    row = DeliveryRow
    query = session.query(row).filter(row.settled_at.is_(None))
    found = query.filter((row.card_id == target) | (row.board_id == target)).order_by(row.date)
    return [
        {"action_id": each.action_id, "type": each.type, "date": each.date.isoformat()}
        for each in found.limit(100)
    ]


def _target(parts: Greffier, session: Session, wanted: str) -> str:
    """Return the id of a card or board, named in any way; what is unknown stays as it is."""
    for name, rules in parts.rulebook.boards.items():
        if wanted in (name, rules.board):
            return pick_board(parts, wanted).board
    return card_named(session, wanted) or wanted


def _to_json(session: Session, item: Item) -> dict[str, Any]:
    card = session.get(CardRow, item.id) if item.scope == "card" else None
    return {
        "id": item.id,
        "scope": item.scope,
        "board": item.board_id,
        "card": {"id": card.id, "name": card.name, "url": card.url} if card else None,
        "state": item.state,
        "why": _code(item),
        "since": item.since.isoformat() if item.since else None,
        "next_at": item.next_at.isoformat() if item.next_at else None,
        "failures": item.failures,
        "error": item.error,
    }


def _code(item: Item) -> str:
    if item.state == "later":
        return "suspended" if item.held else "settle-window"
    return {"retry": "failed-before", "parked": "failed-too-often"}.get(item.state, item.state)


def _tell(parts: Greffier, items: Sequence[Item]) -> None:
    language, zone = parts.settings.language, parts.rulebook.timezone
    rows, waiting = mails.rows(parts), mails.waits(parts)
    if not items and not rows:
        click.echo(waiting or _EMPTY.in_(language))
        return
    behind = [each for each in items if each.state == "backlog"]
    with parts.database.transaction() as session:
        found = backlog(session, now())
        for each in items[: len(items) - len(behind) + SHOWN]:
            rules = parts.rulebook.board(each.board_id)
            board = rules.name if rules else each.board_id
            what = _named(session, each)
            state = STATES[each.state].in_(language)
            rows.append([state, what, board, each.id, why(each, zone, language), each.error])
    show_table(HEADS[language], rows)
    if waiting:
        click.echo(waiting)
    if behind:
        click.echo(said_of_backlog(found, max(len(behind) - SHOWN, 0), zone, language))


def _named(session: Session, item: Item) -> str:
    if item.scope == "board":
        board = session.get(BoardRow, item.id)
        return board.name if board else "–"
    card = session.get(CardRow, item.id)
    if card is None:
        return "–"
    home = session.get(ListRow, card.list_id)
    return f"{card.name} ({home.name})" if home else card.name
