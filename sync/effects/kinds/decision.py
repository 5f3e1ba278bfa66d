"""What people decide about a card, in our tables alone: suspend, accept, take up again."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence
from sync.effects.kinds.kind import Kind, Revoke, Stays

SUSPEND: Final = Kind(
    "Suspend",
    "decisions",
    Sentence("a suspendu la vérification", "suspended the checks"),
    Revoke(Sentence("a repris sa suspension", "took the suspension back")),
    note="card",
)
ACCEPT: Final = Kind(
    "AcceptCard",
    "decisions",
    Sentence("a accepté la carte telle quelle", "accepted the card as it is"),
    Revoke(Sentence("a repris son acceptation", "took the acceptance back")),
    note="card",
)
LIFT: Final = Kind(
    "LiftHold",
    "decisions",
    Sentence("a repris la vérification", "took up the checks again"),
    Stays(
        Sentence(
            "suspendez ou acceptez la carte à nouveau dans son panneau",
            "suspend or accept the card again in its panel",
        )
    ),
)
ACCEPT_TWINS: Final = Kind(
    "AcceptTwins",
    "decisions",
    Sentence("a accepté les deux cartes du même étudiant", "accepted both cards of one student"),
    Revoke(Sentence("a repris son accord sur le doublon", "took the duplicate's acceptance back")),
)
KINDS: Final = (SUSPEND, ACCEPT, LIFT, ACCEPT_TWINS)
