"""The sentences of the tab where rules are tried out, in French and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rules.bilingual import Sentence
from rules.rulebook.values import Weight
from sync.simulation.what_if import Effect

TITLE: Final = Sentence("Et si…", "What if…")
PAGE: Final[Mapping[str, Sentence]] = {
    "title": Sentence("Et si les règles changeaient ?", "What if the rules changed?"),
    "introduction": Sentence(
        "Changez une règle : la page montre aussitôt ce qu'elle ferait des cartes d'aujourd'hui. "
        "Rien ne bouge sur Trello avant que vous n'appliquiez.",
        "Change a rule: the page shows at once what it would do to today's cards. Nothing moves on "
        "Trello before you apply it.",
    ),
    "scope": Sentence("Règles de", "Rules of"),
    "now": Sentence("Aujourd'hui : {value}", "Today: {value}"),
    "seconds": Sentence("secondes", "seconds"),
    "minutes": Sentence("minutes", "minutes"),
    "hours": Sentence("heures", "hours"),
    "courseName": Sentence("Nom du parcours", "Name of the course"),
    "courseAliases": Sentence(
        "Autres écritures, séparées par des virgules", "Other ways to write it, with commas between"
    ),
    "courseAdd": Sentence("Ajouter un parcours", "Add a course"),
    "courseRemove": Sentence("Retirer « {name} »", "Remove “{name}”"),
    "draft": Sentence("Votre brouillon", "Your draft"),
    "toDraft": Sentence("Voir le brouillon, et l'appliquer", "See the draft, and apply it"),
    "nothing": Sentence("Aucune règle changée pour l'instant.", "No rule has been changed so far."),
    "today": Sentence("Sur les cartes d'aujourd'hui", "On today's cards"),
    "more": Sentence("et {count} de plus", "and {count} more"),
    "replay": Sentence("Rejouer les 30 derniers jours", "Replay the last 30 days"),
    "replaying": Sentence("Je rejoue les 30 derniers jours…", "Replaying the last 30 days…"),
    "stop": Sentence("Arrêter", "Stop"),
    "stopped": Sentence(
        "Arrêté. Ce qui suit ne vaut que pour les cartes déjà vues.",
        "Stopped. What follows holds for the cards seen so far only.",
    ),
    "honest": Sentence("Ce que l'on ne peut pas savoir", "What cannot be known"),
    "apply": Sentence("Appliquer…", "Apply…"),
    "applyTitle": Sentence("Mettre ces règles en vigueur ?", "Put these rules in force?"),
    "applyDo": Sentence("Mettre en vigueur", "Put in force"),
    "reason": Sentence("Motif (il sera gardé avec la version)", "Reason (kept with the version)"),
    "drop": Sentence("Abandonner le brouillon", "Drop the draft"),
    "dropped": Sentence("Le brouillon est abandonné.", "The draft is dropped."),
    "versions": Sentence("Versions du règlement", "Versions of the rulebook"),
    "inForce": Sentence("en vigueur", "in force"),
    "older": Sentence("Versions plus anciennes", "Older versions"),
    "back": Sentence("Revenir à cette version", "Go back to this version"),
    "backTitle": Sentence("Revenir à la version {id} ?", "Go back to version {id}?"),
}

ALL_BOARDS: Final = Sentence("Tous les tableaux", "All boards")
CARRIES: Final = Sentence("Ce que contient une carte", "What a card carries")
NOTICE: Final = Sentence("Délai de proposition", "Notice to be given")
PATIENCE: Final = Sentence("Patience et retour", "Patience and return")
LABELS: Final = Sentence("Étiquettes de projet", "Project labels")
COURSES: Final = Sentence("Parcours de l'école", "Courses of the school")
AS_EVERYWHERE: Final = Sentence("réglage commun ({value})", "as everywhere ({value})")
AS_SHIPPED: Final = Sentence("d'origine ({value})", "by default ({value})")
MIN_DAYS: Final = Sentence("Jours avant la date, au moins", "Days before the date, at least")
MAX_DAYS: Final = Sentence(
    "Jours avant la date, au plus (0 : sans maximum)",
    "Days before the date, at most (0: no maximum)",
)
SETTLE_NEW: Final = Sentence(
    "Délai avant vérification d'une carte neuve", "Wait before a new card is checked"
)
SETTLE_MOVED: Final = Sentence(
    "Délai avant vérification d'une carte déplacée", "Wait before a moved card is checked"
)
RETURN: Final = Sentence("Quand une carte est complétée", "When a card is completed")
OWN_RETURN: Final = Sentence("qui la complète la remet", "whoever completes it puts the card back")
LABELS_HINT: Final = Sentence(
    "Aucune cochée : celles dont le nom se lit P7, Projet 7…",
    "None ticked: those whose names read P7, Project 7…",
)
COURSES_HINT: Final = Sentence(
    "En plus de ceux que le greffier connaît : {names}.",
    "Besides those that the clerk knows: {names}.",
)
NO_MAX: Final = Sentence("sans maximum", "no maximum")
NONE: Final = Sentence("aucun", "none")

WEIGHTS: Final[Mapping[Weight, Sentence]] = {
    "blocks": Sentence("renvoie la carte", "sends the card back"),
    "warns": Sentence("signale", "points it out"),
    "off": Sentence("ne vérifie pas", "does not check"),
}

# What becomes of cards: of one, of several. `{list}` is where they go, `{why}` what makes it so.
EFFECTS: Final[Mapping[Effect, tuple[Sentence, Sentence]]] = {
    "sent": (
        Sentence(
            "1 carte complète deviendrait incomplète et irait dans « {list} »",
            "1 complete card would be incomplete and go to “{list}”",
        ),
        Sentence(
            "{count} cartes complètes deviendraient incomplètes et iraient dans « {list} »",
            "{count} complete cards would be incomplete and go to “{list}”",
        ),
    ),
    "kept": (
        Sentence("1 carte ne serait plus renvoyée", "1 card would no longer be sent back"),
        Sentence(
            "{count} cartes ne seraient plus renvoyées",
            "{count} cards would no longer be sent back",
        ),
    ),
    "returned": (
        Sentence(
            "1 carte reviendrait d'elle-même dans « {list} »",
            "1 card would go back to “{list}” by itself",
        ),
        Sentence(
            "{count} cartes reviendraient d'elles-mêmes dans « {list} »",
            "{count} cards would go back to “{list}” by themselves",
        ),
    ),
    "left": (
        Sentence(
            "1 carte ne reviendrait plus d'elle-même", "1 card would no longer go back by itself"
        ),
        Sentence(
            "{count} cartes ne reviendraient plus d'elles-mêmes",
            "{count} cards would no longer go back by themselves",
        ),
    ),
    "fails": (
        Sentence("1 carte complète deviendrait incomplète", "1 complete card would be incomplete"),
        Sentence(
            "{count} cartes complètes deviendraient incomplètes",
            "{count} complete cards would be incomplete",
        ),
    ),
    "passes": (
        Sentence("1 carte incomplète deviendrait complète", "1 incomplete card would be complete"),
        Sentence(
            "{count} cartes incomplètes deviendraient complètes",
            "{count} incomplete cards would be complete",
        ),
    ),
    "warned": (
        Sentence(
            "1 carte aurait un point de plus à revoir", "1 card would have one more point to see to"
        ),
        Sentence(
            "{count} cartes auraient un point de plus à revoir",
            "{count} cards would have one more point to see to",
        ),
    ),
    "spared": (
        Sentence(
            "1 carte aurait un point de moins à revoir",
            "1 card would have one point less to see to",
        ),
        Sentence(
            "{count} cartes auraient un point de moins à revoir",
            "{count} cards would have one point less to see to",
        ),
    ),
}
WITH_WHY: Final = Sentence("{what} : {why}", "{what}: {why}")
NO_CARD: Final = Sentence(
    "Aucune carte n'est vérifiée en ce moment : celles qui viendront seront jugées ainsi.",
    "No card is checked at the moment: those to come will be judged so.",
)
UNCHANGED: Final = Sentence(
    "Aucune des {count} cartes vérifiées ne serait jugée autrement.",
    "None of the {count} cards that are checked would be judged otherwise.",
)
CHANGED: Final = Sentence(
    "{changed} sur {count} cartes vérifiées seraient jugées autrement.",
    "{changed} of {count} cards that are checked would be judged otherwise.",
)
OBSERVED: Final = Sentence(
    "Ce tableau est seulement observé : rien n'y serait écrit.",
    "This board is only observed: nothing would be written there.",
)
PAUSED: Final = Sentence(
    "Ce tableau est en pause : rien n'y serait écrit avant la reprise.",
    "This board is paused: nothing would be written there before it is resumed.",
)
BRAKE: Final = Sentence(
    "Cela fait {moves} déplacements : le frein arrêterait tout après {limit}. Mettez ce tableau en "
    "observation, ou procédez en plusieurs fois.",
    "That makes {moves} moves: the brake would stop everything after {limit}. Have this board "
    "observed, or go step by step.",
)
NEVER_READ: Final = Sentence(
    "Ce tableau n'a pas encore été lu : réessayez dans une minute.",
    "This board has not been read yet: try again in a minute.",
)
NO_MORE: Final = Sentence(
    "Ce tableau ne serait plus suivi : ses cartes ne seraient plus vérifiées.",
    "This board would no longer be watched: its cards would no longer be checked.",
)
NOT_YOURS: Final = Sentence(
    "Ce changement touche aussi « {boards} », dont vous n'êtes pas responsable : changez la règle "
    "d'un seul tableau, ou demandez à ses responsables de l'appliquer.",
    "This change also concerns “{boards}”, which you do not manage: change the rule of one board "
    "only, or ask its managers to apply it.",
)
NO_DIFFERENCE: Final = Sentence(
    "Ces règles sont celles qui sont en vigueur : il n'y a rien à appliquer.",
    "These rules are those in force: there is nothing to apply.",
)
MEANWHILE: Final = Sentence(
    "Entre-temps, {who} a mis en vigueur la version {id} ({when}). Votre brouillon est gardé et "
    "comparé à ces nouvelles règles : regardez-le encore une fois avant d'appliquer.",
    "Meanwhile {who} put version {id} in force ({when}). Your draft is kept and compared with these "
    "new rules: look at it once more before you apply it.",
)
APPLIED: Final = Sentence(
    "La version {id} est en vigueur. Les cartes sont revues dans la minute.",
    "Version {id} is in force. The cards are looked at again within a minute.",
)
FILE: Final = Sentence("le fichier du règlement", "the rulebook's file")
VERSION: Final = Sentence("Version {id}, {when}", "Version {id}, {when}")
FIRST: Final = Sentence("premier règlement", "first rulebook")
NO_SUCH_VERSION: Final = Sentence(
    "Cette version n'existe pas. Rechargez la page.",
    "There is no such version. Load the page again.",
)

REPLAY_MORE: Final = (
    Sentence("1 carte de plus aurait été déplacée :", "1 more card would have been moved:"),
    Sentence(
        "{count} cartes de plus auraient été déplacées :",
        "{count} more cards would have been moved:",
    ),
)
REPLAY_FEWER: Final = (
    Sentence("1 carte n'aurait pas été déplacée :", "1 card would not have been moved:"),
    Sentence(
        "{count} cartes n'auraient pas été déplacées :", "{count} cards would not have been moved:"
    ),
)
REPLAY_SAME: Final = (
    Sentence(
        "1 carte aurait été déplacée avec les deux règlements.",
        "1 card would have been moved by both sets of rules.",
    ),
    Sentence(
        "{count} cartes auraient été déplacées avec les deux règlements.",
        "{count} cards would have been moved by both sets of rules.",
    ),
)
REPLAY_NOTHING: Final = Sentence(
    "Rien n'aurait été différent pendant ces 30 jours.",
    "Nothing would have been different in these 30 days.",
)
REPLAY_PROGRESS: Final = Sentence(
    "{done} cartes sur {cards}, {deliveries} événements",
    "{done} of {cards} cards, {deliveries} events",
)
REPLAY_LOST: Final = Sentence(
    "{count} cartes supprimées depuis ne sont pas rejouées.",
    "{count} cards that were deleted since are not replayed.",
)
HONEST: Final = Sentence(
    "Le passé est reconstruit à partir des événements reçus de Trello : ce qui s'est passé avant le "
    "premier, ou sans que Trello le dise, est supposé être comme aujourd'hui. Ni les doublons ni le "
    "frein ne sont rejoués. Une carte que seules les nouvelles règles auraient renvoyée est supposée "
    "remise par son mentor dès qu'elle est complète.",
    "The past is rebuilt from the events received from Trello: what happened before the first one, or "
    "without Trello telling, is taken to be as it is today. Neither twins nor the brake are replayed. "
    "A card that the new rules alone would have sent back is taken to be put back by its mentor as "
    "soon as it is complete.",
)
REPLAY_CARD: Final = Sentence("le {when} : {why}", "on {when}: {why}")
