"""What `greffier doctor` looks at on this machine: settings, rulebook, database, disk."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from greffier.cli.doctor.texts import Check, Found, Voice
from greffier.composition import Greffier
from greffier.database_ready import check_database, newer
from greffier.settings import SettingsError
from rules.bilingual import NO_BREAK, Sentence
from rules.formatting import plural
from sync.migrations.made_by import NewerTables
from sync.migrations.migrate import is_current, is_empty

MIB: Final = 1024 * 1024
SCARCE, LITTLE = 100 * MIB, 1024 * MIB
NETWORK: Final = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "fuse.sshfs", "glusterfs"}
)
MOUNTS: Final = Path("/proc/mounts")

S = Sentence
FOUND: Final[Found] = {
    "settings-right": (S("réglages : tous là", "settings: all there"), None),
    "settings-wrong": (
        S("réglages : {problem}", "settings: {problem}"),
        S(
            "ajoutez-le à l'environnement ou au fichier .env",
            "add it to the environment or to the .env file",
        ),
    ),
    "rulebook-right": (S("règlement : {path} ({count})", "rulebook: {path} ({count})"), None),
    "rulebook-empty": (
        S("règlement : {path} ne nomme aucun tableau", "rulebook: {path} names no board"),
        S("`greffier init` en écrit un", "`greffier init` writes one"),
    ),
    "rulebook-wrong": (
        S("règlement : {problem}", "rulebook: {problem}"),
        S(
            "corrigez-le, puis `greffier rules check` ; `greffier init` en écrit un neuf",
            "correct it, then `greffier rules check`; `greffier init` writes a new one",
        ),
    ),
    "database-right": (S("base de données : {kind}, à jour", "database: {kind}, current"), None),
    "database-none": (
        S("base de données : pas encore créée ({kind})", "database: not made yet ({kind})"),
        S("`greffier migrate`, ou `greffier serve`", "`greffier migrate`, or `greffier serve`"),
    ),
    "database-old": (
        S(
            "base de données : ses tables sont d'une autre version",
            "database: tables of another version",
        ),
        S("`greffier migrate`", "`greffier migrate`"),
    ),
    "database-newer": (
        S("base de données : {why}", "database: {why}"),
        S(
            "rien n'est touché d'ici là ; docs/exploitation.md, « Revenir en arrière »",
            "nothing is touched until then; docs/en/operations.md, “Roll back”",
        ),
    ),
    "database-pooled": (
        S("base de données : {why}", "database: {why}"),
        S("changez DATABASE_URL, puis recommencez", "change DATABASE_URL, then try again"),
    ),
    "database-away": (
        S("base de données : injoignable ({why})", "database: cannot be reached ({why})"),
        S(
            "vérifiez DATABASE_URL ou GREFFIER_DATA, et que le serveur tourne",
            "check DATABASE_URL or GREFFIER_DATA, and that the server runs",
        ),
    ),
    "disk-right": (S("disque : {free} libres", "disk: {free} free"), None),
    "disk-low": (
        S("disque : {free} libres seulement", "disk: only {free} free"),
        S("libérez de la place sur {path}", "make room on {path}"),
    ),
    "disk-closed": (
        S("disque : on ne peut pas écrire dans {path}", "disk: {path} cannot be written to"),
        S(
            "donnez ce droit à l'utilisateur du service, ou changez GREFFIER_DATA",
            "let the service's user write there, or change GREFFIER_DATA",
        ),
    ),
    "disk-network": (
        S(
            "disque : {path} est sur un disque réseau ({kind})",
            "disk: {path} is on a network disk ({kind})",
        ),
        S(
            "SQLite n'y est pas sûr : mettez GREFFIER_DATA sur un disque local, ou utilisez PostgreSQL",
            "SQLite is not safe there: put GREFFIER_DATA on a local disk, or use PostgreSQL",
        ),
    ),
}


def rulebook(parts: Greffier) -> Iterator[Check]:
    """Look whether the rulebook names boards; that it can be read was seen before."""
    voice = Voice(parts.settings.language, FOUND)
    path = parts.settings.rulebook
    count = len(parts.rulebook.boards)
    if not count:
        yield voice.fail("rulebook", "rulebook-empty", path=path)
        return
    words = ("tableau", "tableaux") if voice.language == "fr" else ("board", "boards")
    yield voice.ok(
        "rulebook", "rulebook-right", path=path, count=plural(count, *words, voice.language)
    )


def database(parts: Greffier) -> Iterator[Check]:
    """Look whether the database answers, and its tables are of this version."""
    voice = Voice(parts.settings.language, FOUND)
    file = sqlite_file(parts)
    kind = f"SQLite, {file}" if file is not None else "PostgreSQL"
    if file is not None and not file.exists():
        yield voice.warn("database", "database-none", kind=kind)
        return
    try:
        check_database(parts.settings, parts.database, lambda _: True)
        current = is_current(parts.database)
        empty = not current and is_empty(parts.database)
    except NewerTables as error:
        yield voice.fail("database", "database-newer", why=newer(error, voice.language))
        return
    except SettingsError as error:
        yield voice.fail("database", "database-pooled", why=error.problems[0])
        return
    except (SQLAlchemyError, OSError) as error:
        why = str(getattr(error, "orig", None) or error).strip().splitlines()[0][:120]
        yield voice.fail("database", "database-away", why=why)
        return
    if empty:
        yield voice.warn("database", "database-none", kind=kind)
    elif current:
        yield voice.ok("database", "database-right", kind=kind)
    else:
        yield voice.fail("database", "database-old")


def sqlite_file(parts: Greffier) -> Path | None:
    """Return the file of the database, None on PostgreSQL."""
    address = parts.settings.database
    return Path(address.removeprefix("sqlite:///")) if address.startswith("sqlite") else None


def disk(parts: Greffier) -> Iterator[Check]:
    """Look whether there is room, and SQLite is not on a network disk, where its locks do not hold."""
    voice = Voice(parts.settings.language, FOUND)
    path = _existing((sqlite_file(parts) or parts.settings.data / "-").parent)
    if not path.is_dir() or not os.access(path, os.W_OK):
        yield voice.fail("disk", "disk-closed", path=path)
        return
    free = shutil.disk_usage(path).free
    told = {"free": _size(free, voice), "path": path}
    if free < LITTLE:
        status = voice.fail if free < SCARCE else voice.warn
        yield status("disk", "disk-low", **told)
    else:
        yield voice.ok("disk", "disk-right", **told)
    kind = network_kind(path)
    if kind and sqlite_file(parts) is not None:
        yield voice.fail("disk", "disk-network", path=path, kind=kind)


def _existing(path: Path) -> Path:
    path = path.resolve()
    while not path.exists():
        path = path.parent
    return path


def _size(size: int, voice: Voice) -> str:
    unit = "Go" if voice.language == "fr" else "GB"
    return f"{size / 1024 / MIB:.1f}{NO_BREAK}{unit}"


def network_kind(path: Path, mounts: Path = MOUNTS) -> str:
    """Return the kind of network disk that this path is on, "" for a local one (or where nobody can tell)."""
    try:
        lines = mounts.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    entries = [line.split() for line in lines]
    fitting = [(each[1], each[2]) for each in entries if len(each) > 2]
    under = [each for each in fitting if path == Path(each[0]) or Path(each[0]) in path.parents]
    kind = max(under, key=lambda each: len(each[0]), default=("", ""))[1]
    return kind if kind in NETWORK else ""
