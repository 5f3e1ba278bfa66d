"""The words of the figures: what each chart finds, and what it counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rules.bilingual import Sentence

WORDS: Final[Mapping[str, Sentence]] = {
    "title": Sentence("Chiffres", "Figures"),
    "filters": Sentence("Ce qui est compté", "What is counted"),
    "period": Sentence("Période", "Period"),
    "board": Sentence("Tableau", "Board"),
    "course": Sentence("Parcours", "Course"),
    "project": Sentence("Projet", "Project"),
    "numbers": Sentence("Voir les nombres", "See the numbers"),
    "take": Sentence("Télécharger tout (CSV)", "Download all of it (CSV)"),
    "print": Sentence("Imprimer", "Print"),
}
EVERY_BOARD: Final = Sentence("Tous les tableaux", "All boards")
EVERY_COURSE: Final = Sentence("Tous les parcours", "All courses")
EVERY_PROJECT: Final = Sentence("Tous les projets", "All projects")
PERIODS: Final[Mapping[int, Sentence]] = {
    4: Sentence("4 semaines", "4 weeks"),
    12: Sentence("12 semaines", "12 weeks"),
    26: Sentence("6 mois", "6 months"),
    52: Sentence("Un an", "A year"),
}
FILE: Final = Sentence("chiffres.csv", "figures.csv")
ABOUT: Final = Sentence(
    "Du {first} au {last} : {cards} pour la première fois. Personne n'est classé : aucun nombre ne "
    "porte sur une personne.",
    "From {first} to {last}: {cards} for the first time. People are not ranked: no number is about "
    "a person.",
)
CARDS_CHECKED: Final = {
    "fr": ("carte vérifiée", "cartes vérifiées"),
    "en": ("card checked", "cards checked"),
}
ARRIVAL: Final = Sentence(
    "Une semaine va du lundi au dimanche, et la dernière n'est pas finie. Les cartes qui étaient là "
    "avant le greffier comptent dans la semaine de son arrivée.",
    "A week runs from Monday to Sunday, and the last one is not over. Cards that were there before the "
    "clerk count in the week of its arrival.",
)
EMPTY: Final = Sentence(
    "Il faut une semaine de cartes pour que les chiffres disent quelque chose. Rien à faire : tout se "
    "compte tout seul. Revenez dans quelques jours.",
    "It takes a week of cards for figures to say something. There is nothing to do: all is counted by "
    "itself. Come back in a few days.",
)
NOTHING_LIKE_IT: Final = Sentence(
    "Aucune carte de ce genre sur cette période : choisissez une période plus longue, ou moins de "
    "filtres.",
    "No card like this in that time: choose a longer period, or fewer filters.",
)

WEEK_OF: Final = Sentence("Semaine du", "Week of")
CARDS: Final = Sentence("Cartes", "Cards")
SHARE: Final = Sentence("Part (%)", "Share (%)")
HALF: Final = Sentence("La moitié", "Half of them")
NINE: Final = Sentence("9 sur 10", "9 out of 10")
UNITS: Final[Mapping[str, Sentence]] = {
    "%": Sentence("en %", "in %"),
    "h": Sentence("en heures", "in hours"),
    "d": Sentence("en jours", "in days"),
    "": Sentence("", ""),
}
WITH_UNIT: Final[Mapping[str, Sentence]] = {
    "h": Sentence("{name} (heures)", "{name} (hours)"),
    "d": Sentence("{name} (jours)", "{name} (days)"),
}

FIRST_ONE: Final = Sentence(
    "1 carte sur {whole} était complète à la première vérification",
    "1 card out of {whole} was complete at its first check",
)
FIRST_SOME: Final = Sentence(
    "{part} cartes sur {whole} étaient complètes à la première vérification",
    "{part} cards out of {whole} were complete at their first check",
)
FIRST_ALL: Final = Sentence(
    "Toutes les cartes étaient complètes à la première vérification",
    "All cards were complete at their first check",
)
FIRST_NEARLY_ALL: Final = Sentence(
    "Presque toutes les cartes étaient complètes à la première vérification",
    "Nearly all cards were complete at their first check",
)
FIRST_NONE: Final = Sentence(
    "Aucune carte n'était complète à la première vérification",
    "No card was complete at its first check",
)
FIRST_NEARLY_NONE: Final = Sentence(
    "Presque aucune carte n'était complète à la première vérification",
    "Hardly any card was complete at its first check",
)
FIRST_TOLD: Final = Sentence(
    "La première vérification est celle qui suit le temps de calme laissé à une nouvelle carte ; une "
    "carte y est complète quand rien ne la bloque.",
    "The first check is the one after the quiet time that a new card is given; a card is complete then "
    "when nothing blocks it.",
)
COMPLETE: Final = Sentence("Complètes", "Complete")
COMPLETE_SHARE: Final = Sentence("Part complète", "Share complete")

TIME: Final = Sentence(
    "La moitié des cartes incomplètes sont complétées en {span} ou moins",
    "Half of the incomplete cards are completed in {span} or less",
)
TIME_NONE: Final = Sentence(
    "Aucune carte incomplète n'a été complétée sur cette période",
    "No incomplete card was completed in this time",
)
TIME_TOLD: Final = Sentence(
    "Le temps entre la première vérification d'une carte incomplète et le moment où elle est complète "
    "(ou acceptée telle quelle), dans la semaine où elle le devient.",
    "The time from the first check of an incomplete card until it is complete (or accepted as it is), "
    "in the week in which it becomes so.",
)
COMPLETED: Final = Sentence("Cartes complétées", "Cards completed")

FORGOTTEN: Final = Sentence(
    "Ce qu'on oublie le plus : {mention}, sur {part}\u00a0% des cartes",
    "What is forgotten most: {mention}, on {part}% of the cards",
)
FORGOTTEN_NONE: Final = Sentence("Rien n'a été oublié", "Nothing was forgotten")
FORGOTTEN_TOLD: Final = Sentence(
    "La part des cartes auxquelles cette information manquait à la première vérification.",
    "The share of the cards that lacked this at their first check.",
)
MENTION: Final = Sentence("Information", "What is asked")
MISSING: Final = Sentence("Cartes où elle manquait", "Cards that lacked it")
MISSING_SHARE: Final = Sentence("Part des cartes", "Share of the cards")
GROUP_WORST: Final = Sentence(
    "{name} : {part}\u00a0% des cartes incomplètes, le plus souvent pour « {mention} »",
    "{name}: {part}% of the cards incomplete, most often for “{mention}”",
)
COURSE_NONE: Final = Sentence(
    "Aucun oubli, dans aucun parcours", "Nothing was forgotten in any course"
)
PROJECT_NONE: Final = Sentence(
    "Aucun oubli, dans aucun projet", "Nothing was forgotten in any project"
)
COURSE_TOLD: Final = Sentence(
    "La part des cartes de chaque parcours qui étaient incomplètes à la première vérification ; entre "
    "parenthèses, le nombre de cartes. Le détail est dans les nombres.",
    "The share of each course's cards that were incomplete at their first check; in brackets, how "
    "many cards. The numbers tell more.",
)
PROJECT_TOLD: Final = Sentence(
    "La part des cartes de chaque projet qui étaient incomplètes à la première vérification ; entre "
    "parenthèses, le nombre de cartes. Le détail est dans les nombres.",
    "The share of each project's cards that were incomplete at their first check; in brackets, how "
    "many cards. The numbers tell more.",
)
INCOMPLETE: Final = Sentence("Incomplètes", "Incomplete")
INCOMPLETE_SHARE: Final = Sentence("Part incomplète", "Share incomplete")

MOVES: Final = Sentence("Le greffier a fait {moves} ; {undone}", "The clerk made {moves}; {undone}")
MOVED: Final = {"fr": ("déplacement", "déplacements"), "en": ("move", "moves")}
UNDONE: Final = {
    "fr": ("a été annulé", "ont été annulés"),
    "en": ("was undone", "were undone"),
}
NOT_UNDONE: Final = Sentence("aucun n'a été annulé", "none was undone")
MOVES_NONE: Final = Sentence("Le greffier n'a déplacé aucune carte", "The clerk moved no card")
MOVES_TOLD: Final = Sentence(
    "Les déplacements faits par le greffier, et ceux d'entre eux que quelqu'un a annulés, dans la "
    "semaine du déplacement. Beaucoup d'annulations : une règle est à revoir (« Et si… »).",
    "The moves that the clerk made, and those of them that somebody undid, in the week of the move. "
    "Many undone: a rule wants a look (“What if…”).",
)
KEPT: Final = Sentence("Gardés", "Kept")
TAKEN_BACK: Final = Sentence("Annulés", "Undone")

STAYS: Final = Sentence(
    "Dans « {list} », la moitié des cartes restent {span} ou moins",
    "In “{list}”, half of the cards stay {span} or less",
)
STAYS_NONE: Final = Sentence(
    "Aucune carte n'a encore quitté une liste sous les yeux du greffier",
    "No card has left a list before the clerk's eyes yet",
)
STAYS_TOLD: Final = Sentence(
    "Le temps passé dans une liste par les cartes qui l'ont quittée sur cette période. Seuls les "
    "séjours dont le greffier a vu le début et la fin comptent.",
    "The time spent in a list by the cards that left it in this time. Only stays whose beginning and "
    "end the clerk has seen count.",
)
LIST: Final = Sentence("Liste", "List")
LEFT: Final = Sentence("Cartes qui l'ont quittée", "Cards that left it")

ENDINGS_ALL: Final = Sentence("Toutes les soutenances ont été réussies", "All defences were passed")
ENDINGS_ONE: Final = Sentence(
    "1 soutenance sur {whole} a été réussie", "1 defence out of {whole} was passed"
)
ENDINGS: Final = Sentence(
    "{part} soutenances sur {whole} ont été réussies", "{part} defences out of {whole} were passed"
)
ENDINGS_NONE: Final = Sentence(
    "Aucun résultat de soutenance sur cette période", "No result of a defence in this time"
)
ENDINGS_TOLD: Final = Sentence(
    "Le résultat de chaque soutenance tel qu'il est connu aujourd'hui, dans la semaine où elle a eu "
    "lieu.",
    "The result of each defence as it is known today, in the week in which it took place.",
)
OUTCOMES: Final[Mapping[str, Sentence]] = {
    "passed": Sentence("Réussies", "Passed"),
    "conditional": Sentence("Sous condition", "Conditional"),
    "failed": Sentence("À retravailler", "To be reworked"),
}
SPANS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "fr": {
        "m": ("minute", "minutes"),
        "h": ("heure", "heures"),
        "d": ("jour", "jours"),
    },
    "en": {"m": ("minute", "minutes"), "h": ("hour", "hours"), "d": ("day", "days")},
}
MONTHS: Final[Mapping[str, tuple[str, ...]]] = {
    "fr": (
        *("janv.", "févr.", "mars", "avr.", "mai", "juin"),
        *("juil.", "août", "sept.", "oct.", "nov.", "déc."),
    ),
    "en": (
        *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
        *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    ),
}
