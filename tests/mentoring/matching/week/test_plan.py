"""The draft of a week on a school: who, why, what is left, and what is kept by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from staffed import Staffed, staffed

from mentoring.matching.week.draft_words import WeekWords
from mentoring.matching.week.pins import Pin
from mentoring.matching.week.plan import plan_week
from mentoring.matching.week.week_draft import Week
from mentoring.school.model import Absence, Profile
from rules.calendar import local_date


class Waiting(Staffed):
    """The school with three defences at the same hour, and a student who changes mentor."""

    cards: tuple[str, ...]
    student: str


@pytest.fixture(scope="module")
def crew(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Waiting]:
    with staffed(tmp_path_factory.mktemp("week")) as opened:
        made = Waiting(opened.school)
        for each in made.school.sandbox.state.members.values():
            if each["username"] not in ("ines", "malik", "basile"):
                made.profile(each["username"], Profile(capacity=8))
        made.cards = (
            made.proposal("zoe", "Marie Dupont - DA Python"),
            made.proposal("fatou", "Karim Benali - DA Python"),
            made.proposal("basile", "Lina Roux - DA Python"),
        )
        made.student = made.handover("zoe", "Ada Morel - DA Python")
        yield made


def draft(crew: Waiting, pins: Mapping[str, str | None] | None = None, why: str = "") -> Week:
    made = {card: Pin(who, why) for card, who in (pins or {}).items()}
    with crew.parts.database.transaction() as session:
        return plan_week(session, crew.parts.rulebook, crew.school.time, pins=made)


def test_each_card_gets_somebody_who_can_and_no_one_their_own(crew: Waiting) -> None:
    week = draft(crew)
    given = {x.card.card_id: x.mentor.username for x in week.lines}
    holders = [given[x] for x in crew.cards if x in given]
    assert sorted(holders) == ["ines", "malik"], "all three are at the same hour"
    assert all(x.mentor.id not in x.card.mentors for x in week.lines)
    assert week.cost <= week.cost_one_by_one
    assert crew.student in given
    assert draft(crew) == week


def test_what_nobody_can_have_says_why_and_what_would_help(crew: Waiting) -> None:
    week = draft(crew)
    assert len(week.left) == 1
    for language in ("fr", "en"):
        words = WeekWords(language, crew.parts.rulebook.timezone)
        (left,) = week.left
        assert "P7" in words.would_help(left)
        assert words.why_nobody(left).endswith(".")
        assert all(words.why(each) for each in week.lines)


def test_a_line_changed_by_hand_is_kept_and_the_rest_solved_around_it(crew: Waiting) -> None:
    marie, *others = crew.cards
    week = draft(crew, {marie: crew.id("malik")})
    given = {x.card.card_id: x for x in week.lines}
    assert given[marie].mentor.username == "malik"
    assert given[marie].pin == Pin(crew.id("malik"))
    assert "malik" not in {given[x].mentor.username for x in others if x in given}
    without = draft(crew, {marie: None})
    assert marie not in {x.card.card_id for x in without.lines}
    assert marie in {x.card.card_id for x in without.left}


def test_a_pin_that_cannot_be_kept_is_left_and_says_why(crew: Waiting) -> None:
    marie, karim, lina = crew.cards
    own = draft(crew, {marie: crew.id("zoe")})
    left = {x.card.card_id: x for x in own.left}
    words = WeekWords("fr", crew.parts.rulebook.timezone)
    assert left[marie].why == "cannot"
    assert "Zoé Lefèvre ne le peut pas" in words.why_nobody(left[marie])
    assert marie not in {x.card.card_id for x in draft(crew, {marie: "nobody-known"}).lines}
    twice = draft(crew, {karim: crew.id("malik"), lina: crew.id("malik")})
    given = {x.card.card_id: x.mentor.username for x in twice.lines}
    assert (given[karim], given[marie]) == ("malik", "ines")
    (clash,) = (x for x in twice.left if x.card.card_id == lina)
    assert clash.why == "clash"
    assert "Malik" in words.why_nobody(clash)


def test_an_absence_yields_to_a_reason_and_the_draft_tells_both(crew: Waiting) -> None:
    marie = crew.cards[0]
    day = local_date(crew.school.due(), crew.parts.rulebook.timezone)
    away = Profile(capacity=8, validator=True, absences=(Absence(day, day),))
    crew.profile("camille", away)
    assert {x.why for x in draft(crew, {marie: crew.id("camille")}).left} >= {"cannot"}
    (line,) = (
        x
        for x in draft(crew, {marie: crew.id("camille")}, "elle rentre la veille").lines
        if x.card.card_id == marie
    )
    assert line.mentor.username == "camille"
    told = WeekWords("fr", crew.parts.rulebook.timezone).why(line)
    assert "elle rentre la veille" in told[-1]
