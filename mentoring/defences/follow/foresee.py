"""What follows the check of a board's cards, foreseen: by the same steps, and without writing anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from mentoring.calendars.subscriptions import card_event_url
from mentoring.defences.follow.status import situations
from mentoring.defences.follow.steps import Around, steps
from mentoring.defences.preparation import title_of
from mentoring.defences.record import would_say
from mentoring.school.read import defences, transfers
from rules.rulebook.values import BoardRules
from sync.judging.context import Settings
from sync.rulebook.boards import acts_since, managers_of, mode_in_force
from sync.simulation.preview import Beyond, Further
from sync.storage.board_tables import BoardStateRow


def beyond(settings: Settings) -> Beyond:
    """Return what foresees reminders, questions and checklists for a preview."""
    return partial(_beyond, settings)


def _beyond(
    settings: Settings, session: Session, rules: BoardRules, since: datetime, at: datetime
) -> Mapping[str, Further]:
    if not rules.is_school:
        return {}
    read = defences if rules.kind == "soutenances" else transfers
    cards = [x for x in read(session, settings.rulebook, at) if x.board_id == rules.board]
    around = replace(around_of(session, settings, rules, at), acts=True, since=since)
    found = {}
    for each in situations(session, cards, since):
        todo = steps(each, around)
        if todo.is_needed(each):
            notes = would_say(session, each.card, todo, around)
            found[each.card.card_id] = Further(notes, around.title if todo.checklist else "")
    return found


def around_of(session: Session, settings: Settings, rules: BoardRules, at: datetime) -> Around:
    """Return what is the same for all cards of this board now."""
    state = session.get(BoardStateRow, rules.board)
    paused = state is not None and state.paused_at is not None
    return Around(
        rules=settings.rulebook.mentoring,
        zone=settings.rulebook.timezone,
        now=at,
        acts=mode_in_force(rules, state) == "enforce" and not paused,
        since=acts_since(rules, state),
        managers=tuple(sorted(managers_of(session, rules))),
        title=title_of(settings.rulebook.mentoring.preparation, settings.language),
        event_url=partial(card_event_url, settings.public_url, settings.secret),
    )
