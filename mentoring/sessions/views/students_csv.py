"""Students as a table that people open in Excel: UTF-8, `;`. Read as a whole or not at all: every wrong
cell is told with its line and column. Pure: the students and mentors that there are come in as values.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from mentoring.csv_rows import (
    NO_HEADER,
    NOT_ON_BOARDS,
    BadTable,
    Problem,
    UnreadableLine,
    harmless,
    rows_of,
)
from mentoring.sessions.changes.attribute import is_email, is_zone
from mentoring.sessions.texts import DAYS
from mentoring.students.model import Student
from rules.bilingual import Sentence
from rules.twins import name_key

COLUMNS: Final = (
    *("étudiant", "parcours", "projet", "mentor", "jour", "heure", "minutes"),
    *("fuseau", "courriel"),
)
NEEDED: Final = ("étudiant", "parcours", "projet")
"""What a row cannot do without; the last six cells may be empty. A known student keeps their project."""

LONGEST: Final = 120
_TIME: Final = re.compile(r"(\d{1,2})\s*[:hH]\s*(\d{2})?")

EMPTY: Final = Sentence("cette case est vide.", "this cell is empty.")
TOO_LONG: Final = Sentence("ce texte est trop long (120 signes).", "this text is too long (120).")
NAME: Final = Sentence(
    "« {value} » : écrivez le prénom et le nom.", "“{value}”: write first name and surname."
)
DAY: Final = Sentence("« {value} » : lundi, mardi… dimanche.", "“{value}”: lundi, mardi… dimanche.")
TIME: Final = Sentence("« {value} » : une heure comme 18:00.", "“{value}”: a time such as 18:00.")
MINUTES: Final = Sentence(
    "« {value} » : un nombre de minutes, de 5 à 480.", "“{value}”: minutes, from 5 to 480."
)
ZONE: Final = Sentence(
    "« {value} » : un fuseau comme Europe/Paris.", "“{value}”: a zone such as Europe/Paris."
)
EMAIL: Final = Sentence(
    "« {value} » n'est pas une adresse de courriel.", "“{value}” is not an e-mail address."
)
TOGETHER: Final = Sentence(
    "jour et heure vont ensemble : remplissez les deux, ou aucun.",
    "day and time go together: fill in both, or none.",
)
NOBODY: Final = Sentence(
    "un créneau demande un mentor : nommez-le.", "a slot needs a mentor: name them."
)
TWICE: Final = Sentence(
    "« {value} » est déjà plus haut, dans le même parcours.",
    "“{value}” stands further up already, in the same course.",
)
SEVERAL: Final = Sentence(
    "« {value} » désigne deux étudiants de ce parcours : un responsable doit d'abord les distinguer.",
    "“{value}” means two students of this course: a manager must tell them apart first.",
)
CELLS: Final = Sentence(
    "cette ligne a plus de cases que la première.", "this line has more cells than the first one."
)


@dataclass(frozen=True, slots=True)
class Row:
    """A line that can be taken over. `student_id`: whom it updates, None for a new one. `weekday` from
    0 and `minute` of the day: their slot, None where the table says none.
    """

    line: int
    student_id: str | None
    name: str
    course: str
    project: str
    member_id: str | None = None
    weekday: int | None = None
    minute: int | None = None
    minutes: int | None = None
    zone: str = ""
    email: str = ""


def read_table(
    text: str,
    people: Mapping[str, str],
    students: Iterable[Student],
    course_of: Callable[[str], str],
) -> list[Row]:
    """Return the rows of this table. `people`: member ids by user name; `course_of` gives a course its
    own name. Raises `BadTable` with every problem.
    """
    try:
        rows = rows_of(text, ";")
    except UnreadableLine as error:
        raise BadTable([Problem(error.line, COLUMNS[0], error.sentence, "")]) from error
    header = [_plain(each) for each in rows[0]] if rows else []
    missing = [each for each in COLUMNS if _plain(each) not in header]
    if missing:
        raise BadTable([Problem(1, each, NO_HEADER, each) for each in missing])
    reading = _Reading(people, course_of, _by_name(students))
    for number, cells in enumerate(rows[1:], start=2):
        if any(each.strip() for each in cells):
            reading.row(number, header, cells)
    if reading.problems:
        raise BadTable(reading.problems)
    return reading.found


def _by_name(students: Iterable[Student]) -> Mapping[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for each in students:
        found.setdefault((each.key, each.course), []).append(each.id)
    return found


@dataclass(slots=True)
class _Reading:
    people: Mapping[str, str]
    course_of: Callable[[str], str]
    known: Mapping[tuple[str, str], list[str]]
    found: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    seen: set[tuple[str, str]] = field(default_factory=set)

    def row(self, line: int, header: Sequence[str], cells: Sequence[str]) -> None:
        """Read one line, and note everything that is wrong in it."""
        if len([each for each in cells if each.strip()]) > len(header) or len(cells) > len(header):
            self._note(line, COLUMNS[-1], CELLS, "")
        values = dict(zip(header, (_cell(each) for each in cells), strict=False))
        told = {each: values.get(_plain(each), "") for each in COLUMNS}
        before = len(self.problems)
        read = {each: self._read(line, each, told[each]) for each in COLUMNS}
        self._together(line, told)
        student = self._whose(line, read["étudiant"], read["parcours"])
        if student is None and not told["projet"]:  # a known student keeps theirs
            self._note(line, "projet", EMPTY, "")
        if len(self.problems) == before:
            self.found.append(
                Row(
                    line,
                    student,
                    *(read[each] for each in NEEDED),
                    *(read[each] for each in ("mentor", "jour", "heure", "minutes")),
                    *(read[each] or "" for each in ("fuseau", "courriel")),
                )
            )

    def _read(self, line: int, column: str, text: str) -> Any:
        if not text:
            if column in NEEDED[:2]:
                self._note(line, column, EMPTY, "")
            return "" if column in NEEDED else None
        value, problem = self._cell(column, text)
        if problem is not None:
            self._note(line, column, problem, text)
        return value

    def _cell(self, column: str, text: str) -> tuple[Any, Sentence | None]:
        if len(text) > LONGEST and column != "courriel":
            return None, TOO_LONG
        if column == "mentor":
            member = self.people.get(text.removeprefix("@").casefold())
            return member, None if member else NOT_ON_BOARDS
        if column == "parcours":
            return self.course_of(text), None
        return _READERS.get(column, _text)(text)

    def _together(self, line: int, told: Mapping[str, str]) -> None:
        if bool(told["jour"]) != bool(told["heure"]):
            self._note(line, "heure" if told["jour"] else "jour", TOGETHER, "")
        if told["jour"] and not told["mentor"]:
            self._note(line, "mentor", NOBODY, "")

    def _whose(self, line: int, name: Any, course: Any) -> str | None:
        if not name or not course:
            return None
        key = (name_key(name), course)
        if key in self.seen:
            self._note(line, "étudiant", TWICE, name)
        self.seen.add(key)
        meant = self.known.get(key, [])
        if len(meant) > 1:
            self._note(line, "étudiant", SEVERAL, name)
        return meant[0] if len(meant) == 1 else None

    def _note(self, line: int, column: str, sentence: Sentence, value: str) -> None:
        self.problems.append(Problem(line, column, sentence, value))


def _text(text: str) -> tuple[Any, Sentence | None]:
    return text, None


def _name(text: str) -> tuple[Any, Sentence | None]:
    return (text, None) if len(text.split()) > 1 else (None, NAME)


def _day(text: str) -> tuple[Any, Sentence | None]:
    days = [_plain(each.fr) for each in DAYS]
    return (days.index(_plain(text)), None) if _plain(text) in days else (None, DAY)


def _time(text: str) -> tuple[Any, Sentence | None]:
    found = _TIME.fullmatch(text)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    return (hour * 60 + minute, None) if hour < 24 and minute < 60 else (None, TIME)


def _minutes(text: str) -> tuple[Any, Sentence | None]:
    right = text.isascii() and text.isdigit() and len(text) < 4 and 5 <= int(text) <= 480
    return (int(text), None) if right else (None, MINUTES)


def _zone(text: str) -> tuple[Any, Sentence | None]:
    return (text, None) if is_zone(text) else (None, ZONE)


def _email(text: str) -> tuple[Any, Sentence | None]:
    return (text, None) if is_email(text) else (None, EMAIL)


_READERS: Final[Mapping[str, Callable[[str], tuple[Any, Sentence | None]]]] = {
    "étudiant": _name,
    "jour": _day,
    "heure": _time,
    "minutes": _minutes,
    "fuseau": _zone,
    "courriel": _email,
}


def _cell(text: str) -> str:
    """Return the cell's text, without the mark that `harmless` puts before a formula."""
    plain = " ".join(text.split())
    return plain[1:] if plain[:1] == "'" and harmless(plain[1:]) == plain else plain


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(x for x in letters if not unicodedata.combining(x)).split())
