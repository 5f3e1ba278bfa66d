"""A month is closed once, whoever presses; what is corrected later is a line of the next; rights hold; and
what was erased names nobody in a closed month. On both databases.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from weekly import BOARD, PARIS, Weekly, weekly

from mentoring.privacy.erase_records import erase_records
from mentoring.school.outcome_tables import OutcomeRow
from mentoring.school.tables import AssignmentRow
from mentoring.sessions.model import Status
from mentoring.sessions.tables import MentoringSessionRow
from mentoring.statements.model import Month
from mentoring.statements.output import to_csv, to_json
from mentoring.statements.service import Refused, Statement, Statements, Unknown, statements
from mentoring.statements.tables import ClosedMonthRow, StatementLineRow
from sync.storage.trello_tables import CardRow, MembershipRow

MARCH, APRIL = Month(2026, 3), Month(2026, 4)
PAY = """
[[pay]]
from = 2026-01-01
currency = "EUR"
[pay.amounts.funded]
1 = { done = "30.00", absent = "15.10", defence = "40.00" }
"""


@pytest.fixture
def made(either_url: str | None, tmp_path: Path) -> Iterator[Weekly]:
    with weekly(tmp_path, either_url, PAY) as opened:
        yield opened


def asked(made: Weekly) -> Statements:
    return Statements(made.database, lambda: made.rulebook)


def held(
    made: Weekly, student: str, days: int = 0, status: Status = "done", who: str = "zoe"
) -> str:
    """A session of that day of March, with its status once it is over."""
    at = datetime(2026, 3, 3, 18, tzinfo=PARIS) + timedelta(days=days)
    booked = made.service.book(who, student, at).session.id
    made.time = at + timedelta(hours=1)
    made.service.set_status(who, booked, status)
    return booked


def april(made: Weekly) -> None:
    made.time = datetime(2026, 4, 2, 9, tzinfo=PARIS)


def amounts(statement: Statement) -> list[str]:
    return [str(each.amount) for each in statement.lines]


def test_a_month_is_closed_corrected_and_told_in_the_next(made: Weekly) -> None:
    lea = made.student()
    first, _ = held(made, lea), held(made, lea, 1, "absent")
    late = made.service.book("zoe", lea, made.time + timedelta(days=1)).session.id
    april(made)
    before = asked(made).mine("zoe", MARCH)
    assert (amounts(before), len(before.unset), before.closed) == (["30.00", "15.10"], 1, None)
    assert asked(made).close("helene", MARCH) == 1
    assert asked(made).close("helene", MARCH) == 0
    made.service.set_status("zoe", first, "absent")
    made.service.set_status("zoe", late, "done")
    march, after = asked(made).mine("zoe", MARCH), asked(made).mine("zoe", APRIL)
    assert march.closed is not None and march.closed.by == "Helene"
    assert (march.lines, march.unset) == (before.lines, ())
    assert [(x.status, x.corrects, x.was) for x in after.lines] == [
        ("absent", "2026-03", "done"),
        ("done", "2026-03", ""),
    ]
    assert amounts(after) == ["-14.90", "30.00"]


def test_two_who_close_at_once_close_once(made: Weekly) -> None:
    held(made, made.student())
    april(made)
    barrier = Barrier(6)

    def close(_: int) -> int:
        barrier.wait(30)
        return asked(made).close("helene", MARCH)

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(close, range(6))) == [0, 0, 0, 0, 0, 1]
    with made.database.transaction() as session:
        assert session.query(ClosedMonthRow).count() == session.query(StatementLineRow).count() == 1


def test_a_month_that_runs_is_not_closed_and_only_the_latest_is_opened_again(made: Weekly) -> None:
    lea = made.student()
    held(made, lea)
    with pytest.raises(Refused, match="month-runs"):
        asked(made).close("helene", MARCH)
    april(made)
    later = made.service.book("zoe", lea, made.time + timedelta(days=1)).session.id
    made.later(days=2)
    made.service.set_status("zoe", later, "done")
    asked(made).close("helene", MARCH)
    made.later(days=30)
    asked(made).close("helene", APRIL)
    with pytest.raises(Refused, match="month-followed"):
        asked(made).reopen("helene", MARCH)
    assert (asked(made).reopen("helene", APRIL), asked(made).reopen("helene", MARCH)) == (1, 1)
    assert asked(made).mine("zoe", MARCH).closed is None
    assert asked(made).close("helene", MARCH) == 1
    with made.database.transaction() as session:
        trail = session.query(ClosedMonthRow).filter(ClosedMonthRow.reopened_at.is_not(None)).all()
    assert [each.reopened_by for each in trail] == ["Helene", "Helene"]


def test_a_mentor_sees_their_own_a_manager_those_of_their_boards(made: Weekly) -> None:
    held(made, made.student())
    held(made, made.student("Ada Morel", "ines"), 1, who="ines")
    assert asked(made).mine("ines", MARCH).lines[0].held.student == "Ada Morel"
    assert [x.mentor.id for x in asked(made).managed("helene", MARCH)] == ["ines", "zoe"]
    for act in (asked(made).managed, asked(made).close, asked(made).reopen):
        with pytest.raises(Refused, match="managers-only"):
            act("zoe", MARCH)
    with pytest.raises(Unknown):
        asked(made).mine("nobody", MARCH)


def test_whoever_left_the_boards_is_still_paid(made: Weekly) -> None:
    held(made, made.student())
    with made.database.transaction() as session:
        session.delete(session.get_one(MembershipRow, (BOARD, "zoe")))
    [left] = asked(made).managed("helene", MARCH)
    assert (left.mentor.name, amounts(left)) == ("Zoe", ["30.00"])


def test_a_defence_held_is_a_line_of_its_validator(made: Weekly) -> None:
    at = made.time + timedelta(days=1)
    made.defence(at, "zoe", "malik")
    made.later(days=2)
    with made.database.transaction() as session:
        [card] = session.query(CardRow).all()
        session.add(AssignmentRow(card_id=card.id, member_id="malik", board_id=BOARD, by="", at=at))
        session.add(OutcomeRow(card_id=card.id, board_id=BOARD, outcome="failed", held=at, at=at))
    [line] = asked(made).mine("malik", MARCH).lines
    assert (line.held.subject, line.status, str(line.amount)) == ("defence", "defence", "40.00")
    told = to_json(asked(made).mine("malik", MARCH), PARIS)["lines"][0]
    assert told["defence"] == card.id and "session" not in told
    assert asked(made).mine("zoe", MARCH).is_empty


def test_what_is_erased_names_nobody_in_a_closed_month(made: Weekly) -> None:
    lea = made.student()
    held(made, lea)
    april(made)
    asked(made).close("helene", MARCH)
    with made.database.transaction() as session:
        erase_records(session, [lea], made.time)
    statement = asked(made).mine("zoe", MARCH)
    [line] = statement.lines
    assert (line.held.student, line.status, str(line.amount)) == ("", "done", "30.00")
    with made.database.transaction() as session:
        columns = [str(x.__dict__) for x in session.query(StatementLineRow)]
    assert "Dupont" not in str(columns)
    assert asked(made).mine("zoe", APRIL).lines == ()


def test_the_json_is_what_was_agreed(made: Weekly) -> None:
    lea = made.student()
    one = held(made, lea)
    with made.database.transaction() as session:
        [statement] = statements(session, made.rulebook, MARCH, made.time)
    assert to_json(statement, PARIS) == {
        "mentor": {"id": "zoe", "username": "zoe", "name": "Zoe"},
        "month": "2026-03",
        "closed_at": None,
        "unset": 0,
        "lines": [
            {
                "session": one,
                "at": "2026-03-03T18:00:00+01:00",
                "student": {"id": lea, "name": "Léa Dupont"},
                "project": "",
                "level": 1,
                "funding": "",
                "status": "done",
                "amount": "30.00",
            }
        ],
        "totals": {"done": {"count": 1, "amount": "30.00"}},
    }


def test_the_table_opens_in_a_french_excel(made: Weekly) -> None:
    lea = made.student("=SUM(A1) Dupont")
    first, _ = held(made, lea), held(made, lea, 1, "absent")
    april(made)
    asked(made).close("helene", MARCH)
    made.service.set_status("zoe", first, "absent")
    text = to_csv([asked(made).mine("zoe", APRIL)], PARIS, "fr")
    assert text.startswith("\ufeffmentor;mois;date;heure;étudiant;") and "\r\n" in text
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert rows[1] == [
        *("Zoe", "2026-04", "03/03/2026", "18:00", "'=SUM(A1) Dupont"),
        *(rows[1][5], "", "1", "", "absence de l’étudiant", "-14,90", "EUR", "2026-03, réalisée"),
    ]
    assert [each[9:11] for each in rows[2:]] == [
        ["sous-total\u00a0: absence de l’étudiant (1)", "-14,90"],
        ["total (1)", "-14,90"],
    ]


def test_an_unset_session_stands_first_in_the_table(made: Weekly) -> None:
    lea = made.student()
    held(made, lea)
    made.service.book("zoe", lea, made.time + timedelta(days=1))
    april(made)
    rows = to_csv([asked(made).mine("zoe", MARCH)], PARIS, "en").splitlines()
    assert "without a status" in rows[1] and "held" in rows[2]


def test_a_session_keeps_the_project_that_was_copied(made: Weekly) -> None:
    lea = made.student()
    one = held(made, lea)
    with made.database.transaction() as session:
        session.get_one(MentoringSessionRow, one).project = "P3"
    made.service.set_project("zoe", lea, "P7")
    assert asked(made).mine("zoe", MARCH).lines[0].held.project == "P3"
