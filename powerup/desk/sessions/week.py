"""A mentor's week and its sessions: what is shown, and what the buttons do."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from mentoring.sessions.rules.times import WEEK, monday_of
from mentoring.sessions.service import Refused, Report
from mentoring.sessions.views.pages import SessionPage
from mentoring.sessions.views.proposals import Away
from powerup.desk.sessions import texts
from powerup.desk.sessions.request_values import (
    MOST,
    day_of,
    instant_of,
    start_of,
    text_of,
    texts_of,
    wall_time,
)
from powerup.desk.sessions.service import changed, service, shown, who
from powerup.desk.tab import Ask
from powerup.http.errors import bad_input
from powerup.sessions.shown import Json, Shown
from rules.calendar import local_date
from rules.formatting import day
from sync.clock import now
from sync.storage.whole_number import whole_number

LAST_PAGE: Final = 10_000


def week(ask: Ask) -> Json:
    """Return the first screen: sessions without status, today's, the week's, those without a time; students
    who are new, or have no session next week; a long absence to come.
    """
    found, write = service(ask).my_week(who(ask)), shown(ask)
    return {
        "unset": write.sessions(found.unset),
        "today": write.sessions(found.today),
        "week": write.sessions(found.week),
        "unplaced": write.sessions(found.unplaced),
        "newcomers": [write.student(each) for each in found.newcomers],
        "emptyNext": [write.student(each) for each in found.empty_next],
        "away": _away(write, service(ask).away(who(ask))),
    }


def _away(write: Shown, found: Away | None) -> Json | None:
    """Return the mentor's long absence, and their students with the transfer card of each, if any."""
    if found is None:
        return None
    first, last = (day(x, write.language) for x in (found.absence.first, found.absence.last))
    cards = {key: write.card(each) for key, each in found.cards.items()}
    return {
        "text": write.say(texts.AWAY, first=first, last=last),
        "students": [{**write.student(x), "card": cards.get(x.id)} for x in found.students],
    }


def history(ask: Ask) -> Json:
    """Return one page (fifty) of the sessions that have begun, of one `student` or `status` where asked."""
    query = ask.query
    page = min(whole_number(query.get("page", "")) or 0, LAST_PAGE)
    student, status = query.get("student") or None, query.get("status") or None
    found = service(ask).history(who(ask), student, status, page)
    rows = shown(ask).sessions(found.sessions)
    return {"rows": rows, "total": found.total, "page": found.page}


def one(ask: Ask, session: str) -> Json:
    """Return a session with its report and goals, and three times for the next one."""
    page = service(ask).session(who(ask), session)
    return _page(ask, page, _next_times(ask, page))


def _page(ask: Ask, page: SessionPage, times: list[Json]) -> Json:
    write, report = shown(ask), page.report
    return {
        "session": write.session(page.session),
        "writes": page.writes,
        "adjusts": page.session.kind == "rework",
        "openGoals": [write.goal(each) for each in page.open_goals],
        "setGoals": [write.goal(each) for each in page.set_goals],
        "asksDefence": page.asks_defence,
        "report": {
            "blockers": report.blockers if report else "",
            "more": report.more if report else "",
            "private": report.private if report else "",
            "draft": report.draft if report else None,
        },
        "times": times,
    }


def _next_times(ask: Ask, page: SessionPage) -> list[Json]:
    """Return three free times in the week after the session's, near its own hour; none where the next one
    is not planned from here.
    """
    starts = page.session.starts
    if starts is None or not page.writes or page.session.kind in ("weekly", "rework"):
        return []  # the weekly slot brings the next one; none follows a session of rework
    zone = ask.powerup.rulebook.timezone
    monday = monday_of(local_date(max(starts, now()), zone)) + WEEK
    wished = starts + timedelta(days=7)
    try:
        found = service(ask).proposals(who(ask), page.session.student_id, monday, wished)
    except Refused:
        return []  # a colleague held the session: the student's own mentor plans the next one
    return shown(ask).spans(found)


def set_status(ask: Ask, session: str) -> Json:
    """Give a session its status; `told`: when a student said so, in the school's zone, where it matters."""
    status, told = ask.body.get("status"), ask.body.get("told")
    if not isinstance(status, str):
        raise bad_input("body")
    at = wall_time(ask, told) if told else None
    return changed(ask, service(ask).set_status(who(ask), session, status, at))


def draft(ask: Ask, session: str) -> Json:
    """Keep what was typed so far."""
    at = service(ask).save_draft(who(ask), session, ask.body)
    return {"kept": shown(ask).clock(at)}


def finish(ask: Ask, session: str) -> Json:
    """End the session with its report, and book the next where a time was chosen."""
    body = ask.body
    judged = body.get("judged", {})
    if not isinstance(judged, dict) or len(judged) > MOST:
        raise bad_input("body")
    next_at, defence = body.get("next"), body.get("defence")
    report = Report(
        judged={str(key): str(value) for key, value in judged.items()},
        carried=texts_of(body.get("carried")),
        goals=texts_of(body.get("goals")),
        blockers=text_of(body.get("blockers")),
        more=text_of(body.get("more")),
        private=text_of(body.get("private")),
        next_at=instant_of(next_at) if next_at else None,
        defence_at=wall_time(ask, defence) if defence else None,
    )
    return changed(ask, service(ask).finish(who(ask), session, report))


def move(ask: Ask, session: str) -> Json:
    """Give a session another time, or its first one."""
    return changed(ask, service(ask).move(who(ask), session, start_of(ask)))


def times(ask: Ask, session: str) -> Json:
    """Return three free times of the session's own week, or of the week of `monday`."""
    text = ask.query.get("monday", "")
    monday = monday_of(day_of(text)) if text else None
    monday, found = service(ask).times_for(who(ask), session, monday)
    return {"times": shown(ask).spans(found), "next": (monday + WEEK).isoformat()}


def colleagues(ask: Ask, session: str) -> Json:
    """Return who could hold the session instead."""
    found = service(ask).colleagues(who(ask), session)
    return {"people": [{"id": each, "name": name} for each, name in found]}


def hand(ask: Ask, session: str) -> Json:
    """Have a colleague hold this one session."""
    member = ask.body.get("member")
    if not isinstance(member, str):
        raise bad_input("body")
    return changed(ask, service(ask).hand_to(who(ask), session, member))


def set_video(ask: Ask, session: str) -> Json:
    """Say where the session is held."""
    return changed(ask, service(ask).set_video(who(ask), session, text_of(ask.body.get("url"))))


def undo(ask: Ask, session: str) -> Json:
    """Take back the session's latest change, by its id `change`."""
    change = ask.body.get("change")
    if not isinstance(change, int) or isinstance(change, bool):
        raise bad_input("body")
    return changed(ask, service(ask).undo(who(ask), session, change))
