"""`label`: exactly one label of the card names the project."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence, Template
from rules.card import KINDS as ALL_KINDS
from rules.card import Card, Kind
from rules.mentions.case import Case
from rules.verdict import Finding, Severity

CODE: Final = "label"
KINDS: Final[tuple[Kind, ...]] = ALL_KINDS
SEVERITY: Final[Severity] = "blocks"

_LABEL = Sentence("étiquette du projet", "project label")
LABEL: Final[dict[Kind, Sentence]] = {"soutenances": _LABEL, "transfert": _LABEL}
RULE: Final[dict[Kind, Sentence]] = {
    "soutenances": Sentence(
        "La carte porte l'étiquette du projet soutenu, et une seule.",
        "The card carries the label of the project being defended, and only one.",
    ),
    "transfert": Sentence(
        "La carte porte l'étiquette du projet en cours, et une seule.",
        "The card carries the label of the current project, and only one.",
    ),
}

_EXPECTED = Sentence(
    "une étiquette de projet, une seule (par exemple P7)",
    "one project label, only one (P7 for example)",
)
_CHOOSE = Sentence(
    "Ouvrez « Étiquettes » sur la carte et cochez celle du projet.",
    "Open “Labels” on the card and tick the one of the project.",
)
_LINE = Sentence("une seule, par exemple P7", "only one, P7 for example")
SENTENCES: Final[dict[str, Template]] = {
    "none": Template(
        message=Sentence("Il manque l'étiquette du projet.", "The project label is missing."),
        read=Sentence("aucune étiquette", "no label"),
        expected=_EXPECTED,
        fix=_CHOOSE,
        line=_LINE,
    ),
    "unnamed": Template(
        message=Sentence("Il manque l'étiquette du projet.", "The project label is missing."),
        read=Sentence("une étiquette sans nom", "a label without a name"),
        expected=_EXPECTED,
        fix=_CHOOSE,
        line=_LINE,
    ),
    "other": Template(
        message=Sentence(
            "Aucune étiquette de la carte n'est celle d'un projet.",
            "None of the card's labels is that of a project.",
        ),
        read=Sentence("{names}", "{names}"),
        expected=_EXPECTED,
        fix=_CHOOSE,
        line=_LINE,
    ),
    "several": Template(
        message=Sentence(
            "La carte porte plusieurs étiquettes de projet.",
            "The card carries several project labels.",
        ),
        read=Sentence("{names}", "{names}"),
        expected=Sentence("une seule étiquette de projet", "a single project label"),
        fix=Sentence(
            "Gardez l'étiquette du projet concerné et retirez les autres.",
            "Keep the label of the project concerned and remove the others.",
        ),
        line=Sentence("gardez celle du projet concerné", "keep that of the project concerned"),
    ),
}


def check(card: Card, case: Case) -> Finding | None:
    """Find a card that has not exactly one project label; one of the rulebook's counts whatever its name."""
    is_project = case.ruled.is_project
    projects = [label for label in card.labels if is_project(label)]
    if len(projects) == 1:
        return None
    told = projects or card.labels
    names = tuple(label.name.strip() for label in told if label.name.strip())
    return Finding(
        CODE, case.severity(CODE), _variant(card, len(projects), names), {"names": names}
    )


def _variant(card: Card, projects: int, names: tuple[str, ...]) -> str:
    if projects:
        return "several"
    if names:
        return "other"
    return "unnamed" if card.labels else "none"
