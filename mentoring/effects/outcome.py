"""How a defence ended: shown by moving the card, said under a condition, explained."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence
from sync.effects.kind import Kind, Stays, Undo, at_once, nothing

_BY_LIST: Final = Stays(
    Sentence(
        "le résultat suit la liste : remettez la carte où elle était",
        "the result follows the list: put the card back where it was",
    )
)
_VALUES: Final = {
    "passed": Sentence("réussie", "passed"),
    "conditional": Sentence("réussie sous condition", "passed on a condition"),
    "failed": Sentence("à retravailler", "to be reworked"),
}
OUTCOME: Final = Kind(
    "Outcome",
    "mentoring",
    Sentence("a noté le résultat : {to}", "noted the outcome: {to}"),
    _BY_LIST,
    at_once,
    values=_VALUES,
)
FORGET: Final = Kind(
    "ForgetOutcome",
    "mentoring",
    Sentence("a retiré le résultat : {to}", "took the outcome back: {to}"),
    _BY_LIST,
    at_once,
    values=_VALUES,
)
CONDITIONAL: Final = Kind(
    "Conditional",
    "mentoring",
    Sentence("a dit : réussie sous condition", "said: passed on a condition"),
    Undo(
        Sentence("a annulé la réussite sous condition", "took the conditional success back"),
        on_trello=nothing,
        here=nothing,
        took_place=lambda undoing, seen: True,
        whatever_else=True,
        answer="unsaid",
    ),
    at_once,
)
REASONS: Final = Kind(
    "Reasons",
    "mentoring",
    Sentence("a écrit les motifs", "wrote the reasons"),
    Stays(
        Sentence(
            "les motifs se réécrivent dans le panneau de la carte, ou par `/retravailler`",
            "the reasons are written anew in the card's panel, or with `/rework`",
        )
    ),
    at_once,
)
KINDS: Final = (OUTCOME, FORGET, CONDITIONAL, REASONS)
