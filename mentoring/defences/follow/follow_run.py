"""What follows the check of a card, done in the card's own run: it may be repeated at any point.

Everything is said or made once: its row is written in the same transaction as the paragraph, or
before the call to Trello, which is safe to repeat.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from mentoring.calendars.events import keep_events
from mentoring.defences.follow.foresee import around_of
from mentoring.defences.follow.status import situation_of
from mentoring.defences.follow.steps import Around, Situation, Steps, steps
from mentoring.defences.follow.sweep import Sweeper
from mentoring.defences.follow_up_cards import attach_links
from mentoring.defences.preparation import items_of, title_of
from mentoring.defences.record import forget_outcome, note_outcome, note_steps
from mentoring.defences.write_trello import add_checklist, finish_move
from mentoring.school.glance import glance
from mentoring.school.model import Defence, Transfer
from rules.rulebook.values import BoardRules
from sync.clock import now
from sync.judging.context import Context


@dataclass(frozen=True, slots=True)
class Follow(Context):
    """Preparation, reminders, outcomes and the ladder of transfers. Safe for threads, `tick` apart."""

    sweeper: Sweeper = field(default_factory=Sweeper)

    def __call__(self, card_id: str, board_id: str) -> None:
        """Do what is due for this card. Raises `TrelloError` where Trello could not be asked."""
        with self.database.transaction() as session:
            found = self._look(session, card_id, board_id)
            todo = self._note(session, *found) if found is not None else Steps()
        if found is None:
            return
        situation = found[0]
        if todo.checklist:
            rules = self.rulebook.mentoring.preparation
            language = self.settings.language
            wanted = title_of(rules, language), items_of(rules, language)
            add_checklist(self.database, self.gateway, situation.card, *wanted)
        if todo.finish and situation.outcome is not None:
            finish_move(self.database, self.gateway, situation.card, self._rules(board_id))
            with self.database.transaction() as session:
                self.wake_card(session, card_id, board_id, "moved")
        if situation.unlinked:
            attach_links(self.database, self.gateway, card_id, self.settings.language)

    def look(self, session: Session, card_id: str, board_id: str) -> bool:
        """Note what begins. Returns whether something is to be made or moved on Trello."""
        found = self._look(session, card_id, board_id)
        if found is None:
            return False
        situation, todo = found[0], self._note(session, *found)
        finish = todo.finish and situation.outcome is not None
        return bool(todo.checklist or finish or situation.unlinked)

    def tick(self) -> None:
        """Bring the calendars up to date, and wake the cards for which something is due."""
        rulebook, at = self.rulebook, now()
        with self.database.transaction() as session:
            found = self.sweeper.look(session, rulebook, at)
            due = list(self._due(session, found.situations.values(), at))
        with self.database.transaction() as session:
            if found.read is None or found.read:
                keep_events(session, *found.cards(), at, found.read)
            for card in due:
                self.wake_card(session, card.card_id, card.board_id, "due")

    def _due(
        self, session: Session, known: Iterable[Situation], at: datetime
    ) -> Iterable[Defence | Transfer]:
        boards = {
            rules.board: around_of(session, self.settings, rules, at)
            for rules in self.rulebook.boards.values()
        }
        for each in known:
            around = boards.get(each.card.board_id)
            if around is not None and steps(each, around).is_needed(each):
                yield each.card

    def _look(
        self, session: Session, card_id: str, board_id: str
    ) -> tuple[Situation, Around] | None:
        rules = self.rulebook.board(board_id)
        card = glance(session, self.rulebook, card_id, board_id)
        if rules is None or card is None or card.closed:
            return None
        return situation_of(session, card), around_of(session, self.settings, rules, now())

    def _note(self, session: Session, situation: Situation, around: Around) -> Steps:
        """Write down what begins, and have it said by the card's next run."""
        todo, card = steps(situation, around), situation.card
        if situation.taken_back:
            forget_outcome(session, card)
        if todo.outcome is not None:
            note_outcome(session, card, todo.outcome, around.now)
        elif not note_steps(session, card, todo, around):
            return todo
        self.wake_card(session, card.card_id, card.board_id, "follow")
        return todo

    def _rules(self, board_id: str) -> BoardRules:
        rules = self.rulebook.board(board_id)
        assert rules is not None
        return rules
