"""A board that is added to the rulebook is served without a restart; one that is taken out is left."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness import INCOMPLETE, TO_TRANSFER
from nursery import Nursery
from service import Service, listens, service, until

from sandbox.seeds import invented_school
from sync.storage.tables import VerdictRow
from sync.storage.trello_tables import BoardRow
from tests.rulebooks import transfers

pytestmark = pytest.mark.timeout(300)  # seconds, on a machine that is busy with other things


def test_a_board_comes_and_goes_while_the_service_runs(
    either_url: str | None, nursery: Nursery, tmp_path: Path
) -> None:
    with service(nursery, tmp_path, either_url, own_web=False) as made:
        process = made.serve()
        until(lambda: listens(made.port) and len(made.sandbox.state.webhooks) == 1)
        first = str(made.parts.boards[0])
        second = invented_school.board_named(made.sandbox, invented_school.TRANSFERT)["id"]
        card = _transfer(made, second, "Ana Bird - DA Python")
        rulebook = made.parts.settings.rulebook
        alone = rulebook.read_text("utf-8")

        rulebook.write_text(alone + transfers(made.sandbox, "observe", "0s", "0s"), "utf-8")
        said = _apply(made)
        assert "Tableau ajouté : transfert, en mode « observe »" in said
        until(lambda: _served(made) == {first, second})
        until(lambda: _judged(made, card))
        later = _transfer(made, second, "Léo Martin - DA Python")
        until(lambda: _judged(made, later))  # by its delivery: the next look is hours away

        rulebook.write_text(alone, "utf-8")
        said = _apply(made)
        assert "Tableau retiré : transfert." in said
        assert "2 cartes" in said
        until(lambda: _served(made) == {first})
        assert made.stop(process) == 0
        with made.parts.database.transaction() as session:
            assert session.get(BoardRow, second) is not None  # what was kept of it is kept


def test_the_table_that_init_proposes_is_added_observes_and_then_acts(
    nursery: Nursery, tmp_path: Path
) -> None:
    with service(nursery, tmp_path, own_web=False) as made:
        process = made.serve()
        until(lambda: listens(made.port) and len(made.sandbox.state.webhooks) == 1)
        board = invented_school.board_named(made.sandbox, invented_school.TRANSFERT)["id"]
        card = _transfer(made, board, "Ana Bird")
        proposed = tmp_path / "autre.toml"
        made.typed("init", "--yes", "--output", str(proposed))
        table = proposed.read_text("utf-8").partition("[boards.transfert]")
        assert board in table[2], "with its id"

        asked = len(made.sandbox.requests)
        rulebook = made.parts.settings.rulebook
        rulebook.write_text(
            rulebook.read_text("utf-8") + "\n" + _hasty("".join(table[1:])), "utf-8"
        )
        _apply(made)
        until(lambda: _judged(made, card))
        paths = [(x.method, x.path) for x in list(made.sandbox.requests)[asked:]]
        registered = next(
            n for n, (how, path) in enumerate(paths) if how == "POST" and "webhooks" in path
        )
        read = next(n for n, each in enumerate(paths) if each == ("GET", f"/1/boards/{board}"))
        assert registered < read, "what happens meanwhile is told"

        assert "Ana Bird" in made.typed("preview", "transfert")
        assert _list_of(made, card) == TO_TRANSFER, "it only observes"
        made.typed("mode", "transfert", "enforce", "--yes")
        until(lambda: _list_of(made, card) == INCOMPLETE)
        assert made.stop(process) == 0


def _hasty(table: str) -> str:
    """The same without settle windows: no test has three minutes."""
    table = table.replace("# settle_new", "settle_new").replace('"3m"', '"0s"')
    return table.replace("# settle_moved", "settle_moved").replace('"20s"', '"0s"')


def _list_of(made: Service, card: str) -> str:
    state = made.sandbox.state
    return str(state.lists[state.cards[card]["idList"]]["name"])


def _transfer(made: Service, board: str, name: str) -> str:
    lists = made.sandbox.state.lists_of(board)
    place = next(each["id"] for each in lists if each["name"] == TO_TRANSFER)
    return str(made.sandbox.act_as("zoe").create_card(place, name)["id"])


def _apply(made: Service) -> str:
    return made.typed("rules", "apply", "--reason", "essai")


def _served(made: Service) -> set[str]:
    return {str(each["idModel"]) for each in list(made.sandbox.state.webhooks.values())}


def _judged(made: Service, card: str) -> bool:
    with made.parts.database.transaction() as session:
        return session.get(VerdictRow, card) is not None
