"""Invitations, cancellations and feeds, as three readers of calendars read them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from three_readers import by_icalendar, read

from mentoring.mail.address import Person
from mentoring.mail.invitation import Meeting, feed, invitation
from rules.verdict import Language

AT = datetime(2026, 3, 3, 17, tzinfo=UTC)
LEA = Person("Léa Dupont", "lea@example.org")
ZOE = Person("Zoé Martin", "zoe@example.org")
MEETING = Meeting(
    *("a" * 24, AT, AT + timedelta(minutes=45), ZOE.name, 3, AT),
    project="P7",
    video="https://visio.example.org/x",
)


@given(
    st.integers(0, 10_000_000),
    st.integers(5, 480),
    st.text(max_size=60),
    st.sampled_from(["fr", "en"]),
    st.booleans(),
    st.text(max_size=30),
)
def test_three_readers_agree_on_every_invitation(
    away: int, minutes: int, name: str, language: Language, cancelled: bool, project: str
) -> None:
    starts = AT + timedelta(minutes=away)
    name, project = (
        "".join(x for x in each if x.isprintable()).strip() for each in (name, project)
    )
    ends = starts + timedelta(minutes=minutes)
    made = replace(
        MEETING, starts=starts, ends=ends, mentor=name, project=project, cancelled=cancelled
    )
    content = invitation(made, Person(name, ZOE.address), LEA, language)
    found = read(content)
    assert (found.uid, found.starts, found.ends) == (made.uid, starts, ends)
    assert found.organizer == f"mailto:{ZOE.address}"
    assert found.attendee == f"mailto:{LEA.address}"
    assert project in found.summary and (name or "essi") in found.summary


def test_the_guest_has_accepted_and_nobody_waits_for_an_answer() -> None:
    [entry] = Calendar.from_ical(invitation(MEETING, ZOE, LEA, "fr")).walk("VEVENT")
    params = entry["ATTENDEE"].params
    assert (params["PARTSTAT"], params["RSVP"]) == ("ACCEPTED", "FALSE")
    assert "RRULE" not in entry and "VALARM" not in entry


def test_a_cancellation_has_the_same_name_and_a_higher_number() -> None:
    first = invitation(MEETING, ZOE, LEA, "fr")
    over = invitation(replace(MEETING, cancelled=True, sequence=4), ZOE, LEA, "fr")
    assert b"METHOD:REQUEST" in first and b"METHOD:CANCEL" in over
    one, other = read(first), read(over)
    assert other.uid == one.uid and other.sequence > one.sequence
    assert other.status == "CANCELLED" and other.summary.startswith("Annulée\xa0: Session avec Zoé")


def test_a_name_cannot_write_a_line_of_the_calendar() -> None:
    evil = 'Zoé"\r\nATTENDEE:mailto:all@example.org;X="'
    meeting = replace(MEETING, mentor=evil, project="P7\r\nRRULE:FREQ=DAILY")
    content = invitation(meeting, Person(evil, ZOE.address), Person(evil, LEA.address), "fr")
    [entry] = Calendar.from_ical(content).walk("VEVENT")
    assert str(entry["ATTENDEE"]) == "mailto:lea@example.org" and "RRULE" not in entry


def test_a_feed_invites_nobody_and_is_the_same_each_time() -> None:
    other = replace(
        MEETING, id="b" * 24, starts=AT - timedelta(days=7), ends=AT - timedelta(days=6)
    )
    content = feed([MEETING, other], "Mes sessions", "fr")
    assert b"METHOD:PUBLISH" in content
    assert b"ATTENDEE" not in content and b"ORGANIZER" not in content
    assert content == feed([other, MEETING], "Mes sessions", "fr")
    entries = Calendar.from_ical(content).walk("VEVENT")
    assert [str(each["UID"]) for each in entries] == [other.uid, MEETING.uid]


def test_english_is_there_too() -> None:
    content = invitation(replace(MEETING, cancelled=True), ZOE, LEA, "en")
    assert "Cancelled: Session with Zoé Martin – P7" in by_icalendar(content).summary
