"""What was made of a board's rows is kept in memory for as long as no process writes one of them.

A stamp in the tables says so: whoever writes a board, a list, a label, a field or a person puts a new
one there in the same transaction, and everything remembered under the old one is of no use any more.
"""

from __future__ import annotations

import threading
import uuid
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sync.clock import now
from sync.storage import trello_tables
from sync.storage.database import alone, dialect_of, insert_for
from sync.storage.shared_facts import BOARDS, forget_asked, often_asked
from sync.storage.tables import FactRow

Made = TypeVar("Made")

KEPT: Final = 64
"""How many things are remembered: a few for each board. What was asked for longest ago goes first."""

_WRITTEN: Final = "boards-written"
_lock = threading.Lock()
_known: OrderedDict[Hashable, Any] = OrderedDict()


def boards_written(session: Session) -> None:
    """Note that something of a board, or a person's name, is written in this transaction: what other
    processes and this one remember is not true any more.
    """
    if session.info.get(_WRITTEN):
        return
    alone(session)
    new = insert_for(dialect_of(session), FactRow)
    new = new.values(key=BOARDS, value={"stamp": uuid.uuid4().hex}, at=now())
    values = {"value": new.excluded.value, "at": new.excluded.at}
    session.execute(new.on_conflict_do_update(index_elements=["key"], set_=values))
    session.info[_WRITTEN] = True
    forget_asked(session)


_ROWS: Final = (
    trello_tables.ListRow,
    trello_tables.LabelRow,
    trello_tables.MemberRow,
    trello_tables.MembershipRow,
    trello_tables.CustomFieldRow,
)
_OF_BOARD: Final = ("name", "url", "closed")
"""The columns of a board that count: the others say when something happened on it or it was read."""


@sa.event.listens_for(Session, "before_flush")
def _note_rows(session: Session, *_: object) -> None:
    """Notice rows that are written as objects, wherever that is done."""
    rows = (*session.new, *session.dirty, *session.deleted)
    if any(_matters(session, each) for each in rows):
        boards_written(session)


def _matters(session: Session, row: object) -> bool:
    if row in session.deleted:
        return isinstance(row, (trello_tables.BoardRow, *_ROWS))
    if isinstance(row, trello_tables.BoardRow):
        state = sa.inspect(row)
        return any(state.attrs[each].history.has_changes() for each in _OF_BOARD)
    return isinstance(row, _ROWS) and session.is_modified(row)


def remembered(session: Session, key: Hashable, make: Callable[[], Made]) -> Made:
    """Return what `make` gives, or gave before for this key where no board was written since.

    It is shared by all threads: nobody may change it. In a transaction that writes boards itself
    nothing is remembered, nor in a database where none was written yet.
    """
    fact = often_asked(session, BOARDS)
    if fact is None or session.info.get(_WRITTEN):
        return make()
    place = (fact["stamp"], key)
    with _lock:
        if place in _known:
            _known.move_to_end(place)
            found: Made = _known[place]
            return found
    made = make()
    with _lock:
        _known[place] = made
        while len(_known) > KEPT:
            _known.popitem(last=False)
    return made


def forget_boards() -> None:
    """Remember nothing any more."""
    with _lock:
        _known.clear()
