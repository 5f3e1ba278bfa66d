"""What the comment, the panel and the answers to orders say of who has a card."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence

VALIDATOR: Final = Sentence(
    "**Validation** : {who} tient cette soutenance, le {at}. `/aide` : ce que je peux faire ici.",
    "**Validator**: {who} holds this defence, on {at}. `/help` says what you can ask me for.",
)
VALIDATOR_UNDATED: Final = Sentence(
    "**Validation** : {who} tient cette soutenance. Sa date reste à fixer.",
    "**Validator**: {who} holds this defence. Its date is still to be fixed.",
)
OFFERS: Final = Sentence(
    "Pour valider cette soutenance : {names}. Un responsable confirme, sur la carte ou avec `/confier`.",
    "To hold this defence: {names}. A manager confirms, on the card or with `/assign`.",
)
RELAY: Final = Sentence(
    "Tant que personne n'a pris le relais, le suivi continue avec {names}. Pour vous proposer : `/relais`.",
    "Until somebody takes over, the student stays with {names}. To offer yourself: `/takeover`.",
)
TAKERS: Final = Sentence(
    "{who}, pour prendre le relais : {names}. À vous de choisir : `/confier` suivi du prénom, ou un geste "
    "sur la carte.",
    "{who}, to take over: {names}. The choice is yours: `/assign` and the name, or one press on the card.",
)
TAKERS_UNCALLED: Final = Sentence(
    "Pour prendre le relais : {names}. Un responsable choisit.",
    "To take over: {names}. A manager chooses.",
)
TAKEN: Final = Sentence(
    "**Relais** : {who} suit désormais cet étudiant. Merci !",
    "**Taken over**: {who} follows this student from now on. Thank you!",
)

HOLDS: Final = Sentence("{name} tient cette soutenance.", "{name} holds this defence.")
YOU_HOLD: Final = Sentence(
    "Vous tenez cette soutenance ; vous direz ici son résultat.",
    "You hold this defence; afterwards you will say its result here.",
)
OFFERED: Final = Sentence(
    "C'est noté, merci. Un responsable confirme, puis votre nom s'affiche sur la carte.",
    "Noted, thank you. A manager confirms, then your name shows on the card.",
)
OFFERED_RELAY: Final = Sentence(
    "C'est noté, merci. Un responsable choisit ; d'ici là rien ne change pour l'étudiant.",
    "Noted, thank you. A manager chooses; until then nothing changes for the student.",
)
STRANGER: Final = Sentence(
    "Cette personne ne participe pas au tableau. Choisissez-en une autre.",
    "This person does not take part in the board. Choose another one.",
)
NOT_YOU: Final = Sentence("Pas cette fois. {why}", "Not this time. {why}")
