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


def reads_as_project(name: str) -> bool:
    """Whether a person reads the label as a project, in any case, width or spelling."""
    return _PROJECT.search(unicodedata.normalize("NFKC", name).casefold()) is not None


def project_key(name: str) -> str:
    """The project that a label names, however it is spelled: "P7"; another name folded."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    found = _PROJECT.search(plain)
    return f"P{int(found[1])}" if found else " ".join(plain.split())
