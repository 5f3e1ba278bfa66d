"""Reading the mirror back: the normal form of a board and of its cards, as the tables have them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sync.mirror.board_memory import remembered
from sync.mirror.forms import Form
from sync.storage import trello_tables
from sync.storage.many_rows import among

CARD_COLUMNS = (
    *("board_id", "list_id", "name", "desc", "due", "due_written", "due_complete", "start"),
    *("closed", "is_template", "role", "pos", "url", "short_link", "last_activity"),
)
_LOADED = ("id", "read_at", *CARD_COLUMNS)


def load_board_form(session: Session, board_id: str) -> Form | None:
    """Return the normal form of a mirrored board, as it is written, or None if it was never read.

    It is kept in memory while no board is written, and shared: nobody may change it.
    """
    return remembered(session, ("form", board_id), lambda: _board_form(session, board_id))


def _board_form(session: Session, board_id: str) -> Form | None:
    """Read columns, not objects: it may be asked for in each run of a card."""
    board = trello_tables.BoardRow
    query = sa.select(board.id, board.name, board.url, board.closed).where(board.id == board_id)
    row = session.execute(query).one_or_none()
    if row is None:
        return None
    people = _people(session, board_id)
    return {
        **row._mapping,
        "lists": _of_board(session, trello_tables.ListRow, board_id, "name", "closed", "pos"),
        "labels": _of_board(session, trello_tables.LabelRow, board_id, "name", "color"),
        "members": {
            key: (full_name, username, initials)
            for key, _, known, full_name, username, initials in people
            if known is not None
        },
        "memberships": {key: role for key, role, *_ in people},
        "custom_fields": {
            key: (name, type_, tuple(tuple(pair) for pair in options))
            for key, (name, type_, options) in _of_board(
                session, trello_tables.CustomFieldRow, board_id, "name", "type", "options"
            ).items()
        },
    }


def _of_board(
    session: Session, table: type[Any], board_id: str, *columns: str
) -> dict[str, tuple[Any, ...]]:
    """Return these columns of a table's rows of this board, by their ids."""
    wanted = [getattr(table, each) for each in ("id", *columns)]
    rows = session.execute(sa.select(*wanted).where(table.board_id == board_id))
    return {row[0]: tuple(row[1:]) for row in rows}


def _people(session: Session, board_id: str) -> Sequence[Any]:
    """Return each membership of the board: member, role, and what is known of the member."""
    role, member = trello_tables.MembershipRow, trello_tables.MemberRow
    known = (member.id, member.full_name, member.username, member.initials)
    query = sa.select(role.member_id, role.role, *known).outerjoin(
        member, member.id == role.member_id
    )
    return session.execute(query.where(role.board_id == board_id)).all()


def load_cards(session: Session, card_ids: Sequence[str]) -> dict[str, Form]:
    """Return the normal forms of mirrored cards by id, each with its `read_at`; none of those gone.

    What the session has changed and not written yet counts.
    """
    if not card_ids:
        return {}
    row = trello_tables.CardRow
    if len(card_ids) == 1:
        found = session.scalars(_ONE, {"card": card_ids[0]})
        return _forms(map(attrgetter(*_LOADED), found), _children_of_one(session, card_ids[0]))
    found = session.scalars(
        sa.select(row).where(among(session, row.id, card_ids), row.gone_at.is_(None))
    )
    these = sa.select(row.id).where(among(session, row.id, card_ids))
    return _forms(map(attrgetter(*_LOADED), found), _children(session, these))


_ONE = sa.select(trello_tables.CardRow).where(
    trello_tables.CardRow.id == sa.bindparam("card"), trello_tables.CardRow.gone_at.is_(None)
)


def load_board_cards(session: Session, board_id: str) -> dict[str, Form]:
    """Return the normal forms of all live cards of a board, by id, as they are written."""
    row = trello_tables.CardRow
    columns = [getattr(row, column) for column in _LOADED]
    live = sa.select(*columns).where(row.board_id == board_id, row.gone_at.is_(None))
    ids = sa.select(row.id).where(row.board_id == board_id)
    return _forms(session.execute(live), _children(session, ids))


def load_all_cards(session: Session, board_id: str) -> dict[str, Form]:
    """Return the normal forms of a board's cards, those that are gone too."""
    return _all(session, trello_tables.CardRow.board_id == board_id)


def load_forms(session: Session, card_ids: Collection[str]) -> dict[str, Form]:
    """Return the normal forms of these cards on whatever board, those that are gone too."""
    return _all(session, among(session, trello_tables.CardRow.id, card_ids))


