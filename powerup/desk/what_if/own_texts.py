"""The sentences of the form of the school's own requirements, in French and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rules.bilingual import Sentence
from rules.rulebook.needs import NeedKind
from rules.rulebook.requirements import Weight

WORDS: Final[Mapping[str, Sentence]] = {
    "own": Sentence("Vos propres exigences", "Your own requirements"),
    "ownHint": Sentence(
        "Ce que vos cartes doivent contenir en plus : un champ, une étiquette, une pièce jointe… Le "
        "greffier le "
        "vérifie et l'explique comme le reste.",
        "What your cards must carry besides: a field, a label, an attachment… The clerk checks and "
        "explains it "
        "like the rest.",
    ),
    "ownNone": Sentence(
        "Aucune exigence à vous pour l'instant.", "No requirement of your own so far."
    ),
    "ownAdd": Sentence("Ajouter une exigence", "Add a requirement"),
    "ownNew": Sentence("Nouvelle exigence", "New requirement"),
    "ownRemove": Sentence("Retirer", "Take out"),
    "ownRemoveOf": Sentence("Retirer « {name} »", "Take out “{name}”"),
    "ownBack": Sentence("Remettre", "Put back"),
    "ownBackOf": Sentence("Remettre « {name} »", "Put back “{name}”"),
    "ownRemoved": Sentence("retirée dans ce brouillon", "taken out in this draft"),
    "ownAdded": Sentence("nouvelle", "new"),
    "ownChanged": Sentence("changée", "changed"),
    "ownCode": Sentence("Nom court", "Short name"),
    "ownCodeHint": Sentence(
        "En minuscules, chiffres et tirets : budget, date-debut.",
        "Small letters, digits and dashes: budget, start-date.",
    ),
    "ownNeeds": Sentence("La carte porte…", "The card carries…"),
    "ownField": Sentence("Nom du champ personnalisé", "Name of the custom field"),
    "ownTest": Sentence("Sa valeur", "Its value"),
    "ownMatching": Sentence("La forme (expression régulière)", "The form (a regular expression)"),
    "ownAmong": Sentence("Les valeurs, une par ligne", "The values, one a line"),
    "ownLeast": Sentence("De", "From"),
    "ownMost": Sentence("À", "To"),
    "ownChecklist": Sentence(
        "Nom de la liste de contrôle (vide : n'importe laquelle)",
        "Name of the checklist (empty: any)",
    ),
    "ownFinished": Sentence("Chaque point est coché", "Each item is ticked"),
    "ownItems": Sentence(
        "Ses points, ajoutés d'une pression depuis la carte, un par ligne",
        "Its items, added in one press from the card, one a line",
    ),
    "ownAttachment": Sentence("La pièce jointe", "The attachment"),
    "ownEnding": Sentence(
        "Fin du nom (pdf) ou site (drive.google.com)",
        "End of the name (pdf) or site (drive.google.com)",
    ),
    "ownLabels": Sentence(
        "L'une de ces étiquettes, une par ligne (Projet* : tout ce qui commence ainsi)",
        "One of these labels, one a line (Project*: whatever begins so)",
    ),
    "ownCount": Sentence("Nombre de mots, au moins", "Number of words, at least"),
    "ownUnder": Sentence(
        "Sous ce titre (vide : dans toute la description)",
        "Under this heading (empty: in the whole description)",
    ),
    "ownTitle": Sentence(
        "Forme du titre (expression régulière)", "Form of the title (a regular expression)"
    ),
    "ownBoards": Sentence("Tableaux (aucun coché : tous)", "Boards (none ticked: all)"),
    "ownLists": Sentence("Listes", "Lists"),
    "ownOtherLists": Sentence("Autres listes, une par ligne", "Other lists, one a line"),
    "ownSeverity": Sentence("Quand cela manque, le greffier…", "When it is missing, the clerk…"),
    "ownFr": Sentence(
        "Phrase en français (vide : d'après la règle)", "Sentence in French (empty: from the rule)"
    ),
    "ownEn": Sentence(
        "Phrase en anglais (vide : d'après la règle)", "Sentence in English (empty: from the rule)"
    ),
    "ownRule": Sentence("La règle : {text}", "The rule: {text}"),
    "ownSaid": Sentence("Sur la carte : {text}", "On the card: {text}"),
}

NEEDS: Final[Mapping[NeedKind, Sentence]] = {
    "field": Sentence("un champ personnalisé", "a custom field"),
    "label": Sentence("une étiquette", "a label"),
    "attachment": Sentence("une pièce jointe", "an attachment"),
    "checklist": Sentence("une liste de contrôle", "a checklist"),
    "words": Sentence("des mots dans la description", "words in the description"),
    "start": Sentence("une date de début", "a start date"),
    "title": Sentence("un titre d'une certaine forme", "a title of a certain form"),
}
TESTS: Final[Mapping[str, Sentence]] = {
    "filled": Sentence("est remplie", "is filled in"),
    "among": Sentence("est l'une de celles-ci", "is one of these"),
    "between": Sentence("est un nombre entre deux bornes", "is a number between two limits"),
    "matching": Sentence("a une certaine forme", "has a certain form"),
}
ATTACHMENTS: Final[Mapping[str, Sentence]] = {
    "any": Sentence("n'importe laquelle", "any"),
    "file": Sentence("un fichier", "a file"),
    "link": Sentence("un lien", "a link"),
    "": Sentence("d'une certaine sorte", "of a certain kind"),
}
LISTS: Final[Mapping[str, Sentence]] = {
    "intake": Sentence("entrée et cartes à compléter", "intake and cards to complete"),
    "accepted": Sentence("cartes acceptées", "accepted cards"),
    "passed": Sentence("réussies ou terminées", "passed or finished"),
    "failed": Sentence("à retravailler", "to rework"),
}
SEVERITIES: Final[Mapping[Weight, Sentence]] = {
    "blocks": Sentence("renvoie la carte", "sends the card back"),
    "warns": Sentence("le signale", "points it out"),
    "off": Sentence("ne vérifie pas", "does not check"),
}
LACKING: Final = Sentence("{what} : {remedy}.", "{what}: {remedy}.")
TO_CORRECT: Final = (
    Sentence("Vos exigences : 1 champ est à corriger.", "Your requirements: 1 field to correct."),
    Sentence(
        "Vos exigences : {count} champs sont à corriger.",
        "Your requirements: {count} fields to correct.",
    ),
)
