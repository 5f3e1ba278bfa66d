"""The loop that keeps board and rules in agreement: one card, looked at as it is now.

Every entry point ends here: a delivery, a snapshot, a timer, a button, an order in a comment. A run
may be repeated at any point: it reads the card, judges it, does what is still to be done, and only
then settles the deliveries that it had gathered before the read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sync.cases import verdicts
from sync.cases.activity import ids_of_recent_orders, read_acts
from sync.cases.authors import authors
from sync.cases.case import CaseFile
from sync.cases.missed_activity import keep, missed
from sync.clock import now
from sync.crash_points import point
from sync.effects.perform import Effects
from sync.effects.receipts import intended
from sync.effects.recover import give_up, take_stock
from sync.effects.seen import Seen
from sync.judging.context import Context
from sync.judging.judge import Judgement
from sync.judging.take_in import CardRead, judge_mirrored, take_in
from sync.mirror import write
from sync.queue import wakes
from sync.queue.jobs import new_id
from sync.rights.undo_rights import UndoRights
from sync.rulebook.boards import Watched, begin_acting
from sync.runs.carry_out import perform
from sync.storage.tables import DeliveryRow
from sync.trello.actions import shaped
from sync.trello.errors import Gone, Unauthorized, Vanished
from sync.use_cases.obey_orders import Further, Obeying, keep_open, obey
from sync.use_cases.orders import Obeyed
from sync.use_cases.seen_orders import note_seen, show_seen

FRESH = timedelta(minutes=5)
"""How long a snapshot's view of a card is good enough to judge it without reading it again."""


ELSEWHERE = "elsewhere"
"""The card is there, on a board that is not ours to look at."""


class BoardUnread(Exception):
    """The card's board was never read: its lists and labels are not known yet."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run came to, for the log and for the demo."""

    target: str
    verdict: str
    missing: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    board: str = ""


@dataclass(slots=True)
class _Left:
    """What a look at the card leaves to do on Trello before it is judged: comments of ours that are
    too many, and orders. `unseen`: the comments of orders that are to be marked as seen.
    """

    comments: list[str]
    orders: list[Obeyed] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    twins: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.comments or self.orders or self.unseen)


