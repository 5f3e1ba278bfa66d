"""Cards cost nothing each minute while nobody touches them: years of those that are over are left out, and
the others are read again when something of them was written.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from defended import agreed, held, tick
from harness import PASSED, School, school

from mentoring.defences.announcements import morning
from mentoring.defences.follow.sweep import Sweep
from mentoring.school.read import defences

LATELY = timedelta(days=90)


def seen(made: School, since: timedelta | None = LATELY) -> list[str]:
    """The defences that are read, of those touched or held since then."""
    at = made.time - since if since is not None else None
    with made.parts.database.transaction() as session:
        found = defences(session, made.parts.rulebook, made.time, since=at)
    return [each.card_id for each in found]


def test_what_is_over_and_untouched_is_left_out_until_somebody_touches_it(tmp_path: Path) -> None:
    with school(tmp_path) as made:
        card = held(made)
        made.pass_time(days=100)
        assert seen(made) == [card]  # nobody has said how it ended
        made.by("noel").drag(card, PASSED)
        made.work()
        assert seen(made) == [card]
        made.pass_time(days=91)
        assert seen(made) == []
        assert seen(made, None) == [card]
        made.by("zoe").describe(card, "Le jury a vu la vidéo.")
        made.work()
        assert seen(made) == [card]


def sweep(made: School) -> Sweep:
    """What the clock looks at now."""
    with made.parts.database.transaction() as session:
        return made.parts.follow.sweeper.look(session, made.parts.rulebook, made.time)


def test_the_clock_does_not_look_at_it(tmp_path: Path) -> None:
    with school(tmp_path) as made:
        card = held(made)
        made.by("noel").drag(card, PASSED)
        made.work()
        tick(made)
        assert len(sweep(made).situations) == 1
        made.pass_time(days=91)
        assert not sweep(made).situations


def test_a_minute_in_which_nothing_is_written_reads_no_card_and_else_what_was_written(
    tmp_path: Path,
) -> None:
    with school(tmp_path) as made:
        card = agreed(made)
        other = made.card("zoe", "Emma Petit – DA Python")
        made.work()
        tick(made)
        assert sweep(made).situations.keys() >= {card, other}
        made.pass_time(minutes=6)
        assert sweep(made).read == ()
        made.by("zoe").describe(card, "Le dépôt est public.")
        made.work()
        assert sweep(made).read == {
            card
        }  # in all tests, what is kept is compared with what is written
        made.pass_time(minutes=31)
        assert sweep(made).read is None


def test_what_is_kept_is_told_when_its_hour_comes(tmp_path: Path) -> None:
    with school(tmp_path) as made:
        card = agreed(made)
        tick(made)
        made.pass_time(seconds=(morning_before(made) - made.time).total_seconds() - 120)
        sweep(made)
        made.pass_time(minutes=3)
        assert sweep(made).read == ()
        before = made.comments(card)
        tick(made)
        assert made.comments(card) != before


def morning_before(made: School) -> datetime:
    """Eight o'clock of the day on which the first reminder of the agreed defence is due."""
    days = max(made.parts.rulebook.mentoring.preparation.remind)
    return morning(made.due(), -days, made.parts.rulebook.timezone)
