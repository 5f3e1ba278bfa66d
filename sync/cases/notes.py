"""Paragraphs that others than the rules want in a card's living comment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from rules.bilingual import Sentence
from sync.storage.database import flush_alone
from sync.storage.tables import CardNotesRow


def put_note(
    session: Session,
    card_id: str,
    code: str,
    text: Sentence,
    calls: Sequence[str] = (),
    rank: int = 50,
    until: datetime | None = None,
) -> bool:
    """Say this on the card, lower ranks first; `{who}` in the text is where `calls` stand.
    From `until` (UTC) on it is no longer said.

    Returns whether anything changed: then the caller wakes the card, and its next run writes.
    """
    note = note_of(text, calls, rank, until)
    row = session.get(CardNotesRow, card_id)
    if row is None:
        row = CardNotesRow(card_id=card_id, notes={})
        session.add(row)
    if row.notes.get(code) == note:
        return False
    row.notes = {**row.notes, code: note}
    _forget(session, card_id)
    flush_alone(session)
    return True


def note_of(
    text: Sentence, calls: Sequence[str], rank: int, until: datetime | None
) -> dict[str, Any]:
    """Return a paragraph as it is kept."""
    note: dict[str, Any] = {"fr": text.fr, "en": text.en, "calls": list(calls), "rank": rank}
    return note if until is None else {**note, "until": until.isoformat()}


def drop_note(session: Session, card_id: str, code: str) -> bool:
    """Say it no more. Returns whether it was said until now."""
    row = session.get(CardNotesRow, card_id)
    if row is None or code not in row.notes:
        return False
    row.notes = {key: note for key, note in row.notes.items() if key != code}
    _forget(session, card_id)
    flush_alone(session)
    return True


def notes_of(session: Session, card_id: str) -> frozenset[str]:
    """Return the codes of what is said on this card."""
    known: dict[str, frozenset[str]] = session.info.setdefault(_READ, {})
    if card_id not in known:
        row = session.get(CardNotesRow, card_id)
        known[card_id] = frozenset(row.notes) if row is not None else frozenset()
    return known[card_id]


_READ: Final = "notes-read"
"""Where a session keeps the answers of `notes_of`: several followers of a run ask in one transaction, and
SQLAlchemy does not remember that a card has no row.
"""


def _forget(session: Session, card_id: str) -> None:
    session.info.get(_READ, {}).pop(card_id, None)
