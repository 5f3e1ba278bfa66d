"""What managers follow: students without mentor or session, sessions without status; and giving students."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from mentoring.profiles.traces import leave
from mentoring.school.model import ASSETS, NO_PROFILE
from mentoring.school.profiles import assets_in, keep_profile, profile_of
from mentoring.school.projects import catalogue_of
from mentoring.sessions.changes.put_off import PROPOSALS
from mentoring.students.mentors import people
from powerup.desk.people.profile import reader_of
from powerup.desk.people.profile_texts import ASSETS as ASSETS_NAMED
from powerup.desk.people.profile_texts import UNKNOWN
from powerup.desk.sessions import follow_texts as texts
from powerup.desk.sessions.service import service, shown, who
from powerup.desk.tab import Ask
from powerup.http.errors import Denied, bad_input
from powerup.sessions.shown import Json
from rules.formatting import plural
from sync.clock import now

SHOWN: Final = 5
"""How many students are offered to one mentor, at most."""


def overview(ask: Ask) -> Json:
    """Return the managers' overview: students without mentor or session, sessions without status, and how
    much each mentor has.
    """
    found, write = service(ask).overview(who(ask)), shown(ask)
    return {
        "withoutMentor": [write.student(each) for each in found.without_mentor],
        "withoutSession": [write.student(each) for each in found.without_session],
        "withoutSessionNext": [write.student(each) for each in found.without_session_next],
        "unset": write.sessions(found.unset),
        "unsetTotal": found.unset_total,
        "loads": [
            {
                "id": x.mentor_id,
                "name": x.name,
                "students": x.students,
                "unset": x.unset,
                "empty": x.empty,
            }
            for x in found.loads
        ],
    }


def candidates(ask: Ask, student: str) -> Json:
    """Return the mentors to whom the student may be given, those with most places first. The address's
    `assets`, what they must know how to adapt to, are asked for and not kept.
    """
    wanted = assets_in(ask.query.get("assets", "").split(","))
    found = service(ask).candidates(who(ask), student, wanted)
    return {
        "people": [{"id": each.id, "name": each.name, "places": each.places} for each in found],
        "assets": [{"code": x, "name": ASSETS_NAMED[x].in_(ask.language)} for x in ASSETS],
    }


def give(ask: Ask, student: str) -> Json:
    """Give the student to the mentor of the body's `member` (« Confier »)."""
    return shown(ask).student(service(ask).give(who(ask), student, _member(ask)))


def give_back(ask: Ask, student: str) -> Json:
    """Take back that this mentor follows the student: whoever did before does again."""
    return shown(ask).student(service(ask).give_back(who(ask), student, _member(ask)))


def _member(ask: Ask) -> str:
    member = ask.body.get("member")
    if not isinstance(member, str):
        raise bad_input("body")
    return member


def proposals(ask: Ask) -> Json:
    """Return what managers may decide, and is never done without them: a first student, a new validator."""
    found, write = service(ask).to_propose(who(ask)), shown(ask)
    return {
        "firstStudents": [
            {
                "mentor": {"id": x.mentor.id, "name": x.mentor.name},
                "students": [write.student(each) for each in x.students[:SHOWN]],
            }
            for x in found.first_students
        ],
        "validators": [
            {
                "id": x.mentor.id,
                "name": x.mentor.name,
                "told": write.say(
                    texts.EXPERIENCE,
                    followed=plural(
                        x.followed, *texts.STUDENTS_COUNTED[ask.language], ask.language
                    ),
                    finished=x.finished,
                ),
            }
            for x in found.validators
        ],
    }


def put_off(ask: Ask) -> Json:
    """Put off what is proposed about the body's `member` (« Pas maintenant »), or take that back."""
    proposal = next((each for each in PROPOSALS if each == ask.body.get("proposal")), None)
    yes = ask.body.get("later")
    if proposal is None or not isinstance(yes, bool):
        raise bad_input("body")
    act = service(ask).put_off if yes else service(ask).propose_again
    act(who(ask), proposal, _member(ask))
    return {}


def set_validator(ask: Ask) -> Json:
    """Note in a mentor's profile that they validate defences, or no longer do. Raises `Denied` where they are
    on no board that the caller manages.
    """
    member, yes = _member(ask), ask.body.get("validator")
    if not isinstance(yes, bool):
        raise bad_input("body")
    with ask.powerup.database.transaction() as session:
        there = {each.id for each in people(session, ask.powerup.rulebook, ask.managed_boards)}
        profile = profile_of(session, member) or NO_PROFILE
        if member not in there:
            raise Denied(404, "unknown-member", UNKNOWN)
        known = catalogue_of(session, ask.powerup.rulebook).skills
        named = replace(profile, validator=yes)
        keep_profile(session, member, named, known, ask.caller.person.name, now())
        leave(session, reader_of(ask), "write", now(), [member])
    return {}
