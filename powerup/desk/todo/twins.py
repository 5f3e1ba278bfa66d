"""Twins side by side, each with what archiving it would carry over to the one that is kept."""

from __future__ import annotations

from powerup.desk.tab import Ask
from powerup.desk.todo import texts
from powerup.desk.todo.presses import managed, matter_of, shelf_of
from powerup.desk.todo.rows import Json, Rows
from powerup.http.errors import Denied
from rules.card import Card
from rules.formatting import joined, shortened
from sync.cases.twins import carried
from sync.mirror.as_rules import card_of
from sync.reports.triage import Matter


def twins_of(ask: Ask, board: str, card: str) -> Json:
    """Return the card and its twins, the oldest first. Raises `Denied` where it has none any more."""
    rules, _ = managed(ask, board)
    shelf = shelf_of(ask, rules, card)
    matter = matter_of(shelf, card)
    if matter is None or not matter.twins:
        raise Denied(409, "settled", texts.SETTLED)
    cards = _cards(ask, matter)
    return {"cards": [_side(each, cards, shelf.rows) for each in cards]}


def _cards(ask: Ask, matter: Matter) -> list[Card]:
    with ask.powerup.database.transaction() as session:
        found = [card_of(session, each) for each in (matter.card_id, *matter.twins)]
    return [each for each in found if each is not None]


def _side(card: Card, group: list[Card], rows: Rows) -> Json:
    kept = next((each for each in group if each.id != card.id), None)
    what = carried(card, kept, rows.board.ruled.bot_id).what if kept is not None else ()
    there = rows.board.ruled.board.list_named(card.list_id)
    bot = rows.board.ruled.bot_id
    return {
        "id": card.id,
        "name": shortened(card.name),
        "url": card.url,
        "list": there.name if there else "",
        "due": rows.moment(card.due) if card.due else "",
        "mentors": [each.full_name or each.username for each in card.members if each.id != bot],
        "desc": shortened(card.desc, 240),
        "carries": joined([texts.CARRIED[each].in_(rows.language) for each in what], rows.language),
    }
