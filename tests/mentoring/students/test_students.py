"""Students come from cards with certainty, from managers and from tables; nobody is merged by a guess."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from staffed import Staffed, staffed

from mentoring.students.cards import fill, questions
from mentoring.students.mentors import mentors
from mentoring.students.model import New, Question, Register, Same, Student
from mentoring.students.read import mentorships_of, student_of, students
from mentoring.students.tables import MentorshipRow
from mentoring.students.write import (
    Person,
    activate,
    attribute,
    begin_project,
    end_course,
    make_student,
    project_row,
    reopen_course,
)
from sync.storage.tables import SealRow, VerdictRow

PYTHON = "Développeur d’application Python"


@pytest.fixture
def made(either_url: str | None, tmp_path: Path) -> Iterator[Staffed]:
    with staffed(tmp_path, database=either_url) as opened:
        yield opened


def everybody(made: Staffed) -> list[Student]:
    with made.parts.database.transaction() as session:
        return students(session)


def following(made: Staffed, who: str) -> int:
    with made.parts.database.transaction() as session:
        found = mentors(session, made.parts.rulebook, made.school.time)
    return next(each.following for each in found if each.username == who)


class TestWhomANameMeans:
    LEA = Student("1", "Léa Dupont", PYTHON)
    OTHER = Student("2", "Léa Dupont", "Data analyst")

    def test_order_case_and_accents_do_not_matter(self) -> None:
        assert Register([self.LEA]).means("DUPONT lea", PYTHON) == Same("1")

    def test_a_namesake_of_another_course_is_somebody_else(self) -> None:
        known = Register([self.LEA, self.OTHER])
        assert known.means("Léa Dupont", PYTHON) == Same("1")
        assert known.means("Léa Dupont", "Data analyst") == Same("2")
        assert known.means("Léa Dupont", "Développeur web") == New()

    def test_a_near_name_is_a_question_never_a_merge(self) -> None:
        assert Register([self.LEA]).means("Léa Dupond", PYTHON) == Question(("1",))
        assert Register([self.LEA]).means("Léa Marie Dupont", PYTHON) == Question(("1",))

    def test_two_of_one_name_in_one_course_are_a_question(self) -> None:
        twin = Student("3", "Léa Dupont", PYTHON)
        assert Register([self.LEA, twin]).means("Léa Dupont", PYTHON) == Question(("1", "3"))


class TestFromCards:
    def test_a_card_read_with_certainty_makes_its_student_once(self, made: Staffed) -> None:
        made.proposal("zoe", "DUPONT Marie - DA Python")
        made.handover("zoe", "Marie Dupont – DA Python")
        [one] = everybody(made)
        assert (one.name, one.course, one.project) == ("Marie Dupont", PYTHON, "P7")
        assert one.mentor_id == made.id("zoe") and not one.active

    def test_a_near_name_is_asked_about(self, made: Staffed) -> None:
        made.proposal("zoe", "Marie Dupont - DA Python")
        card = made.proposal("malik", "Marie Dupond - DA Python")
        assert len(everybody(made)) == 1
        with made.parts.database.transaction() as session:
            [asked] = questions(session, made.parts.rulebook, made.school.time)
        assert asked.card.card_id == card
        assert [each.name for each in asked.candidates] == ["Marie Dupont"]

    def test_going_through_all_cards_again_changes_nothing(self, made: Staffed) -> None:
        made.proposal("zoe", "Marie Dupont - DA Python")
        before = everybody(made)
        fill(made.parts.database, made.parts.rulebook)
        assert everybody(made) == before

    def test_an_upgrade_makes_students_of_the_cards_and_counts_as_before(
        self, made: Staffed
    ) -> None:
        made.proposal("zoe", "Marie Dupont - DA Python")
        before = following(made, "zoe")
        with made.parts.database.transaction() as session:
            for table in ("students", "student_cards", "student_projects", "mentorships", "facts"):
                session.execute(sa.text(f"DELETE FROM {table}"))
        made.parts.student_cards.tick()
        [one] = everybody(made)
        assert one.mentor_id == made.id("zoe") and not one.active
        assert following(made, "zoe") == before == 1

    def test_a_concluded_take_over_moves_the_student_and_undoing_brings_them_back(
        self, made: Staffed
    ) -> None:
        card = made.handover("zoe", "Marie Dupont – DA Python")
        [one] = everybody(made)
        with made.parts.database.transaction() as session:
            activate(session, one.id, made.school.time)
        made.school.pass_time(hours=1)
        made.giving.give(made.asked("helene", card, "transfert"), made.id("ines"))
        made.school.work()
        [one] = everybody(made)
        assert one.mentor_id == made.id("ines")
        assert (following(made, "zoe"), following(made, "ines")) == (0, 1)
        with made.parts.database.transaction() as session:
            assert [each.until is None for each in mentorships_of(session, one.id)] == [False, True]


def one_student(made: Staffed) -> str:
    with made.parts.database.transaction() as session:
        return make_student(session, Person("Ada Morel", PYTHON)).id


class TestMentorships:
    def test_a_student_has_one_mentor_at_a_time(self, made: Staffed) -> None:
        student, at = one_student(made), made.school.time
        with made.parts.database.transaction() as session:
            attribute(session, student, "zoe", "manager", "Hélène", at)
            attribute(session, student, "ines", "manager", "Hélène", at + timedelta(hours=1))
        values = {"student_id": student, "since": at, "source": "manager", "by": ""}
        with pytest.raises(sa.exc.IntegrityError), made.parts.database.transaction() as session:
            session.add(MentorshipRow(id="f" * 24, member_id="noel", **values))

    def test_capacity_moves_with_each_attribution(self, made: Staffed) -> None:
        student, at = one_student(made), made.school.time
        with made.parts.database.transaction() as session:
            attribute(session, student, made.id("ines"), "manager", "Hélène", at)
        assert following(made, "ines") == 0  # nobody is counted before they begin
        with made.parts.database.transaction() as session:
            activate(session, student, at)
        assert following(made, "ines") == 1
        with made.parts.database.transaction() as session:
            attribute(session, student, made.id("malik"), "manager", "Hélène", at)
        assert (following(made, "ines"), following(made, "malik")) == (0, 1)

    def test_what_cards_say_of_a_counted_student_does_not_count(self, made: Staffed) -> None:
        made.proposal("zoe", "Marie Dupont - DA Python")
        [one] = everybody(made)
        with made.parts.database.transaction() as session:
            activate(session, one.id, made.school.time)
            attribute(session, one.id, made.id("ines"), "manager", "Hélène", made.school.time)
        assert (following(made, "zoe"), following(made, "ines")) == (0, 1)

    def test_the_end_of_a_course_ends_the_mentorship_and_can_be_undone(self, made: Staffed) -> None:
        student, at = one_student(made), made.school.time
        with made.parts.database.transaction() as session:
            attribute(session, student, made.id("ines"), "manager", "Hélène", at)
            end_course(session, student, "finished", at + timedelta(days=1))
            ended = student_of(session, student)
        assert ended is not None and ended.mentor_id is None and ended.ended_how == "finished"
        with made.parts.database.transaction() as session:
            reopen_course(session, student)
            back = student_of(session, student)
        assert back is not None and back.mentor_id == made.id("ines") and back.ended_at is None


class TestAgreedDate:
    def test_the_date_agreed_in_a_session_is_fixed_from_the_first_card_on(
        self, made: Staffed
    ) -> None:
        student, agreed = one_student(made), made.school.time + timedelta(days=19)
        with made.parts.database.transaction() as session:
            begin_project(session, student, "P7", made.school.time)
            row = project_row(session, student, "P7")
            assert row is not None
            row.defence_at = agreed
        card = made.school.card("zoe", "Ada Morel - DA Python")  # due two days earlier
        made.school.work()
        with made.parts.database.transaction() as session:
            assert session.get_one(SealRow, card).due == agreed
            verdict = session.get_one(VerdictRow, card)
            assert "sealed-date" in [each["mention"] for each in verdict.findings]
            row = project_row(session, student, "P7")
            assert row is not None and row.defence_at == agreed

    def test_without_an_agreed_date_the_card_s_own_counts(self, made: Staffed) -> None:
        card = made.school.card("zoe", "Ada Morel - DA Python", "due")
        made.school.work()
        with made.parts.database.transaction() as session:
            assert session.get(SealRow, card) is None
