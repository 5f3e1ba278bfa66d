"""The words of the tab that shows a board as it stood."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rules.bilingual import Sentence

WORDS: Final[Mapping[str, Sentence]] = {
    "title": Sentence("Le tableau tel qu'il était", "The board as it stood"),
    "choose": Sentence("Choisir le moment", "Choose the moment"),
    "board": Sentence("Tableau", "Board"),
    "at": Sentence("Le", "On"),
    "until": Sentence("Comparer avec (facultatif)", "Compare with (optional)"),
    "see": Sentence("Voir", "See"),
    "compareNow": Sentence("Ce qui a changé depuis", "What has changed since"),
    "alone": Sentence("Le tableau seul", "The board alone"),
    "changes": Sentence("Ce qui a changé", "What changed"),
    "lists": Sentence("Les listes de ce moment", "The lists of that moment"),
    "missing": Sentence("Manque : {what}", "Missing: {what}"),
    "due": Sentence("Échéance : {when}", "Due: {when}"),
    "archived": Sentence("Archivées ({count})", "Archived ({count})"),
    "more": Sentence("Voir les {count} autres", "Show the other {count}"),
    "emptyList": Sentence("Aucune carte.", "No card."),
    "closedList": Sentence("liste archivée", "archived list"),
    "here": Sentence("La carte du lien", "The card of the link"),
    "back": Sentence("Revenir à cette carte", "Back to this card"),
}

PRESETS: Final[tuple[tuple[int, Sentence], ...]] = (
    (1, Sentence("Hier", "Yesterday")),
    (7, Sentence("Il y a une semaine", "A week ago")),
    (30, Sentence("Il y a un mois", "A month ago")),
    (365, Sentence("Il y a un an", "A year ago")),
)
"""Moments that are offered, by days ago."""

ZONE: Final = Sentence(
    "Heures de {zone}. Connu depuis le {first}.", "Times of {zone}. Known since {first}."
)
BOARD_ON: Final = Sentence("{board}, le {when}", "{board}, {when}")
BETWEEN: Final = Sentence("Du {first} au {last}", "From {first} to {last}")
NOTHING: Final = Sentence(
    "Rien n'a changé entre ces deux moments.", "Nothing changed between these two moments."
)
UNREAD: Final = Sentence(
    "« {board} » n'a pas encore été lu : son passé commence à la première lecture, dans quelques minutes. "
    "Revenez alors.",
    "“{board}” has not been read yet: its past begins with the first reading, in a few minutes. "
    "Come back then.",
)
TOO_EARLY: Final = Sentence(
    "Rien n'est connu de « {board} » avant le {first}, sa première lecture. Choisissez plus récent.",
    "Nothing is known of “{board}” before {first}, when it was first read. Choose a later moment.",
)
FUTURE: Final = Sentence(
    "Ce moment n'est pas encore arrivé. Choisissez un moment passé.",
    "That moment has not come yet. Choose one of the past.",
)
NOT_AFTER: Final = Sentence(
    "« Comparer avec » vient avant le premier moment : échangez les deux.",
    "“Compare with” comes before the first moment: swap the two.",
)
UNREADABLE: Final = Sentence(
    "Cette date ne se lit pas. Choisissez un jour et une heure.",
    "This date cannot be read. Choose a day and a time.",
)
NO_CARD: Final = Sentence("Aucune carte n'y était.", "No card was there.")
COUNTED: Final = Sentence("{cards} : {states}.", "{cards}: {states}.")
CARDS: Final = {"fr": ("carte ouverte", "cartes ouvertes"), "en": ("open card", "open cards")}
STATES: Final = {
    "complete": {"fr": ("complète", "complètes"), "en": ("complete", "complete")},
    "incomplete": {"fr": ("incomplète", "incomplètes"), "en": ("incomplete", "incomplete")},
    "suspended": {"fr": ("suspendue", "suspendues"), "en": ("suspended", "suspended")},
    "not-checked": {"fr": ("non vérifiée", "non vérifiées"), "en": ("not checked", "not checked")},
}
