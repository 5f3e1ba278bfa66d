"""All profiles out of the database as one table, and back into it: as a whole or not at all."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from mentoring.profiles.csv_file import read_table, table_of
from mentoring.profiles.traces import Reader, leave
from mentoring.school.profiles import keep_profile
from mentoring.school.projects import catalogue_of
from mentoring.students.mentors import mentors
from rules.bilingual import Sentence
from rules.rulebook.values import Rulebook

COLUMNS_MISSING = Sentence(
    "Ce n'est pas la table des mentors, il manque {columns} dans sa première ligne. Partez de la table "
    "exportée, puis réessayez.",
    "This is not the table of mentors, its first line lacks {columns}. Begin with the exported table, "
    "then try again.",
)
MOST_TOLD = 50

Boards = Collection[str] | None


def export_profiles(
    session: Session, rulebook: Rulebook, reader: Reader, now: datetime, boards: Boards = None
) -> str:
    """Return the profiles of everybody on these boards (None: on any) as the text of a table."""
    people = mentors(session, rulebook, now, boards=boards)
    leave(session, reader, "export", now, [each.id for each in people])
    return table_of(people, catalogue_of(session, rulebook))


def import_profiles(
    session: Session,
    rulebook: Rulebook,
    text: str,
    reader: Reader,
    now: datetime,
    boards: Boards = None,
) -> int:
    """Take over the profiles of this table; returns how many. Raises `BadTable`, also for people who
    are on none of these boards (None: on any).
    """
    catalogue = catalogue_of(session, rulebook)
    there = mentors(session, rulebook, now, boards=boards)
    found = read_table(text, {each.username: each.id for each in there}, catalogue)
    for member, profile in found.items():
        keep_profile(session, member, profile, catalogue.skills, reader.name, now)
    leave(session, reader, "import", now, found)
    return len(found)
