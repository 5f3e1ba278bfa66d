"""Reading a whole board: the mirror is brought up to date, and what differed is told.

A snapshot never writes over what was read after it began.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from rules.rulebook.values import BoardRules
from sync.cases import verdicts
from sync.cases.missed_activity import talked_about
from sync.clock import now
from sync.gc_pause import uncollected
from sync.judging.board_review import Review
from sync.judging.context import Context
from sync.judging.still_valid import kept_of
from sync.mirror import write
from sync.mirror.compare import Comparison, Kind, Report, compare, read_since
from sync.mirror.fetch_board import read_board
from sync.queue import wakes
from sync.queue.backlog import wake_behind
from sync.queue.jobs import new_id
from sync.rulebook.boards import Watched, begin_acting
from sync.storage.board_tables import DriftRow
from sync.storage.database import alone
from sync.storage.many_rows import Together
from sync.storage.trello_tables import BoardRow

TOGETHER = timedelta(seconds=5)
"""Cards that settle within so short a time are looked at together."""

CHUNK = 500
"""How many cards are written in one transaction."""

UNTOLD = frozenset({"last_activity", "pos"})
"""Fields by whose change alone nobody is to be told anything."""

SHOWN = 500
"""How many differences are kept in a drift report, at most."""


@dataclass(frozen=True, slots=True)
class Snapshots(Context):
    """Reads boards whole. Safe for threads."""

    def take(self, board_id: str, kind: Kind = "full") -> Report:
        """Read the board, repair the mirror (unless `kind` is "dry-run"), wake what changed.

        Every field of every card is compared. A "catch-up" judges the cards that changed, and those
        whose verdict may be another by now; a "full" one judges all of them, and so does a catch-up that
        finds lists, labels, people or fields changed. A catch-up reads the open cards alone: one call for
        a board, however many years of archived cards it has. A card that is open in the mirror and not
        among them is read by itself.

        Raises `TrelloError` where Trello could not be asked, `KeyError` for an unknown board.
        """
        rules = self.rulebook.board(board_id)
        if rules is None:
            raise KeyError(board_id)
        self.gateway.me()  # asked once and kept: never inside a transaction
        began = now()
        with self.database.transaction() as session:
            row = session.get(BoardRow, board_id)
            first = row is None or row.snapshot_at is None
        whole = first or kind != "catch-up"
        read = read_board(self.gateway.bulk(), board_id, "all" if whole else "open")
        report = Report(board_id, "first" if first and kind != "dry-run" else kind, began)
        with uncollected():
            found = self._compare(report, *read, whole=whole)
            if report.repaired:
                self._take_in(rules, found, report, whole=whole)
        return report

    def _compare(
        self,
        report: Report,
        meta: dict[str, Any],
        cards: Sequence[Mapping[str, Any]],
        *,
        whole: bool,
    ) -> Comparison:
        """Compare the mirror with what was read. A dry run ends with the report of it."""
        with self.database.transaction() as session:
            found = compare(session, report.board_id, meta, cards, report, whole=whole)
            if report.kind == "dry-run":
                report.repaired = False
                _file(session, report)
        return found

    def _take_in(
        self, rules: BoardRules, found: Comparison, report: Report, *, whole: bool
    ) -> None:
        """Write what differs, and judge what that may change."""
        with self.database.transaction(may_lag=True) as session:
            alone(session)
            write.save_board(session, found.meta, report.at)
            begin_acting(session, rules, report.at)
            if found.rules_changed and report.kind != "first":
                report.kind = "full"
                session.get_one(
                    BoardRow, report.board_id
                ).full_snapshot_at = None  # until it is done
        for card_ids in _chunks(found.changed):
            self._repair(rules, found, card_ids, report)
        self._review(rules, found, report)
        with self.database.transaction(may_lag=True) as session:
            alone(session)
            self._forget(session, found, report.at, whole=whole)
            self._wake(session, list(found.absent), report, fresh=False)
            _file(session, report)

    def _repair(
        self, rules: BoardRules, found: Comparison, card_ids: Sequence[str], report: Report
    ) -> None:
        """Write some cards. Short transactions, because deliveries wait for the one writer.

        What changed untold wakes its card, as its delivery would have: what follows the check (who
        follows the student meanwhile, who validates) is said in the card's own run. A board that is
        read for the first time is left as it is.
        """
        with self.database.transaction(may_lag=True) as session:
            alone(session)
            newer = read_since(session, card_ids, report.at)
            written = [each for each in card_ids if each not in newer]
            found.look_again(write.load_cards(session, written))
            forms = [(found.known.get(x), found.forms[x], found.fields(x)) for x in written]
            write.save_forms(session, forms, report.at, first=report.kind == "first")
            if report.kind == "first":
                return
            told = [
                each
                for each in written
                if found.matters(each, rules) and set(found.fields(each)) - UNTOLD
            ]
            # Somebody was at the card: there may be an order among its comments, too.
            touched = [
                each for each in told if {"last_activity", "missing"} & set(found.fields(each))
            ]
            self._wake(session, touched, report, fresh=False)
            self._wake(session, [each for each in told if each not in touched], report)

    def _forget(self, session: Session, found: Comparison, began: datetime, *, whole: bool) -> None:
        newer = read_since(session, found.gone, began)
        for card_id in set(found.gone) - newer:
            write.card_gone(session, card_id, began)
            verdicts.drop(session, card_id)
        row = session.get_one(BoardRow, found.meta["id"])
        row.snapshot_at, row.history_since = began, row.history_since or began
        if whole:
            row.full_snapshot_at = began

    def _review(self, rules: BoardRules, found: Comparison, report: Report) -> None:
        """Judge every card that the rules concern, in the mirror; wake those that need more.

        A changed label, an archived list or the passing of time costs no call for the cards whose
        verdict they do not change.
        """
        with self.database.transaction() as session:
            board = self.watched(session, rules.board)
            assert board is not None
            review = self._review_of(session, board, first=report.kind == "first")
            kept = kept_of(session, rules.board)
            concerned = [each for each in found.forms if found.matters(each, rules)]
            review.read(concerned, found, kept)
            todo, waits = concerned, list[datetime]()
            if report.kind == "catch-up":
                todo, waits = review.sift(concerned, found, kept)
        for card_ids in _chunks(todo):
            judged = None
            while judged is None:
                judged = self._judge(review, card_ids, found, report)
            waits += [at for at in judged if at is not None]
            report.woken += judged.count(None)
        with self.database.transaction() as session:
            if waits:
                self._look_again(session, rules, min(waits) + TOGETHER)
            if found.rules_changed:
                self._wake_overtaken(session, concerned, report)
            talk = set(concerned).intersection(found.changed)
            self._wake(
                session, list(talked_about(session, found, sorted(talk))), report, fresh=False
            )

    def _judge(
        self,
        review: Review,
        card_ids: Sequence[str],
        found: Comparison,
        report: Report,
    ) -> list[datetime | None] | None:
        """Judge some cards; returns, for each that wants a run, when (UTC), or None where it was woken now.

        None in place of the list where a run was quicker with one of them: then judge them all again.
        """
        with self.database.transaction() as session:
            newer = read_since(session, card_ids, report.at)
            known = [each for each in card_ids if each not in newer]
            seen = replace(review, session=session, now=now(), together=Together())
            judged = list(seen.judge(known, found, thorough=report.kind != "catch-up"))
            alone(session)
            if read_since(session, known, report.at):
                session.rollback()
                return None
            seen.together.write(session)
            self._wake(session, [card_id for card_id, at in judged if at is None], report)
        return [at for _, at in judged]

    def _wake_overtaken(self, session: Session, concerned: Sequence[str], report: Report) -> None:
        """Wake cards whose run was quicker than this look: it may have judged them by the lists, labels
        and people of before.
        """
        alone(session)
        for card_ids in _chunks(concerned):
            runs = read_since(session, card_ids, report.at) | wakes.wanting(session, card_ids)
            self._wake(session, sorted(runs), report)

    def _wake(
        self, session: Session, card_ids: Sequence[str], report: Report, *, fresh: bool = True
    ) -> None:
        """Have these cards run, behind those on which people act."""
        fresh_at = report.at if fresh else None
        wake_behind(session, self.enqueue, card_ids, report.board_id, now(), fresh_at=fresh_at)

    def _look_again(self, session: Session, rules: BoardRules, at: datetime) -> None:
        """Look at the board once more for all cards that are still being filled in."""
        run = wakes.Run("board", rules.board, rules.board, 0, (), None, by_timer=False)
        wakes.ensure(session, run, now())
        wakes.again_at(session, self.enqueue, new_id("settle"), run, at, now())

    def _review_of(self, session: Session, board: Watched, *, first: bool) -> Review:
        url = self.settings.rules_url(board.rules.board)
        return Review(session, board, self.settings.language, url, now(), first=first)


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


def _file(session: Session, report: Report) -> None:
    session.add(
        DriftRow(
            board_id=report.board_id,
            at=report.at,
            kind=report.kind,
            compared=report.compared,
            repaired=report.repaired,
            differences=[[each.id, list(each.fields)] for each in report.differences[:SHOWN]],
        )
    )
