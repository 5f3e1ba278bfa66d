"""The open cards and the people of boards, with what they are called: for who looks for one by its name."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sync.rulebook.boards import WRITERS
from sync.storage.trello_tables import (
    BoardRow,
    CardLabelRow,
    CardMemberRow,
    CardRow,
    LabelRow,
    ListRow,
    MemberRow,
    MembershipRow,
)

Json = dict[str, Any]


def open_cards(session: Session, boards: Collection[str]) -> list[Json]:
    """Return each open card of these boards that is no template: id, board, name, url, where it stands."""
    card, there, board = CardRow, ListRow, BoardRow
    query = (
        sa.select(card.id, card.board_id, card.name, card.url, there.name, board.name)
        .join(there, there.id == card.list_id)
        .join(board, board.id == card.board_id)
        .where(card.board_id.in_(boards), card.closed.is_(False), card.gone_at.is_(None))
        .where(card.is_template.is_(False), card.role.is_(None), there.closed.is_(False))
    )
    return [
        {"id": id_, "board": board_id, "name": name, "url": url, "where": f"{on} · {in_list}"}
        for id_, board_id, name, url, in_list, on in session.execute(query)
    ]


def said_on(
    session: Session, boards: Collection[str], matches: Callable[[str], bool]
) -> dict[str, list[str]]:
    """Return, by card, those of its labels and of the people on it whose names match."""
    label, member, role = LabelRow, MemberRow, MembershipRow
    labels = sa.select(label.id, label.name).where(label.board_id.in_(boards))
    people = (
        sa.select(member.id, member.full_name)
        .join(role, role.member_id == member.id)
        .where(role.board_id.in_(boards))
        .distinct()
    )
    found: dict[str, list[str]] = {}
    for query, card_id, part_id in (
        (labels, CardLabelRow.card_id, CardLabelRow.label_id),
        (people, CardMemberRow.card_id, CardMemberRow.member_id),
    ):
        names = {part: name for part, name in session.execute(query) if matches(name)}
        for card, part in session.execute(sa.select(card_id, part_id).where(part_id.in_(names))):
            found.setdefault(card, []).append(names[part])
    return found


def people_on(session: Session, boards: Collection[str]) -> list[Json]:
    """Return each person who takes part in one of these boards: id and name."""
    member, role = MemberRow, MembershipRow
    query = (
        sa.select(member.id, member.full_name, member.username)
        .join(role, role.member_id == member.id)
        .where(role.board_id.in_(boards), role.role.in_(WRITERS))
        .distinct()
    )
    return [{"id": x.id, "name": x.full_name or x.username} for x in session.execute(query)]
