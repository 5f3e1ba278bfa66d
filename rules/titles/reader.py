"""The forgiving reader: who is the student, and which course do they follow?

The two may stand in any order and in any of three places: the title, the custom fields, the
description. What is understood but not certain is said so, and never counts as missing.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, NamedTuple

from rules.card import Card
from rules.titles.courses import CourseIndex
from rules.titles.lines import forget_descriptions, read_description, read_fields
from rules.titles.one_text import Draft
from rules.titles.title import forget_titles, read_title
from rules.verdict import Student

Place = Literal["title", "field", "description"]


class Reading(NamedTuple):
    """What was understood of a card.

    `name` and `course` are None where nothing was read; `doubt` tells that there are words which
    may be what is missing, so that it must not be called missing. `known_course`: it is one of the
    rulebook's. `only_word` is a title's single word that is either of the two. Texts are NFC.
    """

    name: str | None = None
    name_sure: bool = False
    course: str | None = None
    course_sure: bool = False
    known_course: bool = False
    name_from: Place | None = None
    course_from: Place | None = None
    doubt: bool = False
    only_word: str | None = None

    @property
    def sure(self) -> bool:
        """Whether both were read without a doubt."""
        return self.name_sure and self.course_sure

    @property
    def confidence(self) -> float:
        """From 0 (nothing read) to 1 (a name, and a course that the rulebook knows)."""
        name = _weight(self.name, self.name_sure)
        course = _weight(self.course, self.course_sure)
        return round(
            (name + course) / 2 - (0.05 if self.course and not self.known_course else 0), 2
        )

    @property
    def student(self) -> Student | None:
        """The reading as a verdict tells it; None if nothing was read."""
        if self.name is None and self.course is None:
            return None
        return Student(self.name, self.course, self.confidence, self.name_sure)


def read_card(card: Card, courses: CourseIndex) -> Reading:
    """Return what is read on a card, with the names of its labels."""
    return read_student(card, courses, [label.name for label in card.labels])


def read_student(card: Card, courses: CourseIndex, label_names: Collection[str] = ()) -> Reading:
    """Read the student's name and course on a card; `label_names` are those of the card's labels.

    Fields and description are looked at only for what the title does not say for sure. Pure, never
    raises, and bounded in time whatever the length of the texts.
    """
    title = read_title(card.name, courses, label_names)
    if title.name_sure and title.course_sure:
        return _reading(title, title, "title", "title", title)
    places: list[tuple[Place, Draft]] = [("title", title)]
    if card.fields:
        places.append(("field", read_fields(card.fields, courses)))
    if card.desc:
        places.append(("description", read_description(card.desc, courses)))
    name_from, name = _best_name(places)
    course_from, course = _best_course(places)
    reading = _reading(name, course, name_from, course_from, title)
    return _completed(reading, title)


def forget_readings() -> None:
    """Forget what was read: after an erasure, no name is to stay in memory."""
    forget_titles()
    forget_descriptions()


def _best_name(places: list[tuple[Place, Draft]]) -> tuple[Place, Draft]:
    sure = [each for each in places if each[1].name_sure]
    read = [each for each in places if each[1].name]
    return (sure or read or places)[0]


def _best_course(places: list[tuple[Place, Draft]]) -> tuple[Place, Draft]:
    sure = [each for each in places if each[1].course_sure]
    read = [each for each in places if each[1].course]
    return (sure or read or places)[0]


def _reading(
    name: Draft, course: Draft, name_from: Place, course_from: Place, title: Draft
) -> Reading:
    return Reading(
        name.name,
        name.name_sure,
        course.course,
        course.course_sure,
        course.known_course,
        name_from if name.name else None,
        course_from if course.course else None,
        title.doubt,
        title.only_word,
    )


def _completed(reading: Reading, title: Draft) -> Reading:
    """Complete what was read: where the name or the course was found elsewhere, what the title left open
    is the other.
    """
    if not title.guess:
        return reading
    if reading.course_sure and reading.course_from != "title" and reading.name is None:
        return reading._replace(
            name=title.guess,
            name_sure=title.guess_sure,
            name_from="title",
            doubt=False,
            only_word=None,
        )
    if reading.name_sure and reading.name_from != "title" and reading.course is None:
        sure = title.only_word is not None
        course = title.guess_as_written
        return reading._replace(
            course=course, course_sure=sure, course_from="title", doubt=False, only_word=None
        )
    return reading


def _weight(text: str | None, sure: bool) -> float:
    if text is None:
        return 0.0
    return 1.0 if sure else 0.5
