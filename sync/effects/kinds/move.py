"""A card goes to another list: put aside by the clerk, or put forward again by a person."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence
from sync.effects.kinds.kind import Kind, Stays, Undo

MOVE: Final = Kind(
    "MoveCard",
    "moves",
    Sentence("a rangé la carte : « {from} » → « {to} »", "moved the card: “{from}” → “{to}”"),
    Undo(
        Sentence(
            "a annulé le déplacement : « {from} » → « {to} »", "undid the move: “{from}” → “{to}”"
        )
    ),
)
PUT_BACK: Final = Kind(
    "PutBack",
    "moves",
    Sentence("a remis la carte : « {from} » → « {to} »", "put the card back: “{from}” → “{to}”"),
    Stays(
        Sentence(
            "une personne a remis cette carte : déplacez-la sur le tableau si elle doit en repartir",
            "a person put this card back: move it on the board if it is to leave again",
        )
    ),
)
KINDS: Final = (MOVE, PUT_BACK)
