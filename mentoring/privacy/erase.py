"""What names a student is erased on cards that are over; what happened, when and by which rule stays.

Figures read courses, projects, verdicts, moves and stays: none of them is touched.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.calendars.ics import short_url
from mentoring.effects.erasure import ERASE
from mentoring.notices.tables import NoticeRow
from mentoring.privacy.erase_records import erase_records, records_over
from mentoring.privacy.find_student import where_are
from mentoring.privacy.stored_about import CHILDREN, about
from mentoring.school.ask_tables import AskRow
from mentoring.school.outcome_tables import (
    DefenceLinksRow,
    FeedEventRow,
    FollowUpRow,
    OutcomeRow,
)
from rules.rulebook.values import Rulebook
from sync.clock import now
from sync.effects.kinds import names
from sync.effects.receipts import Effect, record
from sync.mirror.history_read import ERASED
from sync.rulebook.erasures import note_erasure
from sync.storage import trello_tables
from sync.storage.database import alone
from sync.storage.desk_tables import ClaimRow
from sync.storage.tables import (
    AcceptedTwinsRow,
    CardNotesRow,
    CaseRow,
    CommentRow,
    DeliveryRow,
    HoldRow,
    ReceiptRow,
    VerdictRow,
)

SKELETON: Final = frozenset(
    {
        *("list", "pos", "activity", "closed", "members", "at", "due", "sealed_at"),
        *("receipt", "card", "cards", "mode", "version", "notifies"),
    }
)
"""What a receipt's values keep: places, instants and ids. They name nobody."""

_DELETED_WHEN_GONE: Final[tuple[type[Any], ...]] = (
    *CHILDREN,
    trello_tables.CardRow,
    trello_tables.MirrorChangeRow,
    VerdictRow,
    CommentRow,
    ClaimRow,
    FeedEventRow,
)

_EMPTIED: Final[Mapping[type[Any], Mapping[str, Any]]] = {
    trello_tables.MirrorChangeRow: {"was": ERASED},
    CaseRow: {"twin_key": ""},
    CommentRow: {"text": "", "plain": ""},
    HoldRow: {"reason": ""},
    AcceptedTwinsRow: {"reason": ""},
    OutcomeRow: {"reasons": ""},
    AskRow: {"why": "", "reason": ""},
    DefenceLinksRow: {"video": "", "recording": ""},
}
"""Free texts, and what they become."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What became of a student's cards: nothing names them any more on those that are `gone`; of those
    that are `archived` only the mirror is left; those that are `open` lost what they were before.
    """

    gone: tuple[str, ...]
    archived: tuple[str, ...]
    open: tuple[str, ...]


def erase_student(
    session: Session, rulebook: Rulebook, card_ids: Collection[str], by: str, at: datetime
) -> Erased:
    """Erase what names a student on these cards, as far as they are over. A receipt on each says that
    it was done and by whom; the nightly purge knows by it which cards to finish.
    """
    alone(session)
    where = where_are(session, rulebook, trello_tables.CardRow.id.in_(card_ids))
    erased = Erased(
        *(
            tuple(each for each in card_ids if where.get(each) == wanted)
            for wanted in ("gone", "archived", "open")
        )
    )
    row = trello_tables.CardRow
    found = session.execute(sa.select(row.id, row.board_id).where(row.id.in_(card_ids)))
    boards = {each.id: each.board_id for each in found}
    erase_cards(session, erased.gone, erased.archived, at)
    if erase_past(session, erased.open):
        note_erasure(session, now())
    told = sa.select(ReceiptRow.card_id).where(ReceiptRow.command == ERASE.name)
    already = set(session.scalars(told.where(ReceiptRow.card_id.in_(card_ids))))
    for card_id in sorted({*erased.gone, *erased.archived} - already):
        record(session, Effect(boards[card_id], card_id, ERASE, by=by), at)
    return erased


def erase_cards(
    session: Session, gone: Collection[str], archived: Collection[str], at: datetime
) -> int:
    """Erase what names anybody on these cards, and the records of students who have no other card and
    are not counted. Returns how many rows were erased or changed.
    """
    count = erase_gone(session, gone) + erase_archived(session, archived)
    return count + erase_records(session, records_over(session, [*gone, *archived]), at)


def erase_gone(session: Session, card_ids: Collection[str]) -> int:
    """Erase what names anybody on cards that are gone from Trello, their mirror included.

    Returns how many rows were erased or changed. The caller has called `sync.storage.database.alone`.
    """
    note_erasure(session, now())
    count = sum(_delete(session, table, card_ids) for table in _DELETED_WHEN_GONE)
    marks = {CaseRow: "moved_fingerprint", HoldRow: "fingerprint"}
    for table, column in marks.items():  # short forms of what stood on the card
        count += _empty(session, table, {column: ""}, card_ids)
    return count + _erase_ours(session, card_ids, open_too=True)


