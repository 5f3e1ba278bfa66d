"""The words of statements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mentoring.sessions.texts import STATUSES as OF_SESSIONS
from mentoring.statements.model import WITHDRAWN
from rules.bilingual import Sentence
from rules.rulebook.pay import DEFENCE

STATUSES: Final[Mapping[str, Sentence]] = {
    **OF_SESSIONS,
    DEFENCE: Sentence("soutenance tenue", "defence held"),
    WITHDRAWN: Sentence("retirée", "withdrawn"),
}
COLUMNS: Final = Sentence(
    "mentor|mois|date|heure|étudiant|parcours|projet|niveau|financement|statut|montant|monnaie|"
    "correction de",
    "mentor|month|date|time|student|course|project|level|funding|status|amount|currency|corrects",
)
SUBTOTAL: Final = Sentence("sous-total : {status} ({count})", "subtotal: {status} ({count})")
TOTAL: Final = Sentence("total ({count})", "total ({count})")
CORRECTS: Final = Sentence("{month}, {was}", "{month}, {was}")
FUNDINGS: Final[Mapping[str, Sentence]] = {
    "funded": Sentence("financé", "funded"),
    "self": Sentence("autofinancé", "self-funded"),
}
MONTHS: Final = Sentence(
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
    "January|February|March|April|May|June|July|August|September|October|November|December",
)
