"""What the panel says about validators and about taking a student over."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence

FIND: Final = Sentence("Trouver un validateur", "Find a validator")
VALIDATOR: Final = Sentence("Validateur", "Validator")
LOOKING: Final = Sentence(
    "Un responsable cherche un validateur. Vous n'avez rien à faire.",
    "A manager is looking for a validator. There is nothing for you to do.",
)
OFFERS: Final = Sentence("Se proposent : {names}.", "Offers: {names}.")
OFFER: Final = Sentence(
    "Vous n'êtes pas le mentor de cet étudiant : pourriez-vous tenir cette soutenance ?",
    "You are not this student's mentor: could you hold this defence?",
)
CAN: Final = Sentence("Je peux valider", "I can validate")
CANNOT: Final = Sentence("Je ne peux plus", "I no longer can")
GIVE_TO: Final = Sentence("Confier à {name}", "Assign to {name}")
STILL_GIVE: Final = Sentence("Choisir quand même…", "Choose all the same…")
STILL_ASK: Final = Sentence("Lui demander quand même…", "Ask all the same…")
WHY_STILL: Final = Sentence(
    "Pourquoi quand même (le motif reste dans le journal, pour les responsables)",
    "Why all the same (the reason stays in the journal, for managers)",
)
OTHER: Final = Sentence("Confier à quelqu'un d'autre", "Assign to somebody else")
WHY_NOT: Final = Sentence("Pourquoi pas les autres ? ({count})", "Why not the others? ({count})")
NOBODY: Final = Sentence(
    "Personne ne peut tenir cette soutenance à cette heure. Voyez pourquoi ci-dessous, puis "
    "demandez à un mentor de compléter son profil ou changez de date avec le mentor.",
    "Nobody can hold this defence at that time. See why below, then ask a mentor to complete "
    "their profile or change the date with the mentor.",
)
STAYS: Final = Sentence(
    "Le règlement ne nomme pas de liste pour les soutenances acceptées : la carte restera où elle est.",
    "The rulebook names no list for accepted defences: the card will stay where it is.",
)
MORE: Final = Sentence("Voir les {count} autres", "Show {count} more")

RELAY: Final = Sentence("Prendre le relais", "Take over")
STILL: Final = Sentence(
    "Tant que personne n'a pris le relais, le suivi continue avec {names}.",
    "Until somebody takes over, the student stays with {names}.",
)
NEW_MENTOR: Final = Sentence("Le nouveau mentor", "The new mentor")
TAKEN: Final = Sentence("{name} a pris le relais.", "{name} has taken over.")
YOU_TOOK: Final = Sentence(
    "Vous avez pris le relais : écrivez à l'étudiant pour fixer votre première session.",
    "You have taken over: write to the student to set your first session.",
)
TAKE: Final = Sentence("Je prends le relais", "I take over")
TAKE_HINT: Final = Sentence(
    "Un responsable choisit ; d'ici là rien ne change pour l'étudiant.",
    "A manager chooses; until then nothing changes for the student.",
)
TAKE_AT_ONCE: Final = Sentence(
    "L'étudiant vous est confié aussitôt, et son mentor actuel quitte la carte.",
    "The student is yours at once, and the present mentor leaves the card.",
)
NOBODY_RELAY: Final = Sentence(
    "Personne ne peut prendre le relais d'après les profils. Voyez pourquoi ci-dessous, puis "
    "écrivez aux mentors.",
    "By their profiles nobody can take over. See why below, then write to the mentors.",
)
