"""What is answered to orders about what comes after the check. Answers follow a name and a comma."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mentoring.defences.outcomes import Kind, OutcomeName
from mentoring.orders.permissions import Why
from rules.bilingual import Sentence
from rules.comments.orders import Verb

HELP: Final[Mapping[Verb, Sentence]] = {
    "offer": Sentence(
        "`/valider` : vous proposer pour tenir cette soutenance",
        "`/validate`: offer to hold this defence",
    ),
    "relay": Sentence(
        "`/relais` : vous proposer pour suivre cet étudiant",
        "`/takeover`: offer to take this student over",
    ),
    "withdraw": Sentence(
        "`/retirer` : retirer votre proposition", "`/withdraw`: take your offer back"
    ),
    "accept": Sentence(
        "`/accepter` : accepter la demande qui vous est faite",
        "`/accept`: accept what you are asked for",
    ),
    "decline": Sentence(
        "`/décliner` : décliner la demande ; le panneau permet de dire pourquoi aux responsables seuls",
        "`/decline`: decline what you are asked for; in the panel you may say why to managers alone",
    ),
    "give": Sentence(
        "`/confier prénom` : choisir la personne ; sans prénom, je dis qui le peut et pourquoi",
        "`/assign name`: choose the person; without a name I say who can, and why",
    ),
    "passed": Sentence(
        "`/réussie` : la soutenance est réussie", "`/passed`: the defence is passed"
    ),
    "conditional": Sentence(
        "`/conditionnelle ce qui manque` : réussie sous condition",
        "`/conditional what is missing`: passed on a condition",
    ),
    "failed": Sentence(
        "`/retravailler motifs` : le projet est à retravailler",
        "`/rework reasons`: the project is to be reworked",
    ),
    "second": Sentence(
        "`/seconde {example}` : proposer la seconde soutenance, avec le même validateur",
        "`/second {example}`: put the second defence forward, with the same validator",
    ),
    "next": Sentence(
        "`/suivante` : préparer la carte du projet suivant",
        "`/next`: prepare the next project's card",
    ),
    "transfer": Sentence(
        "`/transfert` : préparer la carte de transfert, si l'étudiant change de mentor",
        "`/transfer`: prepare the transfer card, if the student is to have another mentor",
    ),
}
WRITE_REASONS: Final = Sentence(
    "`/retravailler motifs` : écrire les motifs, ou les corriger",
    "`/rework reasons`: write the reasons, or correct them",
)
NOW: Final = Sentence(
    "Ce que vous pouvez me demander ici maintenant :", "What you can ask me for here now:"
)
NOTHING: Final = Sentence(
    "Vous n'avez rien à faire sur cette carte pour l'instant.",
    "There is nothing for you to do on this card at the moment.",
)

WITHDRAWN: Final = Sentence(
    "c'est noté : vous ne vous proposez plus.", "noted: you no longer offer yourself."
)
TAKEN_AT_ONCE: Final = Sentence(
    "c'est fait : l'étudiant vous est confié. Merci.", "done: the student is yours. Thank you."
)
ACCEPTED: Final = Sentence(
    "c'est fait, merci : vous tenez cette soutenance.",
    "done, thank you: you hold this defence.",
)
ACCEPTED_STUDENT: Final = Sentence(
    "c'est fait, merci : l'étudiant vous est confié.", "done, thank you: the student is yours."
)
DECLINED: Final = Sentence(
    "c'est noté, merci d'avoir répondu. Une autre personne sera sollicitée.",
    "noted, thank you for answering. Another person will be asked.",
)
NOT_NOW: Final = Sentence(
    "merci d'avoir dit oui ! Entre-temps, ce n'est plus possible : {why} Prévenez un responsable.",
    "thank you for saying yes! Meanwhile it is no longer possible. {why} Tell a manager.",
)
GIVEN: Final = Sentence(
    "c'est fait : {name} tient cette soutenance.", "done: {name} holds this defence."
)
GIVEN_STUDENT: Final = Sentence(
    "c'est fait : {name} suit désormais cet étudiant.",
    "done: {name} follows this student from now on.",
)
CHOICE: Final = Sentence("voici qui peut tenir cette soutenance :", "these can hold this defence:")
CHOICE_RELAY: Final = Sentence(
    "voici qui peut prendre le relais :", "these can take the student over:"
)
CHOSEN: Final = Sentence(
    "Pour choisir, commentez `/confier {first}`. Le panneau de la carte dit pourquoi ceux-là.",
    "To choose, comment `/assign {first}`. The card's panel says why these.",
)
NOBODY: Final = Sentence(
    "d'après les profils, personne ne peut tenir cette soutenance à cette heure. Demandez à un mentor "
    "de compléter son profil, ou changez de date avec le mentor de l'étudiant.",
    "by their profiles nobody can hold this defence at that time. Ask a mentor to complete their "
    "profile, or change the date with the student's mentor.",
)
NOBODY_RELAY: Final = Sentence(
    "d'après les profils, personne ne peut prendre le relais. Écrivez aux mentors.",
    "by their profiles nobody can take the student over. Write to the mentors.",
)
NO_SUCH_NAME: Final = Sentence(
    "je ne trouve personne de ce nom sur le tableau.", "I find nobody of that name on the board."
)
SEVERAL: Final = Sentence(
    "plusieurs personnes peuvent être visées : {people}. Écrivez un nom d'utilisateur, par exemple "
    "`/confier {first}`.",
    "several people may be meant: {people}. Write a user name, for example `/assign {first}`.",
)
NOT_THEM: Final = Sentence("ce n'est pas possible : {why}", "that cannot be. {why}")

SAID: Final[Mapping[OutcomeName, Sentence]] = {
    "passed": Sentence("c'est noté : la soutenance est réussie.", "noted: the defence was passed."),
    "conditional": Sentence(
        "c'est noté : réussie sous condition. Je rappelle les délais, vous décidez.",
        "noted: passed on a condition. I remind of the times, you decide.",
    ),
    "failed": Sentence(
        "c'est noté : à retravailler. Les motifs restent sur la carte.",
        "noted: to be reworked. The reasons stay on the card.",
    ),
}
WANTED: Final[Mapping[OutcomeName, Sentence]] = {
    "conditional": Sentence(
        "dites ce qu'il reste à compléter, par exemple : `/conditionnelle le README et deux tests`.",
        "say what is still to be completed, for example: `/conditional the README and two tests`.",
    ),
    "failed": Sentence(
        "écrivez les motifs, pour l'étudiant et son mentor, par exemple : "
        "`/retravailler les tests manquent`.",
        "write the reasons, for student and mentor, for example: `/rework tests are missing`.",
    ),
}
REALLY_PASSED: Final = Sentence(
    "réussie, ou réussie sous condition ? Commentez `/réussie` seul pour la première, "
    "`/conditionnelle` suivi de ce qui manque pour l'autre.",
    "passed, or passed on a condition? Comment `/passed` alone for the first, `/conditional` and what "
    "is missing for the other.",
)
READY: Final[Mapping[Kind, Sentence]] = {
    "second": Sentence(
        "la seconde soutenance est proposée : {url}. Il ne reste qu'à fixer sa date, sur cette "
        "nouvelle carte.",
        "the second defence is put forward: {url}. Only its date is left to set, on that new card.",
    ),
    "next": Sentence(
        "la carte du projet suivant est prête : {url}. Complétez-la quand sa date est connue.",
        "the next project's card is ready: {url}. Complete it when its date is known.",
    ),
    "transfer": Sentence(
        "la carte de transfert est prête : {url}. Il reste à y mettre la fin du projet.",
        "the transfer card is ready: {url}. The end of the project is left to set.",
    ),
}
SECOND_ON: Final = Sentence(
    "la seconde soutenance est proposée pour le {at} : {url}. Un responsable la confie au même "
    "validateur.",
    "the second defence is put forward for {at}: {url}. A manager gives it to the same validator.",
)
SECOND_DATED: Final = Sentence(
    "la seconde soutenance est déjà proposée : {url}. Sa date est le {at} ; pour une autre, changez-la "
    "sur cette carte.",
    "the second defence is put forward already: {url}. Its date is {at}; for another one, change it on "
    "that card.",
)
DATE_NOT_READ: Final = Sentence(
    "je ne suis pas sûr de comprendre cette date.", "I am not sure that I understand that date."
)
NO_HOUR: Final = Sentence("à quelle heure, le {day} ?", "at what time, on {day}?")
OTHER_WEEKDAY: Final = Sentence(
    "cette date est un autre jour de la semaine : {day}.",
    "that date is another day of the week: {day}.",
)
DATE_PAST: Final = Sentence("cette date est passée : {day}.", "that date is over: {day}.")
HOW_TO_DATE: Final = Sentence(
    "Rien n'est encore créé : écrivez par exemple `/seconde {example}` (heure de {city}), ou "
    "`/seconde` seul pour choisir la date plus tard.",
    "Nothing is made yet: write for example `/second {example}` (day first; time of {city}), or "
    "`/second` alone to choose the date later.",
)

WHY: Final[Mapping[Why, Sentence]] = {
    "not-complete": Sentence(
        "il manque encore une information à cette carte. Son mentor la complète d'abord.",
        "something is still missing on this card. Its mentor completes it first.",
    ),
    "managers-only": Sentence(
        "cette décision revient aux responsables du tableau.",
        "this is for the board's managers to decide.",
    ),
    "validator-only": Sentence(
        "c'est au validateur de la soutenance de le dire, ou à un responsable du tableau.",
        "it is for the validator of the defence to say, or for a manager of the board.",
    ),
    "follow-only": Sentence(
        "c'est à son mentor, à son validateur ou à un responsable de le faire.",
        "it is for its mentor, its validator or a manager to do.",
    ),
    "other-kind": Sentence(
        "cela se demande sur une carte de l'autre tableau.",
        "that is asked for on a card of the other board.",
    ),
    "you-hold": Sentence("c'est déjà vous, merci.", "it is you already, thank you."),
    "held-by": Sentence(
        "c'est déjà confié à {name}. Merci de vous proposer.",
        "it is given to {name} already. Thank you for offering.",
    ),
    "took-place": Sentence(
        "cette soutenance a eu lieu le {at}.", "this defence took place on {at}."
    ),
    "over": Sentence("pour cette carte, c'est terminé.", "this card is over."),
    "own": Sentence(
        "vous suivez cet étudiant : c'est à un autre mentor de se proposer.",
        "you follow this student: another mentor is to offer.",
    ),
    "excluded": Sentence(
        "vous n'êtes pas disponible pour cette carte. La raison est dans son panneau.",
        "you are not available for this card. The reason is in its panel.",
    ),
    "no-offer": Sentence(
        "votre nom n'est pas parmi les propositions.", "your name is not among the offers."
    ),
    "hand-over": Sentence(
        "la carte vous est confiée : un responsable peut la confier à quelqu'un d'autre, avec "
        "`/confier`.",
        "the card is yours: a manager can give it to somebody else, with `/assign`.",
    ),
    "said": Sentence(
        "le résultat est déjà dit. Une erreur ? Remettez la carte où elle était : il est oublié.",
        "the result is said already. A mistake? Put the card back where it was: it is forgotten.",
    ),
    "runs": Sentence(
        "la réussite sous condition est déjà en cours. À compléter : {reasons}. Une erreur ? `/annuler` la "
        "retire.",
        "the conditional success runs already. To be completed: {reasons}. A mistake? `/undo` takes "
        "it back.",
    ),
    "not-agreed": Sentence(
        "cette soutenance n'est encore confiée à personne.", "nobody holds this defence yet."
    ),
    "not-yet": Sentence(
        "le résultat se dit une fois que la soutenance a eu lieu ({at}).",
        "the result is said once the defence has taken place ({at}).",
    ),
    "no-list": Sentence(
        "le règlement ne nomme pas de liste pour ce résultat : un responsable peut l'y ajouter.",
        "the rulebook names no list for this result: a manager can add it there.",
    ),
    "not-failed": Sentence(
        "une seconde soutenance se propose depuis la carte de la première, une fois à retravailler.",
        "a second defence is put forward from the card of the first, once that is to be reworked.",
    ),
    "not-passed": Sentence(
        "cela se prépare une fois la soutenance réussie.",
        "that is prepared once the defence is passed.",
    ),
    "no-board": Sentence(
        "vous ne participez pas au tableau des transferts : demandez à un responsable.",
        "you take no part in the board of transfers: ask a manager.",
    ),
    "not-asked": Sentence(
        "personne ne vous demande rien sur cette carte en ce moment.",
        "nobody asks you for anything on this card at the moment.",
    ),
    "nothing-to-accept": Sentence(
        "il n'y a rien à accepter sur cette carte.", "there is nothing to accept on this card."
    ),
}
UNDATED: Final = Sentence("date à fixer", "date to be set")
REFUSED: Final = Sentence(
    "Trello a refusé. Faites-le sur la carte elle-même, ou prévenez un responsable.",
    "Trello refused. Do it on the card itself, or tell a manager.",
)
ELSEWHERE: Final = Sentence(
    "je ne m'occupe pas de cette carte là où elle est : le règlement ne nomme pas sa liste.",
    "I do not look after this card where it is: the rulebook does not name its list.",
)
