"""What changed on a board between two instants, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from itertools import groupby
from typing import Final

from greffier.cli.check.text_output import clean
from rules.bilingual import Sentence
from rules.formatting import fill, joined, moment
from rules.verdict import Language
from sync.simulation.past_board import PastBoard
from sync.simulation.past_changes import Changed, Value

_BETWEEN: Final = Sentence("Entre {first} et {last} :", "Between {first} and {last}:")
_NOTHING: Final = Sentence("Rien n'a changé.", "Nothing has changed.")
_OLDER: Final = Sentence(
    "Avant {since}, seuls les changements de liste qui ont été vus sont connus, sans leur auteur.",
    "Before {since} only changes of list that were seen are known, without who made them.",
)
_CHANGED: Final = Sentence("{what} : {before} → {after}", "{what}: {before} → {after}")
_DESC: Final = Sentence("description changée", "description changed")
_CAME: Final = Sentence("arrivée sur le tableau", "came onto the board")
_LEFT: Final = Sentence("partie du tableau", "left the board")
_BY: Final = Sentence("{told} ({by})", "{told} ({by})")
_NONE: Final = Sentence("rien", "nothing")
_YES, _NO = Sentence("oui", "yes"), Sentence("non", "no")
_WHAT: Final = {
    "list": Sentence("liste", "list"),
    "name": Sentence("titre", "title"),
    "due": Sentence("échéance", "due date"),
    "due_complete": Sentence("échéance cochée", "due date ticked"),
    "closed": Sentence("archivée", "archived"),
    "labels": Sentence("étiquettes", "labels"),
    "members": Sentence("membres", "members"),
    "verdict": Sentence("verdict", "verdict"),
}
_STATES: Final = {
    "complete": Sentence("complète", "complete"),
    "incomplete": Sentence("incomplète", "incomplete"),
    "suspended": Sentence("suspendue", "suspended"),
    "not-checked": Sentence("non vérifiée", "not checked"),
}


def change_lines(
    past: PastBoard, later: PastBoard, found: Sequence[Changed], language: Language, zone: tzinfo
) -> Iterator[str]:
    """Yield what people read: each card that changed, and below it what changed and who did it."""
    first, last, since = (
        moment(each, language, zone) for each in (past.at, later.at, past.horizon.whole)
    )
    yield fill(_BETWEEN, language, {"first": first, "last": last})
    if not past.whole:
        yield fill(_OLDER, language, {"since": since})
    if not found:
        yield _NOTHING.in_(language)
    for _, some in groupby(found, key=lambda each: each.card.id):
        of_card = list(some)
        yield f"  {clean(of_card[0].card.name)}"
        for each in of_card:
            told = _told(each, language, zone)
            by = joined(each.by, language)
            yield "      " + (fill(_BY, language, {"told": told, "by": by}) if by else told)


def _told(each: Changed, language: Language, zone: tzinfo) -> str:
    if each.what == "there":
        return (_CAME if each.after else _LEFT).in_(language)
    if each.what == "desc":
        return _DESC.in_(language)
    before, after = (
        _value(each.what, value, language, zone) for value in (each.before, each.after)
    )
    values = {"what": _WHAT[each.what].in_(language), "before": before, "after": after}
    return fill(_CHANGED, language, values)


def _value(what: str, value: Value, language: Language, zone: tzinfo) -> str:
    if what == "verdict":
        return _STATES[str(value)].in_(language)
    if isinstance(value, bool):
        return (_YES if value else _NO).in_(language)
    if isinstance(value, datetime):
        return moment(value, language, zone)
    if isinstance(value, tuple):
        return joined([clean(each) for each in value], language) or _NONE.in_(language)
    return clean(value or "") or _NONE.in_(language)
