"""Profiles in the database: what a mentor says of themselves, to and from JSON, and what is new to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from mentoring.school.contacts import forget_contact
from mentoring.school.model import ASSETS, NO_PROFILE, Absence, Asset, Hours, Profile, Skill
from mentoring.school.tables import ProfileRow


def profile_from(data: Mapping[str, Any]) -> Profile:
    """Return the profile, from the JSON of its row."""
    return Profile(
        capacity=data["capacity"],
        adapts=data["adapts"],
        assets=assets_in(data["assets"]),
        validator=data["validator"],
        mentors=_skills(data["mentors"]),
        validates=_skills(data["validates"]),
        absences=tuple(
            Absence(date.fromisoformat(first), date.fromisoformat(last))
            for first, last in data["absences"]
        ),
        hours=tuple(Hours(*each) for each in data["hours"]),
    )


def profile_to(profile: Profile) -> dict[str, Any]:
    """Return the profile as JSON, as `profile_from` reads it; what has no order of its own is sorted."""
    return {
        "capacity": profile.capacity,
        "adapts": profile.adapts,
        "assets": list(profile.assets),
        "validator": profile.validator,
        "mentors": [list(each) for each in sorted(profile.mentors)],
        "validates": [list(each) for each in sorted(profile.validates)],
        "absences": [[x.first.isoformat(), x.last.isoformat()] for x in profile.absences],
        "hours": [[x.weekday, x.start, x.end] for x in profile.hours],
    }


def assets_in(texts: Iterable[str]) -> tuple[Asset, ...]:
    """Return the assets among these texts, each once, in their order."""
    given = set(texts)
    return tuple(each for each in ASSETS if each in given)


def profile_of(session: Session, member_id: str) -> Profile | None:
    """Return what this person said of themselves, None if nothing yet."""
    row = session.get(ProfileRow, member_id)
    return profile_from(row.profile) if row is not None else None


def is_silent(session: Session, member_id: str) -> bool:
    """Return whether this person has said nothing of themselves."""
    return (profile_of(session, member_id) or NO_PROFILE) == NO_PROFILE


def last_change(session: Session, member_id: str) -> tuple[datetime, str] | None:
    """Return when the profile was changed last, and by whom."""
    row = session.get(ProfileRow, member_id)
    return (row.at, row.by) if row is not None else None


def keep_profile(
    session: Session,
    member_id: str,
    profile: Profile,
    catalogue: Sequence[Skill],
    by: str,
    now: datetime,
) -> None:
    """Write the profile; whoever answers knows the projects of the catalogue from now on."""
    row = session.get(ProfileRow, member_id)
    if row is None:
        row = ProfileRow(member_id=member_id)
        session.add(row)
    row.profile, row.at, row.by = profile_to(profile), now, by[:64]
    row.known = [list(each) for each in catalogue]
    session.flush()


def dismiss_news(session: Session, member_id: str, catalogue: Sequence[Skill]) -> None:
    """Note that the person was asked about what is new, and has nothing to add."""
    row = session.get(ProfileRow, member_id)
    if row is not None:
        row.known = [list(each) for each in catalogue]
        session.flush()


def news_for(session: Session, member_id: str, catalogue: Sequence[Skill]) -> tuple[Skill, ...]:
    """Return the projects that are new since the person answered and concern them: those of a new
    course, and those of a course of theirs.
    """
    row = session.get(ProfileRow, member_id)
    if row is None:
        return ()
    known, profile = _skills(row.known), profile_from(row.profile)
    courses = {course for course, _ in known}
    own = {course for course, _ in profile.mentors | profile.validates}
    new = (each for each in catalogue if each not in known)
    return tuple(each for each in new if each[0] not in courses or each[0] in own)


def forget_profile(session: Session, member_id: str) -> bool:
    """Erase what a person said of themselves, and how they are reached. Returns whether there was
    anything.
    """
    reached = forget_contact(session, member_id)
    row = session.get(ProfileRow, member_id)
    if row is None:
        return reached
    session.delete(row)
    session.flush()
    return True


def _skills(pairs: Iterable[Sequence[str]]) -> frozenset[Skill]:
    return frozenset((course, project) for course, project in pairs)
