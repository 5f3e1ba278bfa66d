"""`greffier mode`, `pause`, `resume`, `preview` and `queue`: how the clerk stands, and what waits."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from cli_desk import TITLE, Desk, desk, plain
from harness import INCOMPLETE, INTAKE

from greffier.app import create_app
from sandbox.seeds import invented_school
from sync.mirror.board_memory import boards_written
from sync.queue.backlog import wake_behind
from sync.queue.wakes import Want, wake
from sync.storage.tables import FactRow, WakeRow
from sync.storage.trello_tables import BoardRow


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path, mode="observe") as made:
        yield made


@pytest.fixture
def acting(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path) as made:
        yield made


def test_enforcing_shows_first_what_will_change_then_does_it(watching: Desk) -> None:
    card = watching.moved_away()
    assert watching.school.list_of(card) == INTAKE
    result = watching.type("mode", "soutenances", "enforce", "--by", "Hélène", "--yes")
    assert result.exit_code == 0
    assert "1 carte serait déplacée" in plain(result.stdout)
    watching.serve_wants()
    assert watching.school.list_of(card) == INCOMPLETE
    assert [each.by for each in watching.receipts("SetMode")] == ["Hélène"]
    assert (
        "enforce, mis par Hélène le 02/03/2026 10:00" in watching.type("mode", "Soutenances").stdout
    )
    assert "déjà" in watching.type("mode", "soutenances", "enforce", "--yes").stdout
    assert watching.type("mode", "soutenances", "observe").exit_code == 0
    assert watching.type("mode", "soutenances", "maybe").exit_code == 2
    assert "soutenances" in watching.type("mode", "soutenance").stderr


def test_without_a_keyboard_nothing_acts_before_it_is_said_twice(watching: Desk) -> None:
    result = watching.type("mode", "soutenances", "enforce")
    assert (result.exit_code, "--yes" in result.stderr) == (2, True)
    assert "1 carte" not in result.stderr
    assert plain(watching.type("mode", "soutenances").stdout) == "soutenances : observe.\n"


@pytest.mark.parametrize(("typed", "status"), [("o", 0), ("Oui", 0), ("yes", 0), ("", 1), ("n", 1)])
def test_at_a_keyboard_yes_is_said_in_ones_own_language(
    watching: Desk, monkeypatch: pytest.MonkeyPatch, typed: str, status: int
) -> None:
    monkeypatch.setattr(
        "greffier.cli.mode.sys", SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True))
    )
    result = watching.type("mode", "soutenances", "enforce", stdin=f"peut-être\n{typed}\n")
    assert result.exit_code == status
    assert "[o/N]" in result.output
    assert "Répondez par o (oui) ou n (non)." in plain(result.output)


def test_the_mode_of_the_rulebook_is_told_without_a_name(watching: Desk) -> None:
    assert plain(watching.type("mode", "soutenances").stdout) == "soutenances : observe.\n"


def test_a_pause_and_its_end_are_recorded_and_catch_up(acting: Desk) -> None:
    assert "en pause" in acting.type("pause", "soutenances", "--reason", "travaux").stdout
    assert "déjà" in acting.type("pause", "soutenances").stdout
    card = acting.moved_away()
    assert acting.school.list_of(card) == INTAKE
    assert "à la main" in acting.type("resume", "soutenances", "--by", "Idriss").stdout
    acting.serve_wants()
    assert acting.school.list_of(card) == INCOMPLETE
    assert [each.note for each in acting.receipts("PauseBoard")] == ["travaux"]
    assert [each.by for each in acting.receipts("ResumeBoard")] == ["Idriss"]
    assert acting.json("receipts")[-1]["card"] is None
    assert "n’était pas en pause" in acting.type("resume", "soutenances").stdout


def test_a_preview_tells_each_card_its_text_and_where_it_would_go(watching: Desk) -> None:
    card = watching.moved_away()
    told = plain(watching.type("preview").stdout)
    assert f"✗ {TITLE} ({INTAKE}) – incomplète : date de soutenance" in told
    assert f"→ irait de « {INTAKE} » dans « {INCOMPLETE} »" in told
    assert "@zoe, il manque" in told
    (board,) = watching.json("preview", "soutenances")["boards"]
    (only,) = board["cards"]
    assert (only["id"], only["verdict"], only["missing"]) == (card, "incomplete", ["due"])
    ids = [watching.school.list_id(each) for each in (INTAKE, INCOMPLETE)]
    assert [only["from"], only["to"]] == ids
    assert (board["mode"], board["summary"]["moves"]) == ("observe", 1)
    assert only["comment"].startswith("📋")


def test_a_board_that_was_never_read_says_how_to_read_it(watching: Desk) -> None:
    with watching.school.parts.database.transaction() as session:
        session.query(BoardRow).delete()
        boards_written(session)
    result = watching.type("preview")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "greffier sync --board soutenances" in result.stderr


def test_a_comparison_tells_what_differs_and_since_when(acting: Desk) -> None:
    made = acting.school
    card = acting.moved_away()
    acting.type("sync")
    made.pass_time(minutes=20)
    made.sandbox.state.cards[card]["desc"] = "changed where no webhook saw it"
    result = acting.type("sync", "--dry-run")
    assert result.exit_code == 1
    told = plain(result.stdout)
    assert "1 écarts laissés tels quels : `greffier sync --board soutenances`" in told
    assert f"({card}) : desc (d’accord pour la dernière fois le 02/03/2026" in told
    made.pass_time(minutes=20)
    later = acting.type("sync", "--dry-run", "--format", "json")
    (difference,) = json.loads(later.stdout)["boards"][0]["differences"]
    assert (later.exit_code, difference["id"], difference["fields"]) == (1, card, ["desc"])
    since = datetime.fromisoformat(difference["since"])
    assert timedelta(minutes=39) < made.time - since < timedelta(minutes=41)
    doctor = plain(acting.type("doctor").stdout)
    assert "laissés tels quels" in doctor
    assert "`greffier sync --board soutenances` les montre et les répare" in doctor
    assert acting.type("sync", "--board", "Soutenances").exit_code == 0
    assert "tout est réparé" in plain(acting.type("doctor").stdout)
    assert acting.type("sync", "--dry-run").exit_code == 0


def test_a_board_that_is_refused_keeps_no_other_from_its_turn(tmp_path: Path) -> None:
    with desk(tmp_path, both=True) as made:
        hand, sandbox = made.school.by("helene"), made.school.sandbox
        hand.remove_from_board(invented_school.SOUTENANCES, invented_school.BOT)
        result = made.type("sync", GREFFIER_LANGUAGE="en")
        assert result.exit_code == 1
        assert "transfert: " in result.stdout
        assert "soutenances: not read, left as it is (GET boards/" in result.stderr
        assert "invite it" in result.stderr
        told = json.loads(made.type("sync", "--format", "json").stdout)["boards"]
        assert [("error" in each) for each in told] == [True, False]
        sandbox.state.tokens.clear()
        assert "TRELLO_API_TOKEN" in made.type("sync").stderr


def test_each_webhook_is_told_by_its_board_with_what_to_do(acting: Desk) -> None:
    webhooks = acting.school.sandbox.state.webhooks
    (first,) = webhooks.values()
    old = {**first, "id": "e" * 24, "callbackURL": "https://old.example/webhooks/trello"}
    webhooks[old["id"]] = old
    first["consecutiveFailures"] = 7
    told = plain(acting.type("webhooks", "list").stdout)
    assert told.startswith("soutenances (")
    assert "TRELLO_API_SECRET" in told
    remove = "`PUBLIC_URL=https://old.example greffier webhooks remove`"
    assert remove in told
    assert remove in acting.type("doctor", GREFFIER_LANGUAGE="en").stdout
    acting.type("webhooks", "remove", PUBLIC_URL="https://old.example")
    assert list(webhooks) == [first["id"]]
    webhooks.clear()
    assert "greffier webhooks repair" in acting.type("webhooks", "list").stdout


def test_the_queue_tells_why_each_card_waits(tmp_path: Path) -> None:
    with desk(tmp_path, settle_new="3m") as made:
        assert "vide" in made.type("queue").stdout
        settling = made.school.card("zoe", TITLE, "due")
        made.school.work()
        (item,) = made.json("queue", "list")
        assert (item["id"], item["state"], item["why"]) == (settling, "later", "settle-window")
        assert item["next_at"].startswith("2026-03-02T09:03")
        assert "délai de calme jusqu’au 02/03/2026 10:03:00" in made.type("queue").stdout
        made.school.pass_time(minutes=4)
        made.school.by("zoe").drag(settling, made.school.list_id(INTAKE))
        made.school.work()
        made.school.pass_time(minutes=1)
        (item,) = made.json("queue", "list")
        assert item["why"] == "suspended"
        assert TITLE in made.type("queue").stdout


def test_what_fails_is_told_with_its_next_try_and_parked_is_replayed(acting: Desk) -> None:
    card = acting.school.card("zoe", TITLE, "due")
    acting.school.sandbox.faults.next("401", "PUT", f"/cards/{card}$", count=1000)
    acting.school.work()
    (item,) = acting.json("queue", "list")
    assert (item["state"], item["failures"]) == ("retry", 1)
    assert "401" in item["error"]
    with acting.school.parts.database.transaction() as session:
        row = session.get_one(WakeRow, card)
        row.parked_at, row.timer_at = acting.school.time, None
    assert f"greffier queue replay {card}" in acting.type("queue").stdout
    acting.school.sandbox.faults.clear()
    assert acting.type("queue", "replay", "--all").exit_code == 0
    acting.serve_wants()
    assert acting.school.list_of(card) == INCOMPLETE
    assert acting.json("queue", "list") == []
    assert "Rien n’est mis de côté" in acting.type("queue", "replay", "--all").stdout


def test_one_card_is_shown_and_replayed_by_its_address(acting: Desk) -> None:
    card = acting.moved_away()
    short = acting.school.sandbox.state.cards[card]["shortLink"]
    shown = json.loads(acting.type("queue", "show", short).stdout)
    assert (shown["id"], shown["state"]) == (card, "idle")
    assert acting.type("queue", "replay", f"https://trello.com/c/{short}/x").exit_code == 0
    assert acting.json("queue", "list")[0]["state"] == "waiting"
    assert acting.type("queue", "replay", "nobody").exit_code == 1
    assert acting.type("queue", "show", "nobody").exit_code == 1
    assert acting.type("queue", "replay").exit_code == 2


@pytest.mark.parametrize("command", [("receipts",), ("queue",), ("preview",), ("mode", "x")])
def test_a_database_that_is_away_is_told_at_once(watching: Desk, command: tuple[str, ...]) -> None:
    result = watching.type(*command, DATABASE_URL="postgresql://x:hidden@127.0.0.1:9/x")
    assert result.exit_code in (1, 2)
    assert "hidden" not in result.output


def test_all_of_it_works_on_postgresql_too(tmp_path: Path, postgres_url: str) -> None:
    with desk(tmp_path, database=postgres_url, mode="observe") as made:
        card = made.moved_away()
        assert made.json("preview")["boards"][0]["summary"]["moves"] == 1
        assert (
            made.type("mode", "soutenances", "enforce", "--by", "Hélène" * 20, "--yes").exit_code
            == 0
        )
        assert made.json("queue", "list")[0]["state"] == "backlog"
        made.serve_wants()
        assert made.school.list_of(card) == INCOMPLETE
        assert made.type("pause", "soutenances").exit_code == 0
        assert made.type("resume", "soutenances").exit_code == 0
        assert made.type("undo", "--since", "1h").exit_code == 0
        assert made.school.list_of(card) == INTAKE
        assert made.type("receipts").exit_code == 0
        found = {each["code"]: each["status"] for each in made.json("doctor")["checks"]}
        assert found["database"] == "ok"
        client = create_app(made.school.parts).test_client()
        assert "greffier_verdicts" in client.get("/metrics").get_data(as_text=True)


def test_the_queue_tells_people_from_the_backlog_and_when_that_will_be_through(
    acting: Desk,
) -> None:
    made, board = acting.school, acting.school.parts.boards[0]
    with made.parts.database.transaction() as session:
        cards = [f"{number:024d}" for number in range(40)]
        wake_behind(session, made.queue.enqueue, cards, board, made.time)
        wake(session, made.queue.enqueue, Want("live", "card", "a" * 24, board, made.time))
    items = acting.json("queue", "list")
    assert [each["state"] for each in items] == ["waiting", *["backlog"] * 40]
    told = plain(acting.type("queue").stdout)
    assert "40 cartes à revoir derrière ce que font les personnes (dont 35 non montrées)" in told
    assert "relancez la commande dans une minute" in told
    with made.parts.database.transaction() as session:
        since = made.time - timedelta(minutes=1)
        pace = {"since": since.isoformat(), "handed": 23}
        session.add(FactRow(key="backlog", value=pace, at=made.time))
    assert "Terminé vers 02/03/2026 10:02:00" in plain(acting.type("queue").stdout)
    health = json.loads(create_app(made.parts).test_client().get("/health").data)
    assert health["queue"]["backlog"] == 40
    assert health["queue"]["backlog_through"].startswith("2026-03-02T09:02")


def test_a_backlog_is_late_only_where_nobody_hands_it_over(acting: Desk) -> None:
    made, board = acting.school, acting.school.parts.boards[0]
    with made.parts.database.transaction() as session:
        long_ago = made.time - timedelta(hours=1)
        wake_behind(session, made.queue.enqueue, ["a" * 24], board, long_ago)
    client = create_app(made.parts).test_client()
    assert any(
        "un travailleur tourne-t-il" in each for each in client.get("/health").json["problems"]
    )
    with made.parts.database.transaction() as session:
        pace = {"since": long_ago.isoformat(), "handed": 9}
        session.add(FactRow(key="backlog", value=pace, at=made.time - timedelta(minutes=1)))
    assert client.get("/health").json["queue"]["age_seconds"] == 60.0
    assert client.get("/health").json["problems"] == []
