"""What the page of a session shows: initials, when, the status, and what can be said of it now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from mentoring.calendars.ics import initials
from mentoring.sessions.views.session_view import SessionView
from powerup.session_page import texts
from powerup.sessions.shown import Shown
from rules.calendar import local_time
from rules.verdict import Language

ORDER: Final = ("absent", "cancel", "called-off")


@dataclass(frozen=True, slots=True)
class Possible:
    """One status that can be given: a press on `label` unfolds it, one on `sure` gives it. `told`: the
    latest time that may be entered for when the student said so; "" where that is not asked.
    """

    status: str
    label: str
    sure: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """The page of a session. `ends`: it shows the form with the empty report; `waits`: a draft waits at
    the desk; `held`: gives the status alone, where a draft or report exists. `otherwise`: what stands above
    `others`, the statuses of a session that is not held.
    """

    title: str
    when: str
    about: str
    line: str
    set: bool
    video: str
    ends: bool
    waits: bool
    held: Possible | None
    otherwise: str
    others: tuple[Possible, ...]


def look(view: SessionView, now: datetime, language: Language, zone: ZoneInfo) -> Look:
    """Return the page of this session at `now`, its times in `zone`. It shows nothing of what was written."""
    shown = Shown(language, zone, now)
    over = "done" in view.possible
    written = view.draft or view.report
    free = view.status is None
    return Look(
        title=shown.say(texts.TITLE, initials=initials(view.student)),
        when=shown.when(view.starts) if view.starts else "",
        about=" · ".join(x for x in (view.course, view.project) if x),
        line=_line(view, shown, over=over),
        set=not free,
        video=view.video if free else "",
        ends=free and over and not written,
        waits=free and over and view.draft,
        held=_possible(shown, "done") if free and over and written else None,
        otherwise=shown.say(texts.OTHERWISE if over else texts.OTHERWISE_TO_COME),
        others=tuple(_others(view, shown)) if free else (),
    )


def _line(view: SessionView, shown: Shown, *, over: bool) -> str:
    if view.status is not None:
        return shown.say(texts.STATUS, status=shown.status(view))
    if not over:
        return shown.say(texts.COMING)
    return shown.say(texts.UNSET) if view.ends and view.ends <= shown.now else ""


def _others(view: SessionView, shown: Shown) -> list[Possible]:
    """Return the statuses of a session that is not held. Once it has begun, a cancellation asks when the
    student said so.
    """
    found = [_possible(shown, each) for each in ORDER if each in view.possible]
    if "cancel" not in view.possible and view.starts is not None:
        latest = local_time(view.starts, shown.zone).replace(tzinfo=None)
        found.append(_possible(shown, "cancel", latest.isoformat(timespec="minutes")))
    return sorted(found, key=lambda each: ORDER.index(each.status))


def _possible(shown: Shown, status: str, told: str = "") -> Possible:
    return Possible(status, shown.say(texts.ACTS[status]), shown.say(texts.SURE[status]), told)
