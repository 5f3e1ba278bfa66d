"""Students of the invented school who are followed week by week."""

from __future__ import annotations

from desk import Desk

from mentoring.sessions.service import Person, Sessions, SlotWish
from mentoring.students.write import activate, attribute, make_student
from sync.clock import now

PYTHON = "Développeur d’application Python"


def member(desk: Desk, who: str) -> str:
    return str(desk.school.sandbox.state.member(who)["id"])


def service(desk: Desk) -> Sessions:
    return Sessions(desk.school.parts.database, desk.school.parts.rules)


def followed(
    desk: Desk, name: str, who: str | None = "zoe", slot: tuple[int, int] | None = None
) -> str:
    """A counted student of this mentor, with a weekly slot (day, minute) where one is given."""
    with desk.school.parts.database.transaction() as session:
        made = make_student(session, Person(name, PYTHON, project="P7"))
        activate(session, made.id, now())
        if who:
            attribute(session, made.id, member(desk, who), "manager", "Hélène", now())
    if slot is not None and who:
        service(desk).set_slot(member(desk, who), made.id, SlotWish(*slot))
    return made.id
