"""What a person has the clerk fill in on a card: title, date, label, member, details."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence
from sync.effects.kinds.kind import Kind, Stays

SET_TITLE: Final = Kind(
    "SetTitle",
    "fixes",
    Sentence(
        "a complété le titre : « {from} » → « {to} »", "completed the title: “{from}” → “{to}”"
    ),
    Stays(Sentence("le titre se corrige sur la carte", "the title is corrected on the card")),
)
SET_DUE: Final = Kind(
    "SetDue",
    "dates",
    Sentence("a fixé la date : {to}", "set the date: {to}"),
    Stays(Sentence("la date se corrige sur la carte", "the date is corrected on the card")),
)
SET_LABEL: Final = Kind(
    "SetLabel",
    "fixes",
    Sentence("a choisi l'étiquette {to}", "chose the label {to}"),
    Stays(Sentence("l'étiquette se change sur la carte", "the label is changed on the card")),
)
ADD_MEMBER: Final = Kind(
    "AddMember",
    "fixes",
    Sentence("a ajouté un membre à la carte : {to}", "added a member to the card: {to}"),
    Stays(
        Sentence(
            "on quitte la carte par son bouton « Membres »", "one leaves the card under “Members”"
        )
    ),
)
ADD_DETAILS: Final = Kind(
    "AddDetails",
    "fixes",
    Sentence("a complété la description", "completed the description"),
    Stays(
        Sentence(
            "la description se corrige sur la carte", "the description is corrected on the card"
        )
    ),
)
KINDS: Final = (SET_TITLE, SET_DUE, SET_LABEL, ADD_MEMBER, ADD_DETAILS)
