"""The events of all calendars, as they were last told: so each change raises an event's number, and what is
not to take place any more is told as cancelled. Only initials of a student are kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.calendars.ics import Event, Part, initials, short_url
from mentoring.school.model import Defence, Transfer
from mentoring.school.outcome_tables import DefenceLinksRow, FeedEventRow
from sync.storage.database import alone
from sync.storage.trello_tables import MemberRow

KEPT: Final = timedelta(days=90)
"""How long an event stays in calendars after its date."""


def keep_events(
    session: Session,
    defences: Iterable[Defence],
    transfers: Iterable[Transfer],
    now: datetime,
    only: Collection[str] | None = None,
) -> int:
    """Bring the kept events in line with the school as it is. Returns how many changed.

    `only`: the ids of the cards that may differ; None where all of them were given.
    """
    defences = list(defences)
    links = _links(session, defences)
    lately = (row for row in _wanted(defences, transfers, links) if row["starts"] >= now - KEPT)
    wanted = {row["card_id"]: row for row in lately}
    known = _kept(session, only)
    if not _differing(wanted, known, now):
        return 0
    alone(session)
    session.expire_all()
    known = _kept(session, only)
    changed = _differing(wanted, known, now)
    for card_id in changed:
        _change(session, known.get(card_id), wanted.get(card_id), now)
    session.flush()
    return len(changed)


def _kept(session: Session, only: Collection[str] | None) -> dict[str, FeedEventRow]:
    query = sa.select(FeedEventRow)
    if only is not None:
        query = query.where(FeedEventRow.card_id.in_(only))
    return {row.card_id: row for row in session.scalars(query)}


def _links(session: Session, defences: Sequence[Defence]) -> Mapping[str, dict[str, str]]:
    """Return where these defences are held and recorded, as far as it is said, by card id."""
    known = {each.card_id for each in defences}
    return {
        row.card_id: {key: url for key in ("video", "recording") if (url := getattr(row, key))}
        for row in session.scalars(sa.select(DefenceLinksRow))
        if row.card_id in known
    }


def _wanted(
    defences: Iterable[Defence],
    transfers: Iterable[Transfer],
    links: Mapping[str, dict[str, str]],
) -> Iterable[Mapping[str, Any]]:
    for each in defences:
        if each.at is not None:
            people = {"mentors": list(each.mentors), "validator": each.validator}
            tentative = each.role in ("intake", "incomplete")
            told = {"what": "defence", "tentative": tentative, **people}
            yield _fields(each, each.at, {**told, **links.get(each.card_id, {})})
    for one in transfers:
        if one.end is not None:
            yield _fields(one, one.end, {"what": "end", "mentors": list(one.mentors)})


def _fields(card: Defence | Transfer, starts: datetime, what: dict[str, Any]) -> Mapping[str, Any]:
    told = {
        **what,
        "initials": initials(card.student),
        "course": card.course,
        "project": card.project,
        "url": short_url(card.url),
    }
    people = sorted({*card.mentors, *([what["validator"]] if what.get("validator") else [])})
    return {
        "card_id": card.card_id,
        "board_id": card.board_id,
        "starts": starts,
        "what": told,
        "people": people,
    }


def _differing(
    wanted: Mapping[str, Mapping[str, Any]], known: Mapping[str, FeedEventRow], now: datetime
) -> list[str]:
    """Return the cards whose event is to be written, cancelled or forgotten."""
    found = []
    for card_id in wanted.keys() | known.keys():
        row, fields = known.get(card_id), wanted.get(card_id)
        if fields is None and row is not None:
            to_cancel = row.cancelled_at is None and row.starts > now
            if to_cancel or row.starts < now - KEPT:
                found.append(card_id)
        elif fields is not None and not _same(row, fields):
            found.append(card_id)
    return sorted(found)


def _same(row: FeedEventRow | None, fields: Mapping[str, Any]) -> bool:
    return (
        row is not None
        and row.cancelled_at is None
        and all(getattr(row, name) == value for name, value in fields.items())
    )


def _change(
    session: Session, row: FeedEventRow | None, fields: Mapping[str, Any] | None, now: datetime
) -> None:
    if row is None and fields is not None:
        session.add(FeedEventRow(**fields, sequence=0, changed_at=now))
    elif row is not None and fields is not None:
        for name, value in fields.items():
            setattr(row, name, value)
        row.sequence, row.changed_at, row.cancelled_at = row.sequence + 1, now, None
    elif row is not None and row.starts < now - KEPT:
        session.delete(row)
    elif row is not None:
        row.sequence, row.changed_at, row.cancelled_at = row.sequence + 1, now, now


def events_of(
    session: Session, member_id: str, boards: Collection[str], now: datetime
) -> list[Event]:
    """Return what stands in a person's own calendar, as far as these boards know."""
    rows = [each for each in _lately(session, boards, now) if member_id in each.people]
    return [_event(row, _part(row, member_id)) for row in rows]


def events_of_boards(session: Session, boards: Collection[str], now: datetime) -> list[Event]:
    """Return what stands in the calendar of all: the events of these boards, with the names of who takes
    part.
    """
    rows = _lately(session, boards, now)
    names = _names(session, {each for row in rows for each in row.people})
    return [_event(row, "", names) for row in rows]


def event_of(session: Session, card_id: str) -> Event | None:
    """Return the event of one card, None where it has none. Its recording is left out: not everybody who
    reads the card may see it.
    """
    row = session.get(FeedEventRow, card_id)
    return replace(_event(row, ""), recording="") if row is not None else None


def _lately(session: Session, boards: Collection[str], now: datetime) -> Sequence[FeedEventRow]:
    row = FeedEventRow
    query = sa.select(row).where(row.starts > now - KEPT, row.board_id.in_(boards))
    return session.scalars(query.order_by(row.starts)).all()


def _part(row: FeedEventRow, member_id: str) -> Part:
    return "validator" if row.what.get("validator") == member_id else "mentor"


def _event(row: FeedEventRow, part: Part, names: Mapping[str, str] | None = None) -> Event:
    what, known = row.what, names or {}
    return Event(
        card_id=row.card_id,
        what=what["what"],
        starts=row.starts,
        initials=what["initials"],
        course=what["course"],
        project=what["project"],
        url=what["url"],
        part=part,
        tentative=bool(what.get("tentative")),
        cancelled=row.cancelled_at is not None,
        sequence=row.sequence,
        changed_at=row.changed_at,
        mentors=tuple(known[each] for each in what["mentors"] if each in known),
        validator=known.get(what.get("validator") or ""),
        video=what.get("video", ""),
        recording=what.get("recording", ""),
    )


def _names(session: Session, ids: Collection[str]) -> dict[str, str]:
    rows = session.scalars(sa.select(MemberRow).where(MemberRow.id.in_(ids)))
    return {row.id: row.full_name or row.username for row in rows}
