"""What a badge says, for each state of a card."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from powerup.card.badges import badge_of, board_badges, detail_badges
from rules.rulebook.values import PARIS, BoardRules
from rules.verdict import Severity
from sync.mirror.board_summary import Glance

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
RULES = BoardRules(
    name="soutenances",
    kind="soutenances",
    board="b",
    intake=("in",),
    incomplete=("inc",),
    accepted=("acc",),
    severities={},
)
CARD = Glance("c1", "b", "in", "Léa Dupont – DA Python", "", None, "complete")
BLOCKS: tuple[tuple[str, Severity], ...] = (("due", "blocks"), ("member", "blocks"))


def says(card: Glance, language: str = "fr") -> tuple[str, str] | None:
    badge = badge_of(card, RULES, NOW, "en" if language == "en" else "fr")
    return (badge.text.replace("\u00a0", " "), badge.color) if badge else None


def test_a_complete_card_is_green() -> None:
    assert says(CARD) == ("complète", "green")
    assert says(CARD, "en") == ("complete", "green")


def test_missing_mentions_are_counted_in_red() -> None:
    card = replace(CARD, state="incomplete", findings=BLOCKS)
    assert says(card) == ("2 informations manquantes", "red")
    assert says(card, "en") == ("2 things missing", "red")
    assert says(replace(card, findings=BLOCKS[:1])) == ("1 information manquante", "red")


def test_warnings_do_not_count_as_missing() -> None:
    card = replace(CARD, state="incomplete", findings=(*BLOCKS[:1], ("details", "warns")))
    assert says(card) == ("1 information manquante", "red")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (170, "vérification dans 3 min"),
        (61, "vérification dans 2 min"),
        (60, "vérification dans 1 min"),
        (20, "vérification dans 1 min"),
        (5, "vérification imminente"),
    ],
)
def test_inside_the_settle_window_the_badge_says_when_it_ends(seconds: int, text: str) -> None:
    settles = NOW + timedelta(seconds=seconds)
    card = replace(CARD, state="incomplete", findings=BLOCKS, settles_at=settles)
    assert says(card) == (text, "yellow")


def test_a_card_completed_inside_its_window_is_told_at_once() -> None:
    assert says(replace(CARD, settles_at=NOW + timedelta(seconds=90))) == ("complète", "green")


def test_a_changed_date_comes_before_everything() -> None:
    card = replace(CARD, state="incomplete", findings=(("sealed-date", "warns"), ("due", "blocks")))
    assert says(card) == ("date modifiée", "red")


def test_a_changed_date_is_told_in_the_accepted_list_too() -> None:
    card = replace(CARD, list_id="acc", state="not-checked", why="accepted-list")
    assert says(card) is None
    assert says(replace(card, findings=(("sealed-date", "warns"),))) == ("date modifiée", "red")


def test_a_suspended_card_is_calm() -> None:
    card = replace(CARD, state="suspended", why="suspended", findings=BLOCKS)
    assert says(card) == ("suspendue", "sky")


def test_what_is_only_doubtful_is_to_be_confirmed() -> None:
    assert says(replace(CARD, findings=(("student", "warns"),))) == ("à confirmer", "orange")


def test_a_card_accepted_by_a_manager_says_so() -> None:
    card = replace(CARD, why="accepted", findings=BLOCKS)
    assert says(card) == ("acceptée telle quelle", "green")


def test_a_completed_card_in_the_incomplete_list_is_to_be_put_back() -> None:
    assert says(replace(CARD, list_id="inc")) == ("complète, à remettre", "green")


def test_cards_that_are_not_judged_have_no_badge() -> None:
    assert says(replace(CARD, state="not-checked", why="template")) is None
    assert says(replace(CARD, list_id="acc", state=None)) is None
    told = (("budget", "blocks"),)
    assert says(replace(CARD, state="not-checked", why="other-list", findings=told)) is None


def test_a_card_that_nobody_has_looked_at_yet_says_so() -> None:
    assert says(replace(CARD, state=None)) == ("à vérifier", "light-gray")


def test_each_badge_is_sent_once_for_all_cards() -> None:
    cards = [replace(CARD, card_id=f"c{number}") for number in range(5)]
    cards.append(replace(CARD, card_id="t", state="not-checked", why="template"))
    badges, places = board_badges(cards, RULES, NOW, "fr")
    assert [each.text for each in badges] == ["complète"]
    assert places == {**{f"c{number}": 0 for number in range(5)}, "t": -1}


def test_the_back_of_the_card_counts_the_days_left() -> None:
    due = NOW + timedelta(days=12)
    badge = badge_of(CARD, RULES, NOW, "fr")
    shown = detail_badges(badge, "soutenances", (due, due), NOW, PARIS, "fr")
    assert [(x.title, x.text.replace("\u00a0", " "), x.color) for x in shown] == [
        ("Greffe", "complète", "green"),
        ("Soutenance", "dans 12 jours", "light-gray"),
        ("Date fixée", "samedi 14 mars 2026 à 10 h", "light-gray"),
    ]


def test_a_date_that_moved_away_from_the_fixed_one_is_red() -> None:
    due = NOW + timedelta(days=1)
    dates = (due, due + timedelta(days=3))
    shown = detail_badges(None, "soutenances", dates, NOW, PARIS, "fr")
    assert (shown[0].text, shown[0].color) == ("demain", "light-gray")
    assert shown[1].color == "red"
