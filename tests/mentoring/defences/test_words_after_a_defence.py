"""What is said after a defence, value by value: to whom, from when, until when, in which words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mentoring.defences.announcements import Saying, Words
from mentoring.defences.outcomes import (
    FAILED,
    FAILED_NO_REASONS,
    PASSED,
    QUESTION,
    QUESTION_TO_ALL,
    STAGES,
    Outcome,
    Stage,
    clock,
    is_agreed,
    question,
    result,
    stage_of,
)
from mentoring.school.model import Defence
from rules.bilingual import Sentence

PARIS = ZoneInfo("Europe/Paris")
AT = datetime(2026, 3, 19, 13, 30, tzinfo=UTC)
NEXT_MORNING = datetime(2026, 3, 20, 7, tzinfo=UTC)
HOUR = timedelta(hours=1)
DEFENCE = Defence(
    card_id="c",
    board_id="b",
    url="",
    student="Léa Dupont",
    course="",
    project="P7",
    mentors=("zoe", "ines"),
    validator="noel",
    complete=True,
    role="accepted",
    at=AT,
)
RUNNING = Outcome("conditional", AT, "Noël", "Le README. ", AT + 48 * HOUR, AT + 96 * HOUR)
VALUES = {
    "by": "Noël",
    "reasons": "Le README",
    "student_until": AT + 48 * HOUR,
    "validator_until": AT + 96 * HOUR,
}


def without_names(sentence: Sentence) -> Sentence:
    """The sentence that calls nobody, its first letter a capital."""
    fr, en = (each.replace("{who}, ", "") for each in (sentence.fr, sentence.en))
    return Sentence(fr[0].upper() + fr[1:], en[0].upper() + en[1:])


def test_the_question_is_asked_on_the_morning_after_for_two_weeks() -> None:
    latest = NEXT_MORNING + timedelta(days=14)
    asked = Saying(
        "ask",
        "20260319T1330",
        NEXT_MORNING,
        Words("outcome", QUESTION, {}, ("noel",)),
        latest=latest,
    )
    assert question(DEFENCE, PARIS) == [asked]
    assert question(replace(DEFENCE, ticked=True), PARIS) == [replace(asked, since=AT)]
    to_mentors = replace(asked, words=Words("outcome", QUESTION, {}, ("zoe", "ines")))
    assert question(replace(DEFENCE, validator=None), PARIS) == [to_mentors]
    to_all = replace(asked, words=Words("outcome", QUESTION_TO_ALL, {}, ()))
    assert question(replace(DEFENCE, validator=None, mentors=()), PARIS) == [to_all]
    assert question(replace(DEFENCE, at=None), PARIS) == []


def stage(
    name: Stage, since: datetime, until: datetime | None, *calls: str, by_clock: bool = True
) -> Saying:
    sentence = STAGES[name] if calls else without_names(STAGES[name])
    words = Words(f"conditional-{name}", sentence, VALUES, calls)
    occasion = f"20260319T1330-{name}"
    return Saying("conditional", occasion, since, words, latest=until, by_clock=by_clock)


def test_a_conditional_success_is_told_in_four_stages() -> None:
    soon, first, second = (AT + hours * HOUR for hours in (36, 48, 96))
    assert clock(DEFENCE, RUNNING, ("helene", "noel")) == [
        stage("student", AT, soon, "zoe", "ines", by_clock=False),
        stage("soon", soon, first, "zoe", "ines"),
        stage("validator", first, second, "noel"),
        stage("late", second, None, "noel", "helene"),
    ]
    alone = replace(DEFENCE, validator=None, mentors=())
    assert [x.words.calls for x in clock(alone, RUNNING, ("helene", "idriss"))] == [
        *((), ()),
        *(("helene", "idriss"), ("helene", "idriss")),
    ]
    assert clock(alone, RUNNING, ()) == [
        stage("student", AT, soon, by_clock=False),
        stage("soon", soon, first),
        stage("validator", first, second),
        stage("late", second, None),
    ]
    for gone in ("student_until", "validator_until"):
        assert clock(DEFENCE, replace(RUNNING, **{gone: None}), ()) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        *((-1, "student"), (0, "student"), (35.99, "student"), (36, "soon"), (47.99, "soon")),
        *((48, "validator"), (95.99, "validator"), (96, "late"), (999, "late")),
    ],
)
def test_each_stage_begins_at_its_instant(hours: float, expected: str) -> None:
    assert stage_of(RUNNING, AT + hours * HOUR) == expected


def test_only_a_conditional_success_with_a_term_has_stages() -> None:
    assert stage_of(replace(RUNNING, outcome="passed"), AT) is None
    assert stage_of(replace(RUNNING, student_until=None), AT) is None


def test_a_result_is_told_with_its_reasons_and_to_its_mentors() -> None:
    passed = Words("passed", PASSED)
    told = Saying("result", "20260319T1330-passed", AT, passed, by_clock=False)
    assert result(DEFENCE, Outcome("passed", AT, "Noël", "x")) == [told]
    told = replace(told, occasion="20260319T1330-failed")
    values = {"reasons": "Le plan"}
    failed = Words("failed", FAILED, values, ("zoe", "ines"))
    because = Outcome("failed", AT, "Noël", "Le plan .")
    assert result(DEFENCE, because) == [replace(told, words=failed)]
    bare = Words("failed", FAILED_NO_REASONS, {"reasons": ""}, ("zoe", "ines"))
    assert result(DEFENCE, Outcome("failed", AT, "Noël")) == [replace(told, words=bare)]
    nobody = replace(failed, sentence=without_names(FAILED), calls=())
    assert result(replace(DEFENCE, mentors=()), because) == [replace(told, words=nobody)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, True),
        ({"closed": True}, False),
        ({"role": "accepted", "validator": None, "complete": False}, True),
        ({"role": "intake"}, True),
        ({"role": "intake", "validator": None}, False),
        ({"role": "intake", "complete": False}, False),
        ({"role": "incomplete"}, False),
        ({"role": "passed"}, False),
    ],
)
def test_a_defence_is_agreed_where_a_validator_or_its_list_says_so(
    changes: dict[str, object], expected: bool
) -> None:
    assert is_agreed(replace(DEFENCE, **changes)) is expected  # type: ignore[arg-type]
