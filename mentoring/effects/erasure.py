"""What names a student is erased, at their request or with time."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence
from sync.effects.kind import Kind, Stays, at_once

ERASE: Final = Kind(
    "EraseStudent",
    "upkeep",
    Sentence("a effacé les données de l'étudiant", "erased the student's data"),
    Stays(Sentence("ce qui est effacé ne revient pas", "what is erased does not come back")),
    at_once,
)
KINDS: Final = (ERASE,)
