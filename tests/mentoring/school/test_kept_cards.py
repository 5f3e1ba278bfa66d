"""The cards of the school are kept from look to look, and are never other than those that would be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from harness import FAILED
from staffed import Staffed, staffed

from mentoring.school import kept_cards
from mentoring.school.kept_cards import LONGEST, Cards, all_cards
from mentoring.school.read import defences, transfers


@pytest.fixture
def crew(tmp_path: Path) -> Iterator[Staffed]:
    with staffed(tmp_path) as made:
        yield made


def kept(crew: Staffed) -> Cards:
    with crew.parts.database.transaction() as session:
        return all_cards(session, crew.parts.rulebook, crew.school.time)


def read(crew: Staffed) -> Cards:
    with crew.parts.database.transaction() as session:
        rulebook, at = crew.parts.rulebook, crew.school.time
        return Cards(defences(session, rulebook, at), transfers(session, rulebook, at))


def rename_label(crew: Staffed) -> None:
    hand, board = crew.school.by("helene"), crew.rules().board
    hand.rename_label(board, crew.school.label("P7"), "P7 - Projet libre")


def test_they_are_read_once_while_nothing_is_written(
    crew: Staffed, monkeypatch: pytest.MonkeyPatch
) -> None:
    crew.proposal()
    times = list[str]()

    def counted(*args: object) -> object:
        times.append("read")
        return defences(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(kept_cards, "defences", counted)
    monkeypatch.setattr(kept_cards, "_shown", {})
    assert kept(crew) is kept(crew)
    assert times == ["read"]
    crew.school.time += LONGEST + timedelta(seconds=1)
    kept(crew)
    assert times == ["read", "read"]


def test_whatever_happens_they_are_as_they_would_be_read(crew: Staffed) -> None:
    card, other = crew.proposal(), crew.handover()
    hand, giving = crew.school.by("zoe"), crew.giving
    steps: list[Callable[[], object]] = [
        lambda: giving.offer(crew.asked("ines", card)),
        lambda: giving.offer(crew.asked("ines", card), withdraw=True),
        lambda: giving.offer(crew.asked("malik", card)),
        lambda: giving.give(crew.asked("helene", card), crew.id("ines")),
        lambda: hand.set_due(card, crew.school.due(25)),
        lambda: hand.rename(card, "Léa Martin - DA Python"),
        lambda: hand.toggle_label(card, crew.school.label("P7")),
        lambda: hand.toggle_label(card, crew.school.label("P7")),
        lambda: crew.school.by("ines").leave(card),
        lambda: crew.school.by("helene").drag(card, crew.school.list_id(FAILED), "top"),
        lambda: giving.give(crew.asked("helene", other, "transfert"), crew.id("malik")),
        lambda: crew.school.by("helene").archive(other),
        lambda: rename_label(crew),
    ]
    before = kept(crew)
    for number, step in enumerate(steps):
        step()
        crew.school.work()
        crew.school.look()
        assert kept(crew) == read(crew), number
    assert kept(crew) != before
