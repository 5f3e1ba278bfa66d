"""The sentences of a session's own page, in French and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rules.bilingual import Sentence

TITLE: Final = Sentence("Session – {initials}", "Session – {initials}")
STATUS: Final = Sentence("Statut : {status}.", "Status: {status}.")
UNSET: Final = Sentence(
    "Terminée, sans statut : dites comment elle s'est passée.",
    "Over, without a status: say how it went.",
)
COMING: Final = Sentence(
    "À son début, vous pourrez dire ici comment elle s'est passée.",
    "From its start on you can say here how it went.",
)
NOTED: Final = Sentence("C'est noté.", "Noted.")
UNDONE: Final = Sentence("C'est annulé.", "Taken back.")
UNDO: Final = Sentence("Revenir en arrière", "Take it back")
CORRECT: Final = Sentence(
    "Pour corriger, ou pour écrire le compte rendu, ouvrez « Greffe » sur votre tableau, puis « Sessions ».",
    "To correct it, or to write the report, open “Clerk's office” on your board, then “Sessions”.",
)
JOIN: Final = Sentence("Rejoindre", "Join")
REPORT: Final = Sentence("La session a eu lieu", "The session was held")
GOALS: Final = Sentence("Objectifs pour la semaine, un par ligne", "Goals for the week, one a line")
BLOCKERS: Final = Sentence("Points bloquants", "What is in the way")
MORE: Final = Sentence("Autre chose", "Anything else")
FOR_STUDENT: Final = Sentence("L'étudiant lit tout ceci.", "The student reads all of this.")
END: Final = Sentence("Terminer la session", "End the session")
DRAFT_WAITS: Final = Sentence(
    "Un brouillon de compte rendu vous attend dans « Greffe » : donnez ici le statut seul, et finissez-le "
    "là-bas.",
    "A draft of the report waits in “Clerk's office”: give only the status here, and finish it there.",
)
HELD: Final = Sentence("Elle a eu lieu", "It was held")
OTHERWISE: Final = Sentence("Elle n'a pas eu lieu", "It was not held")
OTHERWISE_TO_COME: Final = Sentence("Elle n'aura pas lieu", "It will not be held")
TOLD: Final = Sentence("Quand l'étudiant a-t-il prévenu ?", "When did the student tell you?")
ACTS: Final[Mapping[str, Sentence]] = {
    "done": Sentence("Réalisée", "Held"),
    "absent": Sentence("L'étudiant n'est pas venu", "The student did not come"),
    "cancel": Sentence("Annulée par l'étudiant", "Cancelled by the student"),
    "called-off": Sentence("Annulée par moi ou l'école", "Called off by me or the school"),
}
SURE: Final[Mapping[str, Sentence]] = {
    "done": Sentence("Confirmer : réalisée", "Confirm: held"),
    "absent": Sentence("Confirmer l'absence", "Confirm the absence"),
    "cancel": Sentence("Confirmer l'annulation", "Confirm the cancellation"),
    "called-off": Sentence("Confirmer l'annulation", "Confirm the cancellation"),
}
FOOT: Final = Sentence(
    "Cette adresse n'ouvre que cette session. Elle se ferme dans « Mon profil », avec votre agenda.",
    "This address opens this session alone. It is closed in “My profile”, with your calendar.",
)
CLOSED: Final = Sentence(
    "Cette adresse n'ouvre rien, ou plus rien. Vos sessions sont dans « Greffe » sur votre tableau Trello ; "
    "« Mon profil » y ouvre de nouveaux liens.",
    "This address opens nothing, or nothing any more. Your sessions are in “Clerk's office” on your Trello "
    "board; “My profile” there opens new links.",
)
TOO_OFTEN: Final = Sentence(
    "Trop de demandes à la fois : attendez une minute, puis rechargez la page.",
    "Too many requests at once: wait a minute, then load the page again.",
)
LATER: Final = Sentence(
    "Le greffier ne peut pas répondre maintenant : rien n'a été noté. Réessayez dans une minute.",
    "The clerk cannot answer now: nothing was noted. Try again in a minute.",
)
