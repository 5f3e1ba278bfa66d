"""A school of 2,000 students and their 112,000 sessions: the first screen, a booking, the nightly placing,
the students' page and their mails. What counts is the clock on the wall; the processor's is told beside it,
for a machine that others use too.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bench.figure import Figure
from mentoring.sessions.changes.place_ahead import blank, place_all
from mentoring.sessions.service import Refused
from mentoring.sessions.tables import MentoringSessionRow, SlotRow
from mentoring.students.model import fresh_id
from mentoring.students.tables import MentorshipRow, StudentRow
from sync.clock import pretend
from sync.migrations.migrate import migrate
from sync.storage.database import Database, database_url
from sync.storage.trello_tables import MemberRow, MembershipRow

sys.path.append(str(Path(__file__).parents[1] / "tests" / "mentoring" / "sessions"))

from weekly import BOARD, MONDAY, PYTHON, Weekly

from bench import students_side
from bench.students_side import Took, in_ms, timed

MENTORS, STUDENTS, WEEKS = 200, 2_000, 50
LOOKS = 100


def figures(database: str = "") -> Iterator[Figure]:
    """Placed once for everybody, again, then looked at and booked in one by one."""
    with tempfile.TemporaryDirectory() as folder:
        opened = Database(database_url(database or None, Path(folder)))
        migrate(opened)
        made = Weekly(opened)
        made.people()
        _school(made)
        with pretend(made.clock):
            yield from _figures(made)
            yield from students_side.page(made, Path(folder), database)
            yield from students_side.mails(made)
        opened.close()


def _figures(made: Weekly) -> Iterator[Figure]:
    first, again = timed(lambda: _place(made)), timed(lambda: _place(made))
    yield _in_seconds("place six weeks of 2,000 slots", first, 2)
    yield _in_seconds("place them again", again, 0.5)
    with made.database.transaction() as session:
        count = session.scalar(sa.select(sa.func.count()).select_from(MentoringSessionRow)) or 0
    screens = [timed(partial(made.service.my_week, f"m{x}")) for x in range(LOOKS)]
    what = f"a mentor's first screen, among {count:,} sessions, p95"
    yield in_ms(what, screens, 50)
    known = _known(made)
    bookings = [timed(partial(_book, made, known[x], x)) for x in range(LOOKS)]
    yield in_ms("book a session, p95", bookings, 100)


def _place(made: Weekly) -> None:
    with made.database.transaction() as session:
        place_all(session, made.rulebook, made.time)


def _book(made: Weekly, student: str, number: int) -> None:
    with suppress(Refused):
        made.service.book("helene", student, made.time + timedelta(days=4, minutes=7 * number))


def _in_seconds(what: str, took: Took, bar: float) -> Figure:
    told = f"{took.wall:.2f} s ({took.processor:.2f} s of the processor)"
    return Figure(what, told, f"< {bar:g} s", took.wall < bar)


def _known(made: Weekly) -> list[str]:
    with made.database.transaction() as session:
        return list(
            session.scalars(sa.select(StudentRow.id).order_by(StudentRow.name).limit(LOOKS))
        )


def _school(made: Weekly) -> None:
    """Ten students a mentor, a slot each, and fifty weeks that were held."""
    members = [f"m{number}" for number in range(MENTORS)]
    with made.database.transaction() as session:
        names = [{"id": x, "full_name": x, "username": x, "initials": ""} for x in members]
        session.execute(sa.insert(MemberRow), names)
        places = [{"board_id": BOARD, "member_id": x, "role": "normal"} for x in members]
        session.execute(sa.insert(MembershipRow), places)
        ids = [fresh_id() for _ in range(STUDENTS)]
        session.execute(sa.insert(StudentRow), [_student(*x, made) for x in enumerate(ids)])
        session.execute(sa.insert(MentorshipRow), [_given(*x, made) for x in enumerate(ids)])
        slots = [_slot(number, each) for number, each in enumerate(ids)]
        session.execute(sa.insert(SlotRow), slots)
        for week in range(1, WEEKS + 1):
            session.execute(sa.insert(MentoringSessionRow), _held(slots, week, made))


def _student(number: int, student: str, made: Weekly) -> dict[str, Any]:
    name = f"Élève {number:04}"
    texts = dict.fromkeys(("project", "email", "zone", "funding", "ended_how"), "")
    who = {"name": name, "name_key": name.casefold(), "course": PYTHON, "active_at": made.time}
    return {"id": student, **who, **texts}


def _given(number: int, student: str, made: Weekly) -> dict[str, Any]:
    who = {"student_id": student, "member_id": f"m{number % MENTORS}", "since": made.time}
    return {"id": fresh_id(), **who, "source": "import", "by": ""}


def _slot(number: int, student: str) -> dict[str, Any]:
    place = number // MENTORS
    when = {"weekday": place % 5, "minute": (9 + place) * 60, "length": 45}
    who = {"student_id": student, "member_id": f"m{number % MENTORS}", "zone": "Europe/Paris"}
    return {"id": fresh_id(), **who, **when, "from_day": date(2025, 1, 6)}


def _held(slots: list[dict[str, Any]], week: int, made: Weekly) -> list[dict[str, Any]]:
    monday = MONDAY.replace(hour=0) - timedelta(weeks=week)
    found = []
    for slot in slots:
        starts = monday + timedelta(days=slot["weekday"], minutes=slot["minute"])
        span = (starts, starts + timedelta(minutes=45))
        values = blank(fresh_id(), slot["student_id"], slot["member_id"], "weekly", None, made.time)
        values |= {"starts": span[0], "ends": span[1], "status": "done", "touched": True}
        found.append({**values, "slot_id": slot["id"], "slot_day": starts.date()})
    return found
