"""The mirror: the only writer of the copy of the boards. Unchanged rows are not written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sync import models
from sync.db import alone
from sync.mirror_forms import Form, board_form, differences, member_form
from sync.wakes import dialect_of, insert_for

CARD_COLUMNS = (
    *("board_id", "list_id", "name", "desc", "due", "due_complete", "start", "closed"),
    *("is_template", "role", "pos", "url", "short_link", "last_activity"),
)


def save_members(session: Session, members: Sequence[Mapping[str, Any]]) -> None:
    """Write names that are new or have changed."""
    for each in members:
        full_name, username, initials = member_form(each)
        row = session.get(models.MemberRow, each["id"])
        if row is None:  # people are on both boards, which may be read at the same time
            made = insert_for(dialect_of(session), models.MemberRow).values(
                id=each["id"], full_name=full_name, username=username, initials=initials
            )
            session.execute(made.on_conflict_do_nothing())
        elif full_name and (row.full_name, row.username) != (full_name, username):
            row.full_name, row.username, row.initials = (
                full_name,
                username,
                initials or row.initials,
            )


class Overtaken(Exception):
    """Somebody else has written this card since it was looked up in the mirror: look again."""


def save_form(session: Session, form: Form, known: Form | None, read_at: datetime) -> list[str]:
    """Write what differs between a card's normal form and what the mirror has (`known`).

    `read_at`: when Trello was asked, UTC; it is kept even where nothing differs. Raises `Overtaken`
    where `known` is not what the mirror has any more.
    """
    alone(session)
    row = models.CardRow
    live = sa.select(row.read_at).where(row.id == form["id"], row.gone_at.is_(None))
    if session.scalar(live) != (known["read_at"] if known else None):
        raise Overtaken
    changed = differences(known, form)
    save_forms(session, [(form, changed)], read_at)
    if not changed:
        session.execute(sa.update(row).where(row.id == form["id"]).values(read_at=read_at))
    return changed


def save_forms(
    session: Session, forms: Sequence[tuple[Form, Sequence[str]]], read_at: datetime
) -> None:
    """Write many cards, each with the names of what changed (["missing"]: it is new).

    A handful of statements, however many cards. `read_at`: when Trello was asked, UTC.
    """
    written = [(form, changed) for form, changed in forms if changed]
    if not written:
        return
    _write_cards(session, [form for form, _ in written], read_at)
    for part, (table, rows) in PARTS.items():
        concerned = [form for form, changed in written if part in changed or changed == ["missing"]]
        if concerned:
            ids = [form["id"] for form in concerned]
            session.execute(sa.delete(table).where(table.card_id.in_(ids)))
            _insert(session, table, [row for form in concerned for row in rows(form)])


def _write_cards(session: Session, forms: Sequence[Form], read_at: datetime) -> None:
    columns = ("id", *CARD_COLUMNS)
    rows = [
        {**{column: form[column] for column in columns}, "read_at": read_at, "gone_at": None}
        for form in forms
    ]
    _insert(session, models.CardRow, rows)


def _insert(session: Session, table: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert these rows; one that is there already takes the new values."""
    if rows:
        session.execute(_upsert_statement(dialect_of(session), table), rows)


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
    "labels": (models.CardLabelRow, _labels),
    "members": (models.CardMemberRow, _members),
    "fields": (models.CardFieldRow, _fields),
    "attachments": (models.AttachmentRow, _attachments),
    "checklists": (models.ChecklistRow, _checklists),
}
"""What hangs on a card: its table, and its rows for a normal form."""


def card_gone(session: Session, card_id: str, when: datetime) -> None:
    """Take a card out of the live set: it was deleted, or it left the watched boards."""
    table = models.CardRow
    session.execute(
        sa.update(table).where(table.id == card_id, table.gone_at.is_(None)).values(gone_at=when)
    )


def save_board(session: Session, data: Mapping[str, Any]) -> list[str]:
    """Write a board, its lists, labels, members and custom fields. Returns what changed.

    A part that the answer does not carry at all (`members` absent, say) is left as it is.
    """
    form = board_form(data)
    known = load_board_form(session, form["id"])
    row = session.get(models.BoardRow, form["id"])
    if row is None:
        row = models.BoardRow(id=form["id"])
        session.add(row)
    row.name, row.url, row.closed = form["name"], form["url"], form["closed"]
    changed = differences(known, form)
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
        table = models.MembershipRow
        session.execute(sa.delete(table).where(table.board_id == board))
        session.add_all(
            table(board_id=board, member_id=key, role=role) for key, role in roles.items()
        )


