"""What the panel and the desk say of an ask, to managers and to whoever is asked."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence

ASKED: Final = Sentence(
    "Demandé à {name} par {by} : réponse d'ici le {until}.",
    "{name} was asked by {by}: an answer by {until}.",
)
WAITED: Final = Sentence(
    "{name} n'a pas répondu, le délai est passé le {until}. La demande tient encore : attendez, ou demandez "
    "à la personne suivante.",
    "{name} has not answered by {until}. The request still stands: wait, or ask the next person.",
)
DECLINED: Final = Sentence("{name} a décliné le {at}.", "{name} declined on {at}.")
DECLINED_WHY: Final = Sentence(
    "{name} a décliné le {at}. Pour les responsables seuls : « {reason} ».",
    "{name} declined on {at}. For managers alone: “{reason}”.",
)
NO_ANSWER: Final = Sentence("N'a pas répondu à cette demande.", "Did not answer this request.")

STANDING: Final = Sentence("Demande", "Request")
TITLE: Final = Sentence("Une demande pour vous", "A request for you")
HOLD: Final = Sentence(
    "{by} vous demande de tenir la soutenance de {student}, le {at}. Répondez d'ici le {until}.",
    "{by} asks you to hold {student}'s defence, on {at}. Please answer by {until}.",
)
HOLD_UNDATED: Final = Sentence(
    "{by} vous demande de tenir la soutenance de {student}. Répondez d'ici le {until}.",
    "{by} asks you to hold {student}'s defence. Please answer by {until}.",
)
TAKE: Final = Sentence(
    "{by} vous demande de suivre {student}. Répondez d'ici le {until}.",
    "{by} asks you to take {student} over. Please answer by {until}.",
)
FREE: Final = Sentence(
    "Dire non ne compte jamais contre vous : une autre personne sera sollicitée.",
    "To say no never counts against you: another person will be asked.",
)
ACCEPT: Final = Sentence("J'accepte", "I accept")
ACCEPTED: Final = Sentence(
    "Merci, c'est à vous : votre nom est sur la carte.",
    "Thank you, it is yours: your name is on the card.",
)
DECLINED_THANKS: Final = Sentence(
    "Merci d'avoir répondu : une autre personne sera sollicitée.",
    "Thank you for answering: another person will be asked.",
)
DECLINE: Final = Sentence("Je décline", "I decline")
DECLINE_WHY: Final = Sentence("Décliner en disant pourquoi…", "Decline and say why…")
WHY: Final = Sentence("Pourquoi, pour les responsables seuls", "Why, for managers alone")

ASK: Final = Sentence("Lui demander", "Ask them")
ASK_NAMED: Final = Sentence("Demander à {name}", "Ask {name}")
WITHDRAW: Final = Sentence("Retirer la demande", "Take the request back")
NOT_NOW: Final = Sentence(
    "Merci d'avoir dit oui ! Entre-temps, ce n'est plus possible : {why} Prévenez {by}, ou déclinez.",
    "Thank you for saying yes! Meanwhile it is no longer possible: {why} Tell {by}, or decline.",
)

ANSWERED: Final = Sentence("C'est noté", "Noted")
CLOSED: Final = Sentence(
    "Cette adresse n'ouvre rien, ou plus rien : la demande ne tient plus, ou vous y avez répondu. Vous "
    "n'avez rien à faire.",
    "This address opens nothing, or nothing any more: the request stands no more, or you have answered "
    "it. There is nothing for you to do.",
)
TOO_OFTEN: Final = Sentence(
    "Trop de demandes à la fois. Réessayez dans une minute.",
    "Too many requests at once. Try again in a minute.",
)
LATER: Final = Sentence(
    "La réponse n'a pas pu être enregistrée. Réessayez dans quelques minutes.",
    "Your answer could not be kept. Try again in a few minutes.",
)
NOT_UNDERSTOOD: Final = Sentence(
    "La réponse n'a pas été comprise. Rechargez la page, puis réessayez.",
    "The answer was not understood. Reload the page, then try again.",
)
FOOT: Final = Sentence(
    "Cette page n'est que pour vous : ne transmettez pas son adresse. L'ouvrir ne répond pas à votre "
    "place.",
    "This page is for you alone: do not pass its address on. Opening the page does not answer for you.",
)
CLOSE: Final = Sentence("Vous pouvez fermer cette page.", "You can close this page.")
