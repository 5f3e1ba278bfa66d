"""The tab « La semaine »: who would hold each defence and follow each student that waits, all at once."""

from __future__ import annotations

from typing import Final

from powerup.desk.tab import Route, Tab
from powerup.desk.week import texts, without_texts
from powerup.desk.week.give import give
from powerup.desk.week.stop import make_card, without
from powerup.desk.week.week_lines import draft
from rules.bilingual import Sentence

LARGEST: Final = 128 * 1024
"""The most bytes that what was chosen by hand may have: some hundred lines with their reasons."""

TAB: Final = Tab(
    name="week",
    title=Sentence("La semaine", "The week"),
    words={**texts.PAGE, **without_texts.PAGE},
    routes=(
        Route("POST", "week", draft, LARGEST),
        Route("POST", "week/give/<board>/<card>", give),
        Route("GET", "week/without", without),
        Route("POST", "week/without/<student>/card", make_card),
    ),
    styled=True,
    school=True,
)
