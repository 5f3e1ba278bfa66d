"""`details`: the validator finds a link, the deliverables or availability on the card."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from rules.bilingual import Sentence, Template
from rules.card import Card, Kind
from rules.mentions.case import Case
from rules.verdict import Finding, Severity

CODE: Final = "details"
KINDS: Final[tuple[Kind, ...]] = ("soutenances",)
SEVERITY: Final[Severity] = "warns"

_LABEL = Sentence("informations utiles", "useful information")
LABEL: Final[dict[Kind, Sentence]] = {"soutenances": _LABEL, "transfert": _LABEL}
_RULE = Sentence(
    "La description ou les pièces jointes donnent un lien vers le projet, les livrables "
    "ou des disponibilités : au moins l'un des trois.",
    "The description or the attachments give a link to the project, the deliverables "
    "or availability: at least one of the three.",
)
RULE: Final[dict[Kind, Sentence]] = {"soutenances": _RULE, "transfert": _RULE}

_MESSAGE = Sentence(
    "Il manque un lien, les livrables ou des disponibilités.",
    "A link, the deliverables or availability are missing.",
)
_EXPECTED = Sentence(
    "au moins l'un des trois, dans la description ou en pièce jointe",
    "at least one of the three, in the description or as an attachment",
)
_FIX = Sentence(
    "Ajoutez-les à la description, par exemple : « Dépôt : https://… » "
    "ou « Disponible mardi de 14 h à 18 h ».",
    "Add them to the description, for example: “Repository: https://…” "
    "or “Available on Tuesday from 14:00 to 18:00”.",
)
_LINE = Sentence(
    "un lien, les livrables ou vos disponibilités", "a link, the deliverables or your availability"
)
SENTENCES: Final[dict[str, Template]] = {
    "empty": Template(
        message=_MESSAGE,
        read=Sentence("description vide, aucune pièce jointe", "empty description, no attachment"),
        expected=_EXPECTED,
        fix=_FIX,
        line=_LINE,
    ),
    "text": Template(
        message=_MESSAGE,
        read=Sentence("« {desc} »", "“{desc}”"),
        expected=_EXPECTED,
        fix=_FIX,
        line=_LINE,
    ),
}

_LINKS: Final = ("http://", "https://", "www.")
_TELLING: Final = frozenset(
    (
        *("github", "gitlab", "bitbucket", "drive", "repo", "repos", "repository"),
        *("dépôt", "dépôts", "dépot", "depôt", "depot", "depots"),
        *("livrable", "livrables", "deliverable", "deliverables"),
        *("dispo", "dispos", "disponible", "disponibles", "available", "availability"),
        *("disponibilité", "disponibilités", "disponibilite", "disponibilites"),
    )
)
_DAYS: Final = (
    *("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
)
_PARTS: Final = ("matin", "midi", "après", "apres", "soir", "morning", "afternoon", "evening")
_WEEKDAYS: Final = frozenset((*_DAYS, *(f"{each}s" for each in _DAYS)))
_PARTS_OF_DAY: Final = frozenset((*_PARTS, *(f"{each}s" for each in _PARTS)))
_WORD: Final = re.compile(r"[^\W_]+")
# Each starts with a plain character, and looks behind it afterwards: that is what makes them quick.
_PATTERNS: Final = (
    re.compile(r"\.(?:(?:com|io|fr|org|dev|app)/|(?:zip|pdf|pptx?|docx?|ipynb|odp)\b)"),
    re.compile(r"p(?<!\wp)\d{1,2}[_-]\w"),  # P2_nom_prenom
    re.compile(r"\d(?<!\w\d)\d?(?:\s?h(?:\s?\d{2})?\b|:\d{2}\b)"),  # 14h, 14 h 30, 14:30
)


def check(card: Card, case: Case) -> Finding | None:
    """Find a card without details: any attachment will do, and any text in which one of the three is
    recognised.
    """
    if card.attachments or (card.desc and _is_useful(card.desc)):
        return None
    desc = card.desc.strip()
    return Finding(CODE, case.severity(CODE), "text" if desc else "empty", {"desc": desc})


def _is_useful(desc: str) -> bool:
    text = unicodedata.normalize("NFC", desc.lower())
    if any(link in text for link in _LINKS):
        return True
    words = set(_WORD.findall(text))
    if not words.isdisjoint(_TELLING):
        return True
    if not words.isdisjoint(_WEEKDAYS) and not words.isdisjoint(_PARTS_OF_DAY):
        return True
    return any(pattern.search(text) for pattern in _PATTERNS)
