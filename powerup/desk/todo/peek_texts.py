"""The sentences around a card that is read beside the queue, in French and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rules.bilingual import Sentence

FACTS: Final[Mapping[str, Sentence]] = {
    "list": Sentence("Où", "Where"),
    "due": Sentence("Date", "Date"),
    "people": Sentence("Sur la carte", "On the card"),
    "labels": Sentence("Étiquettes", "Labels"),
}

HELD: Final = Sentence("{by} l'a en main depuis {since}", "{by} has had it in hand since {since}")

PAGE: Final[Mapping[str, Sentence]] = {
    "peek": Sentence("Aperçu", "Peek"),
    "peekCard": Sentence("Aperçu de la carte {name}", "Peek at the card {name}"),
    "peekOf": Sentence("Aperçu : {name}", "Peek: {name}"),
    "peekClose": Sentence("Fermer l'aperçu", "Close the peek"),
    "peekBefore": Sentence("Carte précédente", "Previous card"),
    "peekAfter": Sentence("Carte suivante", "Next card"),
    "peekPlace": Sentence("{place} sur {count}", "{place} of {count}"),
    "peekLeft": Sentence(
        "Cette carte a quitté la liste : quelqu'un s'en est occupé, ou elle a changé. La suivante est à "
        "côté.",
        "This card has left the list: somebody saw to it, or it has changed. The next one is beside.",
    ),
    "peekAway": Sentence(
        "Cette carte n'attend rien de vous en ce moment.",
        "This card wants nothing of you right now.",
    ),
    "peekGaps": Sentence("Ce qui manque", "What is missing"),
    "peekNoGap": Sentence("Il n'y manque rien.", "Nothing is missing."),
    "peekRead": Sentence("Lu : {read}", "Read: {read}"),
    "peekExpected": Sentence("Attendu : {expected}", "Expected: {expected}"),
    "peekComment": Sentence("Commentaire du greffier", "The clerk's comment"),
    "peekCommentAt": Sentence("Écrit {at}", "Written {at}"),
    "peekNoComment": Sentence(
        "Le greffier n'a pas de commentaire sur cette carte.",
        "The clerk has no comment on this card.",
    ),
    "peekDesc": Sentence("Description", "Description"),
    "peekNoDesc": Sentence("La description est vide.", "The description is empty."),
    "peekFiles": Sentence("Pièces jointes", "Attachments"),
    "peekHistory": Sentence("Historique", "History"),
    "peekNoHistory": Sentence(
        "Le greffier n'a encore rien fait sur cette carte.",
        "The clerk has done nothing on this card yet.",
    ),
    "peekUndone": Sentence("annulé par {by}", "undone by {by}"),
    "peekUndo": Sentence("Annuler ce geste", "Undo this"),
    "heldTitle": Sentence("Déjà en main", "In hand already"),
    "heldText": Sentence(
        "Rien ne vous empêche de continuer : ce qui a changé entre-temps vous sera montré.",
        "Nothing keeps you from going on: what has changed meanwhile will be shown to you.",
    ),
    "heldGo": Sentence("Continuer", "Go on"),
    "openInTrello": Sentence("Ouvrir dans Trello", "Open in Trello"),
    "keyUsual": Sentence(
        "le geste d'usage de la carte (le bouton coloré)",
        "what is usually done (the coloured button)",
    ),
    "keyPeek": Sentence("lire la carte à côté de la liste", "read the card beside the list"),
    "keyComment": Sentence("lire le commentaire du greffier", "read the clerk's comment"),
    "keyButtons": Sentence("parcourir les boutons de la carte", "go along the card's buttons"),
    "keyNumbers": Sentence(
        "dans le choix d'une personne : la première, la deuxième…",
        "when you choose a person: the first, the second…",
    ),
    "keyInTrello": Sentence("ouvrir la carte dans Trello", "open the card in Trello"),
    "keyPalette": Sentence(
        "aller partout : carte, personne, page, action", "go anywhere: card, person, page, act"
    ),
    "actUndo": Sentence("Annuler la dernière décision", "Undo the last decision"),
    "actKeys": Sentence("Toutes les touches", "All keys"),
    "space": Sentence("Espace", "Space"),
}
