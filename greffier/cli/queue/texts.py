"""The queue in words: why each card waits, and until when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any, Final

from greffier.cli.receipts.texts import short
from rules.bilingual import Sentence
from rules.formatting import fill, plural
from rules.verdict import Language
from sync.queue.backlog import Backlog
from sync.queue.status import Item

STATES: Final[Mapping[str, Sentence]] = {
    "parked": Sentence("mise de côté", "parked"),
    "failed": Sentence("abandonnée par le moteur", "given up by the engine"),
    "running": Sentence("en cours", "running"),
    "waiting": Sentence("en attente", "waiting"),
    "retry": Sentence("nouvel essai", "another try"),
    "later": Sentence("plus tard", "later"),
    "backlog": Sentence("arriéré", "backlog"),
}
_PARKED: Final = Sentence(
    "{times} depuis le {when}. Une fois la cause réglée : greffier queue replay {id}",
    "{times} until {when}. Once the cause is gone: greffier queue replay {id}",
)
_FAILED: Final = Sentence(
    "pour la reprendre : greffier queue replay {id}", "greffier queue replay {id}"
)
_RETRY: Final = Sentence("{times}, prochain essai à {when}", "{times}, next try at {when}")
_HELD: Final = Sentence("suspendue jusqu'au {when}", "suspended until {when}")
_SETTLES: Final = Sentence("délai de calme jusqu'au {when}", "settle window until {when}")
_SINCE: Final = Sentence("depuis le {when}", "since {when}")
_BACKLOG: Final = Sentence(
    "{cards} à revoir derrière ce que font les personnes{more}, qui passe d'abord. {end}",
    "{cards} to be looked at again behind what people do{more}, which comes first. {end}",
)
_MORE: Final = Sentence(" (dont {count} non montrées)", " ({count} of them not shown)")
_THROUGH: Final = Sentence("Terminé vers {when}.", "Through at about {when}.")
_UNKNOWN_END: Final = Sentence(
    "La fin s'estime après les premières : relancez la commande dans une minute.",
    "The end is estimated after the first ones: run this again in a minute.",
)
_CARDS: Final = {"fr": ("carte", "cartes"), "en": ("card", "cards")}
_TIMES: Final = {"fr": ("échec", "échecs"), "en": ("failure", "failures")}
HEADS: Final = {
    "fr": ("État", "Quoi", "Tableau", "Id", "Pourquoi", "Dernière erreur"),
    "en": ("State", "What", "Board", "Id", "Why", "Last error"),
}


def why(item: Item, zone: tzinfo, language: Language) -> str:
    """Return why it is where it is, and what is next."""
    told: dict[str, Any] = {
        "id": item.id,
        "times": plural(item.failures, *_TIMES[language], language),
        "when": _when(item.since, zone),
    }
    if item.state == "parked":
        return fill(_PARKED, language, told)
    if item.state == "failed":
        return fill(_FAILED, language, told)
    if item.state in ("waiting", "running", "backlog"):
        return fill(_SINCE, language, told)
    told["when"] = _when(item.next_at, zone)
    if item.state == "retry":
        return fill(_RETRY, language, told)
    return fill(_HELD if item.held else _SETTLES, language, told)


def said_of_backlog(found: Backlog, hidden: int, zone: tzinfo, language: Language) -> str:
    """Return how many cards wait behind people's, and when they will be through."""
    when = {"when": _when(found.through_at, zone)}
    end = fill(_THROUGH, language, when) if found.through_at else _UNKNOWN_END.in_(language)
    more = fill(_MORE, language, {"count": hidden}) if hidden else ""
    told = {"cards": plural(found.count, *_CARDS[language], language), "more": more, "end": end}
    return fill(_BACKLOG, language, told)


def _when(at: datetime | None, zone: tzinfo) -> str:
    return "–" if at is None else f"{short(at, zone)}:{at:%S}"
