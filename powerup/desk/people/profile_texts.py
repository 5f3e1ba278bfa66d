"""The words of the tabs "Mon profil" and "Mentors"."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence

PAGE: Final = {
    "ifStops": Sentence("Et si cette personne s'arrête ?", "What if this person stops?"),
    "heading": Sentence("Mon profil", "My profile"),
    "headingOf": Sentence("Profil : {name}", "Profile: {name}"),
    "intro": Sentence(
        "Vos réponses servent à vous proposer des soutenances et des étudiants qui vous conviennent. "
        "Vous et les responsables les voyez, personne d'autre.",
        "Your answers serve to offer you defences and students that suit you. You and the managers "
        "see them, nobody else.",
    ),
    "empty": Sentence(
        "Votre profil est vide : on pensera d'abord aux autres. Répondez ici, puis enregistrez : "
        "deux minutes suffisent.",
        "You have said nothing yet, so you come after the others. Answer here, then save: two minutes "
        "are enough.",
    ),
    "emptyOf": Sentence(
        "{name} n'a encore rien dit, et passe donc après les autres. Invitez cette personne à répondre, ou "
        "répondez à sa place.",
        "{name} has said nothing yet, so comes after the others. Invite this person to answer, or answer "
        "for them.",
    ),
    "dismiss": Sentence("Vu", "Seen"),
    "students": Sentence("Étudiants", "Students"),
    "capacity": Sentence("Nombre maximal d'étudiants", "Students in all"),
    "capacityHint": Sentence(
        "10 heures par semaine font à peu près 10 étudiants.",
        "10 hours a week are about 10 students.",
    ),
    "following": Sentence("Suivis aujourd'hui : {count}.", "Followed today: {count}."),
    "places": Sentence("De la place pour {count} de plus.", "Room for {count} more."),
    "full": Sentence("C'est complet.", "No more places."),
    "counted": Sentence(
        "Compté d'après les cartes des deux tableaux : vous n'avez rien à tenir à jour.",
        "Counted from the cards of both boards: there is nothing for you to keep up to date.",
    ),
    "adapts": Sentence(
        "J'accompagne aussi des étudiants en situation de handicap",
        "I also follow students with disabilities",
    ),
    "assets": Sentence(
        "Je sais adapter mes sessions pour une personne :", "I can adapt my sessions for somebody:"
    ),
    "validator": Sentence(
        "Je tiens des soutenances comme mentor validateur", "I hold defences as a validator"
    ),
    "projects": Sentence("Parcours et projets", "Courses and projects"),
    "projectsHint": Sentence(
        "« J'accompagne » : les projets que vous pouvez accompagner. « Je valide » : ceux dont vous pouvez "
        "tenir la soutenance.",
        "“I follow”: the projects you can mentor. “I validate”: those whose defence you can hold.",
    ),
    "search": Sentence("Chercher un parcours ou un projet", "Search for a course or a project"),
    "none": Sentence("Aucun parcours ne correspond.", "No course matches."),
    "mentors": Sentence("J'accompagne", "I follow"),
    "validates": Sentence("Je valide", "I validate"),
    "whole": Sentence("Tout ce parcours", "All of this course"),
    "counts": Sentence(
        "suit {mentors} · valide {validates}", "follows {mentors} · validates {validates}"
    ),
    "isNew": Sentence("nouveau", "new"),
    "absences": Sentence("Absences", "Absences"),
    "absencesHint": Sentence(
        "Rien ne vous sera proposé ces jours-là, premier et dernier compris.",
        "Nothing is offered to you on these days, the first and the last included.",
    ),
    "from": Sentence("Du", "From"),
    "to": Sentence("au", "to"),
    "addAbsence": Sentence("Ajouter une absence", "Add an absence"),
    "hours": Sentence("Heures habituelles", "Usual hours"),
    "hoursHint": Sentence(
        "Facultatif. En dehors de ces heures, on pensera d'abord aux autres, mais vous restez dans la liste. "
        "Heure locale : {zone}.",
        "Optional. Outside them you come after the others; you are not excluded. Local time: {zone}.",
    ),
    "day": Sentence("Jour", "Day"),
    "begins": Sentence("De", "From"),
    "ends": Sentence("à", "to"),
    "addHours": Sentence("Ajouter des heures", "Add hours"),
    "remove": Sentence("Retirer", "Remove"),
    "save": Sentence("Enregistrer", "Save"),
    "saved": Sentence("Votre profil est enregistré.", "Your profile is saved."),
    "savedOf": Sentence("Le profil est enregistré.", "The profile is saved."),
    "unsaved": Sentence("Modifications à enregistrer", "Changes to save"),
    "forget": Sentence("Effacer ce profil", "Erase this profile"),
    "forgetTitle": Sentence("Effacer ce profil ?", "Erase this profile?"),
    "forgetText": Sentence(
        "Toutes les réponses sont effacées, aussitôt et pour de bon. Les cartes ne changent pas.",
        "All answers are erased, at once and for good. The cards do not change.",
    ),
    "forgotten": Sentence("Le profil est effacé.", "The profile is erased."),
    "back": Sentence("Retour aux mentors", "Back to the mentors"),
}
NEWS: Final = Sentence(
    "Nouveau dans le règlement : {what}. Est-ce pour vous ? Complétez votre profil, ou dites que c'est vu.",
    "New in the rulebook: {what}. Is it for you? Complete your profile, or say that you have seen it.",
)
CHANGED: Final = Sentence("Modifié le {at} par {by}.", "Changed on {at} by {by}.")
SEEN: Final = Sentence("Consulté le {at} par {by}.", "Looked at on {at} by {by}.")
UNKNOWN: Final = Sentence(
    "Cette personne ne participe à aucun de vos tableaux. Choisissez-en une autre.",
    "This person takes part in none of your boards. Choose another one.",
)
ASSETS: Final = {
    "deaf": Sentence("sourde ou malentendante", "deaf or hard of hearing"),
    "mute": Sentence("muette", "mute"),
    "blind": Sentence("aveugle ou malvoyante", "blind or of poor sight"),
}
DAYS: Final = (
    Sentence("lundi", "Monday"),
    Sentence("mardi", "Tuesday"),
    Sentence("mercredi", "Wednesday"),
    Sentence("jeudi", "Thursday"),
    Sentence("vendredi", "Friday"),
    Sentence("samedi", "Saturday"),
    Sentence("dimanche", "Sunday"),
)
BAD: Final = {
    "capacity": Sentence(
        "Le nombre d'étudiants va de 0 à 99. Corrigez-le, puis enregistrez.",
        "The number of students goes from 0 to 99. Correct it, then save.",
    ),
    "absences": Sentence(
        "La fin d'une absence doit suivre son début, de trois ans au plus. Corrigez ses dates.",
        "An absence begins before it ends, and lasts three years at most. Correct its days.",
    ),
    "hours": Sentence(
        "L'heure de fin doit suivre l'heure de début, le même jour. Corrigez-la.",
        "Hours begin before they end, on the same day. Correct them.",
    ),
    "projects": Sentence(
        "Un projet n'est plus dans le règlement. Rechargez la page, puis choisissez à nouveau.",
        "A project is no longer in the rulebook. Reload the page, then choose again.",
    ),
    "body": Sentence(
        "La demande n'a pas été comprise. Rechargez la page, puis réessayez.",
        "The request was not understood. Reload the page, then try again.",
    ),
}
