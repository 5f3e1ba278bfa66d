"""A disk on which nothing can be written any more is told by `/health`, and not for longer than it lasts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa
from harness import School, school

from greffier.app import create_app
from sync.storage import room
from sync.storage.database import Database
from webhooks.signature import HEADER, sign


@pytest.fixture
def made(tmp_path: Path) -> Iterator[School]:
    with school(tmp_path) as opened:
        opened.work()
        yield opened


def health(made: School) -> Any:
    return create_app(made.parts).test_client().get("/health", headers={"Accept-Language": "en"})


def test_a_database_that_cannot_grow_refuses_deliveries_and_says_so(
    made: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, settings = made.parts.database, made.parts.settings
    limited = sa.event.listens_for(database.inbox, "connect")
    limited(lambda connection, _: connection.execute("PRAGMA max_page_count=1"))
    database.inbox.dispose()
    assert health(made).status_code == 200
    app = create_app(made.parts)
    body = made_delivery(made)
    mark = {HEADER: sign(body, settings.callback_url, settings.secret)}
    answer = app.test_client().post("/webhooks/trello", data=body, headers=mark)
    assert answer.status_code >= 500
    told = health(made)
    assert (told.status_code, told.json["status"]) == (503, "degraded")
    assert "takes no more writes" in told.json["problems"][0]
    monkeypatch.setattr(room, "REMEMBERED", -1)
    assert health(made).status_code == 200


def made_delivery(made: School) -> bytes:
    """A delivery too large for the pages that are left."""
    board = made.parts.boards[0]
    return (
        '{"action": {"id": "65f00000000000000002aaaa", "type": "updateCard", '
        '"date": "2026-03-02T10:00:00.000Z", "idMemberCreator": "65f00000000000000003aaaa", "data": '
        f'{{"card": {{"id": "65f00000000000000001aaaa", "name": "{"x" * 90000}"}}, '
        f'"board": {{"id": "{board}"}}}}}}, "model": {{"id": "{board}"}}}}'
    ).encode()


def test_a_disk_with_little_left_is_told_before_the_next_burst(
    made: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room.shutil, "disk_usage", lambda _: SimpleNamespace(free=5 * 2**20))
    told = health(made)
    assert told.status_code == 503
    assert "5 MiB are left" in told.json["problems"][0]


def test_another_fault_is_not_taken_for_a_full_disk(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'x.db'}")
    with pytest.raises(sa.exc.OperationalError), database.transaction() as session:
        session.execute(sa.text("SELECT * FROM nothing"))
    assert database.room.refused() == ""
    database.close()
