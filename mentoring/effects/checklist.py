"""The checklist that prepares a defence, added once to a card."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence
from sync.effects.kind import Kind, Stays, at_once

ADD_CHECKLIST: Final = Kind(
    "AddChecklist",
    "mentoring",
    Sentence("a ajouté la liste « {to} »", "added the checklist “{to}”"),
    Stays(
        Sentence(
            "la liste se supprime sur la carte, et ne revient pas",
            "the checklist is deleted on the card, and does not come back",
        )
    ),
    at_once,
)
KINDS: Final = (ADD_CHECKLIST,)
