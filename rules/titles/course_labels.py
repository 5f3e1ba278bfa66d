"""Labels of projects by course: two courses may have a P7 each, and each its own label for it. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from rules.card import Label
from rules.projects import project_key
from rules.titles.courses import CourseIndex
from rules.titles.words import keys_of


def course_of_label(name: str, index: CourseIndex) -> str:
    """Return the course to which a project of this name belongs: the one whose projects name it, else the
    one that the name tells ("P7 DA Python"); "" where it is any course's, or may be of two.
    """
    plain = " ".join(name.split()).casefold()
    listed = [x.name for x in index.courses if plain in {y.casefold() for y in x.projects}]
    if listed:
        return listed[0] if len(listed) == 1 else ""
    found = index.find(keys_of(name))
    return found.course.name if found is not None and not found.others else ""


def label_for(
    labels: Iterable[Label], project: str, course: str, index: CourseIndex
) -> Label | None:
    """Return the label of this project of that course: one of its own before one of any course's, never
    another course's. Of several alike it is the one with the very name, else None: people decide.
    """
    key, plain = project_key(project), " ".join(project.split()).casefold()
    fitting: dict[str, list[Label]] = {"": [], course: []}
    for each in labels:
        whose = course_of_label(each.name, index)
        if project_key(each.name) == key and whose in fitting:
            fitting[whose].append(each)
    found = fitting.get(course) or fitting[""]
    same = [each for each in found if " ".join(each.name.split()).casefold() == plain]
    if len(same) == 1:
        return same[0]
    return found[0] if len(found) == 1 else None
