"""What the managers' tab about students says, in French and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from powerup.desk.sessions.texts import COMMON
from rules.bilingual import Sentence
from rules.verdict import Language

FOLLOW: Final[Mapping[str, Sentence]] = {
    **COMMON,
    "heading": Sentence("Suivi", "Follow-up"),
    "withoutMentor": Sentence("Étudiants sans mentor", "Students without a mentor"),
    "withoutSession": Sentence(
        "Étudiants sans session cette semaine", "Students without a session this week"
    ),
    "withoutSessionNext": Sentence("… et la semaine prochaine", "… and next week"),
    "unset": Sentence("Sessions sans statut", "Sessions without a status"),
    "loads": Sentence("Par mentor", "By mentor"),
    "mentor": Sentence("Mentor", "Mentor"),
    "students": Sentence("Étudiants", "Students"),
    "empty": Sentence("Sans session", "Without a session"),
    "noStatus": Sentence("Sans statut", "Without a status"),
    "give": Sentence("Confier…", "Give…"),
    "giveTitle": Sentence("À qui confier {name} ?", "To whom is {name} given?"),
    "places": Sentence("places libres : {count}", "places left: {count}"),
    "noOne": Sentence(
        "D'après les profils, aucun mentor n'a de place.",
        "By the profiles, no mentor has a place left.",
    ),
    "adaptation": Sentence("Adaptation nécessaire", "An adaptation is needed"),
    "adaptationHint": Sentence(
        "Pour choisir seulement : rien n'en est gardé. La personne est :",
        "For this choice alone: nothing of it is kept. The person is:",
    ),
    "proposals": Sentence("À vous de décider", "Yours to decide"),
    "firstStudent": Sentence(
        "{name} a rempli son profil et ne suit encore personne.",
        "{name} has filled in the profile and follows nobody yet.",
    ),
    "noStudent": Sentence(
        "Aucun étudiant sans mentor n'est dans ses parcours.",
        "No student without a mentor is in these courses.",
    ),
    "giveStudent": Sentence("Confier {name}", "Give {name}"),
    "couldValidate": Sentence("Qui pourrait valider", "Who could validate"),
    "makeValidator": Sentence("Peut valider", "Can validate"),
    "sureValidator": Sentence("Confirmer : mentor validateur", "Confirm: validator"),
    "validatorMade": Sentence(
        "mentor validateur ; il reste à dire quels projets, dans son profil",
        "validator; which projects is left to say, in the profile",
    ),
    "later": Sentence("Pas maintenant", "Not now"),
    "laterFor": Sentence("Pas maintenant : {name}", "Not now: {name}"),
    "putOff": Sentence("proposé de nouveau dans 30 jours", "proposed again in 30 days"),
    "openProfile": Sentence("Voir le profil", "See the profile"),
    "given": Sentence("confié à {name}", "given to {name}"),
    "whose": Sentence("À qui est cette carte ?", "Whose card is this?"),
    "whoIs": Sentence(
        "« {name} » ressemble à un étudiant connu : dites si c'est la même personne.",
        "“{name}” resembles a student who is known: say whether it is the same person.",
    ),
    "same": Sentence("C'est {name}", "It is {name}"),
    "somebodyNew": Sentence("Quelqu'un de nouveau", "Somebody new"),
    "joined": Sentence("carte rattachée", "card joined"),
    "whichMentor": Sentence("Quel mentor ?", "Which mentor?"),
    "otherMentor": Sentence(
        "Suivi par {ours} ; la carte nomme {theirs}. Confiez l'étudiant, ou corrigez les membres de la "
        "carte.",
        "Followed by {ours}; the card names {theirs}. Give the student, or correct the card's members.",
    ),
    "giveTo": Sentence("Confier à {name}", "Give to {name}"),
    "addStudent": Sentence("Ajouter un étudiant sans carte…", "Add a student without a card…"),
    "addTitle": Sentence("Un étudiant sans carte", "A student without a card"),
    "addHint": Sentence(
        "Une carte à ce nom, dans ce parcours, le rejoindra d'elle-même.",
        "A card with this name, in this course, will join them by itself.",
    ),
    "name": Sentence("Prénom et nom", "First name and surname"),
    "course": Sentence("Parcours", "Course"),
    "project": Sentence("Projet (facultatif)", "Project (optional)"),
    "email": Sentence("Courriel (facultatif)", "E-mail (optional)"),
    "add": Sentence("Ajouter", "Add"),
    "added": Sentence("ajouté : confiez-le à un mentor", "added: give them to a mentor"),
    "fine": Sentence("Tout va bien : rien n'attend ici.", "All is well: nothing waits here."),
}

EXPERIENCE: Final = Sentence(
    "{followed}, dont {finished} jusqu'au bout", "{followed}, {finished} of them to the end"
)
STUDENTS_COUNTED: Final[Mapping[Language, tuple[str, str]]] = {
    "fr": ("étudiant suivi", "étudiants suivis"),
    "en": ("student followed", "students followed"),
}
