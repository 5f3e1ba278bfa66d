"""Letting Greffier in floods nobody: what sleeps is left alone, and what is foreseen is all that is done."""

from __future__ import annotations

from pathlib import Path

import asleep
import pytest
from harness import ACCEPTED, INCOMPLETE, School, school

from sync.effects.receipts import find
from sync.effects.undo import undo_many
from sync.effects.undoable import undoable_names, why_not_undoable
from sync.simulation.preview import Preview
from sync.use_cases import board_mode


def foreseen(made: School) -> list[Preview]:
    from greffier.cli.preview.text_output import foreseen as look

    found = [look(made.parts, each) for each in made.parts.rulebook.boards.values()]
    return [each for each in found if each is not None]


def in_list(made: School, name: str) -> set[str]:
    state = made.sandbox.state
    lists = {each["id"] for each in state.lists.values() if each["name"] == name}
    return {each["id"] for each in state.cards.values() if each["idList"] in lists}


@pytest.mark.parametrize("first", ["enforce", "observe"])
def test_what_sleeps_is_left_alone_when_the_clerk_is_let_in(tmp_path: Path, first: str) -> None:
    with school(tmp_path, mode=first, seeder=asleep.seed, empty=False, both=True) as made:
        moved = {card for kind, card in asleep.written(made) if kind == "updateCard"}
        set_aside, agreed = in_list(made, INCOMPLETE) - moved, in_list(made, ACCEPTED)
        assert len(set_aside) > 10
        asleep.go_on(made, hours=2)
        asleep.switch(made, "enforce")
        asleep.go_on(made, days=1)
        touched = {card for _, card in asleep.written(made)}
        assert not touched & set_aside
        assert not touched & agreed
        assert touched  # what was put forward and is incomplete is explained and moved


def test_what_is_foreseen_is_all_that_is_done(tmp_path: Path) -> None:
    with school(tmp_path, mode="observe", seeder=asleep.seed, empty=False, both=True) as made:
        asleep.go_on(made, hours=2)
        told = foreseen(made)
        moves = {each.card.id for look in told for each in look.cards if each.move}
        comments = {each.card.id for look in told for each in look.cards if each.tell}
        asleep.switch(made, "enforce")
        asleep.go_on(made, hours=2)
        done = asleep.written(made)
        assert {card for kind, card in done if kind == "updateCard"} == moves
        assert {card for kind, card in done if kind == "commentCard"} == comments
        assert {kind for kind, _ in done} == {"updateCard", "commentCard"}


def test_what_a_pause_held_back_is_foreseen_checklists_included(tmp_path: Path) -> None:
    with school(tmp_path) as made:
        rules = made.parts.rulebook.boards["soutenances"]
        with made.parts.database.transaction() as session:
            board_mode.pause(session, rules, "Hélène", "", made.time)
        card = made.card("zoe", "Léa Dupont – DA Python")
        made.by("helene").add_member(card, "noel")
        made.by("helene").drag(card, made.list_id(ACCEPTED))
        asleep.go_on(made, hours=2)
        (told,) = foreseen(made)
        assert (told.moves, told.comments, told.checklists) == (0, 1, 1)
        assert not asleep.written(made)
        with made.parts.database.transaction() as session:
            board_mode.resume(session, made.queue.enqueue, rules, "Hélène", made.time)
        made.work()
        assert {kind for kind, _ in asleep.written(made)} == {"commentCard", "addChecklistToCard"}
        (text,) = made.comments(card)
        assert text == next(each.tell.text for each in told.cards if each.tell)


def test_a_card_that_slept_is_explained_when_somebody_touches_it(tmp_path: Path) -> None:
    with school(tmp_path, mode="observe", seeder=asleep.seed, empty=False) as made:
        asleep.switch(made, "enforce")
        moved = {card for kind, card in asleep.written(made) if kind == "updateCard"}
        card = min(in_list(made, INCOMPLETE) & asleep.incomplete(made) - moved)
        made.pass_time(hours=1)
        assert made.comments(card) == []
        made.by("zoe").describe(card, "Je m’en occupe : https://example.org/p")
        made.work()
        (text,) = made.comments(card)
        assert "@zoe" in text


def test_undo_since_takes_back_all_that_was_done_since(tmp_path: Path) -> None:
    with school(tmp_path) as made:
        began = made.time
        made.pass_time(minutes=1)
        card = made.card("zoe", "Léa Dupont – DA Python")
        made.work()
        made.by("helene").add_member(card, "noel")
        made.by("helene").drag(card, made.list_id(ACCEPTED))
        made.work()
        state = made.sandbox.state
        assert len(state.cards[card]["idChecklists"]) == 1
        made.pass_time(minutes=1)
        with made.parts.database.transaction() as session:
            found = find(session, since=began)
            ids = [each.id for each in found if each.command in undoable_names()]
        done = undo_many(made.parts.database, made.parts.gateway, made.queue.enqueue, ids, "Hélène")
        assert {each.why_not for each in done} == {""}
        assert state.cards[card]["idChecklists"] == []
        assert made.comments(card) == []
        asleep.go_on(made, hours=4)
        assert state.cards[card]["idChecklists"] == []


def test_a_checklist_that_was_somebody_s_is_not_taken_away(tmp_path: Path) -> None:
    with school(tmp_path) as made:
        card = made.card("zoe", "Léa Dupont – DA Python")
        made.by("zoe").add_checklist(card, "Préparer la soutenance", "Mes notes")
        made.work()
        made.by("helene").drag(card, made.list_id(ACCEPTED))
        made.work()
        with made.parts.database.transaction() as session:
            (receipt,) = [x for x in find(session) if x.command == "AddChecklist"]
            assert why_not_undoable(session, receipt) == "nothing"
