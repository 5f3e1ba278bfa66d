"""What a card's comment says of its validator and of who takes a student over."""

from __future__ import annotations

from typing import Final

from rules.sentences import Sentence

VALIDATOR: Final = Sentence(
    "**Validation** : {who} tient cette soutenance, le {at}.",
    "**Validator**: {who} holds this defence, on {at}.",
)
VALIDATOR_UNDATED: Final = Sentence(
    "**Validation** : {who} tient cette soutenance. Sa date reste à fixer.",
    "**Validator**: {who} holds this defence. Its date is still to be fixed.",
)
OFFERS: Final = Sentence(
    "Pour valider cette soutenance : {names}. Un responsable confirme.",
    "To hold this defence: {names}. A manager confirms.",
)
RELAY: Final = Sentence(
    "Tant que personne n'a pris le relais, le suivi continue avec {names}.",
    "Until somebody takes over, the student stays with {names}.",
)
TAKERS: Final = Sentence(
    "{who}, pour prendre le relais : {names}. À vous de choisir, en un geste sur la carte.",
    "{who}, to take over: {names}. The choice is yours, in one press on the card.",
)
TAKERS_UNCALLED: Final = Sentence(
    "Pour prendre le relais : {names}. Un responsable choisit.",
    "To take over: {names}. A manager chooses.",
)
TAKEN: Final = Sentence(
    "**Relais** : {who} suit désormais cet étudiant. Merci à toutes les personnes qui se sont proposées.",
    "**Taken over**: {who} follows this student from now on. Thank you to everybody who offered.",
)
