"""Sessions in the calendar: the table again, initials alone, one UID each, changes that count up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from weekly import PARIS, Weekly, weekly

from mentoring.calendars.ics import calendar
from mentoring.calendars.subscriptions import make_address, open_links, revoke_address
from mentoring.sessions.feed import session_events, session_of_token

VIDEO = '[sessions]\nvideo = "https://visio.example.org/{room}"\n'


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Weekly]:
    with weekly(tmp_path, more=VIDEO) as opened:
        yield opened


def events(made: Weekly, who: str = "zoe") -> dict[str, Any]:
    """The calendar as a program reads it, by UID."""
    with made.database.transaction() as session:
        told = session_events(session, who, made.time, "https://greffier.example.org", "secret")
    text = calendar(told, "Sessions", PARIS, "fr")
    assert b"Dupont" not in text
    found = {str(each["UID"]): each for each in Calendar.from_ical(text).walk("VEVENT")}
    assert not any("RRULE" in each for each in found.values())
    return found


def test_the_calendar_is_the_table(made: Weekly) -> None:
    made.slot(made.student())
    found = events(made)
    table = {f"{x.id}-session@greffier": (x.starts, x.ends) for x in made.sessions()}
    assert {key: (x["DTSTART"].dt, x["DTEND"].dt) for key, x in found.items()} == table
    one = next(iter(found.values()))
    assert one["SUMMARY"] == "Session – L. D."
    assert str(one["LOCATION"]).startswith("https://visio.example.org/")


def test_each_change_counts_up_and_the_uid_stays(made: Weekly) -> None:
    made.slot(made.student())
    one = made.sessions()[0]
    assert one.starts is not None and one.ends is not None
    uid, seen = f"{one.id}-session@greffier", []

    def look() -> str:
        event = events(made)[uid]
        seen.append((event["SEQUENCE"], event["LAST-MODIFIED"].dt))
        return str(event["SUMMARY"])

    assert look() == "Session – L. D."
    made.later(hours=1)
    made.service.move("zoe", one.id, one.starts + timedelta(hours=1))
    look()
    made.time = one.ends + timedelta(hours=2)
    assert look() == "Statut à donner\u00a0: Session – L. D."
    made.later(minutes=5)
    made.service.set_status("zoe", one.id, "called-off")
    assert look() == "Annulée\u00a0: Session – L. D."
    assert events(made)[uid]["STATUS"] == "CANCELLED"
    assert [x[0] for x in seen] == sorted({x[0] for x in seen})
    assert [x[1] for x in seen] == sorted(x[1] for x in seen)


def test_another_mentor_has_none_of_it(made: Weekly) -> None:
    made.slot(made.student())
    assert events(made, "ines") == {}


def test_a_link_opens_its_session_alone_until_the_calendar_is_closed(made: Weekly) -> None:
    made.slot(made.student())
    with made.database.transaction() as session:
        assert not open_links(session, "zoe", made.time)  # no calendar, no links
        make_address(session, "zoe", "mine", made.time)
        assert open_links(session, "zoe", made.time)
    urls = [str(each["DESCRIPTION"]).split()[-1] for each in events(made).values()]
    token = urls[0].rsplit("/", 1)[1]
    one = token.partition("-")[0]
    with made.database.transaction() as session:
        assert session_of_token(session, ["secret"], token) == (one, "zoe")
        assert session_of_token(session, ["older", "secret"], token) == (one, "zoe")
        assert session_of_token(session, ["other"], token) is None
        assert session_of_token(session, ["secret"], token[:-1]) is None
        assert session_of_token(session, ["secret"], "e" * 24 + token[24:]) is None
        revoke_address(session, "zoe", "mine")
        assert session_of_token(session, ["secret"], token) is None
