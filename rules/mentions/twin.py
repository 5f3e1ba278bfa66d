"""`twin`: no other open card is for the same student and project. Nothing is archived for that."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence, Template
from rules.card import KINDS as ALL_KINDS
from rules.card import Card, Kind
from rules.mentions.case import Case
from rules.verdict import Finding, Severity

CODE: Final = "twin"
KINDS: Final[tuple[Kind, ...]] = ALL_KINDS
SEVERITY: Final[Severity] = "warns"

_LABEL = Sentence("doublon", "duplicate")
LABEL: Final[dict[Kind, Sentence]] = {"soutenances": _LABEL, "transfert": _LABEL}
_RULE = Sentence(
    "Une seule carte est ouverte pour un étudiant et un projet.",
    "Only one card is open for a student and a project.",
)
RULE: Final[dict[Kind, Sentence]] = {"soutenances": _RULE, "transfert": _RULE}

TOLD: Final = 5
"""So many twins are named; of more it is said that there are others."""

_MESSAGE = Sentence(
    "Une autre carte est ouverte pour cet étudiant et ce projet.",
    "Another card is open for this student and project.",
)
_EXPECTED = Sentence("une seule carte par étudiant et par projet", "one card a student and project")
_FIX = Sentence(
    "Gardez la carte qui est à jour et archivez l'autre : {links}",
    "Keep the card that is up to date and archive the other: {links}",
)
_FIX_LINE = Sentence(
    "gardez la carte à jour, archivez l'autre : {links}",
    "keep the card that is up to date, archive the other: {links}",
)
SENTENCES: Final[dict[str, Template]] = {
    "open": Template(_MESSAGE, Sentence("{names}", "{names}"), _EXPECTED, _FIX, _FIX_LINE),
    "many": Template(
        message=Sentence(
            "Beaucoup de cartes sont ouvertes pour cet étudiant et ce projet.",
            "Many cards are open for this student and project.",
        ),
        read=Sentence("{names}, et d'autres", "{names}, and others"),
        expected=_EXPECTED,
        fix=Sentence(
            "Gardez la carte qui est à jour et archivez les autres, dont : {links}",
            "Keep the card that is up to date and archive the others, among them: {links}",
        ),
        line=_FIX_LINE,
    ),
}


def check(card: Card, case: Case) -> Finding | None:
    """The twins come with the card's history; the warning names the first of them."""
    twins = case.history.twins
    if not twins:
        return None
    values = {
        "names": tuple(twin.name for twin in twins[:TOLD]),
        "links": tuple(twin.url for twin in twins[:TOLD]),
    }
    return Finding(CODE, case.severity(CODE), "many" if len(twins) > TOLD else "open", values)
