"""What is proposed, and decided by people alone: first students, validators, transfers before an absence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from weekly import PYTHON, Weekly, weekly

from mentoring.school.model import Profile
from mentoring.school.profiles import keep_profile
from mentoring.sessions.service import Refused, Unknown


@pytest.fixture
def made(either_url: str | None, tmp_path: Path) -> Iterator[Weekly]:
    with weekly(tmp_path, either_url) as opened:
        yield opened


def profile(made: Weekly, who: str, said: Profile) -> None:
    with made.database.transaction() as session:
        keep_profile(session, who, said, (), who, made.time)


def test_a_mentor_with_a_profile_and_no_student_waits_for_a_first_one(made: Weekly) -> None:
    profile(made, "ines", Profile(capacity=5, mentors=frozenset({(PYTHON, "P1")})))
    profile(made, "malik", Profile(capacity=5, mentors=frozenset({("Data analyst", "P1")})))
    alone = made.student("Ada Morel", mentor=None)
    found = made.service.to_propose("helene").first_students
    assert {x.mentor.id: [y.id for y in x.students] for x in found} == {
        "ines": [alone],
        "malik": [],
    }
    made.service.give("helene", alone, "ines")
    assert [x.mentor.id for x in made.service.to_propose("helene").first_students] == ["malik"]


def test_five_students_one_to_the_end_make_a_validator_to_propose(made: Weekly) -> None:
    known = [made.student(f"Ada Morel{number}") for number in range(5)]
    assert made.service.to_propose("helene").validators == []
    made.later(days=1)
    made.service.end_course("zoe", known[0], "left")
    assert made.service.to_propose("helene").validators == []
    made.service.end_course("zoe", known[1], "finished")
    [one] = made.service.to_propose("helene").validators
    assert (one.mentor.id, one.followed, one.finished) == ("zoe", 5, 1)
    profile(made, "zoe", Profile(validator=True))
    assert made.service.to_propose("helene").validators == []


def waiting(made: Weekly) -> list[str]:
    """The mentors for whom a first student is proposed."""
    return [each.mentor.id for each in made.service.to_propose("helene").first_students]


def test_what_is_put_off_comes_back_after_thirty_days_or_when_it_is_undone(made: Weekly) -> None:
    for who in ("ines", "malik"):
        profile(made, who, Profile(capacity=5))
    for _ in range(2):
        made.service.put_off("helene", "first-student", "ines")
    assert waiting(made) == ["malik"]
    made.later(days=29)
    assert waiting(made) == ["malik"]
    made.later(days=1)
    assert waiting(made) == ["ines", "malik"]
    made.service.put_off("helene", "first-student", "ines")
    made.service.propose_again("helene", "first-student", "ines")
    assert waiting(made) == ["ines", "malik"]
    made.service.put_off("helene", "validator", "ines")
    assert waiting(made) == ["ines", "malik"], "what else is proposed about the same mentor stays"


def test_a_validator_who_is_put_off_is_not_proposed(made: Weekly) -> None:
    known = [made.student(f"Ada Morel{number}") for number in range(5)]
    made.later(days=1)
    made.service.end_course("zoe", known[0], "finished")
    made.service.put_off("helene", "validator", "zoe")
    assert made.service.to_propose("helene").validators == []
    made.service.propose_again("helene", "validator", "zoe")
    assert [each.mentor.id for each in made.service.to_propose("helene").validators] == ["zoe"]


def test_nobody_puts_off_what_they_do_not_manage(made: Weekly) -> None:
    for act in (made.service.put_off, made.service.propose_again):
        with pytest.raises(Refused, match="managers-only"):
            act("zoe", "validator", "ines")
        with pytest.raises(Unknown):
            act("helene", "validator", "nobody")


def test_only_managers_are_asked(made: Weekly) -> None:
    with pytest.raises(Refused, match="managers-only"):
        made.service.to_propose("zoe")


def test_a_week_away_or_more_is_told_with_the_students(made: Weekly) -> None:
    student = made.student()
    first = date(2026, 3, 9)
    made.absent("zoe", first, first + timedelta(days=5))
    assert made.service.away("zoe") is None
    made.absent("zoe", first, first + timedelta(days=6))
    found = made.service.away("zoe")
    assert found is not None and found.absence.first == first
    assert [each.id for each in found.students] == [student]
