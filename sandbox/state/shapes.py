"""The objects as they are stored: Trello's own keys, with the values of a new object."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

Json = dict[str, Any]


def words(text: str) -> list[str]:
    """Return names written one after the other, with spaces between."""
    return text.split()


COLORS = [
    f"{name}{shade}"
    for shade in ("", "_dark", "_light")
    for name in (
        words("green yellow orange red purple blue sky lime pink black")  # the order of labelNames
    )
]
CARD_ROLES = ("separator", "board", "mirror", "link")
MEMBER_TYPES = ("admin", "normal", "observer")


def slug(name: str) -> str:
    """Make `soutenances-de-juin` of `Soutenances de juin`, as in addresses."""
    plain = unicodedata.normalize("NFD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def board(identifier: str, short_link: str, name: str, creator: str | None) -> Json:
    return {
        "id": identifier,
        "name": name,
        "desc": "",
        "descData": None,
        "closed": False,
        "dateClosed": None,
        "idOrganization": None,
        "idEnterprise": None,
        "pinned": False,
        "starred": False,
        "subscribed": False,
        "shortLink": short_link,
        "idMemberCreator": creator,
        "dateLastActivity": None,
        "dateLastView": None,
        "prefs": {"permissionLevel": "private", "comments": "members", "background": "blue"},
        "memberships": [],
    }


def trello_list(identifier: str, id_board: str, name: str, pos: float) -> Json:
    return {
        "id": identifier,
        "name": name,
        "closed": False,
        "color": None,
        "idBoard": id_board,
        "pos": pos,
        "subscribed": False,
        "softLimit": None,
        "type": None,
        "datasource": {"filter": False},
    }


def label(identifier: str, id_board: str, name: str, color: str | None) -> Json:
    return {"id": identifier, "idBoard": id_board, "name": name, "color": color}


def initials(full_name: str) -> str:
    """Return the initials of a name: ZL for Zoé Lefèvre."""
    words = [word for word in full_name.replace("-", " ").split() if word]
    return "".join(word[0].upper() for word in (words[:1] + words[-1:] if words[1:] else words))


def member(identifier: str, username: str, full_name: str) -> Json:
    return {
        "id": identifier,
        "activityBlocked": False,
        "avatarHash": None,
        "avatarUrl": None,
        "bio": "",
        "bioData": None,
        "confirmed": True,
        "fullName": full_name,
        "idEnterprise": None,
        "idMemberReferrer": None,
        "initials": initials(full_name),
        "memberType": "normal",
        "nonPublic": {},
        "nonPublicAvailable": True,
        "username": username,
        "status": "disconnected",
        "prefs": {"locale": "fr"},
    }


def card(identifier: str, short_link: str, id_board: str, id_list: str, name: str) -> Json:
    return {
        "id": identifier,
        "address": None,
        "agent": None,
        "checkItemStates": None,
        "closed": False,
        "coordinates": None,
        "creationMethod": None,
        "dateClosed": None,
        "dateCompleted": None,
        "dateLastActivity": None,
        "desc": "",
        "due": None,
        "dueComplete": False,
        "dueReminder": None,
        "email": None,
        "idAttachmentCover": None,
        "idBoard": id_board,
        "idChecklists": [],
        "idLabels": [],
        "idList": id_list,
        "idMembers": [],
        "idMembersVoted": [],
        "idShort": 0,
        "isTemplate": False,
        "cardRole": None,
        "locationName": None,
        "manualCoverAttachment": False,
        "mirrorSourceId": None,
        "name": name,
        "pinned": False,
        "pos": 0,
        "shortLink": short_link,
        "start": None,
        "subscribed": False,
        "cover": {"idAttachment": None, "color": None, "size": "normal", "brightness": "dark"},
        "attachments": [],
        "customFieldItems": [],
    }


def public_member(full: Json) -> Json:
    """Return a member as actions show them."""
    keys = (
        "id activityBlocked avatarHash avatarUrl fullName idMemberReferrer initials nonPublic "
        "nonPublicAvailable username"
    )
    return {key: full[key] for key in keys.split()}


def webhook(identifier: str, callback_url: str, id_model: str, description: str) -> Json:
    return {
        "id": identifier,
        "description": description,
        "idModel": id_model,
        "callbackURL": callback_url,
        "active": True,
        "consecutiveFailures": 0,
        "firstConsecutiveFailDate": None,
    }
