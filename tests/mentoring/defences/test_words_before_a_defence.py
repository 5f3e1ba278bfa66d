"""What reminds of a defence, value by value: to whom, from when, until when, in which words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from test_words_after_a_defence import AT, DEFENCE, PARIS

from mentoring.defences.announcements import Saying, Words
from mentoring.defences.reminders import AHEAD, CALENDAR, GROUP, NOBODY, reminders
from mentoring.school.model import Defence
from rules.bilingual import Days, Sentence
from rules.markdown import Link

LONG_AGO = datetime(2026, 2, 1, tzinfo=UTC)
EVERYBODY = ("zoe", "ines", "noel")


def reminder(
    days: int, since: datetime, latest: datetime, sentence: Sentence, calls: tuple[str, ...]
) -> Saying:
    values = {"at": AT, "title": "Se préparer", "url": Link(""), "days": Days(days)}
    words = Words(f"reminder-{days}d", sentence, values, calls, until=AT)
    return Saying(GROUP, f"20260319T1330-{days}d", since, words, latest=latest, until=AT)


def given(defence: Defence, agreed: datetime | None = LONG_AGO, *days: int) -> list[Saying]:
    return reminders(defence, days or (7, 1, 0), agreed, "Se préparer", "", PARIS)


@pytest.mark.parametrize(
    ("people", "sentence", "calls"),
    [
        ({}, AHEAD, EVERYBODY),
        ({"validator": None}, AHEAD, EVERYBODY[:2]),
        ({"validator": "ines"}, AHEAD, EVERYBODY[:2]),
        ({"mentors": (), "validator": None}, NOBODY, ()),
    ],
)
def test_each_reminder_has_its_days_and_its_people(
    people: dict[str, object], sentence: Sentence, calls: tuple[str, ...]
) -> None:
    week, day, same = (
        datetime(2026, 3, 12, 7, tzinfo=UTC),
        datetime(2026, 3, 18, 7, tzinfo=UTC),
        datetime(2026, 3, 19, 7, tzinfo=UTC),
    )
    evening = timedelta(hours=12)
    assert given(replace(DEFENCE, **people)) == [  # type: ignore[arg-type]
        reminder(7, week, week + timedelta(days=2) + evening, sentence, calls),
        reminder(1, day, day + evening, sentence, calls),
        reminder(0, same, AT, sentence, calls),
    ]


def test_one_whose_morning_came_before_the_agreement_is_not_given() -> None:
    morning = datetime(2026, 3, 12, 7, tzinfo=UTC)
    assert [each.words.code for each in given(DEFENCE, morning, 7)] == ["reminder-7d"]
    assert given(DEFENCE, morning + timedelta(seconds=1), 7) == []
    assert given(DEFENCE, None) == [] == given(replace(DEFENCE, at=None))


def test_the_calendar_is_at_hand_where_there_is_one() -> None:
    (told,) = reminders(DEFENCE, (1,), LONG_AGO, "", "https://x", PARIS)
    assert told.words.sentence == Sentence(AHEAD.fr + CALENDAR.fr, AHEAD.en + CALENDAR.en)
    assert told.words.values["url"] == Link("https://x")
