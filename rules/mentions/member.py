"""`member`: at least one person is a member of the card; programs do not count."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence, Template
from rules.card import KINDS as ALL_KINDS
from rules.card import Card, Kind
from rules.mentions.case import Case
from rules.verdict import Finding, Severity

CODE: Final = "member"
KINDS: Final[tuple[Kind, ...]] = ALL_KINDS
SEVERITY: Final[Severity] = "blocks"

_LABEL = Sentence("membre", "member")
LABEL: Final[dict[Kind, Sentence]] = {"soutenances": _LABEL, "transfert": _LABEL}
RULE: Final[dict[Kind, Sentence]] = {
    "soutenances": Sentence(
        "Le mentor de l'étudiant est membre de la carte, "
        "pour que le mentor validateur puisse le joindre.",
        "The student's mentor is a member of the card, so that the validator can reach them.",
    ),
    "transfert": Sentence(
        "Le mentor actuel de l'étudiant est membre de la carte, "
        "pour que le suivant puisse le joindre.",
        "The student's present mentor is a member of the card, "
        "so that the next one can reach them.",
    ),
}

_EXPECTED: Final[dict[Kind, Sentence]] = {
    "soutenances": Sentence("le mentor de l'étudiant", "the student's mentor"),
    "transfert": Sentence("le mentor actuel de l'étudiant", "the student's present mentor"),
}
_MESSAGE = Sentence("Personne n'est membre de la carte.", "Nobody is a member of the card.")
_READ: Final[dict[str, Sentence]] = {
    "none": Sentence("aucun membre", "no member"),
    "only-bot": Sentence("seulement un programme", "only a program"),
}
_FIX = Sentence(
    "Ouvrez la carte et choisissez « Rejoindre » : on saura à qui s'adresser.",
    "Open the card and choose “Join”: people will know whom to ask.",
)
_LINE = Sentence("ouvrez la carte, « Rejoindre »", "open the card, “Join”")
SENTENCES: Final[dict[str, Template]] = {
    f"{who}-{kind}": Template(_MESSAGE, read, expected, _FIX, _LINE)
    for who, read in _READ.items()
    for kind, expected in _EXPECTED.items()
}


def check(card: Card, case: Case) -> Finding | None:
    """Find a card with nobody on it: one person is enough, whoever it is."""
    if case.ruled.people(card):
        return None
    who = "only-bot" if card.members else "none"
    return Finding(CODE, case.severity(CODE), f"{who}-{case.rules.kind}")
