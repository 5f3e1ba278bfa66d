"""What is to be done about a card after its check, from how it stands: values, no acts. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from mentoring.defences import escalation, outcomes, reminders
from mentoring.defences.announcements import Occasion, Saying, Words, what_stands
from mentoring.defences.outcomes import Outcome, OutcomeName
from mentoring.school.model import Defence, Transfer
from rules.rulebook.mentoring import Mentoring

AGREED: Final[Occasion] = ("agreed", "")
PREPARED: Final[Occasion] = ("preparation", "")

IN_HAND: Final = timedelta(minutes=5)
"""So long whoever pressed a button may still be busy with the card."""


@dataclass(frozen=True, slots=True)
class Situation:
    """A card, what was done for it and when, and how it ended.

    `moved`: the move that goes with the outcome took place, by a press or by hand. `notes`: the
    codes of what its comment says on our behalf. `unlinked`: a follow-up card has no links yet.
    `taken_back`: a conditional success was undone, and is still written down. `touched`: somebody did
    something about the card since the clerk was let in to act.
    """

    card: Defence | Transfer
    done: Mapping[Occasion, datetime] = field(default_factory=dict)
    outcome: Outcome | None = None
    moved: bool = True
    notes: frozenset[str] = frozenset()
    unlinked: bool = False
    taken_back: bool = False
    touched: bool = True

    @property
    def sleeps(self) -> bool:
        """Whether it was as it is before the clerk was let in, and nothing has been begun on it."""
        begun = self.outcome is not None or self.notes or self.done.keys() - {AGREED}
        return not self.touched and not begun


@dataclass(frozen=True, slots=True)
class Around:
    """What is the same for all cards of a board. `acts`: the clerk may write on it now; `since`: when it
    was let in to act. `managers` are member ids; `event_url` gives the address of a card's event.
    """

    rules: Mentoring
    zone: ZoneInfo
    now: datetime
    acts: bool
    since: datetime | None = None
    managers: tuple[str, ...] = ()
    title: str = ""
    event_url: Callable[[str], str] = str


@dataclass(frozen=True, slots=True)
class Steps:
    """What is to be done.

    `agreed`: note that the defence was agreed now. `checklist`: add it. `outcome`: what a person
    showed by moving the card, "" where they took the outcome back. `finish`: move the card, which
    whoever pressed the button could not. `begins`: what is said for the first time now; `words`: all
    that is to be read on the card, None to leave it.
    """

    agreed: bool = False
    checklist: bool = False
    outcome: OutcomeName | str | None = None
    finish: bool = False
    begins: tuple[Occasion, ...] = ()
    words: tuple[Words, ...] | None = None

    def is_needed(self, situation: Situation) -> bool:
        """Return whether any of it is still to be done."""
        new = self.words is not None and {x.code for x in self.words} != situation.notes
        acts = self.agreed or self.checklist or self.outcome is not None or self.finish
        return bool(acts or self.begins or new or situation.unlinked or situation.taken_back)


def steps(situation: Situation, around: Around) -> Steps:
    """Return the steps for this card at this instant."""
    card = situation.card
    if isinstance(card, Transfer):
        days = around.rules.transfers.ladder
        sayings = escalation.alarm(card, around.managers, days, around.zone, situation.done.keys())
        if situation.sleeps:  # a student must not be forgotten: what becomes due later is said
            sayings = [x for x in sayings if around.since is None or x.since > around.since]
        return _spoken(Steps(), sayings, situation, around)
    return _of_defence(card, situation, around)


def _of_defence(card: Defence, situation: Situation, around: Around) -> Steps:
    shown = _shown(card, situation, around.now)
    if shown is not None:
        return Steps(outcome=shown)
    if _is_unfinished(card, situation):
        asked_at = situation.outcome.at if situation.outcome else around.now
        return Steps(finish=around.now - asked_at > IN_HAND)
    agreed = outcomes.is_agreed(card)
    ahead = agreed and card.at is not None and card.at > around.now
    first = ahead and AGREED not in situation.done
    wanted = ahead and PREPARED not in situation.done and not situation.sleeps
    made = Steps(agreed=first, checklist=wanted and around.acts)
    sayings = [] if situation.sleeps else _sayings(card, situation, around)
    return _spoken(made, sayings, situation, around)


def _shown(card: Defence, situation: Situation, now: datetime) -> OutcomeName | str | None:
    """Return what a person said of the outcome by moving the card; None where the lists tell nothing new."""
    known = situation.outcome.outcome if situation.outcome is not None else None
    if card.role in ("passed", "failed"):
        seen: OutcomeName = "passed" if card.role == "passed" else "failed"
        return seen if AGREED in situation.done and known != seen else None
    if known in ("passed", "failed") and situation.moved:
        return ""
    return None


def _is_unfinished(card: Defence, situation: Situation) -> bool:
    known = situation.outcome.outcome if situation.outcome is not None else None
    return known in ("passed", "failed") and card.role != known


def _sayings(card: Defence, situation: Situation, around: Around) -> list[Saying]:
    outcome = situation.outcome
    if outcome is not None:
        if outcome.outcome == "conditional":
            return outcomes.clock(card, outcome, around.managers)
        return outcomes.result(card, outcome)
    if not outcomes.is_agreed(card) or card.at is None:
        return []
    if card.at <= around.now:
        return outcomes.question(card, around.zone)
    return reminders.reminders(
        card,
        around.rules.preparation.remind,
        situation.done.get(AGREED),
        around.title,
        around.event_url(card.card_id),
        around.zone,
    )


def _spoken(made: Steps, sayings: list[Saying], situation: Situation, around: Around) -> Steps:
    if not around.acts:
        return made
    begins, words = what_stands(sayings, situation.done.keys(), around.now, around.zone)
    return Steps(made.agreed, made.checklist, made.outcome, made.finish, begins, words)
