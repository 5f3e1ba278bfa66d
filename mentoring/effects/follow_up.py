"""The card that follows a defence: the second one, or the next project's."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence
from sync.effects.kind import Kind, Stays, at_once

FOLLOW_UP: Final = Kind(
    "FollowUp",
    "mentoring",
    Sentence("a préparé la carte qui suit", "prepared the card that follows"),
    Stays(
        Sentence(
            "la carte préparée est à vous : archivez-la si elle est de trop",
            "the prepared card is yours: archive it if it is one too many",
        )
    ),
    at_once,
)
KINDS: Final = (FOLLOW_UP,)
