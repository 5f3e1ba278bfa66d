"""Reading a whole board: the mirror is brought up to date, and what differed is told.

A snapshot never writes over what was read after it began.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.rulebook_values import BoardRules, Rulebook
from rules.verdict import Language
from sync import mirror, verdicts, wakes
from sync.boards import Watched, watched
from sync.clock import now
from sync.db import Database, alone
from sync.errors import Refused, TooMany
from sync.gateway import Gateway, Which
from sync.jobs import new_id
from sync.links import rules_url
from sync.mirror_forms import Form, attach_checklists, board_form, card_form, differences
from sync.models import BoardRow, CardRow
from sync.records import DriftRow
from sync.review import Review, Twins

Kind = Literal["first", "catch-up", "full", "dry-run"]
QUIET = frozenset({"last_activity", "pos"})
"""What may differ without anybody having to look at the card again."""

PAGE = 1000
TOGETHER = timedelta(seconds=5)
"""Cards that settle within so short a time are looked at together."""

CHUNK = 200
"""So many cards are written in one transaction."""

SHOWN = 500
"""So many differences are kept in a drift report; the count tells the rest."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One card (or the board itself) that the mirror had wrong: the names of the fields, no values."""

    id: str
    fields: tuple[str, ...]


@dataclass(slots=True)
class Report:
    """What a snapshot found. `compared`: cards compared field by field; `woken`: judged again."""

    board_id: str
    kind: Kind
    at: datetime
    compared: int = 0
    differences: list[Difference] = field(default_factory=list)
    repaired: bool = True
    woken: int = 0


