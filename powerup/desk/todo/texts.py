"""What the tab "À traiter" says, in French and English."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Final

from rules.bilingual import Sentence
from rules.formatting import moment

KINDS: Final[Mapping[str, Sentence]] = {
    "date": Sentence("Date modifiée", "Date changed"),
    "parked": Sentence("Non vérifiée", "Not checked"),
    "decision": Sentence("Décision en retard", "Decision overdue"),
    "result": Sentence("Résultat attendu", "Result awaited"),
    "answer": Sentence("À redemander", "To ask again"),
    "validator": Sentence("Sans validateur", "No validator"),
    "taker": Sentence("Sans nouveau mentor", "No new mentor"),
    "incomplete": Sentence("Incomplète", "Incomplete"),
    "back": Sentence("À remettre", "To put back"),
    "notice": Sentence("Délai court", "Short notice"),
    "twin": Sentence("Doublon", "Duplicate"),
    "suspended": Sentence("Suspendue", "Suspended"),
    "doubt": Sentence("À confirmer", "To confirm"),
}

WHY: Final[Mapping[str, Sentence]] = {
    "date": Sentence(
        "La date fixée a changé : elle était le {before}, elle est {after}{who}.",
        "The fixed date was changed: it was {before}, it is {after}{who}.",
    ),
    "parked": Sentence(
        "Le greffier n'a pas pu vérifier cette carte, malgré plusieurs essais.",
        "The clerk could not check this card in spite of several tries.",
    ),
    "decision": Sentence(
        "Soutenance du {at} réussie sous condition : le délai pour décider est passé. Relancez le "
        "validateur, ou ouvrez la carte et décidez.",
        "Defence of {at}, passed on a condition: the time to decide is over. Remind the validator, or "
        "open the card and decide.",
    ),
    "result": Sentence(
        "La soutenance du {at} a eu lieu, et personne n'en a dit le résultat.",
        "The defence of {at} took place, and nobody has said its result.",
    ),
    "validator": Sentence(
        "Complète depuis {waited}, et personne ne la valide encore.",
        "Complete for {waited}, and nobody validates it yet.",
    ),
    "validator-planned": Sentence(
        "Planifiée, mais aucun mentor validateur n'est sur la carte.",
        "Planned, but no validator is on the card.",
    ),
    "taker": Sentence(
        "Complète depuis {waited}, et aucun mentor n'a pris le relais.",
        "Complete for {waited}, and no mentor has taken over.",
    ),
    "incomplete": Sentence(
        "À revoir depuis {waited} : {labels}.", "To complete for {waited}: {labels}."
    ),
    "incomplete-nobody": Sentence(
        "À revoir : {labels}. Personne n'est inscrit sur la carte, donc personne n'a été prévenu.",
        "To complete: {labels}. Nobody is on the card, so nobody was told.",
    ),
    "back": Sentence(
        "Complète depuis {waited}, mais restée dans « {list} ».",
        "Complete for {waited}, but still in “{list}”.",
    ),
    "notice": Sentence("Le délai est trop court : {read}.", "The notice is too short: {read}."),
    "twin": Sentence(
        "Plusieurs cartes sont ouvertes pour cet étudiant et ce projet.",
        "Several cards are open for this student and project.",
    ),
    "suspended": Sentence(
        "Vérification suspendue par {by}{until}{reason}.",
        "Checks suspended by {by}{until}{reason}.",
    ),
    "doubt": Sentence(
        "À confirmer, sans bloquer personne : {labels}.",
        "To be confirmed; it blocks nobody: {labels}.",
    ),
}
NO_DATE: Final = Sentence("retirée", "removed")
THE: Final = Sentence("le {moment}", "{moment}")
BY: Final = Sentence(" (changée par {by} le {at})", " (changed by {by} on {at})")
UNTIL: Final = Sentence(" jusqu'au {until}", " until {until}")
REASON: Final = Sentence(" : « {reason} »", ": “{reason}”")
REMINDED: Final = Sentence("Relance de {by}, le {at}.", "Reminded by {by} on {at}.")
PAUSED: Final = Sentence(
    "Le greffier est en pause sur « {board} » : il n'y écrit plus rien tant qu'un responsable ne l'a pas "
    "relancé.",
    "The clerk is paused on “{board}”: it writes nothing there until a manager puts it to work again.",
)

OVERDUE: Final = Sentence(
    "Sessions sans statut depuis trois jours ouvrés : {mentors}.",
    "Sessions without a status for three working days: {mentors}.",
)
OTHERS: Final = Sentence("{count} autres mentors", "{count} more mentors")

TODAY: Final = Sentence("aujourd'hui", "today")
TOMORROW: Final = Sentence("demain", "tomorrow")
YESTERDAY: Final = Sentence("hier", "yesterday")
IN: Final = Sentence("dans {days}", "in {days}")
AGO: Final = Sentence("il y a {days}", "{days} ago")
LESS_THAN_A_DAY: Final = Sentence("moins d'un jour", "less than a day")

ACTIONS: Final[Mapping[str, Sentence]] = {
    "pick": Sentence("Choisir le validateur…", "Choose the validator…"),
    "pick-taker": Sentence("Choisir le nouveau mentor…", "Choose the new mentor…"),
    "restore-date": Sentence("Rétablir la date fixée", "Restore the fixed date"),
    "accept-date": Sentence("Accepter la nouvelle date…", "Accept the new date…"),
    "accept": Sentence("Accepter telle quelle…", "Accept as it is…"),
    "twins": Sentence("Comparer…", "Compare…"),
    "accept-twins": Sentence("C'est voulu…", "This is intended…"),
    "put-back": Sentence("Remettre en proposition", "Put forward again"),
    "remind": Sentence("Relancer le mentor", "Remind the mentor"),
    "lift": Sentence("Reprendre la vérification", "Take up the checks again"),
    "replay": Sentence("Réessayer", "Try again"),
    "check": Sentence("Revérifier", "Check again"),
    "suspend": Sentence("Suspendre…", "Suspend…"),
    "snooze": Sentence("Pas maintenant…", "Not now…"),
    "ask-next": Sentence("Demander à la personne suivante", "Ask the next person"),
    "withdraw-ask": Sentence("Retirer la demande", "Take the request back"),
}

DONE: Final[Mapping[str, Sentence]] = {
    "accept": Sentence("Carte acceptée telle quelle.", "Card accepted as it is."),
    "accept-date": Sentence("Nouvelle date acceptée.", "New date accepted."),
    "restore-date": Sentence("Date fixée rétablie.", "Fixed date restored."),
    "accept-twins": Sentence("Doublon accepté.", "Duplicate accepted."),
    "archive": Sentence(
        "Carte archivée, l'autre est complétée.", "Card archived, the other completed."
    ),
    "put-back": Sentence("Carte remise en proposition.", "Card put forward again."),
    "remind": Sentence("Mentor relancé sur la carte.", "Mentor reminded on the card."),
    "lift": Sentence("Vérification reprise.", "Checks taken up again."),
    "replay": Sentence("Nouvel essai en cours.", "Another try is on its way."),
    "check": Sentence("Carte revérifiée.", "Card checked again."),
    "suspend": Sentence("Vérification suspendue 24 heures.", "Checks suspended for 24 hours."),
    "snooze": Sentence("Remise à plus tard.", "Put off."),
    "ask-next": Sentence("C'est demandé.", "The question is asked."),
    "withdraw-ask": Sentence("Demande retirée.", "Request taken back."),
    "undo": Sentence("C'est annulé.", "Undone."),
}

CHANGED: Final = Sentence(
    "La carte a changé entre-temps : la voici comme elle est maintenant. Regardez-la avant de décider.",
    "The card has changed meanwhile: here it is as it is now. Look at it before you decide.",
)
SETTLED: Final = Sentence(
    "Cette carte n'attend plus rien de vous : quelqu'un s'en est occupé, ou elle a changé de liste.",
    "This card wants nothing of you any more: somebody saw to it, or it is in another list.",
)
NOT_YOURS: Final = Sentence(
    "Vous n'êtes pas responsable de ce tableau. Demandez à l'un de ses responsables.",
    "You are not a manager of this board. Ask one of its managers.",
)
_REMINDED_LATELY: Final = Sentence(
    "Déjà relancé par {by} le {at}. Laissez un jour au mentor avant de le relancer.",
    "Already reminded by {by} on {at}. Give the mentor a day before you remind them again.",
)


def reminded_lately(by: str, at: datetime, zone: tzinfo) -> Sentence:
    """Return when the mentor was reminded last, and by whom."""
    told = _REMINDED_LATELY
    return Sentence(
        told.fr.format(by=by, at=moment(at, "fr", zone)),
        told.en.format(by=by, at=moment(at, "en", zone)),
    )


PAGE: Final[Mapping[str, Sentence]] = {
    "toFollow": Sentence("Voir le suivi", "See the follow-up"),
    "heading": Sentence("À traiter", "To do"),
    "count": Sentence("{count} sur {all}", "{count} of {all}"),
    "one": Sentence("1 carte vous attend", "1 card waits for you"),
    "many": Sentence("{count} cartes vous attendent", "{count} cards wait for you"),
    "order": Sentence(
        "La plus urgente d'abord : date proche, ce qui manque, temps d'attente.",
        "The most urgent first: near date, what is missing, time waited.",
    ),
    "all": Sentence("Tout", "All"),
    "kinds": Sentence("Filtrer par raison", "By reason"),
    "board": Sentence("Tableau", "Board"),
    "project": Sentence("Projet", "Project"),
    "mentor": Sentence("Mentor", "Mentor"),
    "everyBoard": Sentence("Tous les tableaux", "All boards"),
    "everyProject": Sentence("Tous les projets", "All projects"),
    "everyMentor": Sentence("Tous les mentors", "All mentors"),
    "snoozeTitle": Sentence("Pas maintenant", "Not now"),
    "snoozeText": Sentence(
        "La carte quitte la liste et y revient ce jour-là, ou dès qu'elle change. Rien n'est écrit dessus.",
        "The card leaves the list and is back on that day, or as soon as it changes. Nothing is written.",
    ),
    "snooze1": Sentence("Jusqu'à demain", "Until tomorrow"),
    "snooze3": Sentence("Dans trois jours", "In three days"),
    "snooze7": Sentence("Dans une semaine", "In a week"),
    "snooze0": Sentence("Jusqu'à ce qu'elle change", "Until it changes"),
    "keySnooze": Sentence("pas maintenant", "not now"),
    "cards": Sentence("{count} cartes", "{count} cards"),
    "moreFilters": Sentence("Filtres", "Filters"),
    "nobody": Sentence("Personne", "Nobody"),
    "search": Sentence("Chercher", "Search"),
    "searchHint": Sentence("Nom, parcours…", "Name, course…"),
    "list": Sentence("Cartes à traiter", "Cards to see to"),
    "select": Sentence("Sélectionner {name}", "Select {name}"),
    "selected": Sentence("{count} sélectionnées", "{count} selected"),
    "selectedOne": Sentence("1 sélectionnée", "1 selected"),
    "unselect": Sentence("Désélectionner", "Unselect"),
    "progress": Sentence("{done} sur {all}…", "{done} of {all}…"),
    "finished": Sentence(
        "{done} cartes traitées, {failed} à revoir.", "{done} cards seen to, {failed} to look at."
    ),
    "finishedAll": Sentence("{done} cartes traitées.", "{done} cards seen to."),
    "notHere": Sentence(
        "Cette action ne s'applique pas à cette carte.", "This does not apply to this card."
    ),
    "open": Sentence("Ouvrir", "Open"),
    "more": Sentence("Afficher la suite", "Show more"),
    "keys": Sentence("Clavier", "Keyboard"),
    "help": Sentence("Au clavier", "With the keyboard"),
    "noDue": Sentence("sans date", "no date"),
    "high": Sentence("Urgent", "Urgent"),
    "middle": Sentence("Bientôt", "Soon"),
    "low": Sentence("Peut attendre", "No hurry"),
    "reason": Sentence("Motif", "Reason"),
    "optional": Sentence("Motif (facultatif)", "Reason (optional)"),
    "reasonHint": Sentence(
        "Chacun peut le lire sur la carte.", "Everybody can read it on the card."
    ),
    "acceptTitle": Sentence("Accepter telle quelle", "Accept as it is"),
    "acceptText": Sentence(
        "La carte est acceptée comme elle est, jusqu'à sa date. Si elle est dans « Profil à "
        "mettre à jour », elle revient dans « Propositions de soutenances ».",
        "The card is accepted as it is, until its date. If it was put aside, it is put forward again.",
    ),
    "acceptDateTitle": Sentence("Accepter la nouvelle date", "Accept the new date"),
    "acceptDateText": Sentence(
        "La nouvelle date devient la date fixée.", "The new date becomes the fixed one."
    ),
    "acceptTwinsTitle": Sentence("Ces cartes sont voulues", "These cards are intended"),
    "acceptTwinsText": Sentence(
        "Les cartes restent toutes ouvertes, et le greffier n'en parle plus.",
        "All the cards stay open, and the clerk says no more about it.",
    ),
    "suspendTitle": Sentence("Suspendre la vérification", "Suspend the checks"),
    "suspendText": Sentence(
        "La carte reste où elle est pendant 24 heures, ou jusqu'à ce qu'elle change.",
        "The card stays where it is for 24 hours, or until it changes.",
    ),
    "twinsTitle": Sentence("Archiver laquelle ?", "Which one should be archived?"),
    "twinsText": Sentence(
        "Rien n'est archivé d'office. La carte que vous archivez peut revenir en un clic.",
        "Nothing is archived by itself. The card that you archive can come back in one press.",
    ),
    "archive": Sentence("Archiver celle-ci", "Archive this one"),
    "archiveChosen": Sentence("Archiver la carte choisie", "Archive the chosen card"),
    "carries": Sentence("L'autre carte reçoit : {what}.", "The other card gets: {what}."),
    "carriesNothing": Sentence(
        "L'autre carte a déjà tout.", "The other card has everything already."
    ),
    "members": Sentence("Sur la carte : {names}", "On the card: {names}"),
    "emptyTitle": Sentence("Rien à traiter", "Nothing to do"),
    "emptyText": Sentence(
        "Toutes les cartes suivent leur cours. Le greffier veille, et les range ici dès qu'elles "
        "ont besoin de vous.",
        "All cards are on their way. The clerk keeps watch, and brings them here as soon as they need you.",
    ),
    "emptyNext": Sentence(
        "Sans changement, la prochaine arrivera le {at} : {name}.",
        "If nothing changes, the next one comes on {at}: {name}.",
    ),
    "emptyDue": Sentence("Prochaine échéance : le {at}, {name}.", "Next date: {at}, {name}."),
    "noMatch": Sentence(
        "Aucune carte ne correspond à ces filtres.", "No card matches these filters."
    ),
    "clear": Sentence("Tout afficher", "Show all"),
    "journal": Sentence("Voir le journal", "See the journal"),
    "resume": Sentence("Reprendre, dans le journal", "Go on, in the journal"),
    "keyMove": Sentence("carte suivante, précédente", "next card, previous card"),
    "keySelect": Sentence("sélectionner", "select"),
    "keyAccept": Sentence("accepter", "accept"),
    "keyRemind": Sentence("relancer le mentor", "remind the mentor"),
    "keyPick": Sentence("confier à quelqu'un", "give it to somebody"),
    "keyUndo": Sentence("annuler la dernière décision", "undo the last decision"),
    "keySearch": Sentence("chercher", "search"),
    "keyHelp": Sentence("cette aide", "this help"),
    "escape": Sentence("Échap", "Esc"),
    "keyEscape": Sentence("fermer l'aperçu, revenir à la carte", "close the peek"),
}

CARRIED: Final[Mapping[str, Sentence]] = {
    "due": Sentence("la date", "the date"),
    "details": Sentence("la description", "the description"),
    "member": Sentence("les mentors", "the mentors"),
}
