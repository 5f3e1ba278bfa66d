"""What managers follow: who has no mentor, no session, no status."""

from __future__ import annotations

from powerup.desk.sessions.service import service, shown, who
from powerup.desk.tab import Ask
from powerup.http.errors import bad_input
from powerup.sessions.shown import Json


def overview(ask: Ask) -> Json:
    """What a manager looks at on a Monday morning."""
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
    """Mentors to whom the student may be given, the best first."""
    found = service(ask).candidates(who(ask), student)
    return {"people": [{"id": each.id, "name": each.name, "places": each.places} for each in found]}


def give(ask: Ask, student: str) -> Json:
    """« Confier »."""
    member = ask.body.get("member")
    if not isinstance(member, str):
        raise bad_input("body")
    return shown(ask).student(service(ask).give(who(ask), student, member))
