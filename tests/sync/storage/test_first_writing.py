"""Workers that meet at a row's first writing: both go on, and there is one row."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count as count_up
from pathlib import Path
from threading import Barrier

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from sync.mirror.write import save_members
from sync.rulebook.boards import board_state
from sync.storage.board_tables import BoardStateRow
from sync.storage.database import Base, Database, alone, flush_alone
from sync.storage.tables import FactRow
from sync.storage.trello_tables import MemberRow
from sync.trello import bot

WORKERS, ROUNDS = 4, 12


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url")).replace("://", "+psycopg://", 1)
    return f"sqlite:///{tmp_path}/greffier.db"


def meet(url: str, write: Callable[[Session, int], None]) -> None:
    """Have each worker, with an engine of its own, write the same rows at the same moments."""
    together = Barrier(WORKERS)

    def work(_number: int) -> None:
        database = Database(url)
        try:
            for number in range(ROUNDS):
                together.wait(timeout=30)
                with database.transaction() as session:
                    write(session, number)
        except BaseException:
            together.abort()
            raise
        finally:
            database.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(work, range(WORKERS)))


def count(url: str, table: type[Base]) -> int:
    database = Database(url)
    try:
        with database.transaction() as session:
            return session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
    finally:
        database.close()


def tables(url: str) -> None:
    database = Database(url)
    Base.metadata.create_all(database.engine)
    database.close()


def test_a_board_s_first_moves_at_once_share_its_state(database_url: str) -> None:
    tables(database_url)
    meet(database_url, lambda session, n: (board_state(session, f"{n:024x}"), None)[1])
    assert count(database_url, BoardStateRow) == ROUNDS


def test_people_of_two_boards_read_at_once_are_written_once(database_url: str) -> None:
    tables(database_url)

    def write(session: Session, number: int) -> None:
        person = {"id": f"{number:024x}", "fullName": "Zoé", "username": "zoe", "initials": "Z"}
        save_members(session, [person])

    meet(database_url, write)
    assert count(database_url, MemberRow) == ROUNDS


def test_a_run_that_writes_early_and_a_look_at_the_board_do_not_block_each_other(
    database_url: str,
) -> None:
    tables(database_url)
    turns = count_up()
    database = Database(database_url)
    with database.transaction() as session:
        session.add_all(BoardStateRow(board_id=f"{n:024x}") for n in range(ROUNDS))
    database.close()

    def write(session: Session, number: int) -> None:
        turn = next(turns)
        session.get_one(BoardStateRow, f"{number:024x}").paused_why = str(turn)
        if turn % 2:
            flush_alone(session)
        alone(session)
        session.flush()

    meet(database_url, write)
    assert next(turns) == WORKERS * ROUNDS


def test_workers_that_start_together_all_learn_who_the_bot_is(database_url: str) -> None:
    """Where one of them failed it ended at once: a service of several workers did not start."""
    tables(database_url)
    meet(database_url, lambda session, n: bot.keep(session, f"bot {n}", {"id": n}))
    assert count(database_url, FactRow) == ROUNDS
