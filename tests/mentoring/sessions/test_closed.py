"""How a session went: by the time, with its history, undone while it is the latest; report and rights."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from weekly import MONDAY, Weekly, local, weekly

from mentoring.sessions.model import Span
from mentoring.sessions.rules.statuses import cancellation, refusal
from mentoring.sessions.service import Refused, Report, Unknown
from mentoring.sessions.tables import GoalRow, ReportRow, SessionChangeRow
from rules.rulebook.sessions import SessionRules
from sync.mirror.board_memory import boards_written

START = MONDAY + timedelta(days=1)
SPAN = Span(START, START + timedelta(minutes=45))
RULES = SessionRules()
SECOND = timedelta(seconds=1)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Weekly]:
    with weekly(tmp_path) as opened:
        yield opened


class TestByTheTime:
    @pytest.mark.parametrize(
        ("status", "at", "expected"),
        [
            ("done", START - SECOND, "not-begun"),
            ("done", START, None),
            ("absent", START + timedelta(minutes=15) - SECOND, "too-early"),
            ("absent", START + timedelta(minutes=15), None),
            ("cancel", START - SECOND, None),
            ("cancel", START, "told-late"),
            ("called-off", START + timedelta(days=9), None),
            ("invented", START, "unknown-status"),
        ],
    )
    def test_what_can_be_said_when(self, status: str, at: datetime, expected: str | None) -> None:
        assert refusal(status, SPAN, at, RULES, None) == expected

    def test_twenty_four_hours_exactly_are_not_late(self) -> None:
        day = timedelta(hours=24)
        assert cancellation(SPAN, START - day, RULES) == "cancelled"
        assert cancellation(SPAN, START - day + SECOND, RULES) == "cancelled-late"

    def test_it_counts_from_when_the_student_told_not_from_when_it_is_noted(self) -> None:
        told = START - timedelta(hours=30)
        assert refusal("cancel", SPAN, START + timedelta(hours=2), RULES, told) is None
        assert cancellation(SPAN, told, RULES) == "cancelled"
        assert refusal("cancel", SPAN, START, RULES, START + SECOND) == "told-ahead"


def begun(made: Weekly) -> str:
    """A session of Zoé's with Léa that began twenty minutes ago."""
    student = made.student()
    made.slot(student)
    first = made.sessions()[0]
    assert first.starts is not None
    made.time = first.starts + timedelta(minutes=20)
    return first.id


class TestStatus:
    def test_it_is_given_corrected_and_undone_and_all_of_it_is_kept(self, made: Weekly) -> None:
        one = begun(made)
        absent = made.service.set_status("zoe", one, "absent")
        assert absent.session.status == "absent"
        done = made.service.set_status("zoe", one, "done")
        assert made.row(one).course and made.row(one).status_by == "Zoe"
        assert done.change_id is not None
        made.service.undo("zoe", one, done.change_id)
        assert made.row(one).status == "absent"
        with made.database.transaction() as session:
            rows = session.scalars(sa.select(SessionChangeRow).order_by(SessionChangeRow.id)).all()
        assert [each.after.get("status") for each in rows] == ["absent", "done", "absent"]
        assert made.row(one).sequence == 3

    def test_only_the_latest_change_is_undone(self, made: Weekly) -> None:
        one = begun(made)
        first = made.service.set_status("zoe", one, "absent")
        made.service.set_status("zoe", one, "done")
        assert first.change_id is not None
        with pytest.raises(Refused, match="changed-since"):
            made.service.undo("zoe", one, first.change_id)
        assert made.row(one).status == "done"

    def test_a_session_with_its_status_does_not_change_by_itself(self, made: Weekly) -> None:
        one = begun(made)
        made.service.set_status("zoe", one, "done")
        before = made.row(one)
        made.absent("zoe", made.time.date(), made.time.date())
        made.later(hours=1)
        made.place()
        after = made.row(one)
        assert (after.starts, after.status, after.sequence) == (
            *(before.starts, before.status, before.sequence),
        )

    def test_undoing_a_cancellation_finds_the_time_taken(self, made: Weekly) -> None:
        student = made.student()
        made.slot(student)
        one = made.sessions()[0]
        assert one.starts is not None
        changed = made.service.set_status("zoe", one.id, "cancel")
        made.service.book("zoe", student, one.starts)
        assert changed.change_id is not None
        with pytest.raises(Refused, match="mentor-busy") as error:
            made.service.undo("zoe", one.id, changed.change_id)
        assert error.value.sentence.fr
        assert made.row(one.id).status == "cancelled"


