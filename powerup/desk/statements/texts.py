"""What the tab of statements says, in French and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rules.bilingual import Sentence

MONTH: Final = Sentence("{month} {year}", "{month} {year}")
MONTHS: Final = Sentence(
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
    "January|February|March|April|May|June|July|August|September|October|November|December",
)
WHEN: Final = Sentence("{day} {month} à {time}", "{day} {month} at {time}")
LEVEL: Final = Sentence("niveau {level}", "level {level}")
CLOSED: Final = Sentence("Mois clos le {day} par {by}.", "Month closed on {day} by {by}.")
CORRECTS: Final = Sentence(
    "Correction de {month} : {was} auparavant.", "Corrects {month}: {was} before."
)
LATE: Final = Sentence(
    "Correction de {month} : le statut est venu après la clôture.",
    "Corrects {month}: the status came after it was closed.",
)
LINES: Final[Mapping[str, tuple[str, str]]] = {"fr": ("ligne", "lignes"), "en": ("line", "lines")}
NO_STATEMENT: Final = Sentence(
    "Ce mentor n'est pas de vos tableaux : revenez aux relevés.",
    "This mentor is on none of your boards: go back to the statements.",
)

PAGE: Final[Mapping[str, Sentence]] = {
    "mine": Sentence("Mon relevé", "My statement"),
    "others": Sentence("Relevés des mentors", "Statements of mentors"),
    "back": Sentence("← Tous les relevés", "← All statements"),
    "before": Sentence("Mois précédent", "Month before"),
    "after": Sentence("Mois suivant", "Next month"),
    "nothing": Sentence(
        "Rien ce mois-ci. Une session y entre dès qu'elle a un statut.",
        "Nothing in this month. A session enters once it has a status.",
    ),
    "nobody": Sentence(
        "Aucun mentor n'a de session ce mois-ci.", "No mentor has a session in this month."
    ),
    "open": Sentence(
        "Mois ouvert : les lignes suivent les statuts jusqu'à sa clôture.",
        "Open month: the lines follow the statuses until it is closed.",
    ),
    "unset": Sentence("Sans statut, à compléter d'abord", "Without a status, to be told first"),
    "setStatus": Sentence("Donner un statut", "Give a status"),
    "when": Sentence("Quand", "When"),
    "student": Sentence("Étudiant", "Student"),
    "status": Sentence("Statut", "Status"),
    "amount": Sentence("Montant", "Amount"),
    "count": Sentence("Nombre", "Count"),
    "subtotals": Sentence("Sous-totaux", "Subtotals"),
    "lines": Sentence("Lignes", "Lines"),
    "total": Sentence("Total", "Total"),
    "mentor": Sentence("Mentor", "Mentor"),
    "noStatus": Sentence("Sans statut", "Without a status"),
    "state": Sentence("Mois", "Month"),
    "isOpen": Sentence("ouvert", "open"),
    "isClosed": Sentence("clos", "closed"),
    "export": Sentence("Télécharger (CSV)", "Download (CSV)"),
    "noAmounts": Sentence(
        "Le règlement n'a pas de barème : les relevés comptent, sans montants.",
        "The rulebook has no rates: statements count, without amounts.",
    ),
    "close": Sentence("Clore le mois…", "Close the month…"),
    "closeTitle": Sentence("Clore {month} ?", "Close {month}?"),
    "closeText": Sentence(
        "Les lignes et les montants de {count} relevés ne bougeront plus. Ce qui sera corrigé ensuite "
        "deviendra une ligne du mois suivant.",
        "Lines and amounts of {count} statements will not change any more. What is corrected later "
        "becomes a line of the next month.",
    ),
    "closeOne": Sentence(
        "Les lignes et les montants de ce relevé ne bougeront plus. Ce qui sera corrigé ensuite "
        "deviendra une ligne du mois suivant.",
        "Lines and amounts of this statement will not change any more. What is corrected later "
        "becomes a line of the next month.",
    ),
    "closeUnset": Sentence(
        "Encore sans statut : {count}. Leurs lignes iront au mois suivant.",
        "Still without a status: {count}. Their lines will go to the next month.",
    ),
    "closeDo": Sentence("Clore le mois", "Close the month"),
    "closedNow": Sentence("Mois clos", "Month closed"),
    "reopen": Sentence("Rouvrir le mois…", "Open the month again…"),
    "reopenTitle": Sentence("Rouvrir {month} ?", "Open {month} again?"),
    "reopenText": Sentence(
        "Les lignes suivront de nouveau les statuts. Prévenez qui s'est déjà servi des montants.",
        "The lines will follow the statuses again. Tell whoever has used the amounts already.",
    ),
    "reopenDo": Sentence("Rouvrir le mois", "Open it again"),
    "reopened": Sentence("Mois rouvert", "Month opened again"),
    "runs": Sentence(
        "Le mois est en cours : il pourra être clos dès le 1er du mois suivant.",
        "The month goes on: it can be closed from the first of the next one.",
    ),
    "undo": Sentence("Annuler", "Undo"),
}
