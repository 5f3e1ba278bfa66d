"""Agenda, journal, health and the week on the other database."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from desk import Desk
from followed import followed, member
from harness import school

from sync.clock import now
from sync.storage.tables import WakeRow


@pytest.mark.postgres
def test_the_tabs_ask_and_act_on_postgresql_too(tmp_path: Path, postgres_url: str) -> None:
    start = datetime.now(UTC)
    with school(tmp_path, empty=False, both=True, start=start, database=postgres_url) as opened:
        desk = Desk.at(opened)
        card = desk.card("Thomas Girard")
        with opened.parts.database.transaction() as session:
            session.get_one(WakeRow, card["id"]).parked_at = now()
        health = desk.get("/desk/health", "helene").get_json()
        assert "PostgreSQL" in health["versions"]
        assert [each["id"] for each in health["parked"]] == [card["id"]]
        desk.post("/desk/health/replay", "helene", id=card["id"])
        opened.work()
        assert desk.get("/desk/agenda", "helene").get_json()["counts"]["all"] > 5
        query = "?family=moves&undone=no&since=1h&by=greffier&text=THOMAS"
        (day,) = desk.get(f"/desk/acts{query}", "helene").get_json()["days"]
        (found,) = desk.get(f"/desk/acts/undoable{query}", "helene").get_json()["cards"]
        assert found["receipts"] == [each["id"] for each in day["acts"]]
        desk.post("/desk/acts/undo", "helene", receipts=found["receipts"])
        (board, _) = desk.get("/desk/acts/boards", "helene").get_json()["boards"]
        assert [each["card"]["id"] for each in board["held"]] == [card["id"]]
        _week(desk)


def _week(desk: Desk) -> None:
    """The draft, a line of it, and what becomes of the school without its mentor."""
    zoe = member(desk, "zoe")
    student = followed(desk, "Ada Morel", "zoe", slot=(1, 18 * 60))
    line = next(x for x in desk.post("/desk/week", "helene").json["lines"] if x["person"])
    body = {"member": line["person"]["id"], "mark": line["mark"]}
    path = f"/desk/week/give/{line['board']}/{line['id']}"
    given = desk.post(path, "helene", **body)
    assert given.json["undo"], given.text
    assert desk.post(path, "helene", **body).json["undo"] is None
    found = desk.get(f"/desk/week/without?member={zoe}", "helene").json
    alone = next(x for x in found["alone"] if x["id"] == student)
    assert "session" in alone["sessions"]
    made = desk.post(f"/desk/week/without/{student}/card", "helene", **{"from": found["from"]})
    assert made.json["made"], made.text
