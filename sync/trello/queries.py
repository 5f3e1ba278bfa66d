"""What is asked of Trello in each kind of read, and the forms in which values travel."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

PAGE = 1000  # the most objects that Trello gives in one answer

CARD_FIELDS = (
    "id,name,desc,due,dueComplete,start,closed,idBoard,idList,idMembers,idLabels,labels,pos,"
    "idShort,shortLink,shortUrl,url,dateLastActivity,isTemplate,cardRole"
)
ATTACHMENT_FIELDS = "id,name,url,bytes,date,mimeType,isUpload"
LIST_FIELDS = "id,name,closed,pos"
MEMBER_FIELDS = "id,fullName,username,initials"
CHECKLISTS = {
    "checklists": "all",
    "checklist_fields": "id,name,idCard",
    "checkItem_fields": "name,state,pos",
}
BOARD = {
    "fields": "id,name,closed,dateLastActivity,shortLink,url",
    "lists": "all",
    "list_fields": LIST_FIELDS,
    "labels": "all",
    "label_fields": "id,name,color",
    "labels_limit": "1000",  # Trello's default is 50
    "members": "all",
    "member_fields": MEMBER_FIELDS,
    "memberships": "all",
    "customFields": "true",
}
WHOLE_BOARD = {
    **BOARD,
    **CHECKLISTS,
    "cards": "all",
    "card_fields": CARD_FIELDS,
    "card_customFieldItems": "true",
    "card_attachments": "true",
    "card_attachment_fields": ATTACHMENT_FIELDS,
}
LEAN_CARD = {"fields": CARD_FIELDS, "customFieldItems": "true"}
CARD = {
    **LEAN_CARD,
    **CHECKLISTS,
    "attachments": "true",
    "attachment_fields": ATTACHMENT_FIELDS,
}
ONE_CARD = {
    **CARD,
    "members": "true",
    "member_fields": MEMBER_FIELDS,
    # Its comments and moves come along: whether ours is still there, and what became of a write
    # whose answer was lost.
    "actions": "commentCard,updateCard:idList,moveCardToBoard",
    "actions_limit": "1000",
    "action_fields": "all",  # that an AI agent acted is told in a field that not every server knows
    "action_memberCreator": "false",
}
BOARD_PARTS: Mapping[str, Mapping[str, str]] = {
    "lists": {"filter": "all", "fields": LIST_FIELDS},
    "labels": {"limit": str(PAGE), "fields": "id,name,color"},
    "members": {"fields": MEMBER_FIELDS},
    "memberships": {},
    "customFields": {},
}
CARD_PARTS: Mapping[str, Mapping[str, str]] = {
    "customFieldItems": {},
    "attachments": {"fields": ATTACHMENT_FIELDS},
    "checklists": {},
}
"""What hangs on a board or a card and has a route of its own, for servers that do not nest it."""
BOARDS = {
    "fields": "id,name,closed,url",
    "lists": "all",
    "list_fields": LIST_FIELDS,
}


def path(*parts: str) -> str:
    """Return a path of these parts; what is not a plain id is escaped, so that it stays one part."""
    return "/".join(quote(part, safe="") for part in parts)


def given(**query: str | None) -> dict[str, str]:
    """Return the parameters that have a value."""
    return {name: value for name, value in query.items() if value is not None}


def plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Write fields as Trello reads them in JSON: a datetime becomes its UTC instant.

    Raises ValueError for a datetime without zone: it would silently mean another instant.
    """
    return {
        name: instant(each) if isinstance(each, datetime) else each for name, each in fields.items()
    }


def instant(moment: datetime) -> str:
    """Write an instant as `2026-11-23T17:00:00.000Z`, the form of every date of Trello's. Raises
    `ValueError` for a datetime without zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a datetime without zone cannot be sent to Trello")
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def part_of_batch(where: str, query: Mapping[str, str]) -> str:
    """Return one read as a part of a batch: commas divide its parts, so those inside are escaped twice."""
    written = "&".join(f"{key}={value}" for key, value in query.items())
    return f"/{where}?{written}".replace(",", "%2C")
