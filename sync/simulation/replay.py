"""Other rules tried out on what happened: the deliveries of the last weeks, card by card.

Each part is a question of its own that says where the next one goes on, so that any process can
answer it and nothing is kept between them. Nothing is written, and Trello is not asked.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.card import Card
from rules.editing.replay import Moment, Moved, replay
from rules.history import NOTHING_KNOWN, History
from rules.rulebook.values import BoardRules, Rulebook
from sync.cases.histories import past_of, pasts_of
from sync.effects.past_decisions import decisions_of
from sync.gc_pause import uncollected
from sync.mirror.cards import card_value
from sync.mirror.forms import Form
from sync.mirror.read import load_cards
from sync.rulebook.boards import Watched, watched
from sync.simulation.rewind import State, Told, rewind
from sync.storage.tables import CaseRow, DeliveryRow
from sync.storage.trello_tables import CardRow
from sync.trello.actions import by_agent
from sync.trello.bot import bot_id

SPAN = timedelta(days=30)
"""How far back other rules are tried out; deliveries are kept for twice as long."""

CHUNK = 100
"""How many cards are read at a time."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a replay goes on: after the card `after`, on what happened up to `until`. `cards` are
    all that it will look at, `done` those it has looked at.
    """

    until: datetime
    cards: int
    done: int = 0
    after: str = ""


@dataclass(frozen=True, slots=True)
class Replayed:
    """One card that is moved by either rules: when and why, `before` by those in force and `after` by
    the others.
    """

    card: Card
    before: tuple[Moved, ...]
    after: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What one question found. `deliveries`: how many were read; `lost`: cards that are no longer
    there, of which nothing can be said; `cursor`: where the next question goes on, unless `ended`.
    """

    found: tuple[Replayed, ...]
    deliveries: int
    lost: int
    cursor: Cursor
    ended: bool


def begin(session: Session, rules: BoardRules, now: datetime) -> Cursor:
    """Return the cursor of a new replay of what happened up to now."""
    cards = _wanted(rules, now).subquery()
    return Cursor(now, session.scalar(sa.select(sa.func.count()).select_from(cards)) or 0)


def go_on(
    session: Session,
    before: Rulebook,
    after: Rulebook,
    board_id: str,
    cursor: Cursor,
    seconds: float = 1.0,
) -> Part | None:
    """Replay from the cursor for about so many seconds; return None where the board was never read."""
    bot, started = bot_id(session), time.monotonic()
    old = watched(session, board_id, before, bot, cursor.until)
    new = watched(session, board_id, after, bot, cursor.until)
    if old is None or new is None:
        return None
    past = _Past(session, old, new, cursor.until)
    found: list[Replayed] = []
    deliveries = lost = 0
    ended = False
    while not ended:
        ids = _ids(session, old.rules, cursor)
        told = _deliveries(session, board_id, ids, cursor.until)
        forms = load_cards(session, ids)
        with uncollected():
            found += past.lives(forms, told)
        deliveries += sum(len(each) for each in told.values())
        lost += len(ids) - len(forms)
        ended = len(ids) < CHUNK
        cursor = replace(cursor, done=cursor.done + len(ids), after=ids[-1] if ids else "")
        if time.monotonic() - started > seconds:
            break
    return Part(tuple(found), deliveries, lost, cursor, ended)


