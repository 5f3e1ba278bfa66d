"""Reading a whole board: the mirror is brought up to date, and what differed is told.

A snapshot never writes over what was read after it began.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy.orm import Session

from rules.evaluate import evaluate
from rules.holds import after_put_back
from rules.rulebook_values import BoardRules, Rulebook
from sync import decisions, mirror, verdicts, wakes
from sync.acts import Acts
from sync.boards import Watched, watched
from sync.casefile import CaseFile
from sync.clock import now
from sync.db import Database
from sync.errors import TooMany
from sync.gateway import Gateway
from sync.jobs import new_id
from sync.mirror_forms import Form, attach_checklists, board_form, card_form, differences
from sync.models import BoardRow, CardRow
from sync.reading import card_from
from sync.records import DriftRow

Kind = Literal["first", "catch-up", "full", "dry-run"]
QUIET = frozenset({"last_activity", "pos"})
"""What may differ without anybody having to look at the card again."""

PAGE = 1000
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

    def take(self, board_id: str, kind: Kind = "full") -> Report:
        """Read the board, repair the mirror (unless `kind` is "dry-run"), wake what changed.

        Raises `TrelloError` where Trello could not be asked, `KeyError` for an unknown board.
        """
        rules = self.rulebook.board(board_id)
        if rules is None:
            raise KeyError(board_id)
        bot_id = self.gateway.me()["id"]
        began = now()
        meta, cards = read_board(self.gateway.bulk(), board_id)
        with self.database.transaction() as session:
            first = session.get(BoardRow, board_id) is None
            report = Report(board_id, "first" if first and kind != "dry-run" else kind, began)
            found = _compare(session, board_id, meta, cards, began, report)
            if kind == "dry-run":
                report.repaired = False
                _file(session, report)
                return report
            mirror.save_board(session, meta)
        for start in range(0, len(found.changed), CHUNK):
            self._repair(found, found.changed[start : start + CHUNK], rules, bot_id, began)
        with self.database.transaction() as session:
            self._forget(session, found, began)
            self._wake(session, rules, bot_id, found, report)
            _file(session, report)
        return report

    def _repair(
        self,
        found: _Comparison,
        card_ids: Sequence[str],
        rules: BoardRules,
        bot_id: str,
        began: datetime,
    ) -> None:
        """Write some cards. Short transactions, because deliveries wait for the one writer."""
        with self.database.transaction() as session:
            board = watched(session, rules.board, self.rulebook, bot_id, now())
            assert board is not None
            newer = _read_since(session, card_ids, began)
            for card_id in card_ids:
                if card_id in newer:
                    continue
                form, known = found.forms[card_id], found.known.get(card_id)
                mirror.save_form(session, form, known, began)
                session.flush()
                if {form["list_id"], (known or form)["list_id"]} & _lists_that_matter(rules):
                    _note_change(session, board, form, known)

    def _forget(self, session: Session, found: _Comparison, began: datetime) -> None:
        for card_id in found.gone:
            mirror.card_gone(session, card_id, began)
            verdicts.drop(session, card_id)
        row = session.get_one(BoardRow, found.meta["id"])
        row.snapshot_at = row.full_snapshot_at = began
        session.flush()

    def _wake(
        self,
        session: Session,
        rules: BoardRules,
        bot_id: str,
        found: _Comparison,
        report: Report,
    ) -> None:
        board = watched(session, rules.board, self.rulebook, bot_id, now())
        assert board is not None
        for card_id in _to_judge(session, board, found):
            wakes.wake(
                session,
                self.enqueue,
                new_id("snapshot"),
                "card",
                card_id,
                rules.board,
                report.at,
                fresh_at=report.at,
            )
            report.woken += 1


def read_board(
    gateway: Gateway, board_id: str, progress: Callable[[int], None] | None = None
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The board and all its cards: one call, or pages where Trello finds one call too much.

    `progress` is told the number of cards read so far.
    """
    try:
        data = gateway.board(board_id)
        attach_checklists(data)
        cards = data.pop("cards", [])
        if len(cards) < PAGE:
            return data, cards
    except TooMany:
        data = gateway.board_meta(board_id)
        cards = []
    return data, [*_pages(gateway, board_id, cards, progress)]


