"""The clerk's own comments that name somebody: rewritten on Trello and here, once that person is erased."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.privacy.stored_about_members import FORMER, Person
from sync.storage.database import Database
from sync.storage.tables import CommentRow
from sync.storage.trello_tables import CardRow
from sync.trello.errors import Gone, TrelloError
from sync.trello.gateway import Gateway


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What came of it: how many comments name the person no more, and the addresses of the cards whose
    comment Trello did not let us rewrite.
    """

    done: int
    left: tuple[str, ...]


def rewrite_comments(database: Database, gateway: Gateway | None, person: Person) -> Rewritten:
    """Put “—” in place of the person's name in the clerk's comments, one after the other; without
    `gateway` none can be. Done twice it changes nothing.
    """
    with database.transaction() as session:
        found = [(row.card_id, row.action_id, row.text) for row in _naming(session, person)]
    done, left = 0, []
    for card_id, action_id, text in found:
        if _is_rewritten(gateway, action_id, without_name(text, person)):
            with database.transaction() as session:
                _forget(session.get_one(CommentRow, card_id), person)
            done += 1
        else:
            left.append(card_id)
    with database.transaction() as session:
        return Rewritten(done, tuple(_address(session, each) for each in left))


def _is_rewritten(gateway: Gateway | None, action_id: str | None, text: str) -> bool:
    if action_id is None:
        return True  # it is not on Trello
    if gateway is None:
        return False
    try:
        gateway.edit_comment(action_id, text)
    except Gone:
        return True
    except TrelloError:
        return False
    return True


def without_name(text: str, person: Person) -> str:
    """Return the text with “—” where it names or calls the person."""
    if person.username:
        text = re.sub(rf"@{re.escape(person.username)}(?![\w-])", FORMER, text)
    return text.replace(person.name, FORMER) if person.name else text


def _naming(session: Session, person: Person) -> Iterator[CommentRow]:
    row = CommentRow
    names = [each for each in (person.name, f"@{person.username}") if each.strip("@")]
    columns = row.text, row.plain, sa.cast(row.answer, sa.Text)
    named = [each.contains(name, autoescape=True) for each in columns for name in names]
    for each in session.scalars(sa.select(row).where(sa.or_(*named)).order_by(row.card_id)):
        if _said(each) != [without_name(text, person) for text in _said(each)]:
            yield each


def _said(row: CommentRow) -> list[str]:
    answers = [each for each in (row.answer or {}).values() if isinstance(each, str)]
    return [row.text, row.plain, *answers]


def _forget(row: CommentRow, person: Person) -> None:
    row.text, row.plain = without_name(row.text, person), without_name(row.plain, person)
    answer: dict[str, Any] | None = row.answer
    row.answer = answer and {
        key: without_name(each, person) if isinstance(each, str) else each
        for key, each in answer.items()
    }


def _address(session: Session, card_id: str) -> str:
    card = session.get(CardRow, card_id)
    return card.url if card is not None and card.url else card_id