@dataclass(frozen=True, slots=True)
class Reconciler(Context):
    """Brings cards into agreement, one at a time. Safe for threads: it keeps nothing.

    `further` obeys the orders that go beyond the check of a card.
    """

    undo_rights: UndoRights
    further: Further | None = None

    def card(self, run: wakes.Run) -> Outcome:
        """Do one run for one card: read, judge, perform, settle. Raises `TrelloError` where Trello could
        not be asked.
        """
        self.gateway.me()  # asked once and kept: never inside a transaction
        outcome = self._from_mirror(run) if _is_fresh(run) else None
        if outcome is not None:
            return outcome
        try:
            return self._from_trello(run)
        except Gone as error:
            return self._settle_gone(run, error)

    def _from_trello(self, run: wakes.Run) -> Outcome:
        read = self._read(run)
        with self.database.transaction() as session:
            judgement, left = self._judge_read(session, run, read)
            if not left and not judgement.writes:
                return self._settle(session, run, judgement, ())
        point("card-judged")
        judgement, performed = self._perform(run, judgement, left)
        with self.database.transaction(may_lag=True) as session:
            return self._settle(session, run, judgement, performed)

    def _from_mirror(self, run: wakes.Run) -> Outcome | None:
        """Judge what a snapshot just wrote; None where something is to be written to Trello."""
        with self.database.transaction() as session:
            form = write.load_cards(session, [run.target]).get(run.target)
            board = self.watched(session, form["board_id"]) if form else None
            if form is None or board is None or intended(session, run.target):
                return None
            judgement = judge_mirrored(self, session, board, form)
            if judgement.writes:
                session.rollback()
                return None
            return self._settle(session, run, judgement, ())

    def _is_confirmed(self, run: wakes.Run, error: Gone) -> bool:
        """Return whether the card is gone for sure: somebody deleted it, or the try before did not find it
        either. Now and then Trello says 404 of a card that is there again a moment later.
        """
        if run.error != "" and error.text.startswith(run.error):
            return True
        with self.database.transaction() as session:
            return any(each.type == "deleteCard" for each in _deliveries(session, run))

    def _read(self, run: wakes.Run) -> CardRead:
        """Return the card as it is now on Trello, with its comments where an effect of ours is in doubt."""
        at, data = now(), self._card(run)
        point("card-read")
        if self.rulebook.board(str(data.get("idBoard"))) is None:
            raise Gone("the card is on a board that is not watched", 404, ELSEWHERE)
        if data.get("actions") is None:
            with self.database.transaction() as session:
                unsure = bool(intended(session, run.target))
            if unsure:
                data = {**data, "actions": self.gateway.comments(run.target)}
        actions = data.get("actions")
        if actions is not None:
            data = {**data, "actions": [shaped(each) for each in actions]}
        return CardRead(data, at)

    def _card(self, run: wakes.Run) -> Mapping[str, Any]:
        """Return the card. Raises `Gone` also where it went to a board that we may not see: the card is
        refused to us twice, the board where it was is not.
        """
        try:
            return self.gateway.card(run.target)
        except Unauthorized as error:
            again = run.error != "" and error.text.startswith(run.error)
            if error.token_dead or not again or not self.gateway.sees_board(run.board_id):
                raise
        raise Gone("the card is on a board that we may not see", 401, ELSEWHERE)

    def _judge_read(
        self, session: Session, run: wakes.Run, read: CardRead
    ) -> tuple[Judgement, _Left]:
        """Judge the card and write it to the mirror. Returns also what is left to do on Trello; where these
        are orders, the card is judged again after them.
        """
        board = self.watched(session, str(read.data["idBoard"]))
        if board is None:
            raise BoardUnread(str(read.data["idBoard"]))
        if wakes.is_served(session, run):  # what we read may be of an hour ago
            raise write.Overtaken
        left = _Left(self._take_stock(session, read.data))
        untold = missed(session, read.data, self.bot_id, now())
        told = [*_deliveries(session, run), *untold]
        acts = read_acts(told, board.rules.intake, now())

        def hear_orders(case: CaseFile) -> None:
            left.orders += obey(case, board, acts, now(), self.undo_rights, self.further)
            keep_open(untold, left.orders)

        answers = acts.asked
        _, judgement = take_in(
            self, session, board, read, acts, decide=hear_orders, answers=answers
        )
        left.twins = judgement.twins
        left.unseen = note_seen(board, acts, told)
        keep(session, untold)
        return judgement, left

    def _take_stock(self, session: Session, data: Mapping[str, Any]) -> list[str]:
        """Bring in line what we know of our comment and of effects that a crash cut short.

        Returns the ids of comments of ours that are too many.
        """
        actions = data.get("actions")
        if actions is None:
            return []
        seen = Seen(data, actions, self.bot_id)
        return take_stock(session, str(data["id"]), seen, now())

    def watched(self, session: Session, board_id: str) -> Watched | None:
        """Return the board as `Context` has it; where the clerk begins to act on it, that is noted first."""
        rules = self.rulebook.board(board_id)
        state = begin_acting(session, rules, now()) if rules is not None else None
        found = Context.watched(self, session, board_id)
        del state  # held so long: the session knows only what somebody holds, and reads it once
        return found

    def _perform(
        self, run: wakes.Run, judgement: Judgement, left: _Left
    ) -> tuple[Judgement, tuple[str, ...]]:
        """Do on Trello what is to be done. Returns what the card was judged last, and what was done."""
        show_seen(self.gateway, left.unseen)
        for each in left.comments:
            self.gateway.delete_comment(each)
            point("extra-deleted")
        if left.orders:
            judgement = self._obey_on_trello(run, left)
        effects = Effects(self.database, self.gateway, self.rulebook.brake, run)
        return judgement, perform(effects, judgement, self.settings.language)

    def _obey_on_trello(self, run: wakes.Run, left: _Left) -> Judgement:
        """Do what orders asked for; then the card is read and judged as it is now."""
        rules = self.rulebook.board(run.board_id)
        if rules is not None:
            obeying = Obeying(self.database, self.gateway, self.further, self.undo_rights)
            obeying(run.target, rules, left.orders)
        at = now()
        read = CardRead(self.gateway.card(run.target), at)
        with self.database.transaction() as session:
            board = self.watched(session, str(read.data["idBoard"]))
            if board is None:
                raise Gone("the card is on a board that is not watched", 404, ELSEWHERE)
            _, judgement = take_in(self, session, board, read, answers=True)
            return replace(judgement, twins=(*left.twins, *judgement.twins))

    def _settle(
        self, session: Session, run: wakes.Run, judgement: Judgement, effects: tuple[str, ...]
    ) -> Outcome:
        point("before-settle")
        wakes.settle(session, run, now())
        if judgement.again_at is not None:
            wakes.again_at(session, self.enqueue, new_id("timer"), run, judgement.again_at, now())
        for each in judgement.twins:
            self.wake_card(session, each, run.board_id, "twin")
        verdict = judgement.verdict
        return Outcome(run.target, verdict.state, verdict.missing, effects, run.board_id)

    def _settle_gone(self, run: wakes.Run, error: Gone) -> Outcome:
        """Take the card out of the mirror, if it is gone for sure; an order given on it stays open for a
        day, should it come back.
        """
        if error.kind != ELSEWHERE and not self._is_confirmed(run, error):
            raise Vanished(error.text, error.status, "vanished") from error
        with self.database.transaction() as session:
            deliveries = _deliveries(session, run)
            open_ = ids_of_recent_orders(deliveries, now())
            settled = tuple(each for each in run.deliveries if each not in open_)
            write.card_gone(session, run.target, now(), authors(deliveries).get("", ""))
            give_up(session, run.target)
            verdicts.drop(session, run.target)
            wakes.settle(session, replace(run, deliveries=settled), now())
        return Outcome(run.target, "gone", board=run.board_id)


def _is_fresh(run: wakes.Run) -> bool:
    """Return whether a snapshot has just read the card, and nothing was delivered about it since."""
    return run.fresh_at is not None and now() - run.fresh_at < FRESH and not run.deliveries


def _deliveries(session: Session, run: wakes.Run) -> list[DeliveryRow]:
    if not run.deliveries:
        return []
    return list(session.scalars(_DELIVERIES, {"ids": list(run.deliveries)}))


_DELIVERIES = sa.select(DeliveryRow).where(
    DeliveryRow.action_id.in_(sa.bindparam("ids", expanding=True))
)
