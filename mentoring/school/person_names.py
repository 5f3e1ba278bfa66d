"""Whom a text names: a user name with or without @, a first name, a whole name; a name made short. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from mentoring.school.model import Mentor
from rules.twins import name_key

_CALLED: Final = re.compile(r"(?<!\w)@([\w.-]*\w)")
_SMALL: Final = re.compile(r"^(?:à|a|to)\s+", re.IGNORECASE)


def whom(text: str, people: Iterable[Mentor]) -> tuple[Mentor, ...]:
    """Return everybody whom the text may mean: one where it is sure, none where it names nobody.

    A user name beats a name; what comes after the name counts where it tells people apart.
    """
    known = tuple(people)
    plain = text.replace("\\", "")
    called = _CALLED.findall(plain)
    if called:
        wanted = {each.casefold() for each in called}
        return tuple(each for each in known if each.username.casefold() in wanted)
    words = _SMALL.sub("", plain.strip()).split()
    for end in range(len(words), 0, -1):
        found = _named(" ".join(words[:end]), known)
        if found:
            return found
    return ()


def short_name(name: str) -> str:
    """Return "Léa D." for "Léa Dupont": enough for whoever knows them; "" for no name."""
    words = name.split()
    return " ".join([*words[:1], *(f"{each[0].upper()}." for each in words[1:])])


def _named(name: str, people: Sequence[Mentor]) -> tuple[Mentor, ...]:
    key = name_key(name)
    if not key:
        return ()
    exact = [x for x in people if key in (name_key(x.username), name_key(x.name))]
    if exact:
        return tuple(exact)
    parts = set(key.split())
    return tuple(each for each in people if parts <= set(name_key(each.name).split()))
