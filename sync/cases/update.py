"""What people do with a card as a whole: they put it forward, take it away, or put it back.

A gesture lasts until the settle window after it has passed: what somebody does meanwhile belongs to
it, and whether a card was put back as it was is decided by how it is then. So nothing hangs on
which state in between was seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from rules.clerk_memory import PutBack
from rules.trello_json.arrivals import LIST_ARRIVALS, entered
from sync.cases.activity import WORTH, Acts, read_acts
from sync.cases.case import SOMEBODY, CaseFile
from sync.mirror.forms import Form
from sync.storage.tables import DeliveryRow

NEW: Final = "new"
MOVED: Final = "moved"
BACK: Final = "back"
NOT_AN_EDIT = frozenset({"last_activity", "pos"})


def bring_up_to_date(
    case: CaseFile, before: Form | None, changed: list[str], acts: Acts, now: datetime
) -> PutBack | None:
    """Take in what changed since the mirror's last look. Returns the put-back, if it was one.

    `before` is the card as the mirror had it, None if it had not. Where no delivery tells who
    or when, the card's last activity stands for when.
    """
    _touched(case, before, changed, acts, now)
    _learn_who(case, acts, now)
    return _entered(case, before, acts, now)


def _touched(
    case: CaseFile, before: Form | None, changed: list[str], acts: Acts, now: datetime
) -> None:
    row, before_that = case.row, case.row.touched_at
    if acts.touched_at is not None and (before_that is None or acts.touched_at >= before_that):
        row.touched_at, row.touched_by = min(acts.touched_at, now), acts.touched_by
    if before is None or row.touched_at is None or set(changed) - NOT_AN_EDIT:
        _seen_edited(case, acts, min(case.card.last_activity or now, now))
    _no_longer_new(case, before_that)
    if "due" in changed or acts.due_at is not None:
        row.due_changed_at = acts.due_at or case.card.last_activity or now
        row.due_changed_by, row.due_changed_by_agent = acts.due_by, acts.due_by_agent


def _seen_edited(case: CaseFile, acts: Acts, last: datetime) -> None:
    """Note an edit that the card itself shows and that the deliveries at hand do not tell."""
    row = case.row
    if acts.touched_at is None:
        row.touched_by = None
    if acts.touched_at is None or row.touched_at is None or last > row.touched_at:
        row.touched_at = last


def _no_longer_new(case: CaseFile, touched_before: datetime | None) -> None:
    """Treat a card as new no longer once it has rested for as long as a new one must."""
    touched = case.row.touched_at
    rested = touched_before and touched and touched - touched_before > case.rules.settle_new
    if rested and case.row.gesture == NEW:
        case.row.gesture = MOVED


def _learn_who(case: CaseFile, acts: Acts, now: datetime) -> None:
    """Learn from a late delivery who did what a snapshot had only seen; an AI agent's put-back was none."""
    if acts.entered_by is None:
        return
    if case.row.put_forward_by is None:
        case.row.put_forward_by = acts.entered_by
    hold = case.hold_row
    if hold is not None and hold.by == SOMEBODY:
        hold.by = case.name_of(acts.entered_by, acts.names)
        hold.until = now if acts.entered_by_agent else hold.until


def _entered(case: CaseFile, before: Form | None, acts: Acts, now: datetime) -> PutBack | None:
    """Note how the card came into its list. Returns the put-back while that gesture lasts."""
    row, rules = case.row, case.rules
    if case.card.list_id not in rules.intake:
        _left(case)
        return None
    came_from = before["list_id"] if before else None
    if came_from not in rules.intake:
        _came_in(case, came_from, acts, now)
        if came_from in rules.incomplete and row.moved_fingerprint:
            row.gesture = BACK
    return _put_back(case, acts, now) if row.gesture == BACK else None


def settled(case: CaseFile, put_back: PutBack | None) -> None:
    """End the gesture: the settle window has passed."""
    if put_back is not None:
        case.row.put_backs = put_back.times
    case.row.gesture = MOVED


def _left(case: CaseFile) -> None:
    row = case.row
    if row.gesture == BACK:
        row.gesture = MOVED
    if case.card.list_id not in case.rules.incomplete:
        row.put_forward_at = None
        row.put_forward_sure = False
        row.moved_fingerprint = ""
        row.put_backs = 0


def _came_in(case: CaseFile, came_from: str | None, acts: Acts, now: datetime) -> None:
    row = case.row
    if came_from is None and acts.entered_at is None:
        acts = _came_with_list(case, now)
    at = acts.entered_at or (case.card.created if came_from is None else case.card.last_activity)
    row.gesture = NEW if came_from is None else MOVED
    row.gesture_at = min(at or now, now)
    if row.put_forward_at is None:
        row.put_forward_at = row.gesture_at
        row.put_forward_by = acts.entered_by or row.put_forward_by
        row.put_forward_sure = acts.entered_at is not None or came_from is not None


def _came_with_list(case: CaseFile, now: datetime) -> Acts:
    """Return who brought the list of a new card, and when: Trello tells of the list, not of its cards."""
    arrived = case.lists_arrived
    if arrived is None:
        arrived = lists_arrived(case.session, case.card.board_id, now)
    brought = [
        each
        for each in arrived
        if entered(each.type, each.action.get("data") or {}) == case.card.list_id
    ]
    return read_acts(brought, case.rules.intake, now)


def lists_arrived(session: Session, board_id: str, now: datetime) -> Sequence[DeliveryRow]:
    """Return what was told lately of lists that came to this board with their cards."""
    delivery = DeliveryRow
    query = sa.select(delivery).where(
        delivery.board_id == board_id,
        delivery.type.in_(LIST_ARRIVALS),
        delivery.date >= now - WORTH,
    )
    return session.scalars(query).all()


def _put_back(case: CaseFile, acts: Acts, now: datetime) -> PutBack | None:
    """Return who put the card back, and when; None for an AI agent, which is no person who knows better."""
    row = case.row
    told = acts if acts.entered_by is not None else _told_before(case, now)
    if told.entered_by_agent:
        return None
    return PutBack(
        by=case.name_of(told.entered_by, told.names),
        at=min(told.entered_at or row.gesture_at or now, now),
        fingerprint=row.moved_fingerprint,
        times=row.put_backs + 1 if row.moved_fingerprint == case.mark else 0,
    )


def _told_before(case: CaseFile, now: datetime) -> Acts:
    """Return what an earlier delivery of this gesture told of who it was."""
    delivery, begun = DeliveryRow, case.row.gesture_at
    if begun is None:
        return Acts()
    query = sa.select(delivery).where(delivery.card_id == case.card.id, delivery.date >= begun)
    return read_acts(case.session.scalars(query), case.rules.intake, now)
