"""Orders given to the clerk in a comment, for phones and for people without the Power-Up."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal

Verb = Literal["check", "suspend", "accept", "restore", "undo", "help"]

_VERBS: Final[dict[str, Verb]] = {
    "verifier": "check",
    "check": "check",
    "verify": "check",
    "suspendre": "suspend",
    "suspend": "suspend",
    "accepter": "accept",
    "accept": "accept",
    "retablir": "restore",
    "restore": "restore",
    "annuler": "undo",
    "undo": "undo",
    "aide": "help",
    "help": "help",
}

_FENCE: Final = re.compile(r"^\s*(```|~~~)")
_LINE: Final = re.compile(r"^(?:@[\w.-]+[\s,:]*)?/([\w]+)[ \t\u00a0\u202f]*[:,]?[ \t\u00a0]*(.*)$")

LONGEST_REASON: Final = 500


@dataclass(frozen=True, slots=True)
class Order:
    """What a person asks for, and the reason they give (may be empty)."""

    verb: Verb
    reason: str = ""


def read_order(text: str) -> Order | None:
    """The first order of a comment, or None.

    An order stands at the start of a line: `/accepter motif`, in French or English, with or without
    accents and capitals. Quotations (lines with >), code and the middle of a sentence do not count.
    """
    fenced = False
    for line in unicodedata.normalize("NFC", text).splitlines():
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced and not line.startswith(("    ", "\t")):
            order = _of_line(line.strip())
            if order is not None:
                return order
    return None


def _of_line(line: str) -> Order | None:
    found = _LINE.match(line)
    if found is None:
        return None
    verb = _VERBS.get(_plain(found.group(1)))
    return Order(verb, found.group(2).strip()[:LONGEST_REASON]) if verb else None


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.casefold())
    return "".join(each for each in decomposed if not unicodedata.combining(each))
