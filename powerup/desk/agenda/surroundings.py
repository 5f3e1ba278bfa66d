"""What the agenda needs to write about cards: names, titles, the time, the language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from mentoring.school.model import Defence, Transfer
from powerup.desk.tab import Json
from rules.bilingual import Sentence
from rules.calendar import local_date
from rules.formatting import clock, fill, joined, shortened
from rules.rulebook.values import Rulebook
from rules.verdict import Language
from sync.reports.agenda import Facts, holiday_names


@dataclass(frozen=True, slots=True)
class Around:
    """What the agenda writes with. `facts` are by card id, `names` by member id; `now` is UTC."""

    rulebook: Rulebook
    facts: Mapping[str, Facts]
    names: Mapping[str, str]
    now: datetime
    language: Language

    @property
    def zone(self) -> ZoneInfo:
        return self.rulebook.timezone

    @property
    def today(self) -> date:
        return local_date(self.now, self.zone)

    def say(self, sentence: Sentence, **values: object) -> str:
        """Return the sentence in the reader's language."""
        return fill(sentence, self.language, values)

    def who(self, case: Defence | Transfer) -> str:
        """Return the student, or the card's title where no name was read."""
        facts = self.facts.get(case.card_id)
        return case.student or (shortened(facts.name, 80) if facts is not None else "…")

    def people(self, ids: Iterable[str]) -> str:
        """Return their names: "Zoé et Noël"."""
        return joined([self.names.get(each, "…") for each in ids], self.language)

    def time(self, at: datetime) -> str:
        """Write a time of day: "14 h 30", "14 h", "14:30"."""
        return clock(at, self.language, self.zone)

    def holiday(self, day: date) -> str:
        """Return the name of the public holiday that this day is, or ""."""
        return holiday_names(self.today.year, self.language).get(day, "")

    def card(self, case: Defence | Transfer) -> Json:
        """Return what is told of every card."""
        return {
            "id": case.card_id,
            "board": case.board_id,
            "url": case.url,
            "who": self.who(case),
            "what": " – ".join(each for each in (case.project, case.course) if each),
        }
