"""Keeping what a card's comment says of its people true: validator, offers, who takes over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Final, NamedTuple

from sqlalchemy.orm import Session

from mentoring.matching import assignment_texts as texts
from mentoring.matching.ask_notes import keep_ask, speaks
from mentoring.school.model import Defence, Transfer
from rules.bilingual import Sentence
from rules.formatting import joined, moment
from rules.markdown import in_markdown
from rules.rulebook.values import BoardRules, Rulebook
from sync.cases.notes import drop_note, notes_of, put_note
from sync.rulebook.boards import managers_of
from sync.storage.trello_tables import MemberRow

RANKS: Final = {"validator": 10, "taken": 10, "relay": 20, "offers": 30}
"""The notes that are ours, with their places in the comment."""


class _Note(NamedTuple):
    text: Sentence
    calls: Sequence[str] = ()


def tell(session: Session, card: Defence | Transfer, rulebook: Rulebook, now: datetime) -> bool:
    """Bring the card's notes up to date, and end an ask that stands no more. Returns whether anything
    changed: the card is to be woken.
    """
    rules, changed = rulebook.board(card.board_id), False
    if card.asked is not None or speaks(session, card.card_id):
        changed = keep_ask(session, card.card_id, card, rulebook.timezone, now)
    if rules is None or (card.is_over and isinstance(card, Defence)):
        return changed
    if isinstance(card, Defence):
        wanted = _of_defence(session, card, rulebook.timezone, now)
    else:
        wanted = _of_transfer(session, card, rules)
    for code, rank in RANKS.items():
        note = wanted.get(code)
        if note is None:
            changed |= drop_note(session, card.card_id, code)
        else:
            changed |= put_note(session, card.card_id, code, note.text, note.calls, rank)
    return changed


def _of_defence(
    session: Session, card: Defence, zone: tzinfo, now: datetime
) -> Mapping[str, _Note]:
    to_come = card.at is None or card.at > now
    if card.validator is not None:
        if not to_come and "validator" not in notes_of(session, card.card_id):
            return {}  # given by hand before anybody was told: it is over
        calls = _usernames(session, [card.validator])
        if card.at is None:
            return {"validator": _Note(texts.VALIDATOR_UNDATED, calls)}
        return {"validator": _Note(_dated(texts.VALIDATOR, card.at, zone), calls)}
    if card.offers and card.role == "intake" and to_come:
        return {"offers": _Note(_naming(session, texts.OFFERS, card.offers))}
    return {}


def _of_transfer(session: Session, card: Transfer, rules: BoardRules) -> Mapping[str, _Note]:
    if card.is_over:
        told = notes_of(session, card.card_id) & {"relay", "taken"}
        if card.taker is None or not told:
            return {}
        return {"taken": _Note(texts.TAKEN, _usernames(session, [card.taker]))}
    if not card.complete or not card.mentors:
        return {}
    notes = {"relay": _Note(_naming(session, texts.RELAY, card.mentors))}
    if card.offers:
        managers = sorted(managers_of(session, rules).values())
        sentence = texts.TAKERS if managers else texts.TAKERS_UNCALLED
        notes["offers"] = _Note(_naming(session, sentence, card.offers), managers)
    return notes


def _dated(sentence: Sentence, at: datetime, zone: tzinfo) -> Sentence:
    return Sentence(
        sentence.fr.replace("{at}", moment(at, "fr", zone)),
        sentence.en.replace("{at}", moment(at, "en", zone)),
    )


def _naming(session: Session, sentence: Sentence, members: Sequence[str]) -> Sentence:
    rows = [session.get(MemberRow, each) for each in members]
    names = [in_markdown(row.full_name or row.username) for row in rows if row is not None]
    return Sentence(
        sentence.fr.replace("{names}", joined(names, "fr")),
        sentence.en.replace("{names}", joined(names, "en")),
    )


def _usernames(session: Session, members: Sequence[str]) -> list[str]:
    rows = [session.get(MemberRow, each) for each in members]
    return [row.username for row in rows if row is not None]
