"""All tabs of the desk, in the order in which they are shown."""

from __future__ import annotations

from typing import Any, Final

from powerup.desk.agenda.tab import TAB as AGENDA
from powerup.desk.figures.tab import TAB as FIGURES
from powerup.desk.health.tab import TAB as HEALTH
from powerup.desk.journal.tab import TAB as JOURNAL
from powerup.desk.notices.tab import TAB as NOTICES
from powerup.desk.past.tab import TAB as PAST
from powerup.desk.people import mentors, mine, profile
from powerup.desk.sessions.three_tabs import FOLLOW, SESSIONS, STUDENTS
from powerup.desk.statements.tab import TAB as STATEMENTS
from powerup.desk.tab import Tab
from powerup.desk.todo.tab import TAB as TODO
from powerup.desk.week.tab import TAB as WEEK
from powerup.desk.what_if.tab import TAB as WHAT_IF
from powerup.page_texts import DESK, spoken
from rules.verdict import Language

TABS: Final[tuple[Tab, ...]] = (
    TODO,
    SESSIONS,
    STUDENTS,
    FOLLOW,
    WEEK,
    AGENDA,
    JOURNAL,
    PAST,
    WHAT_IF,
    FIGURES,
    HEALTH,
    mentors.TAB,
    mine.TAB,
    profile.TAB,
    STATEMENTS,
    NOTICES,
)


def desk_words(language: Language) -> dict[str, Any]:
    """Return the words of the page and of every tab, for the browser. No data: everybody may read them."""
    tabs = [
        {
            "name": each.name,
            "title": each.title.in_(language),
            "managers": each.managers,
            "styled": each.styled,
            "school": each.school,
            "words": {key: word.in_(language) for key, word in each.words.items()},
        }
        for each in TABS
    ]
    return {**spoken(DESK, language), "pages": tabs}
