"""When a card's comment is our business."""

from __future__ import annotations

import pytest
from rules_builders import INCOMPLETE, INTAKE, NOW, a_board, a_card

from rules.clerk_memory import LivingComment, Standing
from rules.commands import TellCard
from rules.decide import decide
from rules.evaluate import evaluate
from rules.history import NOTHING_KNOWN


def speaks(list_id: str, **standing: object) -> bool:
    card, ruled = a_card(due=None, list_id=list_id), a_board()
    known = Standing(NOTHING_KNOWN, mode="enforce", **standing)  # type: ignore[arg-type]
    commands = decide(card, evaluate(card, ruled, NOW), ruled, known, NOW)
    return any(isinstance(each, TellCard) for each in commands)


@pytest.mark.parametrize(("touched", "spoken"), [(False, False), (True, True)])
def test_what_was_set_aside_before_us_sleeps_until_somebody_touches_it(
    touched: bool, spoken: bool
) -> None:
    assert speaks(INCOMPLETE, seen_live=touched) is spoken


def test_what_is_proposed_is_spoken_of_whoever_touched_it() -> None:
    assert speaks(INTAKE) and speaks(INTAKE, seen_live=True)


def test_what_is_there_already_is_kept_up_to_date() -> None:
    assert speaks(INCOMPLETE, comment=LivingComment("autre texte", ()))
    gone = LivingComment("autre texte", (), deleted=True)
    assert not speaks(INCOMPLETE, comment=gone)
