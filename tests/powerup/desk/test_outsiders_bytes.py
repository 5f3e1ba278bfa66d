"""To whoever a student is nothing, every answer has the same bytes, whatever was said in sessions, on both
databases.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from databases import postgres_database
from desk import Desk
from doors import DOORS, PART
from followed import followed, member, service
from harness import school
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from mentoring.sessions.service import Report
from mentoring.students.tables import StudentCardRow
from sync.clock import now

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40).map(str.strip)
SECRET = "Un secret"
OUTSIDERS = ("ines", "noel")


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def desk(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("outsiders")
    if request.param == "sqlite":
        yield from _desk(folder, None)
        return
    with postgres_database(request.getfixturevalue("postgres_server")) as url:
        yield from _desk(folder, url)


def _desk(folder: Path, url: str | None) -> Iterator[Desk]:
    with school(folder, empty=False, both=True, database=url) as made:
        yield Desk.at(made)


@pytest.fixture(scope="module")
def held(desk: Desk) -> tuple[str, str]:
    """A student of Zoé's whose card is Léa Dupont's, and a session that has ended."""
    student, zoe = followed(desk, "Léa Dupont"), member(desk, "zoe")
    with desk.school.parts.database.transaction() as session:
        card = desk.card("Léa Dupont")["id"]
        session.merge(StudentCardRow(card_id=card, student_id=student, how="chosen"))
    booked = service(desk).book(zoe, student, now() + timedelta(hours=1)).session.id
    desk.school.pass_time(hours=3)
    return student, booked


def answers(desk: Desk, who: str, student: str, held: str) -> list[tuple[int, bytes]]:
    """What this person is answered wherever a student or a session is asked for, on the card and at the
    desk.
    """
    names = {"student": student, "session": held, "card": desk.card("Léa Dupont")["id"]}
    api = "/powerup/api"
    found = []
    for (method, _), door in DOORS.items():
        if method == "GET" and door.who == PART and any(f"{{{x}}}" in door.path for x in names):
            path = door.path.format_map({**names, "board": desk.board(), "list": "", "receipt": 0})
            told = desk.get(path.removeprefix(api), who)
            found.append((told.status_code, told.get_data()))
    for path in (
        "/desk/sessions/week",
        "/desk/sessions/history",
        "/desk/students",
        "/desk/statements",
    ):
        told = desk.get(path, who)
        found.append((told.status_code, told.get_data()))
    return found


@given(more=WORDS, goal=WORDS, private=WORDS)
@settings(max_examples=3, phases=[Phase.generate])
def test_they_never_depend_on_reports(
    desk: Desk, held: tuple[str, str], more: str, goal: str, private: str
) -> None:
    student, session_id = held
    before = {who: answers(desk, who, student, session_id) for who in OUTSIDERS}
    report = Report(more=f"{SECRET} {more}", goals=[goal] if goal else [], private=private)
    service(desk).finish(member(desk, "zoe"), session_id, report)
    for who in OUTSIDERS:
        told = answers(desk, who, student, session_id)
        assert told == before[who]
        assert not any(SECRET.encode() in body for _, body in told)
    mine = answers(desk, "zoe", student, session_id)
    assert any(SECRET in body.decode() for _, body in mine), "who follows the student reads it"
    nobody = answers(desk, "ines", "f" * 24, "e" * 24)
    assert nobody == before["ines"], "nor whether there is such a student"
