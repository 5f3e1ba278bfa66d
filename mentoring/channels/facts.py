"""What channels should hear of now, read from the mirror and from what Greffier itself knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.channels import texts
from mentoring.channels.messages import Line, Thing, digest_is_due, rung, shorter
from mentoring.notices.service import ANNOUNCED, open_notices
from mentoring.school.kept_cards import Kept, look
from mentoring.school.model import Defence, Transfer
from rules.bilingual import Sentence
from rules.calendar import local_date
from rules.card import KINDS
from rules.formatting import label
from rules.rulebook.channels import Event
from rules.rulebook.values import BoardRules, Rulebook
from rules.verdict import LANGUAGES
from sync.reports.rules_fired import rules_gone_silent
from sync.storage.board_tables import BoardStateRow, DriftRow
from sync.storage.tables import VerdictRow
from sync.storage.trello_tables import BoardRow, CardRow
from sync.use_cases.board_mode import BY_HAND

AGAIN: Final = (7, 3)
"""Days before a defence at which it is told again that nobody validates it."""

SOON: Final = timedelta(days=7)
MONDAY: Final = 0
LATELY: Final = timedelta(days=1)


class _Cards(NamedTuple):
    defences: Sequence[Defence]
    transfers: Sequence[Transfer]
    changed: frozenset[str]


class OpenCards:
    """Reads the cards of which something may be told, and keeps them. For one thread at a time."""

    def __init__(self) -> None:
        self._kept: Kept | None = None
        self._cards = _Cards((), (), frozenset())

    def read(self, session: Session, rulebook: Rulebook, now: datetime) -> _Cards:
        """Return the cards that are not over."""
        self._kept = look(session, rulebook, now, self._kept, rest=timedelta(0))
        if self._kept.read != ():
            found = self._kept.in_order(now)
            self._cards = _Cards(
                [each for each in found.defences if not each.closed],
                [each for each in found.transfers if not each.closed],
                _with_finding(session, "sealed-date"),
            )
        return self._cards


def things(
    session: Session, rulebook: Rulebook, now: datetime, kept: OpenCards | None = None
) -> list[Thing]:
    """Return all that there is to tell now. Which channel hears of what, `concerns` decides."""
    found = _School(session, rulebook, now, kept or OpenCards())
    return [
        *(*found.validators(), *found.takers(), *notices(session, now)),
        *(*found.dates(), *found.boards(), *found.digests()),
    ]


def notices(session: Session, now: datetime) -> Iterator[Thing]:
    """Yield mentors who ask for help until somebody answers, and what managers announced lately. People
    are told by first name and initial; what a mentor wrote stays on the desk, for it may name a student.
    """
    for row, name in open_notices(session, now):
        who = {"who": shorter(name)}
        if row.kind in texts.HELP:
            lines = Line(texts.HELP[row.kind], who), Line(texts.ANSWER)
            yield Thing("help-wanted", "", row.id, "", lines)
        elif row.at > now - ANNOUNCED:
            line = Line(texts.ANNOUNCED, {**who, "text": row.text})
            yield Thing("announcement", "", row.id, "", (line,))


class _School:
    """Both boards as they are now."""

    def __init__(
        self, session: Session, rulebook: Rulebook, now: datetime, kept: OpenCards
    ) -> None:
        self.session, self.rulebook, self.now = session, rulebook, now
        self.names = {rules.board: name for name, rules in rulebook.boards.items()}
        found = kept.read(session, rulebook, now)
        self.defences = [each for each in found.defences if not _was(each, now)]
        self.transfers = [each for each in found.transfers if not _was(each, now)]
        self.changed = found.changed

    def validators(self) -> Iterator[Thing]:
        """Yield complete cards that wait for a validator."""
        for each in self.defences:
            if each.role != "intake" or not each.complete or each.validator is not None:
                continue
            if each.at is None or each.at <= self.now:
                continue
            line = Line(texts.DEFENCE, {**_student(each), "at": each.at})
            occasion = rung(each.at - self.now, AGAIN)
            yield self._thing("validator-wanted", each, occasion, line, Line(texts.VALIDATE))

    def takers(self) -> Iterator[Thing]:
        """Yield students whose next mentor is not known: their card is complete, or the end is near."""
        for each in self.transfers:
            left = each.end - self.now if each.end is not None else None
            occasion = rung(left, self.rulebook.mentoring.transfers.ladder)
            waits = each.role in ("intake", "incomplete") and each.taker is None
            if not waits or not (occasion or (each.complete and each.role == "intake")):
                continue
            line = Line(texts.TRANSFER_OPEN, _student(each))
            if each.end is not None:
                line = Line(texts.TRANSFER, {**_student(each), "at": each.end})
            yield self._thing("taker-wanted", each, occasion, line, Line(texts.TAKE_OVER))

    def dates(self) -> Iterator[Thing]:
        """Yield defences whose fixed date somebody changed, until a manager has decided."""
        for each in self.defences:
            if each.card_id not in self.changed:
                continue
            line = Line(texts.CHANGED_AWAY, _student(each))
            if each.at is not None:
                line = Line(texts.CHANGED, {**_student(each), "at": each.at})
            occasion = each.at.isoformat() if each.at is not None else "none"
            yield self._thing("date-changed", each, occasion, line)

    def boards(self) -> Iterator[Thing]:
        """Yield boards that the brake paused, and those whose mirror had to be repaired."""
        for name, rules in self.rulebook.boards.items():
            yield from self._brake(name, rules)
            yield from self._drift(name, rules)

    def _brake(self, name: str, rules: BoardRules) -> Iterator[Thing]:
        state = self.session.get(BoardStateRow, rules.board)
        if state is None or state.paused_at is None or state.paused_why == BY_HAND:
            return
        board = self._board(rules)
        line = Line(texts.BRAKED, {"board": board.name, "at": state.paused_at})
        occasion = state.paused_at.isoformat()
        yield Thing("brake", name, rules.board, occasion, (line,), board.url)

    def _drift(self, name: str, rules: BoardRules) -> Iterator[Thing]:
        row = DriftRow
        found = self.session.scalars(
            sa.select(row.differences).where(
                row.board_id == rules.board,
                row.at >= self.now - LATELY,
                row.kind.in_(("catch-up", "full")),
                row.repaired.is_(True),
            )
        )
        count = sum(len(each) for each in found)
        if count:
            board = self._board(rules)
            line = Line(texts.DRIFTED, {"board": board.name, "count": count})
            yield Thing("drift", name, rules.board, self._today.isoformat(), (line,), board.url)

    def digests(self) -> Iterator[Thing]:
        """Yield one digest a day for each hour at which some channel wants it, while that hour is not
        long past.
        """
        hours = {each.digest_at for each in self.rulebook.channels if "digest" in each.events}
        lines = tuple(self._digest())
        for at in sorted(hours):
            if lines and digest_is_due(at, self.now, self.rulebook.timezone):
                key = f"{at:%H:%M}"
                yield Thing("digest", "", key, self._today.isoformat(), lines)

    def _digest(self) -> Iterator[Line]:
        for each in sorted(self.defences, key=lambda one: (one.at is None, one.at)):
            if each.at is not None and each.role == "accepted" and self._is_today(each.at):
                yield Line(texts.TODAY, {**_student(each), "at": each.at})
        takers = list(self.takers())
        ends = {each.card_id: each.end for each in self.transfers}
        limit = self.now + SOON
        alone = sum((end := ends[each.key]) is not None and end <= limit for each in takers)
        roles = [x.role for x in self.defences] + [x.role for x in self.transfers]
        counts = (
            (texts.SOON_ALONE, alone),
            (texts.DECISIONS, len(list(self.dates()))),
            (texts.WANTED_VALIDATORS, len(list(self.validators()))),
            (texts.WANTED_TAKERS, len(takers)),
            (texts.INCOMPLETE, roles.count("incomplete")),
        )
        yield from (Line(sentence, {"count": count}) for sentence, count in counts if count)
        if self._today.weekday() == MONDAY:
            yield from self._silent()

    def _silent(self) -> Iterator[Line]:
        """Yield rules that stopped firing, once a week: whoever runs the school may know why."""
        kinds = {rules.kind for rules in self.rulebook.boards.values()}
        kind = next((each for each in KINDS if each in kinds), "")
        for each in rules_gone_silent(self.session, self.rulebook, self.now):
            labels = [label(each.mention, kind, language) for language in LANGUAGES]
            values = {"rule": Sentence(*labels), "found": each.found, "usual": each.usual}
            yield Line(texts.SILENT, values)

    def _thing(self, event: Event, card: Defence | Transfer, occasion: str, *lines: Line) -> Thing:
        return Thing(event, self.names[card.board_id], card.card_id, occasion, lines, card.url)

    def _board(self, rules: BoardRules) -> BoardRow:
        row = self.session.get(BoardRow, rules.board)
        return row if row is not None else BoardRow(id=rules.board, name=rules.name, url="")

    @property
    def _today(self) -> date:
        return local_date(self.now, self.rulebook.timezone)

    def _is_today(self, at: datetime) -> bool:
        return local_date(at, self.rulebook.timezone) == self._today


def _was(card: Defence | Transfer, now: datetime) -> bool:
    return card.is_over and card.due is not None and card.due < now


def _student(card: Defence | Transfer) -> dict[str, object]:
    """Return who it is about, in as few letters as will do: "Léa D. – DA Python, P7"."""
    details = ", ".join(each for each in (card.course, card.project) if each)
    more = f" – {details}" if details else ""
    if card.student:
        return {"who": shorter(card.student) + more}
    return {"who": Sentence(texts.STUDENT.fr + more, texts.STUDENT.en + more)}


def _with_finding(session: Session, mention: str) -> frozenset[str]:
    """Return the cards whose verdict has this finding."""
    query = sa.select(VerdictRow.card_id, VerdictRow.findings).join(
        CardRow, CardRow.id == VerdictRow.card_id
    )
    rows = session.execute(query.where(CardRow.gone_at.is_(None), CardRow.closed.is_(False)))
    return frozenset(
        row.card_id
        for row in rows
        if any(each["mention"] == mention for each in row.findings or ())
    )
