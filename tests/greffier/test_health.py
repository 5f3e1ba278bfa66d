"""`/health` and `/metrics`, and a backup that can be restored."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cli_desk import TITLE, Desk, desk
from harness import INCOMPLETE, INTAKE
from prometheus_client.parser import text_string_to_metric_families

from greffier.app import create_app
from greffier.cli.backup import copy
from sync.clock import now
from sync.queue.wakes import Want, wake
from sync.storage.tables import WakeRow


@pytest.fixture
def the_desk(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path) as made:
        yield made


def get(made: Desk, path: str) -> Any:
    wish = {"Accept-Language": "en-GB, fr;q=0.5"}
    return create_app(made.school.parts).test_client().get(path, headers=wish)


def metrics(made: Desk) -> dict[str, float]:
    text = get(made, "/metrics").get_data(as_text=True)
    return {
        sample.name + "".join(f"|{each}" for each in sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_health_is_200_while_the_service_can_do_its_work(the_desk: Desk) -> None:
    answer = get(the_desk, "/health")
    assert (answer.status_code, answer.json["status"]) == (200, "ok")
    assert answer.json["boards"][0]["lists_present"] is True
    the_desk.school.by("helene").change_list(INCOMPLETE, "Soutenances", closed=True)
    the_desk.school.work()
    broken = get(the_desk, "/health")
    assert (broken.status_code, broken.json["status"]) == (503, "degraded")
    assert "greffier doctor" in broken.json["problems"][0]


def test_a_paused_board_is_a_decision_to_take_not_an_outage(the_desk: Desk) -> None:
    the_desk.type("pause", "soutenances", "--reason", "Hélène est absente", "--by", "Idriss")
    answer = get(the_desk, "/health")
    assert answer.status_code == 200
    assert answer.json["decisions"] == [
        "soutenances: paused (by hand): `greffier resume soutenances`"
    ]
    for name in ("Hélène", "Idriss"):
        assert name not in answer.get_data(as_text=True)


def test_a_parked_card_is_told_and_the_service_goes_on(the_desk: Desk) -> None:
    card = the_desk.moved_away()
    with the_desk.school.parts.database.transaction() as session:
        session.get_one(WakeRow, card).parked_at = the_desk.school.time
    answer = get(the_desk, "/health")
    assert (answer.status_code, len(answer.json["decisions"])) == (200, 1)


def test_a_revoked_token_is_told_though_no_card_asks_for_anything(the_desk: Desk) -> None:
    made = the_desk.school
    tokens = made.sandbox.state.tokens
    kept = dict(tokens)
    tokens.clear()
    made.pass_time(minutes=11)
    made.worker.tick()
    answer = get(the_desk, "/health")
    assert (answer.status_code, answer.json["token"]["accepted"]) == (503, False)
    assert "refuses the key or the token since" in answer.json["problems"][0]
    assert "greffier doctor" in answer.json["problems"][0]
    assert metrics(the_desk)["greffier_token_accepted"] == 0
    assert made.parts.settings.token not in answer.get_data(as_text=True)
    tokens.update(kept)
    made.pass_time(minutes=11)
    made.worker.tick()
    assert get(the_desk, "/health").json["token"] == {"accepted": True, "expires": None}


def test_a_token_that_ends_soon_is_told_two_weeks_before(the_desk: Desk) -> None:
    made = the_desk.school
    for days, told in ((20, False), (5, True)):
        ends = made.time + timedelta(days=days)
        next(iter(made.sandbox.state.tokens.values()))["dateExpires"] = ends.isoformat()
        made.pass_time(minutes=11)
        made.worker.tick()
        answer = get(the_desk, "/health")
        assert (answer.status_code, bool(answer.json["decisions"])) == (200, told)
        left = metrics(the_desk)["greffier_token_expires_seconds"]
        assert abs(left - days * 86400) < 3600


def test_a_board_that_cannot_be_read_for_five_minutes_is_told_with_the_reason(
    the_desk: Desk,
) -> None:
    made = the_desk.school
    board = made.parts.boards[0]
    made.by("helene").remove_from_board(board, "greffier")
    with made.parts.database.transaction() as session:
        wake(session, made.parts.jobs.enqueue, Want("look", "board", board, board, now()))
    made.work()
    assert get(the_desk, "/health").status_code == 200
    made.pass_time(minutes=6)
    made.work()
    answer = get(the_desk, "/health")
    assert answer.status_code == 503
    assert "its runs fail (GET boards/" in answer.json["problems"][-1]


def test_a_delivery_that_no_worker_takes_out_of_the_inbox_is_counted_and_told(
    the_desk: Desk,
) -> None:
    made = the_desk.school
    made.by("zoe").create_card(made.list_id(INTAKE), TITLE)
    assert made.sandbox.quiesce(20)
    assert get(the_desk, "/health").json["queue"]["waiting"] == 1
    assert metrics(the_desk)["greffier_deliveries_unsettled"] == 1
    made.time += timedelta(minutes=6)
    answer = get(the_desk, "/health")
    assert answer.status_code == 503
    assert "is a worker running?" in answer.json["problems"][-1]
    made.worker.tick()  # the clock takes it out, though nobody rang
    made.work()
    assert get(the_desk, "/health").status_code == 200


def test_a_backup_holds_what_lay_in_the_inbox(the_desk: Desk, tmp_path: Path) -> None:
    made = the_desk.school
    card = made.by("zoe").create_card(made.list_id(INTAKE), TITLE)["id"]
    assert made.sandbox.quiesce(20)
    assert the_desk.type("backup", str(tmp_path / "copy.db")).exit_code == 0
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copied:
        found = copied.execute("SELECT card_id FROM deliveries WHERE settled_at IS NULL").fetchall()
    assert found == [(card,)]


def test_a_failing_webhook_is_told_and_is_no_outage(the_desk: Desk) -> None:
    next(iter(the_desk.school.sandbox.state.webhooks.values()))["consecutiveFailures"] = 7
    the_desk.school.parts.care.look()
    answer = get(the_desk, "/health")
    assert (answer.status_code, answer.json["boards"][0]["webhook_failures"]) == (200, 7)
    assert "failed 7 times in a row: `greffier doctor`" in answer.json["decisions"][0]
    assert metrics(the_desk)["greffier_webhook_failures|soutenances"] == 7


def test_a_drift_is_told_with_its_time_and_whether_it_was_repaired(the_desk: Desk) -> None:
    made = the_desk.school
    card = made.sandbox.state.cards[the_desk.moved_away()]
    card["name"] = "Zoé Autre - DA Python"
    made.parts.snapshots.take(made.parts.boards[0], "dry-run")
    told = get(the_desk, "/health").json["boards"][0]
    assert (told["drift"], told["drift_repaired"]) == (1, False)
    made.parts.snapshots.take(made.parts.boards[0], "full")
    told = get(the_desk, "/health").json["boards"][0]
    assert (told["drift"], told["drift_repaired"]) == (1, True)
    assert told["drift_at"]


def test_metrics_tell_the_whole_without_a_name(the_desk: Desk) -> None:
    the_desk.moved_away()
    the_desk.school.card("noel", "Ana Bard - DA Python")
    the_desk.school.work()
    found = metrics(the_desk)
    assert found["greffier_healthy"] == 1
    assert found["greffier_cards|soutenances"] == 2
    assert found["greffier_enforcing|soutenances"] == 1
    assert found["greffier_verdicts|soutenances|incomplete"] == 1
    assert found["greffier_verdicts|soutenances|complete"] == 1
    assert found["greffier_receipts|soutenances|MoveCard"] == 1
    assert found["greffier_webhooks_active|soutenances"] == 1
    assert found["greffier_paused|soutenances"] == 0
    assert found["greffier_deliveries_received"] >= 8
    assert found["greffier_deliveries_unsettled"] == 0
    assert found["greffier_last_delivery_age_seconds"] >= 0
    text = get(the_desk, "/metrics").get_data(as_text=True)
    assert not re.search("Dupont|Marie|zoe|Ana", text)


def test_a_database_that_is_away_is_503_for_both(the_desk: Desk) -> None:
    engine = the_desk.school.parts.database.engine
    with engine.connect() as connection:
        connection.exec_driver_sql("DROP TABLE boards")
    for path in ("/health", "/metrics"):
        assert get(the_desk, path).status_code == 503


def test_a_backup_taken_while_all_runs_is_whole(the_desk: Desk, tmp_path: Path) -> None:
    card = the_desk.moved_away()
    target = tmp_path / "copy.db"
    assert the_desk.type("backup", target).exit_code == 0
    assert target.stat().st_mode & 0o077 == 0
    with sqlite3.connect(target) as connection:
        (name,) = connection.execute("SELECT name FROM cards WHERE id = ?", [card]).fetchone()
    assert name == TITLE
    assert the_desk.type("backup", target).exit_code == 2
    assert the_desk.type("backup", target / "x.db").exit_code == 1
    postgres = the_desk.type("backup", tmp_path / "y.db", DATABASE_URL="postgresql://x@h/x")
    assert (postgres.exit_code, "pg_dump" in postgres.stderr) == (2, True)


def test_a_backup_that_fails_leaves_nothing_behind_and_says_what_to_do(
    the_desk: Desk, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"no database" * 1000)
    target = tmp_path / "backups" / "copy.db"
    odd = {"DATABASE_URL": f"sqlite:///{broken}", "GREFFIER_LANGUAGE": "en"}
    for _ in range(2):
        result = the_desk.type("backup", target, **odd)
        assert (result.exit_code, target.exists()) == (1, False)
        assert "take the last backup" in result.stderr
    assert the_desk.type("backup", target).exit_code == 0
    assert (target.stat().st_mode & 0o777, target.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_restored_what_happened_meanwhile_is_made_up_for(the_desk: Desk, tmp_path: Path) -> None:
    early = the_desk.moved_away()
    target = tmp_path / "copy.db"
    database = the_desk.school.parts.database
    copy(Path(database.engine.url.database or ""), target)
    late = the_desk.moved_away("label")
    database.close()
    for suffix in ("", "-wal", "-shm"):
        Path(f"{database.engine.url.database}{suffix}").unlink(missing_ok=True)
    target.rename(database.engine.url.database or "")
    the_desk.school.look()
    assert len(the_desk.school.comments(late)) == 1
    assert len(the_desk.school.comments(early)) == 1
    assert metrics(the_desk)["greffier_cards|soutenances"] == 2


def test_both_counters_of_sessions_are_told_by_number_alone(the_desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "students.csv"
    header = "étudiant;parcours;projet;mentor;jour;heure;minutes;fuseau;courriel"
    rows = ("Léa Dupont;DA Python;P7;zoe;lundi;18:00;45;;", "Ada Morel;DA Python;P2;;;;;;")
    file.write_text("\n".join((header, *rows)), "utf-8")
    assert get(the_desk, "/health").json["students"] == {"without_mentor": 0, "without_session": 0}
    the_desk.type("students", "import", file)
    the_desk.school.pass_time(hours=10)
    answer = get(the_desk, "/health")
    assert answer.status_code == 200
    assert answer.json["students"] == {"without_mentor": 1, "without_session": 1}
    assert answer.json["students_without_mentor"] == 1
    assert answer.json["sessions"] == {"unset": 1}
    found = metrics(the_desk)
    names = ("sessions_unset", "students_without_mentor", "students_without_session")
    assert [found[f"greffier_{each}"] for each in names] == [1.0, 1.0, 1.0]
    assert "Dupont" not in answer.get_data(as_text=True)


def test_a_board_closed_on_trello_is_told_as_that(the_desk: Desk) -> None:
    made = the_desk.school
    board = made.parts.boards[0]
    made.sandbox.state.boards[board]["closed"] = True
    made.look()
    answer = get(the_desk, "/health")
    assert answer.status_code == 503
    assert "closed on Trello: open it again" in answer.json["problems"][0]


def test_a_token_revoked_is_told_within_a_minute(the_desk: Desk) -> None:
    made = the_desk.school
    made.pass_time(minutes=1)
    made.worker.tick()
    assert get(the_desk, "/health").status_code == 200
    made.sandbox.state.tokens.clear()
    made.pass_time(minutes=1)
    made.worker.tick()
    answer = get(the_desk, "/health")
    assert (answer.status_code, answer.json["token"]["accepted"]) == (503, False)


def test_a_board_that_the_clerk_alone_manages_has_no_manager(the_desk: Desk) -> None:
    made = the_desk.school
    board = made.parts.boards[0]
    bot = made.sandbox.state.member("greffier")["id"]
    for each in made.sandbox.state.boards[board]["memberships"]:
        each["memberType"] = "admin" if each["idMember"] == bot else "normal"
    made.look()
    answer = get(the_desk, "/health")
    assert answer.status_code == 200
    assert "no person manages this board" in answer.json["decisions"][0]
    told = [each for each in the_desk.json("doctor")["checks"] if each["code"] == "managers"]
    assert told[0]["status"] == "warn"
