"""A card is given to a person: a defence to its validator, a student to the new mentor."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence
from sync.effects.handover import leave_open, way_back
from sync.effects.kind import Kind

ASSIGN: Final = Kind(
    "AssignValidator",
    "mentoring",
    Sentence("a confié la soutenance à {note}", "assigned the defence to {note}"),
    way_back(Sentence("a repris la soutenance confiée", "took the assignment of the defence back")),
    leave_open,
    note="within",
)
TAKE_OVER: Final = Kind(
    "TakeOver",
    "mentoring",
    Sentence("a confié l'étudiant à {note}", "gave the student to {note}"),
    way_back(Sentence("a annulé le relais", "undid the take-over")),
    leave_open,
    note="within",
)
KINDS: Final = (ASSIGN, TAKE_OVER)
