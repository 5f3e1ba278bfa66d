"""Asking somebody to take a card: the rules of an ask, and its rows. What decides is pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.school.ask_tables import AskRow
from mentoring.school.model import Defence, Transfer
from rules.calendar import is_working_day, local_date, local_time

Ending = Literal["accepted", "declined", "withdrawn", "passed", "given", "changed", "over"]
"""How an ask ended: answered; taken back by a manager; another person was asked; the card was given to
somebody else; the card is elsewhere or has another date; its defence is over.
"""

CALLED_OFF: Final[frozenset[Ending]] = frozenset({"withdrawn", "passed", "given", "changed"})
"""Endings that are not the person's own doing: who was told of the ask is told that it is over."""

KEPT: Final = timedelta(days=180)
"""So long an ask that ended is kept."""


@dataclass(frozen=True, slots=True)
class Ask:
    """An ask as decisions see it; the fields are those of `AskRow`."""

    id: int
    member_id: str
    until: datetime
    due: datetime | None
    ending: Ending | str = ""
    closed_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.closed_at is None


def answer_by(
    at: datetime, days: int, due: datetime | None, zone: tzinfo, holiday: Callable[[date], bool]
) -> datetime:
    """Return until when an answer is waited for: so many working days later at the same hour of `zone`, a day
    before `due` at the latest; where less than that is left, until half of the time is over. UTC.
    """
    day, left = local_date(at, zone), days
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day, holiday)
    clock = local_time(at, zone).timetz().replace(tzinfo=None)
    until = datetime.combine(day, clock, zone).astimezone(UTC)
    if due is None or due <= at:
        return until
    latest = due - timedelta(days=1)
    return min(until, latest if latest > at else at + (due - at) / 2)


def ending_of(ask: Ask, card: Defence | Transfer | None, now: datetime) -> Ending | None:
    """Return how this open ask has ended by what became of the card, None while it stands. `card` is None
    where it is not to be seen any more.
    """
    if card is None or card.closed:
        return "changed"
    if card.holder is not None:
        return "accepted" if card.holder == ask.member_id else "given"
    looked_for = "incomplete" if isinstance(card, Transfer) else "accepted"
    if card.role not in ("intake", looked_for) or ask.member_id in card.mentors:
        return "changed"
    if card.due != ask.due:
        return "changed"
    over = isinstance(card, Defence) and card.at is not None and card.at <= now
    return "over" if over else None


def waits_since(asks: Sequence[Ask], now: datetime) -> datetime | None:
    """Return since when a manager is to choose again: the last person asked declined, or let the time pass.
    None where an answer may still come, or nobody was asked. `asks`: those of one card, the oldest first.
    """
    last = asks[-1] if asks else None
    if last is None:
        return None
    if last.open:
        return last.until if last.until <= now else None
    return last.closed_at if last.ending == "declined" else None


def next_of(
    ranked: Iterable[str], asks: Collection[Ask], due: datetime | None, now: datetime
) -> str | None:
    """Return the first of these people, the best first, who was not asked yet for this card at this date;
    who was asked and is still free to answer counts as asked.
    """
    asked = {x.member_id for x in asks if x.due == due and x.ending not in ("withdrawn", "changed")}
    return next((each for each in ranked if each not in asked), None)


# Rows


def open_ask(session: Session, card_id: str) -> AskRow | None:
    """Return the ask of this card that waits for an answer, if there is one."""
    row = AskRow
    query = sa.select(row).where(row.card_id == card_id, row.closed_at.is_(None))
    return session.scalars(query).one_or_none()


def asks_of(session: Session, card_id: str) -> list[AskRow]:
    """Return every ask of this card, the oldest first."""
    row = AskRow
    return list(session.scalars(sa.select(row).where(row.card_id == card_id).order_by(row.id)))


def asks_on(session: Session, board_id: str) -> dict[str, list[AskRow]]:
    """Return the asks of the cards of this board on which somebody was asked, the oldest first, by card;
    those cards alone whose last ask is open or was declined.
    """
    row = AskRow
    last = sa.select(sa.func.max(row.id)).where(row.board_id == board_id).group_by(row.card_id)
    matters = sa.or_(row.closed_at.is_(None), row.ending == "declined")
    cards = sa.select(row.card_id).where(row.id.in_(last), matters)
    query = sa.select(row).where(row.board_id == board_id, row.card_id.in_(cards))
    found: dict[str, list[AskRow]] = {}
    for each in session.scalars(query.order_by(row.id)):
        found.setdefault(each.card_id, []).append(each)
    return found


def asks_to(session: Session, member_id: str) -> list[AskRow]:
    """Return what this person is asked for and has not answered, the oldest first."""
    row = AskRow
    query = sa.select(row).where(row.member_id == member_id, row.closed_at.is_(None))
    return list(session.scalars(query.order_by(row.id)))


def value_of(row: AskRow) -> Ask:
    """Return the ask as a value."""
    return Ask(row.id, row.member_id, row.until, row.due, row.ending, row.closed_at)


def end(session: Session, row: AskRow, ending: Ending, at: datetime, reason: str = "") -> None:
    """Close the ask. `reason`: why its person declined."""
    row.ending, row.closed_at, row.reason = ending, at, reason
    session.flush()


def forget_old(session: Session, at: datetime) -> None:
    """Delete asks that ended more than `KEPT` ago."""
    session.execute(sa.delete(AskRow).where(AskRow.closed_at < at - KEPT))
