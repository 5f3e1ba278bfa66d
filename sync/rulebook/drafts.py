"""What somebody is changing in the rules and has not applied: kept for them until they drop it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from rules.editing.draft import Change, read_draft
from rules.rulebook.values import Rulebook
from rules.verdict import Language
from sync.clock import now
from sync.storage.tables import FactRow


def keep_draft(session: Session, member_id: str, changes: Sequence[Change]) -> None:
    """Keep these changes for this member; none at all forgets the draft."""
    row = session.get(FactRow, _key(member_id))
    if not changes:
        if row is not None:
            session.delete(row)
        return
    value = {"changes": list(map(as_kept, changes))}
    if row is None:
        session.add(FactRow(key=_key(member_id), value=value, at=now()))
    elif row.value != value:
        row.value, row.at = value, now()


def kept_draft(session: Session, member_id: str) -> list[Any]:
    """Return the changes as the page sends them, `[{"board", "key", "value"}, …]`; empty where none are
    kept.
    """
    row = session.get(FactRow, _key(member_id))
    return list(row.value["changes"]) if row is not None else []


def add_to_draft(
    session: Session,
    member_id: str,
    changes: Sequence[Change],
    rulebook: Rulebook,
    language: Language,
) -> None:
    """Put these changes beside those that the member is trying out already; one of the same key gives way.
    Raises `RulebookError` where what is kept cannot be read by the rules in force any more.
    """
    told = [*kept_draft(session, member_id), *map(as_kept, changes)]
    keep_draft(session, member_id, read_draft(told, rulebook, language))


def as_kept(change: Change) -> dict[str, Any]:
    """Return a change as it is kept, and as the page sends it."""
    return {"board": change.board, "key": change.key, "value": change.value}


def _key(member_id: str) -> str:
    return f"draft:{member_id}"[:32]
