"""The words of the pages and buttons inside Trello that do not depend on a card."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rules.bilingual import Sentence
from rules.verdict import Language

_LINK_TEXT: Final = Sentence(
    "Une carte pour cet étudiant est créée sur le tableau des transferts, à votre nom et sans date. "
    "L'historique permet d'annuler : elle est archivée tant que personne n'y a touché.",
    "A card for this student is made on the board of transfers, in your name and without a date. "
    "The history has the way back: it is archived as long as nobody touched it.",
)
CONNECTOR: Final[Mapping[str, Sentence]] = {
    "name": Sentence("Greffe", "Clerk"),
    "panel": Sentence("Greffe : ce que contient la carte", "Clerk: what the card carries"),
    "desk": Sentence("Greffe", "Clerk's office"),
    "settings": Sentence("Réglages de Greffier", "Greffier settings"),
    "welcome": Sentence("Bienvenue au greffe", "Welcome to the clerk's office"),
    "check": Sentence("Vérifier maintenant", "Check now"),
    "putBack": Sentence("Remettre en proposition", "Put back into the proposals"),
    "suspend": Sentence("Suspendre la vérification", "Suspend the checks"),
    "accept": Sentence("Accepter telle quelle", "Accept as it is"),
    "link": Sentence("Créer la carte de transfert", "Make the transfer card"),
    "linkText": _LINK_TEXT,
    "confirm": Sentence("Confirmer", "Confirm"),
    "checkList": Sentence("Vérifier toute la liste", "Check the whole list"),
    "byDue": Sentence("Par date", "By due date"),
    "byMissing": Sentence("Par ce qui manque", "By what is missing"),
    "checked": Sentence("Vérifiée : {title}.", "Checked: {title}."),
    "isBack": Sentence("La carte est remise en proposition.", "The card is put forward again."),
    "isLinked": Sentence(
        "La carte de transfert est prête, sur l'autre tableau.",
        "The transfer card is ready, on the other board.",
    ),
    "listChecked": Sentence("La liste est en cours de vérification.", "The list is being checked."),
    "unknown": Sentence("état inconnu", "state unknown"),
    "offline": Sentence(
        "Greffier ne répond pas. Attendez un instant, puis réessayez.",
        "Greffier does not answer. Wait a moment, then try again.",
    ),
    "signIn": Sentence(
        "Connectez-vous à Trello pour utiliser Greffier.", "Sign in to Trello to use Greffier."
    ),
}
PANEL: Final[Mapping[str, Sentence]] = {
    "desk": CONNECTOR["desk"],
    "loading": Sentence("Lecture de la carte…", "Reading the card…"),
    "late": Sentence(
        "Greffier met plus de temps que d'habitude, encore un instant…",
        "Greffier takes longer than usual, one more moment…",
    ),
    "waiting": Sentence(
        "Le greffier découvre cette carte, encore quelques secondes…",
        "The clerk is getting to know this card, a few more seconds…",
    ),
    "retry": Sentence("Réessayer", "Try again"),
    "rule": Sentence("La règle", "The rule"),
    "blocks": Sentence("Manque", "Missing"),
    "warns": Sentence("À confirmer", "To confirm"),
    "ok": Sentence("En ordre", "In order"),
    "working": Sentence("Un instant…", "One moment…"),
    "studentName": Sentence("Prénom et nom", "First name and surname"),
    "studentCourse": Sentence("Parcours", "Course"),
    "saveTitle": Sentence("Écrire le titre", "Write the title"),
    "preview": Sentence("Titre : {title}", "Title: {title}"),
    "chooseLabel": Sentence("Choisissez l'étiquette du projet", "Choose the project label"),
    "chooseDate": Sentence("Choisir la date", "Choose the date"),
    "time": Sentence("Heure", "Time"),
    "setDate": Sentence("Fixer au {day}", "Set to {day}"),
    "pickDay": Sentence("Choisissez d'abord un jour", "Choose a day first"),
    "previousMonth": Sentence("Mois précédent", "Previous month"),
    "nextMonth": Sentence("Mois suivant", "Next month"),
    "inWindow": Sentence("dans le délai", "in the window"),
    "holiday": Sentence("jour férié", "public holiday"),
    "agreed": Sentence("Date convenue : {date}", "Agreed date: {date}"),
    "otherTitle": Sentence("Un autre nom ou parcours", "Another name or course"),
    "goesBack": Sentence(
        "Une fois complète, la remettre aussitôt dans « {list} »",
        "Once complete, put it back into “{list}” at once",
    ),
    "weekend": Sentence("week-end", "week-end"),
    "join": Sentence("M'ajouter à la carte", "Add me to the card"),
    "addDetails": Sentence("Compléter la description", "Complete the description"),
    "saveDetails": Sentence("Ajouter à la description", "Add to the description"),
    "acceptDate": Sentence("Accepter la nouvelle date", "Accept the new date"),
    "restoreDate": Sentence("Rétablir la date fixée", "Restore the fixed date"),
    "putBack": Sentence("Remettre dans « {list} »", "Put back into “{list}”"),
    "check": Sentence("Vérifier maintenant", "Check now"),
    "suspend": Sentence("Suspendre", "Suspend"),
    "lift": Sentence("Reprendre la vérification", "Take up the checks again"),
    "accept": Sentence("Accepter telle quelle", "Accept as it is"),
    "link": Sentence("Créer la carte de transfert", "Make the transfer card"),
    "linkText": _LINK_TEXT,
    "linked": Sentence("Voir la carte de transfert", "See the transfer card"),
    "todo": Sentence("Voir dans « À traiter »", "See it in “To do”"),
    "more": Sentence("Autres gestes", "More"),
    "reason": Sentence("Motif", "Reason"),
    "optional": Sentence("Motif (facultatif)", "Reason (optional)"),
    "confirm": Sentence("Confirmer", "Confirm"),
    "cancel": Sentence("Fermer", "Close"),
    "history": Sentence("Historique", "History"),
    "undo": Sentence("Annuler ce geste", "Undo this"),
    "past": Sentence("Le tableau à ce moment", "The board at that moment"),
    "undone": Sentence("annulé par {by}", "undone by {by}"),
    "rules": Sentence("Le règlement du tableau", "The rules of the board"),
    "open": Sentence("Ouvrir « {name} »", "Open “{name}”"),
    "done": Sentence("C'est fait.", "Done."),
}
NOT_THERE: Final = Sentence(
    "Cette carte n'est pas sur un de vos tableaux. Rechargez la page.",
    "This card is not on a board of yours. Reload the page.",
)
MINE: Final[Mapping[str, Sentence]] = {
    "loading": Sentence("Lecture de vos cartes…", "Reading your cards…"),
    "title": Sentence("Mes cartes", "My cards"),
    "turns": Sentence("À vous de jouer", "Your turn"),
    "noTurn": Sentence("Rien ne vous attend.", "Nothing waits for you."),
    "done": Sentence("C'est fait.", "Done."),
    "defences": Sentence("Prochaines soutenances", "Next defences"),
    "noDefence": Sentence("Aucune soutenance à venir.", "No defence to come."),
    "nothing": Sentence(
        "Aucune carte à votre nom ici. Rejoignez celles de vos étudiants : elles viendront d'elles-mêmes.",
        "No card of yours here. Join those of your students: they will come by themselves.",
    ),
    "toProfile": Sentence("Compléter mon profil", "Complete my profile"),
    "seen": Sentence("Vu", "Seen"),
    "retry": Sentence("Réessayer", "Try again"),
}
DESK: Final[Mapping[str, Sentence]] = {
    "notOnBoards": Sentence(
        "Vous n'êtes pas encore sur tous les tableaux : ouvrez celui-ci et rejoignez-le (ou demandez à un "
        "responsable de vous y inviter), pour que rien de vos étudiants ne vous échappe.",
        "You are not on all boards yet: open this one and join it (or ask a manager to invite you), so that "
        "you miss nothing about your students.",
    ),
    "later": Sentence("Plus tard", "Later"),
    "loading": Sentence("Un instant…", "One moment…"),
    "retry": Sentence("Réessayer", "Try again"),
    "tabs": Sentence("Pages du greffe", "Pages of the clerk's office"),
    "moreTabs": Sentence("Plus", "More"),
    "done": Sentence("C'est fait.", "Done."),
    "close": Sentence("Fermer", "Close"),
    "cancel": Sentence("Fermer", "Close"),
    "confirm": Sentence("Confirmer", "Confirm"),
    "undo": Sentence("Annuler", "Undo"),
    "named": Sentence("{name} — {what}", "{name} — {what}"),
    "undoneOf": Sentence("{name} — annulé : {what}", "{name} — undone: {what}"),
    "undoNothing": Sentence(
        "Rien à annuler ici : le journal garde ce qui a été fait avant.",
        "Nothing to undo here: the journal has what was done before.",
    ),
    "palette": Sentence("Aller à…", "Go to…"),
    "paletteHint": Sentence("Carte, personne, page, action…", "Card, person, page, action…"),
    "paletteTabs": Sentence("Pages", "Pages"),
    "paletteActs": Sentence("Actions", "Actions"),
    "paletteViews": Sentence("Vues", "Views"),
    "paletteCards": Sentence("Cartes", "Cards"),
    "palettePeople": Sentence("Personnes", "People"),
    "paletteNothing": Sentence(
        "Rien à ce nom. Essayez moins de lettres, ou un autre mot du titre.",
        "Nothing of that name. Try fewer letters, or another word of the title.",
    ),
    "paletteOne": Sentence("1 réponse", "1 answer"),
    "paletteCount": Sentence("{count} réponses", "{count} answers"),
    "paletteKeys": Sentence(
        "↑ ↓ pour choisir, Entrée pour y aller, Échap pour fermer",
        "↑ ↓ to choose, Enter to go there, Esc to close",
    ),
    "ctrl": Sentence("Ctrl", "Ctrl"),
    "noTab": Sentence(
        "Cette page est réservée aux responsables du tableau.",
        "This page is for the managers of the board.",
    ),
}
ACT: Final[Mapping[str, Sentence]] = {
    "suspend": Sentence(
        "La carte reste où elle est pendant 24 heures, ou jusqu'à ce qu'elle change.",
        "The card stays where it is for 24 hours, or until it changes.",
    ),
    "accept": Sentence(
        "La carte est acceptée comme elle est, jusqu'à sa date. Le motif sera lu par tous.",
        "The card is accepted as it is, until its date. Everybody can read the reason.",
    ),
    "suspendTitle": Sentence("Suspendre la vérification", "Suspend the checks"),
    "acceptTitle": Sentence("Accepter telle quelle", "Accept as it is"),
    "reason": Sentence("Motif", "Reason"),
    "optional": Sentence("Motif (facultatif)", "Reason (optional)"),
    "confirm": Sentence("Confirmer", "Confirm"),
    "cancel": Sentence("Fermer", "Close"),
    "done": Sentence("C'est fait.", "Done."),
}
SETTINGS: Final[Mapping[str, Sentence]] = {
    "title": CONNECTOR["settings"],
    "loading": Sentence("Un instant…", "One moment…"),
    "retry": Sentence("Réessayer", "Try again"),
    "board": Sentence("Tableau", "Board"),
    "mode": Sentence("Le greffier", "The clerk"),
    "enforce": Sentence("commente et déplace les cartes", "comments on cards and moves them"),
    "observe": Sentence("observe, sans rien déplacer", "observes, and moves nothing"),
    "paused": Sentence("est en pause", "is paused"),
    "managers": Sentence("Responsables", "Managers"),
    "rules": Sentence("Lire le règlement du tableau", "Read the rules of the board"),
    "data": Sentence(
        "Ce Power-Up ne garde rien dans Trello ni dans votre navigateur.",
        "This Power-Up keeps nothing in Trello nor in your browser.",
    ),
}
WELCOME: Final[Mapping[str, Sentence]] = {
    "title": Sentence("Bonjour, je suis le greffier", "Hello, I am the clerk"),
    "lead": Sentence(
        "Je vérifie que chaque carte contient ce dont vos collègues ont besoin, et je vous aide à la "
        "compléter sans la quitter.",
        "I check that each card carries what your colleagues need, and help you to complete it "
        "without leaving it.",
    ),
    "doesTitle": Sentence("Ce que je fais", "What I do"),
    "does1": Sentence(
        "Une pastille dit sur chaque carte si elle est complète.",
        "A badge on each card says whether it is complete.",
    ),
    "does2": Sentence(
        "Un panneau dans la carte montre ce qui manque et le corrige en un clic.",
        "A panel in the card shows what is missing and mends it in one click.",
    ),
    "does3": Sentence(
        "Une carte incomplète est rangée à part, avec un commentaire qui dit pourquoi.",
        "An incomplete card is put aside, with a comment that says why.",
    ),
    "doesNotTitle": Sentence("Ce que je ne fais pas", "What I do not do"),
    "not1": Sentence(
        "Je ne supprime ni n'archive rien, et je ne change pas vos dates.",
        "I delete and archive nothing, and do not change your dates.",
    ),
    "not2": Sentence(
        "Je ne vous contredis pas : une carte que vous remettez reste où vous l'avez mise.",
        "I do not contradict you: a card that you put back stays where you put it.",
    ),
    "not3": Sentence(
        "Je n'agis jamais en cachette : chaque geste est noté et peut s'annuler.",
        "I never act in secret: each act is noted and can be undone.",
    ),
    "next": Sentence(
        "Pour commencer, ouvrez une carte : son panneau dit quoi faire. Puis dites dans « Greffe », « Mon "
        "profil », quels projets vous suivez et validez.",
        "To begin, open a card: its panel says what to do. Then say in “Clerk's office”, “My profile”, which "
        "projects you follow and validate.",
    ),
    "close": Sentence("C'est compris", "Understood"),
}
PAGES: Final[Mapping[str, Mapping[str, Sentence]]] = {
    "panel": PANEL,
    "desk": DESK,
    "act": ACT,
    "settings": SETTINGS,
    "welcome": WELCOME,
}
SHARED: Final = ("offline", "signIn")


def spoken(words: Mapping[str, Sentence], language: Language) -> dict[str, str]:
    """Return the words in one language, for the browser, which fills places such as `{name}`."""
    shared = {key: CONNECTOR[key] for key in SHARED}
    return {key: each.in_(language) for key, each in {**shared, **words}.items()}
