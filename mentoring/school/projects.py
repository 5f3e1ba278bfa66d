"""The projects that there are to follow and to validate: the rulebook's courses, the boards' labels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.orm import Session

from mentoring.school.model import Skill
from rules.board_rules import RuledBoard
from rules.projects import project_key, project_order
from rules.rulebook.values import Rulebook
from sync.mirror.cards import board_value
from sync.mirror.write import load_board_form


@dataclass(frozen=True, slots=False)
class Catalogue:
    """`courses` by their names, `projects` as (key, the label's name), in the order of the boards."""

    courses: tuple[str, ...]
    projects: tuple[tuple[str, str], ...]

    @cached_property
    def skills(self) -> tuple[Skill, ...]:
        """Every project of every course."""
        return tuple((course, key) for course in self.courses for key, _ in self.projects)

    def name_of(self, key: str) -> str:
        """The project as its label names it."""
        return dict(self.projects).get(key, key)


def catalogue_of(session: Session, rulebook: Rulebook) -> Catalogue:
    """What there is now."""
    names: dict[str, str] = {}
    for rules in rulebook.boards.values():
        form = load_board_form(session, rules.board)
        if form is None:
            continue
        ruled = RuledBoard.of(board_value(form), rules, rulebook)
        for label in ruled.board.labels:
            if ruled.is_project(label) and label.name.strip():
                names.setdefault(project_key(label.name), label.name.strip())
    courses = tuple(each.name for each in rulebook.courses)
    return Catalogue(courses, tuple(sorted(names.items(), key=lambda each: project_order(each[0]))))
