"""The end of a course: nothing of it is left to be counted, and all of it can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from weekly import Weekly, weekly

from mentoring.sessions.service import Refused, Report, Unknown
from mentoring.students.write import project_row


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Weekly]:
    with weekly(tmp_path) as opened:
        yield opened


def booked(made: Weekly) -> tuple[str, str]:
    """A student with a slot, and a session more that somebody booked for later."""
    student = made.student()
    made.slot(student)
    one = made.service.book("zoe", student, made.time + timedelta(days=9)).session
    return student, one.id


def test_what_was_booked_is_called_off_and_no_counter_waits_for_it(made: Weekly) -> None:
    student, one = booked(made)
    made.service.end_course("zoe", student, "finished")
    assert (made.row(one).status, made.row(one).status_by) == ("called-off", "Zoe")
    assert [each.id for each in made.sessions()] == [one]
    made.later(days=20)
    found = made.service.overview("helene")
    assert (found.unset_total, found.without_session, found.without_mentor) == (0, [], [])


def test_opening_it_again_brings_all_of_it_back(made: Weekly) -> None:
    student, one = booked(made)
    before = [(each.id, each.starts) for each in made.sessions() if each.touched]
    made.service.end_course("zoe", student, "left")
    page = made.service.student("zoe", student)
    assert page.reopens and not page.writes
    again = made.service.reopen_course("zoe", student)
    assert again.slot is not None and again.writes
    assert made.row(one).status is None
    assert [(x.id, x.starts) for x in made.sessions() if x.touched] == before
    assert len(made.sessions()) == 7


def test_what_is_taken_meanwhile_stays_called_off(made: Weekly) -> None:
    student, one = booked(made)
    made.service.end_course("zoe", student, "left")
    starts = made.row(one).starts
    assert starts is not None
    made.service.book("zoe", made.student("Ada Morel"), starts)
    made.service.reopen_course("zoe", student)
    assert made.row(one).status == "called-off"


def test_only_who_followed_the_student_at_the_end_may_open_it_again(made: Weekly) -> None:
    student, _ = booked(made)
    made.service.give("helene", student, "ines")
    made.later(hours=1)
    made.service.end_course("ines", student, "left")
    with pytest.raises(Refused, match="managers-only"):
        made.service.reopen_course("zoe", student)
    with pytest.raises(Unknown):
        made.service.reopen_course("malik", student)
    assert made.service.reopen_course("helene", student).student.mentor_id == "ines"


class TestTheDateThatIsAgreed:
    def agreed(self, made: Weekly) -> tuple[str, str, int]:
        student = made.student()
        made.slot(student)
        made.service.set_project("zoe", student, "P7")
        one = made.sessions()[0]
        assert one.starts is not None
        made.time = one.starts
        at = made.time + timedelta(days=40)
        done = made.service.finish("zoe", one.id, Report(more="Bien", defence_at=at))
        assert done.change_id is not None
        return student, one.id, done.change_id

    def date_of(self, made: Weekly, student: str) -> object:
        with made.database.transaction() as session:
            row = project_row(session, student, "P7")
            return row.defence_at if row is not None else None

    def test_it_is_not_moved_by_a_later_report(self, made: Weekly) -> None:
        student, one, _ = self.agreed(made)
        before = self.date_of(made, student)
        other = Report(more="Mieux", defence_at=made.time + timedelta(days=50))
        with pytest.raises(Refused, match="date-agreed"):
            made.service.finish("zoe", one, other)
        assert self.date_of(made, student) == before is not None
        with pytest.raises(Refused, match="past"):
            past = made.time - timedelta(days=1)
            made.service.finish("zoe", one, Report(more="Bien", defence_at=past))

    def test_undoing_the_end_of_the_session_takes_it_back(self, made: Weekly) -> None:
        student, one, change = self.agreed(made)
        made.service.undo("zoe", one, change)
        assert self.date_of(made, student) is None

    def test_the_card_is_to_be_prepared_from_three_weeks_before(self, made: Weekly) -> None:
        self.agreed(made)
        [line] = made.service.my_students("zoe")
        assert not line.prepares
        made.later(days=19)
        [line] = made.service.my_students("zoe")
        assert line.prepares
        made.later(days=30)
        [line] = made.service.my_students("zoe")
        assert not line.prepares


def test_a_draft_keeps_the_next_time_and_the_date_too(made: Weekly) -> None:
    student = made.student()
    made.slot(student)
    one = made.sessions()[0].id
    made.service.save_draft("zoe", one, {"next": "2026-03-09T18:00", "defence": "2026-04-01T10:00"})
    report = made.service.session("zoe", one).report
    assert report is not None and report.draft is not None
    assert (report.draft["next"], report.draft["defence"]) == (
        "2026-03-09T18:00",
        "2026-04-01T10:00",
    )
