"""The sentences about saved views and the table of the queue, in French and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rules.bilingual import Sentence

FILE: Final = Sentence("a-traiter.csv", "to-do.csv")
COLUMNS: Final = (
    Sentence("Carte", "Card"),
    Sentence("Raisons", "Reasons"),
    Sentence("Pourquoi", "Why"),
    Sentence("Date", "Date"),
    Sentence("Échéance", "Due"),
    Sentence("Mentors", "Mentors"),
    Sentence("Projet", "Project"),
    Sentence("Tableau", "Board"),
    Sentence("Liste", "List"),
    Sentence("Relance", "Reminder"),
    Sentence("Adresse", "Address"),
)

NO_NAME: Final = Sentence(
    "Donnez un nom à cette vue : 1 à 60 caractères.", "Give this view a name: 1 to 60 characters."
)
NO_FILTER: Final = Sentence(
    "Choisissez d'abord ce que la vue doit montrer : une raison, un tableau, un projet ou un mentor.",
    "First choose what the view is to show: a reason, a board, a project or a mentor.",
)
SAME_NAME: Final = Sentence(
    "Vous avez déjà une vue de ce nom. Choisissez-en un autre.",
    "You have a view of that name already. Choose another.",
)
TOO_MANY: Final = Sentence(
    "Vous avez déjà 30 vues. Supprimez-en une dont vous ne vous servez plus.",
    "You have 30 views already. Delete one that you do not use any more.",
)
NO_VIEW: Final = Sentence(
    "Cette vue n'existe plus. Rechargez la page.", "This view is gone. Reload the page."
)

PAGE: Final[Mapping[str, Sentence]] = {
    "views": Sentence("Vues", "Views"),
    "viewsShown": Sentence("Vue : {name}", "View: {name}"),
    "viewMine": Sentence("Mes vues", "My views"),
    "viewShared": Sentence("Partagées", "Shared"),
    "viewBy": Sentence("par {by}", "by {by}"),
    "viewNone": Sentence(
        "Aucune vue pour l'instant : choisissez des filtres, puis enregistrez-les sous un nom.",
        "No view yet: choose filters, then keep them under a name.",
    ),
    "viewSave": Sentence("Enregistrer ces filtres…", "Keep these filters…"),
    "viewSaveTitle": Sentence("Enregistrer ces filtres", "Keep these filters"),
    "viewName": Sentence("Nom de la vue", "Name of the view"),
    "viewShare": Sentence(
        "La partager avec les autres responsables", "Share it with the other managers"
    ),
    "viewHint": Sentence(
        "Le texte cherché n'est pas gardé : il peut nommer un étudiant.",
        "The text searched for is not kept: it may name a student.",
    ),
    "viewDo": Sentence("Enregistrer", "Keep"),
    "viewSaved": Sentence("Vue enregistrée : {name}.", "View kept: {name}."),
    "viewChange": Sentence("Modifier la vue {name}", "Change the view {name}"),
    "viewChangeTitle": Sentence("Modifier la vue", "Change the view"),
    "viewDelete": Sentence("Supprimer la vue {name}", "Delete the view {name}"),
    "viewDeleted": Sentence("Vue supprimée : {name}.", "View deleted: {name}."),
    "viewBack": Sentence("Vue remise : {name}.", "View brought back: {name}."),
    "viewOff": Sentence("Tout afficher", "Show all"),
    "table": Sentence("Télécharger (CSV)", "Download (CSV)"),
    "tableDone": Sentence("{count} cartes dans le fichier.", "{count} cards in the file."),
    "tableOne": Sentence("1 carte dans le fichier.", "1 card in the file."),
}
