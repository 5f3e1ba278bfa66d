"""« À vous de jouer »: what waits for one person on their own cards, and the one press that settles it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, Final, Literal

from mentoring.defences.open_questions import Owed
from rules.bilingual import Sentence
from rules.formatting import joined, label, moment
from rules.rulebook.values import BoardRules
from rules.verdict import Language
from sync.mirror.board_summary import Glance

Json = dict[str, Any]
Action = Literal["put-back", "passed", "accept-ask", "decline-ask"]

ACTIONS: Final[tuple[Action, ...]] = ("put-back", "passed", "accept-ask", "decline-ask")
"""What the list of one's cards offers as a button; everything else is done on the card."""

_COMPLETE: Final = Sentence("À compléter : {labels}.", "To complete: {labels}.")
_BACK: Final = Sentence(
    "Complète : il ne reste qu'à la remettre.", "Complete: all that is left is to put it back."
)
_RESULT: Final = Sentence(
    "La soutenance du {at} a eu lieu : quel est son résultat ?",
    "The defence of {at} took place: what is its result?",
)
_DECISION: Final = Sentence(
    "Réussie sous condition : à vous de décider avant le {until}.",
    "Passed on a condition: yours to decide before {until}.",
)
_LATE: Final = Sentence(
    "Réussie sous condition : l'étudiant attend votre décision depuis le {until}.",
    "Passed on a condition: the student has waited for your decision since {until}.",
)
_CONDITION: Final = Sentence(
    "Réussie sous condition : votre étudiant a jusqu'au {until} pour compléter.",
    "Passed on a condition: your student has until {until} to complete the work.",
)
_PUT_BACK: Final = Sentence("Remettre dans « {list} »", "Put back into “{list}”")
_PASSED: Final = Sentence("Réussie", "Passed")
_OTHER: Final = Sentence("Autre résultat…", "Another result…")
_OPEN: Final = Sentence("Compléter", "Complete")
SEE: Final = Sentence("Voir la carte", "See the card")


@dataclass(frozen=True, slots=True)
class Turn:
    """Why it is this person's turn; `urgent` ones come first. `action`: what the button does, and its
    label; None where it is done on the card; `other`: what a second button does. `opens`: the label of
    the way to the card.
    """

    why: str
    opens: str
    action: tuple[Action, str] | None = None
    other: tuple[Action, str] | None = None
    urgent: bool = False

    def to_json(self) -> Json:
        """Return the turn as JSON, for the page."""
        pressed = _pressed(self.action), _pressed(self.other)
        return {"why": self.why, "opens": self.opens, "action": pressed[0], "other": pressed[1]}


def _pressed(action: tuple[Action, str] | None) -> Json | None:
    return {"name": action[0], "label": action[1]} if action is not None else None


def turn_of(
    card: Glance,
    rules: BoardRules,
    lists: Mapping[str, str],
    owed: Owed | None,
    validates: bool,
    zone: tzinfo,
    language: Language,
) -> Turn | None:
    """Return what this person has to do about a card they are on; None where it is not their turn.

    `lists`: names by id; `validates`: they hold the defence. Dates are written in `zone`. Pure.
    """
    if owed is not None:
        return _owed(card.due, owed, validates, zone, language)
    if card.settles_at is not None:
        return None
    if card.state == "incomplete":
        labels = joined([label(x, rules.kind, language) for x in card.missing], language)
        return Turn(_COMPLETE.in_(language).format(labels=labels), _OPEN.in_(language))
    if card.state == "complete" and card.list_id in rules.incomplete and rules.return_ == "mentor":
        to = _PUT_BACK.in_(language).format(list=lists.get(rules.intake[0], ""))
        return Turn(_BACK.in_(language), SEE.in_(language), ("put-back", to))
    return None


def _owed(
    due: datetime | None, owed: Owed, validates: bool, zone: tzinfo, language: Language
) -> Turn | None:
    until = moment(owed.until, language, zone) if owed.until is not None else ""
    if owed.what == "condition":
        told = _CONDITION.in_(language).format(until=until)
        return None if validates else Turn(told, SEE.in_(language))
    if not validates:
        return None
    passed: tuple[Action, str] = ("passed", _PASSED.in_(language))
    if owed.what == "decision":
        told = (_LATE if owed.overdue else _DECISION).in_(language).format(until=until)
        return Turn(told, _OTHER.in_(language), passed, urgent=True)
    at = moment(due, language, zone) if due is not None else ""
    return Turn(_RESULT.in_(language).format(at=at), _OTHER.in_(language), passed, urgent=True)
