"""What every route about sessions needs: the caller, the use cases, and what writes the answer."""

from __future__ import annotations

from mentoring.sessions.service import Changed, Sessions
from powerup.desk.tab import Ask
from powerup.sessions.shown import Json, Shown
from sync.clock import now


def service(ask: Ask) -> Sessions:
    """Return the use cases, on this process's database."""
    return Sessions(ask.powerup.database, ask.powerup.rules)


def shown(ask: Ask) -> Shown:
    """Return what writes sessions for this caller: in their language, times in the school's zone."""
    return Shown(ask.language, ask.powerup.rulebook.timezone, now())


def who(ask: Ask) -> str:
    """Return the caller's member id."""
    return ask.caller.person.id


def changed(ask: Ask, done: Changed) -> Json:
    """Return a session as it is now, and the id by which the change is taken back."""
    return {"session": shown(ask).session(done.session), "change": done.change_id}
