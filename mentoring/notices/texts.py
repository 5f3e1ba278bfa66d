"""What is said of asking each other for help wherever it is done, in French and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rules.bilingual import Sentence

KINDS: Final[Mapping[str, Sentence]] = {
    "question": Sentence("Une question", "A question"),
    "proof-reading": Sentence("Une relecture", "A proof-reading"),
    "beginner": Sentence("Je débute", "I am new here"),
    "announcement": Sentence("Annonce", "Announcement"),
}
ASK: Final = Sentence("Demander un coup de main…", "Ask for help…")
WHAT: Final = Sentence("De quoi s'agit-il ?", "What is it about?")
HINT: Final = Sentence(
    "Tous les mentors le lisent au greffe. Les canaux n'en disent que votre prénom, l'initiale de votre nom "
    "et de quoi il s'agit.",
    "All mentors read it at the clerk's office. Channels tell your first name, your initial and what it is "
    "about.",
)
SEND: Final = Sentence("Demander", "Ask")
ANSWER: Final = Sentence("Je réponds", "I answer")
WITHDRAW: Final = Sentence("Retirer", "Take back")
