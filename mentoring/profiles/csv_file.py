"""Profiles as a table that people open in Excel: written with `;` and a mark of UTF-8, read with `;` or
`,`. A table with a mistake changes nothing: every problem is told with its line and column.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from mentoring.csv_rows import (
    NO_HEADER,
    NOT_ON_BOARDS,
    BadTable,
    Problem,
    UnreadableLine,
    rows_of,
    written,
)
from mentoring.profiles.form import BadProfile, absence, capacity_in, hours
from mentoring.school.model import ASSETS, Hours, Mentor, Profile, Skill
from mentoring.school.projects import Catalogue
from rules.bilingual import Sentence
from rules.projects import project_key

WHO: Final = "identifiant"
NAME: Final = "nom"
COLUMNS: Final = (
    *(WHO, NAME, "étudiants en tout", "handicap", "sourds", "muets", "aveugles"),
    *("validateur", "suit", "valide", "absences", "heures"),
)
DAYS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
ALL: Final = "tous"
YES: Final = frozenset(("oui", "yes", "x", "1", "vrai", "true"))
NO: Final = frozenset(("", "non", "no", "0", "faux", "false"))

TWICE: Final = Sentence("« {value} » est déjà plus haut.", "“{value}” stands further up already.")
BAD: Final = {
    "étudiants en tout": Sentence(
        "« {value} » : un nombre de 0 à 99, ou rien.",
        "“{value}”: a number from 0 to 99, or nothing.",
    ),
    "absences": Sentence(
        "« {value} » : des périodes comme 2026-03-02/2026-03-06, séparées par |.",
        "“{value}”: periods such as 2026-03-02/2026-03-06, separated by |.",
    ),
    "heures": Sentence(
        "« {value} » : des heures comme lundi 09:00-12:00, séparées par |.",
        "“{value}”: hours such as lundi 09:00-12:00, separated by |.",
    ),
    "suit": Sentence(
        "« {value} » : des projets comme DA Python : P1, P2 | Data analyst : tous.",
        "“{value}”: projects such as DA Python: P1, P2 | Data analyst: tous.",
    ),
}
NOT_YES: Final = Sentence("« {value} » : oui ou non.", "“{value}”: oui or non.")
_HOURS: Final = re.compile(r"(\w+)\s+(\d{1,2})[:h](\d{2})?\s*-\s*(\d{1,2})[:h](\d{2})?")


def table_of(mentors: Iterable[Mentor], catalogue: Catalogue) -> str:
    """Return everybody's profile, as text; those without one have empty cells."""
    rows = ((each.username, each.name, *_cells(each, catalogue)) for each in mentors)
    return written(COLUMNS, rows)


def read_table(text: str, people: Mapping[str, str], catalogue: Catalogue) -> dict[str, Profile]:
    """Return the profiles in this table by member id; lines without an answer are left out.

    `people`: member ids by user name. Raises `BadTable` with every problem.
    """
    try:
        rows = rows_of(text, _delimiter(text))
    except UnreadableLine as error:
        raise BadTable([Problem(error.line, WHO, error.sentence, "")]) from error
    header = [_plain(each) for each in rows[0]] if rows else []
    missing = [each for each in COLUMNS if each != NAME and _plain(each) not in header]
    if missing:
        raise BadTable([Problem(1, each, NO_HEADER, each) for each in missing])
    reading = _Reading(people, catalogue)
    for number, row in enumerate(rows[1:], start=2):
        values = dict(zip(header, (each.strip() for each in row), strict=False))
        if any(values.values()):
            reading.line(number, {each: values.get(_plain(each), "") for each in COLUMNS})
    if reading.problems:
        raise BadTable(reading.problems)
    return reading.found


