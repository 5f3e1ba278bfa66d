"""`due`: the card has a due date: the defence, or the end of the project."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence, Template
from rules.card import KINDS as ALL_KINDS
from rules.card import Card, Kind
from rules.mentions.case import Case
from rules.verdict import Finding, Severity

CODE: Final = "due"
KINDS: Final[tuple[Kind, ...]] = ALL_KINDS
SEVERITY: Final[Severity] = "blocks"

LABEL: Final[dict[Kind, Sentence]] = {
    "soutenances": Sentence("date de soutenance", "date of the defence"),
    "transfert": Sentence("fin du projet", "end of the project"),
}
RULE: Final[dict[Kind, Sentence]] = {
    "soutenances": Sentence(
        "La date de la carte est celle de la soutenance, fixée avec l'étudiant ; "
        "elle ne change plus.",
        "The card's date is that of the defence, agreed with the student: it no longer changes.",
    ),
    "transfert": Sentence(
        "La date de la carte est celle de la fin du projet en cours.",
        "The card's date is the end of the current project.",
    ),
}

_NO_DATE = Sentence("aucune date", "no date")
_WRITTEN = Sentence("« {written} »", "“{written}”")
_ODD_LINE = Sentence(
    "corrigez l'année, puis le jour et l'heure", "correct the year, then the day and time"
)
SENTENCES: Final[dict[str, Template]] = {
    "soutenances": Template(
        message=Sentence(
            "Il manque la date de la soutenance.", "The date of the defence is missing."
        ),
        read=_NO_DATE,
        expected=Sentence(
            "le jour et l'heure fixés avec l'étudiant", "the day and time agreed with the student"
        ),
        fix=Sentence(
            "Ouvrez « Dates » sur la carte et indiquez le jour et l'heure de la soutenance.",
            "Open “Dates” on the card and set the day and time of the defence.",
        ),
        line=Sentence("jour et heure de la soutenance", "day and time of the defence"),
    ),
    "transfert": Template(
        message=Sentence(
            "Il manque la date de fin du projet.", "The date of the end of the project is missing."
        ),
        read=_NO_DATE,
        expected=Sentence(
            "le jour où le projet en cours se termine", "the day on which the current project ends"
        ),
        fix=Sentence(
            "Ouvrez « Dates » sur la carte et indiquez la fin du projet en cours.",
            "Open “Dates” on the card and set the end of the current project.",
        ),
        line=Sentence("celle du projet en cours", "that of the current project"),
    ),
    "odd-soutenances": Template(
        message=Sentence(
            "La date de la soutenance n'est pas une date possible.",
            "The date of the defence is not a possible date.",
        ),
        read=_WRITTEN,
        expected=Sentence(
            "le jour et l'heure fixés avec l'étudiant", "the day and time agreed with the student"
        ),
        fix=Sentence(
            "Ouvrez « Dates » sur la carte et corrigez l'année, puis le jour et l'heure "
            "de la soutenance.",
            "Open “Dates” on the card and correct the year, then the day and time of the defence.",
        ),
        line=_ODD_LINE,
    ),
    "odd-transfert": Template(
        message=Sentence(
            "La date de fin du projet n'est pas une date possible.",
            "The date of the end of the project is not a possible date.",
        ),
        read=_WRITTEN,
        expected=Sentence(
            "le jour où le projet en cours se termine", "the day on which the current project ends"
        ),
        fix=Sentence(
            "Ouvrez « Dates » sur la carte et corrigez l'année, puis le jour de fin du projet.",
            "Open “Dates” on the card and correct the year, then the day on which the project ends.",
        ),
        line=_ODD_LINE,
    ),
}


def check(card: Card, case: Case) -> Finding | None:
    """Find a card without a due date: any that can be used will do here; `past` and `notice` look at
    which.
    """
    if card.due is not None:
        return None
    if card.due_written:
        values = {"written": card.due_written}
        return Finding(CODE, case.severity(CODE), f"odd-{case.rules.kind}", values)
    return Finding(CODE, case.severity(CODE), case.rules.kind)
