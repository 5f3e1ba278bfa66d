"""`greffier receipts` and `greffier undo`: what was done, why, and taking it back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_desk import TITLE, Desk, desk, plain
from harness import INCOMPLETE, INTAKE

KEYS = ("id", "at", "board", "card", "command", "reasons", "from", "to", "action_id", "undone_at")


@pytest.fixture
def the_desk(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path) as made:
        yield made


def test_each_effect_is_listed_with_everything_about_it(the_desk: Desk) -> None:
    card = the_desk.moved_away("due", "label")
    found = the_desk.json("receipts")
    assert [each["command"] for each in found] == ["WriteComment", "MoveCard"]
    move = found[1]
    assert set(move) == {*KEYS, "undoable", "by", "note"}
    assert move["card"]["id"] == card
    assert move["card"]["name"] == TITLE
    assert move["card"]["url"].startswith("https://trello.com/c/")
    assert (move["reasons"], move["undoable"]) == (["label", "due"], True)
    ids = [the_desk.school.list_id(each) for each in (INTAKE, INCOMPLETE)]
    assert [move["from"], move["to"]] == ids
    assert found[0]["to"] == the_desk.school.comments(card)[0]


def test_receipts_are_chosen_by_board_card_time_and_number(the_desk: Desk) -> None:
    first = the_desk.moved_away()
    the_desk.school.pass_time(hours=3)
    second = the_desk.moved_away("label")
    short = the_desk.school.sandbox.state.cards[first]["shortLink"]
    for name in (first, short, f"https://trello.com/c/{short}/1-nom"):
        found = the_desk.json("receipts", "--card", name)
        assert {each["card"]["id"] for each in found} == {first}
    recent = the_desk.json("receipts", "--since", "2h")
    assert {each["card"]["id"] for each in recent} == {second}
    assert the_desk.json("receipts", "--since", "2026-03-02T12:30") == recent
    assert the_desk.json("receipts", "--board", "soutenances", "--limit", 1) == recent[:1]
    for wrong in (("--since", "hier"), ("--card", "nope"), ("--board", "x")):
        assert the_desk.type("receipts", *wrong).exit_code == 2


def test_the_board_at_the_moment_of_a_receipt_is_one_command_away(the_desk: Desk) -> None:
    the_desk.school.look()
    the_desk.moved_away()
    [told] = [x for x in the_desk.type("receipts").stdout.splitlines() if "greffier board" in x]
    command = told.split("`")[1].split()
    assert command[:4] == ["greffier", "board", "soutenances", "--at"]
    the_desk.school.pass_time(minutes=1)
    shown = the_desk.type(*command[1:])
    assert shown.exit_code == 0, shown.output
    assert TITLE.partition(" ")[0] in shown.stdout


def test_a_manager_reads_them_with_names_and_dates_of_paris(the_desk: Desk) -> None:
    assert "Aucun reçu" in the_desk.type("receipts").stdout
    the_desk.moved_away()
    told = plain(the_desk.type("receipts").stdout)
    assert "02/03/2026 10:00" in told
    assert f"a rangé la carte : « {INTAKE} » → « {INCOMPLETE} »" in told
    assert "date de soutenance" in told
    english = the_desk.type("receipts", GREFFIER_LANGUAGE="en").stdout
    assert f"moved the card: “{INTAKE}” → “{INCOMPLETE}”" in english


def test_undone_the_card_is_back_and_left_alone(the_desk: Desk) -> None:
    card = the_desk.moved_away()
    (move,) = the_desk.receipts("MoveCard")
    result = the_desk.type("undo", move.id, "--by", "Hélène")
    assert (result.exit_code, plain(result.stdout)) == (0, f"{move.id} : annulé.\n")
    the_desk.serve_wants()
    the_desk.school.pass_time(hours=20)
    assert the_desk.school.list_of(card) == INTAKE
    assert "Hélène" in the_desk.school.comments(card)[0]
    again = the_desk.type("undo", move.id)
    assert (again.exit_code, "déjà annulé" in again.stderr) == (1, True)
    listed = {each["id"]: each for each in the_desk.json("receipts", "--card", card)}
    assert listed[move.id]["undone_at"] is not None
    assert listed[move.id]["undoable"] is False


@pytest.mark.parametrize("heard", [True, False])
def test_what_a_person_touched_since_is_left_as_it_is(the_desk: Desk, heard: bool) -> None:
    card = the_desk.moved_away("due", "label")
    the_desk.school.pass_time(seconds=1)
    the_desk.school.by("zoe").toggle_label(card, the_desk.school.label())
    if heard:
        the_desk.school.work()
    (move,) = the_desk.receipts("MoveCard")
    result = the_desk.type("undo", move.id)
    assert result.exit_code == 1
    assert "quelqu’un a modifié la carte depuis" in result.stderr
    assert the_desk.school.list_of(card) == INCOMPLETE


def test_many_are_undone_newest_first_and_the_refused_told(the_desk: Desk) -> None:
    names = [f"{each} - DA Python" for each in ("Ana Bard", "Léo Petit", "Inès Roux")]
    cards = [the_desk.moved_away("due", name=each) for each in names]
    the_desk.school.pass_time(seconds=1)
    the_desk.school.by("zoe").rename(cards[1], "Léo Petit – DA Java")
    the_desk.school.work()
    result = the_desk.type("undo", "--since", "1h", "--board", "soutenances")
    assert result.exit_code == 1
    assert [the_desk.school.list_of(each) for each in cards] == [INTAKE, INCOMPLETE, INTAKE]
    assert [len(the_desk.school.comments(each)) for each in cards] == [0, 1, 0]
    assert "4 annulés" in plain(result.stdout)
    the_desk.serve_wants()
    assert [len(the_desk.school.comments(each)) for each in cards] == [0, 1, 0]


def test_an_edit_is_undone_before_what_it_stands_on(the_desk: Desk) -> None:
    card = the_desk.moved_away("due", "label")
    (first,) = the_desk.school.comments(card)
    the_desk.school.by("zoe").toggle_label(card, the_desk.school.label())
    the_desk.school.work()
    (written,) = the_desk.receipts("WriteComment")
    edited = the_desk.receipts("EditComment")[-1]
    early = the_desk.type("undo", written.id)
    assert early.exit_code == 1
    assert the_desk.type("undo", edited.id).exit_code == 0
    assert the_desk.school.comments(card) == [first]


def test_a_restored_date_goes_back_and_counts_as_nobodys_change(the_desk: Desk) -> None:
    card = the_desk.school.card("zoe", TITLE)
    the_desk.school.work()
    the_desk.school.by("zoe").set_due(card, the_desk.school.due(25))
    the_desk.school.work()
    chosen = the_desk.school.sandbox.state.cards[card]["due"]
    the_desk.school.by("helene").comment(card, "/rétablir")
    the_desk.school.work()
    assert the_desk.school.sandbox.state.cards[card]["due"] != chosen
    (restored,) = the_desk.receipts("RestoreDate")
    assert the_desk.type("undo", restored.id).exit_code == 0
    assert the_desk.school.sandbox.state.cards[card]["due"] == chosen


def test_undo_wants_to_know_what(the_desk: Desk) -> None:
    for words in ((), ("1", "--since", "1h"), ("--board", "soutenances")):
        assert the_desk.type("undo", *words).exit_code == 2
    assert "n’existe pas" in the_desk.type("undo", 99).stderr
    assert the_desk.type("undo", "--since", "1h").exit_code == 0


def test_a_trello_that_does_not_answer_is_told_with_its_remedy(the_desk: Desk) -> None:
    the_desk.moved_away()
    (move,) = the_desk.receipts("MoveCard")
    away = the_desk.type("undo", move.id, TRELLO_API_URL="http://127.0.0.1:9/1")
    assert (away.exit_code, "greffier doctor" in away.stderr) == (1, True)
    refused = the_desk.type("undo", move.id, TRELLO_API_TOKEN="ATTAwrong")
    assert (refused.exit_code, "TRELLO_API_TOKEN" in refused.stderr) == (1, True)
    assert "ATTAwrong" not in refused.output
