"""The words about sessions that more than one door says: statuses, reasons, refusals."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from rules.bilingual import Sentence
from rules.formatting import fill, in_advance
from rules.verdict import LANGUAGES

STATUSES: Final[Mapping[str, Sentence]] = {
    "done": Sentence("réalisée", "held"),
    "cancelled": Sentence("annulée", "cancelled"),
    "cancelled-late": Sentence("annulée tardivement", "cancelled late"),
    "absent": Sentence("absence de l'étudiant", "student absent"),
    "called-off": Sentence("annulée par le mentor ou l'école", "called off by mentor or school"),
    "unset": Sentence("sans statut", "without a status"),
}
KINDS: Final[Mapping[str, Sentence]] = {
    "weekly": Sentence("session hebdomadaire", "weekly session"),
    "extra": Sentence("session en plus", "extra session"),
    "rework": Sentence("session après soutenance", "session after a defence"),
}
WHYS: Final[Mapping[str, Sentence]] = {
    "absence": Sentence("vous êtes absent ce jour-là", "you are away that day"),
    "pause": Sentence("l'étudiant est en pause", "the student pauses"),
    "holiday": Sentence("c'est un jour férié", "it is a public holiday"),
    "closure": Sentence("l'école est fermée", "the school is closed"),
    "mentor-busy": Sentence("vous avez déjà une session", "you have a session already"),
    "student-busy": Sentence("l'étudiant a déjà une session", "the student has a session already"),
    "defence": Sentence(
        "une soutenance a lieu à ce moment-là", "a defence takes place at that time"
    ),
}
SLOT: Final = Sentence("chaque {day} à {time}", "every {day} at {time}")
DAYS: Final[tuple[Sentence, ...]] = (
    Sentence("lundi", "Monday"),
    Sentence("mardi", "Tuesday"),
    Sentence("mercredi", "Wednesday"),
    Sentence("jeudi", "Thursday"),
    Sentence("vendredi", "Friday"),
    Sentence("samedi", "Saturday"),
    Sentence("dimanche", "Sunday"),
)
GOALS: Final[Mapping[str, Sentence]] = {
    "reached": Sentence("atteint", "reached"),
    "partly": Sentence("en partie", "partly"),
    "missed": Sentence("pas atteint", "missed"),
}
REFUSALS: Final[Mapping[str, Sentence]] = {
    "absence": Sentence(
        "Le mentor est absent ce jour-là : choisissez un autre jour.",
        "The mentor is away that day: choose another one.",
    ),
    "mentor-busy": Sentence(
        "Le mentor a déjà une session à ce moment-là : choisissez une autre heure.",
        "The mentor has a session at that time already: choose another one.",
    ),
    "student-busy": Sentence(
        "L'étudiant a déjà une session à ce moment-là : choisissez une autre heure.",
        "The student has a session at that time already: choose another one.",
    ),
    "defence": Sentence(
        "Une soutenance a lieu à ce moment-là : laissez 15 minutes avant et après.",
        "A defence takes place at that time: leave 15 minutes before and after it.",
    ),
    "not-begun": Sentence(
        "La session n'a pas commencé : vous pourrez dire « réalisée » dès son début.",
        "The session has not begun: you can say “held” from its start.",
    ),
    "too-early": Sentence(
        "Attendez encore l'étudiant : l'absence se note {span} après le début.",
        "Wait for the student a little longer: an absence is noted {span} after the beginning.",
    ),
    "told-late": Sentence(
        "La session a commencé : dites quand l'étudiant a prévenu, ou notez une absence.",
        "The session has begun: say when the student told you, or note an absence.",
    ),
    "told-ahead": Sentence(
        "L'étudiant n'a pas pu prévenir dans l'avenir : corrigez l'heure.",
        "The student cannot have told you in the future: correct the time.",
    ),
    "unplaced": Sentence(
        "Cette session n'a pas encore d'horaire : placez-la d'abord.",
        "This session has no time yet: place it first.",
    ),
    "unknown-status": Sentence(
        "Ce statut n'existe pas : choisissez-en un de la liste.",
        "There is no such status: choose one of the list.",
    ),
    "begun": Sentence(
        "La session a commencé : elle ne se déplace plus. Donnez-lui son statut.",
        "The session has begun: it cannot be moved any more. Give it its status.",
    ),
    "has-status": Sentence(
        "Cette session a déjà son statut : corrigez-le d'abord.",
        "This session has its status already: correct that first.",
    ),
    "move-late": Sentence(
        "Il reste moins de {span} : cette session ne se déplace plus d'ici. Annulez-la, et prévenez votre "
        "mentor.",
        "There is less than {span} left: this session cannot be moved from here any more. Cancel it, and "
        "tell your mentor.",
    ),
    "student-begun": Sentence(
        "La session a commencé : elle ne s'annule plus d'ici. Prévenez votre mentor.",
        "The session has begun: it cannot be cancelled from here any more. Tell your mentor.",
    ),
    "bad-zone": Sentence(
        "Ce fuseau n'existe pas : écrivez-le comme Europe/Paris ou America/Martinique.",
        "There is no such zone: write it like Europe/Paris or America/Martinique.",
    ),
    "bad-funding": Sentence(
        "Le règlement ne connaît pas ce financement : choisissez-en un de la liste.",
        "The rulebook knows no such funding: choose one of the list.",
    ),
    "taken": Sentence(
        "Cette heure vient d'être prise : en voici d'autres.",
        "That time was taken just now: here are others.",
    ),
    "past": Sentence(
        "Cette heure est passée : choisissez-en une à venir.",
        "That time is past: choose one to come.",
    ),
    "too-far": Sentence(
        "Cette date est trop loin : vérifiez l'année.", "That date is too far away: check the year."
    ),
    "bad-length": Sentence(
        "Une session dure de 5 minutes à 8 heures : corrigez la durée.",
        "A session lasts from 5 minutes to 8 hours: correct the length.",
    ),
    "bad-slot": Sentence(
        "Ce créneau n'est pas lisible : choisissez un jour, une heure et un fuseau.",
        "This slot cannot be read: choose a day, a time and a zone.",
    ),
    "bad-pause": Sentence(
        "La fin d'une pause doit suivre son début.", "A pause must begin before it ends."
    ),
    "bad-text": Sentence(
        "Ce texte est trop long : raccourcissez-le.", "This text is too long: shorten it."
    ),
    "empty-report": Sentence(
        "Dites au moins une chose de la session, puis terminez-la.",
        "Say at least one thing about the session, then end it.",
    ),
    "read-only": Sentence(
        "Vous suiviez cet étudiant : ses sessions se préparent maintenant avec son nouveau mentor.",
        "You followed this student: their sessions are now planned with their new mentor.",
    ),
    "managers-only": Sentence(
        "Demandez à un responsable : lui seul peut le faire.",
        "Ask a manager: only they can do this.",
    ),
    "no-mentor": Sentence(
        "Personne ne suit cet étudiant : confiez-le d'abord à un mentor.",
        "Nobody follows this student: give them to a mentor first.",
    ),
    "ended": Sentence(
        "Cet étudiant a quitté l'école : rouvrez d'abord son parcours.",
        "This student has left the school: open their course again first.",
    ),
    "not-a-mentor": Sentence(
        "Cette personne n'est sur aucun de vos tableaux : invitez-la d'abord.",
        "This person is on none of your boards: invite them first.",
    ),
    "not-theirs": Sentence(
        "Cette personne n'est sur aucun des tableaux que vous gérez : invitez-la d'abord sur l'un d'eux.",
        "This person is on none of the boards that you manage: invite them to one of them first.",
    ),
    "changed-since": Sentence(
        "Cette session a changé entre-temps : rien n'a été annulé. Relisez-la.",
        "This session has changed meanwhile: nothing was undone. Read it again.",
    ),
    "bad-name": Sentence(
        "Donnez le prénom et le nom de l'étudiant, et son parcours.",
        "Give the student's first name and surname, and their course.",
    ),
    "bad-email": Sentence(
        "Cette adresse de courriel n'est pas lisible : corrigez-la.",
        "This e-mail address cannot be read: correct it.",
    ),
    "bad-video": Sentence(
        "Donnez une adresse qui commence par https://.",
        "Give an address that begins with https://.",
    ),
    "no-project": Sentence(
        "Dites d'abord à quel projet est l'étudiant, sur sa page : la date est celle de sa soutenance.",
        "First say which project the student is at, on their page: the date is that of its defence.",
    ),
    "no-rework": Sentence(
        "Une session avec l'étudiant se tient une fois, entre une soutenance à reprendre et votre décision.",
        "One session with the student is held, between a defence to be repeated and your decision.",
    ),
    "date-agreed": Sentence(
        "La date de cette soutenance est déjà convenue : un examen ne se déplace pas. Un responsable peut "
        "accepter une autre date sur la carte.",
        "The date of this defence is agreed already: an examination is not moved. A manager can accept "
        "another date on the card.",
    ),
    "no-date": Sentence(
        "La date de la soutenance n'est pas fixée, ou elle est passée : convenez-en dans un compte rendu.",
        "The date of the defence is not fixed, or it is past: agree on one in a report.",
    ),
    "no-board": Sentence(
        "Vous n'êtes pas sur ce tableau : demandez à un responsable de vous y inviter.",
        "You are not on that board: ask a manager to invite you.",
    ),
    "no-absence": Sentence(
        "Le profil du mentor ne dit aucune absence d'une semaine : notez-la d'abord dans « Mon profil ».",
        "The mentor's profile tells of no absence of a week: note it under “My profile” first.",
    ),
    "in-progress": Sentence(
        "La carte est en train d'être faite : regardez à nouveau dans une minute.",
        "The card is being made: look again in a minute.",
    ),
    "notice-text": Sentence(
        "Écrivez en quelques mots de quoi il s'agit : 600 signes au plus.",
        "Write in a few words what it is about: 600 characters at most.",
    ),
    "notice-asked": Sentence(
        "Vous demandez déjà un coup de main sur cette carte : retirez d'abord cette demande.",
        "You ask for help about this card already: take that back first.",
    ),
    "notice-closed": Sentence(
        "Quelqu'un a déjà répondu : rien de plus à faire.",
        "Somebody has answered already: there is nothing more to do.",
    ),
    "month-runs": Sentence(
        "Ce mois n'est pas terminé : vous pourrez le clore dès le 1er du mois suivant.",
        "This month is not over: you can close it from the first of the next one.",
    ),
    "month-followed": Sentence(
        "Un mois qui suit est déjà clos : ce qui se corrige devient une ligne du mois ouvert.",
        "A later month is closed already: what is corrected becomes a line of the open month.",
    ),
    "bad-day": Sentence("Cette date n'est pas lisible.", "This date cannot be read."),
}


def with_span(sentence: Sentence, span: timedelta) -> Sentence:
    """Return the sentence with this span of time in the place of `{span}`, in both languages."""
    fr, en = (fill(sentence, each, {"span": in_advance(span, each)}) for each in LANGUAGES)
    return Sentence(fr, en)
