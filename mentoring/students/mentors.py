"""The mentors of the boards, with how many students each one follows: mentorships first, then cards."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.school.caseload import Attributed, followed
from mentoring.school.model import Defence, Mentor, Transfer
from mentoring.school.profiles import profile_from
from mentoring.school.read import defences, transfers
from mentoring.school.tables import ProfileRow
from mentoring.students.tables import MentorshipRow, StudentCardRow, StudentRow
from rules.rulebook.values import Rulebook
from sync.rulebook.boards import WRITERS, managers_of
from sync.storage import trello_tables
from sync.trello.bot import bot_id


def mentors(
    session: Session,
    rulebook: Rulebook,
    now: datetime,
    seen: tuple[Sequence[Defence], Sequence[Transfer]] | None = None,
    boards: Collection[str] | None = None,
) -> list[Mentor]:
    """Return everybody who may write on one of these boards (None: on any) and is no robot, by name.
    `seen`: the defences and transfers that were read just now, if any; they tell how many students each
    one follows.
    """
    if seen is None:
        seen = defences(session, rulebook, now), transfers(session, rulebook, now)
    following = followed(*seen, now, attributed(session))
    managers = {each for rules in rulebook.boards.values() for each in managers_of(session, rules)}
    filled = session.execute(sa.select(ProfileRow.member_id, ProfileRow.profile))
    profiles = {row.member_id: row.profile for row in filled}
    return [
        Mentor(
            id=row.id,
            name=row.full_name or row.username,
            username=row.username,
            manager=row.id in managers,
            profile=profile_from(profiles[row.id]) if row.id in profiles else None,
            following=len(following.get(row.id, ())),
        )
        for row in people(session, rulebook, boards)
    ]


def people(
    session: Session, rulebook: Rulebook, among: Collection[str] | None = None
) -> Sequence[sa.Row[str, str, str]]:
    """Return everybody who may write on a watched board (one `among` these) and is no robot, by name: each
    as `id`, `username`, `full_name`.
    """
    member, membership = trello_tables.MemberRow, trello_tables.MembershipRow
    boards = [x.board for x in rulebook.boards.values() if among is None or x.board in among]
    taking_part = sa.select(membership.member_id).where(
        membership.board_id.in_(boards), membership.role.in_(WRITERS)
    )
    query = sa.select(member.id, member.username, member.full_name).where(
        member.id.in_(taking_part)
    )
    robots = [each.casefold() for rules in rulebook.boards.values() for each in rules.robots]
    query = query.where(sa.func.lower(member.username).not_in(robots))
    robot = bot_id(session)
    if robot is not None:
        query = query.where(member.id != robot)
    return session.execute(query.order_by(member.full_name, member.id)).all()


def attributed(session: Session) -> Attributed:
    """Return who follows the counted students, as their mentorships say: for these, cards are not asked."""
    student, given, card = StudentRow, MentorshipRow, StudentCardRow
    active = sa.select(student.id).where(student.active_at.is_not(None))
    open_ = sa.select(given.member_id, given.student_id).where(
        given.until.is_(None), given.student_id.in_(active)
    )
    names = sa.select(student.name_key, student.course).where(student.active_at.is_not(None))
    cards = sa.select(card.card_id).where(card.student_id.in_(active))
    return Attributed(
        mentors=tuple((row[0], row[1]) for row in session.execute(open_)),
        pupils=frozenset((row[0], row[1]) for row in session.execute(names)),
        cards=frozenset(session.scalars(cards)),
    )
