"""A card is given to a person: a defence to its validator, a student to the new mentor. A manager gives it,
or whoever was asked accepts.
"""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence
from sync.effects.handover import leave_open, way_back
from sync.effects.kind import Kind

ASSIGN: Final = Kind(
    "AssignValidator",
    "mentoring",
    Sentence("a confié la soutenance à {note}", "assigned the defence to {note}"),
    way_back(
        Sentence("a retiré la soutenance au validateur", "took the assignment of the defence back")
    ),
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
ACCEPT_DEFENCE: Final = Kind(
    "AcceptDefence",
    "mentoring",
    Sentence("a accepté de tenir la soutenance", "agreed to hold the defence"),
    way_back(
        Sentence("a retiré la soutenance à qui l'avait acceptée", "took the accepted defence back")
    ),
    leave_open,
)
ACCEPT_STUDENT: Final = Kind(
    "AcceptStudent",
    "mentoring",
    Sentence("a accepté de suivre l'étudiant", "agreed to take the student over"),
    way_back(Sentence("a annulé le relais accepté", "undid the accepted take-over")),
    leave_open,
)
KINDS: Final = (ASSIGN, TAKE_OVER, ACCEPT_DEFENCE, ACCEPT_STUDENT)
