"""`greffier doctor` tells of files that other users of the machine can read, and how to close them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_desk import Desk, desk

from greffier.cli.doctor.files import files


@pytest.fixture
def the_desk(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path) as made:
        yield made


def looked(made: Desk, settings: Path) -> list[tuple[str, str]]:
    return [(each.status, each.text + each.remedy) for each in files(made.school.parts, settings)]


def test_files_for_their_owner_alone_are_one_line(the_desk: Desk, tmp_path: Path) -> None:
    secrets = tmp_path / ".env"
    secrets.touch(0o600)
    ((status, _),) = looked(the_desk, secrets)
    assert status == "ok"
    assert "files" in {each["code"] for each in the_desk.json("doctor")["checks"]}


def test_secrets_database_and_folder_open_to_others_are_each_told_with_what_to_type(
    the_desk: Desk, tmp_path: Path
) -> None:
    secrets, file = (
        tmp_path / ".env",
        Path(the_desk.school.parts.database.engine.url.database or ""),
    )
    for each in (secrets, file):
        each.touch()
        each.chmod(0o644)
    file.parent.chmod(0o755)
    told = looked(the_desk, secrets)
    assert [status for status, _ in told] == ["fail", "warn", "fail"]
    for (_, text), remedy in zip(told, ("chmod 600", "chmod 700", "chmod 600 .env"), strict=True):
        assert remedy in text


def test_an_export_onto_an_open_file_closes_it(the_desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "profils.csv"
    target.touch()
    target.chmod(0o644)
    assert the_desk.type("profiles", "export", target).exit_code == 0
    assert target.stat().st_mode & 0o777 == 0o600


def test_a_data_folder_that_was_open_is_closed_at_the_next_start(
    the_desk: Desk, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    data.chmod(0o755)
    shutil.copy(the_desk.school.parts.database.engine.url.database or "", data / "greffier.db")
    (data / "greffier.db").chmod(0o644)
    moved = {"GREFFIER_DATA": str(data), "DATABASE_URL": f"sqlite:///{data / 'greffier.db'}"}
    assert the_desk.type("migrate", **moved).exit_code == 0
    assert data.stat().st_mode & 0o777 == 0o700
    assert (data / "greffier.db").stat().st_mode & 0o777 == 0o600
