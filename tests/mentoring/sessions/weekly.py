"""A small school for sessions: people on one board, students of theirs, and a clock that tests turn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from mentoring.school.model import Absence, Profile
from mentoring.school.profiles import keep_profile
from mentoring.sessions.changes.place_ahead import Placed, place_all
from mentoring.sessions.model import MentoringSession
from mentoring.sessions.rows import session_value
from mentoring.sessions.service import Person, Sessions, SlotWish
from mentoring.sessions.tables import MentoringSessionRow
from mentoring.students.write import activate, attribute, make_student
from rules.editing.parse import read_rulebook
from sync.clock import pretend
from sync.storage.database import Database, database_url
from sync.storage.trello_tables import BoardRow, CardMemberRow, CardRow, MemberRow, MembershipRow
from tests.migrated import fresh

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
PYTHON = "Développeur d’application Python"
BOARD, INTAKE, ACCEPTED = "b" * 24, "1" * 24, "3" * 24
MENTORS = ("zoe", "ines", "malik")

RULEBOOK = f"""
timezone = "Europe/Paris"
[boards.soutenances]
kind = "soutenances"
board = "{BOARD}"
intake = "{INTAKE}"
incomplete = "{"2" * 24}"
accepted = "{ACCEPTED}"
managers = ["helene"]
"""


@dataclass
class Weekly:
    """The school. People are their own ids."""

    database: Database
    text: str = RULEBOOK
    time: datetime = MONDAY
    service: Sessions = field(init=False)

    def __post_init__(self) -> None:
        self.service = Sessions(self.database, lambda: self.rulebook)

    @property
    def rulebook(self):  # type: ignore[no-untyped-def]
        return read_rulebook(self.text)

    def people(self) -> None:
        with self.database.transaction() as session:
            session.add(BoardRow(id=BOARD, name="Soutenances"))
            for each in (*MENTORS, "helene"):
                name = each.capitalize()
                session.add(MemberRow(id=each, full_name=name, username=each))
                session.add(MembershipRow(board_id=BOARD, member_id=each, role="normal"))
            session.add(MemberRow(id="olga", full_name="Olga", username="olga"))
            session.add(MembershipRow(board_id=BOARD, member_id="olga", role="observer"))

    def student(self, name: str = "Léa Dupont", mentor: str | None = "zoe", zone: str = "") -> str:
        """A counted student of this mentor."""
        with self.database.transaction() as session:
            made = make_student(session, Person(name, PYTHON, zone=zone))
            activate(session, made.id, self.time)
            if mentor:
                attribute(session, made.id, mentor, "manager", "Hélène", self.time)
        return made.id

    def slot(
        self, student: str, day: int = 1, at: str = "18:00", who: str = "zoe", zone: str = ""
    ) -> None:
        """A weekly slot; Tuesday at six where nothing is said."""
        hour, minute = at.split(":")
        self.service.set_slot(who, student, SlotWish(day, int(hour) * 60 + int(minute), zone=zone))

    def place(self) -> Placed:
        with self.database.transaction() as session:
            return place_all(session, self.rulebook, self.time)

    def sessions(self, student: str | None = None) -> list[MentoringSession]:
        """Every session, in the order of its day or time."""
        with self.database.transaction() as session:
            rows = session.query(MentoringSessionRow).all()
        found = [session_value(each) for each in rows if student in (None, each.student_id)]
        return sorted(found, key=lambda each: (str(each.slot_day or each.starts), each.id))

    def row(self, session_id: str) -> MentoringSessionRow:
        with self.database.transaction() as session:
            return session.get_one(MentoringSessionRow, session_id)

    def absent(self, who: str, first: date, last: date) -> None:
        profile = Profile(absences=(Absence(first, last),))
        with self.database.transaction() as session:
            keep_profile(session, who, profile, (), who, self.time)

    def defence(self, at: datetime, *members: str) -> None:
        card = f"{int(self.time.timestamp()):08x}{int(at.timestamp()):016x}"
        with self.database.transaction() as session:
            values = {"id": card, "board_id": BOARD, "list_id": ACCEPTED, "name": "Soutenance"}
            session.add(CardRow(**values, short_link=card[:8], due=at, read_at=self.time))
            session.flush()
            session.add_all(CardMemberRow(card_id=card, member_id=each) for each in members)

    def later(self, **span: float) -> None:
        self.time += timedelta(**span)

    def clock(self) -> datetime:
        return self.time


@contextmanager
def weekly(folder: Path, url: str | None = None, more: str = "") -> Iterator[Weekly]:
    """The school on a Monday morning in March, on SQLite or on the PostgreSQL of that address."""
    database = Database(database_url(url, folder))
    fresh(database)
    made = Weekly(database, RULEBOOK + more)
    made.people()
    with pretend(made.clock):
        yield made
    database.close()


def local(instant: datetime | None, zone: ZoneInfo = PARIS) -> str:
    """The instant on that zone's clocks: "Tue 18:00"."""
    assert instant is not None
    return instant.astimezone(zone).strftime("%a %H:%M")
