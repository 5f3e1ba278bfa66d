"""The sentences about reaching each other, in French and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rules.bilingual import Sentence

OWN: Final[Mapping[str, Sentence]] = {
    "title": Sentence("Vos étudiants et vous", "Your students and you"),
    "email": Sentence("Votre adresse de courriel", "Your e-mail address"),
    "emailHint": Sentence(
        "Vos étudiants y répondent, et le greffier vous y écrit : sessions sans statut, session déplacée ou "
        "annulée par un étudiant.",
        "Your students answer there, and the clerk writes to you: sessions without a status, a session that "
        "a student moved or cancelled.",
    ),
    "noMails": Sentence(
        "Cette installation n'envoie pas encore de courriels.",
        "This installation sends no mail yet.",
    ),
    "video": Sentence("Votre salle de visioconférence", "Your video room"),
    "videoHint": Sentence(
        "Une adresse en https, la même pour toutes vos sessions. Vide : celle de l'école.",
        "An address with https, the same for all your sessions. Empty: the school's.",
    ),
    "save": Sentence("Garder cette adresse et cette salle", "Keep this address and room"),
    "saved": Sentence("C'est gardé.", "Kept."),
    "times": Sentence("Heures pour une première session", "Times for a first session"),
    "timesHint": Sentence(
        "Jusqu'à cinq, à l'heure de l'école : vos étudiants qui n'ont pas encore de session choisissent, le "
        "premier l'emporte. Sans elles, on leur propose vos heures habituelles.",
        "Up to five, on the school's clock: students of yours who have no session yet choose, first come. "
        "Without them, your usual hours are offered.",
    ),
    "time": Sentence("Heure {number}", "Time {number}"),
    "timesSave": Sentence("Proposer ces heures", "Offer these times"),
    "calendar": Sentence("Votre propre agenda", "Your own calendar"),
    "calendarHint": Sentence(
        "Son adresse secrète au format iCal (Google, Outlook, Nextcloud…) : le greffier n'y lit que libre ou "
        "occupé, jamais un titre, et ne propose pas de session par-dessus un rendez-vous.",
        "Its secret address in iCal format (Google, Outlook, Nextcloud…): the clerk reads only free or busy, "
        "never a title, and proposes no session on top of an appointment.",
    ),
    "calendarUrl": Sentence("Adresse secrète", "Secret address"),
    "calendarSave": Sentence("Lire cet agenda", "Read this calendar"),
    "calendarForget": Sentence("Ne plus le lire", "Do not read it any more"),
    "calendarForgotten": Sentence(
        "L'adresse et ce qui en a été lu sont oubliés.",
        "The address and what was read from it are forgotten.",
    ),
}
STUDENT: Final[Mapping[str, Sentence]] = {
    "title": Sentence("Joindre l'étudiant", "Reach the student"),
    "email": Sentence("Courriel", "E-mail"),
    "emailHint": Sentence(
        "Bienvenue, rappels et invitations y vont. Vide : l'étudiant ne reçoit rien.",
        "Welcome, reminders and invitations go there. Empty: the student receives nothing.",
    ),
    "noMails": Sentence(
        "Cette installation n'envoie pas de courriels : donnez le lien vous-même.",
        "This installation sends no mail: give the link yourself.",
    ),
    "zone": Sentence("Fuseau, s'il est autre que {school}", "Zone, where it is not {school}"),
    "funding": Sentence("Financement", "Funding"),
    "fundingHint": Sentence(
        "Il règle la durée des sessions à venir et le barème des relevés. Les sessions qui ont leur statut "
        "gardent celui d'alors.",
        "It sets the length of sessions to come and the amounts of statements. Sessions that have their "
        "status keep what it was then.",
    ),
    "noFunding": Sentence("inconnu (compté comme financé)", "unknown (counts as funded)"),
    "save": Sentence("Garder ces coordonnées", "Keep this"),
    "saved": Sentence("C'est gardé.", "Kept."),
    "link": Sentence("Copier le lien de sa page", "Copy the link of their page"),
    "linkCopied": Sentence(
        "Le lien est copié : donnez-le à l'étudiant seul, il ouvre sa page sans compte.",
        "The link is copied: give it to the student alone, it opens their page without an account.",
    ),
    "linkShown": Sentence(
        "Donnez-le à l'étudiant seul, il ouvre sa page sans compte :",
        "Give it to the student alone, it opens their page without an account:",
    ),
}
BAD_EMAIL: Final = Sentence(
    "Cette adresse de courriel n'est pas lisible : corrigez-la, ou laissez vide.",
    "This e-mail address cannot be read: correct it, or leave it empty.",
)
BAD_VIDEO: Final = Sentence(
    "La salle est une adresse qui commence par https:// : corrigez-la, ou laissez vide.",
    "The room is an address that begins with https://: correct it, or leave it empty.",
)
BAD_TIME: Final = Sentence(
    "Une de ces heures est passée ou n'est pas lisible : corrigez-la.",
    "One of these times is past or cannot be read: correct it.",
)
READ: Final = Sentence("Lu {when}, puis toutes les heures.", "Read {when}, then every hour.")
NOT_READ: Final = Sentence(
    "Il sera lu dans la minute, puis toutes les heures.",
    "It will be read within a minute, then every hour.",
)
TROUBLES: Final[Mapping[str, Sentence]] = {
    "not-https": Sentence(
        "L'adresse commence par https:// ou webcal:// : recopiez-la depuis votre agenda.",
        "The address begins with https:// or webcal://: copy it from your calendar again.",
    ),
    "private": Sentence(
        "Cette adresse est dans un réseau privé : le greffier n'y va pas.",
        "This address is in a private network: the clerk does not go there.",
    ),
    "away": Sentence(
        "L'agenda ne répond pas : on garde la dernière lecture, et on réessaie dans l'heure.",
        "The calendar does not answer: the last reading stays, and it is tried again within the hour.",
    ),
    "refused": Sentence(
        "L'agenda refuse cette adresse : créez-en une nouvelle et recopiez-la ici.",
        "The calendar refuses this address: make a new one and copy it here.",
    ),
    "too-large": Sentence(
        "Cet agenda est trop grand (plus de 5 Mo) : donnez celui d'un calendrier plus petit.",
        "This calendar is too large (more than 5 MB): give that of a smaller one.",
    ),
    "too-slow": Sentence(
        "L'agenda répond trop lentement : on garde la dernière lecture, et on réessaie dans l'heure.",
        "The calendar answers too slowly: the last reading stays, and it is tried again within the hour.",
    ),
    "no-calendar": Sentence(
        "À cette adresse il n'y a pas d'agenda au format iCal : recopiez l'adresse secrète.",
        "There is no calendar in iCal format at this address: copy the secret address again.",
    ),
    "too-much": Sentence(
        "Cet agenda contient trop d'événements pour être lu : donnez celui d'un calendrier plus petit.",
        "This calendar holds too many events to be read: give that of a smaller one.",
    ),
}
