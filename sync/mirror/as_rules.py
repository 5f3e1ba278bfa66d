"""Reading the mirror as the rules' values: a card by its id, with names resolved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.card import Card
from sync.mirror.cards import card_value
from sync.mirror.forms import Form
from sync.mirror.write import load_board_cards, load_board_form, load_cards
from sync.storage.trello_tables import MemberRow


def card_of(session: Session, card_id: str) -> Card | None:
    """Return the mirrored card, or None if it is gone or its board was never read."""
    form = load_cards(session, [card_id]).get(card_id)
    if form is None:
        return None
    board = load_board_form(session, form["board_id"])
    return card_from(session, form, board) if board is not None else None


def card_from(
    session: Session,
    form: Form,
    board: Form,
    names: Mapping[str, tuple[str, str, str]] | None = None,
) -> Card:
    """Return the card of this normal form, with the names of its labels, members and fields.

    `names` are members that are known already, by id; others are looked up.
    """
    known = {**board["members"], **(names or {})}
    strangers = [each for each in form["members"] if each not in known]
    return card_value(form, board, {**known, **_names(session, strangers)} if strangers else known)


def cards_of(session: Session, board: Form) -> list[Card]:
    """Return all live cards of a mirrored board."""
    return _values(session, board, load_board_cards(session, board["id"]))


def some_cards(session: Session, board_id: str, card_ids: Sequence[str]) -> list[Card]:
    """Return the cards of these ids that the mirror has on that board."""
    board = load_board_form(session, board_id) if card_ids else None
    if board is None:
        return []
    forms = load_cards(session, card_ids)
    return _values(session, board, {k: v for k, v in forms.items() if v["board_id"] == board_id})


def _values(session: Session, board: Form, forms: Mapping[str, Form]) -> list[Card]:
    wanted = {each for form in forms.values() for each in form["members"]}
    names = {**_names(session, wanted), **board["members"]}
    return [card_value(form, board, names) for form in forms.values()]


def _names(session: Session, ids: Iterable[str]) -> dict[str, tuple[str, str, str]]:
    rows = session.scalars(sa.select(MemberRow).where(MemberRow.id.in_(list(ids))))
    return {row.id: (row.full_name, row.username, row.initials) for row in rows}
