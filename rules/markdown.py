"""Texts of people in a comment: titles, names, reasons, names of lists and projects, made harmless.

Whatever they hold, nobody is called by it, nothing becomes a link, a heading, a list or bold, and it reads
as it was written. Nothing else may put a text of people into a comment.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

PART: Final = "\u200b"
"""Seen by nobody, it parts what Trello would take for an address, a call or a place to fill."""

_JOINERS: Final = frozenset("\u200c\u200d")
"""Letters of some scripts and emoji are joined, or not, by these."""

_HIDDEN: Final = frozenset(("Cf", "Cc", "Cs", "Co", "Cn"))
_MARKS: Final = re.compile(r"[\\`*_\[\]<>#~|&]")
_AT_START: Final = re.compile(r"\d{1,9}(?=[.)](?:\s|$))|(?=[-+=])")
"""What would begin a list or underline a title; a backslash comes after it."""

_PARTED: Final = re.compile(r"(?<=/)(?=/)|(?<=\w\.)(?=[^\W\d]{2})|(?<=[@{])")
_ADDRESS: Final = re.compile(r"https?://[A-Za-z0-9.:-]+(?:/[A-Za-z0-9._~/?=&%+-]*)?(?:#[\w-]*)?")


class Link(str):
    """An address of Trello's or our own, which is to be followed from a comment."""

    __slots__ = ()


def in_markdown(text: str) -> str:
    """Return a text of people for a comment; it keeps its lines, but for empty ones. A `Link` stays as
    it is, if it is nothing but an address.
    """
    if isinstance(text, Link) and _ADDRESS.fullmatch(text):
        return str(text)
    lines = (_line(each) for each in text.splitlines())
    return "\n".join(each for each in lines if each)


def _line(text: str) -> str:
    words = _MARKS.sub(r"\\\g<0>", " ".join(_seen(text).split()))
    start = _AT_START.match(words)
    if start is not None:
        words = f"{words[: start.end()]}\\{words[start.end() :]}"
    return _PARTED.sub(PART, words)


def _seen(text: str) -> str:
    """Return the text without what nobody sees: what turns the direction of writing, breaks lines, or is
    half a character.
    """
    return "".join(each if _is_seen(each) else " " * (each == "\t") for each in text)


def _is_seen(char: str) -> bool:
    return char in _JOINERS or unicodedata.category(char) not in _HIDDEN
