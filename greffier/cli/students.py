"""`greffier students list|import|export`: the students and who follows them, as a table for Excel."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import click

from greffier.cli.shared.assembly import OFFLINE, end, greffier
from greffier.cli.shared.text_table import show_table
from greffier.composition import Greffier
from mentoring.csv_rows import BadTable, problems_told
from mentoring.sessions.views.students_table import export_students, import_students, listed
from mentoring.students.cards import fill_once
from rules.bilingual import Sentence
from rules.formatting import fill, moment
from rules.verdict import Language
from sync.clock import now
from sync.migrations.migrate import migrate
from sync.storage.private import write_private

_WRITTEN: Final = Sentence(
    "Étudiants écrits dans {path}. Ce fichier contient des données personnelles.",
    "Students written to {path}. This file holds personal data.",
)
_TAKEN: Final = Sentence("Étudiants importés : {count}.", "Students imported: {count}.")
_NOTHING: Final = Sentence("Aucun étudiant.", "No student.")
_NOT_UTF8: Final = Sentence(
    "{path} n'est pas en UTF-8 : enregistrez-le comme « CSV UTF-8 ».",
    "{path} is not UTF-8: save it as “CSV UTF-8”.",
)
_COLUMNS: Final = Sentence(
    "Ce n'est pas la table des étudiants, il manque {columns} dans sa première ligne. Partez de la "
    "table exportée, puis réessayez.",
    "This is not the table of students, its first line lacks {columns}. Begin with the exported "
    "table, then try again.",
)
_HEADS: Final = Sentence(
    "étudiant|parcours|projet|mentor|prochaine session",
    "student|course|project|mentor|next session",
)
BY: Final = "greffier students"


@click.group()
def students() -> None:
    """Les étudiants, et qui les suit."""


@students.command("list")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def list_(form: str) -> None:
    """Montre les étudiants, leur projet, leur mentor et leur prochaine session."""
    with greffier(OFFLINE) as parts:
        _ready(parts)
        with parts.database.transaction() as session:
            found = listed(session, parts.rulebook, now())
        if form == "json":
            click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        elif found:
            language = parts.settings.language
            heads = _HEADS.in_(language).split("|")
            show_table(heads, [_line(parts, each, language) for each in found])
        else:
            click.echo(_NOTHING.in_(parts.settings.language))


@students.command("export")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
def export(path: Path) -> None:
    """Écrit tous les étudiants dans un fichier CSV (`;`, UTF-8) qu'Excel ouvre."""
    with greffier(OFFLINE) as parts:
        _ready(parts)
        with parts.database.transaction() as session:
            text = export_students(session, parts.rulebook)
        write_private(path, text.encode("utf-8"))
        click.echo(fill(_WRITTEN, parts.settings.language, {"path": path}))


@students.command("import")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_(path: Path) -> None:
    """Reprend les étudiants d'un fichier CSV (`;`) ; à la moindre erreur, aucun."""
    with greffier(OFFLINE) as parts:
        language = parts.settings.language
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError:
            end(fill(_NOT_UTF8, language, {"path": path}), 2)
        _ready(parts)
        try:
            with parts.database.transaction() as session:
                count = import_students(session, parts.rulebook, text, BY, now())
        except BadTable as error:
            end(problems_told(error, _COLUMNS, language), 2)
        click.echo(fill(_TAKEN, language, {"count": count}))


def _ready(parts: Greffier) -> None:
    """Make sure that the tables are as they should be, filled from the cards after an upgrade."""
    migrate(parts.database)
    fill_once(parts.database, parts.rulebook)


def _line(parts: Greffier, each: dict[str, Any], language: Language) -> list[str]:
    at = each["next_session"]
    zone = parts.rulebook.timezone
    when = moment(datetime.fromisoformat(at), language, zone) if at else "–"
    mentor = each["mentor"]["name"] if each["mentor"] else "–"
    return [each["name"], each["course"], each["project"], mentor, when]
