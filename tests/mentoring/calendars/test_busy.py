"""A mentor's own calendar: when it is busy and nothing else, from an address that anybody may have typed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from weekly import Weekly, weekly

from mentoring.calendars.busy import Busy, busy_spans
from mentoring.calendars.busy_chore import BusyCalendars, busy_of, keep_calendar
from mentoring.calendars.unreadable import Unreadable
from mentoring.school.contact_tables import BusyCalendarRow
from mentoring.school.profiles import forget_profile

PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def event(*lines: str, uid: str = "1") -> str:
    return "\r\n".join(
        ("BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20260101T000000Z", *lines, "END:VEVENT")
    )


def calendar(*events: str) -> bytes:
    text = "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *events, "END:VCALENDAR", ""))
    return text.encode()


DENTIST = event("DTSTART:20260303T170000Z", "DTEND:20260303T180000Z", "SUMMARY:Dentiste")


class TestWhatIsRead:
    def test_busy_times_alone_put_together_and_never_a_title(self) -> None:
        next_ = event("DTSTART:20260303T173000Z", "DURATION:PT1H", "LOCATION:Rue X", uid="2")
        found = busy_spans(calendar(DENTIST, next_), MONDAY, PARIS)
        starts = datetime(2026, 3, 3, 17, tzinfo=UTC)
        assert found == [Busy(starts, starts + timedelta(minutes=90))]
        assert "Dentiste" not in repr(found) and "Rue" not in repr(found)

    def test_rules_exceptions_and_moved_occurrences_are_followed(self) -> None:
        weekly_ = event(
            "DTSTART;TZID=Europe/Paris:20260302T180000",
            "DTEND;TZID=Europe/Paris:20260302T190000",
            "RRULE:FREQ=WEEKLY;COUNT=6",
            "EXDATE;TZID=Europe/Paris:20260309T180000",
        )
        moved = event(
            "RECURRENCE-ID;TZID=Europe/Paris:20260316T180000",
            "DTSTART;TZID=Europe/Paris:20260317T100000",
            "DTEND;TZID=Europe/Paris:20260317T110000",
        )
        found = busy_spans(calendar(weekly_, moved), MONDAY, PARIS)
        local = [each.starts.astimezone(PARIS).strftime("%d %H:%M") for each in found]
        assert local == ["02 18:00", "17 10:00", "23 18:00", "30 18:00", "06 18:00"]

    def test_a_whole_day_is_the_schools_day(self) -> None:
        [found] = busy_spans(calendar(event("DTSTART;VALUE=DATE:20260304")), MONDAY, PARIS)
        assert found.starts == datetime(2026, 3, 3, 23, tzinfo=UTC)
        assert found.ends - found.starts == timedelta(days=1)

    @pytest.mark.parametrize("line", ["TRANSP:TRANSPARENT", "STATUS:CANCELLED"])
    def test_what_is_free_or_cancelled_is_not_busy(self, line: str) -> None:
        content = calendar(event("DTSTART:20260303T170000Z", "DURATION:PT1H", line))
        assert busy_spans(content, MONDAY, PARIS) == []

    def test_our_own_sessions_and_endless_rules_are_left_out(self) -> None:
        ours = event("DTSTART:20260303T170000Z", "DURATION:PT1H", uid="a-session@greffier")
        endless = event("DTSTART:20260303T170000Z", "DURATION:PT1S", "RRULE:FREQ=SECONDLY", uid="3")
        assert busy_spans(calendar(ours, endless), MONDAY, PARIS) == []

    @pytest.mark.parametrize(
        "content", [b"", b"<html>", b"\xff\xfe", calendar(event("DTSTART:yesterday"))[:-20]]
    )
    def test_what_is_no_calendar_is_refused(self, content: bytes) -> None:
        with pytest.raises(Unreadable):
            busy_spans(content, MONDAY, PARIS)

    def test_too_many_events_are_refused(self) -> None:
        many = calendar(*(event("DTSTART:20260303T170000Z", uid=str(x)) for x in range(5_001)))
        with pytest.raises(Unreadable, match="too-much"):
            busy_spans(many, MONDAY, PARIS)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Weekly]:
    with weekly(tmp_path) as made:
        yield made


class Page:
    """Stands for the calendar's address."""

    def __init__(self) -> None:
        self.content, self.asked = calendar(DENTIST), 0

    def __call__(self, _url: str) -> bytes:
        self.asked += 1
        if not self.content:
            raise Unreadable("away")
        return self.content


class TestTheSchool:
    def test_nothing_is_proposed_on_top_of_a_dentist_but_mentors_book_what_they_like(
        self, school: Weekly
    ) -> None:
        student = school.student()
        wished = datetime(2026, 3, 3, 17, tzinfo=UTC)
        monday = MONDAY.date()
        before = school.service.proposals("zoe", student, monday, wished)
        assert wished in [each.starts for each in before]
        with school.database.transaction() as session:
            keep_calendar(session, "zoe", "https://example.org/secret.ics")
        BusyCalendars(school.database, lambda: school.rulebook, Page()).read_due()
        after = school.service.proposals("zoe", student, monday, wished)
        assert wished not in [each.starts for each in after] and len(after) == 3
        assert school.service.book("zoe", student, wished).session.starts == wished

    def test_it_is_read_every_hour_and_the_last_good_answer_is_kept(self, school: Weekly) -> None:
        page = Page()
        chore = BusyCalendars(school.database, lambda: school.rulebook, page)
        with school.database.transaction() as session:
            keep_calendar(session, "zoe", "https://example.org/secret.ics")
        assert [chore.read_due() for _ in range(3)] == [1, 0, 0] and page.asked == 1
        page.content = b""
        school.later(minutes=60)
        assert chore.read_due() == 0 and page.asked == 2
        with school.database.transaction() as session:
            row = session.get_one(BusyCalendarRow, "zoe")
            assert len(busy_of(session, "zoe")) == 1 and row.error == "away"
            assert row.read_at == MONDAY
            assert forget_profile(session, "zoe")
            assert busy_of(session, "zoe") == [] and session.get(BusyCalendarRow, "zoe") is None
