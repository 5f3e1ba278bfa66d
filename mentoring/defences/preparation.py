"""The checklist that prepares a defence: what mentor and student look at together beforehand."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence
from rules.rulebook.mentoring import Preparation
from rules.verdict import Language

TITLE: Final = Sentence("Préparer la soutenance", "Prepare the defence")
ITEMS: Final = (
    Sentence(
        "Lieu : au calme, seul, sans passage derrière soi",
        "Place: quiet, alone, nobody walking by behind",
    ),
    Sentence(
        "Lumière : le visage éclairé de face, pas de contre-jour",
        "Light: the face lit from the front, never against the light",
    ),
    Sentence(
        "Connexion : la meilleure possible, par câble si l'on peut, essayée à la même heure",
        "Connection: the best there is, by cable if possible, tried at the same hour",
    ),
    Sentence(
        "Image et son : caméra à hauteur des yeux, micro-casque, essai enregistré et réécouté",
        "Picture and sound: camera at eye level, headset, a test recorded and listened to",
    ),
    Sentence(
        "Se présenter et s'adresser au validateur : bonjour, nom, parcours, et le vouvoiement jusqu'au bout",
        "Introducing oneself and addressing the validator: greeting, name, course, formal to the end",
    ),
    Sentence(
        "Répétition : à voix haute, chronométrée, partage d'écran compris",
        "Rehearsal: aloud, timed, sharing the screen included",
    ),
    Sentence(
        "Livrables : déposés, et ouverts une fois avec le lien que le validateur recevra",
        "Deliverables: handed in, and opened once through the link that the validator gets",
    ),
)


def title_of(rules: Preparation, language: Language) -> str:
    """Return the checklist's name: the rulebook's, else ours."""
    return rules.title or TITLE.in_(language)


def items_of(rules: Preparation, language: Language) -> tuple[str, ...]:
    """Return what stands in it."""
    return rules.items or tuple(each.in_(language) for each in ITEMS)
