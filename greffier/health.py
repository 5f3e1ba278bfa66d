"""`GET /health` and `GET /metrics`: is the mirror right, are deliveries served, are webhooks alive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask import Blueprint, Response, jsonify
from sqlalchemy.exc import SQLAlchemyError

from greffier.composition import Greffier
from greffier.metrics import CONTENT_TYPE, exposition
from mentoring.channels.dispatch import failing
from mentoring.defences.badges import uncovered
from mentoring.mail.outbox import Standing, standing
from mentoring.sessions.counts import Counts, read_counts
from sync.clock import now
from sync.reports.health import BoardHealth, State, read_state


def blueprint(greffier: Greffier) -> Blueprint:
    """Health for load balancers and people, metrics for Prometheus."""
    views = Blueprint("health", __name__)

    @views.get("/health")
    def health() -> tuple[Response, int]:
        try:
            state = read_state(greffier.database, greffier.rulebook)
            channels, people = _channels(greffier), read_people(greffier)
            mail = read_mail(greffier)
        except SQLAlchemyError as error:
            return jsonify(status="down", database=f"unreachable: {type(error).__name__}"), 503
        return jsonify(to_json(state, channels, people, mail)), 200 if state.healthy else 503

    @views.get("/metrics")
    def metrics() -> Response:
        try:
            return Response(exposition(greffier), content_type=CONTENT_TYPE)
        except SQLAlchemyError as error:
            text = f"# database unreachable: {type(error).__name__}\n"
            return Response(text, 503, content_type=CONTENT_TYPE)

    return views


def _channels(greffier: Greffier) -> list[dict[str, str | None]]:
    """How the channels are doing. One that fails is no 503: the boards are served."""
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
    """Count. Raises SQLAlchemy's errors where the database cannot be reached."""
    rulebook, at = greffier.rulebook, now()
    with greffier.database.transaction() as session:
        return People(uncovered(session, rulebook, at), read_counts(session, rulebook, at))


def read_mail(greffier: Greffier) -> Standing | None:
    """How mail is doing; None where none is sent. A server that is away is no 503: the boards are served."""
    if greffier.settings.mail is None:
        return None
    with greffier.database.transaction() as session:
        return standing(session)


def _mail(mail: Standing | None) -> dict[str, Any]:
    """No address of anybody."""
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


def _mail_decisions(mail: Standing | None) -> list[str]:
    found = []
    if mail is not None and mail.failing_since is not None:
        found.append(f"the mail server does not let us in ({mail.error}): `greffier doctor`")
    if mail is not None and mail.parked:
        what = "1 mail was" if mail.parked == 1 else f"{mail.parked} mails were"
        found.append(f"{what} refused for good: `greffier queue`")
    return found


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


def _waiting(count: int) -> list[str]:
    if not count:
        return []
    who = "1 student has" if count == 1 else f"{count} students have"
    return [f"{who} no next mentor within 7 days of the end of the project: see the transfers"]


def _silent(channels: Sequence[Mapping[str, str | None]]) -> list[str]:
    return [
        f"the channel {each['name']} does not answer ({each['error']}): "
        f"`greffier channels test {each['name']}`"
        for each in channels
        if each["failing_since"]
    ]


def to_json(
    state: State,
    channels: Sequence[Mapping[str, str | None]] = (),
    people: People = NOBODY,
    mail: Standing | None = None,
) -> dict[str, Any]:
    """Health as JSON. No names of people: it is public."""
    counts, told = people.counts, [*_silent(channels), *_waiting(people.uncovered)]
    return {
        "status": "ok" if state.healthy else "degraded",
        "problems": list(state.problems),
        "decisions": [*state.decisions, *told, *_mail_decisions(mail)],
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
