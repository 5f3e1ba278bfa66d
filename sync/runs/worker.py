"""What the engine of jobs calls: a run for a card or a board, and what is due by the clock."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from sync.clock import now
from sync.crash_points import point
from sync.effects import receipts
from sync.fault_place import place_of
from sync.mirror.write import Overtaken
from sync.queue import wakes
from sync.queue.backlog import hand_over
from sync.queue.drain import drain
from sync.queue.inbox import Inbox
from sync.queue.jobs import Jobs, new_id
from sync.queue.old_boards import settle_unwatched
from sync.rights.request import InHand
from sync.runs.reconcile import BoardUnread, Outcome, Reconciler
from sync.runs.schedule import Schedule
from sync.runs.snapshot import Snapshots
from sync.storage.database import Database
from sync.storage.trello_tables import CardRow
from sync.trello.errors import RateLimited, TrelloError, Unauthorized, Unavailable, Unsure, Vanished
from sync.trello.rate_limit import unhurried

log = structlog.get_logger("greffier")

OUTAGES = (Unavailable, RateLimited, Unauthorized, Unsure, Vanished, BoardUnread, Overtaken, InHand)
"""Faults that are not the card's: every card waits until they are over, and none is parked."""

FORGOTTEN = timedelta(minutes=5)
"""A want that nobody has served for so long, and an effect left open for so long, are taken up again."""

AGAIN = 60.0
"""Seconds until a card is looked at again whose follower failed."""

Listener = Callable[[Outcome, float], None]


class Follower(Protocol):
    """What goes on from a card that was just brought into agreement. It runs inside the card's own run,
    so that one card is never in two hands; it may come any number of times, and does only what is still
    to be done.
    """

    def look(self, session: Session, card_id: str, board_id: str) -> bool:
        """Do what needs no call to Trello, in a transaction that all followers share; return whether more
        is to be done. Most runs end here: what one follower has read the next one need not read.
        """

    def __call__(self, card_id: str, board_id: str) -> None:
        """Do all that is to be done for this card of this board; it may call Trello."""


Chore = Callable[[], None]
"""What is due by the clock, about once a minute. It may come twice at once on two machines."""


def _place(session: Session, run: wakes.Run) -> str:
    """Return the card's board: it may have gone to another one since the run was wanted."""
    card = session.get(CardRow, run.target)
    return card.board_id if card is not None else run.board_id


