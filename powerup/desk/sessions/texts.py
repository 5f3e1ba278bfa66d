"""What the tabs about sessions say, in French and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mentoring.sessions.texts import STATUSES
from rules.bilingual import Sentence

COMMON: Final[Mapping[str, Sentence]] = {
    "join": Sentence("Rejoindre", "Join"),
    "undo": Sentence("Annuler", "Undo"),
    "cancelForm": Sentence("Fermer", "Close"),
    "noSlot": Sentence("Aucun créneau hebdomadaire", "No weekly slot"),
    "plan": Sentence("Planifier une session…", "Plan a session…"),
    "times": Sentence("Horaires proposés", "Proposed times"),
    "noTimes": Sentence(
        "Aucun horaire libre cette semaine-là : choisissez une date.",
        "No free time in that week: choose a date.",
    ),
    "date": Sentence("Date", "Date"),
    "time": Sentence("Heure", "Time"),
    "fix": Sentence("Fixer", "Set"),
    "nextWeek": Sentence("Semaine suivante", "Following week"),
    "booked": Sentence("session planifiée", "session planned"),
    "student": Sentence("Étudiant", "Student"),
    "more": Sentence("Afficher la suite", "Show more"),
    "openCard": Sentence("Ouvrir la carte", "Open the card"),
    "cardThere": Sentence("la carte est déjà là", "the card is there already"),
    "prepareTransfer": Sentence("Préparer la carte de transfert", "Prepare the transfer card"),
    "surePrepare": Sentence("Confirmer : créer la carte", "Confirm: make the card"),
    "transferMade": Sentence("carte de transfert préparée", "transfer card prepared"),
    "transferWaits": Sentence(
        "La carte de transfert attend un nouveau mentor.",
        "The transfer card waits for a new mentor.",
    ),
}

SESSIONS: Final[Mapping[str, Sentence]] = {
    **COMMON,
    "heading": Sentence("Sessions", "Sessions"),
    "away": Sentence("Votre absence", "Your absence"),
    "yourStudents": Sentence("Vos étudiants", "Your students"),
    "unset": Sentence("Sans statut", "Without a status"),
    "today": Sentence("Aujourd'hui", "Today"),
    "week": Sentence("Cette semaine", "This week"),
    "unplaced": Sentence("À replacer", "To be placed"),
    "history": Sentence("Historique", "History"),
    "newcomer": Sentence(
        "Nouvel étudiant : choisissez une première session.",
        "New student: choose a first session.",
    ),
    "emptyNext": Sentence("Sans session la semaine prochaine", "Without a session next week"),
    "nothing": Sentence("Aucune session à venir cette semaine.", "No session to come this week."),
    "nobody": Sentence(
        "Vos étudiants et leurs sessions viendront ici. Un responsable vous confie le premier : "
        "complétez d'abord votre profil.",
        "Your students and their sessions will be here. A manager gives you the first one: complete "
        "your profile before.",
    ),
    "toProfile": Sentence("Mon profil", "My profile"),
    "finish": Sentence("Terminer…", "End…"),
    "absent": Sentence("Absence", "Absent"),
    "cancel": Sentence("Annulée", "Cancelled"),
    "called-off": Sentence("Annulée par moi ou l'école", "Called off by me or the school"),
    "sure-absent": Sentence("Confirmer l'absence", "Confirm the absence"),
    "sure-cancel": Sentence("Confirmer l'annulation", "Confirm the cancellation"),
    "correct": Sentence("Corriger…", "Correct…"),
    "report": Sentence("Compte rendu…", "Report…"),
    "acts": Sentence("Autres gestes", "Other acts"),
    "other": Sentence("Autre statut…", "Another status…"),
    "statusOf": Sentence("Statut de la session : {name}", "Status of the session: {name}"),
    "held": Sentence("Réalisée", "Held"),
    "wasAbsent": Sentence("Absence de l'étudiant", "Student absent"),
    "wasCancelled": Sentence("Annulée par l'étudiant", "Cancelled by the student"),
    "toldAt": Sentence("Il a prévenu le", "They told you on"),
    "toldAtTime": Sentence("à", "at"),
    "toldHint": Sentence(
        "Sans date : maintenant. C'est ce moment qui dit si elle est tardive.",
        "Without a date: now. That moment tells whether it is late.",
    ),
    "save": Sentence("Enregistrer", "Save"),
    "hand": Sentence("Confier à un collègue…", "Give to a colleague…"),
    "handTitle": Sentence(
        "Qui tient cette session avec {name} ?", "Who holds this session with {name}?"
    ),
    "handHint": Sentence(
        "Pour cette session seulement : l'étudiant reste le vôtre.",
        "For this session alone: the student stays yours.",
    ),
    "colleague": Sentence("Collègue", "Colleague"),
    "handed": Sentence("session confiée à {mentor}", "session given to {mentor}"),
    "video": Sentence("Lien de visioconférence…", "Video link…"),
    "videoTitle": Sentence("Visioconférence : {name}", "Video: {name}"),
    "videoUrl": Sentence("Adresse (vide : la salle habituelle)", "Address (empty: the usual room)"),
    "videoSaved": Sentence("lien enregistré", "link saved"),
    "status": Sentence("Statut", "Status"),
    "everyStatus": Sentence("Tous les statuts", "Every status"),
    **{f"is-{key}": word for key, word in STATUSES.items()},
    "noHistory": Sentence("Aucune session ne correspond.", "No session fits."),
    "historyCount": Sentence("Sessions : {count}", "Sessions: {count}"),
    "finishTitle": Sentence("Terminer la session : {name}", "End the session: {name}"),
    "lastGoals": Sentence("Objectifs de la dernière fois", "Goals of last time"),
    "reached": Sentence("Atteint", "Reached"),
    "partly": Sentence("En partie", "Partly"),
    "missed": Sentence("Pas atteint", "Missed"),
    "carry": Sentence("Reconduire", "Keep for next week"),
    "newGoals": Sentence(
        "Objectifs pour la semaine, un par ligne", "Goals for the week, one a line"
    ),
    "adjustments": Sentence(
        "Ajustements convenus, un par ligne", "Adjustments agreed on, one a line"
    ),
    "blockers": Sentence("Points bloquants", "What is in the way"),
    "moreText": Sentence("Autre chose", "Anything else"),
    "forStudent": Sentence("L'étudiant lit tout ceci.", "The student reads all of this."),
    "private": Sentence(
        "Privé, pour les mentors et les responsables", "Private, for mentors and managers"
    ),
    "nextTime": Sentence("Prochaine session", "Next session"),
    "defence": Sentence(
        "Date de la soutenance, si elle est convenue", "Date of the defence, if it is agreed"
    ),
    "endSession": Sentence("Terminer la session", "End the session"),
    "kept": Sentence("Brouillon gardé à {kept}.", "Draft kept at {kept}."),
    "notKept": Sentence(
        "Le brouillon n'est gardé que dans ce navigateur : la connexion reviendra.",
        "The draft is kept in this browser alone: the connection will be back.",
    ),
    "ended": Sentence("session terminée", "session ended"),
    "noted": Sentence("{status}", "{status}"),
    "taken": Sentence("session replacée", "session placed"),
    "all": Sentence("Tous les étudiants", "All students"),
    "keys": Sentence("Clavier", "Keyboard"),
    "help": Sentence("Au clavier", "With the keyboard"),
    "keyMove": Sentence("Session suivante, précédente", "Next, previous session"),
    "keyFinish": Sentence("Terminer", "End"),
    "keyAbsent": Sentence("Absence", "Absent"),
    "keyCancel": Sentence("Annulée", "Cancelled"),
    "keyPlace": Sentence("Déplacer ou replacer", "Move or place"),
    "keyUndo": Sentence("Annuler le dernier geste", "Undo the last act"),
    "keyEnd": Sentence("Dans le compte rendu : terminer", "In the report: end the session"),
    "keyHelp": Sentence("Cette aide", "This help"),
    "move": Sentence("Déplacer…", "Move…"),
    "moved": Sentence("session déplacée", "session moved"),
    "goTo": Sentence("Voir {name}", "See {name}"),
}

STUDENTS: Final[Mapping[str, Sentence]] = {
    **SESSIONS,  # sessions are given their status on a student's page too
    "heading": Sentence("Mes étudiants", "My students"),
    "none": Sentence(
        "Personne ne vous est confié pour l'instant. Un responsable vous proposera un étudiant dès que "
        "votre profil dit ce que vous accompagnez.",
        "Nobody is given to you yet. A manager will offer you a student as soon as your profile says what "
        "you follow.",
    ),
    "search": Sentence("Chercher un étudiant", "Find a student"),
    "next": Sentence("Prochaine session : {when}", "Next session: {when}"),
    "noNext": Sentence("Aucune session prévue", "No session planned"),
    "defenceOn": Sentence("Soutenance : {day}", "Defence: {day}"),
    "askDefence": Sentence(
        "Date de soutenance à convenir", "The date of the defence is to be agreed"
    ),
    "paused": Sentence("en pause", "paused"),
    "back": Sentence("Tous mes étudiants", "All my students"),
    "slot": Sentence("Créneau hebdomadaire", "Weekly slot"),
    "prepareCard": Sentence("Préparer la carte de soutenance", "Prepare the defence card"),
    "cardMade": Sentence(
        "carte de soutenance préparée ; ajoutez-y le lien du projet ou les livrables",
        "defence card prepared; add the project's link or the deliverables",
    ),
    "openProject": Sentence("Le projet", "The project"),
    "rework": Sentence(
        "Planifier une session avec l'étudiant…", "Plan a session with the student…"
    ),
    "reworkHint": Sentence(
        "La soutenance est à reprendre : vous pouvez tenir une session avec l'étudiant avant de décider. "
        "Les ajustements que vous y convenez deviennent ses objectifs.",
        "The defence is to be repeated: you can hold one session with the student before you decide. The "
        "adjustments that you agree on there become the student's goals.",
    ),
    "changeProject": Sentence("Changer de projet…", "Change the project…"),
    "project": Sentence("Projet", "Project"),
    "otherProject": Sentence("Un autre…", "Another one…"),
    "projectName": Sentence("Nom du projet", "Name of the project"),
    "projectHint": Sentence(
        "Un projet à la fois. D'ordinaire, les cartes et les résultats le disent d'eux-mêmes.",
        "One project at a time. Usually cards and outcomes tell it by themselves.",
    ),
    "projectSaved": Sentence("projet changé", "project changed"),
    "changeSlot": Sentence("Changer le créneau…", "Change the slot…"),
    "day": Sentence("Jour", "Day"),
    "days": Sentence(
        "lundi,mardi,mercredi,jeudi,vendredi,samedi,dimanche",
        "Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday",
    ),
    "save": Sentence("Enregistrer", "Save"),
    "noDay": Sentence("plus de créneau", "no slot any more"),
    "minutes": Sentence(
        "Minutes (vide : la durée habituelle)", "Minutes (empty: the usual length)"
    ),
    "zone": Sentence("Fuseau horaire", "Time zone"),
    "slotHint": Sentence(
        "Seules changent les sessions à venir que personne n'a déplacées.",
        "Only the sessions to come that nobody moved will change.",
    ),
    "slotSaved": Sentence("créneau enregistré", "slot saved"),
    "slotEnded": Sentence("plus de créneau", "no slot any more"),
    "pause": Sentence("Pause…", "Pause…"),
    "from": Sentence("Du", "From"),
    "until": Sentence("Au (inclus, facultatif)", "To (included, optional)"),
    "pauseSaved": Sentence("pause enregistrée", "pause saved"),
    "resume": Sentence("Reprendre le suivi", "Go on"),
    "resumed": Sentence("suivi repris", "going on again"),
    "end": Sentence("Fin de parcours…", "End of the course…"),
    "finished": Sentence("Parcours terminé", "Course finished"),
    "left": Sentence("A quitté l'école", "Has left the school"),
    "endText": Sentence(
        "L'étudiant n'est plus compté, son créneau s'arrête. Vous pouvez rouvrir le parcours.",
        "The student is not counted any more and the slot ends. You can open the course again.",
    ),
    "courseEnded": Sentence("parcours terminé", "course ended"),
    "reopen": Sentence("Rouvrir le parcours", "Open the course again"),
    "reopened": Sentence("parcours rouvert", "course open again"),
    "goals": Sentence("Objectifs", "Goals"),
    "sessions": Sentence("Sessions", "Sessions"),
    "projects": Sentence("Projets", "Projects"),
    "cards": Sentence("Cartes", "Cards"),
    "mentors": Sentence("Mentors", "Mentors"),
    "over": Sentence("archivée", "archived"),
    "since": Sentence("depuis {since}", "since {since}"),
    "until2": Sentence("jusqu'à {until}", "until {until}"),
    "nothingYet": Sentence("Rien encore.", "Nothing yet."),
}

AWAY: Final = Sentence(
    "Vous serez absent du {first} au {last}. Un étudiant a toujours un mentor et une session par semaine : "
    "demandez un relais pour ceux qui en ont besoin, ou replacez leurs sessions.",
    "You will be away from {first} to {last}. A student always has a mentor and a session a week: ask "
    "somebody to take over those who need it, or place their sessions anew.",
)
