"""`greffier move`: everything to another database, compared row by row."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

import click
import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from greffier.cli.shared.assembly import end, greffier
from greffier.composition import Greffier
from greffier.database_ready import check_database
from rules.bilingual import Sentence
from rules.formatting import fill, plural
from rules.verdict import Language
from sync.migrations import migrate as tables
from sync.queue.drain import drain
from sync.queue.liveness import liveness_for
from sync.storage.database import Database, database_url, is_database_url
from sync.storage.move import Differs, Moved, NotEmpty
from sync.storage.move import move as move_rows

_NO_ADDRESS: Final = Sentence(
    "--to : donnez l'adresse d'une base, par exemple postgresql://greffier@localhost/greffier ou "
    "sqlite:////var/lib/greffier/greffier.db.",
    "--to: give the address of a database, for example postgresql://greffier@localhost/greffier or "
    "sqlite:////var/lib/greffier/greffier.db.",
)
_SAME: Final = Sentence(
    "--to est la base d'où l'on part : donnez-en une autre.",
    "--to is the database that is moved: give another one.",
)
_ALIVE: Final = Sentence(
    "un travailleur sert encore {where} : arrêtez Greffier (`serve`, `worker`), puis recommencez.",
    "a worker still serves {where}: stop Greffier (`serve`, `worker`), then try again.",
)
_NOT_EMPTY: Final = Sentence(
    "la base d'arrivée contient déjà autre chose (table {table}) : rien n'est écrit. Donnez une base vide, "
    "ou effacez-la avec --replace.",
    "the target holds something else already (table {table}): nothing was written. Give an empty "
    "database, or have it emptied with --replace.",
)
_DIFFERS: Final = Sentence(
    "après la copie, des lignes diffèrent ({tables}) : rien n'est gardé dans la base d'arrivée, la base de "
    "départ n'a pas changé. Signalez-le.",
    "rows differ after copying ({tables}): nothing is kept in the target, the source has not changed. "
    "Please report it.",
)
_TABLE: Final = Sentence("{table} : {rows}", "{table}: {rows}")
_DONE: Final = Sentence(
    "Tout est passé : {rows}, {tables}, aucune différence. Mettez maintenant DATABASE_URL sur la nouvelle "
    "base, puis démarrez Greffier. L'ancienne reste telle quelle.",
    "Everything came over: {rows}, {tables}, no difference. Now set DATABASE_URL to the new database, then "
    "start Greffier. The old one stays as it is.",
)
_BEFORE: Final = Sentence(
    "Tout y est déjà : {rows}, {tables}, aucune différence.",
    "Everything is there already: {rows}, {tables}, no difference.",
)


@click.command()
@click.option("--to", required=True, help="Adresse de la base d'arrivée, comme DATABASE_URL.")
@click.option("--replace", is_flag=True, help="Efface d'abord ce que la base d'arrivée contient.")
def move(to: str, replace: bool) -> None:
    """Déplace tout vers une autre base de données (SQLite ou PostgreSQL), et compare chaque ligne."""
    with greffier((), rulebook=False) as parts:
        language = parts.settings.language
        target = _target(parts, to, language)
        try:
            _ready(parts, target, language)
            moved = _move(parts, target, language, replace=replace)
        finally:
            target.close()
        count = {
            "rows": plural(moved.rows, *_words("ligne", "row", language), language),
            "tables": plural(moved.tables, *_words("table", "table", language), language),
        }
        click.echo(fill(_BEFORE if moved.before else _DONE, language, count))


def _target(parts: Greffier, to: str, language: Language) -> Database:
    url = database_url(to, parts.settings.data)
    if not to or not is_database_url(url):
        end(_NO_ADDRESS.in_(language), 2)
    made = sa.make_url(url)
    if made.drivername == "sqlite" and not made.database:
        end(_NO_ADDRESS.in_(language), 2)
    if made == parts.database.engine.url:
        end(_SAME.in_(language), 2)
    return Database(url)


def _ready(parts: Greffier, target: Database, language: Language) -> None:
    """Make sure that nobody works on either, that the tables of both are of this version, and that no
    delivery waits.
    """
    check_database(parts.settings, parts.database)
    tables.migrate(parts.database)
    tables.migrate(target)
    for each in (parts.database, target):
        if liveness_for(each).anybody():
            where = each.engine.url.render_as_string(hide_password=True)
            end(fill(_ALIVE, language, {"where": where}), 1)
    with suppress(SQLAlchemyError):  # it is read again from Trello where it could not be sorted
        drain(parts.inbox, parts.jobs.enqueue)


def _move(parts: Greffier, target: Database, language: Language, *, replace: bool) -> Moved:
    def told(table: str, rows: int) -> None:
        words = plural(rows, *_words("ligne", "row", language), language)
        click.echo(fill(_TABLE, language, {"table": table, "rows": words}), err=True)

    try:
        return move_rows(parts.database, target, told, replace=replace)
    except NotEmpty as error:
        end(fill(_NOT_EMPTY, language, {"table": error.table}), 2)
    except Differs as error:
        end(fill(_DIFFERS, language, {"tables": ", ".join(error.tables)}), 1)


def _words(french: str, english: str, language: Language) -> tuple[str, str]:
    word = french if language == "fr" else english
    return word, f"{word}s"
