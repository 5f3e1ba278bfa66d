"""What the Power-Up answers when something cannot be done: each sentence says what to do next."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence

SIGN_IN: Final = Sentence(
    "Trello ne vous a pas reconnu. Rechargez la page, puis réessayez.",
    "Trello did not recognise you. Reload the page, then try again.",
)
LATER: Final = Sentence(
    "Votre identité ne peut pas être vérifiée en ce moment. Réessayez dans une minute.",
    "Your identity cannot be checked at the moment. Try again in a minute.",
)
NOT_HERE: Final = Sentence(
    "Greffier ne s'occupe pas de ce tableau, ou vous n'y participez pas comme membre.",
    "Greffier does not look after this board, or you are not a member who takes part in it.",
)
MANAGERS: Final = Sentence(
    "Cette décision revient aux responsables du tableau. Demandez-leur, ou suspendez en attendant.",
    "This is for the board's managers to decide. Ask them, or suspend the checks meanwhile.",
)
MANAGERS_PAGE: Final = Sentence(
    "Cette page est réservée aux responsables. Demandez-leur ce que vous cherchez.",
    "This page is for managers. Ask them for what you are looking for.",
)
NOT_UNDONE: Final = Sentence(
    "Impossible d'annuler : {why}.", "This cannot be undone any more: {why}."
)
TRELLO_GONE: Final = Sentence(
    "Cette carte n'existe plus sur ce tableau. Rechargez la page.",
    "This card is no longer on this board. Reload the page.",
)
TRELLO_REFUSED: Final = Sentence(
    "Trello a refusé ce changement. Faites-le sur la carte elle-même, ou prévenez un responsable.",
    "Trello refused this change. Make it on the card itself, or tell a manager.",
)
TRELLO_RIGHTS: Final = Sentence(
    "Greffier n'a pas le droit d'écrire sur ce tableau. Prévenez un responsable.",
    "Greffier may not write on this board. Tell a manager.",
)
TRELLO_DOWN: Final = Sentence(
    "Trello ne répond pas pour l'instant. Rien n'est perdu : réessayez dans une minute.",
    "Trello does not answer for now. Nothing is lost: try again in a minute.",
)
TRELLO_UNSURE: Final = Sentence(
    "Trello n'a pas confirmé. Regardez si le changement est fait avant de réessayer.",
    "Trello did not confirm. See whether the change was made before you try again.",
)
WANTED: Final = {
    "name": Sentence(
        "Indiquez le nom de l'étudiant et son parcours.", "Give the student's name and course."
    ),
    "date": Sentence("Choisissez un jour et une heure.", "Choose a day and a time."),
    "past": Sentence("Choisissez une date à venir.", "Choose a date that is still to come."),
    "reason": Sentence("Écrivez le motif en quelques mots.", "Write the reason in a few words."),
    "details": Sentence(
        "Remplissez au moins l'une des lignes.", "Fill in at least one of the lines."
    ),
    "label": Sentence("Choisissez une étiquette.", "Choose a label."),
    "receipt": Sentence("Ce geste n'est pas connu.", "This act is not known."),
    "body": Sentence(
        "La demande n'a pas été comprise. Rechargez la page, puis réessayez.",
        "The request was not understood. Reload the page, then try again.",
    ),
}
UNKNOWN: Final = Sentence(
    "Cet étudiant ou cette session n'est pas à vous, ou n'existe plus. Rechargez la page.",
    "This student or session is not yours, or does not exist any more. Reload the page.",
)
