"""What the tab « Entraide » says, in French and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rules.bilingual import Sentence

KINDS: Final[Mapping[str, Sentence]] = {
    "question": Sentence("Une question", "A question"),
    "proof-reading": Sentence("Une relecture", "A proof-reading"),
    "beginner": Sentence("Je débute", "I am new here"),
    "announcement": Sentence("Annonce", "Announcement"),
}
PAGE: Final[Mapping[str, Sentence]] = {
    "heading": Sentence("Entraide", "Helping out"),
    "nothing": Sentence(
        "Personne n'attend de réponse. Une question ? Demandez, quelqu'un l'a sûrement déjà eue.",
        "Nobody waits for an answer. A question? Ask, somebody surely had it before.",
    ),
    "ask": Sentence("Demander un coup de main…", "Ask for help…"),
    "askTitle": Sentence("Demander un coup de main", "Ask for help"),
    "what": Sentence("De quoi s'agit-il ?", "What is it about?"),
    "text": Sentence("En quelques mots", "In a few words"),
    "askHint": Sentence(
        "Tous les mentors le lisent ici. Les canaux n'en disent que votre prénom, l'initiale de votre nom "
        "et de quoi il s'agit.",
        "All mentors read it here. Channels tell your first name, your initial and what it is about.",
    ),
    "send": Sentence("Demander", "Ask"),
    "asked": Sentence("Demande envoyée.", "Asked."),
    "announce": Sentence("Annoncer…", "Announce…"),
    "announceTitle": Sentence("Annoncer à tous", "Announce to everybody"),
    "announceHint": Sentence(
        "Ce texte part aussi dans les canaux : n'y nommez aucun étudiant.",
        "This text goes to the channels too: name no student in it.",
    ),
    "announceDo": Sentence("Annoncer", "Announce"),
    "announced": Sentence("Annonce publiée.", "Announced."),
    "answer": Sentence("Je réponds", "I answer"),
    "answerFor": Sentence("Je réponds à {name}", "I answer {name}"),
    "answered": Sentence("demande prise : à vous de répondre", "taken: it is yours to answer"),
    "withdraw": Sentence("Retirer", "Take back"),
    "withdrawn": Sentence("retirée", "taken back"),
    "undo": Sentence("Annuler", "Undo"),
}
