"""What would happen if a board were enforced now, from the mirror alone: nothing is written.

The session that looks is never flushed nor committed, so that not even the case rows are made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from rules.board_rules import RuledBoard
from rules.card import Card
from rules.commands import MoveCard, TellCard
from rules.decide import decide
from rules.evaluate import evaluate
from rules.history import History, Twin
from rules.rulebook.values import BoardRules, Rulebook
from rules.twins import TwinKey, course_of, twin_key
from rules.verdict import Language, Verdict
from sync.cases.case import CaseFile, notes_in, rows_of
from sync.clock import now
from sync.judging.judge import Judge
from sync.mirror.as_rules import cards_of
from sync.rulebook.boards import Watched, watched
from sync.storage.database import Database
from sync.storage.trello_tables import BoardRow
from sync.trello import bot

TOGETHER = 500
"""How many cards are read in one query."""


@dataclass(frozen=True, slots=True)
class Further:
    """What would go on after the check of a card: the paragraphs that its comment would then have, as
    `CardNotesRow.notes` keeps them (None: those that it has), and a checklist's title ("": none).
    """

    notes: Mapping[str, Any] | None = None
    checklist: str = ""


NOTHING_FURTHER: Final = Further()

Beyond = Callable[[Session, BoardRules, datetime, datetime], Mapping[str, Further]]
"""Foresees what goes on after the check of a board's cards, by card id, if the clerk acts on it since
the first of these instants and it is now the second. It writes nothing.
"""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One card: its verdict, and what would be written to Trello. `waits_until`: nothing before.
    `checklist`: the title of one that would be added, "" for none.
    """

    card: Card
    verdict: Verdict
    tell: TellCard | None
    move: MoveCard | None
    waits_until: datetime | None
    checklist: str = ""

    @property
    def writes(self) -> bool:
        return self.tell is not None or self.move is not None or bool(self.checklist)


@dataclass(frozen=True, slots=True)
class Preview:
    """One board, its cards in the order of its lists. `brake_at`: the brake would stop after so
    many moves, None where they are few enough.
    """

    board: Watched
    read_at: datetime | None
    cards: tuple[Foreseen, ...]
    brake_at: int | None

    @property
    def moves(self) -> int:
        return sum(each.move is not None for each in self.cards)

    @property
    def comments(self) -> int:
        return sum(each.tell is not None for each in self.cards)

    @property
    def checklists(self) -> int:
        return sum(bool(each.checklist) for each in self.cards)


def foresee(
    database: Database,
    rulebook: Rulebook,
    board_id: str,
    language: Language = "fr",
    rules_url: str = "",
    beyond: Beyond | None = None,
) -> Preview | None:
    """Return the preview of a board; None where the mirror does not have it yet. `beyond` foresees what
    goes on after the check of its cards.
    """
    with Session(database.engine, autoflush=False) as session:
        board = watched(session, board_id, rulebook, bot.bot_id(session), now())
        if board is None:
            return None
        since = board.acts_since or now()
        acting = replace(board, mode="enforce", paused=False, acts_since=since)
        further = beyond(session, board.rules, since, now()) if beyond is not None else {}
        judge = Judge(session, acting, language, rules_url, now())
        foresight = _Foresight(session, judge, further)
        cards = tuple(foresight.cards())
        row = session.get(BoardRow, board_id)
        read_at = row.snapshot_at if row is not None else None
    moves = sum(each.move is not None for each in cards)
    brake = rulebook.brake.moves
    return Preview(board, read_at, cards, brake if moves > brake else None)


@dataclass(frozen=True, slots=True)
class _Foresight:
    """Judges the cards of one board without keeping anything."""

    session: Session
    judge: Judge
    further: Mapping[str, Further]

    def cards(self) -> list[Foreseen]:
        """Return what would happen to each card that is judged, or whose fixed date is watched."""
        found = [(case, case.history()) for case in self._cases()]
        verdicts = [self._verdict(case, history) for case, history in found]
        twins = twins_among([case.card for case, _ in found], verdicts, self.judge.watched.ruled)
        seen = []
        for (case, history), verdict in zip(found, verdicts, strict=True):
            others = twins.get(case.card.id, ())
            if others or history.twins:
                history = replace(history, twins=others)
                verdict = self._verdict(case, history)
            seen.append(self._foreseen(case, history, verdict))
        return sorted(seen, key=self._place)

    def _cases(self) -> Iterator[CaseFile]:
        """Yield the cases of the cards to look at, by a few queries; their twins are found later, among
        all of them.
        """
        ruled, every = self.judge.watched.ruled, cards_of(self.session, self.judge.watched.form)
        concerned = ("", "accepted-list")
        cards = [x for x in every if ruled.why_not_checked(x) in concerned or x.id in self.further]
        for start in range(0, len(cards), TOGETHER):
            some = cards[start : start + TOGETHER]
            rows = rows_of(self.session, [each.id for each in some])
            for card in some:
                case = CaseFile.of(self.session, card, ruled.rules, rows[card.id], keep=False)
                case.others = {}
                yield case

    def _verdict(self, case: CaseFile, history: History) -> Verdict:
        return evaluate(case.card, self.judge.watched.ruled, self.judge.now, history)

    def _foreseen(self, case: CaseFile, history: History, verdict: Verdict) -> Foreseen:
        judge = self.judge
        standing = judge.standing(case, history)
        further = self.further.get(case.card.id, NOTHING_FURTHER)
        if further.notes is not None:
            standing = replace(standing, notes=notes_in(further.notes, judge.language))
        commands = decide(
            case.card, verdict, judge.watched.ruled, standing, judge.now, judge.language
        )
        waits = standing.settle_until
        return Foreseen(
            card=case.card,
            verdict=verdict,
            tell=next((each for each in commands if isinstance(each, TellCard)), None),
            move=next((each for each in commands if isinstance(each, MoveCard)), None),
            waits_until=waits if waits is not None and waits > judge.now else None,
            checklist=further.checklist,
        )

    def _place(self, each: Foreseen) -> tuple[float, float, str]:
        where = self.judge.watched.ruled.lists.get(each.card.list_id)
        return (where.pos if where is not None else 0.0, each.card.pos, each.card.id)


def twins_among(
    cards: Sequence[Card], verdicts: Sequence[Verdict], ruled: RuledBoard
) -> dict[str, tuple[Twin, ...]]:
    """Return the other open cards for the same student and project, by card id."""
    groups: dict[TwinKey, list[Twin]] = defaultdict(list)
    for card, verdict in zip(cards, verdicts, strict=True):
        key = twin_key(card, verdict, ruled)
        if key is not None:
            groups[key].append(Twin(card.id, card.name, card.url, course_of(verdict)))
    found = {}
    for group in groups.values():
        twins = sorted(group, key=lambda each: each.card_id)
        if len(twins) > 1:
            for twin in twins:
                found[twin.card_id] = tuple(each for each in twins if each is not twin)
    return found