class TestReport:
    def test_ending_a_session_writes_the_report_sets_held_and_books_the_next(
        self, made: Weekly
    ) -> None:
        one = begun(made)
        at = made.time + timedelta(days=3)
        report = Report(goals=["Lire le chapitre 2", "Écrire un test"], more="Bravo", next_at=at)
        changed = made.service.finish("zoe", one, report)
        assert changed.session.status == "done" and changed.session.report
        assert changed.next_id is not None and made.row(changed.next_id).starts == at
        page = made.service.session("zoe", changed.next_id)
        assert [each.text for each in page.open_goals] == ["Lire le chapitre 2", "Écrire un test"]

    def test_goals_are_judged_and_a_missed_one_is_carried_on(self, made: Weekly) -> None:
        one = begun(made)
        made.service.finish("zoe", one, Report(goals=["A", "B"]))
        two = made.sessions()[1]
        assert two.starts is not None
        made.time = two.starts
        a, b = made.service.session("zoe", two.id).open_goals
        judged = {a.id: "reached", b.id: "missed"}
        made.service.finish("zoe", two.id, Report(judged=judged, carried=[b.id]))
        three = made.sessions()[2]
        assert [each.text for each in made.service.session("zoe", three.id).open_goals] == ["B"]

    def test_it_wants_one_part_at_least(self, made: Weekly) -> None:
        one = begun(made)
        with pytest.raises(Refused, match="empty-report"):
            made.service.finish("zoe", one, Report())
        assert made.row(one).status is None

    def test_where_the_next_time_is_taken_nothing_at_all_is_written(self, made: Weekly) -> None:
        one = begun(made)
        other = made.student("Ada Morel")
        at = made.time + timedelta(days=3)
        made.service.book("zoe", other, at)
        with pytest.raises(Refused, match="mentor-busy") as error:
            made.service.finish("zoe", one, Report(more="Bravo", next_at=at))
        assert len(error.value.free) == 3
        assert made.row(one).status is None
        with made.database.transaction() as session:
            assert session.get(ReportRow, one) is None

    def test_a_draft_is_kept_and_ending_makes_it_the_report(self, made: Weekly) -> None:
        one = begun(made)
        made.service.save_draft("zoe", one, {"more": "Bravo", "goals": ["Lire"]})
        page = made.service.session("zoe", one)
        assert page.report is not None and page.report.draft is not None
        assert page.report.draft["more"] == "Bravo" and page.session.draft
        made.service.finish("zoe", one, Report(more="Bravo", goals=["Lire"]))
        page = made.service.session("zoe", one)
        assert page.report is not None
        assert (page.report.draft, page.report.more) == (None, "Bravo")

    def test_undoing_the_end_gives_the_draft_back(self, made: Weekly) -> None:
        one = begun(made)
        at = made.time + timedelta(days=3)
        changed = made.service.finish("zoe", one, Report(more="Oui", goals=["Lire"], next_at=at))
        assert changed.change_id is not None
        made.service.undo("zoe", one, changed.change_id)
        page = made.service.session("zoe", one)
        assert page.session.status is None and page.report is not None
        assert page.report.draft is not None and page.report.draft["goals"] == ["Lire"]
        assert len(made.sessions()) == 6
        with made.database.transaction() as session:
            assert session.query(GoalRow).count() == 0

    def test_the_date_of_the_defence_is_asked_for_until_it_is_there(self, made: Weekly) -> None:
        one = begun(made)
        student = made.row(one).student_id
        made.service.set_project("zoe", student, "P7")
        assert made.service.session("zoe", one).asks_defence
        at = made.time + timedelta(days=40)
        made.service.finish("zoe", one, Report(more="Bien", defence_at=at))
        [line] = made.service.my_students("zoe")
        assert (line.defence_at, line.asks_defence) == (at, False)


