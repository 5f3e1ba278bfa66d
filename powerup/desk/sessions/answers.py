"""What the tabs about sessions ask for, and what they press. Rights are the service's business."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, Final

from mentoring.sessions.changes.slots import SlotWish
from mentoring.sessions.rules.times import WEEK, monday_of
from mentoring.sessions.service import Changed, Report, Sessions
from mentoring.sessions.views.pages import SessionPage, StudentPage
from powerup.desk.sessions.shown import Json, Shown
from powerup.desk.tab import Ask
from powerup.http.errors import bad_input
from rules.calendar import local_date
from sync.clock import now

LONGEST_TEXT: Final = 8_000
MOST: Final = 20
ENDINGS: Final = ("finished", "left")


def service(ask: Ask) -> Sessions:
    """The use cases, on this process's database."""
    return Sessions(ask.powerup.database, ask.powerup.rules)


def shown(ask: Ask) -> Shown:
    """Whoever writes for this caller."""
    return Shown(ask.language, ask.powerup.rulebook.timezone, now())


def who(ask: Ask) -> str:
    """The caller's member id."""
    return ask.caller.person.id


# A mentor's week


def week(ask: Ask) -> Json:
    """The first screen: what lacks a status, today, the week, what has no time, who is new."""
    found, write = service(ask).my_week(who(ask)), shown(ask)
    return {
        "unset": write.sessions(found.unset),
        "today": write.sessions(found.today),
        "week": write.sessions(found.week),
        "unplaced": write.sessions(found.unplaced),
        "newcomers": [write.student(each) for each in found.newcomers],
        "emptyNext": [write.student(each) for each in found.empty_next],
    }


def history(ask: Ask) -> Json:
    """Fifty sessions that have begun, by student and status."""
    query = ask.query
    page = int(query["page"]) if query.get("page", "").isdecimal() else 0
    student, status = query.get("student") or None, query.get("status") or None
    found = service(ask).history(who(ask), student, status, min(page, 10_000))
    rows = shown(ask).sessions(found.sessions)
    return {"rows": rows, "total": found.total, "page": found.page}


def one(ask: Ask, session: str) -> Json:
    """A session with its report and goals, and three times for the next one."""
    page = service(ask).session(who(ask), session)
    return _page(ask, page, _next_times(ask, page))


def _page(ask: Ask, page: SessionPage, times: list[Json]) -> Json:
    write, report = shown(ask), page.report
    return {
        "session": write.session(page.session),
        "writes": page.writes,
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
    """Three times of the week after the session's, near its own hour."""
    starts = page.session.starts
    if starts is None or not page.writes or page.session.kind == "weekly":
        return []  # the weekly slot books the next one
    zone = ask.powerup.rulebook.timezone
    monday = monday_of(local_date(max(starts, now()), zone)) + WEEK
    wished = starts + timedelta(days=7)
    found = service(ask).proposals(who(ask), page.session.student_id, monday, wished)
    return shown(ask).spans(found)


def set_status(ask: Ask, session: str) -> Json:
    """Give a session its status."""
    status, told = ask.body.get("status"), ask.body.get("told")
    if not isinstance(status, str):
        raise bad_input("body")
    at = _instant(told) if told else None
    return _changed(ask, service(ask).set_status(who(ask), session, status, at))


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
        carried=_texts(body.get("carried")),
        goals=_texts(body.get("goals")),
        blockers=_text(body.get("blockers")),
        more=_text(body.get("more")),
        private=_text(body.get("private")),
        next_at=_instant(next_at) if next_at else None,
        defence_at=_wall(ask, defence) if defence else None,
    )
    return _changed(ask, service(ask).finish(who(ask), session, report))


def move(ask: Ask, session: str) -> Json:
    """Give a session another time, or its first one."""
    return _changed(ask, service(ask).move(who(ask), session, _start(ask)))


def set_video(ask: Ask, session: str) -> Json:
    """Say where the session is held."""
    return _changed(ask, service(ask).set_video(who(ask), session, _text(ask.body.get("url"))))


def undo(ask: Ask, session: str) -> Json:
    """Take the latest change back."""
    change = ask.body.get("change")
    if not isinstance(change, int) or isinstance(change, bool):
        raise bad_input("body")
    return _changed(ask, service(ask).undo(who(ask), session, change))


def _changed(ask: Ask, done: Changed) -> Json:
    return {"session": shown(ask).session(done.session), "change": done.change_id}


# Students


def students(ask: Ask) -> Json:
    """The students whom the caller follows."""
    write = shown(ask)
    return {"students": [write.line(each) for each in service(ask).my_students(who(ask))]}


def student(ask: Ask, student: str) -> Json:
    """One student: projects, cards, sessions, goals, mentors over time."""
    return _student(ask, service(ask).student(who(ask), student))


