"""`greffier profiles export|import`: what mentors say of themselves, as a table for Excel."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from greffier.cli.shared.assembly import OFFLINE, end, greffier
from mentoring.csv_rows import BadTable, problems_told
from mentoring.profiles.bulk import COLUMNS_MISSING, MOST_TOLD, export_profiles, import_profiles
from mentoring.profiles.traces import Reader
from rules.bilingual import Sentence
from rules.formatting import fill
from sync.clock import now
from sync.migrations.migrate import migrate
from sync.storage.private import write_private

_WRITTEN: Final = Sentence("Profils écrits dans {path}.", "Profiles written to {path}.")
_TAKEN: Final = Sentence("Profils importés : {count}.", "Profiles imported: {count}.")
_NOT_UTF8: Final = Sentence(
    "{path} n'est pas en UTF-8 : enregistrez-le comme « CSV UTF-8 ».",
    "{path} is not UTF-8: save it as “CSV UTF-8”.",
)
BY: Final = Reader("", "greffier profiles")


@click.group()
def profiles() -> None:
    """Les profils des mentors, en tableau."""


@profiles.command("export")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
def export(path: Path) -> None:
    """Écrit tous les profils dans un fichier CSV (`;`, UTF-8) qu'Excel ouvre."""
    with greffier(OFFLINE) as parts:
        migrate(parts.database)
        with parts.database.transaction() as session:
            text = export_profiles(session, parts.rulebook, BY, now())
        write_private(path, text.encode("utf-8"))
        click.echo(fill(_WRITTEN, parts.settings.language, {"path": path}))


@profiles.command("import")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_(path: Path) -> None:
    """Reprend les profils d'un fichier CSV (`;` ou `,`) ; à la moindre erreur, aucun."""
    with greffier(OFFLINE) as parts:
        language = parts.settings.language
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            end(fill(_NOT_UTF8, language, {"path": path}), 2)
        migrate(parts.database)
        try:
            with parts.database.transaction() as session:
                count = import_profiles(session, parts.rulebook, text, BY, now())
        except BadTable as error:
            end(problems_told(error, COLUMNS_MISSING, language, MOST_TOLD), 2)
        click.echo(fill(_TAKEN, language, {"count": count}))
