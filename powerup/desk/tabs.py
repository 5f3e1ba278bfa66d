"""All tabs of the desk, in the order in which they are shown."""

from __future__ import annotations

from typing import Any, Final

from powerup.desk import acts, agenda, figures, health, mentors, mine, profile, todo, whatif
from powerup.desk.tab import Tab
from powerup.page_words import DESK, spoken
from rules.verdict import Language

TABS: Final[tuple[Tab, ...]] = (
    todo.TAB,
    agenda.TAB,
    acts.TAB,
    whatif.TAB,
    figures.TAB,
    health.TAB,
    mentors.TAB,
    mine.TAB,
    profile.TAB,
)


def desk_words(language: Language) -> dict[str, Any]:
    """The words of the page and of every tab, for the browser. No data: everybody may read them."""
    tabs = [
        {
            "name": each.name,
            "title": each.title.in_(language),
            "managers": each.managers,
            "styled": each.styled,
            "words": {key: word.in_(language) for key, word in each.words.items()},
        }
        for each in TABS
    ]
    return {**spoken(DESK, language), "pages": tabs}
