"""`GET /health` and `GET /metrics`: is the mirror right, are deliveries served, are webhooks alive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask import Blueprint, Response, jsonify, request
from sqlalchemy.exc import SQLAlchemyError

from greffier.composition import Greffier
from greffier.metrics import CONTENT_TYPE, exposition
from mentoring.channels.dispatch import failing
from mentoring.defences.badges import uncovered
from mentoring.mail.outbox import Standing, standing
from mentoring.sessions.counts import Counts, read_counts
from powerup.http.language import language_of
from rules.bilingual import Sentence
from rules.formatting import fill, plural
from rules.verdict import Language
from sync.clock import now
from sync.reports.health import BoardHealth, State, read_state

_AWAY: Final = Sentence(
    "la base de données ne répond pas ({why}) : tourne-t-elle ? `greffier doctor` l'essaie",
    "the database does not answer ({why}): is it running? `greffier doctor` tries it",
)
_SILENT: Final = Sentence(
    "le canal {name} ne répond pas ({error}) : `greffier channels test {name}`",
    "the channel {name} does not answer ({error}): `greffier channels test {name}`",
)
_UNCOVERED: Final = Sentence(
    "sans nouveau mentor à moins de 7 jours de la fin du projet : {students} ; voyez les transferts",
    "{students} without a next mentor within 7 days of the end of the project: see the transfers",
)


_MAIL_AWAY: Final = Sentence(
    "le serveur de courriel ne nous laisse pas entrer ({why}) : `greffier doctor`",
    "the mail server does not let us in ({why}): `greffier doctor`",
)
_MAIL_REFUSED: Final = Sentence(
    "refusés pour de bon : {mails} : `greffier queue`",
    "{mails} refused for good: `greffier queue`",
)


def blueprint(greffier: Greffier) -> Blueprint:
    """Return the views: health for load balancers and people, metrics for Prometheus."""
    views = Blueprint("health", __name__)

    @views.get("/health")
    def health() -> tuple[Response, int]:
        language = language_of(request.accept_languages.values(), greffier.settings.language)
        answer, status = _health(greffier, language)
        response = jsonify(answer)
        response.vary.add("Accept-Language")
        response.content_language.add(language)
        return response, status

    @views.get("/metrics")
    def metrics() -> Response:
        try:
            return Response(exposition(greffier), content_type=CONTENT_TYPE)
        except SQLAlchemyError as error:
            text = f"# database unreachable: {type(error).__name__}\n"
            return Response(text, 503, content_type=CONTENT_TYPE)

    return views


def _health(greffier: Greffier, language: Language) -> tuple[dict[str, Any], int]:
    """Return health in that language, and the HTTP status that says the same."""
    try:
        state = read_state(greffier.database, greffier.rulebook)
        channels, people = _channels(greffier), read_people(greffier)
        mail = read_mail(greffier)
    except SQLAlchemyError as error:
        why = type(error).__name__
        problem = fill(_AWAY, language, {"why": why})
        return {"status": "down", "database": f"unreachable: {why}", "problems": [problem]}, 503
    return to_json(state, channels, people, mail, language), 200 if state.healthy else 503


def _channels(greffier: Greffier) -> list[dict[str, str | None]]:
    """Return how the channels are doing. One that fails is no 503: the boards are served."""
    with greffier.database.transaction() as session:
        down = {each.channel: each for each in failing(session, greffier.rulebook)}
    return [
        {
            "name": each.name,
            "failing_since": _iso(down[each.name].failing_since) if each.name in down else None,
            "error": down[each.name].error if each.name in down else "",
        }
        for each in greffier.rulebook.channels
    ]


@dataclass(frozen=True, slots=True)
class People:
    """How it goes with students. `uncovered`: their project ends within seven days, and nobody is to
    follow them after it.
    """

    uncovered: int
    counts: Counts


NOBODY: Final = People(0, Counts(0, 0, 0))


def read_people(greffier: Greffier) -> People:
    """Count what of students wants somebody. Raises SQLAlchemy's errors where the database is away."""
    rulebook, at = greffier.rulebook, now()
    with greffier.database.transaction() as session:
        return People(uncovered(session, rulebook, at), read_counts(session, rulebook, at))


def read_mail(greffier: Greffier) -> Standing | None:
    """Return how mail is doing; None where none is sent. A server that is away is no 503."""
    if greffier.settings.mail is None:
        return None
    with greffier.database.transaction() as session:
        return standing(session)


def _mail(mail: Standing | None) -> dict[str, Any]:
    """Return how mail is doing as JSON, without an address of anybody."""
    if mail is None:
        return {"on": False}
    since = _iso(mail.failing_since)
    return {
        "on": True,
        "waiting": mail.waiting,
        "parked": mail.parked,
        "failing_since": since,
        "error": mail.error if since else "",
    }


def _mail_decisions(mail: Standing | None, language: Language) -> list[str]:
    found = []
    if mail is not None and mail.failing_since is not None:
        found.append(fill(_MAIL_AWAY, language, {"why": mail.error}))
    if mail is not None and mail.parked:
        words = ("courriel", "courriels") if language == "fr" else ("mail", "mails")
        found.append(
            fill(_MAIL_REFUSED, language, {"mails": plural(mail.parked, *words, language)})
        )
    return found


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


def _waiting(count: int, language: Language) -> list[str]:
    if not count:
        return []
    words = ("étudiant", "étudiants") if language == "fr" else ("student", "students")
    return [fill(_UNCOVERED, language, {"students": plural(count, *words, language)})]


def _silent(channels: Sequence[Mapping[str, str | None]], language: Language) -> list[str]:
    return [fill(_SILENT, language, each) for each in channels if each["failing_since"]]


def to_json(
    state: State,
    channels: Sequence[Mapping[str, str | None]] = (),
    people: People = NOBODY,
    mail: Standing | None = None,
    language: Language = "fr",
) -> dict[str, Any]:
    """Return health as JSON, its sentences in that language. No names of people: it is public."""
    counts = people.counts
    told = [
        *(each.in_(language) for each in state.decisions),
        *_silent(channels, language),
        *_waiting(people.uncovered, language),
        *_mail_decisions(mail, language),
    ]
    return {
        "status": "ok" if state.healthy else "degraded",
        "problems": [each.in_(language) for each in state.problems],
        "decisions": told,
        "students_without_mentor": counts.without_mentor,
        "students": {
            "without_mentor": counts.without_mentor,
            "without_session": counts.without_session,
        },
        "sessions": {"unset": counts.unset},
        "transfers": {"uncovered": people.uncovered},
        "database": "ok",
        "token": {
            "accepted": not state.token.refused,
            "expires": _iso(state.token.expires),
        },
        "queue": {
            "waiting": state.waiting,
            "parked": state.parked,
            "age_seconds": state.queue_age,
            "backlog": state.backlog,
            "backlog_through": _iso(state.backlog_through),
        },
        "channels": list(channels),
        "mail": _mail(mail),
        "last_delivery": _iso(state.last_delivery),
        "boards": [_board(each) for each in state.boards],
    }


def _board(board: BoardHealth) -> dict[str, Any]:
    return {
        "name": board.name,
        "board": board.board_id,
        "mode": board.mode,
        "paused": board.paused_why or None,
        "webhook_active": board.webhook_active,
        "webhook_failures": board.webhook_failures,
        "lists_present": board.lists_present,
        "last_snapshot": _iso(board.snapshot_at),
        "drift": board.drift,
        "drift_at": _iso(board.drift_at),
        "drift_repaired": board.drift_repaired,
        "cards": board.cards,
    }
