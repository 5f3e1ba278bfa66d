"""What managers are asked about students: whose card it is, which mentor is right; and a new student."""

from __future__ import annotations

from typing import Any

from mentoring.school.projects import catalogue_of
from mentoring.sessions.service import Person
from mentoring.students.cards import Card
from powerup.desk.sessions.request_values import text_of
from powerup.desk.sessions.service import service, shown, who
from powerup.desk.tab import Ask, Json
from powerup.http.errors import bad_input
from sync.mirror.member_names import names_of


def doubts(ask: Ask) -> Json:
    """Return the cards whose student's name is only near a known one, those whose mentor is not ours, and
    the courses from which a new student's is chosen.
    """
    found, write = service(ask).doubts(who(ask)), shown(ask)
    with ask.powerup.database.transaction() as session:
        names = names_of(session)
        courses = catalogue_of(session, ask.powerup.rulebook).courses
    return {
        "names": [
            {"card": _card(x.card), "candidates": [write.student(each) for each in x.candidates]}
            for x in found.names
        ],
        "mentors": [
            {
                "card": _card(card),
                "student": write.student(student),
                "ours": names.get(student.mentor_id or "", ""),
                "theirs": [{"id": x, "name": names.get(x, "")} for x in card.mentors],
            }
            for card, student in found.mentors
        ],
        "courses": list(courses),
    }


def _card(card: Card) -> dict[str, Any]:
    about = " · ".join(x for x in (card.course, card.project) if x)
    return {
        "id": card.card_id,
        "board": card.board_id,
        "url": card.url,
        "name": card.student,
        "about": about,
    }


def whose_card(ask: Ask) -> Json:
    """Note whose card it is: this student's or, where none is named, a new one's."""
    card, student = ask.body.get("card"), ask.body.get("student")
    if not isinstance(card, str) or not isinstance(student, str | None):
        raise bad_input("body")
    return shown(ask).student(service(ask).whose_card(who(ask), card, student or None))


def add(ask: Ask) -> Json:
    """Add a student who has no card."""
    values = {x: text_of(ask.body.get(x)) for x in ("name", "course", "project", "email")}
    values["name"] = " ".join(values["name"].split())
    return shown(ask).student(service(ask).add_student(who(ask), Person(**values)))
