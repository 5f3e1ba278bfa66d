"""When a cancellation is late and an absence counts: by the rulebook's hours and share, to the second."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from weekly import MONDAY

from mentoring.sessions.model import Span
from mentoring.sessions.rules.statuses import cancellation, refusal
from rules.rulebook.sessions import SessionRules

START = MONDAY + timedelta(days=1)
SPAN = Span(START, START + timedelta(minutes=45))
RULES = SessionRules()


@given(late=st.integers(0, 100 * 60), told=st.integers(-30 * 60, 200 * 60))
def test_it_is_late_from_the_rulebooks_hours_on_to_the_second(late: int, told: int) -> None:
    rules = replace(RULES, late=timedelta(seconds=late))
    counts = cancellation(SPAN, START - timedelta(seconds=told), rules)
    assert counts == ("cancelled" if told >= late else "cancelled-late")


@given(length=st.integers(1, 240), share=st.integers(1, 100), at=st.integers(-60, 240 * 60))
def test_an_absence_counts_from_the_rulebooks_share_on_to_the_second(
    length: int, share: int, at: int
) -> None:
    rules = replace(RULES, absent_after=Fraction(share, 100))
    span = Span(START, START + timedelta(minutes=length))
    now = START + timedelta(seconds=at)
    early = at * 100 < length * 60 * share
    assert (refusal("absent", span, now, rules, None) == "too-early") == early