def with_past(session: Session, card_ids: Collection[str]) -> list[str]:
    """Return those of these cards of which it is kept what they were before."""
    row = trello_tables.MirrorChangeRow
    query = sa.select(row.card_id).where(row.card_id.in_(card_ids), row.was != ERASED)
    return sorted(each for each in session.scalars(query.distinct()) if each is not None)


def erase_past(session: Session, card_ids: Collection[str]) -> int:
    """Erase what these cards were before, whatever they are now. Returns how many changes were emptied. The
    caller has called `sync.storage.database.alone`.
    """
    row = trello_tables.MirrorChangeRow
    return _empty(session, row, _EMPTIED[row], card_ids)


def erase_archived(session: Session, card_ids: Collection[str]) -> int:
    """Erase what Greffier itself added to cards that are archived; the mirror goes by Trello, where
    they still are. Returns how many rows were erased or changed. The caller has called
    `sync.storage.database.alone`.
    """
    note_erasure(session, now())
    count = _verdicts(session, card_ids)
    rows = session.scalars(sa.select(CommentRow).where(CommentRow.card_id.in_(card_ids)))
    for row in rows:
        if row.answer is not None:
            row.answer = None
            count += 1
    return count + _erase_ours(session, card_ids, open_too=False)


def _erase_ours(session: Session, card_ids: Collection[str], *, open_too: bool) -> int:
    """Erase what we wrote about these cards. `open_too`: also what is not concluded yet, which nobody
    will go on with.
    """
    count = _delete(session, CardNotesRow, card_ids) + _delete(session, NoticeRow, card_ids)
    count += sum(_empty(session, table, to, card_ids) for table, to in _EMPTIED.items())
    count += _receipts(session, card_ids, open_too=open_too)
    count += _deliveries(session, card_ids, open_too=open_too) + _addresses(session, card_ids)
    session.flush()
    return count


def _delete(session: Session, table: type[Any], card_ids: Collection[str]) -> int:
    found = session.execute(sa.delete(table).where(about(table, card_ids)))
    return _count(found)


def _empty(
    session: Session, table: type[Any], to: Mapping[str, Any], card_ids: Collection[str]
) -> int:
    differs = sa.or_(*(getattr(table, name) != value for name, value in to.items()))
    found = session.execute(sa.update(table).where(about(table, card_ids), differs).values(**to))
    return _count(found)


def _count(result: Any) -> int:
    return int(result.rowcount)


def _verdicts(session: Session, card_ids: Collection[str]) -> int:
    """Empty the verdicts of what was read; the verdicts themselves stay."""
    count = 0
    for row in session.scalars(sa.select(VerdictRow).where(VerdictRow.card_id.in_(card_ids))):
        bare = [{**each, "values": {}} for each in row.findings]
        if row.student is not None or row.findings != bare:
            row.student, row.findings = None, bare
            count += 1
    return count


def _receipts(session: Session, card_ids: Collection[str], *, open_too: bool) -> int:
    query = sa.select(ReceiptRow).where(ReceiptRow.card_id.in_(card_ids))
    if not open_too:
        query = query.where(ReceiptRow.state != "intended")
    count, dated = 0, names(lambda kind: kind.note in ("from", "to"))
    for row in session.scalars(query):
        bare = {
            "read": _bones(row.read),
            "before": _bones(row.before),
            "after": _bones(row.after),
            "note": row.note if row.command in dated else "",
        }
        if any(getattr(row, key) != value for key, value in bare.items()):
            count += 1
            for key, value in bare.items():
                setattr(row, key, value)
    return count


def _bones(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of a receipt's values names nobody; an address of a card loses its title."""
    kept = {key: value for key, value in values.items() if key in SKELETON}
    if short_url(str(values.get("url") or "")):
        kept["url"] = short_url(values["url"])
    return kept


def _deliveries(session: Session, card_ids: Collection[str], *, open_too: bool) -> int:
    """Empty the deliveries of what they say; who did what when stays until the delivery goes with its
    time.
    """
    row = DeliveryRow
    query = sa.select(row).where(row.card_id.in_(card_ids))
    if not open_too:
        query = query.where(row.settled_at.is_not(None))
    count = 0
    for each in session.scalars(query):
        if each.action:
            each.action = {}
            count += 1
    return count


def _addresses(session: Session, card_ids: Collection[str]) -> int:
    """Shorten the addresses of cards made after a defence: they have words of their titles."""
    count = 0
    for row in session.scalars(sa.select(FollowUpRow).where(about(FollowUpRow, card_ids))):
        short = short_url(row.url)
        if row.url != short:
            row.url = short
            count += 1
    return count
