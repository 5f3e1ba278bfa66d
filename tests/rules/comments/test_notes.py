"""Notes in the living comment: whatever the verdict, with @ when they are first told, silent after."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from rules_builders import ACCEPTED, PASSED, a_board, a_card

from rules.card import Card
from rules.clerk_memory import LivingComment, Note, Standing
from rules.commands import TellCard
from rules.decide import decide
from rules.evaluate import evaluate
from rules.history import History

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
VALIDATOR = Note("validator", "{who} tient cette soutenance, le jeudi.", ("ines",))
RELAY = Note("relay", "Le suivi continue avec Zoé.")
STANDING = Standing(History(), mode="enforce", addressees=("zoe",), managers=("helene",))
RULED = a_board()


def told(card: Card, *notes: Note, before: TellCard | None = None) -> TellCard | None:
    """What the clerk would write on this card, whose comment says what `before` said."""
    comment = LivingComment(before.plain, before.told) if before is not None else None
    standing = replace(STANDING, notes=notes, comment=comment)
    commands = decide(card, evaluate(card, RULED, NOW), RULED, standing, NOW)
    return next((each for each in commands if isinstance(each, TellCard)), None)


def first(card: Card, *notes: Note) -> TellCard:
    found = told(card, *notes)
    assert found is not None
    return found


def test_a_complete_card_without_a_note_is_left_in_peace() -> None:
    assert told(a_card()) is None


def test_a_note_calls_its_people_when_it_is_first_told() -> None:
    written = first(a_card(), VALIDATOR)
    assert "@ines tient cette soutenance" in written.text
    assert "@" not in written.plain
    assert written.notifies
    assert written.told == ("note:validator",)


def test_the_same_note_again_writes_nothing() -> None:
    assert told(a_card(), VALIDATOR, before=first(a_card(), VALIDATOR)) is None


def test_a_note_that_changes_is_edited_without_calling_anybody() -> None:
    later = replace(VALIDATOR, text="{who} tient cette soutenance, le vendredi.")
    edited = told(a_card(), later, before=first(a_card(), VALIDATOR))
    assert edited is not None
    assert "ines tient cette soutenance, le vendredi" in edited.text
    assert "@" not in edited.text
    assert not edited.notifies


def test_a_second_note_calls_its_own_people_alone() -> None:
    other = Note("taken", "{who} suit cet étudiant.", ("malik",))
    edited = told(a_card(), VALIDATOR, other, before=first(a_card(), VALIDATOR))
    assert edited is not None
    assert "@malik suit" in edited.text
    assert "@ines" not in edited.text


def test_a_note_calls_nobody_for_what_is_missing_on_the_card() -> None:
    bare = a_card(due=None)
    edited = told(bare, VALIDATOR, before=first(bare))
    assert edited is not None
    assert "@ines" in edited.text
    assert "@zoe" not in edited.text
    assert "zoe" in edited.text


def test_a_note_that_goes_is_taken_out_silently() -> None:
    edited = told(a_card(), before=first(a_card(), RELAY))
    assert edited is not None
    assert "continue" not in edited.text
    assert not edited.notifies


def test_an_accepted_card_is_spoken_of_only_with_notes() -> None:
    accepted = a_card(list_id=ACCEPTED)
    assert told(accepted) is None
    assert "@ines" in first(accepted, VALIDATOR).text


def test_a_card_that_is_over_is_spoken_of_only_with_notes() -> None:
    over = a_card(list_id=PASSED)
    assert told(over, before=first(a_card(due=None))) is None
    assert "continue avec Zoé" in first(over, RELAY).text


def test_notes_stand_in_their_order_and_nobody_is_named_twice() -> None:
    text = first(a_card(), VALIDATOR, RELAY).text
    assert text.index("tient cette soutenance") < text.index("Le suivi continue")


def test_a_note_without_people_calls_nobody() -> None:
    written = first(a_card(), RELAY)
    assert "@" not in written.text
    assert not written.notifies


def test_an_observed_board_hears_nothing_of_notes() -> None:
    standing = replace(STANDING, mode="observe", notes=(VALIDATOR,))
    card = a_card()
    assert not [
        each
        for each in decide(card, evaluate(card, RULED, NOW), RULED, standing, NOW)
        if isinstance(each, TellCard)
    ]
