"""The living comment with hostile titles, names, reasons and lists: only who is meant is called."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hostile import HOSTILE, called, linked, one_line
from rules_builders import INCOMPLETE, P7, P8, a_board, a_card

from rules.card import Card
from rules.clerk_memory import Answer, Note, Standing
from rules.comments import texts
from rules.comments.living_comment import paused, tell
from rules.decide import destination
from rules.evaluate import evaluate
from rules.history import History, Hold, Seal, Twin
from rules.verdict import LANGUAGES, Language

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BAD = one_line()
RULES = "https://greffier.example.org/reglement/abc"
TWIN = "https://trello.com/c/abcd"
NAMES = {"zoe": BAD, "helene": BAD}
STANDING = Standing(
    History(),
    mode="enforce",
    addressees=("zoe",),
    managers=("helene",),
    names=NAMES,
    rules_url=RULES,
)
LABELS = tuple(replace(each, name=f"{each.name} {BAD}") for each in (P7, P8))
UNTIL = NOW + timedelta(hours=24)
TITLE = f"Marie Dupont - DA Python {BAD}"

CARDS = {
    "nothing but the title": a_card(name=BAD, due=None, labels=(), members=(), desc=HOSTILE),
    "two labels": a_card(name=TITLE, labels=LABELS, desc=HOSTILE, list_id=INCOMPLETE),
    "complete": a_card(),
    "complete and set aside": a_card(list_id=INCOMPLETE),
}
PASTS = {
    "nothing": History(),
    "suspended": History(hold=Hold("suspended", BAD, NOW, UNTIL, "", HOSTILE)),
    "suspended for good": History(hold=Hold("suspended", BAD, NOW, None, "", HOSTILE)),
    "accepted": History(hold=Hold("accepted", BAD, NOW, UNTIL, "", HOSTILE)),
    "date changed": History(seal=Seal(NOW + timedelta(days=3), NOW, BAD, NOW)),
    "twins": History(twins=(Twin("t", BAD, TWIN), Twin("u", BAD, f"{TWIN} @board {BAD}"))),
}


def told(card: Card, standing: Standing, language: Language) -> str:
    board = a_board()
    lists = tuple(replace(each, name=BAD) for each in board.board.lists)
    ruled = replace(board, board=replace(board.board, lists=lists))
    verdict = evaluate(card, ruled, NOW, standing.history)
    command = tell(card, verdict, ruled, standing, destination(card, verdict, ruled), language)
    return command.text if command is not None else ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("past", PASTS)
@pytest.mark.parametrize("card", CARDS)
def test_only_who_is_meant_is_called_and_only_our_links_are_links(
    card: str, past: str, language: Language
) -> None:
    text = told(CARDS[card], replace(STANDING, history=PASTS[past]), language)
    assert called(text) <= {"zoe", "helene"}
    assert linked(text) <= {RULES, TWIN}
    assert "&#64;" not in text.replace("\\&\\#64;", "")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", texts.ANSWERS)
def test_an_answer_calls_nobody(key: str, language: Language) -> None:
    answer = Answer(key, BAD, (("managers", f"{BAD}, {BAD}"), ("reason", HOSTILE)))
    text = told(a_card(), replace(STANDING, answer=answer), language)
    assert called(text) == set()
    assert linked(text) <= {RULES}


def test_a_note_calls_whom_it_means_alone() -> None:
    standing = replace(STANDING, notes=(Note("x", "{who}, voici.", ("noel",)),))
    assert called(told(a_card(), standing, "fr")) == {"noel"}


def test_who_is_told_of_a_pause_are_the_managers() -> None:
    first, plain = paused(("helene", "x_y_z"), 3, 10, "fr", of_board=True)
    assert called(first) == {"helene", "x_y_z"}
    assert called(plain) == set()
