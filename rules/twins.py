"""Which cards are for the same student and project."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rules.board_rules import RuledBoard
from rules.card import Card
from rules.history import Twin
from rules.verdict import Verdict

TwinKey = tuple[str, str]


def twin_key(card: Card, verdict: Verdict, ruled: RuledBoard) -> TwinKey | None:
    """Return what two cards share when they are twins: the student's name, in any order and case, and
    the project's label. None when either is missing or in doubt. Whether it is one student or two of the
    same name, their courses tell: `same_student`.
    """
    projects = [label.id for label in card.labels if ruled.is_project(label)]
    student = verdict.student
    name = student.name if student and student.name_sure else None
    if not name or len(projects) != 1 or verdict.state == "not-checked":
        return None
    return name_key(name), projects[0]


def course_of(verdict: Verdict) -> str:
    """Return the course that was read, "" where none was."""
    return (verdict.student.course if verdict.student else None) or ""


def same_student(twin: Twin, course: str | None) -> bool:
    """Return whether a card of somebody of the same name is for a student of this course; two people may
    have one name, in two courses.
    """
    return not twin.course or not course or name_key(twin.course) == name_key(course)


@lru_cache(maxsize=20_000)
def name_key(name: str) -> str:
    """Return a person's name as two cards share it: whatever the order, case and accents of its words.

    It is remembered: a panel asks for those of all cards of a school, several times.
    """
    letters = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(each if each.isalnum() else " " for each in letters if not _is_silent(each))
    return " ".join(sorted(plain.split()))


def forget_names() -> None:
    """Forget the names that were seen: after an erasure, none is to stay in memory."""
    name_key.cache_clear()


def _is_silent(character: str) -> bool:
    """Return whether the character is an accent, or an invisible one that joins or parts letters."""
    return unicodedata.combining(character) != 0 or unicodedata.category(character) == "Cf"
