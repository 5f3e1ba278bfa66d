"""What a student does on their own page is no news to them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from mailed import ADDRESSES, Mailed, calendar, mailed, text, welcomed

from mentoring.mail.student_links import page_of
from mentoring.mail.tables import SessionMailRow
from mentoring.sessions.tables import MentoringSessionRow
from mentoring.student_page.service import StudentPages


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Mailed]:
    with mailed(tmp_path) as made:
        yield made


def page(school: Mailed, student: str) -> tuple[StudentPages, str]:
    """The page, and the student's key to it."""
    pages = StudentPages(school.school.database, lambda: school.school.rulebook, ADDRESSES, True)
    with school.school.database.transaction() as session:
        row = page_of(session, ADDRESSES, student, school.school.time)
        assert row is not None
        return pages, ADDRESSES.page(row).rpartition("/")[2]


def moved(school: Mailed, student: str, session: MentoringSessionRow) -> None:
    """The student takes the first time that their page offers."""
    pages, token = page(school, student)
    pages.move(token, session.id, pages.page(token, session.id).times[0].starts)


def later(school: Mailed, student: str) -> MentoringSessionRow:
    """A session that no mail has told of by itself."""
    coming = [each for each in school.school.sessions(student) if each.starts is not None]
    return coming[2]


def test_whoever_moves_a_session_is_not_told_so_but_their_mentor_is(school: Mailed) -> None:
    student = welcomed(school)
    moved(school, student, later(school, student))
    assert school.settle() == ["Léa D. a déplacé votre session"]
    assert school.last["To"] == "Zoe <zoe@example.org>"
    assert school.settle() == []


def test_what_the_mentor_changes_after_that_is_told(school: Mailed) -> None:
    student = welcomed(school)
    session = later(school, student)
    moved(school, student, session)
    school.settle()
    with school.school.database.transaction() as opened:
        known = opened.get_one(SessionMailRow, session.id).starts
    assert known is not None
    school.school.service.move("zoe", session.id, known + timedelta(days=1))
    assert school.settle() == ["Vos prochaines sessions changent"]


def test_a_session_that_stands_in_their_calendar_is_corrected_as_they_asked(
    school: Mailed,
) -> None:
    student = welcomed(school)
    session = later(school, student)
    assert session.starts is not None
    school.until(session.starts - timedelta(hours=47), step=timedelta(days=1))
    moved(school, student, session)
    school.settle()
    [mail] = [each for each in school.heard if "déplacée" in str(each["Subject"])]
    assert "Comme vous l’avez demandé" in text(mail)
    assert calendar(mail)[0] == "REQUEST"


def test_a_session_that_they_cancel_goes_from_their_calendar_as_they_asked(
    school: Mailed,
) -> None:
    student = welcomed(school)
    session = later(school, student)
    assert session.starts is not None
    school.until(session.starts - timedelta(hours=47), step=timedelta(days=1))
    pages, token = page(school, student)
    pages.cancel(token, session.id)
    school.settle()
    [mail] = [each for each in school.heard if "annulée" in str(each["Subject"])]
    assert "Comme vous l’avez demandé" in text(mail)
    assert calendar(mail)[0] == "CANCEL"