def _pages(
    gateway: Gateway,
    board_id: str,
    cards: Sequence[dict[str, Any]],
    progress: Callable[[int], None] | None,
) -> Iterable[dict[str, Any]]:
    """Every card of the board. A nested read gives 1,000 at most, and not in the order of ids."""
    seen: set[str] = set()
    before: str | None = None
    while True:
        page = _page(gateway, board_id, before)
        fresh = [each for each in page if each["id"] not in seen]
        seen.update(each["id"] for each in fresh)
        yield from fresh
        if progress is not None:
            progress(len(seen))
        if len(page) < PAGE or not fresh:
            break
        before = min(each["id"] for each in page)
    yield from (each for each in cards if each["id"] not in seen)


def _page(gateway: Gateway, board_id: str, before: str | None) -> list[dict[str, Any]]:
    return gateway.board_cards_page(board_id, before, limit=PAGE)


@dataclass(slots=True)
class _Comparison:
    """The mirror beside the board."""

    meta: dict[str, Any]
    forms: dict[str, Form]
    known: dict[str, Form]
    changed: list[str]
    gone: list[str]
    rules_changed: bool


def _compare(
    session: Session,
    board_id: str,
    meta: dict[str, Any],
    cards: Sequence[Mapping[str, Any]],
    began: datetime,
    report: Report,
) -> _Comparison:
    """Compare every field of every card, and of the board."""
    forms = {each["id"]: card_form({**each, "idBoard": board_id}) for each in cards}
    known = mirror.load_board_cards(session, board_id)
    elsewhere = mirror.load_cards(session, [each for each in forms if each not in known])
    newer = _read_since(session, [*forms, *known], began)
    board_fields = differences(mirror.load_board_form(session, board_id), board_form(meta))
    changed = []
    for card_id, form in forms.items():
        fields = differences(known.get(card_id) or elsewhere.get(card_id), form)
        if fields and card_id not in newer:
            changed.append(card_id)
            report.differences.append(Difference(card_id, tuple(fields)))
    gone = [each for each in known if each not in forms and each not in newer]
    report.differences += [Difference(each, ("extra",)) for each in gone]
    if board_fields:
        report.differences.append(Difference(board_id, tuple(board_fields)))
    report.compared = len(forms)
    matters = bool(set(board_fields) - {"name", "url"})
    return _Comparison(meta, forms, {**elsewhere, **known}, changed, gone, matters)


def _read_since(session: Session, ids: Sequence[str], began: datetime) -> set[str]:
    newer: set[str] = set()
    for start in range(0, len(ids), 500):
        rows = session.query(CardRow.id).filter(
            CardRow.id.in_(ids[start : start + 500]), CardRow.read_at >= began
        )
        newer.update(row.id for row in rows)
    return newer


def _to_judge(session: Session, board: Watched, found: _Comparison) -> list[str]:
    """The cards that a changed field, a changed rule of the board or the passing of time concerns."""
    concerned = []
    changed = set(found.changed)
    matters = _lists_that_matter(board.rules)
    rows = verdicts.of_board(session, board.rules.board)
    for card_id, form in found.forms.items():
        before = found.known.get(card_id)
        if form["list_id"] not in matters and (before or form)["list_id"] not in matters:
            continue
        noisy = card_id in changed and set(differences(before, form)) - QUIET
        if noisy or _judges_otherwise(session, board, form, rows.get(card_id)):
            concerned.append(card_id)
    return concerned


def _lists_that_matter(rules: BoardRules) -> frozenset[str]:
    return frozenset(
        (*rules.intake, *rules.incomplete, *rules.accepted, *rules.passed, *rules.failed)
    )


def _note_change(session: Session, board: Watched, form: Form, before: Form | None) -> None:
    """Take the change into the card's case, as its delivery would have done."""
    card = card_from(session, form, board.form)
    case = CaseFile.open(session, card, board.rules)
    put_back = case.bring_up_to_date(before, differences(before, form), Acts(), now())
    hold = after_put_back(put_back, case.mark)
    if hold is not None:
        decisions.keep_hold(session, card, hold)


def _judges_otherwise(session: Session, board: Watched, form: Form, row: Any) -> bool:
    """Whether the verdict of today differs from the one that is kept."""
    card = card_from(session, form, board.form)
    case = CaseFile.open(session, card, board.rules)
    verdict = evaluate(card, board.ruled, now(), case.history())
    return row is None or verdicts.signature(verdicts.load(row)) != verdicts.signature(verdict)


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
