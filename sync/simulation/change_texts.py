"""What changed on a board between two instants, in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Final

from rules.bilingual import Sentence
from rules.formatting import fill, joined, moment
from rules.verdict import Language
from sync.simulation.past_changes import Changed, Value

_CHANGED: Final = Sentence("{what} : {before} → {after}", "{what}: {before} → {after}")
_DESC: Final = Sentence("description changée", "description changed")
_CAME: Final = Sentence("arrivée sur le tableau", "came onto the board")
_LEFT: Final = Sentence("partie du tableau", "left the board")
_NONE: Final = Sentence("rien", "nothing")
_BY_AGENT: Final = Sentence("{by}, au moyen d'un agent", "{by}, by means of an agent")
_YES, _NO = Sentence("oui", "yes"), Sentence("non", "no")
_WHAT: Final = {
    "list": Sentence("liste", "list"),
    "name": Sentence("titre", "title"),
    "due": Sentence("échéance", "due date"),
    "due_complete": Sentence("échéance cochée", "due date ticked"),
    "start": Sentence("date de début", "start date"),
    "closed": Sentence("archivée", "archived"),
    "labels": Sentence("étiquettes", "labels"),
    "members": Sentence("membres", "members"),
    "fields": Sentence("champs", "fields"),
    "attachments": Sentence("pièces jointes", "attachments"),
    "checklists": Sentence("listes à cocher", "checklists"),
    "verdict": Sentence("verdict", "verdict"),
}
STATES: Final = {
    "complete": Sentence("complète", "complete"),
    "incomplete": Sentence("incomplète", "incomplete"),
    "suspended": Sentence("suspendue", "suspended"),
    "not-checked": Sentence("non vérifiée", "not checked"),
}


def in_words(each: Changed, language: Language, zone: tzinfo) -> str:
    """Return what changed, without who did it: « liste : Entrée → À compléter »."""
    if each.what == "there":
        return (_CAME if each.after else _LEFT).in_(language)
    if each.what == "desc":
        return _DESC.in_(language)
    before, after = (
        _value(each.what, value, language, zone) for value in (each.before, each.after)
    )
    values = {"what": _WHAT[each.what].in_(language), "before": before, "after": after}
    return fill(_CHANGED, language, values)


def who_in_words(each: Changed, language: Language, called: Callable[[str], str] = str) -> str:
    """Return who did it, "" where nothing tells; `called` says how somebody is called."""
    names = [
        fill(_BY_AGENT, language, {"by": called(by)}) if by in each.agents else called(by)
        for by in each.by
    ]
    return joined(names, language)


def _value(what: str, value: Value, language: Language, zone: tzinfo) -> str:
    if what == "verdict":
        return STATES[str(value)].in_(language)
    if isinstance(value, bool):
        return (_YES if value else _NO).in_(language)
    if isinstance(value, datetime):
        return moment(value, language, zone)
    if isinstance(value, tuple):
        return joined(value, language) or _NONE.in_(language)
    return (value or "") or _NONE.in_(language)
