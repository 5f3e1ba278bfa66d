"""`greffier sessions list`: sessions for other programs, and for whoever looks after them."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any, Final

import click
from sqlalchemy.orm import Session

from greffier.cli.shared.assembly import OFFLINE, end, greffier
from greffier.cli.shared.text_table import show_table
from mentoring.sessions.texts import STATUSES, WHYS
from mentoring.sessions.views.plain_data import Wanted, sessions_listed
from mentoring.students.read import student_of
from rules.bilingual import Sentence
from rules.formatting import fill, moment
from rules.rulebook.values import Rulebook
from rules.verdict import Language
from sync.clock import now
from sync.migrations.migrate import migrate
from sync.storage.trello_tables import MemberRow

NOBODY: Final = Sentence(
    "{name} : personne ne porte cet identifiant sur les tableaux.",
    "{name}: nobody on the boards has this user name.",
)
NO_STUDENT: Final = Sentence(
    "{id} : aucun étudiant n'a ce numéro ; `greffier students list` les donne.",
    "{id}: no student has this id; `greffier students list` tells them.",
)
BACKWARDS: Final = Sentence(
    "--from est après --to : échangez-les.", "--from is after --to: swap them."
)
_NOTHING: Final = Sentence("Aucune session.", "No session.")
_UNPLACED: Final = Sentence("à replacer : {why}", "to be placed: {why}")
_HEADS: Final = Sentence("début|étudiant|mentor|statut", "start|student|mentor|status")


@click.group()
def sessions() -> None:
    """Les sessions des mentors avec leurs étudiants."""


@sessions.command("list")
@click.option("--mentor", metavar="U", help="Seulement celles de ce mentor (son identifiant).")
@click.option("--student", metavar="ID", help="Seulement celles de cet étudiant.")
@click.option("--unset", is_flag=True, help="Seulement celles qui sont finies sans statut.")
@click.option("--from", "first", type=click.DateTime(["%Y-%m-%d"]), help="À partir de ce jour.")
@click.option("--to", "last", type=click.DateTime(["%Y-%m-%d"]), help="Jusqu'à ce jour compris.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def list_(
    mentor: str | None,
    student: str | None,
    unset: bool,
    first: datetime | None,
    last: datetime | None,
    form: str,
) -> None:
    """Montre les sessions dans l'ordre de leurs heures."""
    with greffier(OFFLINE) as parts:
        language = parts.settings.language
        if first is not None and last is not None and first > last:
            end(BACKWARDS.in_(language), 2)
        migrate(parts.database)
        with parts.database.transaction() as session:
            wanted = Wanted(
                member_named(session, mentor, language),
                _student(session, student, language),
                unset,
                _day(first),
                _day(last),
            )
            found = sessions_listed(session, parts.rulebook, wanted, now())
        if form == "json":
            click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        else:
            _show(found, parts.rulebook, language)


def _show(found: list[dict[str, Any]], rulebook: Rulebook, language: Language) -> None:
    if not found:
        click.echo(_NOTHING.in_(language))
        return
    show_table(_HEADS.in_(language).split("|"), [_line(x, rulebook, language) for x in found])


def _line(each: dict[str, Any], rulebook: Rulebook, language: Language) -> list[str]:
    starts = each["starts"]
    at = moment(datetime.fromisoformat(starts), language, rulebook.timezone) if starts else "–"
    return [at, each["student"]["name"], each["mentor"]["name"], _status(each, language)]


def _status(each: dict[str, Any], language: Language) -> str:
    if each["place"] == "unplaced" and each["status"] is None:
        why = WHYS[each["why"]].in_(language) if each["why"] else "–"
        return fill(_UNPLACED, language, {"why": why})
    if each["status"] is not None:
        return STATUSES[each["status"]].in_(language)
    over = datetime.fromisoformat(each["ends"]) <= now()
    return STATUSES["unset"].in_(language) if over else "–"


def _day(at: datetime | None) -> date | None:
    return at.date() if at is not None else None


def member_named(session: Session, name: str | None, language: Language) -> str | None:
    """Return the id of who has this user name; ends the command where nobody has it."""
    if name is None:
        return None
    plain = name.removeprefix("@").casefold()
    for row in session.query(MemberRow):
        if plain in (row.username.casefold(), row.id):
            return row.id
    return end(fill(NOBODY, language, {"name": name}), 2)


def _student(session: Session, student_id: str | None, language: Language) -> str | None:
    if student_id is not None and student_of(session, student_id) is None:
        end(fill(NO_STUDENT, language, {"id": student_id}), 2)
    return student_id
