"""The words of the confidence light, and what to do about each thing that is not as it should be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rules.bilingual import Sentence

WORDS: Final[Mapping[str, Sentence]] = {
    "title": Sentence("Santé", "Health"),
    "good": Sentence("En ordre", "In order"),
    "doubt": Sentence("À regarder", "To look at"),
    "bad": Sentence("À réparer", "To mend"),
    "calm": Sentence("Pour information", "For information"),
    "checks": Sentence("Ce qui est surveillé", "What is watched"),
    "whatToDo": Sentence("Que faire :", "What to do:"),
    "command": Sentence("Pour la personne qui tient le serveur :", "For whoever runs the server:"),
    "parked": Sentence("Cartes mises de côté", "Cards given up"),
    "parkedHint": Sentence(
        "Leur traitement a échoué plusieurs fois de suite. Une fois la cause réglée, relancez-les.",
        "Working on them failed several times in a row. Once the cause is gone, try them again.",
    ),
    "replay": Sentence("Relancer", "Try again"),
    "replayOf": Sentence("Relancer « {name} »", "Try “{name}” again"),
    "replayAll": Sentence("Tout relancer", "Try all again"),
    "detail": Sentence("Le message d'erreur", "The error message"),
    "silent": Sentence(
        "Greffier ne répond plus depuis {time}. Ce qui suit est ce que l'on savait alors ; cette "
        "page réessaie toute seule. Si cela dure plus de cinq minutes, prévenez la personne qui "
        "tient le serveur.",
        "Greffier has not answered since {time}. What follows is what was known then; this page "
        "tries again by itself. If it lasts more than five minutes, tell whoever runs the server.",
    ),
    "silentShort": Sentence("Greffier ne répond plus", "Greffier does not answer"),
    "fresh": Sentence(
        "Cette page se met à jour toutes les 15 secondes.", "This page refreshes every 15 seconds."
    ),
}

ALL_GOOD: Final = Sentence(
    "Tout est en ordre : le greffier voit ce qui change et les cartes sont à jour.",
    "All is in order: the clerk sees what changes and the cards are up to date.",
)
ALL_READY: Final = Sentence(
    "Tout est prêt : le greffier attend le premier changement sur un tableau.",
    "All is ready: the clerk waits for the first change on a board.",
)
OPERATOR: Final = Sentence(
    "Prévenez la personne qui tient le serveur de Greffier.", "Tell whoever runs Greffier's server."
)

TITLES: Final[Mapping[str, Sentence]] = {
    "event": Sentence("Dernier événement reçu de Trello", "Last event from Trello"),
    "control": Sentence("Dernier contrôle", "Last check"),
    "drift": Sentence("Écarts", "Differences"),
    "lists": Sentence("Listes du règlement", "Lists of the rulebook"),
    "hook": Sentence("Lien avec Trello (webhook)", "Link with Trello (webhook)"),
    "queue": Sentence("File d'attente", "Queue"),
    "parked": Sentence("Cartes mises de côté", "Cards given up"),
    "trello": Sentence("Appels à Trello", "Calls to Trello"),
    "mode": Sentence("Le greffier sur ce tableau", "The clerk on this board"),
}


Found = tuple[Sentence, Sentence | None, str]
"""What was found, what a manager does about it, and the command for whoever runs the server."""


def _found(text: Sentence, remedy: Sentence | None = None, command: str = "") -> Found:
    return text, remedy, command


FOUND: Final[Mapping[str, Found]] = {
    "event": _found(Sentence("{ago}", "{ago}")),
    "event-new": _found(
        Sentence("aucun encore : c'est normal au début", "none yet: that is usual at first"),
        Sentence(
            "Pour essayer, modifiez une carte d'un tableau.", "To try it, edit a card on a board."
        ),
    ),
    "event-none": _found(
        Sentence("aucun jusqu'ici", "none so far"),
        Sentence(
            "Modifiez une carte sur un tableau : elle doit arriver ici en quelques secondes. Sinon, "
            "prévenez la personne qui tient le serveur.",
            "Edit a card on a board: it should arrive within seconds. If not, tell whoever runs the "
            "server.",
        ),
        "greffier doctor",
    ),
    "event-old": _found(
        Sentence("{ago} : rien depuis", "{ago}: nothing since"),
        Sentence(
            "Si les tableaux ont changé depuis, prévenez la personne qui tient le serveur.",
            "If the boards have changed since, tell whoever runs the server.",
        ),
        "greffier webhooks repair",
    ),
    "control": _found(Sentence("tableau relu {ago}", "board read {ago}")),
    "control-late": _found(
        Sentence("tableau relu {ago} : c'est trop ancien", "board read {ago}: too long ago"),
        OPERATOR,
        "greffier doctor",
    ),
    "control-none": _found(
        Sentence("pas encore relu", "never read yet"), OPERATOR, "greffier serve"
    ),
    "drift": _found(
        Sentence("aucun : {compared} comparées", "none: {compared} compared"),
    ),
    "drift-some": _found(
        Sentence(
            "{differed} sur {compared} ({fields}), réparés {ago}",
            "{differed} of {compared} ({fields}), repaired {ago}",
        ),
        Sentence(
            "Rien à faire : la copie est réparée. Si des écarts reviennent chaque jour, prévenez la "
            "personne qui tient le serveur.",
            "Nothing to do: the copy is repaired. If differences come back every day, tell whoever "
            "runs the server.",
        ),
        "greffier sync --board {board}",
    ),
    "drift-left": _found(
        Sentence(
            "{differed} sur {compared} ({fields}), pas encore réparés",
            "{differed} of {compared} ({fields}), not repaired yet",
        ),
        Sentence(
            "Le prochain contrôle les répare. S'ils restent, prévenez la personne qui tient le "
            "serveur.",
            "The next control repairs them. If they stay, tell whoever runs the server.",
        ),
        "greffier sync --board {board}",
    ),
    "lists": _found(Sentence("toutes présentes", "all present")),
    "lists-gone": _found(
        Sentence("une liste manque, ou elle est archivée", "a list is gone or archived"),
        Sentence(
            "Rouvrez la liste archivée sur Trello, ou demandez à la personne qui tient le serveur de "
            "changer le règlement.",
            "Reopen the archived list on Trello, or ask whoever runs the server to change the rulebook.",
        ),
        "greffier doctor",
    ),
    "hook": _found(Sentence("actif, vu {ago}", "active, seen {ago}")),
    "hook-failing": _found(
        Sentence(
            "actif, mais Trello compte {failures} de suite", "active, but {failures} in a row"
        ),
        Sentence(
            "Trello n'arrive plus toujours jusqu'à Greffier. Prévenez la personne qui tient le serveur.",
            "Trello does not always reach Greffier any more. Tell whoever runs the server.",
        ),
        "greffier doctor",
    ),
    "hook-none": _found(
        Sentence(
            "inactif : les changements ne sont vus qu'aux contrôles",
            "inactive: changes are seen by the controls alone",
        ),
        Sentence(
            "Greffier le répare de lui-même toutes les dix minutes. S'il reste inactif, prévenez la "
            "personne qui tient le serveur.",
            "Greffier repairs it by itself every ten minutes. If it stays inactive, tell whoever runs "
            "the server.",
        ),
        "greffier webhooks repair",
    ),
    "queue": _found(Sentence("{waiting} en attente", "{waiting} waiting")),
    "queue-trying": _found(
        Sentence(
            "{waiting} en attente, dont {trying} à nouveau essayées",
            "{waiting} waiting, {trying} of them being tried again",
        ),
        Sentence(
            "Rien à faire pour l'instant : Greffier réessaie de lui-même, de plus en plus rarement.",
            "Nothing to do for now: Greffier tries again by itself, more and more rarely.",
        ),
        "greffier queue",
    ),
    "queue-late": _found(
        Sentence(
            "{waiting} en attente, la plus ancienne {ago}", "{waiting} waiting, the oldest {ago}"
        ),
        Sentence(
            "Plus personne ne traite les cartes. Prévenez la personne qui tient le serveur.",
            "Nobody works on the cards any more. Tell whoever runs the server.",
        ),
        "greffier doctor",
    ),
    "parked": _found(Sentence("aucune", "none")),
    "parked-some": _found(
        Sentence("{count} après plusieurs échecs", "{count} after several failures"),
        Sentence(
            "Relancez-les ci-dessous ; si elles reviennent, prévenez la personne qui tient le serveur.",
            "Try them again below; if they come back, tell whoever runs the server.",
        ),
        "greffier queue",
    ),
    "trello": _found(
        Sentence(
            "{used} ces {seconds} dernières secondes, sur {calls} permis",
            "{used} in the last {seconds} seconds, of {calls} allowed",
        )
    ),
    "trello-full": _found(
        Sentence(
            "{used} ces {seconds} dernières secondes, sur {calls} permis : presque tout",
            "{used} in the last {seconds} seconds, of {calls} allowed: nearly all",
        ),
        Sentence(
            "Rien à faire : Greffier attend son tour, les cartes suivent avec un peu de retard.",
            "Nothing to do: Greffier waits for its turn, cards follow a little later.",
        ),
    ),
    "trello-paused": _found(
        Sentence(
            "Trello demande d'attendre encore {seconds} s",
            "Trello asks to wait another {seconds} s",
        ),
        Sentence(
            "Rien à faire : Greffier reprend de lui-même.",
            "Nothing to do: Greffier goes on by itself.",
        ),
    ),
    "trello-unknown": _found(Sentence("non compté ici", "not counted here")),
    "mode": _found(Sentence("il agit", "it acts")),
    "mode-observe": _found(
        Sentence("il observe, sans rien écrire", "it observes, and writes nothing"),
        Sentence(
            "Voyez dans « Journal » ce qu'il ferait, puis laissez-le agir.",
            "See in “Journal” what it would do, then let it act.",
        ),
    ),
    "mode-paused": _found(
        Sentence("en pause depuis {ago}", "paused since {ago}"),
        Sentence(
            "Voyez dans « Journal » ce qui s'est passé, puis reprenez ou annulez.",
            "See in “Journal” what happened, then go on or undo.",
        ),
        "greffier resume {board}",
    ),
}

AGO: Final = Sentence("il y a {span}", "{span} ago")
NOW: Final = Sentence("à l'instant", "just now")
SPANS: Final = {
    "fr": ((86400, ("jour", "jours")), (3600, ("heure", "heures")), (60, ("minute", "minutes"))),
    "en": ((86400, ("day", "days")), (3600, ("hour", "hours")), (60, ("minute", "minutes"))),
}
COUNTS: Final = {
    "fr": {
        "waiting": ("carte", "cartes"),
        "compared": ("carte", "cartes"),
        "differed": ("carte différait", "cartes différaient"),
        "failures": ("échec", "échecs"),
        "used": ("appel", "appels"),
        "count": ("carte", "cartes"),
    },
    "en": {
        "waiting": ("card", "cards"),
        "compared": ("card", "cards"),
        "differed": ("card differed", "cards differed"),
        "failures": ("failure", "failures"),
        "used": ("call", "calls"),
        "count": ("card", "cards"),
    },
}
FIELDS: Final[Mapping[str, Sentence]] = {
    "name": Sentence("titre", "title"),
    "desc": Sentence("description", "description"),
    "due": Sentence("date", "date"),
    "list_id": Sentence("liste", "list"),
    "labels": Sentence("étiquettes", "labels"),
    "members": Sentence("membres", "members"),
    "closed": Sentence("archivage", "archived"),
    "extra": Sentence("carte disparue", "card gone"),
    "missing": Sentence("carte inconnue", "card unknown"),
    "pos": Sentence("position", "position"),
    "attachments": Sentence("pièces jointes", "attachments"),
}
OTHER_FIELDS: Final = Sentence("autres champs", "other fields")
REPLAYED: Final = Sentence(
    "C'est relancé : le résultat s'affiche ici dans quelques secondes.",
    "Taken up again: the outcome shows here within seconds.",
)
NOT_PARKED: Final = Sentence(
    "Cette carte n'est plus mise de côté.", "This card is not given up any more."
)
BOARD: Final = Sentence("Le tableau entier", "The whole board")
PARKED_SINCE: Final = Sentence("{failures}, mise de côté {ago}", "{failures}, given up {ago}")
VERSIONS: Final = Sentence(
    "Greffier {version}, règlement n° {rules} du {when}, base de données {database}.",
    "Greffier {version}, rulebook no. {rules} of {when}, database {database}.",
)
VERSIONS_FILE: Final = Sentence(
    "Greffier {version}, base de données {database}.", "Greffier {version}, database {database}."
)
