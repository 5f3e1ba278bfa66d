"""One card's past lived through once more under other rules: when would it have been moved?

The card's states are given; what the clerk really did with it is left out, what people did counts.
The card is judged whenever it has rested, when its date passes, and when a person's word ends.
Twins are not looked at: they depend on other cards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Literal

from rules.board_rules import RuledBoard
from rules.card import Card
from rules.clerk_memory import PutBack
from rules.decide import destination
from rules.evaluate import evaluate
from rules.fingerprint import fingerprint
from rules.history import History, Hold, Seal
from rules.holds import accepted, after_put_back, live, suspended
from rules.settle import settle_until
from rules.titles.courses import CourseIndex
from rules.titles.reader import Reading, read_card
from rules.verdict import Verdict

Word = Literal["accepted", "suspended", "lifted"]
"""A person's word about a card: take it as it is, leave it alone, or forget what was said."""

_REACTION = timedelta(seconds=2)
"""How long it takes until a card is read after something happened to it: one gesture of a person is
often several changes, milliseconds apart.
"""

_BARELY = timedelta(seconds=1)
"""How long after its due date a card is judged again, as one that is past."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened to a card at `at` (UTC). `card`: how it was right afterwards, None where
    it was not on the board. `appeared`: it came onto the board; `dragged`: a person put it into the
    list `card.list_id`; `by`: who did it, `by_agent`: by means of an AI agent; `sure`: seen, not guessed.
    `word`: nothing happened to the card, but a person said what is to be done about it.
    """

    at: datetime
    card: Card | None
    by: str = ""
    appeared: bool = False
    dragged: bool = False
    sure: bool = True
    word: Word | None = None
    by_agent: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """The clerk would have moved the card: when, to which list, for which missing mentions."""

    at: datetime
    to_list: str
    missing: tuple[str, ...]


def replay(
    moments: Sequence[Moment], ruled: RuledBoard, until: datetime, past: History, mark: str = ""
) -> tuple[Moved, ...]:
    """Return the moves of one card under these rules, oldest first, up to `until`.

    The first moment is the beginning: the card as it was then. `past` is what was known of it, `mark`
    the fingerprint of its checked fields when the clerk had moved it last, "" if it had not.
    """
    if not moments:
        return ()
    life = _Life(ruled, moments[0], past, mark)
    ends = [each.at for each in moments[1:]]
    for moment, end in zip(moments, [*ends, until], strict=True):
        life.take(moment)
        at = life.rests_at(moment.at)
        while at is not None and (at < end or at == end == until):
            life.judge(moment, at)
            at = life.wakes_at(moment, at)
    return tuple(life.moves)


@lru_cache(maxsize=1000)
def _reading(card: Card, courses: CourseIndex) -> Reading:
    """Return what is read of the student, once for both rules and for all moments at which it is the same."""
    return read_card(card, courses)


