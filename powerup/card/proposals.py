"""What the panel proposes for the gaps of a card, from what is known of its student elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from mentoring.students.read import named, projects_of
from rules.projects import project_key
from rules.titles.reader import read_student
from sync.reports.card_view import CardView
from sync.rulebook.boards import Watched


@dataclass(frozen=True, slots=True)
class Proposals:
    """The student's course, the project they are at, and the coming date that was agreed for its defence
    (UTC); empty where it is not known.
    """

    course: str = ""
    project: str = ""
    agreed: datetime | None = None


NOTHING_KNOWN: Final = Proposals()


def proposals(session: Any, view: CardView, board: Watched, now: datetime) -> Proposals:
    """Return what is known of the student whom this card names; `NOTHING_KNOWN` where no student, or more
    than one, has that name.
    """
    names = [each.name for each in view.card.labels]
    name = read_student(view.card, board.ruled.courses, names).name
    found = named(session, name) if name else []
    if len(found) != 1:
        return NOTHING_KNOWN
    student = found[0]
    dates = {project_key(row.project): row.defence_at for row in projects_of(session, student.id)}
    key = project_key(student.project) if student.project else ""
    agreed = dates.get(key)
    return Proposals(
        student.course, student.project, agreed if agreed is not None and agreed > now else None
    )
