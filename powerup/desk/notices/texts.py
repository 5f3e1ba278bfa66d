"""What the tab « Entraide » says, in French and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mentoring.notices import texts
from rules.bilingual import Sentence

PAGE: Final[Mapping[str, Sentence]] = {
    "heading": Sentence("Entraide", "Helping out"),
    "nothing": Sentence(
        "Personne n'attend de réponse. Une question ? Demandez, quelqu'un l'a sûrement déjà eue.",
        "Nobody waits for an answer. A question? Ask, somebody surely had it before.",
    ),
    "ask": texts.ASK,
    "askTitle": Sentence("Demander un coup de main", "Ask for help"),
    "what": texts.WHAT,
    "text": Sentence("En quelques mots", "In a few words"),
    "askHint": texts.HINT,
    "send": texts.SEND,
    "asked": Sentence("Demande envoyée.", "Asked."),
    "announce": Sentence("Annoncer…", "Announce…"),
    "announceTitle": Sentence("Annoncer à tous", "Announce to everybody"),
    "announceHint": Sentence(
        "Ce texte part aussi dans les canaux : n'y nommez aucun étudiant.",
        "This text goes to the channels too: name no student in it.",
    ),
    "announceDo": Sentence("Annoncer", "Announce"),
    "announced": Sentence("Annonce publiée.", "Announced."),
    "answer": texts.ANSWER,
    "answerFor": Sentence("Je réponds à {name}", "I answer {name}"),
    "answered": Sentence("demande prise : à vous de répondre", "taken: it is yours to answer"),
    "onCard": Sentence("Carte : {name}", "Card: {name}"),
    "withdraw": texts.WITHDRAW,
    "withdrawn": Sentence("retirée", "taken back"),
    "undo": Sentence("Annuler", "Undo"),
}
