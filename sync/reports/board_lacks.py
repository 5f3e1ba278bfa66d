"""What requirements name and their board has not, as Trello shows the board or as the mirror knows it."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.requirements.absent import Absent, Field, absent
from rules.rulebook.values import BoardRules
from sync.mirror.cards import board_value
from sync.mirror.forms import Form
from sync.mirror.write import load_board_form
from sync.storage.trello_tables import CardRow, ChecklistRow


def fields_of(form: Form) -> tuple[Field, ...]:
    """Return the custom fields of a board in the mirror's normal form."""
    return tuple(
        Field(name, kind, tuple(text for _, text in options))
        for name, kind, options in form["custom_fields"].values()
    )


def absent_on(
    form: Form, rules: BoardRules, checklists: Collection[str] | None = None
) -> tuple[Absent, ...]:
    """Return what the requirements name and this board has not."""
    return absent(board_value(form), rules, fields_of(form), checklists)


def absent_now(session: Session, rules: BoardRules) -> tuple[Absent, ...]:
    """Return the same as the mirror knows the board; nothing where it was never read."""
    form = load_board_form(session, rules.board)
    return absent_on(form, rules, checklists_of(session, rules.board)) if form else ()


def checklists_of(session: Session, board_id: str) -> tuple[str, ...]:
    """Return the names of the checklists on the board's cards, each once."""
    found = (
        sa.select(ChecklistRow.name)
        .join(CardRow, CardRow.id == ChecklistRow.card_id)
        .where(CardRow.board_id == board_id)
        .distinct()
        .order_by(ChecklistRow.name)
    )
    return tuple(session.scalars(found))
