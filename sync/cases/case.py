"""The case of one card: what is known of its past, brought up to date by what people just did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.card import Card
from rules.clerk_memory import Answer, LivingComment, Note
from rules.fingerprint import fingerprint
from rules.history import History, Hold, HoldKind, Seal, Twin
from rules.holds import live
from rules.mentions.twin import TOLD
from rules.rulebook.values import BoardRules
from rules.settle import settle_until
from rules.titles.reader import Reading
from rules.verdict import Language
from sync.cases.twins import without_accepted
from sync.clock import now
from sync.storage.database import flush_alone
from sync.storage.many_rows import Together, among
from sync.storage.tables import (
    CardNotesRow,
    CaseRow,
    CommentRow,
    DeliveryRow,
    HoldRow,
    SealRow,
    VerdictRow,
)
from sync.storage.trello_tables import CardRow, MemberRow

SOMEBODY = "quelqu’un"
ANSWERED = timedelta(hours=24)
"""How long an answer stays in the comment, unless the verdict changes sooner."""
ENOUGH = TOLD + 1
"""How many twins are looked up: those that are told of, and one that says there are more."""


@dataclass(slots=True)
class CaseFile:
    """The rows about one card while a run works on it.

    `others`: the cards of the board by twin key, where all of them are at hand. `reading`: what was
    read of the student, where that is known already. `lists_arrived`: what was told of lists that came
    to the board, where it was looked up for many cards. `together`: where what is new waits to be written
    with that of other cards, if it does.
    """

    session: Session
    card: Card
    rules: BoardRules
    row: CaseRow
    hold_row: HoldRow | None
    seal_row: SealRow | None
    comment_row: CommentRow | None
    verdict_row: VerdictRow | None
    notes_row: CardNotesRow | None = None
    together: Together | None = None
    others: Mapping[str, tuple[Twin, ...]] | None = None
    reading: Reading | None = None
    lists_arrived: Sequence[DeliveryRow] | None = None

    @classmethod
    def open(
        cls, session: Session, card: Card, rules: BoardRules, *, keep: bool = True
    ) -> CaseFile:
        """Return the case of this card, begun where there is none. Unless `keep`, nothing is written."""
        return cls.of(session, card, rules, _rows(session, card.id), keep=keep)

    @classmethod
    def of(
        cls,
        session: Session,
        card: Card,
        rules: BoardRules,
        rows: Rows,
        together: Together | None = None,
        *,
        keep: bool = True,
    ) -> CaseFile:
        """Return the case of this card from rows that were read already. A new one goes to what is written
        `together`, where there is such.
        """
        row, hold, seal, comment, verdict, notes = rows
        if row is None and together is not None:
            row = together.new(CaseRow, card_id=card.id)
        if row is None:
            row = CaseRow(card_id=card.id, put_backs=0, gesture="", twin_key="")
            row.put_forward_sure, row.moved_fingerprint, row.waits = False, "", False
            if keep:
                session.add(row)
        if row.board_id != card.board_id:
            row.board_id = card.board_id
        return cls(session, card, rules, row, hold, seal, comment, verdict, notes, together)

    @property
    def mark(self) -> str:
        """What is checked of the card, in one short text."""
        return fingerprint(self.card)

    def look_again(self) -> None:
        """Read again what people's decisions may have changed."""
        flush_alone(self.session)
        rows = _rows(self.session, self.card.id)
        _, self.hold_row, self.seal_row, self.comment_row, self.verdict_row, self.notes_row = rows

    def name_of(self, member_id: str | None, names: Mapping[str, str]) -> str:
        """Return the full name of a member, from a delivery or from the mirror; `SOMEBODY` where neither
        knows it.
        """
        if member_id is None:
            return SOMEBODY
        if names.get(member_id):
            return names[member_id]
        member = self.session.get(MemberRow, member_id)
        return (member.full_name or member.username) if member else SOMEBODY

    def is_awake(self, acts_since: datetime | None) -> bool:
        """Return whether a person touched the card since the clerk began to act on its board."""
        return was_touched(self.row.touched_at, acts_since)

    def settles_at(self) -> datetime | None:
        """Return until when the card is left alone, UTC, or None."""
        row = self.row
        return settle_until(
            self.rules, self.card.list_id, row.gesture, row.touched_at, row.hurried_at
        )

    def history(self) -> History:
        """Return what the rules need to know of the past."""
        return History(
            put_forward_at=self.row.put_forward_at,
            put_forward_sure=self.row.put_forward_sure,
            seal=self._seal(),
            hold=self.hold(),
            twins=self.twins(),
        )

    def hold(self) -> Hold | None:
        """Return the hold on this card as it was written, whether or not it still holds."""
        row = self.hold_row
        if row is None:
            return None
        kind: HoldKind = "accepted" if row.kind == "accepted" else "suspended"
        return Hold(kind, row.by, row.at, row.until, row.fingerprint, row.reason)

    def live_hold(self, now: datetime) -> Hold | None:
        """Return the hold that still holds, or None."""
        return live(self.hold(), self.mark, now)

    def is_accepted(self, now: datetime) -> bool:
        """Return whether a manager took the card as it is."""
        hold = self.live_hold(now)
        return hold is not None and hold.kind == "accepted"

    def _seal(self) -> Seal | None:
        row = self.seal_row
        if row is None:
            return None
        changed = self.row.due_changed_at is not None and self.row.due_changed_at > row.sealed_at
        if not changed:
            return Seal(row.due, row.sealed_at)
        by = self.name_of(self.row.due_changed_by, {}) if self.row.due_changed_by else None
        at, agent = self.row.due_changed_at if by else None, self.row.due_changed_by_agent
        return Seal(row.due, row.sealed_at, by, at, by_agent=agent)

    def twins(self) -> tuple[Twin, ...]:
        """Return the oldest other open cards of the board for the same student and project."""
        if not self.row.twin_key:
            return ()
        if self.others is not None:
            found = self.others.get(self.row.twin_key, ())
            some = islice((each for each in found if each.card_id != self.card.id), ENOUGH)
            return without_accepted(self.session, self.card.id, tuple(some))
        this = {"key": self.row.twin_key, "board": self.card.board_id, "card": self.card.id}
        twins = tuple(Twin(*row) for row in self.session.execute(_TWINS, this))
        return without_accepted(self.session, self.card.id, twins)

    def comment(self) -> LivingComment | None:
        """Return the living comment as it was written last, or None."""
        row = self.comment_row
        if row is None or (row.action_id is None and not row.deleted):
            return None
        return LivingComment(row.plain, tuple(row.told), row.deleted)

    def notes(self, language: Language) -> tuple[Note, ...]:
        """Return what stands in the comment whatever the verdict, in its order."""
        return notes_in(self.notes_row.notes if self.notes_row is not None else {}, language)

    def answer(self, language: Language) -> Answer | None:
        """Return the clerk's answer to the last order, while it stands in the comment; else None."""
        row = self.comment_row
        if row is None or not row.answer:
            return None
        values = tuple((str(key), str(value)) for key, value in row.answer["values"])
        return Answer(
            row.answer["key"], row.answer["by"], values, str(row.answer.get(language, ""))
        )

    def forget_answer(self) -> None:
        """Have the comment no longer answer the last order."""
        row = self.comment_row
        if row is not None and row.answer is not None:
            row.answer = None

    def forget_old_answer(self, now: datetime) -> None:
        """Do the same where the answer is a day old: who asked has read it, or nobody could write it."""
        row = self.comment_row
        at = row.answer.get("at") if row is not None and row.answer else None
        if at is not None and now - datetime.fromisoformat(at) >= ANSWERED:
            self.forget_answer()


