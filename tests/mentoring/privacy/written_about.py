"""A card of Marie Dupont, whose name stands wherever it can, and what is left of it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from harness import INTAKE, School

from mentoring.privacy.stored_about import (
    CHILDREN,
)
from sync.effects.receipts import find
from sync.reports.statistics import Wanted, facets_of, moves, pasts, stays
from sync.storage.database import Base
from sync.storage.tables import (
    AcceptedTwinsRow,
    CardNotesRow,
    CommentRow,
    DeliveryRow,
    ReceiptRow,
)
from sync.storage.trello_tables import CardRow

NAME = "Marie Dupont"


SHORT = "https://trello.com/c/abcdefgh"


TITLE = "DUPONT Marie - DA Python"


MIRROR = {each.__tablename__ for each in (CardRow, *CHILDREN)}


def written_about(made: School) -> str:
    """A card of Marie's with something in every place where her name can stand."""
    hand = made.by("zoe")
    card = made.card("zoe", TITLE, "due")
    made.work()
    hand.describe(card, "Étudiante : Marie Dupont")
    hand.rename(card, "Marie Dupont – DA Python – P7")
    hand.drag(card, made.list_id(INTAKE))
    made.work()
    hand.comment(card, "/suspendre Marie Dupont est malade")
    made.work()
    where = made.sandbox.state.cards[card]["idBoard"]
    with made.parts.database.transaction() as session:
        session.get_one(CommentRow, card).plain = NAME
        note = {"fr": NAME, "en": NAME, "calls": [], "rank": 9, "until": None}
        session.merge(CardNotesRow(card_id=card, notes={"x": note}))
        session.add(
            AcceptedTwinsRow(first_id=card, second_id="z", by="h", at=made.time, reason=NAME)
        )
        told = {"data": {"card": {"id": card, "name": TITLE}}}
        values: dict[str, Any] = {"type": "updateCard", "board_id": where, "card_id": card}
        values |= {"member_id": None, "scope": "card", "date": made.time, "action": told}
        row = DeliveryRow(action_id="d" * 24, received_at=made.time, settled_at=made.time, **values)
        session.add(row)
    return card


def naming(made: School) -> set[str]:
    """The tables in which Marie is named."""
    found = set()
    with made.parts.database.transaction() as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(sa.select(table)).mappings():
                text = json.dumps({**row}, default=str, ensure_ascii=False).casefold()
                if "dupont" in text:
                    found.add(table.name)
    return found


def figures(made: School) -> tuple[Any, ...]:
    boards = tuple(made.parts.rulebook.boards.values())
    wanted = Wanted(boards, made.time - timedelta(days=30))
    with made.parts.database.transaction() as session:
        about = facets_of(session, wanted)
        return (
            *(about, pasts(session, wanted, about)),
            *(moves(session, wanted, about), stays(session, wanted, about)),
        )


def receipts_of(made: School, card: str) -> list[ReceiptRow]:
    with made.parts.database.transaction() as session:
        return list(find(session, card_id=card))
