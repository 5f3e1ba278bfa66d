"""Calendars as programs read them: two parsers, both changes of clock, initials alone."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from dateutil.tz import tzical
from icalendar import Calendar

from mentoring.calendars.ics import Event, calendar, initials, short_url
from mentoring.calendars.timezone import timezone

PARIS = ZoneInfo("Europe/Paris")
CHANGED = datetime(2026, 3, 1, 8, tzinfo=UTC)


def event(**fields: object) -> Event:
    usual: dict[str, object] = {
        "card_id": "65f0aa",
        "what": "defence",
        "starts": datetime(2026, 3, 19, 13, 30, tzinfo=UTC),
        "initials": "L. D.",
        "course": "DA Python",
        "project": "P7",
        "url": "https://trello.com/c/AbCd",
        "part": "validator",
        "changed_at": CHANGED,
    }
    return Event(**{**usual, **fields})  # type: ignore[arg-type]


def written(*events: Event, **options: object) -> bytes:
    return calendar(events, "Mes soutenances", PARIS, "fr", **options)  # type: ignore[arg-type]


def read(content: bytes) -> list[dict[str, object]]:
    """The events as `icalendar` reads them."""
    parsed = Calendar.from_ical(content)
    return [dict(each) for each in parsed.walk("VEVENT")]


def test_an_event_says_what_when_and_how_long() -> None:
    (one,) = read(written(event()))
    assert one["SUMMARY"] == "Soutenance P7 – L. D. (vous validez)"
    assert one["DTSTART"].dt == datetime(2026, 3, 19, 14, 30, tzinfo=PARIS)  # type: ignore[attr-defined]
    assert one["DTEND"].dt - one["DTSTART"].dt == timedelta(minutes=30)  # type: ignore[attr-defined]
    assert one["STATUS"] == "CONFIRMED"
    assert one["UID"] == "65f0aa-defence@greffier"
    assert one["DESCRIPTION"] == "DA Python\nCarte\u00a0: https://trello.com/c/AbCd"


@pytest.mark.parametrize(
    ("starts", "offset"),
    [
        (datetime(2026, 3, 27, 13, tzinfo=UTC), 1),
        (datetime(2026, 3, 30, 12, tzinfo=UTC), 2),
        (datetime(2026, 10, 24, 12, tzinfo=UTC), 2),
        (datetime(2026, 10, 26, 13, tzinfo=UTC), 1),
        (datetime(2027, 7, 1, 12, tzinfo=UTC), 2),
    ],
)
def test_two_in_the_afternoon_is_two_in_the_afternoon_on_both_sides_of_a_change_of_clock(
    starts: datetime, offset: int
) -> None:
    content = written(event(starts=starts), event(card_id="b"))
    (zoned,) = [each for each in read(content) if each["UID"] == "65f0aa-defence@greffier"]
    at = zoned["DTSTART"].dt  # type: ignore[attr-defined]
    assert (at.hour, at.utcoffset(), at) == (14, timedelta(hours=offset), starts)
    assert at.tzinfo.key == "Europe/Paris"
    second = vobject.readOne(content.decode())
    found = [each for each in second.vevent_list if each.uid.value == zoned["UID"]]
    assert found[0].dtstart.value.astimezone(UTC) == starts
    assert found[0].dtend.value.astimezone(UTC) == starts + timedelta(minutes=30)


def test_the_zone_is_told_with_its_changes_of_clock() -> None:
    parsed = Calendar.from_ical(written(event()))
    (zone,) = parsed.walk("VTIMEZONE")
    assert zone["TZID"] == "Europe/Paris"
    assert {each.name for each in zone.subcomponents} == {"STANDARD", "DAYLIGHT"}


@pytest.mark.parametrize(
    "key", ["Europe/Paris", "America/New_York", "Australia/Sydney", "Europe/Dublin"]
)
def test_changes_of_clock_are_a_yearly_rule_because_outlook_reads_nothing_else(key: str) -> None:
    zone = timezone(key, 2026)
    for part in zone.subcomponents:
        rule = part["RRULE"]
        assert "RDATE" not in part
        assert (rule["FREQ"], rule["BYDAY"][-2:]) == ("YEARLY", "SU")
        assert (part["TZOFFSETTO"].td > part["TZOFFSETFROM"].td) == (part.name == "DAYLIGHT")
    assert sorted(each.name for each in zone.subcomponents) == ["DAYLIGHT", "STANDARD"]


@pytest.mark.parametrize(
    "key",
    ["Europe/Paris", "America/New_York", "Australia/Sydney", "Africa/Casablanca", "Indian/Reunion"],
)
def test_the_zone_tells_each_hour_of_three_years_right(key: str) -> None:
    told = tzical(io.StringIO(f"{timezone(key, 2026).to_ical().decode()}")).get(key)
    at = datetime(2026, 1, 1, tzinfo=UTC)
    while at.year < 2029:
        local = at.astimezone(ZoneInfo(key))
        if not local.fold:  # that reader knows one hour of the two
            assert local.replace(tzinfo=told).utcoffset() == local.utcoffset(), at
        at += timedelta(hours=1)


@pytest.mark.parametrize("minutes", [15, 45, 75, 105])
def test_in_the_hour_that_comes_twice_a_defence_lasts_half_an_hour(minutes: int) -> None:
    starts = datetime(2026, 10, 25, 0, tzinfo=UTC) + timedelta(minutes=minutes)
    (one,) = read(written(event(starts=starts)))
    begins, ends = (one[each].dt.astimezone(UTC) for each in ("DTSTART", "DTEND"))  # type: ignore[attr-defined]
    assert (begins, ends) == (starts, starts + timedelta(minutes=30))


def test_an_empty_calendar_is_a_calendar() -> None:
    assert read(written()) == []
    assert vobject.readOne(written().decode()).name == "VCALENDAR"


def test_the_end_of_a_project_is_a_whole_day_in_paris() -> None:
    late = datetime(2026, 3, 19, 23, 30, tzinfo=UTC)  # half past midnight, the day after
    (one,) = read(written(event(what="end", starts=late, part="mentor")))
    assert one["SUMMARY"] == "Fin de projet P7 – L. D."
    assert (one["DTSTART"].dt, one["DTEND"].dt) == (date(2026, 3, 20), date(2026, 3, 21))  # type: ignore[attr-defined]
    assert one["TRANSP"] == "TRANSPARENT"


def test_a_cancelled_event_is_told_as_such_and_takes_no_time() -> None:
    (one,) = read(written(event(cancelled=True, tentative=True, sequence=3)))
    assert (one["STATUS"], one["TRANSP"], one["SEQUENCE"]) == ("CANCELLED", "TRANSPARENT", 3)
    assert one["SUMMARY"] == "Annulée\u00a0: Soutenance P7 – L. D. (vous validez)"
    assert one["LAST-MODIFIED"].dt == CHANGED  # type: ignore[attr-defined]


def test_a_card_that_is_not_accepted_yet_is_tentative() -> None:
    (one,) = read(written(event(tentative=True)))
    assert one["STATUS"] == "TENTATIVE"
    assert one["SUMMARY"] == "Soutenance P7 – L. D. (vous validez, à confirmer)"


def test_the_calendar_of_all_names_who_takes_part() -> None:
    here = event(part="", mentors=("Zoé Lefèvre",), validator="Noël Bérard")
    (one,) = read(written(here, all_=True))
    assert "Mentor\u00a0: Zoé Lefèvre" in str(one["DESCRIPTION"])
    assert "Validateur\u00a0: Noël Bérard" in str(one["DESCRIPTION"])
    (other,) = read(written(event(part="", mentors=()), all_=True))
    assert str(other["DESCRIPTION"]).count("pas encore choisi") == 2


def test_the_same_events_give_the_same_bytes() -> None:
    first, second = event(), event(card_id="b", starts=datetime(2026, 4, 1, tzinfo=UTC))
    assert written(first, second) == written(second, first)


def test_lines_are_folded_as_the_standard_wants() -> None:
    content = written(event(course="Développeur d’application " * 12))
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert "Développeur d’application " * 11 in str(read(content)[0]["DESCRIPTION"])


def test_commas_and_line_breaks_of_a_course_break_nothing() -> None:
    (one,) = read(written(event(course="Data; analyst, BI\nEND:VEVENT")))
    assert "Data; analyst, BI\nEND:VEVENT" in str(one["DESCRIPTION"])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Léa Dupont", "L. D."),
        ("MARTIN Chloé", "M. C."),
        ("Éloïse de La Tour", "É. D. L. T."),
        ("", ""),
    ],
)
def test_a_student_is_told_by_initials(name: str, expected: str) -> None:
    assert initials(name) == expected


def test_the_address_of_a_card_loses_the_title_in_it() -> None:
    assert (
        short_url("https://trello.com/c/AbCd1234/12-lea-dupont") == "https://trello.com/c/AbCd1234"
    )
    assert short_url("lea-dupont") == ""
