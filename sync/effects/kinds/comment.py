"""The clerk's one comment on a card: written, edited in place, with a reminder in it."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence
from sync.effects.kinds.kind import Kind, Stays, Undo

WRITE: Final = Kind(
    "WriteComment",
    "comments",
    Sentence("a écrit un commentaire", "wrote a comment"),
    Undo(Sentence("a retiré le commentaire", "took the comment away")),
)
EDIT: Final = Kind(
    "EditComment",
    "comments",
    Sentence("a mis à jour le commentaire", "updated the comment"),
    Undo(Sentence("a rétabli le commentaire d'avant", "brought the comment before it back")),
)
REMIND: Final = Kind(
    "Remind",
    "comments",
    Sentence("a relancé le mentor", "reminded the mentor"),
    Stays(
        Sentence(
            "le rappel s'efface du commentaire dès que ce qu'il demande est fait",
            "the reminder leaves the comment as soon as what it asks for is done",
        )
    ),
)
KINDS: Final = (WRITE, EDIT, REMIND)
