"""How a student is reached, on their page in the desk: mail address, time zone, link to their own page."""

from __future__ import annotations

from typing import Final

from mentoring.mail.student_links import Addresses
from mentoring.statements.texts import FUNDINGS
from mentoring.student_page.reach import Reach, fundings, give_link, reach_of, set_reach
from powerup.desk.contact import contact_texts
from powerup.desk.sessions.service import service, who
from powerup.desk.tab import Ask, Json
from powerup.http.errors import bad_input

LONGEST: Final = 254


def reach(ask: Ask, student: str) -> Json:
    """Return the student's mail address and time zone, for managers the funding, and the form's words."""
    with service(ask).act(who(ask)) as act:
        found = reach_of(act, student)
    known = fundings(ask.powerup.rulebook) if found.funding is not None else ()
    named = {each: FUNDINGS[each].in_(ask.language) for each in known if each in FUNDINGS}
    return {
        "words": {key: each.in_(ask.language) for key, each in contact_texts.STUDENT.items()},
        "email": found.email,
        "zone": found.zone,
        "funding": found.funding,
        "fundings": [{"code": each, "name": named.get(each, each)} for each in known],
        "schoolZone": ask.powerup.rulebook.timezone.key,
        "mails": ask.powerup.mails,
    }


def save_reach(ask: Ask, student: str) -> Json:
    """Keep the student's mail address and time zone; the funding where a manager gives it."""
    funding = _text(ask.body["funding"]) if ask.body.get("funding") is not None else None
    wanted = Reach(_text(ask.body.get("email")), _text(ask.body.get("zone")), funding)
    with service(ask).act(who(ask)) as act:
        set_reach(act, student, wanted)
    return reach(ask, student)


def link(ask: Ask, student: str) -> Json:
    """Return the secret address of the student's page, to be given to them alone."""
    addresses = Addresses(ask.powerup.public_url, ask.powerup.secrets)
    with service(ask).act(who(ask)) as act:
        return {"url": give_link(act, student, addresses)}


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST:
        raise bad_input("body")
    return value.strip()
