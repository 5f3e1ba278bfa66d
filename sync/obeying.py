"""Obeying the orders in a card's comments: what is noted here, then what is changed on Trello."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from sync import mirror
from sync.acts import Acts
from sync.boards import Watched
from sync.casefile import CaseFile
from sync.clock import now
from sync.crash import point
from sync.db import Database
from sync.gateway import Gateway
from sync.orders import Clerk, Obeyed
from sync.receipts import Effect, done, intend
from sync.undo import NotUndone, undo


def obey(case: CaseFile, board: Watched, acts: Acts, at: datetime) -> list[Obeyed]:
    """Note what these orders decide and what is answered. Returns what is left to do on Trello."""
    if not acts.orders:
        return []
    clerk = Clerk(case, board, at, acts.names)
    asked = [clerk.obey(*each) for each in acts.orders]
    case.look_again()
    return [each for each in asked if each is not None]


def obey_on_trello(
    database: Database, gateway: Gateway, card_id: str, asked: Sequence[Obeyed]
) -> None:
    """Do on Trello what orders about this card asked for. Raises `TrelloError`."""
    for each in asked:
        if each.undo is not None:
            with suppress(NotUndone):  # undone meanwhile, or touched: nothing is lost
                undo(database, gateway, each.undo, each.by, each.order_id)
        elif each.restore is not None:
            _restore(database, gateway, card_id, each, each.restore)


def _restore(
    database: Database, gateway: Gateway, card_id: str, asked: Obeyed, due: datetime
) -> None:
    with database.transaction() as session:
        form = mirror.load_cards(session, [card_id])[card_id]
        before = {"due": form["due"].isoformat() if form["due"] else None}
        effect = Effect(
            form["board_id"],
            card_id,
            "RestoreDate",
            ("sealed-date",),
            before=before,
            after={"due": due.isoformat()},
            by=asked.by,
            action_id=asked.order_id,
        )
        receipt = intend(session, effect, now())
    point("order-intended")
    gateway.update_card(card_id, due=due)
    point("order-obeyed")
    with database.transaction() as session:
        done(session, receipt)