def _student(ask: Ask, page: StudentPage) -> Json:
    write = shown(ask)
    return {
        **write.student(page.student),
        "line": write.line(page.line) if page.line else None,
        "writes": page.writes,
        "manager": "manager" in page.rights,
        "ended": page.student.ended_at is not None,
        "slot": write.slot(page.slot) if page.slot else None,
        "cards": [
            {
                "id": x.id,
                "board": x.board_id,
                "url": x.url,
                "over": x.over,
                "due": _day(write, x.due),
            }
            for x in page.cards
        ],
        "projects": [
            {"name": x.project, "outcome": x.outcome, "defence": _day(write, x.defence_at)}
            for x in page.projects
        ],
        "sessions": write.sessions(page.sessions),
        "goals": [write.goal(each) for each in page.goals],
        "mentors": [
            {
                "name": page.names.get(x.member_id, ""),
                "since": _day(write, x.since),
                "until": _day(write, x.until),
            }
            for x in page.mentors
        ],
    }


def _day(write: Shown, at: datetime | None) -> str:
    return write.when(at) if at is not None else ""


def proposals(ask: Ask, student: str) -> Json:
    """Three free times in the week of `monday`, this one where nothing is said."""
    zone = ask.powerup.rulebook.timezone
    text = ask.query.get("monday", "")
    monday = monday_of(_date(text) if text else local_date(now(), zone))
    found = service(ask).proposals(who(ask), student, monday)
    return {"times": shown(ask).spans(found), "monday": monday.isoformat()}


def book(ask: Ask, student: str) -> Json:
    """One session more."""
    return _changed(ask, service(ask).book(who(ask), student, _start(ask)))


def set_slot(ask: Ask, student: str) -> Json:
    """Give the student a weekly time."""
    weekday, minutes = ask.body.get("weekday"), ask.body.get("minutes")
    at = _clock(ask.body.get("time"))
    if not isinstance(weekday, int) or isinstance(weekday, bool):
        raise bad_input("body")
    if minutes is not None and (not isinstance(minutes, int) or isinstance(minutes, bool)):
        raise bad_input("body")
    wish = SlotWish(weekday, at.hour * 60 + at.minute, minutes)
    return _student(ask, service(ask).set_slot(who(ask), student, wish))


def pause(ask: Ask, student: str) -> Json:
    """Pause the student; without a first day the pause is over."""
    first, last = ask.body.get("first"), ask.body.get("last")
    days = (_date(first) if first else None, _date(last) if last else None)
    return _student(ask, service(ask).pause(who(ask), student, *days))


def end_course(ask: Ask, student: str) -> Json:
    """The student has finished, or left."""
    how = ask.body.get("how")
    if how not in ENDINGS:
        raise bad_input("body")
    service(ask).end_course(who(ask), student, how)
    return {"ended": True}


def reopen_course(ask: Ask, student: str) -> Json:
    """The student is back after all."""
    return _student(ask, service(ask).reopen_course(who(ask), student))


# Managers


def overview(ask: Ask) -> Json:
    """What a manager looks at on a Monday morning."""
    found, write = service(ask).overview(who(ask)), shown(ask)
    return {
        "withoutMentor": [write.student(each) for each in found.without_mentor],
        "withoutSession": [write.student(each) for each in found.without_session],
        "withoutSessionNext": [write.student(each) for each in found.without_session_next],
        "unset": write.sessions(found.unset),
        "unsetTotal": found.unset_total,
        "loads": [
            {
                "id": x.mentor_id,
                "name": x.name,
                "students": x.students,
                "unset": x.unset,
                "empty": x.empty,
            }
            for x in found.loads
        ],
    }


def candidates(ask: Ask, student: str) -> Json:
    """Mentors to whom the student may be given, the best first."""
    found = service(ask).candidates(who(ask), student)
    return {"people": [{"id": each.id, "name": each.name, "places": each.places} for each in found]}


def give(ask: Ask, student: str) -> Json:
    """« Confier »."""
    member = ask.body.get("member")
    if not isinstance(member, str):
        raise bad_input("body")
    return shown(ask).student(service(ask).give(who(ask), student, member))


# Reading strictly


def _text(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > LONGEST_TEXT or "\x00" in value:
        raise bad_input("body")
    return value.strip()


def _texts(value: Any) -> list[str]:
    if value is None:
        return []
    if not isinstance(value, list) or len(value) > MOST:
        raise bad_input("body")
    return [text for each in value if (text := _text(each))]


def _start(ask: Ask) -> datetime:
    """When a session is to begin: an instant that we proposed, or a day and a time of the school."""
    starts = ask.body.get("starts")
    return _instant(starts) if starts else _wall(ask, ask.body)


def _instant(value: Any) -> datetime:
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise bad_input("date") from error
    if at.tzinfo is None:
        raise bad_input("date")
    return at


def _wall(ask: Ask, value: Any) -> datetime:
    if not isinstance(value, dict | type(ask.body)):
        raise bad_input("date")
    day, at = _date(value.get("date")), _clock(value.get("time"))
    return datetime.combine(day, at, ask.powerup.rulebook.timezone)


def _date(value: Any) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise bad_input("date") from error


def _clock(value: Any) -> time:
    try:
        return time.fromisoformat(str(value)).replace(tzinfo=None, second=0, microsecond=0)
    except ValueError as error:
        raise bad_input("date") from error
