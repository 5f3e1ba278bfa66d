"""Mails in `greffier queue`: those that are parked, and how many wait."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from greffier.composition import Greffier
from mentoring.mail.known import name_of
from mentoring.mail.outbox import parked_mails, send_again, standing
from mentoring.mail.tables import MailRow
from mentoring.students.read import student_of
from rules.bilingual import Sentence
from rules.formatting import fill, plural
from sync.clock import now

KINDS: Final[Mapping[str, Sentence]] = {
    "welcome": Sentence("bienvenue", "welcome"),
    "slot": Sentence("créneau", "weekly time"),
    "reminder": Sentence("rappel", "reminder"),
    "moved": Sentence("déplacement", "move"),
    "cancelled": Sentence("annulation", "cancellation"),
    "changes": Sentence("changements", "changes"),
    "report": Sentence("compte rendu", "report"),
    "link": Sentence("nouveau lien", "new link"),
    "ladder": Sentence("sessions sans statut", "sessions without a status"),
    "acted": Sentence("acte d'un étudiant", "a student's act"),
    "profile": Sentence("profil vide", "empty profile"),
    "ask": Sentence("demande à un mentor", "request to a mentor"),
    "ask-over": Sentence("demande retirée", "request taken back"),
}
PARKED: Final = Sentence("mis de côté", "parked")
WHAT: Final = Sentence("Courriel à {who} ({kind})", "Mail to {who} ({kind})")
AGAIN: Final = Sentence(
    "Corrigez l'adresse, puis : greffier queue replay {id}",
    "Correct the address, then: greffier queue replay {id}",
)
WAITING: Final = Sentence("{count} à envoyer.", "{count} to be sent.")
AWAY: Final = Sentence(
    "{count} à envoyer ; le serveur ne nous laisse pas entrer ({why}) : greffier doctor",
    "{count} to be sent; the server does not let us in ({why}): greffier doctor",
)


def rows(parts: Greffier) -> list[list[str]]:
    """Return a line for each mail that is parked, as the table of the queue shows it."""
    language, found = parts.settings.language, []
    with parts.database.transaction() as session:
        for each in parked_mails(session):
            kind = KINDS[each.kind].in_(language) if each.kind in KINDS else each.kind
            what = fill(WHAT, language, {"who": _who(session, each), "kind": kind})
            why = fill(AGAIN, language, {"id": each.id})
            found.append([PARKED.in_(language), what, "–", each.id, why, each.error])
    return found


def waits(parts: Greffier) -> str:
    """Return how many wait, in one sentence; "" for none."""
    language = parts.settings.language
    with parts.database.transaction() as session:
        found = standing(session)
    if not found.waiting:
        return ""
    words = ("courriel", "courriels") if language == "fr" else ("mail", "mails")
    told = {"count": plural(found.waiting, *words, language), "why": found.error}
    return fill(AWAY if found.failing_since else WAITING, language, told)


def to_json(parts: Greffier) -> list[dict[str, Any]]:
    """Return the parked mails for programs, in the form of the queue's other lines."""
    with parts.database.transaction() as session:
        return [_plain(each) for each in parked_mails(session)]


def replay(session: Session, mail_id: str, at: datetime | None = None) -> bool:
    """Have this mail sent once more. Returns whether there is such a mail."""
    return send_again(session, mail_id, at or now())


def _plain(row: MailRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "scope": "mail",
        "board": None,
        "card": None,
        "state": "parked",
        "why": row.kind,
        "since": row.wanted_at.isoformat(),
        "next_at": None,
        "failures": row.tries,
        "error": row.error,
    }


def _who(session: Session, row: MailRow) -> str:
    if row.member_id:
        return name_of(session, row.member_id) or "–"
    student = student_of(session, row.student_id)
    return (student.name if student is not None else "") or "–"
