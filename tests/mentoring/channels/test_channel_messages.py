"""What channels are told, in which words, and when they are left alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from mentoring.channels import texts
from mentoring.channels.messages import (
    LONGEST,
    Line,
    Thing,
    compose,
    concerns,
    digest_is_due,
    is_quiet,
    rung,
    shorter,
)
from rules.editing.parse import RulebookError, read_rulebook
from rules.rulebook.channels import Channel

PARIS = ZoneInfo("Europe/Paris")
HOLIDAYS = frozenset({date(2026, 5, 1)})


def at(text: str) -> datetime:
    """An instant from a clock on a wall in Paris."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


def thing(student: str = "Léa D.", key: str = "c1", board: str = "soutenances") -> Thing:
    values = {"who": f"{student} – DA Python, P7", "at": at("2026-03-20T14:00")}
    return Thing(
        "validator-wanted",
        board,
        key,
        "",
        (Line(texts.DEFENCE, values), Line(texts.VALIDATE)),
        "https://trello.com/c/x",
    )


class TestQuietHours:
    channel = Channel("mentors", ("slack://x",))

    @pytest.mark.parametrize(
        ("when", "quiet"),
        [
            ("2026-03-02T07:59", True),
            ("2026-03-02T08:00", False),
            ("2026-03-02T18:59", False),
            ("2026-03-02T19:00", True),
            ("2026-03-07T12:00", True),  # a Saturday
            ("2026-05-01T12:00", True),  # a public holiday
            ("2026-07-01T08:30", False),  # summer time
        ],
    )
    def test_evenings_nights_and_days_off_are_quiet(self, when: str, quiet: bool) -> None:
        assert is_quiet(self.channel, at(when), PARIS, HOLIDAYS) is quiet

    def test_a_channel_may_be_told_at_any_time(self) -> None:
        always = Channel("night", ("slack://x",), quiet=None, days="all")
        assert not is_quiet(always, at("2026-03-08T03:00"), PARIS, HOLIDAYS)

    def test_hours_within_one_day_are_quiet_too(self) -> None:
        lunch = Channel("lunch", ("slack://x",), quiet=(time(12), time(14)))
        assert is_quiet(lunch, at("2026-03-02T13:00"), PARIS, HOLIDAYS)
        assert not is_quiet(lunch, at("2026-03-02T14:00"), PARIS, HOLIDAYS)


def test_a_digest_is_sent_in_the_morning_or_not_at_all() -> None:
    due = [
        digest_is_due(time(8, 30), at(f"2026-03-02T{each}"), PARIS)
        for each in ("08:29", "08:30", "12:29", "12:30")
    ]
    assert due == [False, True, True, False]


@pytest.mark.parametrize(
    ("days", "expected"), [(20, ""), (14, "14"), (8, "14"), (7, "7"), (3, "3"), (-2, "3")]
)
def test_a_ladder_names_the_last_rung_that_was_reached(days: int, expected: str) -> None:
    assert rung(timedelta(days=days), (14, 7, 3)) == expected


def test_without_an_end_there_is_no_rung() -> None:
    assert rung(None, (14, 7, 3)) == ""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Léa Dupont", "Léa D."),
        ("Jean-Pierre de La Tour", "Jean-Pierre T."),
        ("Inès", "Inès"),
        ("  Élodie   éluard ", "Élodie É."),
    ],
)
def test_a_student_is_told_by_first_name_and_initial(name: str, expected: str) -> None:
    assert shorter(name) == expected


class TestMessages:
    def test_one_thing_is_told_with_what_to_do_and_where(self) -> None:
        title, text = compose("validator-wanted", [thing()], "fr", PARIS)
        assert title == "Qui peut valider cette soutenance\u202f?"
        assert text == (
            "Léa D. – DA Python, P7, soutenance le vendredi\u00a020\u00a0mars\u00a02026 à\u00a014\u00a0h.\n"
            "Ouvrez la carte et choisissez «\u00a0Je peux valider\u00a0».\n"
            "https://trello.com/c/x"
        )

    def test_several_become_one_message(self) -> None:
        title, text = compose("validator-wanted", [thing(), thing("Adam L.", "c2")], "fr", PARIS)
        assert title == "2 soutenances cherchent un mentor validateur"
        assert text.count("• ") == 2

    def test_a_flood_is_counted_not_listed(self) -> None:
        many = [thing(key=f"c{each}") for each in range(LONGEST + 4)]
        _, text = compose("validator-wanted", many, "en", PARIS)
        assert text.count("• ") == LONGEST
        assert text.endswith("… and 4 more: see “To do” in Trello.")


class TestWhoHears:
    def test_a_channel_hears_of_its_boards_and_events_alone(self) -> None:
        mine = Channel("a", ("x://y",), events=("validator-wanted",), boards=("soutenances",))
        assert concerns(mine, thing())
        assert not concerns(mine, thing(board="transfert"))
        assert not concerns(Channel("b", ("x://y",), events=("digest",)), thing())

    def test_without_boards_it_hears_of_all(self) -> None:
        assert concerns(Channel("c", ("x://y",)), thing(board="transfert"))


class TestRulebook:
    def test_a_channel_needs_nothing_but_an_address(self) -> None:
        (channel,) = read_rulebook('[channels.mentors]\nto = "$MENTORS_SLACK"\n').channels
        assert channel == Channel("mentors", ("$MENTORS_SLACK",))

    def test_everything_can_be_said(self) -> None:
        text = (
            '[channels.mentors]\nto = ["slack://a/b/c", "$MAIL"]\nevents = ["digest", "brake"]\n'
            'language = "en"\nquiet = ""\ndays = "all"\ndigest_at = "07:45"\ngather = "0s"\n'
        )
        (channel,) = read_rulebook(text).channels
        assert channel.events == ("brake", "digest")
        assert (channel.quiet, channel.days, channel.digest_at) == (None, "all", time(7, 45))

    def test_a_wrong_address_is_not_quoted_because_it_may_hold_a_secret(self) -> None:
        with pytest.raises(RulebookError) as caught:
            read_rulebook('[channels.mentors]\nto = "T0KEN-very-secret"\n')
        (problem,) = caught.value.problems
        assert "channels.mentors.to" in problem
        assert "secret" not in problem

    @pytest.mark.parametrize(
        "line",
        [
            'quiet = "25:00-08:00"',
            'digest_at = "8h30"',
            'events = ["digests"]',
            'boards = ["nowhere"]',
            'days = "weekdays"',
            "gather = 5",
            'colour = "red"',
        ],
    )
    def test_each_mistake_is_named(self, line: str) -> None:
        with pytest.raises(RulebookError) as caught:
            read_rulebook(f'[channels.mentors]\nto = "slack://a/b/c"\n{line}\n')
        (problem,) = caught.value.problems
        assert f"channels.mentors.{line.partition(' ')[0]}" in problem

    def test_a_channel_without_address_is_a_mistake(self) -> None:
        with pytest.raises(RulebookError):
            read_rulebook("[channels.mentors]\n")