@dataclass(frozen=True, slots=True)
class Snapshots:
    """Reads boards whole. Safe for threads."""

    database: Database
    gateway: Gateway
    rulebook: Rulebook
    enqueue: wakes.Enqueue
    language: Language = "fr"
    public_url: str = ""
    secret: str = ""

    def take(self, board_id: str, kind: Kind = "full") -> Report:
        """Read the board, repair the mirror (unless `kind` is "dry-run"), wake what changed.

        Every field of every card is compared. A "catch-up" judges what changed and what time has
        changed the verdict of; a "full" one judges everything again, whatever the reason may be. A
        catch-up that finds lists, labels, people or fields changed judges everything too. A
        catch-up reads the open cards: one call for a board however many years of archived cards it
        has. An open card that is not among them any more is read by itself.

        Raises `TrelloError` where Trello could not be asked, `KeyError` for an unknown board.
        """
        rules = self.rulebook.board(board_id)
        if rules is None:
            raise KeyError(board_id)
        bot_id = self.gateway.me()["id"]
        began = now()
        with self.database.transaction() as session:
            first = session.get(BoardRow, board_id) is None
        whole = first or kind != "catch-up"
        meta, cards = read_board(self.gateway.bulk(), board_id, "all" if whole else "open")
        with self.database.transaction() as session:
            report = Report(board_id, "first" if first and kind != "dry-run" else kind, began)
            found = _compare(session, board_id, meta, cards, report, whole=whole)
            if kind == "dry-run":
                report.repaired = False
                _file(session, report)
                return report
        with self.database.transaction() as session:
            alone(session)
            mirror.save_board(session, meta)
            if found.rules_changed and not first:
                report.kind = "full"
                session.get_one(BoardRow, board_id).full_snapshot_at = None  # until it is done
        for card_ids in _chunks(found.changed):
            self._repair(found, card_ids, began)
        self._review(rules, bot_id, found, report)
        with self.database.transaction() as session:
            alone(session)
            self._forget(session, found, began, whole=whole)
            for card_id in found.absent:
                wakes.wake(
                    session, self.enqueue, new_id("absent"), "card", card_id, board_id, began
                )
            _file(session, report)
        return report

    def _repair(self, found: _Comparison, card_ids: Sequence[str], began: datetime) -> None:
        """Write some cards. Short transactions, because deliveries wait for the one writer."""
        with self.database.transaction() as session:
            alone(session)
            newer = read_since(session, card_ids, began)
            written = [each for each in card_ids if each not in newer]
            found.known.update(mirror.load_cards(session, written))
            forms = [(found.forms[each], found.fields(each)) for each in written]
            mirror.save_forms(session, forms, began)

    def _forget(
        self, session: Session, found: _Comparison, began: datetime, *, whole: bool
    ) -> None:
        newer = read_since(session, found.gone, began)
        for card_id in set(found.gone) - newer:
            mirror.card_gone(session, card_id, began)
            verdicts.drop(session, card_id)
        row = session.get_one(BoardRow, found.meta["id"])
        row.snapshot_at = began
        if whole:
            row.full_snapshot_at = began

    def _review(self, rules: BoardRules, bot_id: str, found: _Comparison, report: Report) -> None:
        """Judge every card that the rules concern, in the mirror; wake those that need more.

        A changed label, an archived list or the passing of time costs no call for the cards whose
        verdict they do not change.
        """
        with self.database.transaction() as session:
            board = watched(session, rules.board, self.rulebook, bot_id, now())
            assert board is not None
            review = self._review_of(session, board)
            concerned = [each for each in found.forms if found.matters(each, rules)]
            others = review.twins(concerned, found)
        waits: list[datetime] = []
        for card_ids in _chunks(concerned):
            judged = None
            while judged is None:
                judged = self._judge(board, others, card_ids, found, report)
            waits += [at for at in judged if at is not None]
            report.woken += judged.count(None)
        if waits:
            with self.database.transaction() as session:
                self._look_again(session, rules, min(waits) + TOGETHER)

    def _judge(
        self,
        board: Watched,
        others: Twins,
        card_ids: Sequence[str],
        found: _Comparison,
        report: Report,
    ) -> list[datetime | None] | None:
        """Judge some cards: for each that wants a run when, or None where it was woken now.

        None for all where a run was quicker with one of them: then they are to be judged again.
        """
        with self.database.transaction() as session:
            newer = read_since(session, card_ids, report.at)
            known = [each for each in card_ids if each not in newer]
            seen = self._review_of(session, board, others)
            judged = list(seen.judge(known, found, thorough=report.kind != "catch-up"))
            alone(session)
            if read_since(session, known, report.at):
                session.rollback()
                return None
            for card_id, at in judged:
                if at is None:
                    self._wake(session, card_id, report)
        return [at for _, at in judged]

    def _wake(self, session: Session, card_id: str, report: Report) -> None:
        job, board, at = new_id("snapshot"), report.board_id, report.at
        wakes.wake(session, self.enqueue, job, "card", card_id, board, at, fresh_at=at)

    def _look_again(self, session: Session, rules: BoardRules, at: datetime) -> None:
        """Cards that are still being filled in: one more look at the board serves them all."""
        run = wakes.Run("board", rules.board, rules.board, 0, (), None, by_timer=False)
        wakes.ensure(session, run, now())
        wakes.again_at(session, self.enqueue, new_id("settle"), run, at, now())

    def _review_of(self, session: Session, board: Watched, others: Twins | None = None) -> Review:
        url = rules_url(self.public_url, self.secret, board.rules.board)
        return Review(session, board, self.language, url, now(), others)


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