def _all(session: Session, which: sa.ColumnElement[bool]) -> dict[str, Form]:
    row = trello_tables.CardRow
    columns = [getattr(row, column) for column in _LOADED]
    found = session.execute(sa.select(*columns).where(which))
    return _forms(found, _children(session, sa.select(row.id).where(which)))


def _forms(rows: Iterable[Any], children: Mapping[str, Any]) -> dict[str, Form]:
    """Return normal forms of rows of what is `_LOADED`."""
    forms = {}
    for row in rows:
        form: Form = dict(zip(_LOADED, row, strict=True))
        card_id = form["id"]
        form["labels"] = frozenset(children["labels"].get(card_id, ()))
        form["members"] = frozenset(children["members"].get(card_id, ()))
        for part in ("fields", "attachments", "checklists"):
            form[part] = dict(children[part].get(card_id, ()))
        forms[card_id] = form
    return forms


def _children(session: Session, ids: Any) -> dict[str, dict[str, list[Any]]]:
    """Return everything that hangs on these cards, by part and card id: five queries, however many
    cards.

    Columns, not objects: a board of 5,000 cards has 15,000 of them.
    """
    found: dict[str, dict[str, list[Any]]] = {}
    for part, (columns, child) in _CHILDREN.items():
        of_part = found.setdefault(part, {})
        for card_id, *values in session.execute(sa.select(*columns).where(columns[0].in_(ids))):
            of_part.setdefault(card_id, []).append(child(*values))
    return found


def _same(value: Any) -> Any:
    return value


def _pair(key: str, *values: Any) -> Any:
    return key, values


def _items(key: str, name: str, items: Sequence[Any]) -> Any:
    return key, (name, tuple((item, done) for item, done in items))


_CHILDREN: dict[str, tuple[tuple[Any, ...], Callable[..., Any]]] = {
    "labels": ((trello_tables.CardLabelRow.card_id, trello_tables.CardLabelRow.label_id), _same),
    "members": (
        (trello_tables.CardMemberRow.card_id, trello_tables.CardMemberRow.member_id),
        _same,
    ),
    "fields": (
        (
            trello_tables.CardFieldRow.card_id,
            trello_tables.CardFieldRow.field_id,
            trello_tables.CardFieldRow.value,
            trello_tables.CardFieldRow.option_id,
        ),
        _pair,
    ),
    "attachments": (
        (
            trello_tables.AttachmentRow.card_id,
            trello_tables.AttachmentRow.id,
            trello_tables.AttachmentRow.name,
            trello_tables.AttachmentRow.url,
        ),
        _pair,
    ),
    "checklists": (
        (
            trello_tables.ChecklistRow.card_id,
            trello_tables.ChecklistRow.id,
            trello_tables.ChecklistRow.name,
            trello_tables.ChecklistRow.items,
        ),
        _items,
    ),
}
"""What hangs on a card: its columns, the card's id first, and what they make in a normal form."""


def _children_of_one(session: Session, card_id: str) -> dict[str, dict[str, list[Any]]]:
    """Return the same for one card, by one query: the parts one after the other, each with its name."""
    found: dict[str, dict[str, list[Any]]] = {part: {} for part in _CHILDREN}
    for part, *values in session.execute(_ALL_OF_ONE, {"card": card_id}):
        places, child = _PLACES[part], _CHILDREN[part][1]
        found[part].setdefault(card_id, []).append(child(*(values[each] for each in places)))
    return found


def _split(columns: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """Return the columns of text and those of JSON: a query of several parts has one type a column."""
    json = [each for each in columns if isinstance(each.type, sa.JSON)]
    return [each for each in columns if not isinstance(each.type, sa.JSON)], json


_TEXTS = 3
"""How many columns of text a part has at most; its JSON comes after them."""


def _places(columns: Sequence[Any]) -> list[int]:
    """Return where the columns of a part stand among three texts and one JSON."""
    texts = iter(range(_TEXTS))
    return [_TEXTS if isinstance(each.type, sa.JSON) else next(texts) for each in columns]


def _padded(columns: Sequence[Any]) -> list[Any]:
    texts, json = _split(columns)
    empty = [sa.cast(sa.null(), sa.Text)] * (_TEXTS - len(texts))
    return [*texts, *empty, *(json or [sa.cast(sa.null(), sa.JSON)])]


_PLACES = {part: _places(columns[1:]) for part, (columns, _) in _CHILDREN.items()}
_ALL_OF_ONE = sa.union_all(
    *(
        sa.select(sa.literal_column(f"'{part}'").label("part"), *_padded(columns[1:])).where(
            columns[0] == sa.bindparam("card")
        )
        for part, (columns, _) in _CHILDREN.items()
    )
)
