"""What a card's comment says of an ask: who is asked until when; to whom it was told, that it is over."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from typing import Final

from sqlalchemy.orm import Session

from mentoring.matching import ask_texts as texts
from mentoring.school.ask_tables import AskRow
from mentoring.school.asks import CALLED_OFF, end, ending_of, open_ask, value_of
from mentoring.school.model import Defence, Transfer
from rules.bilingual import Sentence
from rules.clerk_memory import Note
from rules.formatting import moment
from rules.verdict import LANGUAGES
from sync.cases.notes import drop_note, notes_of, put_note
from sync.storage.tables import CommentRow
from sync.storage.trello_tables import MemberRow

ASKED: Final = "ask:"
OVER: Final = "ask-over:"
"""What the codes of our notes begin with; the ask's id follows, so that another person is called anew."""

RANK: Final = 15
SAID_FOR: Final = timedelta(days=3)
"""So long the comment says that an ask is over."""


def speaks(session: Session, card_id: str) -> bool:
    """Return whether the card's comment says anything of an ask."""
    return any(each.startswith((ASKED, OVER)) for each in notes_of(session, card_id))


def keep_ask(
    session: Session, card_id: str, card: Defence | Transfer | None, zone: tzinfo, now: datetime
) -> bool:
    """End the card's ask where it has ended by what became of the card, and bring the comment's notes up to
    date. `card`: None where it is not to be seen any more. Returns whether a note changed.
    """
    row = open_ask(session, card_id)
    if row is not None:
        _note_told(session, row, now)
        ending = ending_of(value_of(row), card, now)
        if ending is not None:
            end(session, row, ending, now)
            row = None
    changed = _drop_others(session, card_id, row, now)
    if row is None or card is None:
        return changed
    calls = _username(session, row.member_id)
    return changed | put_note(
        session, card_id, f"{ASKED}{row.id}", _said(row, card, zone), calls, RANK
    )


def _note_told(session: Session, row: AskRow, now: datetime) -> None:
    """Note that the comment has called the person, once it has."""
    if row.told_at is None:
        comment = session.get(CommentRow, row.card_id)
        if comment is not None and f"{Note.PREFIX}{ASKED}{row.id}" in comment.told:
            row.told_at = now


def _drop_others(session: Session, card_id: str, row: AskRow | None, now: datetime) -> bool:
    """Take out what is said of asks that are over; tell once whoever was called by it."""
    changed = False
    for code in [each for each in notes_of(session, card_id) if each.startswith(ASKED)]:
        if row is not None and code == f"{ASKED}{row.id}":
            continue
        changed |= drop_note(session, card_id, code)
        old = session.get(AskRow, int(code.removeprefix(ASKED)))
        if old is not None and old.closed_at is not None:
            _note_told(session, old, now)
            if old.told_at is not None and old.ending in CALLED_OFF:
                _tell_over(session, old)
    return changed


def _tell_over(session: Session, row: AskRow) -> None:
    assert row.closed_at is not None
    calls, until = _username(session, row.member_id), row.closed_at + SAID_FOR
    put_note(session, row.card_id, f"{OVER}{row.id}", texts.OVER, calls, RANK, until)


def _said(row: AskRow, card: Defence | Transfer, zone: tzinfo) -> Sentence:
    if isinstance(card, Transfer):
        sentence = texts.TAKE
    else:
        sentence = texts.HOLD if card.at is not None else texts.HOLD_UNDATED
    told = []
    for language in LANGUAGES:
        text = sentence.in_(language).replace("{until}", moment(row.until, language, zone))
        told.append(text.replace("{at}", moment(card.due, language, zone) if card.due else ""))
    return Sentence(*told)


def _username(session: Session, member_id: str) -> list[str]:
    row = session.get(MemberRow, member_id)
    return [row.username] if row is not None else []
