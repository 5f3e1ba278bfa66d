"""The words around what the clerk proposes, in French and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rules.bilingual import Sentence

WORDS: Final[Mapping[str, Sentence]] = {
    "proposals": Sentence("Ce que l'usage propose", "What use proposes"),
    "proposalsHint": Sentence(
        "D'après ce que vous avez fait ces 90 derniers jours. Rien ne s'applique de soi-même.",
        "From what you did in the last 90 days. Nothing is applied by itself.",
    ),
    "proposalCards": Sentence("Les cartes qui le montrent", "The cards that show it"),
    "proposalMore": Sentence("et {count} autres", "and {count} more"),
    "proposalTry": Sentence("Voir l'effet", "See the effect"),
    "proposalTryOf": Sentence("Voir l'effet : {what}", "See the effect: {what}"),
    "proposalDecline": Sentence("Écarter", "Decline"),
    "proposalDeclineOf": Sentence("Écarter : {what}", "Decline: {what}"),
    "proposalDrafted": Sentence("dans votre brouillon", "in your draft"),
    "proposalUndo": Sentence("Annuler", "Undo"),
}
DRAFTED: Final = Sentence(
    "C'est dans votre brouillon, avec ses effets. Appliquez-le s'il vous convient.",
    "It is in your draft, with its effects. Apply it if it suits you.",
)
DECLINED: Final = Sentence(
    "Écartée : elle ne sera plus proposée.", "Declined: it will not be proposed again."
)
BACK: Final = Sentence("Elle est proposée à nouveau.", "It is proposed again.")
UNKNOWN: Final = Sentence(
    "Cette proposition n'est plus faite. Rechargez la page.",
    "This is proposed no more. Load the page again.",
)
