"""`past`: the due date is still to come."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence, Template
from rules.card import KINDS as ALL_KINDS
from rules.card import Card, Kind
from rules.mentions.case import Case
from rules.verdict import Finding, Severity

CODE: Final = "past"
KINDS: Final[tuple[Kind, ...]] = ALL_KINDS
SEVERITY: Final[Severity] = "blocks"

_LABEL = Sentence("date à venir", "date to come")
LABEL: Final[dict[Kind, Sentence]] = {"soutenances": _LABEL, "transfert": _LABEL}
RULE: Final[dict[Kind, Sentence]] = {
    "soutenances": Sentence(
        "La date de la soutenance est à venir.", "The date of the defence is still to come."
    ),
    "transfert": Sentence(
        "La date de fin du projet est à venir.", "The end of the project is still to come."
    ),
}

_EXPECTED = Sentence("une date à venir", "a date to come")
_READ = Sentence("{due}", "{due}")
SENTENCES: Final[dict[str, Template]] = {
    "soutenances": Template(
        message=Sentence(
            "La date de la soutenance est passée.", "The date of the defence is past."
        ),
        read=_READ,
        expected=_EXPECTED,
        fix=Sentence(
            "Si la soutenance a eu lieu, rangez la carte dans la liste de son résultat ; "
            "sinon, indiquez la date convenue.",
            "If the defence took place, put the card into the list of its outcome; "
            "otherwise set the date agreed.",
        ),
        line=Sentence(
            "corrigez la date, ou rangez la carte dans la liste du résultat",
            "correct the date, or put the card into the list of its outcome",
        ),
    ),
    "transfert": Template(
        message=Sentence("La date de fin du projet est passée.", "The end of the project is past."),
        read=_READ,
        expected=_EXPECTED,
        fix=Sentence(
            "Si le transfert a eu lieu, archivez la carte ; "
            "sinon, indiquez la nouvelle date et prévenez un responsable des mentors.",
            "If the transfer took place, archive the card; "
            "otherwise set the new date and tell a manager of the mentors.",
        ),
        line=Sentence(
            "corrigez la date, ou archivez la carte si le transfert a eu lieu",
            "correct the date, or archive the card if the transfer took place",
        ),
    ),
}


def check(card: Card, case: Case) -> Finding | None:
    """Find a card whose due instant is over: a defence of this morning is past this afternoon."""
    if card.due is None or card.due >= case.now:
        return None
    return Finding(CODE, case.severity(CODE), case.rules.kind, {"due": card.due})
