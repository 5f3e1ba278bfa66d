"""Telling channels: each thing once, grouped, at hours when people want to hear of it.

Every pass notes what should be told, forgets what has been settled meanwhile, and sends what is due.
A message is claimed in the database before it is sent, so that two machines never send it both; one
whose process died on the way is not sent again, because nobody knows whether it arrived.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa
import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from mentoring.channels.facts import OpenCards, things
from mentoring.channels.messages import Thing, compose, concerns, is_quiet
from mentoring.school.channel_tables import ChannelMessageRow, ChannelStateRow
from rules.rulebook.channels import Channel, Event
from rules.rulebook.values import InForce, Rulebook
from rules.verdict import Language
from sync.clock import now
from sync.rulebook.boards import public_holidays
from sync.storage.database import Database, dialect_of, insert_for

log = structlog.get_logger("greffier")

KEPT = timedelta(days=400)
"""How long it is remembered what was told: longer than any card waits."""

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)

Send = Callable[[Channel, str, str], str]
"""Sends a title and a text to every address of a channel. Returns "" or why it failed, without any
address; it never raises.
"""

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Channels:
    """The messages of one process. `language` is that of channels which name none."""

    database: Database
    rulebook: InForce
    send: Send
    language: Language = "fr"
    _turn: threading.Lock = field(default_factory=threading.Lock)
    _kept: OpenCards = field(default_factory=OpenCards)

    def tick(self) -> None:
        """Tell what is to be told, beside everything else: a channel that is down delays nothing."""
        if self.rulebook().channels and not self._turn.locked():
            threading.Thread(target=self._quietly, name="channels", daemon=True).start()

    def _quietly(self) -> None:
        try:
            self.tell()
        except SQLAlchemyError as error:
            log.warning("channels", error=type(error).__name__)

    def tell(self) -> int:
        """Do one pass over all channels. Returns how many messages were sent."""
        if not self._turn.acquire(blocking=False):
            return 0
        try:
            rulebook, at = self.rulebook(), now()
            with self.database.transaction() as session:
                wanted = things(session, rulebook, at, self._kept)
            return sum(self._tell(each, rulebook, wanted, at) for each in rulebook.channels)
        finally:
            self._turn.release()

    def _tell(
        self, channel: Channel, rulebook: Rulebook, wanted: Sequence[Thing], at: datetime
    ) -> int:
        mine = {_key(each): each for each in wanted if concerns(channel, each)}
        with self.database.transaction() as session:
            _note(session, channel, mine, at)
            quiet = is_quiet(channel, at, rulebook.timezone, public_holidays(at))
            due = [] if quiet or _gathers(session, channel, at) else _claim(session, channel, at)
        by_event: dict[Event, list[tuple[int, Thing]]] = defaultdict(list)
        for row, key in due:
            by_event[mine[key].event].append((row, mine[key]))
        return sum(
            self._send(channel, rulebook, event, pairs, at) for event, pairs in by_event.items()
        )

    def _send(
        self,
        channel: Channel,
        rulebook: Rulebook,
        event: Event,
        pairs: Sequence[tuple[int, Thing]],
        at: datetime,
    ) -> int:
        found = [thing for _, thing in pairs]
        language = channel.language or self.language
        title, text = compose(event, found, language, rulebook.timezone)
        error = self.send(channel, title, text)
        with self.database.transaction() as session:
            rows = [session.get_one(ChannelMessageRow, row) for row, _ in pairs]
            for row in rows:
                _conclude(row, error, at)
            _remember(session, channel, error, at)
        fields = {"channel": channel.name, "about": event, "things": len(rows)}
        if error:
            log.warning("channel failed", error=error, **fields)
        else:
            log.info("told", **fields)
        return 0 if error else 1


def _key(thing: Thing) -> Key:
    return thing.event, thing.key, thing.occasion


def _note(session: Session, channel: Channel, mine: Mapping[Key, Thing], at: datetime) -> None:
    """Write down what is new, and forget what was never told and need not be told any more."""
    row = ChannelMessageRow
    session.execute(sa.delete(row).where(row.wanted_at < at - KEPT))
    keys = {key for _, key, _ in mine}
    here = sa.select(row).where(row.channel == channel.name)
    found = session.scalars(here.where(sa.or_(row.sent_at.is_(None), row.key.in_(keys))))
    known = {(each.event, each.key, each.occasion): each for each in found}
    insert = insert_for(dialect_of(session), row)
    for event, key, occasion in mine.keys() - known.keys():
        values = {"channel": channel.name, "event": event, "key": key, "occasion": occasion}
        statement = insert.values(**values, wanted_at=at, failures=0)
        session.execute(statement.on_conflict_do_nothing())
    for name, each in known.items():
        if name not in mine and each.sent_at is None and each.claimed_at is None:
            session.delete(each)
    session.flush()


def _gathers(session: Session, channel: Channel, at: datetime) -> bool:
    """Return whether something was told so lately that what comes now waits for company."""
    last = session.scalar(
        sa.select(sa.func.max(ChannelMessageRow.sent_at)).where(
            ChannelMessageRow.channel == channel.name
        )
    )
    return last is not None and at - last < channel.gather


def _claim(session: Session, channel: Channel, at: datetime) -> list[tuple[int, Key]]:
    """Claim the messages that are due, so that no other process sends them. Returns the ids of their rows
    with what they are about, oldest first.
    """
    row = ChannelMessageRow
    due = sa.or_(row.next_at.is_(None), row.next_at <= at)
    mine = row.channel == channel.name
    claimed = session.execute(
        sa.update(row)
        .where(mine, row.sent_at.is_(None), row.claimed_at.is_(None), due)
        .values(claimed_at=at)
        .returning(row.id, row.event, row.key, row.occasion)
        .execution_options(synchronize_session=False)
    )
    return sorted((each.id, (each.event, each.key, each.occasion)) for each in claimed)


def _conclude(row: ChannelMessageRow, error: str, at: datetime) -> None:
    if not error:
        row.sent_at = at
        return
    row.claimed_at, row.failures = None, row.failures + 1
    row.next_at = at + min(FIRST_WAIT * 2 ** min(row.failures, 10), LONGEST_WAIT)


def _remember(session: Session, channel: Channel, error: str, at: datetime) -> None:
    state = session.get(ChannelStateRow, channel.name)
    if state is None:
        state = ChannelStateRow(channel=channel.name, error="")
        session.add(state)
    state.error = error[:200]
    if error:
        state.failing_since = state.failing_since or at
    else:
        state.sent_at, state.failing_since = at, None


def failing(session: Session, rulebook: Rulebook) -> list[ChannelStateRow]:
    """Return the channels of the rulebook whose last message did not go through."""
    names = [each.name for each in rulebook.channels]
    row = ChannelStateRow
    query = sa.select(row).where(row.channel.in_(names), row.failing_since.is_not(None))
    return list(session.scalars(query.order_by(row.channel)))
