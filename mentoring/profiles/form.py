"""A profile as a page sends it, read strictly: what cannot be used is named."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any, Final, Literal

from mentoring.school.model import Absence, Hours, Profile, Skill
from mentoring.school.profiles import assets_in

MOST_STUDENTS: Final = 99
MOST_LINES: Final = 60
LONGEST_ABSENCE: Final = timedelta(days=3 * 366)
END_OF_DAY: Final = 24 * 60

Field = Literal["capacity", "absences", "hours", "projects", "body"]


class BadProfile(Exception):
    """`field` cannot be used; `value` is what was given, where that helps."""

    def __init__(self, field: Field, value: str = "") -> None:
        super().__init__(field)
        self.field: Field = field
        self.value = value


def read_profile(data: object, catalogue: Collection[Skill]) -> Profile:
    """Return the profile in this JSON. Raises `BadProfile`. Projects are `{course: [key, …]}`."""
    if not isinstance(data, Mapping):
        raise BadProfile("body")
    known = frozenset(catalogue)
    return Profile(
        capacity=_capacity(data.get("capacity")),
        adapts=data.get("adapts") is True,
        assets=assets_in(str(each) for each in _items(data, "assets", "body")),
        validator=data.get("validator") is True,
        mentors=_skills(data.get("mentors"), known),
        validates=_skills(data.get("validates"), known),
        absences=tuple(
            absence(*_pair(x, "absences")) for x in _items(data, "absences", "absences")
        ),
        hours=tuple(sorted({_hours(x) for x in _items(data, "hours", "hours")}, key=_order)),
    )


def absence(first: object, last: object) -> Absence:
    """Read an absence from this day to that, both ISO. Raises `BadProfile`."""
    try:
        found = Absence(date.fromisoformat(str(first)), date.fromisoformat(str(last)))
    except ValueError as error:
        raise BadProfile("absences", f"{first} {last}") from error
    if not timedelta() <= found.last - found.first <= LONGEST_ABSENCE:
        raise BadProfile("absences", f"{first} {last}")
    return found


def hours(weekday: object, start: object, end: object) -> Hours:
    """Read a stretch of a usual week, minutes of the day. Raises `BadProfile`."""
    numbers = [x for x in (weekday, start, end) if isinstance(x, int) and not isinstance(x, bool)]
    if len(numbers) != 3:
        raise BadProfile("hours")
    found = Hours(*numbers)
    if not 0 <= found.weekday <= 6 or not 0 <= found.start < found.end <= END_OF_DAY:
        raise BadProfile("hours")
    return found


def capacity_in(number: int) -> int:
    """Check a number of students. Raises `BadProfile`."""
    if not 0 <= number <= MOST_STUDENTS:
        raise BadProfile("capacity", str(number))
    return number


def _capacity(value: object) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadProfile("capacity")
    return capacity_in(value)


def _skills(value: object, known: frozenset[Skill]) -> frozenset[Skill]:
    if not isinstance(value, Mapping):
        raise BadProfile("projects")
    found = frozenset(
        (str(course), str(key)) for course, keys in value.items() for key in _list(keys, "projects")
    )
    if found - known:
        raise BadProfile("projects")
    return found


def _hours(value: Any) -> Hours:
    if not isinstance(value, list) or len(value) != 3:
        raise BadProfile("hours")
    return hours(*value)


def _order(each: Hours) -> tuple[int, int, int]:
    return each.weekday, each.start, each.end


def _pair(value: Any, field: Field) -> tuple[object, object]:
    if not isinstance(value, list) or len(value) != 2:
        raise BadProfile(field)
    return value[0], value[1]


def _items(data: Mapping[str, Any], key: str, field: Field) -> list[Any]:
    found = _list(data.get(key), field)
    if len(found) > MOST_LINES:
        raise BadProfile(field)
    return found


def _list(value: object, field: Field) -> list[Any]:
    if not isinstance(value, list):
        raise BadProfile(field)
    return value