@dataclass(frozen=True, slots=True)
class _Past:
    """Lives cards through once more."""

    session: Session
    old: Watched
    new: Watched
    until: datetime

    def lives(
        self, forms: Mapping[str, Form], told: Mapping[str, Sequence[Told]]
    ) -> Iterator[Replayed]:
        """Yield the cards that the rules in force or the others would move."""
        board, since = self.old.rules.board, self.until - SPAN
        pasts, marks = pasts_of(self.session, board, list(forms)), self._marks(list(forms))
        decided = decisions_of(self.session, list(forms), since, self.until)
        for card_id, form in forms.items():
            first, states = rewind(form, told.get(card_id, ()))
            moments = self._moments(since, first, states, decided.get(card_id, ()))
            start = moments[0].card  # none where it came later
            past = self._past(past_of(pasts, card_id), start, since)
            away = start is not None and start.list_id in self.old.rules.incomplete
            mark = marks.get(card_id, "") if away else ""
            was, is_ = (
                replay(moments, each.ruled, self.until, past, mark) for each in (self.old, self.new)
            )
            if was or is_:
                yield Replayed(self._card(form), was, is_)

    def _moments(
        self,
        since: datetime,
        first: Form | None,
        states: Sequence[State],
        decided: Sequence[Moment],
    ) -> list[Moment]:
        """Return what happened to one card, its beginning first. `decided` knows no cards yet."""
        moments = self._beginning(since, self._card(first) if first else None)
        waiting = list(decided)
        for state in states:
            while waiting and waiting[0].at <= state.told.at:
                moments.append(replace(waiting.pop(0), card=moments[-1].card))
            moment = self._moment(state)
            if moment is not None:
                moments.append(moment)
        return moments + [replace(each, card=moments[-1].card) for each in waiting]

    def _beginning(self, since: datetime, card: Card | None) -> list[Moment]:
        """Return the card as it was at first; one whose creation nobody told begins when its id was made."""
        if card is None or card.created <= since:
            return [Moment(since, card)]
        return [Moment(since, None), Moment(card.created, card, appeared=True, sure=False)]

    def _moment(self, state: State) -> Moment | None:
        told, form = state.told, state.form
        if told.talk or (form is not None and self._is_clerk(told, form)):
            return None
        if form is None:
            return Moment(told.at, None)
        old = told.data.get("old")
        dragged = told.type == "updateCard" and isinstance(old, Mapping) and "idList" in old
        card = self._card(form)
        agent = by_agent(told.action)
        return Moment(told.at, card, told.by, told.appears, dragged, by_agent=agent)

    def _is_clerk(self, told: Told, form: Form) -> bool:
        """Return whether the clerk itself moved the card. A person who puts it back in the panel does so
        through the clerk's hands too.
        """
        old = told.data.get("old")
        if not told.ours or not isinstance(old, Mapping) or "idList" not in old:
            return False
        rules = self.old.rules
        return form["list_id"] not in rules.intake or rules.return_ == "automatic"

    def _card(self, form: Form) -> Card:
        return card_value(form, self.old.form, self.old.form["members"])

    def _marks(self, card_ids: Sequence[str]) -> dict[str, str]:
        row = CaseRow
        query = sa.select(row.card_id, row.moved_fingerprint).where(row.card_id.in_(card_ids))
        return {each.card_id: each.moved_fingerprint for each in self.session.execute(query)}

    def _past(self, known: History, start: Card | None, since: datetime) -> History:
        """Return what was known of the card at the beginning."""
        if start is None:
            return NOTHING_KNOWN
        put, sure = known.put_forward_at, known.put_forward_sure
        if put is None or put > since:
            judged = start.list_id in self.old.ruled.judged
            put, sure = (start.created, False) if judged else (None, False)
        return History(
            put_forward_at=put,
            put_forward_sure=sure,
            seal=known.seal if known.seal and known.seal.sealed_at <= since else None,
            hold=known.hold if known.hold and known.hold.at <= since else None,
        )


def _wanted(rules: BoardRules, until: datetime) -> Any:
    """Return the ids of the cards that a replay looks at: those that something happened to, and those
    that stand where they are judged.
    """
    told, card = DeliveryRow, CardRow
    happened = sa.select(told.card_id.label("id")).where(
        told.board_id == rules.board,
        told.scope == "card",
        told.card_id.is_not(None),
        told.date > until - SPAN,
        told.date <= until,
    )
    lists = (*rules.intake, *rules.incomplete)
    standing = sa.select(card.id).where(
        card.board_id == rules.board, card.gone_at.is_(None), card.list_id.in_(lists)
    )
    return sa.union(happened, standing)


def _ids(session: Session, rules: BoardRules, cursor: Cursor) -> list[str]:
    wanted = _wanted(rules, cursor.until).subquery()
    query = sa.select(wanted.c.id).where(wanted.c.id > cursor.after)
    return list(session.scalars(query.order_by(wanted.c.id).limit(CHUNK)))


def _deliveries(
    session: Session, board_id: str, ids: Sequence[str], until: datetime
) -> dict[str, list[Told]]:
    row = DeliveryRow
    query = (
        sa.select(row.card_id, row.date, row.type, row.member_id, row.ours, row.action)
        .where(row.card_id.in_(ids), row.board_id == board_id)
        .where(row.date > until - SPAN, row.date <= until)
        .order_by(row.date, row.action_id)
    )
    found: dict[str, list[Told]] = {}
    for card_id, at, kind, by, ours, action in session.execute(query):
        found.setdefault(card_id, []).append(Told(at, kind, by or "", ours, action))
    return found
