"""The video room of a session: the one set for it, else its mentor's own, else the school's."""

from __future__ import annotations

from rules.rulebook.sessions import ROOM
from rules.rulebook.values import Rulebook


def room(rulebook: Rulebook, session_id: str) -> str:
    """Return the address of a session's room as the rulebook makes it; "" where it names none. A session's id
    is random.
    """
    return rulebook.sessions.video.replace(ROOM, session_id)


def video_of(rulebook: Rulebook, session_id: str, video: str, own: str) -> str:
    """Return where a session takes place. `video`: what stands in its row; `own`: the room of whoever
    holds it, which goes before the school's, not before one that was set for this session alone.
    """
    return own if own and video in ("", room(rulebook, session_id)) else video