@dataclass(frozen=True, slots=True)
class Worker:
    """The work of one process, however many threads it has."""

    database: Database
    jobs: Jobs
    inbox: Inbox
    reconciler: Reconciler
    snapshots: Snapshots
    schedule: Schedule
    listeners: tuple[Listener, ...] = ()
    followers: tuple[Follower, ...] = ()
    chores: tuple[Chore, ...] = ()

    def run(self, scope: str, target: str) -> None:
        """Do one run. A failure becomes another try, later; only the database's own errors are raised."""
        with self.database.transaction(may_lag=True) as session:
            run = wakes.begin(session, target, now())
            served = wakes.served(session, target) if run is None else None
        if run is None:
            self._follow(served)  # whoever served it may have died before that
            return
        point("run-begun")
        with unhurried() if run.backlog else nullcontext():
            self._run(run)
        if run.backlog:
            self._hand_over()

    def _run(self, run: wakes.Run) -> None:
        started = time.monotonic()
        try:
            outcome = self._board(run) if run.scope == "board" else self.reconciler.card(run)
        except Exception as error:
            self._failed(run, error, time.monotonic() - started)
            return
        point("settled")
        self._tell(run, outcome, time.monotonic() - started)
        self._follow(run)

    def _follow(self, run: wakes.Run | None) -> None:
        """Let the followers work: the card is in agreement, and one that fails comes again in a later run."""
        if run is None or run.scope != "card":
            return
        try:
            board_id, busy = self._look(run)
        except Exception:  # whose fault it is shows when each does its work by itself
            board_id, busy = self._board_of(run), self.followers
        for follower in busy:
            try:
                follower(run.target, board_id)
            except Exception as error:
                self._not_followed(run, error)

    def _look(self, run: wakes.Run) -> tuple[str, Sequence[Follower]]:
        """Return the card's board, and the followers that have more to do than could be done at once."""
        with self.database.transaction() as session:
            board_id = _place(session, run)
            busy = [each for each in self.followers if each.look(session, run.target, board_id)]
        return board_id, busy

    def _board_of(self, run: wakes.Run) -> str:
        with self.database.transaction() as session:
            return _place(session, run)

    def _not_followed(self, run: wakes.Run, error: Exception) -> None:
        with self.database.transaction(may_lag=True) as session:
            at = now() + timedelta(seconds=AGAIN)
            wakes.again_at(session, self.jobs.enqueue, new_id("follow"), run, at, now())
        text = str(error) if isinstance(error, TrelloError) else type(error).__name__
        where = {} if isinstance(error, TrelloError) else {"where": place_of(error)}
        log.warning("follower failed", id=run.target, error=text, again_in=AGAIN, **where)

    def _board(self, run: wakes.Run) -> Outcome:
        self.schedule.serve(run.target)
        report = self.snapshots.take(run.target, self.schedule.kind_due(run.target))
        point("board-read")
        with self.database.transaction(may_lag=True) as session:
            wakes.settle(session, run, now())
        differing = (f"{len(report.differences)} differences", f"{report.woken} woken")
        return Outcome(run.target, "snapshot", done=differing, board=run.target)

    def _failed(self, run: wakes.Run, error: Exception, seconds: float) -> None:
        outage = isinstance(error, OUTAGES)
        wait = error.retry_after if isinstance(error, RateLimited) else None
        if isinstance(error, Unsure | Vanished | BoardUnread | Overtaken | InHand):
            wait = {Overtaken: 0.2, InHand: 15.0, Vanished: 3.0}.get(type(error), 1.0)
        text = str(error) if isinstance(error, TrelloError) else type(error).__name__
        with self.database.transaction(may_lag=True) as session:
            pause = wakes.failed(
                session,
                self.jobs.enqueue,
                new_id("retry"),
                run,
                text,
                now(),
                outage=outage,
                wait=wait,
            )
        fields = {"scope": run.scope, "id": run.target, "seconds": round(seconds, 3)}
        if not isinstance(error, TrelloError):
            # A fault of ours: the log tells its type and place, the values may be personal.
            fields["exc_info"] = error
        if pause is None:
            log.error("parked", error=text, remedy="greffier queue replay", **fields)
        else:
            log.warning("run failed", error=text, again_in=pause.total_seconds(), **fields)

    def _tell(self, run: wakes.Run, outcome: Outcome, seconds: float) -> None:
        log.info(
            "reconciled",
            scope=run.scope,
            id=run.target,
            board=outcome.board,
            deliveries=len(run.deliveries),
            verdict=outcome.verdict,
            missing=list(outcome.missing),
            done=list(outcome.done),
            seconds=round(seconds, 3),
        )
        for each in self.listeners:
            each(outcome, seconds)

    def drain(self) -> int:
        """Make wants and jobs of what was delivered, then hand over some of the backlog; return how many
        deliveries and cards that were.
        """
        return drain(self.inbox, self.jobs.enqueue) + self._hand_over()

    def came_back(self) -> None:
        """Read every board once more: deliveries were refused while the database was away, and Trello
        gives up after less than four minutes.
        """
        with self.database.transaction(may_lag=True) as session:
            for rules in self.schedule.rules().boards.values():
                board, job = rules.board, new_id("back")
                wakes.wake(
                    session, self.jobs.enqueue, wakes.Want(job, "board", board, board, now())
                )

    def _hand_over(self) -> int:
        with self.database.transaction(may_lag=True) as session:
            return hand_over(session, self.jobs.enqueue, now())

    def tick(self) -> None:
        """Do what is due by the clock; one part that fails does not keep the others from their turn."""
        for part in (
            self.drain,
            self._unwatched,
            self._forgotten,
            self._resync,
            self.schedule.tick,
            *self.chores,
        ):
            try:
                part()
            except (TrelloError, SQLAlchemyError) as error:
                text = str(error) if isinstance(error, TrelloError) else type(error).__name__
                log.warning("schedule", part=part.__name__, error=text)

    def _unwatched(self) -> None:
        """Settle what is wanted of boards that the rulebook no longer names: it would fail for ever."""
        watched = [rules.board for rules in self.schedule.rules().boards.values()]
        with self.database.transaction(may_lag=True) as session:
            count = settle_unwatched(session, watched, now())
        if count:
            log.info("no longer watched", settled=count)

    def _forgotten(self) -> None:
        """Give wants that no job serves any more a job again, and look at cards whose effect was cut short:
        the safety net.
        """
        before = now() - FORGOTTEN
        with self.database.transaction(may_lag=True) as session:
            for row in wakes.forgotten(session, before):
                self.jobs.enqueue(session, new_id("net"), row.scope, row.id)
            for card_id, board_id in receipts.left_open(session, before):
                job = new_id("open")
                wakes.wake(
                    session, self.jobs.enqueue, wakes.Want(job, "card", card_id, board_id, now())
                )

    def _resync(self) -> None:
        with self.database.transaction(may_lag=True) as session:
            for board_id in self.schedule.boards_due(session):
                wakes.wake(
                    session,
                    self.jobs.enqueue,
                    wakes.Want(new_id("resync"), "board", board_id, board_id, now()),
                )
