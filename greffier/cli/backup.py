"""`greffier backup`: a copy of the SQLite database, taken while everything runs."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

import click
from sqlalchemy.exc import SQLAlchemyError

from greffier.cli.doctor.local import sqlite_file
from greffier.cli.shared.assembly import end, greffier
from greffier.cli.shared.remedies import said_by_database
from rules.bilingual import Sentence
from rules.formatting import fill
from sync.queue.drain import drain

_POSTGRES: Final = Sentence(
    "la base est sur PostgreSQL : sauvegardez-la avec "
    '`pg_dump --format=custom --file=greffier.dump "$DATABASE_URL"`.',
    "the database is on PostgreSQL: back it up with "
    '`pg_dump --format=custom --file=greffier.dump "$DATABASE_URL"`.',
)
_NONE: Final = Sentence(
    "il n'y a pas encore de base à {path} : rien à sauvegarder.",
    "there is no database at {path} yet: nothing to back up.",
)
_THERE: Final = Sentence(
    "{path} existe déjà : il n'est pas touché. Donnez un autre nom.",
    "{path} exists already and is left alone. Give another name.",
)
_DONE: Final = Sentence(
    "Copie faite : {path}. Elle contient des données personnelles : gardez-la comme telle.",
    "Copied: {path}. It holds personal data: keep it accordingly.",
)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Copie la base SQLite dans FILE, sans rien arrêter."""
    with greffier((), rulebook=False) as parts:
        language = parts.settings.language
        source = sqlite_file(parts)
        if source is None:
            end(_POSTGRES.in_(language), 2)
        if not source.is_file():
            end(fill(_NONE, language, {"path": source}), 1)
        if file.exists():
            end(fill(_THERE, language, {"path": file}), 2)
        with suppress(SQLAlchemyError):  # tables of an older version take nothing in
            drain(parts.inbox, parts.jobs.enqueue)
        try:
            copy(source, file)
        except sqlite3.Error as error:
            end([f"{file}: {error}", fill(said_by_database(str(error)), language, {})], 1)
        click.echo(fill(_DONE, language, {"path": file}))


def copy(source: Path, target: Path) -> None:
    """Write a whole and consistent copy, readable by its owner alone; its folder is made. Nothing is
    left of one that failed. Raises `sqlite3.Error`, OSError.
    """
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    target.touch(mode=0o600, exist_ok=False)
    address = f"{source.resolve().as_uri()}?mode=ro"
    try:
        with (
            closing(sqlite3.connect(address, uri=True)) as original,
            closing(sqlite3.connect(target)) as made,
        ):
            original.backup(made)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
