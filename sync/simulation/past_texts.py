"""What is said of a board of the past beside the board itself, in French and English."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo
from typing import Final

from rules.bilingual import Sentence
from rules.formatting import fill, joined, moment, plural
from rules.verdict import Language
from sync.simulation.past_board import PastBoard

_ON: Final = Sentence("le {when}", "{when}")
_AS_IT_STOOD: Final = Sentence("Tel qu'il était {when}.", "As it stood on {when}.")
_RULES: Final = Sentence(
    "Jugé par la version {id} des règles, alors en vigueur.",
    "Judged by version {id} of the rules, in force then.",
)
_RULES_OF_TODAY: Final = Sentence(
    "Jugé par les règles d'aujourd'hui : celles d'alors ne sont pas connues.",
    "Judged by today's rules: those of that time are not known.",
)
_AS_NOW: Final = Sentence(
    "Inconnu pour le passé, montré tel qu'aujourd'hui : {what}.",
    "Not known of the past, shown as today: {what}.",
)
_AS_AT_FIRST: Final = Sentence(
    "Les livraisons de ce temps-là ne sont plus gardées : les listes des cartes sont celles d'alors quand "
    "leur passage y a été vu, et ceci est tel que {since} : {what}. Les cartes parties du tableau "
    "entre-temps sont montrées telles qu'à leur départ.",
    "Deliveries of that time are kept no more: cards are in the lists of then where their stay there was "
    "seen, and this is as on {since}: {what}. Cards that left the board meanwhile are shown as when they "
    "left.",
)
_OLDER: Final = Sentence(
    "Avant {since}, seuls les changements de liste qui ont été vus sont connus, sans leur auteur.",
    "Before {since} only changes of list that were seen are known, without who made them.",
)
_ERASED: Final = Sentence(
    "Sans {cards} dont le passé a été effacé.", "Without {cards} whose past was erased."
)
_CARDS: Final = {"fr": ("carte", "cartes"), "en": ("card", "cards")}
_PARTS: Final = {
    "name": Sentence("titres", "titles"),
    "desc": Sentence("descriptions", "descriptions"),
    "due": Sentence("échéances", "due dates"),
    "start": Sentence("dates de début", "start dates"),
    "closed": Sentence("archivage", "archived or not"),
    "labels": Sentence("étiquettes", "labels"),
    "members": Sentence("membres", "members"),
    "attachments": Sentence("pièces jointes", "attachments"),
    "custom_fields": Sentence("champs personnalisés", "custom fields"),
    "list_names": Sentence("noms des listes et des étiquettes", "names of lists and labels"),
    "checklists": Sentence("listes à cocher", "checklists"),
    "order": Sentence("ordre des cartes dans leur liste", "order of cards in their list"),
    "role": Sentence("rôles des cartes", "roles of cards"),
    "deleted_labels": Sentence("étiquettes supprimées depuis", "labels deleted since"),
    "deleted_attachments": Sentence(
        "adresses des pièces jointes retirées depuis", "addresses of attachments removed since"
    ),
    "member_names": Sentence("noms des personnes", "names of people"),
    "custom_field_definitions": Sentence("définitions des champs", "definitions of custom fields"),
}
"""What may not be known of the past, by its name in JSON."""


def heading(past: PastBoard, language: Language, zone: tzinfo) -> Iterator[str]:
    """Yield what people read above the board: its instant, its rules, what is not known of that time."""
    when = fill(_ON, language, {"when": moment(past.at, language, zone)})
    yield fill(_AS_IT_STOOD, language, {"when": when})
    if past.version is None:
        yield _RULES_OF_TODAY.in_(language)
    else:
        yield fill(_RULES, language, {"id": past.version})
    what = joined([_PARTS[each].in_(language) for each in past.unknown], language)
    if past.whole:
        yield fill(_AS_NOW, language, {"what": what})
    else:
        since = fill(_ON, language, {"when": moment(past.horizon.whole, language, zone)})
        yield fill(_AS_AT_FIRST, language, {"since": since, "what": what})
    if past.erased:
        cards = plural(past.erased, *_CARDS[language], language)
        yield fill(_ERASED, language, {"cards": cards})


def older(past: PastBoard, language: Language, zone: tzinfo) -> str:
    """Return what is said of changes before everything is known."""
    return fill(_OLDER, language, {"since": moment(past.horizon.whole, language, zone)})
