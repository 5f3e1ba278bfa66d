"""Writing down what follows the check of a card: what was said, and how a defence ended."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.defences.announcements import Occasion, Words
from mentoring.defences.follow.status import is_ours
from mentoring.defences.follow.steps import AGREED, Around, Steps
from mentoring.effects.outcome import FORGET, OUTCOME
from mentoring.school.model import Defence, Transfer
from mentoring.school.outcome_tables import OccasionRow, OutcomeRow
from rules.bilingual import Sentence
from rules.formatting import in_words
from rules.markdown import in_markdown
from rules.verdict import Language
from sync.cases.notes import drop_note, note_of, notes_of, put_note
from sync.effects.kind import Kind
from sync.effects.receipts import Effect, record
from sync.storage.database import dialect_of, insert_for
from sync.storage.tables import CardNotesRow, CaseRow
from sync.storage.trello_tables import MemberRow


def note_steps(session: Session, card: Defence | Transfer, todo: Steps, around: Around) -> bool:
    """Write what begins, and the paragraphs of the card's comment. Returns whether these changed: then the
    card is to be woken.
    """
    if todo.agreed:
        mark(session, card, AGREED, around.now)
    for each in todo.begins:
        mark(session, card, each, around.now)
    if todo.words is None:
        return False
    wanted = {each.code for each in todo.words}
    spare = [
        code for code in notes_of(session, card.card_id) if is_ours(code) and code not in wanted
    ]
    changed = [drop_note(session, card.card_id, code) for code in spare]
    calls = usernames(session, {call for each in todo.words for call in each.calls})
    for words in todo.words:
        text = written(words, around.zone)
        who = [calls[each] for each in words.calls if each in calls]
        put = put_note(session, card.card_id, words.code, text, who, words.rank, words.until)
        changed.append(put)
    return any(changed)


def would_say(
    session: Session, card: Defence | Transfer, todo: Steps, around: Around
) -> Mapping[str, Any] | None:
    """Return the paragraphs that the card's comment would have after these steps; None where they stay."""
    if todo.words is None:
        return None
    row = session.get(CardNotesRow, card.card_id)
    notes = {code: note for code, note in (row.notes if row else {}).items() if not is_ours(code)}
    calls = usernames(session, {call for each in todo.words for call in each.calls})
    for words in todo.words:
        text = written(words, around.zone)
        who = [calls[each] for each in words.calls if each in calls]
        notes[words.code] = note_of(text, who, words.rank, words.until)
    return notes


def mark(session: Session, card: Defence | Transfer, occasion: Occasion, at: datetime) -> None:
    """Note that this was done for this card."""
    intend_occasion(session, card, occasion, at)
    row = session.get_one(OccasionRow, (card.card_id, *occasion))
    row.done_at = at
    session.flush()


def intend_occasion(
    session: Session, card: Defence | Transfer, occasion: Occasion, at: datetime
) -> bool:
    """Note that this is about to be done; where it is noted already, nothing changes. Returns whether it
    was new.
    """
    kind, when = occasion
    values = {"card_id": card.card_id, "kind": kind, "occasion": when}
    made = insert_for(dialect_of(session), OccasionRow).values(
        **values, board_id=card.board_id, at=at
    )
    told = made.on_conflict_do_nothing().returning(OccasionRow.card_id)
    return session.execute(told).first() is not None


def note_outcome(session: Session, card: Defence | Transfer, outcome: str, at: datetime) -> None:
    """Note what a person showed by moving the card: an outcome, or "" where they took it back."""
    row = session.get(OutcomeRow, card.card_id)
    if outcome == "":
        if row is not None:
            session.delete(row)
            _record(session, card, FORGET, row.outcome, _mover(session, card.card_id), at)
        session.flush()
        return
    if row is None:
        row = OutcomeRow(card_id=card.card_id, reasons="")
        session.add(row)
    row.board_id, row.outcome, row.at = card.board_id, outcome, at
    row.held = card.at if isinstance(card, Defence) else None
    row.by, row.by_hand, row.receipt_id = _mover(session, card.card_id), True, None
    row.student_until = row.validator_until = None
    _record(session, card, OUTCOME, outcome, row.by, at)
    session.flush()


def forget_outcome(session: Session, card: Defence | Transfer) -> None:
    """Drop what was said of the card's end: whoever undid it has their receipt."""
    session.delete(session.get_one(OutcomeRow, card.card_id))
    session.flush()


def _record(
    session: Session, card: Defence | Transfer, kind: Kind, value: str, by: str, at: datetime
) -> None:
    effect = Effect(card.board_id, card.card_id, kind, after={"value": value}, by=by or "?")
    record(session, effect, at)


def _mover(session: Session, card_id: str) -> str:
    """Return the name of the last person who touched the card, "" where nobody knows."""
    case = session.get(CaseRow, card_id)
    member = session.get(MemberRow, case.touched_by) if case and case.touched_by else None
    return (member.full_name or member.username)[:64] if member else ""


def usernames(session: Session, ids: Collection[str]) -> dict[str, str]:
    """Return the user names of these members, by id."""
    if not ids:
        return {}
    row = MemberRow
    found = session.execute(sa.select(row.id, row.username).where(row.id.in_(ids)))
    return {each.id: each.username for each in found if each.username}


def written(words: Words, zone: ZoneInfo) -> Sentence:
    """Return the paragraph in both languages, its places filled; `{who}` stays for the names."""
    return Sentence(
        words.sentence.fr.format_map(_filling(words.values, "fr", zone)),
        words.sentence.en.format_map(_filling(words.values, "en", zone)),
    )


def _filling(values: Mapping[str, object], language: Language, zone: ZoneInfo) -> Mapping[str, str]:
    told = {
        key: in_markdown(value) if isinstance(value, str) else in_words(value, language, zone)
        for key, value in values.items()
    }
    return {**told, "who": "{who}"}
