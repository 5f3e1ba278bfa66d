"""A card comes or goes as a whole: made beside another, archived in favour of its twin."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence
from sync.effects.kinds.kind import Kind, Stays, Undo

CREATE: Final = Kind(
    "CreateCard",
    "fixes",
    Sentence("a créé la carte liée", "created the linked card"),
    Stays(
        Sentence(
            "la carte liée est à vous : archivez-la si elle est de trop",
            "the linked card is yours: archive it if it is one too many",
        )
    ),
)
ARCHIVE: Final = Kind(
    "ArchiveCard",
    "decisions",
    Sentence("a archivé la carte au profit de l'autre", "archived the card in favour of the other"),
    Undo(Sentence("a rouvert la carte", "reopened the card")),
)
KINDS: Final = (CREATE, ARCHIVE)
