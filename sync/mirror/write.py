"""The mirror: the only writer of the copy of the boards. Unchanged rows are not written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from sync.mirror.board_memory import boards_written
from sync.mirror.forms import Form, board_form, differences, kept, member_form
from sync.mirror.history import NOBODY, Authors, Change, note_board, note_cards, note_gone
from sync.mirror.list_stays import keep_stays, leave
from sync.mirror.read import CARD_COLUMNS, load_board_cards, load_board_form, load_cards
from sync.storage import trello_tables
from sync.storage.database import alone, dialect_of, insert_for
from sync.storage.many_rows import among, insert_many
from sync.storage.shared_facts import BOARDS, often_asked

__all__ = [
    "CARD_COLUMNS",
    "PARTS",
    "Overtaken",
    "card_gone",
    "load_board_cards",
    "load_board_form",
    "load_cards",
    "save_board",
    "save_form",
    "save_forms",
    "save_members",
]


NAMES = ("full_name", "username", "initials")


def save_members(session: Session, members: Sequence[Mapping[str, Any]]) -> None:
    """Write names that are new or have changed."""
    for each in members:
        said = member_form(each)
        row = session.get(trello_tables.MemberRow, each["id"])
        if row is None:  # people are on both boards, which may be read at the same time
            boards_written(session)
            made = insert_for(dialect_of(session), trello_tables.MemberRow).values(
                id=each["id"], **dict(zip(NAMES, said, strict=True))
            )
            session.execute(made.on_conflict_do_nothing())
            continue
        known = row.full_name, row.username, row.initials
        new = kept(said, known)
        if new != known:
            boards_written(session)
            for name, value in zip(NAMES, new, strict=True):
                setattr(row, name, value)


class Overtaken(Exception):
    """Somebody else has written this card since it was looked up in the mirror: look again."""


def save_form(
    session: Session, form: Form, known: Form | None, read_at: datetime, by: Authors = NOBODY
) -> list[str]:
    """Write what differs between a card's normal form and what the mirror has (`known`); returns its names.

    `read_at`: when Trello was asked, UTC; it is kept even where nothing differs. `by`: who changed what.
    Raises `Overtaken` where `known` is not what the mirror has any more.
    """
    alone(session)
    row = trello_tables.CardRow
    if session.scalar(_LIVE, {"card": form["id"]}) != (known["read_at"] if known else None):
        raise Overtaken
    _flush(session)  # what this session noted of the card before is older than what was read
    changed = differences(known, form)
    save_forms(session, [(known, form, changed)], read_at, by)
    if not changed:
        session.execute(sa.update(row).where(row.id == form["id"]).values(read_at=read_at))
    return changed


_LIVE = sa.select(trello_tables.CardRow.read_at).where(
    trello_tables.CardRow.id == sa.bindparam("card"), trello_tables.CardRow.gone_at.is_(None)
)


def _flush(session: Session) -> None:
    try:
        session.flush()
    except IntegrityError:  # a delivery came in that was noted here as one that never came
        raise Overtaken from None


def save_forms(
    session: Session,
    changes: Sequence[Change],
    read_at: datetime,
    by: Authors = NOBODY,
    *,
    first: bool = False,
) -> None:
    """Write many cards, each as it is known, as it is now, and with the names of what changed (["missing"]:
    it is new).

    A handful of statements, however many cards. `read_at`: when Trello was asked, UTC; `by`: who changed
    what; `first`: their board was never read before, so that nothing of the past is told of them.
    """
    written = [(form, changed) for _, form, changed in changes if changed]
    if not written:
        return
    _write_cards(session, [form for form, _ in written], read_at)
    keep_stays(session, written, read_at)
    if not first:
        note_cards(session, [each for each in changes if each[2]], read_at, by)
    for part, (table, rows) in PARTS.items():
        concerned = [form for form, changed in written if part in changed or changed == ["missing"]]
        if concerned:
            ids = [form["id"] for form in concerned]
            session.execute(sa.delete(table).where(among(session, table.card_id, ids)))
            _insert(session, table, [row for form in concerned for row in rows(form)])


def _write_cards(session: Session, forms: Sequence[Form], read_at: datetime) -> None:
    columns = ("id", *CARD_COLUMNS)
    rows = [
        {**{column: form[column] for column in columns}, "read_at": read_at, "gone_at": None}
        for form in forms
    ]
    _insert(session, trello_tables.CardRow, rows)


def _insert(session: Session, table: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert these rows; one that is there already takes the new values."""
    if rows:
        insert_many(session, _upsert_statement(dialect_of(session), table), rows)


