"""A verdict lasts while nothing changes: whatever looks at the clock must say when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from rules_builders import (
    ACCEPTED,
    BOT,
    DUE,
    INCOMPLETE,
    INTAKE,
    MENTOR,
    NOW,
    P7,
    P8,
    PASSED,
    a_board,
    a_card,
    judged,
)

from rules.card import KINDS
from rules.editing.parse import default_severities
from rules.expiry import lasts
from rules.history import History, Seal, Twin

BOARDS = [
    a_board(kind, severities=dict.fromkeys(default_severities(), weight))
    for kind in KINDS
    for weight in ("blocks", "warns")
]
MOMENTS = st.integers(-500, 1200).map(lambda hours: NOW + timedelta(hours=hours))
DATES = st.none() | MOMENTS
CARDS = st.builds(
    a_card,
    name=st.sampled_from(["Marie Dupont - DA Python", "Marie", "", "DA Python – Zoé ?"]),
    list_id=st.sampled_from([INTAKE, INCOMPLETE, ACCEPTED, PASSED]),
    due=DATES,
    labels=st.sampled_from([(), (P7,), (P7, P8)]),
    members=st.sampled_from([(), (MENTOR,), (BOT,)]),
)
PASTS = st.builds(
    History,
    put_forward_at=DATES,
    put_forward_sure=st.booleans(),
    seal=st.none() | st.builds(Seal, due=MOMENTS, sealed_at=MOMENTS),
    twins=st.sampled_from([(), (Twin("2" * 24, "Marie Dupont - DA Python", "https://e.org"),)]),
)


@settings(max_examples=examples(300))
@given(CARDS, PASTS, st.sampled_from(BOARDS), MOMENTS, MOMENTS)
def test_a_verdict_that_lasts_is_the_one_of_today(card, past, board, one, other):  # type: ignore[no-untyped-def]
    since, now = sorted((one, other))
    if lasts(card.due, since, now):
        assert judged(card, board, now, past) == judged(card, board, since, past)


def test_it_ends_with_the_due_date_and_to_the_second() -> None:
    for due, ended in ((DUE, True), (DUE - timedelta(seconds=1), False), (None, False)):
        assert lasts(due, DUE, DUE + timedelta(seconds=1)) is not ended
    assert lasts(DUE + timedelta(seconds=1), DUE, DUE)


def test_most_days_nothing_changes() -> None:
    card = replace(a_card(), due=datetime(2026, 3, 19, 13, 30, tzinfo=UTC))
    assert lasts(card.due, NOW, NOW + timedelta(days=10))
