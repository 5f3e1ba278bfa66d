"""What is remembered of boards: only for as long as nobody, in whichever process, writes one."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from databases import postgres_database

from rules.twins import name_key
from sync.clock import now
from sync.mirror import board_memory, write
from sync.rulebook.erasures import note_erasure
from sync.rulebook.versions import RulesInForce
from sync.storage.database import Base, Database, alone, database_url
from sync.storage.trello_tables import BoardRow, LabelRow, MemberRow

BOARD = "b" * 24
RULES = 'timezone = "Europe/Paris"'
PERSON = {"id": "a" * 24, "fullName": "Zoé Lefèvre", "username": "zoe", "initials": "ZL"}
DATA: dict[str, Any] = {
    "id": BOARD,
    "name": "Soutenances",
    "labels": [{"id": "1" * 24, "name": "P7", "color": "green"}],
    "members": [PERSON],
    "memberships": [{"idMember": "a" * 24, "memberType": "admin"}],
}


@pytest.fixture(params=["sqlite", "postgresql"])
def board(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database with one board, remembered."""
    with ExitStack() as stack:
        server = request.param == "postgresql" and request.getfixturevalue("postgres_server")
        url = stack.enter_context(postgres_database(server)) if server else None
        database = Database(database_url(url, tmp_path))
        stack.callback(database.close)
        Base.metadata.create_all(database.engine)
        save(database, DATA)
        form(database)
        yield database


def save(database: Database, data: dict[str, Any]) -> None:
    with database.transaction() as session:
        write.save_board(session, data, now())


def form(database: Database) -> Any:
    with database.transaction() as session:
        return write.load_board_form(session, BOARD)


def queries(database: Database) -> list[str]:
    """What is asked of the database to have the board's form."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    sa.event.listen(database.engine, "before_cursor_execute", note)
    try:
        form(database)
    finally:
        sa.event.remove(database.engine, "before_cursor_execute", note)
    return asked


def test_a_board_that_nobody_wrote_is_asked_for_in_one_query(board: Database) -> None:
    assert len(queries(board)) == 1
    assert form(board) is form(board)


def test_a_board_that_was_written_is_read_again(board: Database) -> None:
    save(board, {**DATA, "name": "Oraux"})
    assert form(board)["name"] == "Oraux"
    save(board, {**DATA, "name": "Oraux", "labels": []})
    assert form(board)["labels"] == {}


def test_a_person_who_is_called_otherwise_is_read_again(board: Database) -> None:
    with board.transaction() as session:
        write.save_members(session, [{**PERSON, "fullName": "Zoé Le Fèvre"}])
    assert form(board)["members"]["a" * 24][0] == "Zoé Le Fèvre"


def test_rows_that_are_written_elsewhere_are_noticed(board: Database) -> None:
    with board.transaction() as session:
        session.get_one(MemberRow, "a" * 24).username = "zoe2"
    assert form(board)["members"]["a" * 24][1] == "zoe2"
    with board.transaction() as session:
        session.delete(session.get_one(LabelRow, "1" * 24))
    assert form(board)["labels"] == {}
    with board.transaction() as session:
        session.delete(session.get_one(BoardRow, BOARD))
    assert form(board) is None


def test_that_a_board_was_looked_at_makes_nothing_be_read_again(board: Database) -> None:
    with board.transaction() as session:
        session.get_one(BoardRow, BOARD).snapshot_at = None
    assert len(queries(board)) == 1


def test_what_is_taken_back_is_remembered_by_nobody(board: Database) -> None:
    with pytest.raises(ZeroDivisionError), board.transaction() as session:
        write.save_board(session, {**DATA, "name": "Oraux"}, now())
        session.flush()
        found = write.load_board_form(session, BOARD)
        assert found is not None
        assert found["name"] == "Oraux"
        _ = 1 / 0
    assert form(board)["name"] == "Soutenances"


def test_nothing_is_remembered_of_a_board_that_is_being_written(board: Database) -> None:
    written, read = threading.Event(), threading.Event()

    def rename() -> None:
        with board.transaction() as session:
            write.save_board(session, {**DATA, "name": "Oraux"}, now())
            session.flush()
            written.set()
            assert read.wait(20)

    other = threading.Thread(target=rename)
    other.start()
    assert written.wait(20)
    assert form(board)["name"] == "Soutenances"
    read.set()
    other.join(20)
    assert form(board)["name"] == "Oraux"


def test_only_so_much_is_remembered_and_nothing_after_an_erasure(board: Database) -> None:
    rules = RulesInForce(board, RULES, "rulebook.toml")
    rules.look()
    with board.transaction() as session:
        for number in range(board_memory.KEPT + 10):
            board_memory.remembered(session, ("test", number), lambda: "Marie Dupont")
        alone(session)
        note_erasure(session, now())
    assert len(board_memory._known) <= board_memory.KEPT
    assert name_key("Marie Dupont") == "dupont marie"
    rules.look()
    assert not board_memory._known
    assert name_key.cache_info().currsize == 0