BOARD_PARTS: tuple[tuple[str, type[Any], tuple[str, ...]], ...] = (
    ("lists", models.ListRow, ("name", "closed", "pos")),
    ("labels", models.LabelRow, ("name", "color")),
    ("custom_fields", models.CustomFieldRow, ("name", "type", "options")),
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


def load_board_form(session: Session, board_id: str) -> Form | None:
    """The normal form of a mirrored board, or None if it was never read."""
    row = session.get(models.BoardRow, board_id)
    if row is None:
        return None
    members = _memberships(session, board_id)
    return {
        "id": row.id,
        "name": row.name,
        "url": row.url,
        "closed": row.closed,
        "lists": {
            each.id: (each.name, each.closed, each.pos)
            for each in _of_board(session, models.ListRow, board_id)
        },
        "labels": {
            each.id: (each.name, each.color)
            for each in _of_board(session, models.LabelRow, board_id)
        },
        "members": {
            each.id: (each.full_name, each.username, each.initials)
            for each in session.scalars(
                sa.select(models.MemberRow).where(models.MemberRow.id.in_(members))
            )
        },
        "memberships": members,
        "custom_fields": {
            each.id: (each.name, each.type, tuple(tuple(pair) for pair in each.options))
            for each in _of_board(session, models.CustomFieldRow, board_id)
        },
    }


def _of_board(session: Session, table: type[Any], board_id: str) -> Sequence[Any]:
    return session.scalars(sa.select(table).where(table.board_id == board_id)).all()


def _memberships(session: Session, board_id: str) -> dict[str, str]:
    table = models.MembershipRow
    rows = session.execute(sa.select(table.member_id, table.role).where(table.board_id == board_id))
    return {row.member_id: row.role for row in rows}


def load_cards(session: Session, card_ids: Sequence[str]) -> dict[str, Form]:
    """The normal forms of mirrored cards by id, each with its `read_at`; none of those gone."""
    return _forms(session, models.CardRow.id.in_(card_ids), _children(session, card_ids))


def load_board_cards(session: Session, board_id: str) -> dict[str, Form]:
    """The normal forms of all live cards of a board, by id."""
    ids = sa.select(models.CardRow.id).where(models.CardRow.board_id == board_id)
    return _forms(session, models.CardRow.board_id == board_id, _children(session, ids))


def _forms(session: Session, which: Any, children: Mapping[str, Any]) -> dict[str, Form]:
    rows = session.scalars(sa.select(models.CardRow).where(which, models.CardRow.gone_at.is_(None)))
    forms = {}
    for row in rows:
        form: Form = {column: getattr(row, column) for column in ("id", "read_at", *CARD_COLUMNS)}
        form["labels"] = frozenset(children["labels"].get(row.id, ()))
        form["members"] = frozenset(children["members"].get(row.id, ()))
        for part in ("fields", "attachments", "checklists"):
            form[part] = dict(children[part].get(row.id, ()))
        forms[row.id] = form
    return forms


def _children(session: Session, ids: Any) -> dict[str, dict[str, list[Any]]]:
    """Everything that hangs on these cards, by part and card id: five queries, however many cards."""
    tables: tuple[tuple[str, type[Any]], ...] = (
        ("labels", models.CardLabelRow),
        ("members", models.CardMemberRow),
        ("fields", models.CardFieldRow),
        ("attachments", models.AttachmentRow),
        ("checklists", models.ChecklistRow),
    )
    found: dict[str, dict[str, list[Any]]] = {}
    for part, table in tables:
        of_part = found.setdefault(part, {})
        for row in session.scalars(sa.select(table).where(table.card_id.in_(ids))):
            of_part.setdefault(row.card_id, []).append(_child(part, row))
    return found


def _child(part: str, row: Any) -> Any:
    if part == "labels":
        return row.label_id
    if part == "members":
        return row.member_id
    if part == "fields":
        return (row.field_id, (row.value, row.option_id))
    if part == "attachments":
        return (row.id, (row.name, row.url))
    return (row.id, (row.name, tuple((name, done) for name, done in row.items)))
