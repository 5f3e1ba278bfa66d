"""A board that is added to the rulebook is served without a restart; one that is taken out is left."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness import TO_TRANSFER
from nursery import Nursery
from service import Service, listens, service, until

from sandbox.seeds import invented_school
from sync.storage.tables import VerdictRow
from sync.storage.trello_tables import BoardRow
from tests.rulebooks import transfers

pytestmark = pytest.mark.timeout(300)  # seconds, on a machine that is busy with other things


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_board_comes_and_goes_while_the_service_runs(
    kind: str, request: pytest.FixtureRequest, nursery: Nursery, tmp_path: Path
) -> None:
    url = None if kind == "sqlite" else request.getfixturevalue("postgres_url")
    with service(nursery, tmp_path, url, own_web=False) as made:
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


def _transfer(made: Service, board: str, name: str) -> str:
    lists = made.sandbox.state.lists_of(board)
    place = next(each["id"] for each in lists if each["name"] == TO_TRANSFER)
    return str(made.sandbox.act_as("zoe").create_card(place, name)["id"])


def _apply(made: Service) -> str:
    process = made.start("rules", "apply", "--reason", "essai")
    until(lambda: process.poll() is not None)
    said = (made.folder / f"{len(made.processes) - 1}.log").read_text("utf-8")
    assert process.returncode == 0, said
    return said.replace("\u00a0", " ").replace("\u202f", " ")


def _served(made: Service) -> set[str]:
    return {str(each["idModel"]) for each in list(made.sandbox.state.webhooks.values())}


def _judged(made: Service, card: str) -> bool:
    with made.parts.database.transaction() as session:
        return session.get(VerdictRow, card) is not None
