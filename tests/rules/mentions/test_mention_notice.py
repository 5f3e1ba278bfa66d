"""`notice`: two to three weeks before a defence, two weeks before the end of a project."""

from datetime import UTC, date, datetime, timedelta

import pytest
from rules_builders import DUE, NOW, a_board, a_card, found

from rules.bilingual import Days
from rules.history import History
from rules.rulebook.values import Notice


def put_forward(days_before, sure=True):
    return History(put_forward_at=DUE - timedelta(days=days_before), put_forward_sure=sure)


def variant(days_before, kind="soutenances", sure=True):
    now = DUE - timedelta(days=days_before)
    finding = found("notice", a_card(), a_board(kind), now, put_forward(days_before, sure))
    return finding and finding.variant


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        *((0, "short-soutenances"), (13, "short-soutenances"), (14, None), (17, None)),
        *((21, None), (22, "early"), (90, "early")),
    ],
)
def test_a_defence_is_put_forward_14_to_21_days_before(days, expected):
    assert variant(days) == expected


@pytest.mark.parametrize(("days", "expected"), [(13, "short-transfert"), (14, None), (90, None)])
def test_a_transfer_is_put_forward_at_least_14_days_before(days, expected):
    assert variant(days, "transfert") == expected


@pytest.mark.parametrize(
    ("days", "kind", "expected"),
    [
        (13, "soutenances", "short-soutenances-guessed"),
        (13, "transfert", "short-transfert-guessed"),
        (22, "soutenances", None),
    ],
)
def test_a_guess_can_only_say_that_the_notice_is_short(days, kind, expected):
    assert variant(days, kind, sure=False) == expected


def test_days_are_counted_on_the_calendar_of_the_school():
    due = datetime(2026, 3, 16, 22, 30, tzinfo=UTC)  # 23:30 in Paris
    put = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)  # 2 March, 0:30 in Paris: 14 days
    history = History(put_forward_at=put, put_forward_sure=True)
    assert found("notice", a_card(due=due), None, NOW, history) is None


def test_a_change_of_clock_does_not_count():
    put = datetime(2026, 3, 22, 22, 30, tzinfo=UTC)  # 23:30 in winter
    due = datetime(2026, 4, 5, 22, 15, tzinfo=UTC)  # 6 April, 0:15 in summer: 15 days
    history = History(put_forward_at=put, put_forward_sure=True)
    assert found("notice", a_card(due=due), None, put, history) is None
    history = History(put_forward_at=put + timedelta(hours=2), put_forward_sure=True)
    assert found("notice", a_card(due=due - timedelta(hours=2)), None, put, history).variant == (
        "short-soutenances"
    )


def test_nothing_is_said_without_knowing_when_or_of_a_wrong_date():
    history = put_forward(3)
    assert found("notice", a_card(), history=History()) is None
    assert found("notice", a_card(due=None), history=history) is None
    assert found("notice", a_card(), now=DUE + timedelta(hours=1), history=history) is None


def test_it_warns_and_names_the_last_working_day():
    due = datetime(2026, 5, 15, 8, tzinfo=UTC)
    put = datetime(2026, 5, 4, 8, tzinfo=UTC)
    history = History(put_forward_at=put, put_forward_sure=True)
    labour_day = a_board(holidays=frozenset({date(2026, 5, 1)}))
    finding = found("notice", a_card(due=due), labour_day, put, history)
    assert finding.severity == "warns"
    assert finding.values == {
        "put": date(2026, 5, 4),
        "due": date(2026, 5, 15),
        "days": Days(11),
        "first": date(2026, 4, 24),
        "last": date(2026, 4, 30),
    }


def test_a_rulebook_can_make_it_block_where_it_was_seen():
    ruled = a_board(severities={"notice": "blocks"})
    assert found("notice", a_card(), ruled, history=put_forward(3)).blocks
    assert not found("notice", a_card(), ruled, history=put_forward(3, sure=False)).blocks


@pytest.mark.parametrize(
    ("notice", "days", "expected"),
    [
        *((Notice(7, 30), 6, "short-soutenances"), (Notice(7, 30), 7, None)),
        *((Notice(7, 30), 30, None), (Notice(7, 30), 31, "early")),
        *((Notice(0, None), 0, None), (Notice(0, None), 200, None)),
    ],
)
def test_a_board_may_ask_for_another_notice(notice, days, expected):
    now = DUE - timedelta(days=days)
    finding = found("notice", a_card(), a_board(notice=notice), now, put_forward(days))
    assert (finding and finding.variant) == expected
