"""Years of cards that are over cost nothing each minute: they are left out while nobody touches them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from defended import held, tick
from harness import PASSED, School, school

from mentoring.defences import follow_run
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


def looked_at(made: School, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many cards the clock looks at now."""
    looked: list[int] = []

    def count(session: object, cards: list[object]) -> list[object]:
        looked.append(len(cards))
        return []

    with monkeypatch.context() as patched:
        patched.setattr(follow_run, "situations", count)
        made.parts.follow.tick()
    return sum(looked)


def test_the_clock_does_not_look_at_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with school(tmp_path) as made:
        card = held(made)
        made.by("noel").drag(card, PASSED)
        made.work()
        tick(made)
        assert looked_at(made, monkeypatch) == 1
        made.pass_time(days=91)
        assert looked_at(made, monkeypatch) == 0
