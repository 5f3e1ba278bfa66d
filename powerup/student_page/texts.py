"""The sentences of a student's own page, in French and English."""

from __future__ import annotations

from typing import Final

from rules.bilingual import Sentence

TITLE: Final = Sentence("Vos sessions", "Your sessions")
HELLO: Final = Sentence("Bonjour {name}", "Hello {name}")
NEXT: Final = Sentence("Prochaine session", "Next session")
NOW: Final = Sentence("Session en cours", "Session going on")
WITH: Final = Sentence("avec {mentor}", "with {mentor}")
AT_SCHOOL: Final = Sentence("À l'heure de l'école : {time}.", "At the school: {time}.")
JOIN: Final = Sentence("Rejoindre", "Join")
NO_VIDEO: Final = Sentence(
    "Le lien de visioconférence n'est pas encore là : demandez-le à votre mentor.",
    "The video link is not there yet: ask your mentor for it.",
)
MOVE: Final = Sentence("Déplacer", "Move")
MOVE_TITLE: Final = Sentence("Déplacer la session du {when}", "Move the session of {when}")
MOVE_OPEN: Final = Sentence("Placer la session", "Place the session")
MOVE_HINT: Final = Sentence(
    "Heures libres de votre mentor cette semaine-là. Un appui, et c'est fait : votre mentor le voit.",
    "Times of that week at which your mentor is free. One press, and it is done: your mentor sees it.",
)
NO_TIMES: Final = Sentence(
    "Aucune autre heure n'est libre cette semaine-là. Écrivez à votre mentor, ou annulez la session.",
    "No other time of that week is free. Write to your mentor, or cancel the session.",
)
BACK: Final = Sentence("Ne rien changer", "Change nothing")
NOT_MOVED: Final = Sentence(
    "À moins de {late}, elle ne se déplace plus d'ici.",
    "Less than {late} before, it cannot be moved from here.",
)
CANCEL: Final = Sentence("Annuler", "Cancel")
CANCEL_IN_TIME: Final = Sentence(
    "Vous êtes dans les temps : l'annulation ne sera pas tardive.",
    "You are in time: it will not count as late.",
)
CANCEL_LATE: Final = Sentence(
    "Il reste moins de {late} : l'annulation sera tardive. Prévenir reste mieux que ne pas venir.",
    "There is less than {late} left: the cancellation will be late. That is still better than not coming.",
)
CANCEL_SURE: Final = Sentence("Oui, annuler cette session", "Yes, cancel this session")
CANCEL_SURE_LATE: Final = Sentence("Oui, annuler, même tardivement", "Yes, cancel, late as it is")
LATER: Final = Sentence("Ensuite", "After that")
UNPLACED: Final = Sentence("À replacer", "To be placed")
UNPLACED_HINT: Final = Sentence(
    "Cette session n'a pas encore son heure.", "This session has no time yet."
)
FIRST: Final = Sentence("Choisissez votre prochaine session", "Choose your next session")
FIRST_HINT: Final = Sentence(
    "Heures où {mentor} est libre. La première personne qui choisit une heure l'obtient.",
    "Times at which {mentor} is free. Whoever chooses a time first has it.",
)
FIRST_NONE: Final = Sentence(
    "{mentor} n'a pas d'heure libre à vous proposer ici : écrivez-lui, vous fixerez l'heure ensemble.",
    "{mentor} has no free time to offer here: write, and you will find one together.",
)
CHOOSE: Final = Sentence("Choisir", "Choose")
GOALS: Final = Sentence("Vos objectifs", "Your goals")
NO_GOALS: Final = Sentence(
    "Aucun objectif en cours : vous les fixerez à la prochaine session.",
    "No open goal: you will set them in the next session.",
)
REPORTS: Final = Sentence("Comptes rendus", "Reports")
NO_REPORTS: Final = Sentence(
    "Aucun compte rendu pour l'instant : le premier viendra après une session.",
    "No report yet: the first one comes after a session.",
)
SET_GOALS: Final = Sentence("Pour la fois suivante", "For the next time")
JUDGED: Final = Sentence("Objectifs de la fois d'avant", "Goals of the time before")
BLOCKERS: Final = Sentence("Points bloquants", "What is in the way")
MORE: Final = Sentence("Autre chose", "Anything else")
CALENDAR: Final = Sentence("Votre agenda", "Your calendar")
CALENDAR_HINT: Final = Sentence(
    "Abonnez-le une fois : vos sessions y restent à jour, et les invitations ne s'y ajoutent plus.",
    "Subscribe once: your sessions stay up to date there, and invitations are not added to them.",
)
THIS_DEVICE: Final = Sentence("Sur cet appareil", "On this device")
COPY: Final = Sentence("Ou copiez cette adresse :", "Or copy this address:")
MAILS: Final = Sentence("Courriels", "Mail")
REPORTS_ON: Final = Sentence("Recevoir les comptes rendus", "Send me the reports")
REPORTS_OFF: Final = Sentence(
    "Ne plus recevoir les comptes rendus", "Do not send me the reports any more"
)
OTHER_LANGUAGE: Final = Sentence(
    "Receive my mails in English", "Recevoir mes courriels en français"
)
RENEW: Final = Sentence("Recevoir un nouveau lien", "Send me a new link")
RENEW_HINT: Final = Sentence(
    "Ce lien est le vôtre. S'il est tombé en d'autres mains, demandez-en un autre : celui-ci se ferme.",
    "This link is yours. If it fell into other hands, ask for another one: this one closes.",
)
DONE: Final = {
    "chosen": Sentence(
        "C'est noté : votre session est prise. Le rappel vous apportera l'invitation.",
        "Noted: the session is yours. The reminder brings the invitation.",
    ),
    "moved": Sentence(
        "C'est noté : la session est déplacée.", "Noted: the session has been moved."
    ),
    "cancelled": Sentence(
        "C'est noté : la session est annulée, dans les temps.",
        "Noted: the session is cancelled, in time.",
    ),
    "cancelled-late": Sentence(
        "C'est noté : la session est annulée, tardivement.",
        "Noted: the session is cancelled, late.",
    ),
    "kept": Sentence("C'est noté.", "Noted."),
    "renewed": Sentence(
        "Un nouveau lien part vers votre adresse. Celui-ci se ferme dès qu'il arrive.",
        "A new link is on its way to your address. This one closes once it arrives.",
    ),
}
FOOT: Final = Sentence(
    "Cette page s'ouvre sans compte, par son adresse seule : ne la transmettez à personne. Elle se ferme "
    "60 jours après le dernier courriel.",
    "This page opens without an account, by its address alone: give it to nobody. It closes 60 days after "
    "the last mail.",
)
CLOSED_TITLE: Final = Sentence("Recevoir un nouveau lien", "A new link")
CLOSED: Final = Sentence(
    "Cette adresse n'ouvre rien, ou plus rien. Donnez l'adresse de courriel que votre école connaît : un "
    "nouveau lien y sera envoyé.",
    "This address opens nothing, or nothing any more. Give the e-mail address that your school knows: a "
    "new link will be sent there.",
)
CLOSED_WITHOUT_MAIL: Final = Sentence(
    "Cette adresse n'ouvre rien, ou plus rien. Demandez-en une nouvelle à votre mentor.",
    "This address opens nothing, or nothing any more. Ask your mentor for a new one.",
)
EMAIL: Final = Sentence("Votre adresse de courriel", "Your e-mail address")
SEND: Final = Sentence("Recevoir un nouveau lien", "Send me a new link")
ASKED: Final = Sentence(
    "Si cette adresse est celle d'un étudiant suivi, un lien y arrive dans les minutes qui viennent. Rien "
    "n'arrive ? Voyez les indésirables, puis demandez à votre mentor quelle adresse il connaît.",
    "If this is the address of a student who is followed, a link arrives there within minutes. Nothing? Look "
    "among the spam, then ask your mentor which address is known.",
)
TOO_OFTEN: Final = Sentence(
    "Trop de demandes à la fois : attendez une minute, puis rechargez la page.",
    "Too many requests at once: wait a minute, then load the page again.",
)
UNABLE: Final = Sentence(
    "Le greffier ne peut pas répondre maintenant : rien n'a été changé. Réessayez dans une minute.",
    "The clerk cannot answer now: nothing was changed. Try again in a minute.",
)
NOT_UNDERSTOOD: Final = Sentence(
    "Ce bouton n'est plus à jour : la page vous montre ce qui est possible maintenant.",
    "That button is out of date: the page shows what is possible now.",
)