class _Reading:
    """The table while it is read, line by line."""

    def __init__(self, people: Mapping[str, str], catalogue: Catalogue) -> None:
        self.people = {_plain(name): member for name, member in people.items()}
        self.catalogue = catalogue
        self.courses = {_plain(each): each for each in catalogue.courses}
        self.found: dict[str, Profile] = {}
        self.problems: list[Problem] = []

    def line(self, number: int, cells: Mapping[str, str]) -> None:
        who = cells[WHO].removeprefix("@")
        member = self.people.get(_plain(who))
        if member is None or member in self.found:
            sentence = NOT_ON_BOARDS if member is None else TWICE
            self.problems.append(Problem(number, WHO, sentence, who))
            return
        read = {column: self._cell(number, column, cells[column]) for column in COLUMNS[2:]}
        if not any(cells[each] for each in COLUMNS[2:]):
            return
        assets = (read["sourds"], read["muets"], read["aveugles"])
        self.found[member] = Profile(
            capacity=read["étudiants en tout"],
            adapts=bool(read["handicap"]),
            assets=tuple(x for x, known in zip(ASSETS, assets, strict=True) if known),
            validator=bool(read["validateur"]),
            mentors=frozenset(read["suit"] or ()),
            validates=frozenset(read["valide"] or ()),
            absences=tuple(read["absences"] or ()),
            hours=tuple(read["heures"] or ()),
        )

    def _cell(self, number: int, column: str, text: str) -> Any:
        """Return what the cell says; a problem is noted, and None given."""
        readers: Mapping[str, Callable[[str], Any]] = {
            "étudiants en tout": _number,
            "suit": self._skills,
            "valide": self._skills,
            "absences": _absences,
            "heures": _week,
        }
        try:
            return readers.get(column, _flag)(text)
        except (BadProfile, ValueError) as error:
            value = error.value if isinstance(error, BadProfile) and error.value else text
            sentence = BAD.get("suit" if column == "valide" else column, NOT_YES)
            self.problems.append(Problem(number, column, sentence, value))
            return None

    def _skills(self, text: str) -> set[Skill]:
        found: set[Skill] = set()
        for part in _parts(text, "|"):
            course, _, projects = part.rpartition(":")
            name = self.courses.get(_plain(course))
            if name is None:
                raise BadProfile("projects", part)
            found |= {(name, key) for key in self._projects(name, projects)}
        return found

    def _projects(self, course: str, text: str) -> list[str]:
        known = self.catalogue.of(course)
        every, names = [key for key, _ in known], {_plain(name): key for key, name in known}
        if _plain(text) == ALL:
            return every
        keys = [names.get(_plain(each), project_key(each)) for each in _parts(text, ",")]
        unknown = [each for each in keys if each not in every]
        if unknown or not keys:
            raise BadProfile("projects", text)
        return keys


def _cells(mentor: Mentor, catalogue: Catalogue) -> list[str]:
    profile = mentor.profile
    if profile is None:
        return [""] * (len(COLUMNS) - 2)
    return [
        "" if profile.capacity is None else str(profile.capacity),
        _yes(profile.adapts),
        *(_yes(each in profile.assets) for each in ASSETS),
        _yes(profile.validator),
        _listed(profile.mentors, catalogue),
        _listed(profile.validates, catalogue),
        " | ".join(f"{x.first.isoformat()}/{x.last.isoformat()}" for x in profile.absences),
        " | ".join(_written(each) for each in profile.hours),
    ]


def _listed(skills: frozenset[Skill], catalogue: Catalogue) -> str:
    told = []
    for course in catalogue.courses:
        known = catalogue.of(course)
        names = [name for key, name in known if (course, key) in skills]
        if names:
            every = len(names) == len(known)
            told.append(f"{course} : {ALL if every else ', '.join(names)}")
    return " | ".join(told)


def _written(each: Hours) -> str:
    start, end = divmod(each.start, 60), divmod(each.end, 60)
    return f"{DAYS[each.weekday]} {start[0]:02}:{start[1]:02}-{end[0]:02}:{end[1]:02}"


def _week(text: str) -> list[Hours]:
    found = []
    for part in _parts(text, "|"):
        match = _HOURS.fullmatch(part)
        if match is None or _plain(match[1]) not in DAYS:
            raise BadProfile("hours", part)
        start = int(match[2]) * 60 + int(match[3] or 0)
        found.append(
            hours(DAYS.index(_plain(match[1])), start, int(match[4]) * 60 + int(match[5] or 0))
        )
    return found


def _absences(text: str) -> list[Any]:
    return [absence(*map(str.strip, part.partition("/")[::2])) for part in _parts(text, "|")]


def _number(text: str) -> int | None:
    return capacity_in(int(text)) if text else None


def _flag(text: str) -> bool:
    if _plain(text) not in YES | NO:
        raise ValueError
    return _plain(text) in YES


def _yes(value: bool) -> str:
    return "oui" if value else "non"


def _parts(text: str, mark: str) -> list[str]:
    return [each.strip() for each in text.split(mark) if each.strip()]


def _delimiter(text: str) -> str:
    first = text.splitlines()[0] if text else ""
    return ";" if first.count(";") >= first.count(",") else ","


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    return " ".join("".join(x for x in letters if not unicodedata.combining(x)).split())
