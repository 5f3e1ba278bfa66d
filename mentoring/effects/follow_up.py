"""The card that follows a defence: the second one, or the next project's."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence
from sync.effects.kind import Kind, at_once
from sync.effects.kinds.card import archive_made

FOLLOW_UP: Final = Kind(
    "FollowUp",
    "mentoring",
    Sentence("a préparé la carte qui suit", "prepared the card that follows"),
    archive_made(Sentence("a archivé la carte préparée", "archived the prepared card")),
    at_once,
)
KINDS: Final = (FOLLOW_UP,)