@cache
def _upsert_statement(dialect: str, table: Any) -> Any:
    statement = insert_for(dialect, table)
    columns = table.__table__.columns
    keys = [each.name for each in columns if each.primary_key]
    values = {each.name: statement.excluded[each.name] for each in columns if not each.primary_key}
    if not values:
        return statement.on_conflict_do_nothing(index_elements=keys)
    return statement.on_conflict_do_update(index_elements=keys, set_=values)


def _labels(form: Form) -> list[dict[str, Any]]:
    return [{"card_id": form["id"], "label_id": each} for each in form["labels"]]


def _members(form: Form) -> list[dict[str, Any]]:
    return [{"card_id": form["id"], "member_id": each} for each in form["members"]]


def _fields(form: Form) -> list[dict[str, Any]]:
    return [
        {"card_id": form["id"], "field_id": key, "value": value, "option_id": option}
        for key, (value, option) in form["fields"].items()
    ]


def _attachments(form: Form) -> list[dict[str, Any]]:
    return [
        {"id": key, "card_id": form["id"], "name": name, "url": url}
        for key, (name, url) in form["attachments"].items()
    ]


def _checklists(form: Form) -> list[dict[str, Any]]:
    return [
        {"id": key, "card_id": form["id"], "name": name, "items": [list(item) for item in items]}
        for key, (name, items) in form["checklists"].items()
    ]


PARTS: dict[str, tuple[type[Any], Callable[[Form], list[dict[str, Any]]]]] = {
    "labels": (trello_tables.CardLabelRow, _labels),
    "members": (trello_tables.CardMemberRow, _members),
    "fields": (trello_tables.CardFieldRow, _fields),
    "attachments": (trello_tables.AttachmentRow, _attachments),
    "checklists": (trello_tables.ChecklistRow, _checklists),
}
"""What hangs on a card: its table, and its rows for a normal form."""


def card_gone(session: Session, card_id: str, when: datetime, by: str = "") -> None:
    """Take a card out of the live set: it was deleted, or it left the watched boards, `by` this member."""
    note_gone(session, card_id, when, by)
    table = trello_tables.CardRow
    session.execute(
        sa.update(table).where(table.id == card_id, table.gone_at.is_(None)).values(gone_at=when)
    )
    leave(session, [card_id], when)


def save_board(session: Session, data: Mapping[str, Any], at: datetime) -> list[str]:
    """Write a board, its lists, labels, members and custom fields, as read at that instant. Returns what
    changed.

    A part that the answer does not carry at all (`members` absent, say) is left as it is.
    """
    known = load_board_form(session, data["id"])
    form = board_form(data, known)
    row = session.get(trello_tables.BoardRow, form["id"])
    if row is None:
        row = trello_tables.BoardRow(id=form["id"])
        session.add(row)
    row.name, row.url, row.closed = form["name"], form["url"], form["closed"]
    changed = differences(known, form)
    note_board(session, known, form, at)
    # People are noted where they are written; where nothing is noted yet, an earlier version wrote it.
    if set(changed) - {"members"} or often_asked(session, BOARDS) is None:
        boards_written(session)
    _save_parts(session, form, known or {})
    return changed


def _save_parts(session: Session, form: Form, known: Mapping[str, Any]) -> None:
    board = form["id"]
    for part, table, columns in BOARD_PARTS:
        _upsert(session, table, board, form[part], known.get(part, {}), columns)
    for member_id, (full_name, username, initials) in form["members"].items():
        save_members(
            session,
            [{"id": member_id, "fullName": full_name, "username": username, "initials": initials}],
        )
    roles = form["memberships"]
    if roles != known.get("memberships"):
        table = trello_tables.MembershipRow
        session.execute(sa.delete(table).where(table.board_id == board))
        session.add_all(
            table(board_id=board, member_id=key, role=role) for key, role in roles.items()
        )


BOARD_PARTS: tuple[tuple[str, type[Any], tuple[str, ...]], ...] = (
    ("lists", trello_tables.ListRow, ("name", "closed", "pos")),
    ("labels", trello_tables.LabelRow, ("name", "color")),
    ("custom_fields", trello_tables.CustomFieldRow, ("name", "type", "options")),
)


def _upsert(
    session: Session,
    table: type[Any],
    board: str,
    wanted: Mapping[str, tuple[Any, ...]],
    known: Mapping[str, tuple[Any, ...]],
    columns: tuple[str, ...],
) -> None:
    for key, values in wanted.items():
        if known.get(key) == values:
            continue
        row = session.get(table, key)
        if row is None:
            row = table(id=key)
            session.add(row)
        row.board_id = board
        for column, value in zip(columns, values, strict=True):
            setattr(row, column, [list(pair) for pair in value] if column == "options" else value)
    left = [key for key in known if key not in wanted]
    if left:
        session.execute(sa.delete(table).where(table.id.in_(left), table.board_id == board))
