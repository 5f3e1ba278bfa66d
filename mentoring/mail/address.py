"""People as mails name them: a name on one line, an address to which a mail can go. Pure."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from email.headerregistry import Address
from typing import Final

LONGEST: Final = 254
ODD: Final = frozenset(' "(),:;<>@[\\]')
UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Kinds of characters that end a line, turn its direction or are not seen."""


class BadAddress(ValueError):
    """This is no address to which a mail can go. The address is not told: it is somebody's."""


@dataclass(frozen=True, slots=True)
class Person:
    """A name and an address of e-mail."""

    name: str
    address: str


def one_line(text: str) -> str:
    """Return the text as a header or a calendar's parameter can hold it: what would begin another line
    is a space. No-break spaces stay.
    """
    seen = "".join(" " if unicodedata.category(each) in UNSEEN else each for each in text)
    return " ".join(each for each in seen.split(" ") if each)


def is_address(text: str) -> bool:
    """Return whether a mail can go there: one plain address, nothing around it."""
    try:
        plain_address(text)
    except BadAddress:
        return False
    return True


def plain_address(text: str) -> str:
    """Return the address as servers take it, its domain in ASCII. Raises `BadAddress` for anything else:
    two addresses, a name beside it, a line's end, what only a few servers could carry.
    """
    local, _, domain = text.strip().rpartition("@")
    try:
        host = domain.encode("idna").decode("ascii")
        made = Address(addr_spec=f"{local}@{host}").addr_spec
    except Exception as error:  # the parser raises a dozen kinds for odd texts
        raise BadAddress from error
    plain = local.isascii() and local.isprintable() and not set(local) & ODD
    named = "." in host and all(each.isalnum() or each in "-." for each in host)
    if not (local and plain and named and made == f"{local}@{host}" and len(made) <= LONGEST):
        raise BadAddress
    return made
