"""How the mirror had a board and its cards at an instant: what it has now, walked backwards."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sync.mirror.forms import Form
from sync.mirror.history import AGENT, OURS
from sync.mirror.past_values import THERE, before, card_before
from sync.mirror.read import load_all_cards, load_board_form, load_forms
from sync.storage.trello_tables import CardRow, MirrorChangeRow

ERASED: Final = ""
"""What is left of a change where what it told was erased."""


@dataclass(slots=True)
class Mirrored:
    """A board and its cards at an instant, by id. `erased`: cards of which it is told no more how they
    were.
    """

    board: Form
    cards: dict[str, Form] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)


def mirrored_at(session: Session, board_id: str, at: datetime) -> Mirrored | None:
    """Return the board as the mirror had it at that instant, as far back as its history goes; None where
    it was never read.
    """
    board = load_board_form(session, board_id)
    if board is None:
        return None
    present = load_all_cards(session, board_id)
    row, later = MirrorChangeRow, MirrorChangeRow.at > at
    told = _told(session, row.board_id == board_id, later)
    left = {each for each in told if each} - present.keys()
    if left:
        present |= load_forms(session, left)
        told |= _told(session, row.card_id.in_(left), later)
    for was in told.pop("", ()):
        board = before(board, json.loads(was))
    found = Mirrored(board)
    gone = _gone(session, present.keys() & told.keys(), board_id)
    for card_id, form in present.items():
        _walk(found, card_id, None if card_id in gone else form, told.get(card_id, ()))
    return found


def changed_parts(
    session: Session, board_id: str, since: datetime, until: datetime
) -> list[tuple[str, datetime, str, Iterable[str]]]:
    """Return each change of a card of this board after `since`, up to `until`, oldest first: the card's id,
    when it was seen, by whom it was made ("": not known; `AGENT` may follow), and the parts of the card's
    normal form.
    """
    row = MirrorChangeRow
    columns = row.card_id, row.at, row.by, row.by_agent, row.was
    query = sa.select(*columns).where(row.board_id == board_id)
    between = row.card_id.is_not(None), row.was != ERASED, row.at > since, row.at <= until
    rows = session.execute(query.where(*between).order_by(row.id))
    return [
        (card_id or "", at, by + AGENT if agent else by, _parts(json.loads(was)))
        for card_id, at, by, agent, was in rows
    ]


def earlier_titles(session: Session, board_id: str) -> dict[str, set[str]]:
    """Return the titles that cards of this board had before, by card id, as far as the history goes."""
    row, found = MirrorChangeRow, dict[str, set[str]]()
    query = sa.select(row.card_id, row.was).where(row.board_id == board_id)
    for card_id, was in session.execute(query.where(row.was.contains('"name":'))):
        name = json.loads(was).get("name")
        if card_id and isinstance(name, str):
            found.setdefault(card_id, set()).add(name)
    return found


def renames(
    session: Session, boards: Collection[str], since: datetime, until: datetime
) -> list[tuple[str, datetime, str, str]]:
    """Return each title that a person changed on these boards after `since`, before `until`, oldest first:
    the card's id, when it was seen, and the title before and after.
    """
    row, card, found = MirrorChangeRow, CardRow, list[tuple[str, datetime, str, str]]()
    query = sa.select(row.card_id, row.at, row.by, row.was, card.name).where(row.at > since)
    query = query.join(card, card.id == row.card_id).where(row.board_id.in_(boards))
    titles = dict[str, str]()
    named = session.execute(query.where(row.was.contains('"name":')).order_by(row.id.desc()))
    for card_id, at, by, was, now in named:
        before = json.loads(was).get("name")
        if card_id and isinstance(before, str):
            after, titles[card_id] = titles.get(card_id, now), before
            if by not in ("", OURS) and at < until:
                found.append((card_id, at, before, after))
    return found[::-1]


def _parts(was: Mapping[str, Any]) -> Iterable[str]:
    """Return the parts that changed; that a card came or left is a part of its own, and the only one."""
    return (THERE,) if THERE in was or not was else was


def _walk(found: Mirrored, card_id: str, form: Form | None, told: Iterable[str]) -> None:
    """Put the card among those that were there, if it was on this board; among the erased, if it is not
    told any more.
    """
    for was in told:
        if was == ERASED:
            found.erased.add(card_id)
            return
        form = card_before(card_id, form, json.loads(was))
    if form is not None and form["board_id"] == found.board["id"]:
        found.cards[card_id] = form


def _told(session: Session, *which: Any) -> dict[str, list[str]]:
    """Return what these changes wrote over by card id, latest first; under "" what was the board's."""
    row, found = MirrorChangeRow, dict[str, list[str]]()
    query = sa.select(row.card_id, row.was).where(*which).order_by(row.id.desc())
    for card_id, was in session.execute(query):
        found.setdefault(card_id or "", []).append(was)
    return found


def _gone(session: Session, ids: Collection[str], board_id: str) -> set[str]:
    row = CardRow
    which = (row.board_id == board_id) | row.id.in_(ids)
    return set(session.scalars(sa.select(row.id).where(row.gone_at.is_not(None), which)))
