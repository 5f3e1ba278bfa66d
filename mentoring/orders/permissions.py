"""What can be asked for on a card now and by whom, and why something cannot. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from mentoring.defences.outcomes import Kind, Outcome, OutcomeName, is_agreed
from mentoring.matching.successors import NotTaking
from mentoring.matching.validators import Excluded
from mentoring.school.model import Defence, Transfer, may_decide, may_follow_up
from rules.comments.orders import Verb
from sync.rights.permissions import Person

Why = Literal[
    "not-complete",
    "managers-only",
    "validator-only",
    "follow-only",
    "other-kind",
    "you-hold",
    "held-by",
    "took-place",
    "over",
    "own",
    "excluded",
    "no-offer",
    "offered",
    "hand-over",
    "said",
    "runs",
    "not-agreed",
    "not-yet",
    "no-list",
    "not-failed",
    "not-passed",
    "no-board",
    "there",
    "nothing-to-accept",
    "not-asked",
]

RESULTS: Final[Mapping[Verb, OutcomeName]] = {
    "passed": "passed",
    "conditional": "conditional",
    "failed": "failed",
}
FOLLOWING: Final[Mapping[Verb, Kind]] = {"second": "second", "next": "next", "transfer": "transfer"}

IN_ORDER: Final[tuple[Verb, ...]] = (
    "accept",
    "decline",
    "offer",
    "relay",
    "withdraw",
    "give",
    "passed",
    "conditional",
    "failed",
    "second",
    "next",
    "transfer",
)
"""Every order about what comes after the check, as help names them."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A card as somebody looks at it. `outcome`: how it ended, as far as is known. `there`: the cards
    that follow it already. `listed`: outcomes for which the rulebook names a list. `linked`: there is
    another board for that person. `obstacle`: what stands against their having this card.
    """

    card: Defence | Transfer
    outcome: Outcome | None = None
    there: frozenset[Kind] = frozenset()
    listed: frozenset[OutcomeName] = frozenset()
    linked: bool = False
    obstacle: Excluded | NotTaking | None = None

    def asks(self, person: Person) -> bool:
        """Return whether this person is asked to take the card."""
        return self.card.asked == person.id

    @property
    def stands(self) -> OutcomeName | None:
        """The outcome that the card shows now."""
        role = self.card.role
        if role in ("passed", "failed"):
            return "passed" if role == "passed" else "failed"
        running = self.outcome is not None and self.outcome.outcome == "conditional"
        return "conditional" if running else None


def possible(seen: Seen, person: Person, now: datetime) -> tuple[Verb, ...]:
    """Return what this person can ask for now."""
    return tuple(each for each in IN_ORDER if unfit(each, seen, person, now) is None)


def unfit(verb: Verb, seen: Seen, person: Person, now: datetime) -> Why | None:
    """Return why this cannot be asked for now by this person, None where it can."""
    card = seen.card
    if verb in ("accept", "decline"):
        return _answer(verb, card, person, now)
    if verb in ("give", "withdraw"):
        return _give(card, person, now) if verb == "give" else _withdraw(card, person)
    if isinstance(card, Transfer):
        return _offer(seen, card, person, now) if verb == "relay" else "other-kind"
    if verb in RESULTS:
        return _result(RESULTS[verb], seen, card, person, now)
    if verb in FOLLOWING:
        return _follow(FOLLOWING[verb], seen, card, person)
    return _offer(seen, card, person, now) if verb == "offer" else "other-kind"


def _answer(verb: Verb, card: Defence | Transfer, person: Person, now: datetime) -> Why | None:
    """Return why this person cannot answer: they are not asked, or accepted already."""
    if card.asked == person.id and card.holder is None:
        return None
    if verb == "accept":
        held = card.holder == person.id and _free(card, now) is None
        return "you-hold" if held else "nothing-to-accept"
    return "not-asked"


def _give(card: Defence | Transfer, person: Person, now: datetime) -> Why | None:
    if not person.manager:
        return "managers-only"
    return _free(card, now) or (None if card.complete else "not-complete")


def _free(card: Defence | Transfer, now: datetime) -> Why | None:
    """Return why nobody is looked for any more."""
    if isinstance(card, Transfer):
        return None if card.role in ("intake", "incomplete") else "over"
    if card.at is not None and card.at <= now and card.role in ("intake", "accepted"):
        return "took-place"
    return "over" if card.is_over else None


def _offer(seen: Seen, card: Defence | Transfer, person: Person, now: datetime) -> Why | None:
    has_it = card.holder
    if (over := _free(card, now)) is not None:
        return over
    if has_it is not None:
        return "you-hold" if has_it == person.id else "held-by"
    if person.id in card.mentors:
        return "own"
    if not card.complete:
        return "not-complete"
    if person.id in card.offers:
        return "offered"
    return "excluded" if seen.obstacle is not None else None


def _withdraw(card: Defence | Transfer, person: Person) -> Why | None:
    has_it = card.holder
    if has_it == person.id:
        return "hand-over"
    return None if person.id in card.offers else "no-offer"


def _result(
    result: OutcomeName, seen: Seen, card: Defence, person: Person, now: datetime
) -> Why | None:
    decides = may_decide(card, person)
    if card.is_over:
        # Reasons may be written, and written again, after the card was put there.
        return None if decides and result == card.role == "failed" else "said"
    if not is_agreed(card):
        return "not-agreed"
    if card.at is None or card.at > now:
        return "not-yet"
    if not decides:
        return "validator-only"
    if result == "conditional":
        return "runs" if seen.stands == "conditional" else None
    return None if result in seen.listed else "no-list"


def _follow(kind: Kind, seen: Seen, card: Defence, person: Person) -> Why | None:
    if kind == "second" and card.role != "failed":
        return "not-failed"
    if kind != "second" and card.role != "passed":
        return "not-passed"
    if not may_follow_up(card, person):
        return "follow-only"
    if kind in seen.there:
        return "there"
    return "no-board" if kind == "transfer" and not seen.linked else None
