"""Who a card is about: as its verdict says, or read from the card itself where it is not judged."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.board_rules import RuledBoard
from rules.card import Card
from rules.titles.courses import CourseIndex
from rules.titles.reader import read_student
from sync.mirror.cards import card_value
from sync.mirror.write import load_board_form, load_cards
from sync.storage.trello_tables import CardRow

SURE: Final = 0.95
"""From this confidence on name and course were both read without doubt, even a course of no rulebook."""


class Pupil(NamedTuple):
    """A student's name and course as they were read; "" for what was not. `sure`: both without doubt."""

    name: str
    course: str
    sure: bool = False


def pupils(session: Session, rows: Sequence[Any], ruled: RuledBoard) -> dict[str, Pupil]:
    """Return the students of these cards (rows with `id`, `name` and the verdict's `student`), by card id."""
    found = {row.id: _told(row.student) for row in rows if row.student}
    left = {row.id: row.name for row in rows if not row.student}
    for card_id, title in left.items():
        found[card_id] = _in_title(title, ruled.courses)
    unsure = [each for each in left if not all(found[each][:2])]
    found.update(_looked_up(session, unsure, ruled))
    return found


def _told(student: Mapping[str, Any]) -> Pupil:
    sure = (student.get("confidence") or 0.0) >= SURE
    return Pupil(student.get("name") or "", student.get("course") or "", sure)


def _in_title(title: str, courses: CourseIndex) -> Pupil:
    return _read(Card("", title, "", ""), courses)


def _read(card: Card, courses: CourseIndex) -> Pupil:
    reading = read_student(card, courses)
    return Pupil(reading.name or "", reading.course or "", reading.sure)


def _looked_up(session: Session, card_ids: Sequence[str], ruled: RuledBoard) -> dict[str, Pupil]:
    """Read fields and descriptions of cards whose title does not tell the student."""
    board = load_board_form(session, ruled.board.id) if card_ids else None
    if board is None:
        return {}
    cards = [card_value(form, board, {}) for form in load_cards(session, card_ids).values()]
    return {each.id: _read(each, ruled.courses) for each in cards if each.desc or each.fields}


def namesakes(session: Session, name: str) -> list[str]:
    """Return cards whose title has the words of this name, whatever their order, case and accents: among
    them are the student's. Quicker than to read every card.
    """
    words = [re.sub(r"[^a-z0-9]+", "%", each) for each in name.casefold().split()]
    query = sa.select(CardRow.id).where(CardRow.gone_at.is_(None))
    for each in words:
        query = query.where(CardRow.name.ilike(f"%{each}%"))
    return list(session.scalars(query)) if words else []
