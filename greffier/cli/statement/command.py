"""`greffier statement`: what each mentor did in a month, for whoever pays them and for other programs."""

from __future__ import annotations

import json
from typing import Final

import click

from greffier.cli.sessions import member_named
from greffier.cli.shared.assembly import OFFLINE, end, greffier
from mentoring.statements.model import month_of
from mentoring.statements.output import to_csv, to_json
from mentoring.statements.service import statements
from mentoring.students.cards import fill_once
from rules.bilingual import Sentence
from rules.formatting import fill
from sync.clock import now
from sync.migrations.migrate import migrate

NO_MONTH: Final = Sentence(
    "{month} n'est pas un mois : écrivez l'année et le mois, comme 2026-11.",
    "{month} is no month: write the year and the month, such as 2026-11.",
)


@click.command()
@click.option("--month", required=True, metavar="AAAA-MM", help="Le mois, comme 2026-11.")
@click.option("--mentor", metavar="U", help="Seulement celui de ce mentor (son identifiant).")
@click.option("--format", "form", type=click.Choice(["csv", "json"]), default="csv")
def statement(month: str, mentor: str | None, form: str) -> None:
    """Écrit les relevés d'un mois : une ligne par session ou soutenance, et les sous-totaux."""
    with greffier(OFFLINE) as parts:
        language, zone = parts.settings.language, parts.rulebook.timezone
        wanted = month_of(month)
        if wanted is None:
            end(fill(NO_MONTH, language, {"month": month}), 2)
        migrate(parts.database)
        fill_once(parts.database, parts.rulebook)
        with parts.database.transaction() as session:
            only = member_named(session, mentor, language)
            found = statements(session, parts.rulebook, wanted, now(), only)
        if form == "json":
            told = [to_json(each, zone) for each in found]
            click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        else:
            click.echo(to_csv(found, zone, language).encode("utf-8"), nl=False)
