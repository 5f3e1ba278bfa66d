"""What is written on this machine is for its owner alone, and what was erased is gone from the disk."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
import sqlalchemy as sa

from sync.storage.database import Database
from sync.storage.private import open_to_others, private_file, private_folder, write_private
from sync.trello.rate_limit_stores import SQLiteStore
from sync.trello.rates import Rates

NAME = "Bérénice Quatrelivres"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def written(file: Path) -> Database:
    """A database that somebody has written into and still has open."""
    made = Database(f"sqlite:///{file}")
    with made.transaction() as session:
        session.execute(sa.text("CREATE TABLE cards (name TEXT)"))
        session.execute(sa.text("INSERT INTO cards VALUES (:name)"), {"name": NAME * 300})
    return made


def test_a_new_database_its_log_and_its_folder_are_for_their_owner(tmp_path: Path) -> None:
    file = tmp_path / "data" / "greffier.db"
    made = written(file)
    there = sorted(file.parent.iterdir())
    assert [each.name for each in there] == ["greffier.db", "greffier.db-shm", "greffier.db-wal"]
    assert {mode(each) for each in there} == {0o600}
    assert mode(file.parent) == 0o700
    made.close()


def test_one_that_was_open_to_others_is_closed_to_them(tmp_path: Path) -> None:
    file = tmp_path / "greffier.db"
    other = written(file)
    for each in tmp_path.iterdir():
        each.chmod(0o644)
    assert len(open_to_others(file)) == 3
    made = Database(f"sqlite:///{file}")
    with made.transaction() as session:
        session.execute(sa.text("SELECT 1"))
    assert open_to_others(file) == []
    made.close()
    other.close()


def test_the_store_of_calls_is_closed_too(tmp_path: Path) -> None:
    SQLiteStore(tmp_path / "data" / "budget.db", "x", Rates(90, 10.0, 0.6))
    assert mode(tmp_path / "data" / "budget.db") == 0o600
    assert mode(tmp_path / "data") == 0o700


def test_a_folder_of_ours_is_closed_but_never_one_that_is_shared_lived_in_or_worked_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, shared, home, here = (tmp_path / each for each in ("var", "tmp", "home", "here"))
    for each in (ours, shared, home, here):
        each.mkdir()
        each.chmod(0o755)
    shared.chmod(0o1777)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(here)
    for each in (ours, shared, home, here):
        private_folder(each)
    assert [mode(each) for each in (ours, shared, home, here)] == [0o700, 0o1777, 0o755, 0o755]


def test_an_export_onto_a_file_that_was_open_is_closed_and_whole(tmp_path: Path) -> None:
    file, link = tmp_path / "profils.csv", tmp_path / "link.csv"
    file.write_bytes(b"before, and longer than what comes")
    file.chmod(0o644)
    link.symlink_to(file)
    write_private(link, b"after")
    assert (file.read_bytes(), mode(file), link.is_symlink()) == (b"after", 0o600, True)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["link.csv", "profils.csv"]


def test_an_export_that_fails_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "profils.csv"
    file.write_bytes(b"before")

    def full(_self: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_private(file, b"after")
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"before"]


def test_an_export_may_go_to_the_screen() -> None:
    write_private(Path(os.devnull), b"nothing")
    assert not Path(os.devnull).is_file()


def test_a_file_of_somebody_else_is_used_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "greffier.db"
    file.touch(0o644)
    file.chmod(0o644)

    def not_ours(_self: Path, _mode: int) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "chmod", not_ours)
    private_file(file)
    assert mode(file) == 0o644


def test_what_was_erased_is_nowhere_on_the_disk_while_others_have_the_database_open(
    tmp_path: Path,
) -> None:
    file = tmp_path / "greffier.db"
    serving, erasing = written(file), Database(f"sqlite:///{file}")
    with serving.transaction() as session:
        session.execute(sa.text("SELECT * FROM cards"))

    def traces() -> list[str]:
        return [each.name for each in tmp_path.iterdir() if NAME.encode() in each.read_bytes()]

    assert traces() == ["greffier.db-wal"]
    with erasing.transaction() as session:
        session.execute(sa.text("DELETE FROM cards"))
    assert traces() == ["greffier.db-wal"]
    assert erasing.forget_erased()
    assert traces() == []
    serving.close()
    erasing.close()


def test_somebody_who_reads_all_the_while_is_told_of(tmp_path: Path) -> None:
    file = tmp_path / "greffier.db"
    serving = written(file)
    erasing = Database(f"sqlite:///{file}")
    with erasing.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=50")
    with serving.engine.connect() as reading:
        reading.exec_driver_sql("BEGIN DEFERRED")
        reading.exec_driver_sql("SELECT * FROM cards").all()
        with erasing.transaction() as session:
            session.execute(sa.text("DELETE FROM cards"))
        assert not erasing.forget_erased()
    serving.close()
    erasing.close()
