"""The tab "Mon profil": what a mentor says of themselves, and what a manager may see and set for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from mentoring.profiles.form import BadProfile, read_profile
from mentoring.profiles.remind import reminded_by
from mentoring.profiles.traces import Reader, What, last_look, leave
from mentoring.school.model import ASSETS, Mentor, Skill
from mentoring.school.profiles import (
    dismiss_news,
    forget_profile,
    keep_profile,
    last_change,
    news_for,
)
from mentoring.school.projects import Catalogue, Project, catalogue_of
from mentoring.students.mentors import mentors, people
from mentoring.students.read import mentored_by
from powerup.desk.contact.contact_routes import ROUTES as CONTACT_ROUTES
from powerup.desk.people import feeds, profile_texts, remind_texts
from powerup.desk.tab import Ask, Json, Route, Tab
from powerup.http import texts as api_texts
from powerup.http.errors import Denied, bad_input
from rules.bilingual import Sentence
from rules.formatting import joined, moment
from sync.clock import now

LARGEST: Final = 64 * 1024


def _answer(ask: Ask) -> Json:
    """Return the profile of the caller, or of `?member=` for a manager."""
    member = _whose(ask, ask.query.get("member", ""))
    with ask.powerup.database.transaction() as session:
        _trace(session, ask, "read", member)
        return _page(session, ask, member)


def _save(ask: Ask) -> Json:
    """Keep the profile that the page sends, and return it as it is kept. Raises `Denied` for a bad field."""
    member = _whose(ask, _text(ask, "member"))
    with ask.powerup.database.transaction() as session:
        _mentor(session, ask, member)
        skills = catalogue_of(session, ask.powerup.rulebook).skills
        try:
            profile = read_profile(ask.body.get("profile"), skills)
        except BadProfile as error:
            raise Denied(422, error.field, profile_texts.BAD[error.field]) from error
        keep_profile(session, member, profile, skills, ask.caller.person.name, now())
        _trace(session, ask, "write", member)
        return _page(session, ask, member)


def reader_of(ask: Ask) -> Reader:
    """Return the caller, as the one who reads or changes profiles."""
    return Reader(ask.caller.person.id, ask.caller.person.name)


def _trace(session: Any, ask: Ask, what: What, member_id: str) -> None:
    """Leave a trace of what the caller did, unless the profile is their own."""
    if member_id != ask.caller.person.id:
        leave(session, reader_of(ask), what, now(), [member_id])


def _dismiss(ask: Ask) -> Json:
    """Note that the caller has seen what is new, and has nothing to add."""
    with ask.powerup.database.transaction() as session:
        skills = catalogue_of(session, ask.powerup.rulebook).skills
        dismiss_news(session, ask.caller.person.id, skills)
    return {}


def _forget(ask: Ask) -> Json:
    """Erase the profile."""
    member = _whose(ask, _text(ask, "member"))
    with ask.powerup.database.transaction() as session:
        forget_profile(session, member)
        _trace(session, ask, "erase", member)
        return _page(session, ask, member)


def _news(ask: Ask) -> Json:
    """Return the line at the top of the desk: that a manager asks for the caller's profile (`asked`, which
    stays until it is filled in), or what is new for them; "" for nothing.
    """
    with ask.powerup.database.transaction() as session:
        by = reminded_by(session, ask.caller.person.id)
        catalogue = catalogue_of(session, ask.powerup.rulebook)
        new = news_for(session, ask.caller.person.id, catalogue.skills)
    text = remind_texts.ASKED.in_(ask.language).format(by=by) if by else _told(ask, new, catalogue)
    return {"text": text, "asked": bool(by)}


def _page(session: Any, ask: Ask, member_id: str) -> Json:
    mentor = _mentor(session, ask, member_id)
    own = member_id == ask.caller.person.id
    catalogue = catalogue_of(session, ask.powerup.rulebook)
    new = news_for(session, member_id, catalogue.skills)
    return {
        "member": {"id": mentor.id, "name": mentor.name, "own": own},
        "filled": mentor.profile is not None,
        "changed": _changed(session, ask, mentor),
        "following": mentor.following,
        "students": [
            {"id": x.id, "name": x.name, "about": " · ".join(y for y in (x.course, x.project) if y)}
            for x in mentored_by(session, member_id)
        ],
        "profile": _profile(mentor, catalogue),
        "courses": list(catalogue.courses),
        "projects": _named(catalogue.projects),
        "own": {course: _named(catalogue.of(course)) for course in catalogue.own if course},
        "assets": [{"code": x, "name": profile_texts.ASSETS[x].in_(ask.language)} for x in ASSETS],
        "days": [each.in_(ask.language) for each in profile_texts.DAYS],
        "zone": ask.powerup.rulebook.timezone.key.rpartition("/")[2].replace("_", " "),
        "new": [list(each) for each in new],
        "news": _told(ask, new, catalogue) if own else "",
    }


def _named(projects: Iterable[Project]) -> list[Json]:
    return [{"key": key, "name": name} for key, name in projects]


def _profile(mentor: Mentor, catalogue: Catalogue) -> Json:
    said = mentor.said
    return {
        "capacity": said.capacity,
        "adapts": said.adapts,
        "assets": list(said.assets),
        "validator": said.validator,
        "mentors": _by_course(said.mentors, catalogue),
        "validates": _by_course(said.validates, catalogue),
        "absences": [[x.first.isoformat(), x.last.isoformat()] for x in said.absences],
        "hours": [[x.weekday, x.start, x.end] for x in said.hours],
    }


def _by_course(skills: frozenset[Skill], catalogue: Catalogue) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for course, key in catalogue.skills:
        if (course, key) in skills:
            found.setdefault(course, []).append(key)
    return found


def _told(ask: Ask, new: tuple[Skill, ...], catalogue: Catalogue) -> str:
    """Return what is new, by course: a whole course by its name, else its projects."""
    if not new:
        return ""
    told = []
    for course in dict.fromkeys(course for course, _ in new):
        keys = [key for each, key in new if each == course]
        names = joined([catalogue.name_of(key, course) for key in keys], ask.language)
        whole = len(keys) == len(catalogue.of(course))
        told.append(course if whole else f"{course} ({names})")
    return profile_texts.NEWS.in_(ask.language).format(what=joined(told, ask.language))


def _changed(session: Any, ask: Ask, mentor: Mentor) -> str:
    zone, seen = ask.powerup.rulebook.timezone, _seen(session, ask, mentor)
    told = ((profile_texts.CHANGED, last_change(session, mentor.id)), (profile_texts.SEEN, seen))
    return " ".join(
        text.in_(ask.language).format(at=moment(found[0], ask.language, zone), by=found[1])
        for text, found in told
        if found is not None
    )


def _seen(session: Any, ask: Ask, mentor: Mentor) -> tuple[datetime, str] | None:
    """Return when the profile was last looked at and by whom; None for everybody but its owner."""
    return last_look(session, mentor.id) if mentor.id == ask.caller.person.id else None


def _mentor(session: Any, ask: Ask, member_id: str) -> Mentor:
    found = mentors(session, ask.powerup.rulebook, now())
    mentor = next((each for each in found if each.id == member_id), None)
    if mentor is None:
        raise Denied(404, "unknown-member", profile_texts.UNKNOWN)
    return mentor


def _whose(ask: Ask, wanted: str) -> str:
    """Return the member whose profile is meant: the caller, or somebody on a board that the caller manages.
    Raises `Denied` for others, in the same way whether they exist or not.
    """
    own = ask.caller.person.id
    if wanted in ("", own):
        return own
    boards = ask.managed_boards
    if not boards:
        raise Denied(403, "managers-only", api_texts.MANAGERS_PAGE)
    with ask.powerup.database.transaction() as session:
        there = {each.id for each in people(session, ask.powerup.rulebook, boards)}
    if wanted not in there:
        raise Denied(404, "unknown-member", profile_texts.UNKNOWN)
    return wanted


def _text(ask: Ask, name: str) -> str:
    value = ask.body.get(name, "")
    if not isinstance(value, str) or len(value) > 64:
        raise bad_input("body")
    return value


TAB: Final = Tab(
    name="profile",
    title=Sentence("Mon profil", "My profile"),
    words={**profile_texts.PAGE, **feeds.WORDS},
    routes=(
        *feeds.ROUTES,
        *CONTACT_ROUTES,
        Route("GET", "profile", _answer),
        Route("GET", "profile/news", _news),
        Route("POST", "profile", _save, LARGEST),
        Route("POST", "profile/dismiss", _dismiss),
        Route("POST", "profile/forget", _forget),
    ),
    managers=False,
    styled=True,
    school=True,
)
