"""A card is given to a person: a defence to its validator, a student to the new mentor."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence
from sync.effects.kinds.kind import Kind, Undo

ASSIGN: Final = Kind(
    "AssignValidator",
    "mentoring",
    Sentence("a confié la soutenance à {note}", "assigned the defence to {note}"),
    Undo(Sentence("a repris la soutenance confiée", "took the assignment of the defence back")),
    note="within",
)
TAKE_OVER: Final = Kind(
    "TakeOver",
    "mentoring",
    Sentence("a confié l'étudiant à {note}", "gave the student to {note}"),
    Undo(Sentence("a annulé le relais", "undid the take-over")),
    note="within",
)
KINDS: Final = (ASSIGN, TAKE_OVER)
