"""The projects that there are to follow and to validate: the rulebook's courses, the boards' labels. Two
courses may have a P7 each: a label that is one course's own says what that course calls it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy.orm import Session

from mentoring.school.model import Skill
from rules.board_rules import RuledBoard
from rules.projects import project_key, project_order
from rules.rulebook.values import Rulebook
from rules.titles.course_labels import course_of_label
from sync.mirror.cards import board_value
from sync.mirror.write import load_board_form

Project = tuple[str, str]
"""The key of a project, and its label's name."""


@dataclass(frozen=True, slots=False)
class Catalogue:
    """`courses` by their names, `projects` as (key, the label's name), in the order of the boards: those
    that any course may have. `own`: those of one course alone, by its name.
    """

    courses: tuple[str, ...]
    projects: tuple[Project, ...]
    own: Mapping[str, tuple[Project, ...]] = field(default_factory=dict)

    @cached_property
    def skills(self) -> tuple[Skill, ...]:
        """Every project of every course."""
        return tuple((course, key) for course in self.courses for key, _ in self.of(course))

    def of(self, course: str) -> tuple[Project, ...]:
        """Return the projects of this course: its own, and those that any course may have."""
        own = dict(self.own.get(course, ()))
        shared = [each for each in self.projects if each[0] not in own]
        return tuple(sorted((*own.items(), *shared), key=lambda each: project_order(each[0])))

    def name_of(self, key: str, course: str = "") -> str:
        """Return the project as its label names it in that course; its key where no label does."""
        return dict(self.of(course)).get(key, key)


def catalogue_of(session: Session, rulebook: Rulebook) -> Catalogue:
    """Return the courses of the rulebook, and the projects that the boards' labels name now."""
    names: dict[str, dict[str, str]] = {"": {}}
    for rules in rulebook.boards.values():
        form = load_board_form(session, rules.board)
        if form is None:
            continue
        ruled = RuledBoard.of(board_value(form), rules, rulebook)
        for label in ruled.board.labels:
            if ruled.is_project(label) and label.name.strip():
                whose = names.setdefault(course_of_label(label.name, ruled.courses), {})
                whose.setdefault(project_key(label.name), label.name.strip())
    courses = tuple(each.name for each in rulebook.courses)
    shared, own = names.pop(""), {key: tuple(them.items()) for key, them in names.items()}
    ordered = sorted(shared.items(), key=lambda each: project_order(each[0]))
    return Catalogue(courses, tuple(ordered), own)
