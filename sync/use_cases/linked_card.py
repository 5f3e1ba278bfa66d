"""The linked card: a card on the other board for the same student, filled in as far as is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.bilingual import Sentence
from rules.card import Card, Kind
from rules.evaluate import evaluate
from rules.rulebook.values import BoardRules, Rulebook
from sync.clock import now
from sync.crash_points import point
from sync.effects.attempt import attempt
from sync.effects.kinds.card import CREATE, create
from sync.effects.receipts import done, intend, take_for_void
from sync.judging.context import Context
from sync.mirror.as_rules import card_of
from sync.rights.permissions import person_on
from sync.rights.request import Asked, NotFixed
from sync.rulebook.boards import Watched
from sync.storage.tables import CaseRow, ReceiptRow
from sync.storage.trello_tables import CardRow
from sync.trello.gateway import Gateway

ORIGIN = Sentence("Carte d'origine : {url}", "Original card: {url}")


@dataclass(frozen=True, slots=True)
class Linked:
    """The card on the other board; `made`: it was not there before."""

    card_id: str
    url: str
    made: bool


def create_linked(context: Context, asked: Asked, other: BoardRules) -> Linked:
    """Make a card on the board `other` for the student of this card, or give the one made before.

    Its due date is left open: nobody but the mentor knows it. Whoever asked is a member of it. Raises
    `NotFixed` where it cannot be made or is being made just now, and `TrelloError`.
    """
    with context.database.transaction() as session:
        known = _known(session, asked)
        if known is not None:
            return known
        again = bool(_receipts(session, asked.card_id, "void"))
        fields = _fields(session, context, asked, other)
        receipt = intend(session, create(asked.rules.board, asked.card_id, asked.by), now())
    point("card-intended")
    with attempt(context.database, lambda session: take_for_void(session, receipt)):
        found = found_again(context.gateway, other, fields["desc"]) if again else None
        made = found or context.gateway.create_card(**fields)
    point("card-made")
    card_id, url = str(made["id"]), str(made.get("shortUrl") or made.get("url") or "")
    with context.database.transaction() as session:
        done(session, receipt, after={"card": card_id, "url": url})
        note_put_forward(session, card_id, other.board, asked.person.id)
        context.wake_card(session, card_id, other.board, "linked")
    return Linked(card_id, url, made=True)


def found_again(gateway: Gateway, other: BoardRules, desc: str) -> dict[str, Any] | None:
    """Return the card that an earlier press made and did not live to note, known by its first line."""
    mark = desc.partition("\n")[0]
    cards = gateway.board_cards_page(other.board, None, "open")
    return next((each for each in cards if str(each.get("desc")).startswith(mark)), None)


def board_for_linked(
    session: Session, rulebook: Rulebook, kind: Kind, member_id: str
) -> BoardRules | None:
    """Return the board for linked cards, of another kind than this, where that person may write too."""
    others = [rules for rules in rulebook.boards.values() if rules.kind != kind and rules.intake]
    return next((x for x in others if person_on(session, x, member_id) is not None), None)


def note_put_forward(session: Session, card_id: str, board_id: str, member_id: str) -> None:
    """Note that a card which the clerk made is put forward by this person, whoever moves it for them."""
    case = session.get(CaseRow, card_id)
    if case is None:
        case = CaseRow(card_id=card_id, board_id=board_id)
        session.add(case)
    case.put_forward_by = case.put_forward_by or member_id
    session.flush()


def linked_of(session: Session, card_id: str) -> Linked | None:
    """Return the card that was made from this one, while it is there."""
    for row in _receipts(session, card_id, "done"):
        made = str(row.after.get("card"))
        there = session.get(CardRow, made)
        if there is None or (there.gone_at is None and not there.closed):
            return Linked(made, str(row.after.get("url")), made=False)
    return None


def _known(session: Session, asked: Asked) -> Linked | None:
    """Return the card made before. Who asks twice at once waits here for the first, on the case's row.

    Raises `NotFixed` for a card of another board, before anything is told or written.
    """
    card, case = session.get(CardRow, asked.card_id), CaseRow
    if card is None or card.board_id != asked.rules.board:
        raise NotFixed("unknown-card")
    session.execute(
        sa.update(case).where(case.card_id == asked.card_id).values(board_id=asked.rules.board)
    )
    known = linked_of(session, asked.card_id)
    if known is None and any(_receipts(session, asked.card_id, "intended")):
        raise NotFixed("in-progress")
    return known


def _receipts(session: Session, card_id: str, state: str) -> Sequence[ReceiptRow]:
    row = ReceiptRow
    query = sa.select(row).where(
        row.card_id == card_id, row.command == CREATE.name, row.state == state
    )
    return session.scalars(query.order_by(row.id.desc())).all()


def _fields(session: Session, context: Context, asked: Asked, other: BoardRules) -> dict[str, Any]:
    here, there = (context.watched(session, each) for each in (asked.rules.board, other.board))
    card = card_of(session, asked.card_id)
    if here is None or there is None or card is None or card.board_id != asked.rules.board:
        raise NotFixed("unknown-card")
    origin = ORIGIN.in_(context.settings.language).format(url=card.url)
    return {
        "idList": other.intake[0],
        "name": _title(card, here),
        "desc": origin,
        "pos": "top",
        "idMembers": [asked.person.id],
        "idLabels": _labels(card, here, there),
    }


def _title(card: Card, board: Watched) -> str:
    student = evaluate(card, board.ruled, now()).student
    known = (student.name, student.course) if student else (None, None)
    return " – ".join(each for each in known if each) or card.name


def _labels(card: Card, here: Watched, there: Watched) -> list[str]:
    """Return the label of the same name on the other board, where both name a project."""
    names = {each.name.strip() for each in card.labels if here.ruled.is_project(each)}
    same = [
        each.id
        for each in there.ruled.board.labels
        if each.name.strip() in names and there.ruled.is_project(each)
    ]
    return same[:1]
