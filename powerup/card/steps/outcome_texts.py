"""What the panel says after a defence: its result, what comes next, the student's other cards."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence

HOW: Final = Sentence("Comment s'est passée la soutenance ?", "How was the defence?")
RESULT: Final = Sentence("Le résultat", "The result")
EXPECTED: Final = Sentence(
    "Le validateur dit ici le résultat. Vous n'avez rien à faire.",
    "The validator says the result here. There is nothing for you to do.",
)
PASSED: Final = Sentence("Réussie", "Passed")
CONDITIONAL: Final = Sentence("Réussie sous condition…", "Passed on a condition…")
FAILED: Final = Sentence("À retravailler…", "To be reworked…")
COMPLETE_WHAT: Final = Sentence("Ce qu'il reste à compléter", "What is still to be completed")
REASONS: Final = Sentence(
    "Les motifs, pour l'étudiant et son mentor", "The reasons, for student and mentor"
)
NO_LIST: Final = Sentence(
    "Le règlement ne nomme pas de liste pour ce résultat : un responsable peut l'y ajouter.",
    "The rulebook names no list for this result: a manager can add it there.",
)
RUNNING: Final = Sentence("Ce qui est attendu", "What is expected")
TAKE_BACK: Final = Sentence("Retirer cette réponse", "Take this answer back")
ASKED_FOR: Final = Sentence("À compléter : {reasons}", "To be completed: {reasons}")
STAGES: Final = {
    "student": Sentence(
        "L'étudiant a jusqu'au {student_until}.", "The student has until {student_until}."
    ),
    "soon": Sentence(
        "Le délai de l'étudiant se termine le {student_until}.",
        "The student's time ends on {student_until}.",
    ),
    "validator": Sentence(
        "Le délai de l'étudiant est passé : le validateur décide, avant le {validator_until}.",
        "The student's time is over: the validator decides, before {validator_until}.",
    ),
    "late": Sentence(
        "Le délai pour décider est passé : l'étudiant attend une réponse.",
        "The time to decide is over: the student waits for an answer.",
    ),
}
YOUR_TURN: Final = {
    "student": Sentence(
        "L'étudiant a jusqu'au {student_until}. Tout est complet avant ? Dites-le aussitôt.",
        "The student has until {student_until}. Everything complete before? Say so at once.",
    ),
    "soon": Sentence(
        "Le délai de l'étudiant se termine le {student_until}. Tout est complet avant ? Dites-le aussitôt.",
        "The student's time ends on {student_until}. Everything complete before? Say so at once.",
    ),
    "validator": Sentence(
        "Le délai de l'étudiant est passé : à vous de décider, avant le {validator_until}.",
        "The student's time is over: it is yours to decide, before {validator_until}.",
    ),
    "late": Sentence(
        "Le délai pour décider est passé : l'étudiant attend votre réponse.",
        "The time to decide is over: the student waits for your answer.",
    ),
}
FAILING: Final = Sentence(
    "Échouer est permis, et cela se reprend. Voyez les motifs avec le validateur, qui peut tenir une "
    "session avec l'étudiant.",
    "Failing is allowed, and it is done again. Look at the reasons with the validator, who can hold a "
    "session with the student.",
)
THEN: Final = Sentence("Et ensuite ?", "And then?")
THEN_HINT: Final = Sentence(
    "L'étudiant garde son mentor : préparez la carte du projet suivant. S'il change de mentor, préparez la "
    "carte de transfert.",
    "If the student keeps the mentor, prepare the next project's card. If not, prepare the transfer card.",
)
NEXT: Final = Sentence("Préparer la carte du projet suivant", "Prepare the next project's card")
NEXT_READY: Final = Sentence(
    "La carte du projet suivant est prête : elle est dans les pièces jointes.",
    "The next project's card is ready: it is among the attachments.",
)
TRANSFER: Final = Sentence("Préparer la carte de transfert", "Prepare the transfer card")
TRANSFER_READY: Final = Sentence(
    "La carte de transfert est prête : elle est dans les pièces jointes.",
    "The transfer card is ready: it is among the attachments.",
)
TOLD_REASONS: Final = Sentence("Motifs : {reasons}", "Reasons: {reasons}")
WRITE_REASONS: Final = Sentence("Écrire les motifs…", "Write the reasons…")
SECOND: Final = Sentence("Proposer la seconde soutenance", "Put the second defence forward")
SECOND_HINT: Final = Sentence(
    "Quand l'étudiant est prêt : une nouvelle carte, avec le même validateur en premier. Tout y est "
    "repris, sauf la date, qu'il restera à fixer.",
    "When the student is ready: a new card with the same on it and the same validator first. Only "
    "its date is left to set.",
)
SECOND_READY: Final = Sentence(
    "La seconde soutenance est proposée : sa carte est dans les pièces jointes.",
    "The second defence is put forward: its card is among the attachments.",
)
HISTORY: Final = Sentence("Historique de l'étudiant", "The student's history")
HISTORY_FOLD: Final = Sentence(
    "Les autres cartes de l'étudiant ({count})", "The student's other cards ({count})"
)
MORE: Final = Sentence("Voir les {count} autres", "Show {count} more")
UNDATED: Final = Sentence("sans date", "no date")
DEFENCE: Final = Sentence("Soutenance {project}, {day}", "Defence {project}, {day}")
TRANSFERRED: Final = Sentence("Transfert {project}, {day}", "Transfer {project}, {day}")
STATES: Final = {
    "intake": Sentence("proposée", "put forward"),
    "incomplete": Sentence("à compléter", "to be completed"),
    "accepted": Sentence("acceptée", "agreed"),
    "passed": Sentence("réussie", "passed"),
    "failed": Sentence("à retravailler", "to be reworked"),
    "conditional": Sentence("réussie sous condition", "passed on a condition"),
}
TRANSFER_STATES: Final = {
    "passed": Sentence("relais pris", "taken over"),
    "waiting": Sentence("attend un nouveau mentor", "waits for a new mentor"),
}
WITH: Final = Sentence("Validateur : {name}.", "Validator: {name}.")