class TestRights:
    def asked(self, made: Weekly, who: str, student: str, session_id: str) -> list[str]:
        """What a person is answered, whatever they try."""
        service, at = made.service, made.time + timedelta(days=2)
        tries = (
            lambda: service.student(who, student),
            lambda: service.session(who, session_id),
            lambda: service.history(who, student),
            lambda: service.book(who, student, at),
            lambda: service.move(who, session_id, at),
            lambda: service.set_status(who, session_id, "done"),
            lambda: service.save_draft(who, session_id, {"more": "x"}),
            lambda: service.finish(who, session_id, Report(more="x")),
            lambda: service.pause(who, student, None),
            lambda: service.end_course(who, student, "left"),
            lambda: service.give(who, student, "ines"),
        )
        answers = []
        for each in tries:
            try:
                answers.append(repr(each()))
            except (Unknown, Refused) as error:
                answers.append(repr(error))
        return answers

    @pytest.mark.parametrize("who", ["ines", "olga", "nobody"])
    def test_others_learn_nothing_not_even_that_the_student_exists(
        self, made: Weekly, who: str
    ) -> None:
        one = begun(made)
        made.service.save_draft("zoe", one, {"more": "secret"})
        real = self.asked(made, who, made.row(one).student_id, one)
        assert real == self.asked(made, who, "f" * 24, "e" * 24)
        assert set(real) == {"Unknown()"}
        assert made.service.card(who, "c" * 24) is None

    def test_a_former_mentor_sees_their_own_sessions_and_cannot_write_for_the_student(
        self, made: Weekly
    ) -> None:
        one = begun(made)
        made.service.finish("zoe", one, Report(more="Bravo"))
        student = made.row(one).student_id
        made.service.give("helene", student, "ines")
        page = made.service.student("zoe", student)
        assert [each.id for each in page.sessions] == [one]
        assert page.goals == [] and not page.writes and page.student.email == ""
        assert made.service.session("zoe", one).report is not None
        with pytest.raises(Refused, match="read-only"):
            made.service.book("zoe", student, made.time + timedelta(days=2))
        assert one in {each.id for each in made.service.history("ines", student).sessions}

    def test_a_colleague_holds_one_session_and_both_see_it(self, made: Weekly) -> None:
        one = begun(made)
        two = made.sessions()[1]
        made.service.hand_to("zoe", two.id, "ines")
        assert made.service.session("ines", two.id).writes
        assert made.service.session("zoe", two.id).writes
        with pytest.raises(Unknown):
            made.service.session("ines", one)

    def test_a_manager_may_write_for_a_mentor_and_is_named(self, made: Weekly) -> None:
        one = begun(made)
        made.service.set_status("helene", one, "done")
        assert made.row(one).status_by == "Helene"

    def test_whoever_leaves_the_boards_sees_nothing_any_more(self, made: Weekly) -> None:
        one = begun(made)
        with made.database.transaction() as session:
            session.execute(sa.text("DELETE FROM memberships WHERE member_id = 'zoe'"))
            boards_written(session)
        with pytest.raises(Unknown):
            made.service.session("zoe", one)
        assert made.service.overview("helene").without_mentor


def test_the_first_screen_tells_the_week(made: Weekly) -> None:
    one = begun(made)
    made.later(hours=1)
    week = made.service.my_week("zoe")
    assert [each.id for each in week.unset] == [one]
    assert week.unset[0].rung == "end" and week.today == [] and week.week == []
    made.later(days=3)
    assert made.service.my_week("zoe").unset[0].rung == "third"
    assert local(week.unset[0].starts) == "Tue 18:00"
    view = made.service.overview("helene")
    assert view.unset_total == 1 and view.loads[0].unset == 1
