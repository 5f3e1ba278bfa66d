"""What is said of an ask: in the card's comment, to whoever was asked, to managers."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence

HOLD: Final = Sentence(
    "**Demande** : {who}, pourriez-vous tenir cette soutenance, le {at} ? Répondez d'ici le {until} : "
    "`/accepter` ou `/décliner`, ou d'un geste dans le panneau de la carte.",
    "**A request**: {who}, could you hold this defence, on {at}? Please answer by {until}: `/accept` or "
    "`/decline`, or one press in the card's panel.",
)
HOLD_UNDATED: Final = Sentence(
    "**Demande** : {who}, pourriez-vous tenir cette soutenance ? Répondez d'ici le {until} : `/accepter` ou "
    "`/décliner`, ou d'un geste dans le panneau de la carte.",
    "**A request**: {who}, could you hold this defence? Please answer by {until}: `/accept` or `/decline`, "
    "or one press in the card's panel.",
)
TAKE: Final = Sentence(
    "**Demande** : {who}, pourriez-vous suivre cet étudiant ? Répondez d'ici le {until} : `/accepter` ou "
    "`/décliner`, ou d'un geste dans le panneau de la carte.",
    "**A request**: {who}, could you take this student over? Please answer by {until}: `/accept` or "
    "`/decline`, or one press in the card's panel.",
)
OVER: Final = Sentence(
    "{who}, la demande faite ici ne tient plus : vous n'avez rien à faire. Merci !",
    "{who}, the request made here no longer stands: there is nothing for you to do. Thank you!",
)