_TWINS = (
    sa.select(CardRow.id, CardRow.name, CardRow.url, CaseRow.course)
    .join(CaseRow, CaseRow.card_id == CardRow.id)
    .where(
        CaseRow.twin_key == sa.bindparam("key"),
        CaseRow.board_id == sa.bindparam("board"),
        CardRow.id != sa.bindparam("card"),
        CardRow.gone_at.is_(None),
        CardRow.closed.is_(False),
    )
    .order_by(CardRow.id)
    .limit(ENOUGH)
)


def notes_in(found: Mapping[str, Any], language: Language) -> tuple[Note, ...]:
    """Return the paragraphs of a card (`CardNotesRow.notes`) that are still to be read, in their order."""
    valid = [each for each in found.items() if not _is_over(each[1].get("until"))]
    ranked = sorted(valid, key=lambda each: (each[1]["rank"], each[0]))
    return tuple(Note(code, it[language], tuple(it["calls"])) for code, it in ranked)


def was_touched(at: datetime | None, since: datetime | None) -> bool:
    """Return whether a card that a person touched last at `at` was touched since `since` (both UTC)."""
    return at is not None and since is not None and at >= since


def _is_over(until: str | None) -> bool:
    return until is not None and datetime.fromisoformat(until) <= now()


Rows = tuple[
    CaseRow | None,
    HoldRow | None,
    SealRow | None,
    CommentRow | None,
    VerdictRow | None,
    CardNotesRow | None,
]
"""The rows about a card, in the order of `TABLES`."""

TABLES: tuple[Any, ...] = (CaseRow, HoldRow, SealRow, CommentRow, VerdictRow, CardNotesRow)
WRITTEN = (CommentRow, CardNotesRow)
"""The tables of what stands in a comment: a verdict does not depend on them."""


def _rows(session: Session, card_id: str) -> Rows:
    """Return what is kept about a card, by one query."""
    case, hold, seal, comment, verdict, notes = session.execute(_ROWS, {"card": card_id}).one()
    return case, hold, seal, comment, verdict, notes


def _query_of_rows() -> sa.Select[Any]:
    card = sa.select(sa.bindparam("card", type_=sa.String).label("id")).subquery()
    query = sa.select(*TABLES).select_from(card)
    for each in TABLES:
        query = query.outerjoin(each, each.card_id == card.c.id)
    return query


_ROWS = _query_of_rows()


def rows_of(
    session: Session, card_ids: Sequence[str], *, read_only: bool = False
) -> dict[str, Rows]:
    """Return what is kept about many cards, by card id: one query a table.

    `read_only`: the rows cannot be changed, and come in half the time, without those of `WRITTEN`.
    """
    found: dict[str, list[Any]] = {each: [None] * len(TABLES) for each in card_ids}
    for place, table in enumerate(TABLES):
        if read_only and table in WRITTEN:
            continue
        wanted = table.__table__.columns if read_only else (table,)
        query = sa.select(*wanted).where(among(session, table.card_id, card_ids))
        rows = session.execute(query) if read_only else session.scalars(query)
        for row in rows:
            found[row.card_id][place] = row
    return {key: tuple(rows) for key, rows in found.items()}
