"""How the asks of a card are told: to managers, whom they asked and what came of it; to whoever is asked,
by whom and until when.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from mentoring.school.ask_tables import AskRow
from mentoring.school.asks import Ask, value_of, waits_since
from powerup.card.asks import texts
from rules.bilingual import Sentence
from rules.formatting import moment
from rules.verdict import Language


@dataclass(frozen=True, slots=True)
class AskShown:
    """The asks of one card, the oldest first, in words. `names`: full names by member id."""

    rows: Sequence[AskRow]
    names: Mapping[str, str]
    zone: tzinfo
    now: datetime
    language: Language

    @property
    def values(self) -> list[Ask]:
        """The asks as decisions see them."""
        return [value_of(each) for each in self.rows]

    @property
    def open(self) -> AskRow | None:
        """The ask that waits for an answer."""
        last = self.rows[-1] if self.rows else None
        return last if last is not None and last.closed_at is None else None

    @property
    def free(self) -> bool:
        """Whether somebody may be asked now: nobody was, or the time to answer is over."""
        return self.open is None or self.open.until <= self.now

    @property
    def waits(self) -> bool:
        """Whether a manager is to choose again."""
        return waits_since(self.values, self.now) is not None

    def state(self) -> str:
        """Return how it stands, for managers; "" where nothing is to be told."""
        if not self.rows or not (self.open or self.waits):
            return ""
        last = self.rows[-1]
        if last.closed_at is not None:
            return self.said_of(last)
        sentence = texts.WAITED if self.waits else texts.ASKED
        return self._say(sentence, last, by=last.by, until=self._moment(last.until))

    def of(self, member_id: str) -> str:
        """Return what came of asking this person for this card before, for managers; "" for nothing."""
        theirs = [each for each in self.rows if each.member_id == member_id]
        last = theirs[-1] if theirs else None
        if last is None or last.closed_at is None:
            return ""
        if last.ending == "declined":
            return self.said_of(last)
        return self._say(texts.NO_ANSWER, last) if last.ending == "passed" else ""

    def said_of(self, row: AskRow) -> str:
        """Return that this person declined, with their reason."""
        at = self._moment(row.closed_at) if row.closed_at else ""
        sentence = texts.DECLINED_WHY if row.reason else texts.DECLINED
        return self._say(sentence, row, at=at, reason=row.reason)

    def question(self, *, student: str, relay: bool, due: datetime | None) -> str:
        """Return what the person who is asked is asked; "" where nobody is."""
        row = self.open
        if row is None:
            return ""
        dated = texts.HOLD if due is not None else texts.HOLD_UNDATED
        sentence = texts.TAKE if relay else dated
        at, until = self._moment(due) if due else "", self._moment(row.until)
        return self._say(sentence, row, by=row.by, at=at, until=until, student=student or "…")

    def _moment(self, at: datetime) -> str:
        return moment(at, self.language, self.zone)

    def _say(self, sentence: Sentence, row: AskRow, **values: object) -> str:
        name = self.names.get(row.member_id, "…")
        return sentence.in_(self.language).format_map({"name": name, **values})
