"""Orders given to the clerk in a comment, for phones and for people without the Power-Up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import takewhile
from typing import Final, Literal

from rules.titles.words import clean, fold

Verb = Literal[
    "check",
    "suspend",
    "accept",
    "restore",
    "undo",
    "help",
    "offer",
    "relay",
    "withdraw",
    "decline",
    "give",
    "passed",
    "conditional",
    "failed",
    "second",
    "next",
    "transfer",
]

NAMES: Final[dict[Verb, tuple[str, ...]]] = {
    "check": ("verifier", "check", "verify"),
    "suspend": ("suspendre", "suspend"),
    "accept": ("accepter", "accept", "j accepte", "i accept"),
    "restore": ("retablir", "restore"),
    "undo": ("annuler", "undo"),
    "help": ("aide", "help"),
    "offer": ("valider", "je peux valider", "validate", "i can validate"),
    "relay": ("relais", "je prends le relais", "prendre le relais", "take over", "takeover"),
    "withdraw": ("retirer", "je ne peux plus", "withdraw", "i no longer can"),
    "decline": ("decliner", "je decline", "decline", "i decline"),
    "give": ("confier", "assign", "give"),
    "passed": ("reussie", "reussi", "reussite", "passed"),
    "conditional": (
        *("conditionnelle", "conditionnel", "sous condition", "reussie sous condition"),
        *("reussite sous condition", "conditional", "passed on a condition"),
    ),
    "failed": ("retravailler", "a retravailler", "rework", "to be reworked", "failed"),
    "second": ("seconde", "seconde soutenance", "deuxieme", "second", "second defence"),
    "next": ("suivante", "suivant", "projet suivant", "next", "next project"),
    "transfer": ("transfert", "transferer", "transfer"),
}
"""How each order is called: small letters, no accents, a space where people write a space, a hyphen
or an apostrophe."""

FURTHER: Final[frozenset[Verb]] = frozenset(
    (
        *("offer", "relay", "withdraw", "decline", "give", "passed", "conditional", "failed"),
        *("second", "next", "transfer"),
    )
)
"""Orders about what comes after the check: who has the card, how a defence ended, what follows it."""

_TOLD: Final[frozenset[Verb]] = frozenset(("conditional", "failed"))
"""Orders whose reason may go on over the next lines."""

_VERBS: Final[dict[str, Verb]] = {name: verb for verb, names in NAMES.items() for name in names}
_LONGEST: Final = max(name.count(" ") + 1 for name in _VERBS)

_FENCE: Final = re.compile(r"^\s*(```|~~~)")
_LINE: Final = re.compile(r"^(?:@[\w.-]+[\s,:]*)?[/\u2044\u2215][\u00a0\u202f]*(?=\w)(.*)$")
_DRESSED: Final = re.compile(
    r"^(?:(?:[-*•–]|\d+[.)])\s+)?([`*_]{0,3})(?=[/@\u2044\u2215])(.+?)([`*_]{0,3})$"
)
_QUOTED: Final = re.compile(r"^(?:«(.+)»|“(.+)”|\"(.+)\"|\((.+)\)|\\(/.+))$")
_WORD: Final = re.compile(r"[^\W_]+")
_BETWEEN: Final = re.compile(r"[ \t\u00a0\u202f'’-]+")
_AFTER: Final = re.compile(r"(?=[\s:,.;!…])|$")
_MARKS: Final = " \t\u00a0\u202f:,"
_BULLET: Final = re.compile(r"^(?:[-*•–]|\d+[.)])\s+")

LONGEST_REASON: Final = 500
NEARLY: Final = 0.83
"""How alike (1 is the same) a slip of the pen and the name of an order are: one letter wrong in six."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a person asks for, and what they write with it (may be empty): a reason, a name, a date."""

    verb: Verb
    reason: str = ""


def read_order(text: str) -> Order | None:
    """Return the first order of a comment, or None.

    An order stands at the start of a line: `/accepter motif`, in French or English, with or without
    accents and capitals, whatever invisible characters came along. Quotations (lines with >), code
    and the middle of a sentence do not count; but a line that is only an order does, in a list, in
    quotation marks, or set in code or bold. A slip of the pen is a question: it asks for help.
    """
    lines = _lines(text)
    for line in lines:
        order = _of_line(line)
        if order is not None:
            rest = lines if order.verb in _TOLD else ()
            return Order(order.verb, _reason(order.reason, rest))
    return None


def _lines(text: str) -> Iterator[str]:
    """Yield the lines that count."""
    fenced = False
    for line in clean(text).splitlines():
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced and not line.startswith(("    ", "\t", ">")):
            yield line.strip()


def _of_line(line: str) -> Order | None:
    order = _as_written(line)
    if order is not None:
        return order
    quoted = _QUOTED.match(line)
    dressed = _DRESSED.match(quoted[quoted.lastindex or 0].strip() if quoted else line)
    if dressed is None or dressed[1] != dressed[3][::-1]:
        return None
    order = _as_written(dressed[2].strip())
    return order if order is not None and not order.reason else None


def _as_written(line: str) -> Order | None:
    found = _LINE.match(line)
    if found is None:
        return None
    rest = found.group(1)
    for end in reversed(_ends(rest)):
        verb = _VERBS.get(_BETWEEN.sub(" ", fold(rest[:end])))
        if verb is not None and _AFTER.match(rest, end):
            return Order(verb, rest[end:].lstrip(_MARKS).rstrip())
    return Order("help") if _is_nearly_one(rest) else None


def _is_nearly_one(rest: str) -> bool:
    """Return whether it begins with a misspelled order, which is answered with the help."""
    word = _WORD.match(rest)
    if word is None or fold(word[0]) in _VERBS or not _AFTER.match(rest, word.end()):
        return False
    return bool(get_close_matches(fold(word[0]), _VERBS, n=1, cutoff=NEARLY))


def _ends(rest: str) -> list[int]:
    """Return where the first words end that may be the name of an order."""
    ends, at = list[int](), 0
    for word in _WORD.finditer(rest):
        between = rest[at : word.start()]
        if len(ends) == _LONGEST or (between and not _BETWEEN.fullmatch(between)):
            break
        at = word.end()
        ends.append(at)
    return ends


def _reason(first: str, more: Iterable[str]) -> str:
    """Return the reason on one line, its lines set apart; what is too long is cut with "…"."""
    told = first
    for line in takewhile(lambda each: _of_line(each) is None, more):
        item = _BULLET.sub("", line)
        mark = " ; " if told and told[-1] not in ".,:;!?…" else " "
        told = f"{told}{mark}{item}" if item else told
    told = " ".join(told.split())
    return told if len(told) <= LONGEST_REASON else told[: LONGEST_REASON - 1].rstrip() + "…"