@dataclass(slots=True)
class _Life:
    """What the clerk would know of the card, had these rules been in force."""

    ruled: RuledBoard
    first: Moment
    past: History
    mark: str
    moves: list[Moved] = field(default_factory=list)
    list_id: str = ""
    put_at: datetime | None = None
    put_sure: bool = False
    gesture: str = "moved"
    touched_at: datetime | None = None
    back_by: str = ""
    put_backs: int = 0
    hold: Hold | None = None
    seal: Seal | None = None

    def __post_init__(self) -> None:
        self.put_at, self.put_sure = self.past.put_forward_at, self.past.put_forward_sure
        self.hold, self.seal = self.past.hold, self.past.seal
        if self.first.card is not None:
            self.list_id = self.first.card.list_id

    def take(self, moment: Moment) -> None:
        """Learn what happened."""
        if moment.word is not None:
            self._heed(moment, moment.word)
        elif moment.card is None:
            self._left("")
        elif moment is not self.first:
            if moment.appeared:
                self._left("")
                self.gesture = "new"
            if moment.appeared or moment.dragged:
                self._enters(moment, moment.card.list_id)
            self._touched(moment.at)

    def _heed(self, moment: Moment, word: Word) -> None:
        self.hold = None
        if word == "accepted":
            due = moment.card.due if moment.card else None
            self.hold = accepted(moment.by, moment.at, due, "")
        elif word == "suspended":
            mark = fingerprint(moment.card) if moment.card else ""
            self.hold = suspended(moment.by, moment.at, mark)

    def _touched(self, at: datetime) -> None:
        before, self.touched_at = self.touched_at, at
        if self.gesture == "new" and before and at - before > self.ruled.rules.settle_new:
            self.gesture = "moved"

    def _enters(self, moment: Moment, list_id: str) -> None:
        rules, came_from = self.ruled.rules, self.list_id
        self.list_id = list_id
        if list_id in rules.intake:
            if self.put_at is None:
                self.put_at, self.put_sure = moment.at, moment.sure
            if came_from in rules.incomplete and self.mark:
                self.gesture, self.back_by = "moved" if moment.by_agent else "back", moment.by
        elif list_id not in rules.incomplete:
            self._left(list_id)

    def _left(self, list_id: str) -> None:
        self.list_id, self.put_at, self.put_sure = list_id, None, False
        self.mark, self.put_backs, self.gesture = "", 0, "moved"

    def rests_at(self, at: datetime) -> datetime | None:
        """Return when the card has rested after what just happened."""
        if not self.list_id:
            return None
        rested = settle_until(self.ruled.rules, self.list_id, self.gesture, self.touched_at)
        return max(at + _REACTION, rested or at)

    def wakes_at(self, moment: Moment, after: datetime) -> datetime | None:
        """Return when time alone changes something next."""
        due = moment.card.due + _BARELY if moment.card and moment.card.due else None
        until = self.hold.until if self.hold else None
        return min((each for each in (due, until) if each and each > after), default=None)

    def judge(self, moment: Moment, at: datetime) -> None:
        """Judge the card as it is now, and move it where the rules say so."""
        if moment.card is None:
            return
        card = replace(moment.card, list_id=self.list_id)
        mark = fingerprint(card)
        self._hold(mark, at)
        history = History(self.put_at, self.put_sure, self.seal, self.hold)
        reading = _reading(moment.card, self.ruled.courses)
        verdict = evaluate(card, self.ruled, at, history, reading)
        self._seal(card, verdict, at)
        target = destination(card, verdict, self.ruled)
        if target is not None:
            self.moves.append(Moved(at, target, verdict.missing))
            self.mark = mark if target in self.ruled.rules.incomplete else self.mark
            self.list_id = target
        elif self._is_put_back(moment.card, verdict):
            self.list_id = moment.card.list_id

    def _hold(self, mark: str, at: datetime) -> None:
        """Leave a card in peace that a person put back as it was."""
        self.hold = live(self.hold, mark, at)
        if self.gesture == "back":
            self.put_backs = self.put_backs + 1 if mark == self.mark else 0
            put_back = PutBack(self.back_by, at, self.mark, self.put_backs)
            if self.hold is None or self.hold.kind != "accepted":
                self.hold = after_put_back(put_back, mark) or self.hold
        self.gesture = "moved"

    def _seal(self, card: Card, verdict: Verdict, at: datetime) -> None:
        rules = self.ruled.rules
        if card.list_id in (*rules.failed, *rules.passed):
            self.seal = None
        agreed = verdict.state == "complete" or verdict.why == "accepted-list"
        if self.seal is None and agreed and card.due and rules.kind == "soutenances":
            self.seal = Seal(card.due, at)

    def _is_put_back(self, really: Card, verdict: Verdict) -> bool:
        """Return whether the mentor would put the card back now: it is complete, and only these rules had
        sent it away, so that no real move tells of it.
        """
        rules = self.ruled.rules
        away = self.list_id in rules.incomplete and really.list_id in rules.intake
        return away and verdict.state == "complete"
