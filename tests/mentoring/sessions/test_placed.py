"""Six weeks are placed on the wall clock; what cannot take place looks for its time; again: nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from weekly import Weekly, local, weekly

from mentoring.sessions.changes.place_ahead import Placed
from mentoring.sessions.service import SlotWish


@pytest.fixture
def made(either_url: str | None, tmp_path: Path) -> Iterator[Weekly]:
    with weekly(tmp_path, either_url) as opened:
        yield opened


def whys(made: Weekly, who: str = "zoe") -> list[str | None]:
    return [each.why for each in made.service.my_week(who).unplaced]


def test_a_slot_places_six_weeks_and_placing_again_changes_nothing(made: Weekly) -> None:
    student = made.student()
    made.slot(student)
    found = made.sessions(student)
    assert [each.slot_day for each in found] == [
        date(2026, 3, 3) + timedelta(weeks=each) for each in range(6)
    ]
    assert made.place() == Placed(0, 0, 0)
    assert made.sessions(student) == found
    made.later(weeks=1)
    assert made.place() == Placed(1, 0, 0)


def test_the_wall_clock_is_the_same_across_the_change_of_clocks(made: Weekly) -> None:
    student = made.student()
    made.slot(student)
    assert {local(each.starts) for each in made.sessions()} == {"Tue 18:00"}
    utc = {each.starts.hour for each in made.sessions() if each.starts}
    assert utc == {16, 17}


def test_the_slot_keeps_the_clock_of_its_own_zone(made: Weekly) -> None:
    student = made.student(zone="America/Toronto")
    made.slot(student, at="08:30")
    zone = ZoneInfo("America/Toronto")
    assert {local(each.starts, zone) for each in made.sessions()} == {"Tue 08:30"}


def test_an_absence_a_holiday_and_a_closure_leave_the_session_to_be_placed(made: Weekly) -> None:
    student = made.student()
    made.slot(student, day=0)  # Easter Monday is 6 April
    made.absent("zoe", date(2026, 3, 9), date(2026, 3, 13))
    made.text += '[sessions]\nclosures = ["2026-03-16/2026-03-20"]\n'
    made.place()
    waiting = [each.slot_day.day for each in made.sessions() if each.slot_day and not each.starts]
    assert waiting == [9, 16, 6]
    assert whys(made) == ["absence", "closure", "holiday"]


def test_what_waits_has_three_free_times_of_that_week(made: Weekly) -> None:
    student = made.student()
    made.slot(student, day=1)
    made.absent("zoe", date(2026, 3, 10), date(2026, 3, 10))
    made.place()
    [waiting] = made.service.my_week("zoe").unplaced
    assert [local(each.starts) for each in waiting.free] == ["Mon 18:00", "Wed 18:00", "Thu 18:00"]
    changed = made.service.move("zoe", waiting.id, waiting.free[1].starts)
    assert changed.session.placed and local(changed.session.starts) == "Wed 18:00"
    assert made.place() == Placed(0, 0, 0)


def test_when_the_absence_is_taken_back_the_session_has_its_time_again(made: Weekly) -> None:
    student = made.student()
    made.slot(student)
    made.absent("zoe", date(2026, 3, 10), date(2026, 3, 10))
    assert made.place() == Placed(0, 1, 0)
    made.absent("zoe", date(2027, 3, 10), date(2027, 3, 10))
    assert made.place() == Placed(0, 1, 0)
    assert all(each.starts for each in made.sessions())


def test_a_pause_is_seen_at_once(made: Weekly) -> None:
    student = made.student()
    made.slot(student)
    made.service.pause("zoe", student, date(2026, 3, 9), date(2026, 3, 20))
    assert whys(made) == ["pause", "pause"]
    made.service.pause("zoe", student, None)
    assert whys(made) == []


def test_two_students_at_one_time_are_not_both_placed(made: Weekly) -> None:
    for name in ("Léa Dupont", "Ada Morel"):
        made.slot(made.student(name))
    assert sum(each.starts is None for each in made.sessions()) == 6
    assert set(whys(made)) == {"mentor-busy"}


def test_a_session_stays_fifteen_minutes_clear_of_a_defence(made: Weekly) -> None:
    student = made.student()
    made.defence(made.time.replace(hour=17) + timedelta(days=1, minutes=60), "zoe")  # 18:00 UTC
    made.slot(student, at="18:00")  # 17:00 to 17:45 UTC: just clear
    assert whys(made) == []
    made.slot(student, at="18:01")
    assert whys(made) == ["defence"]


def test_changing_the_slot_moves_only_what_nobody_touched(made: Weekly) -> None:
    student = made.student()
    made.slot(student)
    first, second, *others = made.sessions()
    assert second.starts is not None
    made.service.move("zoe", second.id, second.starts + timedelta(days=1))
    made.service.set_slot("zoe", student, SlotWish(3, 10 * 60, from_day=date(2026, 3, 4)))
    after = {each.id: local(each.starts) for each in made.sessions()}
    assert after[first.id] == "Tue 18:00"
    assert after[second.id] == "Wed 18:00"
    assert {after[each.id] for each in others} == {"Thu 10:00"}


def test_whoever_takes_over_finds_no_slot_of_the_mentor_before(made: Weekly) -> None:
    student = made.student()
    made.slot(student)
    assert len(made.sessions()) == 6
    made.service.give("helene", student, "ines")
    assert made.sessions() == []
    assert [each.id for each in made.service.my_week("ines").newcomers] == [student]


def test_each_occurrence_exists_once_when_placing_begins_again_after_a_death(made: Weekly) -> None:
    student = made.student()
    made.slot(student)
    with pytest.raises(RuntimeError), made.database.transaction() as session:
        from mentoring.sessions.changes.place_ahead import place_all

        place_all(session, made.rulebook, made.time + timedelta(weeks=2))
        raise RuntimeError("killed")
    made.later(weeks=2)
    made.place()
    made.place()
    days = [each.slot_day for each in made.sessions()]
    assert len(days) == len(set(days)) == 8


def test_the_end_of_a_course_ends_the_slot_and_is_undone(made: Weekly) -> None:
    student = made.student()
    made.slot(student)
    made.service.end_course("zoe", student, "finished")
    assert made.sessions() == []
    made.service.reopen_course("zoe", student)
    assert len(made.sessions()) == 6
