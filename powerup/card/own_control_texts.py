"""What the remedies of the rulebook's own requirements say in the panel, in French and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rules.bilingual import Sentence
from rules.rulebook.needs import NeedKind

BUTTONS: Final[Mapping[NeedKind, Sentence]] = {
    "field": Sentence("Remplir « {name} »", "Fill in “{name}”"),
    "label": Sentence("Choisir l'étiquette", "Choose the label"),
    "attachment": Sentence("Joindre le lien", "Attach the link"),
    "checklist": Sentence("Ajouter la liste « {name} »", "Add the checklist “{name}”"),
    "words": Sentence("Ajouter à la description", "Add to the description"),
    "start": Sentence("Fixer la date de début", "Set the start date"),
    "title": Sentence("Corriger le titre", "Correct the title"),
}
"""What the button says; of choices, what they are for."""

LABELS: Final[Mapping[NeedKind, Sentence]] = {
    "field": Sentence("{name}", "{name}"),
    "label": Sentence("Étiquette", "Label"),
    "attachment": Sentence("Adresse du lien (https://…)", "Address of the link (https://…)"),
    "checklist": Sentence("Liste de contrôle", "Checklist"),
    "words": Sentence("Votre texte", "Your text"),
    "start": Sentence("Date de début", "Start date"),
    "title": Sentence("Titre de la carte", "Title of the card"),
}
"""What the field is called."""
