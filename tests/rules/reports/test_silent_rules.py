"""A rule that stopped firing is noticed; holidays, young rules and rare ones are none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from rules.reports.silent_rules import Judged, Silent, silent_rules

NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)


def weeks(*counts: int, mention: str = "label") -> list[Judged]:
    """So many cards each week that lack this, this week's first; and ten that lack nothing."""
    found = []
    for week, count in enumerate(counts):
        at = NOW - timedelta(days=7 * week + 3)
        found += [Judged(f"{week}-{n}", at, (mention,)) for n in range(count)]
        found += [Judged(f"{week}-right-{n}", at, ()) for n in range(10)]
    return found


def test_one_that_finds_nothing_any_more_is_told_beside_its_usual() -> None:
    assert silent_rules(weeks(0, 6, 7, 5, 6, 8, 6, 6, 5), NOW) == [Silent("label", 0, 6)]


def test_one_that_finds_as_usual_is_not() -> None:
    assert silent_rules(weeks(5, 6, 7, 5, 6, 8, 6, 6, 5), NOW) == []
    assert silent_rules(weeks(1, 6, 7, 5, 6, 8, 6, 6, 5), NOW) == []


def test_a_card_counts_once_a_week() -> None:
    again = [Judged("same", NOW - timedelta(days=1), ("label",)) for _ in range(9)]
    usual = weeks(0, *[12] * 8)
    assert silent_rules([*usual, *again], NOW) == [Silent("label", 1, 12)]


def test_in_a_week_without_cards_no_rule_has_collapsed() -> None:
    holidays = [x for x in weeks(0, *[6] * 8) if x.at < NOW - timedelta(days=7)]
    assert silent_rules(holidays, NOW) == []


def test_a_rare_or_young_rule_has_no_usual() -> None:
    assert silent_rules(weeks(0, *[2] * 8), NOW) == []
    assert silent_rules(weeks(0, 9, 9, 9), NOW) == []


def test_the_most_usual_comes_first_and_nothing_is_read_of_nothing() -> None:
    both = [*weeks(0, *[5] * 8), *weeks(0, *[9] * 8, mention="due")]
    assert [each.mention for each in silent_rules(both, NOW)] == ["due", "label"]
    assert silent_rules([], NOW) == []
