"""`due`, `past`, `member`: a date, to come, and somebody to talk to."""

from datetime import timedelta

import pytest
from rules_builders import BOT, DUE, MENTOR, NOW, a_board, a_card, found

from rules.card import Member


@pytest.mark.parametrize("kind", ["soutenances", "transfert"])
def test_a_card_without_due_date_is_incomplete(kind):
    finding = found("due", a_card(due=None), a_board(kind))
    assert (finding.variant, finding.blocks) == (kind, True)
    assert found("past", a_card(due=None), a_board(kind)) is None


@pytest.mark.parametrize("kind", ["soutenances", "transfert"])
@pytest.mark.parametrize(
    ("before", "is_past"),
    [(timedelta(0), False), (timedelta(microseconds=1), True), (timedelta(days=400), True)],
)
def test_a_due_date_in_the_past_is_incomplete(kind, before, is_past):
    finding = found("past", a_card(due=NOW - before), a_board(kind))
    assert (finding is not None) == is_past
    if finding:
        assert (finding.variant, finding.blocks, finding.values["due"]) == (
            kind,
            True,
            NOW - before,
        )


def test_a_due_date_to_come_is_right():
    assert found("due", a_card(due=DUE)) is None
    assert found("past", a_card(due=DUE)) is None


@pytest.mark.parametrize("kind", ["soutenances", "transfert"])
@pytest.mark.parametrize(("members", "who"), [((), "none"), ((BOT,), "only-bot")])
def test_a_card_needs_a_person(members, who, kind):
    finding = found("member", a_card(members=members), a_board(kind))
    assert (finding.variant, finding.blocks) == (f"{who}-{kind}", True)


@pytest.mark.parametrize("members", [(MENTOR,), (BOT, MENTOR), (Member("f" * 24, ""),)])
def test_one_person_is_enough(members):
    assert found("member", a_card(members=members)) is None
