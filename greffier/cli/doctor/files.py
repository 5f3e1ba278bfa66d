"""What `greffier doctor` looks at around files: whether others than their owner can read them."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from greffier.cli.doctor.local import sqlite_file
from greffier.cli.doctor.texts import Check, Found, Voice
from greffier.composition import Greffier
from rules.bilingual import Sentence
from sync.storage.private import OTHERS, open_to_others

S = Sentence
FOUND: Final[Found] = {
    "files-right": (
        S("fichiers : pour leur propriétaire seul", "files: for their owner alone"),
        None,
    ),
    "files-open": (
        S(
            "fichiers : d'autres utilisateurs de cette machine peuvent lire {path}",
            "files: other users of this machine can read {path}",
        ),
        S(
            "la base contient des noms d'étudiants : `chmod 600 {path}`, par son propriétaire",
            "the database holds names of students: `chmod 600 {path}`, by its owner",
        ),
    ),
    "folder-open": (
        S(
            "fichiers : d'autres utilisateurs de cette machine peuvent entrer dans {path}",
            "files: other users of this machine can enter {path}",
        ),
        S(
            "donnez à Greffier un dossier à lui (GREFFIER_DATA), puis `chmod 700 {path}`",
            "give Greffier a folder of its own (GREFFIER_DATA), then `chmod 700 {path}`",
        ),
    ),
    "secrets-open": (
        S(
            "fichiers : d'autres utilisateurs de cette machine peuvent lire {path}, avec la clé, le jeton "
            "et le secret",
            "files: other users of this machine can read {path}, with key, token and secret",
        ),
        S("`chmod 600 {path}`", "`chmod 600 {path}`"),
    ),
}


def files(parts: Greffier, settings: Path) -> Iterator[Check]:
    """Look whether the database, its folder and the file of settings are closed to other users."""
    voice = Voice(parts.settings.language, FOUND)
    found = [*_database(parts, voice)]
    if settings.is_file() and settings.stat().st_mode & stat.S_IROTH:
        found.append(voice.fail("files", "secrets-open", path=settings.name))
    yield from found or [voice.ok("files", "files-right")]


def _database(parts: Greffier, voice: Voice) -> Iterator[Check]:
    file = sqlite_file(parts)
    if file is None:
        return
    for each in open_to_others(file):
        yield voice.fail("files", "files-open", path=each)
    if file.parent.is_dir() and file.parent.stat().st_mode & OTHERS:
        yield voice.warn("files", "folder-open", path=file.parent)
