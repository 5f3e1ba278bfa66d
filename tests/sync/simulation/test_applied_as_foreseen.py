"""What "Et si…" foresees is all that is done when the rules are applied, whichever rules they are."""

from __future__ import annotations

import random
from pathlib import Path

import asleep
import pytest
from harness import ACCEPTED, School, school

from rules.editing.draft import Change
from rules.editing.parse import read_rulebook
from sync.rulebook.text import rewritten
from sync.rulebook.versions import latest
from sync.simulation.what_if import WhatIf, what_if
from sync.use_cases.apply_rules import changed_boards, judge_by_new_rules, put_in_force

CODES = ("label", "due", "member", "details", "notice", "twin")
NO_BRAKE = '\n[brake]\nmoves = 500\nper = "10m"\n'


def draft(seed: int) -> list[Change]:
    """Up to four findings that weigh otherwise, for all boards or for one; the first moves cards."""
    dice = random.Random(seed)
    first = [Change("soutenances", "mentions.twin.severity", "blocks")] if seed % 10 == 0 else []
    return first or [
        Change(dice.choice((None, "soutenances")), f"mentions.{code}.severity", severity)
        for code in dice.sample(CODES, dice.randint(1, 4))
        for severity in [dice.choice(("blocks", "warns", "off"))]
    ]


def in_force(made: School) -> tuple[int | None, str]:
    with made.parts.database.transaction() as session:
        known = latest(session)
        assert known is not None
        return known.id, known.text


def foreseen(made: School, text: str) -> list[WhatIf]:
    with made.parts.database.transaction() as session:
        found = [
            what_if(session, made.parts.rulebook, read_rulebook(text), board, made.time)
            for board in made.parts.boards
        ]
    return [each for each in found if each is not None]


def apply(made: School, text: str, based_on: int | None) -> None:
    before = made.parts.rulebook
    with made.parts.database.transaction() as session:
        version = put_in_force(session, text, "Hélène", "essai", based_on, made.time)
        boards = changed_boards(before, read_rulebook(text))
        judge_by_new_rules(session, made.queue.enqueue, boards, version, made.time)
    made.parts.rules.look()
    asleep.go_on(made, hours=2)


def agreed(made: School) -> set[str]:
    state = made.sandbox.state
    lists = {each["id"] for each in state.lists.values() if each["name"] == ACCEPTED}
    return {each["id"] for each in state.cards.values() if each["idList"] in lists}


@pytest.mark.parametrize("seed", range(4))
def test_applying_rules_does_what_was_foreseen_and_nothing_else(tmp_path: Path, seed: int) -> None:
    with school(tmp_path, seeder=asleep.seed, empty=False, both=True, more=NO_BRAKE) as made:
        assert len(made.sandbox.state.cards) >= 60
        asleep.go_on(made, hours=4)
        for step in range(3):
            based_on, now_in_force = in_force(made)
            text = rewritten(now_in_force, draft(10 * seed + step))
            told, was, asleep_still = foreseen(made, text), asleep.written(made), agreed(made)
            apply(made, text, based_on)
            done = asleep.written(made) - was
            moves = {
                shift.card.id
                for board in told
                for shift in board.shifts
                if shift.effect in ("sent", "returned")
            }
            others = {shift.card.id for board in told for shift in board.shifts}
            assert {card for kind, card in done if kind == "updateCard"} == moves
            assert len(moves) == sum(board.moves for board in told)
            assert {card for _, card in done} <= others
            assert not {card for _, card in done} & asleep_still
