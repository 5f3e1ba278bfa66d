"""Who changed which part of a card, as deliveries tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from rules.trello_json.arrivals import ARRIVALS, DEPARTURES, LIST_ARRIVALS
from sync.mirror.history import AGENT, OURS, Authors
from sync.storage.tables import DeliveryRow
from sync.trello.actions import by_agent

_PARTS: Final[Mapping[str, str]] = {
    "addLabelToCard": "labels",
    "removeLabelFromCard": "labels",
    "addMemberToCard": "members",
    "removeMemberFromCard": "members",
    "addAttachmentToCard": "attachments",
    "deleteAttachmentFromCard": "attachments",
    "updateCustomFieldItem": "fields",
    "addChecklistToCard": "checklists",
    "copyChecklist": "checklists",
    "createCheckItem": "checklists",
    "deleteCheckItem": "checklists",
    "removeChecklistFromCard": "checklists",
    "updateCheckItem": "checklists",
    "updateCheckItemStateOnCard": "checklists",
    "updateChecklist": "checklists",
    **dict.fromkeys((*ARRIVALS, *LIST_ARRIVALS, *DEPARTURES), ""),
}
"""The part of a card's normal form that each type of action changes; "": all of it."""

_OF_OLD: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("name", "url"),
    "desc": ("desc",),
    "due": ("due", "due_written"),
    "start": ("start",),
    "dueComplete": ("due_complete",),
    "closed": ("closed",),
    "isTemplate": ("is_template",),
    "cardRole": ("role",),
    "idList": ("list_id",),
    "pos": ("pos",),
}


def authors(deliveries: Iterable[DeliveryRow]) -> Authors:
    """Return who changed each part last, of what these deliveries about one card tell."""
    found: dict[str, str] = {}
    for each in sorted(deliveries, key=lambda each: each.date):
        who = OURS if each.ours else who_by(each.member_id or "", each.action)
        found.update(dict.fromkeys(parts_of(each.type, each.action), who))
    return found


def who_by(member_id: str, action: Mapping[str, Any]) -> str:
    """Return who did it, with the mark of an AI agent where it was done by means of one."""
    return member_id + AGENT if member_id and by_agent(action) else member_id


def parts_of(kind: str, action: Mapping[str, Any]) -> Iterator[str]:
    """Yield the parts of a card's normal form that an action of this type changed."""
    if kind in _PARTS:
        yield _PARTS[kind]
    data = action.get("data")
    old = data.get("old") if kind == "updateCard" and isinstance(data, Mapping) else None
    if isinstance(old, Mapping):
        for key in old:
            yield from _OF_OLD.get(key, ())
