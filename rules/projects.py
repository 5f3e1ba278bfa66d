"""Labels that name a project: P7, Projet 7, OC-P7, "P7 – Algorithmes"."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_PROJECT: Final = re.compile(
    r"(?<![^\W_])"  # not inside a word or a number: MP3 is none
    r"(?:p|proj|projet|project)"
    r"[\s\-_.:#]*(?:n\s*[o°º]?\s*)?"
    r"(\d{1,2})(?![^\W_])"
)


_DIGITS: Final = "0123456789"
_PARTS: Final = re.compile(r"[0-9]+|[^0-9]+")


def reads_as_project(name: str) -> bool:
    """Return whether a person reads the label as a project, in any case, width or spelling."""
    return _PROJECT.search(unicodedata.normalize("NFKC", name).casefold()) is not None


def natural_order(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return the key that sorts P2 before P10 and words before numbers, whatever case and leading zeros."""
    return tuple(
        (1, len(each.lstrip("0")), each.lstrip("0")) if each[0] in _DIGITS else (0, 0, each)
        for each in _PARTS.findall(name.casefold())
    )


def project_order(key: str) -> tuple[bool, tuple[tuple[int, int, str], ...]]:
    """Return what sorts a `project_key`: as `natural_order` does, projects without a number last."""
    return key[:1] != "P" or not key[1:].isdecimal(), natural_order(key)


def project_key(name: str) -> str:
    """Return the project that a label names, however it is spelled: "P7"; another name folded."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    found = _PROJECT.search(plain)
    return f"P{int(found[1])}" if found else " ".join(plain.split())
