"""What the panel says around the findings, in French and English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rules.bilingual import Sentence

FOUND: Final = Sentence("Il manquait : {labels}.", "Missing then: {labels}.")
INCOMPLETE_ONE: Final = Sentence("Il manque une information", "One thing is missing")
INCOMPLETE: Final = Sentence("Il manque {count} informations", "{count} things are missing")
COMPLETE: Final = Sentence("La carte est complète", "The card is complete")
CONFIRM: Final = Sentence("Complète, à confirmer", "Complete, to confirm")
ACCEPTED: Final = Sentence("Acceptée telle quelle", "Accepted as it is")
SUSPENDED: Final = Sentence("Vérification suspendue", "Checks suspended")


@dataclass(frozen=True, slots=True)
class Place:
    """How far a card that is not checked has come: the words, and their tone."""

    title: Sentence
    tone: str = "calm"


NOT_CHECKED: Final = Place(Sentence("Carte non vérifiée", "Card not checked"))
_PLANNED: Final = Sentence("Soutenance planifiée", "Defence planned")
PLACES: Final = {
    "agreed": Place(_PLANNED, "wait"),
    "planned": Place(_PLANNED, "wait"),
    "held": Place(Sentence("La soutenance a eu lieu", "The defence has taken place"), "doubt"),
    "passed": Place(Sentence("Soutenance réussie", "Defence passed"), "good"),
    "failed": Place(Sentence("Projet à retravailler", "Project to be reworked"), "wait"),
    "taken-over": Place(Sentence("Étudiant transféré", "Student taken over"), "good"),
}
WHEN: Final = {
    "planned": Sentence("{at}. Cette date est fixée.", "{at}. This date is fixed."),
    "conditional": Sentence("Elle a eu lieu le {at}.", "It took place on {at}."),
    "held": Sentence(
        "{at}. Il ne manque que le résultat.", "{at}. Its result is still to be said."
    ),
}
CONDITIONAL: Final = Place(
    Sentence("Soutenance réussie sous condition", "Defence passed on a condition"), "wait"
)
DATE_CHANGED: Final = Sentence("La date a été modifiée", "The date was changed")
DECIDE_DATE: Final = {
    True: Sentence(
        "À vous de trancher : rétablir l'ancienne date ou accepter la nouvelle.",
        "This is for you to decide: restore the former date, or accept the new one.",
    ),
    False: Sentence(
        "Un responsable tranche : rétablir l'ancienne date ou accepter la nouvelle.",
        "A manager decides: restore the former date, or accept the new one.",
    ),
}
"""By whether the reader is a manager."""

WHY_NOT_CHECKED: Final = {
    "closed": Sentence("Elle est archivée.", "It is archived."),
    "list-archived": Sentence("Sa liste est archivée.", "Its list is archived."),
    "template": Sentence("C'est un modèle de carte.", "It is a template."),
    "role": Sentence("C'est un lien ou un séparateur.", "It is a link or a separator."),
    "other-list": Sentence(
        "Le greffier ne vérifie pas cette liste.", "The clerk does not check this list."
    ),
    "accepted-list": Sentence(
        "Le greffier veille seulement sur sa date.", "The clerk only watches over its date."
    ),
}
SETTLES: Final = Sentence(
    "Prenez le temps de finir : le greffier vérifie à {time}.",
    "Take your time: the clerk checks at {time}.",
)
THEN_BACK: Final = Sentence(
    "Ensuite, remettez-la dans « {list} ».", "Then put it back into “{list}”."
)
PLACED: Final = Sentence(
    "Complétez-la ici, sans quitter la carte.", "Complete it here, without leaving the card."
)
OBSERVED: Final = Sentence(
    "Le greffier observe ce tableau : il ne déplace rien pour l'instant.",
    "The clerk observes this board: it moves nothing for now.",
)
PAUSED: Final = Sentence(
    "Le greffier est en pause sur ce tableau : un responsable doit décider de la suite.",
    "The clerk is paused on this board: a manager has to decide what comes next.",
)

OK_DETAILS: Final = Sentence(
    "présentes dans la description ou les pièces jointes", "in the description or the attachments"
)

CLERK: Final = Sentence("Le greffier", "The clerk")

DETAILS: Final = {
    "link": Sentence("Lien du projet", "Link to the project"),
    "deliverables": Sentence("Livrables", "Deliverables"),
    "availability": Sentence("Disponibilités", "Availability"),
}
WINDOW: Final = Sentence(
    "Idéalement du {first} au {last} : {notice} après la proposition.",
    "Ideally from {first} to {last}: {notice} after it was put forward.",
)
WINDOW_OPEN: Final = Sentence(
    "Idéalement à partir du {first} : {notice} après le dépôt.",
    "Ideally from {first} on: {notice} after it was put forward.",
)
