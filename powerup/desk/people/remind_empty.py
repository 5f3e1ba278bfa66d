"""« Relancer les profils vides »: who they are, and one press that reminds them all."""

from __future__ import annotations

from typing import Any, Final

from mentoring.profiles.remind import Empty, empty_profiles, remind
from powerup.desk.people import remind_texts as texts
from powerup.desk.tab import Ask, Json, Route
from powerup.http.errors import Denied, bad_input
from rules.formatting import joined, plural
from sync.clock import now

MOST: Final = 2_000
"""How many people one press may name."""


def _shown(ask: Ask) -> Json:
    """Return whom a press would remind, by name, and who was reminded within a week."""
    with ask.powerup.database.transaction() as session:
        empty = _empty(ask, session)
    lately = [each.name for each in empty.lately]
    told = texts.LATELY.in_(ask.language).format(names=joined(lately, ask.language))
    count = plural(len(empty.now), *texts.MENTORS[ask.language], ask.language)
    return {
        "title": texts.TITLE.in_(ask.language).format(count=count),
        "people": [
            {"id": x.id, "name": x.name, "how": _how(ask, mailed=x.id in empty.mailed)}
            for x in empty.now
        ],
        "lately": told if lately else "",
        "nobody": "" if empty.now else texts.NOBODY.in_(ask.language),
        "hint": texts.HINT.in_(ask.language),
        "do": texts.DO.in_(ask.language),
    }


def _how(ask: Ask, *, mailed: bool) -> str:
    by_mail = mailed and ask.powerup.mails
    return (texts.BY_MAIL if by_mail else texts.AT_DESK).in_(ask.language)


def _remind(ask: Ask) -> Json:
    """Remind those of the body's `members` who may be reminded, and say how many that were."""
    wanted = ask.body.get("members")
    if not isinstance(wanted, list) or len(wanted) > MOST:
        raise bad_input("body")
    ids = {each for each in wanted if isinstance(each, str)}
    board, by = _receipt_at(ask)
    with ask.powerup.database.transaction() as session:
        told = remind(session, _empty(ask, session), ids, board, by, now())
    if not told:
        raise Denied(409, "nobody", texts.NOBODY)
    count = plural(len(told), *texts.MENTORS[ask.language], ask.language)
    return {"message": texts.DONE.in_(ask.language).format(count=count)}


def _empty(ask: Ask, session: Any) -> Empty:
    return empty_profiles(session, ask.powerup.rulebook, ask.managed_boards, now())


def _receipt_at(ask: Ask) -> tuple[str, str]:
    """Return the board on which the receipt stands, the one where the caller is if they manage it; and what
    they are called.
    """
    managed = {rules.board: person.name[:64] for rules, person in ask.managed()}
    here = ask.caller.rules.board
    board = here if here in managed else next(iter(managed))
    return board, managed[board]


ROUTES: Final = (
    Route("GET", "mentors/empty", _shown),
    Route("POST", "mentors/empty", _remind, 64 * 1024),
)
