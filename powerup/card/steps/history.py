"""The other cards of a student, for managers and for those who follow or examine them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from mentoring.defences.follow.status import outcomes_of
from mentoring.school.model import Defence, Transfer
from mentoring.school.read import defences, transfers
from mentoring.school.students import namesakes
from powerup.card.blocks import Block, CardAsk, Someone
from powerup.card.steps import outcome_texts as texts
from rules.calendar import local_date
from rules.formatting import day
from sync.mirror.member_names import names_of
from sync.rights.permissions import person_on

CODE: Final = "student"


def history(session: Any, ask: CardAsk) -> Block | None:
    """Return the block, None where this person may not see it or there is no other card."""
    person, (here,) = ask.asked.person, _read(session, ask, [ask.asked.card_id]) or (None,)
    if here is None or not here.pupil or not (person.manager or person.id in _people(here)):
        return None
    cards = _read(session, ask, namesakes(session, here.student))
    seen = _boards(session, ask)
    others = (each for each in cards if each.card_id != here.card_id and each.board_id in seen)
    same = [each for each in others if _is_same(here, each)]
    if not same:
        return None
    lines = _Lines(session, ask, same)
    people = tuple(lines.line(each) for each in reversed(same))
    return Block(
        CODE,
        ask.say(texts.HISTORY),
        people=people,
        folded=ask.say(texts.HISTORY_FOLD, count=len(same)),
        more=texts.MORE.in_(ask.language),
        aside=True,
    )


def _boards(session: Any, ask: CardAsk) -> set[str]:
    """Return the ids of the boards on which the caller takes part: other boards are not theirs to read."""
    every, who = ask.powerup.rulebook.boards.values(), ask.asked.person.id
    return {each.board for each in every if person_on(session, each, who) is not None}


def _read(session: Any, ask: CardAsk, only: Sequence[str]) -> Sequence[Defence | Transfer]:
    rulebook = ask.powerup.rulebook
    found = defences(session, rulebook, ask.now, only)
    return (*found, *transfers(session, rulebook, ask.now, only))


def _is_same(one: Defence | Transfer, other: Defence | Transfer) -> bool:
    """Return whether both cards are of one student: by the name, and by the course where both tell it."""
    courses = {each.course for each in (one, other) if each.course}
    return one.pupil == other.pupil and len(courses) < 2


def _people(card: Defence | Transfer) -> tuple[str | None, ...]:
    return (*card.mentors, card.holder)


class _Lines:
    """Writes one line for each card."""

    def __init__(self, session: Any, ask: CardAsk, cards: Sequence[Defence | Transfer]) -> None:
        self.ask = ask
        self.outcomes = outcomes_of(session, [each.card_id for each in cards])
        self.names = names_of(session)

    def line(self, card: Defence | Transfer) -> Someone:
        """Return what it was, when, and how it ended."""
        at = card.due
        zone, say = self.ask.powerup.rulebook.timezone, self.ask.say
        when = day(local_date(at, zone), self.ask.language) if at else say(texts.UNDATED)
        what = texts.DEFENCE if isinstance(card, Defence) else texts.TRANSFERRED
        name = say(what, project=card.project or "?", day=when)
        return Someone(card.card_id, name, tuple(self._why(card)))

    def _why(self, card: Defence | Transfer) -> list[str]:
        say = self.ask.say
        if isinstance(card, Transfer):
            state = texts.TRANSFER_STATES["passed" if card.role == "passed" else "waiting"]
            return [_sentence(say(state))]
        outcome = self.outcomes.get(card.card_id)
        running = (
            outcome is not None and outcome.outcome == "conditional" and card.role == "accepted"
        )
        told = [_sentence(say(texts.STATES["conditional" if running else card.role]))]
        if outcome is not None and outcome.reasons:
            told.append(_sentence(say(texts.TOLD_REASONS, reasons=outcome.reasons)))
        if card.validator in self.names:
            told.append(say(texts.WITH, name=self.names[card.validator]))
        return told


def _sentence(text: str) -> str:
    """Return the text with a capital and a stop."""
    return text[:1].upper() + text[1:].rstrip(".") + "."