def read_board(
    gateway: Gateway, board_id: str, which: Which = "all"
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The board and its cards: one call, or pages where there are more than 1,000 cards."""
    try:
        data = gateway.board(board_id, which)
    except TooMany:
        meta, page = _first_page(gateway, board_id, which)
        return meta, _pages(gateway, board_id, which, page)
    attach_checklists(data)
    cards = data.pop("cards", [])
    if len(cards) < PAGE or _is_whole(cards):
        return data, cards
    return data, _pages(gateway, board_id, which, gateway.board_cards_page(board_id, None, which))


def _first_page(
    gateway: Gateway, board_id: str, which: Which
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    try:
        return gateway.board_and_first_page(board_id, which)
    except (Refused, TooMany):
        return gateway.board_meta(board_id), gateway.board_cards_page(board_id, None, which)


def _pages(
    gateway: Gateway, board_id: str, which: Which, page: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Every card of the board, from its first page on."""
    found = {each["id"]: each for each in page}
    while len(page) == PAGE and not _is_whole(found.values()):
        page = gateway.board_cards_page(board_id, min(found), which)
        fresh = {each["id"]: each for each in page if each["id"] not in found}
        if not fresh:
            break
        found.update(fresh)
    return list(found.values())


def _is_whole(cards: Collection[Mapping[str, Any]]) -> bool:
    """Whether no card can be missing: Trello numbers a board's cards from 1 without a gap, and as
    many are here as the highest number says.
    """
    numbers = [each.get("idShort") for each in cards]
    known = [each for each in numbers if isinstance(each, int)]
    return len(known) == len(numbers) and max(known, default=0) == len(known)


@dataclass(slots=True)
class _Comparison:
    """The mirror beside the board."""

    meta: dict[str, Any]
    forms: dict[str, Form]
    known: dict[str, Form]
    changed: list[str]
    gone: list[str]
    absent: list[str]
    rules_changed: bool
    """Lists, labels, people or fields differ: what is done about a card may, though it does not."""

    def fields(self, card_id: str) -> list[str]:
        """The names of what differs for this card."""
        return differences(self.known.get(card_id), self.forms[card_id])

    def matters(self, card_id: str, rules: BoardRules) -> bool:
        """Whether the rules have anything to say about the list where the card is, or was."""
        form = self.forms[card_id]
        lists = {form["list_id"], self.known.get(card_id, form)["list_id"]}
        return not lists.isdisjoint(lists_that_matter(rules))


def _compare(
    session: Session,
    board_id: str,
    meta: dict[str, Any],
    cards: Sequence[Mapping[str, Any]],
    report: Report,
    *,
    whole: bool,
) -> _Comparison:
    """Compare every field of every card, and of the board.

    Unless the `whole` board was read, an open card that is missing is not gone for certain.
    """
    began = report.at
    forms = {each["id"]: card_form({**each, "idBoard": board_id}) for each in cards}
    known = mirror.load_board_cards(session, board_id)
    elsewhere = mirror.load_cards(session, [each for each in forms if each not in known])
    newer = read_since(session, [*forms, *known], began)
    board_fields = differences(mirror.load_board_form(session, board_id), board_form(meta))
    changed = []
    for card_id, form in forms.items():
        fields = differences(known.get(card_id) or elsewhere.get(card_id), form)
        if fields and card_id not in newer:
            changed.append(card_id)
            # A comment of ours moves this date, and no answer tells it: that is not a drift.
            if fields != ["last_activity"]:
                report.differences.append(Difference(card_id, tuple(fields)))
    missing = [each for each in known if each not in forms and each not in newer]
    gone = missing if whole else []
    absent = [] if whole else [each for each in missing if not known[each]["closed"]]
    report.differences += [Difference(each, ("extra",)) for each in (*gone, *absent)]
    if board_fields:
        report.differences.append(Difference(board_id, tuple(board_fields)))
    report.compared = len(forms)
    rules_changed = bool(set(board_fields) - {"name", "url"})
    return _Comparison(meta, forms, {**elsewhere, **known}, changed, gone, absent, rules_changed)


def read_since(session: Session, ids: Sequence[str], began: datetime) -> set[str]:
    """Those of these cards that were read, moved by us or found gone since the snapshot began."""
    newer: set[str] = set()
    row = CardRow
    for start in range(0, len(ids), 500):
        query = sa.select(row.id).where(
            row.id.in_(ids[start : start + 500]), (row.read_at > began) | (row.gone_at > began)
        )
        newer.update(session.scalars(query))
    return newer


def lists_that_matter(rules: BoardRules) -> frozenset[str]:
    """The lists about whose cards the rules have something to say."""
    return frozenset(
        (*rules.intake, *rules.incomplete, *rules.accepted, *rules.passed, *rules.failed)
    )


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
