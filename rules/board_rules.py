"""A board together with the rules in force on it, compiled once so that each card is quick."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, tzinfo
from functools import lru_cache
from typing import Final

from rules.card import Board, Card, Label, Member, TrelloList
from rules.projects import reads_as_project
from rules.requirements.check import Check
from rules.requirements.lists import checks_by_list
from rules.rulebook.values import BoardRules, Rulebook
from rules.titles.courses import Course, CourseIndex
from rules.verdict import Severity

ACCEPTED: Final = "accepted-list"
"""Said of a card in an accepted list: it is not judged, but its sealed date is watched."""

OTHER_LIST: Final = "other-list"
"""Said of a card in any other list: passed, failed, or without a role."""


@dataclass(frozen=True, slots=True)
class RuledBoard:
    """What the judgement of every card of a board shares.

    `weights` holds the severity of each mention that is on. `projects` says of each label id
    whether it names a project. `holidays` are the public holidays that working days avoid. `required`
    holds the checks of the school's own requirements by the id of the list where they are asked for.
    """

    board: Board
    rules: BoardRules
    zone: tzinfo
    courses: CourseIndex
    lists: Mapping[str, TrelloList]
    weights: Mapping[str, Severity]
    projects: Mapping[str, bool]
    judged: frozenset[str]
    bot_id: str | None = None
    holidays: frozenset[date] = frozenset()
    required: Mapping[str, tuple[Check, ...]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        board: Board,
        rules: BoardRules,
        rulebook: Rulebook,
        bot_id: str | None = None,
        holidays: frozenset[date] = frozenset(),
    ) -> RuledBoard:
        """Compile a board with its rules. `bot_id`: the member that Greffier writes as, who is no person."""
        return cls(
            board=board,
            rules=rules,
            zone=rulebook.timezone,
            courses=_index(rulebook.courses),
            lists={each.id: each for each in board.lists},
            weights={code: weight for code, weight in rules.severities.items() if weight != "off"},
            projects=_projects(board, rules),
            judged=frozenset((*rules.intake, *rules.incomplete)),
            bot_id=bot_id,
            holidays=holidays,
            required=checks_by_list(board, rules),
        )

    def people(self, card: Card) -> tuple[Member, ...]:
        """Return who is on the card, robots left out: ourselves, and those that the rulebook names."""
        robot = self.rules.is_robot
        return tuple(x for x in card.members if x.id != self.bot_id and not robot(x.username))

    def why_not_checked(self, card: Card) -> str:
        """Return why this card is not judged: a code, or "" when it is."""
        if card.closed:
            return "closed"
        where = self.lists.get(card.list_id)
        if where is not None and where.closed:
            return "list-archived"
        if card.is_template:
            return "template"
        if card.role is not None:
            return "role"
        return self._why_not_here(card.list_id)

    def is_project(self, label: Label) -> bool:
        """Return whether the label names a project on this board; one that is new here is read by name."""
        known = self.projects.get(label.id)
        if known is None:
            return not self.rules.project_labels and reads_as_project(label.name)
        return known

    def _why_not_here(self, list_id: str) -> str:
        if list_id in self.judged:
            return ""
        return ACCEPTED if list_id in self.rules.accepted else OTHER_LIST


def _projects(board: Board, rules: BoardRules) -> dict[str, bool]:
    """Return which labels name a project: the rulebook's, else those that read so, else any named."""
    if rules.project_labels:
        named = dict.fromkeys((label.id for label in board.labels), False)
        return named | dict.fromkeys(rules.project_labels, True)
    read = {label.id: reads_as_project(label.name) for label in board.labels}
    if any(read.values()):
        return read
    return {label.id: bool(label.name.strip()) for label in board.labels}


@lru_cache(maxsize=8)
def _index(courses: tuple[Course, ...]) -> CourseIndex:
    return CourseIndex(courses)
