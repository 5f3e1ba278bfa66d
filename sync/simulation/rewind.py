"""A card's past states, from what it is now and the deliveries about it, walked backwards.

Each delivery tells what it changed, and mostly what was there before. What it does not tell (the
address of an attachment that was taken away, a change whose delivery was lost) is taken to have been
as it is now.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from rules.instants import instant, unusable
from rules.trello_json.arrivals import ARRIVALS, DEPARTURES, LIST_ARRIVALS
from sync.cases.activity import TALK
from sync.mirror.forms import Form, text

APPEARS = ARRIVALS | LIST_ARRIVALS


@dataclass(frozen=True, slots=True)
class Told:
    """What is needed of one delivery about a card. `ours`: it came from our own key."""

    at: datetime
    type: str
    by: str
    ours: bool
    action: Mapping[str, Any]

    @property
    def data(self) -> Mapping[str, Any]:
        """What the action says."""
        found = self.action.get("data")
        return found if isinstance(found, Mapping) else {}

    def id_of(self, key: str) -> str:
        """Return the id of a thing that the action names, "" where it names none."""
        found = self.data.get(key)
        return str(found.get("id") or "") if isinstance(found, Mapping) else ""

    @property
    def appears(self) -> bool:
        """Whether the card came onto the board by it."""
        return self.type in APPEARS

    @property
    def talk(self) -> bool:
        """Whether it changes nothing of the card that counts: a comment, a position in the list."""
        old = self.data.get("old")
        quiet = self.type == "updateCard" and isinstance(old, Mapping) and set(old) == {"pos"}
        return quiet or self.type in TALK


@dataclass(frozen=True, slots=True)
class State:
    """The card right after a delivery; None where it was not on the board then."""

    told: Told
    form: Form | None


def rewind(present: Form, deliveries: Sequence[Told]) -> tuple[Form | None, list[State]]:
    """Return how the card was before the first of these deliveries (None: not on the board), and how it
    was after each. `deliveries` are in the order of their dates; `present` is after the last.
    """
    form: Form | None = present
    known, states = present, []
    for told in reversed(deliveries):
        if told.type in DEPARTURES:
            states.append(State(told, None))
            form = known = _before_leaving(known, told)
            continue
        states.append(State(told, form))
        if told.type in APPEARS:
            form = None
        elif form is not None:
            form = known = _before(form, told)
    return form, states[::-1]


def _before_leaving(form: Form, told: Told) -> Form:
    """Return the card in the list that it left: another board's lists are not this one's."""
    left = told.id_of("list") if told.type == "moveCardFromBoard" else ""
    return {**form, "list_id": left} if left else form


def _before(form: Form, told: Told) -> Form:
    undo = _UNDO.get(told.type)
    return {**form, **undo(form, told)} if undo is not None else form


def _field_of_card(form: Form, told: Told) -> Form:
    old = told.data.get("old")
    if not isinstance(old, Mapping):
        return {}
    found = {name: read(old[key]) for key, (name, read) in _OLD.items() if key in old}
    return {**found, "due_written": unusable(old["due"])} if "due" in old else found


_OLD: Final[Mapping[str, tuple[str, Callable[[Any], Any]]]] = {
    "name": ("name", text),
    "desc": ("desc", text),
    "due": ("due", instant),
    "start": ("start", instant),
    "dueComplete": ("due_complete", bool),
    "closed": ("closed", bool),
    "isTemplate": ("is_template", bool),
    "idList": ("list_id", str),
}
"""What `old` may hold, and what it is called in the normal form. Its `idLabels` and `idMembers` are
left out: Trello often gives them as they are now, and sends deliveries of their own beside them.
"""


def _without(part: str, key: str) -> Callable[[Form, Told], Form]:
    return lambda form, told: {part: form[part] - {_thing(told, key)}}


def _with(part: str, key: str) -> Callable[[Form, Told], Form]:
    return lambda form, told: {part: form[part] | ({_thing(told, key)} - {""})}


def _thing(told: Told, key: str) -> str:
    found = told.data.get("idMember") if key == "member" else None
    return str(found or told.id_of(key))


def _no_attachment(form: Form, told: Told) -> Form:
    gone = told.id_of("attachment")
    return {"attachments": {key: each for key, each in form["attachments"].items() if key != gone}}


def _an_attachment(form: Form, told: Told) -> Form:
    there, said = told.id_of("attachment"), told.data.get("attachment")
    if not there or not isinstance(said, Mapping):
        return {}
    return {
        "attachments": {
            **form["attachments"],
            there: (text(said.get("name")), text(said.get("url"))),
        }
    }


def _field(form: Form, told: Told) -> Form:
    item, old = told.data.get("customFieldItem"), told.data.get("old")
    if not isinstance(item, Mapping) or not isinstance(old, Mapping):
        return {}
    key = str(item.get("idCustomField") or told.id_of("customField"))
    fields = {each: value for each, value in form["fields"].items() if each != key}
    if old.get("value") is not None or old.get("idValue"):
        fields[key] = (old.get("value"), old.get("idValue"))
    return {"fields": fields}


_UNDO: Final[Mapping[str, Callable[[Form, Told], Form]]] = {
    "updateCard": _field_of_card,
    "addLabelToCard": _without("labels", "label"),
    "removeLabelFromCard": _with("labels", "label"),
    "addMemberToCard": _without("members", "member"),
    "removeMemberFromCard": _with("members", "member"),
    "addAttachmentToCard": _no_attachment,
    "deleteAttachmentFromCard": _an_attachment,
    "updateCustomFieldItem": _field,
}
"""What each type of action changed, put back."""
