"""What is broken is told by `/health` and by `greffier doctor` alike, in both languages, with what to do."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

import pytest
from cli_desk import TITLE, Desk, desk
from harness import INCOMPLETE, INTAKE

from greffier.app import create_app
from sync.clock import now
from sync.queue.wakes import Want, wake
from sync.storage.board_tables import DriftRow
from sync.storage.tables import WakeRow
from sync.storage.trello_tables import BoardRow

LATE: Final = timedelta(minutes=6)


@pytest.fixture
def the_desk(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path) as made:
        yield made


def board_of(made: Desk) -> dict[str, Any]:
    return made.school.sandbox.state.boards[made.school.parts.boards[0]]


def hook_of(made: Desk) -> dict[str, Any]:
    return next(iter(made.school.sandbox.state.webhooks.values()))


def clerk(made: Desk) -> str:
    return str(made.school.sandbox.state.member("greffier")["id"])


def a_board_closed(made: Desk) -> None:
    board_of(made)["closed"] = True
    made.school.look()


def a_list_archived(made: Desk) -> None:
    made.school.by("helene").change_list(INCOMPLETE, "Soutenances", closed=True)
    made.school.work()


def a_list_that_is_not_there(made: Desk) -> None:
    state = made.school.sandbox.state
    state.lists.pop(made.school.list_id("Réussies"))
    made.school.look()


def the_clerk_put_out(made: Desk) -> None:
    parts, board = made.school.parts, made.school.parts.boards[0]
    made.school.by("helene").remove_from_board(board, "greffier")
    with parts.database.transaction() as session:
        wake(session, parts.jobs.enqueue, Want("look", "board", board, board, now()))
    made.school.work()
    made.school.pass_time(minutes=6)
    made.school.work()


def the_clerk_alone_as_manager(made: Desk) -> None:
    for each in board_of(made)["memberships"]:
        each["memberType"] = "admin" if each["idMember"] == clerk(made) else "normal"
    made.school.look()


def the_token_revoked(made: Desk) -> None:
    made.school.sandbox.state.tokens.clear()
    made.school.pass_time(minutes=1)
    made.school.worker.tick()


def the_token_near_its_end(made: Desk) -> None:
    for each in made.school.sandbox.state.tokens.values():
        each["dateExpires"] = (made.school.time + timedelta(days=5)).isoformat()
    made.school.pass_time(minutes=1)
    made.school.worker.tick()


def no_webhook(made: Desk) -> None:
    made.school.sandbox.state.webhooks.clear()
    made.school.parts.care.look()


def a_webhook_switched_off(made: Desk) -> None:
    hook_of(made)["active"] = False
    made.school.parts.care.look()


def deliveries_that_fail(made: Desk) -> None:
    hook_of(made)["consecutiveFailures"] = 4
    made.school.parts.care.look()


def nobody_at_work(made: Desk) -> None:
    made.school.by("zoe").create_card(made.school.list_id(INTAKE), TITLE)
    assert made.school.sandbox.quiesce(20)
    made.school.time += LATE


def a_card_put_aside(made: Desk) -> None:
    card = made.moved_away()
    with made.school.parts.database.transaction() as session:
        session.get_one(WakeRow, card).parked_at = made.school.time


def a_board_paused(made: Desk) -> None:
    made.type("pause", "soutenances", "--reason", "essai", "--by", "Idriss")


def a_board_never_read(made: Desk) -> None:
    with made.school.parts.database.transaction() as session:
        session.get_one(BoardRow, made.school.parts.boards[0]).snapshot_at = None


def no_room_on_the_disk(made: Desk) -> None:
    made.patch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=8 * 2**20))


def no_database(made: Desk) -> None:
    parts = made.school.parts
    parts.database.engine.dispose()
    file = Path(parts.settings.database.partition("///")[2])
    for each in file.parent.glob(file.name + "*"):
        each.unlink()
    file.write_bytes(b"not a database" * 1000)


def a_mirror_that_differs(made: Desk) -> None:
    with made.school.parts.database.transaction() as session:
        session.add(
            DriftRow(
                board_id=made.school.parts.boards[0],
                at=made.school.time,
                kind="full",
                compared=3,
                repaired=False,
                differences=[["a" * 24, ["name"]]],
            )
        )


@dataclass(frozen=True)
class Told:
    """What `/health` must say (its status, part of a sentence), and which check of `doctor` how."""

    status: int
    fr: str
    en: str
    code: str
    how: str = "fail"


SITUATIONS: Final[dict[Callable[[Any], None], Told]] = {
    a_board_closed: Told(503, "fermé sur Trello", "closed on Trello", "board"),
    a_list_archived: Told(503, "absente ou archivée", "gone or archived", "lists"),
    a_list_that_is_not_there: Told(503, "absente ou archivée", "gone or archived", "lists"),
    the_clerk_put_out: Told(503, "et échoue", "its runs fail", "board"),
    the_clerk_alone_as_manager: Told(
        200, "personne n’est responsable", "no person manages", "managers", "warn"
    ),
    the_token_revoked: Told(503, "refuse la clé ou le jeton", "refuses the key", "token"),
    the_token_near_its_end: Told(200, "le jeton expire", "the token expires", "token", "warn"),
    no_webhook: Told(503, "aucun webhook actif", "no active webhook", "webhooks"),
    a_webhook_switched_off: Told(503, "aucun webhook actif", "no active webhook", "webhooks"),
    deliveries_that_fail: Told(200, "4 fois de suite", "4 times in a row", "webhooks"),
    nobody_at_work: Told(503, "un travailleur tourne-t-il", "is a worker running", "queue"),
    a_card_put_aside: Told(200, "mises de côté", "parked after", "queue"),
    a_board_paused: Told(200, "en pause", "paused", "mode", "warn"),
    a_board_never_read: Told(503, "pas encore lu", "never read yet", "mirror"),
    no_room_on_the_disk: Told(503, "le disque est plein", "the disk is full", "disk"),
    no_database: Told(503, "ne répond pas", "does not answer", "database"),
}


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda each: each.__name__)
def test_health_and_doctor_both_tell(
    the_desk: Desk, situation: Callable[[Any], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = SITUATIONS[situation]
    assert _health(the_desk, "fr")[0] == 200
    the_desk.__dict__["patch"] = monkeypatch
    situation(the_desk)
    for language, words in (("fr", told.fr), ("en", told.en)):
        status, said = _health(the_desk, language)
        assert status == told.status
        assert [each for each in said if words in each.replace("\u00a0", " ")], said
        doctor = the_desk.type("doctor", "--format", "json", GREFFIER_LANGUAGE=language)
        checks = json.loads(doctor.stdout)["checks"]
        wrong = [each for each in checks if each["code"] == told.code and each["status"] != "ok"]
        assert told.how in [each["status"] for each in wrong], checks
        assert all(each["remedy"] for each in wrong)


def _health(made: Desk, language: str) -> tuple[int, list[str]]:
    """The status and all sentences of `/health` for a reader of that language."""
    if "client" not in made.__dict__:
        made.__dict__["client"] = create_app(made.school.parts).test_client()
    answer = made.__dict__["client"].get("/health", headers={"Accept-Language": f"{language}-XX"})
    assert answer.headers["Content-Language"] == language
    return answer.status_code, [*answer.json["problems"], *answer.json.get("decisions", ())]


def test_a_mirror_left_as_it_differs_is_no_outage(the_desk: Desk) -> None:
    a_mirror_that_differs(the_desk)
    assert _health(the_desk, "fr")[0] == 200
    checks = the_desk.json("doctor")["checks"]
    assert [each["status"] for each in checks if each["code"] == "mirror"] == ["warn"]


def test_without_a_wish_health_speaks_the_language_of_the_settings(the_desk: Desk) -> None:
    a_board_paused(the_desk)
    answer = create_app(the_desk.school.parts).test_client().get("/health")
    assert "en pause" in answer.json["decisions"][0]
    assert answer.headers["Vary"] == "Accept-Language"


def test_a_power_up_with_another_id_than_the_settings_is_told(the_desk: Desk) -> None:
    parts, sandbox = the_desk.school.parts, the_desk.school.sandbox
    client = create_app(parts).test_client()
    at, board = the_desk.school.time.timestamp(), parts.boards[0]
    token = sandbox.jwt_keys.sign("d" * 24, board, clerk(the_desk), now=at)
    answer = client.get("/powerup/api/board", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401
    settings = {"TRELLO_POWERUP_ID": parts.settings.powerup_id}
    doctor = the_desk.type("doctor", "--format", "json", **settings)
    (told,) = [x for x in json.loads(doctor.stdout)["checks"] if x["code"] == "power-up"]
    assert told["status"] == "fail" and "d" * 24 in told["text"]
    doctor = the_desk.type("doctor", "--format", "json", TRELLO_POWERUP_ID="d" * 24)
    (told,) = [x for x in json.loads(doctor.stdout)["checks"] if x["code"] == "power-up"]
    assert told["status"] == "ok"
