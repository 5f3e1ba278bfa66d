"""What a power cut takes: nothing that could not be rebuilt."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from sync.effects.undo import undo
from sync.storage.database import Database, database_url
from sync.storage.tables import DeliveryRow, ReceiptRow, WakeRow
from tests.harness import INCOMPLETE, INTAKE
from tests.power import Power
from tests.simulation import Simulation, simulated

BRAKE = '[brake]\nmoves = 1000\ncard_moves = 1000\nper = "10m"'


@pytest.fixture
def things(tmp_path: Path) -> Iterator[Database]:
    made = Database(f"sqlite:///{tmp_path / 'things.db'}")
    with made.transaction() as session:
        session.execute(sa.text("CREATE TABLE things (name TEXT PRIMARY KEY)"))
    yield made
    made.close()


def write(database: Database, name: str, *, may_lag: bool = False) -> None:
    with database.transaction(may_lag=may_lag) as session:
        session.execute(sa.text("INSERT INTO things (name) VALUES (:name)"), {"name": name})


def names(database: Database) -> list[str]:
    with database.transaction() as session:
        return list(session.scalars(sa.text("SELECT name FROM things ORDER BY name")))


def test_what_is_committed_is_on_disk(things: Database) -> None:
    power = Power(things)
    write(things, "kept")
    assert power.cut() == 0
    assert names(things) == ["kept"]


def test_what_may_lag_may_be_lost_until_something_is_kept_after_it(things: Database) -> None:
    power = Power(things)
    write(things, "a lagged", may_lag=True)
    write(things, "b kept")
    write(things, "c lost", may_lag=True)
    assert power.cut() > 0
    assert names(things) == ["a lagged", "b kept"]
    write(things, "d after")
    power.cut()
    assert names(things) == ["a lagged", "b kept", "d after"]


def test_both_kinds_of_transaction_keep_their_kind_on_one_connection(things: Database) -> None:
    power = Power(things)
    for number in range(6):
        write(things, f"{number}", may_lag=bool(number % 2))
    power.cut()
    assert names(things) == ["0", "1", "2", "3", "4"]


def cards_moved(simulation: Simulation, count: int, acknowledged: list[str]) -> list[str]:
    """So many incomplete cards, each made with four gestures, all moved. Notes what was answered 200."""
    send = simulation.post._send

    def noting(client: Any, delivery: Any) -> int:
        status = send(client, delivery)
        if status == 200:
            acknowledged.append(json.loads(delivery.body)["action"]["id"])
        return status

    simulation.post._send = noting  # type: ignore[method-assign]
    made = simulation.made
    cards = [made.card("zoe", f"Soutenance P{number}", "due") for number in range(count)]
    simulation.pass_time(timedelta(minutes=2))
    assert {made.list_of(each) for each in cards} == {INCOMPLETE}
    return cards


def test_after_a_power_cut_every_delivery_and_every_receipt_is_known(tmp_path: Path) -> None:
    """And what the clerk did can be undone."""
    with simulated(tmp_path, 1, more=BRAKE) as simulation:
        power = simulation.power
        assert power is not None
        acknowledged = list[str]()
        cards = cards_moved(simulation, 30, acknowledged)
        power.cut()
        with simulation.parts.database.transaction() as session:
            known = set(session.scalars(sa.select(DeliveryRow.action_id)))
            receipts = sa.select(ReceiptRow).where(ReceiptRow.command == "MoveCard")
            moves = session.scalars(receipts.where(ReceiptRow.state == "done")).all()
        assert len(acknowledged) >= 120
        assert set(acknowledged) - known == set()
        assert sorted(str(each.card_id) for each in moves) == sorted(cards)
        simulation.start()
        parts = simulation.parts
        undo(parts.database, parts.gateway, moves[0].id, "helene")
        assert simulation.made.list_of(str(moves[0].card_id)) == INTAKE


def test_a_delivery_whose_want_a_power_cut_took_is_served_all_the_same(tmp_path: Path) -> None:
    with simulated(tmp_path, 2, more=BRAKE) as simulation:
        power = simulation.power
        assert power is not None
        card = simulation.made.card("zoe", "Soutenance P7", "due")
        simulation.made.time += timedelta(seconds=2)
        simulation.deliver()
        power.cut()
        simulation.engine.jobs.clear()
        simulation.start()
        simulation.pass_time(timedelta(minutes=20))
        assert simulation.made.list_of(card) == INCOMPLETE
        with simulation.parts.database.transaction() as session:
            row = session.get_one(WakeRow, card)
            assert row.done == row.wanted


def test_postgresql_answers_once_it_is_on_disk(postgres_url: str) -> None:
    database = Database(database_url(postgres_url, Path()))
    shown = sa.text("SHOW synchronous_commit")
    with database.engine.begin() as connection:
        connection.execute(sa.text("SET SESSION synchronous_commit TO OFF"))
    database.engine.dispose()
    for lags, wanted in ((False, "on"), (True, "off"), (False, "on")):
        with database.transaction(may_lag=lags) as session:
            assert session.scalar(shown) == wanted
    database.close()
