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
            "supprimez la liste sur la carte : elle ne revient pas",
            "delete the checklist on the card: it does not come back",
        )
    ),
    at_once,
)
KINDS: Final = (ADD_CHECKLIST,)
