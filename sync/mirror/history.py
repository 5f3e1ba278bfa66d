"""The history of boards and cards: what the mirror wrote over, kept in the transaction that writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sync.clock import now
from sync.mirror.forms import Form, differences
from sync.mirror.past_values import OF_BOARD, UNKEPT, was, was_not_there, was_there, written
from sync.mirror.read import CARD_COLUMNS, load_cards
from sync.storage.many_rows import insert_into, insert_many
from sync.storage.trello_tables import CardRow, MirrorChangeRow

OURS: Final = "greffier"
"""Who does what no delivery tells, because we did it ourselves."""

AGENT: Final = "+agent"
"""What follows the id of a member who did something by means of an AI agent."""

Authors = Mapping[str, str]
"""Who changed which part of a card, by the part's name; under "" who changed all others. `AGENT` may
follow."""

NOBODY: Final[Authors] = {}

Change = tuple[Form | None, Form, Sequence[str]]
"""A card as it was (None: it was not there), as it is, and the names of what changed."""


def note_cards(
    session: Session, changes: Iterable[Change], at: datetime, by: Authors = NOBODY
) -> None:
    """Keep what these cards were before `at`."""
    _insert(session, [row for each in changes for row in _rows(*each, at, by)])


def note_gone(session: Session, card_id: str, at: datetime, by: str) -> None:
    """Keep all of a card that leaves the mirror now."""
    known = load_cards(session, [card_id]).get(card_id)
    if known is not None:
        _insert(session, [_row(known["board_id"], card_id, at, by, was_there(known))])


def note_board(session: Session, known: Form | None, form: Form, at: datetime) -> None:
    """Keep what of this board's lists, labels, fields and name is another now."""
    changed = [key for key in OF_BOARD if known is not None and known[key] != form[key]]
    if known is not None and changed:
        _insert(session, [_row(form["id"], None, at, "", was(known, form, changed))])


@contextmanager
def noting(session: Session, card_id: str, at: datetime) -> Iterator[None]:
    """Keep what we change meanwhile ourselves of what hangs on this card."""
    before = load_cards(session, [card_id]).get(card_id)
    yield
    session.flush()
    after = load_cards(session, [card_id]).get(card_id)
    if before is not None and after is not None:
        changed = [each for each in differences(before, after) if each not in CARD_COLUMNS]
        note_cards(session, [(before, after, changed)], at, {"": OURS})


def _rows(
    known: Form | None, form: Form, changed: Sequence[str], at: datetime, by: Authors
) -> Iterator[dict[str, Any]]:
    place = form["board_id"], form["id"]
    if known is None:
        yield _row(*place, at, by.get("", ""), was_not_there())
        return
    whose: dict[str, list[str]] = {}
    for key in changed:
        if key not in UNKEPT:
            whose.setdefault(by.get(key, by.get("", "")), []).append(key)
    for who, keys in whose.items():
        yield _row(*place, at, who, was(known, form, keys))
    if known["board_id"] != form["board_id"]:
        yield _row(known["board_id"], form["id"], at, "", {})


def _row(
    board_id: str, card_id: str | None, at: datetime, by: str, kept: Mapping[str, Any]
) -> dict[str, Any]:
    values = {"board_id": board_id, "card_id": card_id, "at": at, "by": by.removesuffix(AGENT)}
    return {**values, "by_agent": by.endswith(AGENT), "was": written(kept)}


def _insert(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    insert_many(session, insert_into(MirrorChangeRow), rows)


@sa.event.listens_for(Session, "before_flush")
def _note_rows(session: Session, *_: object) -> None:
    """Keep what an effect of ours changes of a card that it holds as an object."""
    for row in session.dirty:
        kept = _old_values(row) if isinstance(row, CardRow) else {}
        if kept and isinstance(row, CardRow):
            at = row.read_at if _changes(row, "read_at") and row.read_at else now()
            session.add(MirrorChangeRow(**_row(row.board_id, row.id, at, OURS, kept)))


def _old_values(row: CardRow) -> dict[str, Any]:
    old = {key: _changes(row, key) for key in CARD_COLUMNS if key not in UNKEPT}
    before = {key: each[0] for key, each in old.items() if each}
    return was(before, {key: getattr(row, key) for key in before}, before)


def _changes(row: CardRow, key: str) -> Sequence[Any]:
    """Return what this column held before, in a sequence of one; nothing where it is as it was."""
    found: Sequence[Any] = sa.inspect(row).attrs[key].history.deleted
    return found
