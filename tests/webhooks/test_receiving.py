"""`HEAD|POST /webhooks/trello` from outside: proved, stored once, answered; or refused."""

from __future__ import annotations

import http.client
import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from unittest.mock import Mock
from urllib.parse import urlsplit

import pytest
from harness import School, school
from payload_fixtures import action
from sqlalchemy.exc import OperationalError

from sandbox.seeds import invented_school
from sync.queue.drain import drain
from sync.storage.tables import DeliveryRow, WakeRow
from webhooks import views
from webhooks.signature import HEADER, sign
from webhooks.views import IDENTIFIER, LARGEST_BODY

UNKNOWN_BOARD = {"id": "65f000000000000000000bad", "name": "Ailleurs"}


@pytest.fixture(scope="module")
def the_school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    with school(tmp_path_factory.mktemp("school")) as made:
        yield made


class Trello:
    """Sends what Trello would, and what a forger would."""

    def __init__(self, the_school: School) -> None:
        self.parts, self.number = the_school.parts, 0
        self.url = urlsplit(the_school.parts.settings.callback_url)
        self.board = {"id": the_school.parts.boards[0], "name": "Soutenances"}

    def delivery(self, kind: str = "createCard", **more: Any) -> dict[str, Any]:
        """An action with ids of its own, about a card of the watched board."""
        self.number += 1
        card = {"id": f"65f00000000000000001{self.number:04x}", "name": "Léa 🎓"}
        data = {"card": card, "board": self.board}
        return {**action(kind, data), "id": f"65f00000000000000002{self.number:04x}", **more}

    def post(self, body: bytes | dict[str, Any], **headers: str) -> tuple[int, str]:
        """A signed delivery: (status, text)."""
        raw = body if isinstance(body, bytes) else self.packed(body)
        settings = self.parts.settings
        signed = {HEADER: sign(raw, settings.callback_url, settings.secret)}
        return self.send("POST", raw, {**signed, **headers})

    def packed(self, one: dict[str, Any]) -> bytes:
        return json.dumps({"action": one, "model": self.board}, ensure_ascii=False).encode()

    def send(self, method: str, body: Any, headers: dict[str, str], **how: Any) -> tuple[int, str]:
        connection = http.client.HTTPConnection(str(self.url.hostname), self.url.port, timeout=10)
        try:
            connection.request(method, self.url.path, body, headers, **how)
            response = connection.getresponse()
            return response.status, response.read().decode().strip()
        finally:
            connection.close()

    def row(self, one: dict[str, Any]) -> DeliveryRow | None:
        self.drain()
        with self.parts.database.transaction() as session:
            return session.get(DeliveryRow, one["id"])

    def drain(self) -> None:
        drain(self.parts.inbox, self.parts.jobs.enqueue)

    def woken(self, target: str) -> int:
        self.drain()
        with self.parts.database.transaction() as session:
            row = session.get(WakeRow, target)
            return row.wanted if row else 0


@pytest.fixture
def trello(the_school: School) -> Trello:
    made = Trello(the_school)
    made.number = the_school.__dict__.setdefault("_numbers", 0)
    the_school.__dict__["_numbers"] += 100
    return made


def test_a_registration_is_answered_with_exactly_200(trello: Trello) -> None:
    assert trello.send("HEAD", None, {}) == (200, "")
    assert trello.send("GET", None, {})[0] == 200


def test_other_methods_are_not_for_here(trello: Trello) -> None:
    assert trello.send("PUT", b"{}", {})[0] == 405


def test_a_genuine_delivery_is_stored_and_wakes_its_card(trello: Trello) -> None:
    one = trello.delivery()
    assert trello.post(one) == (200, "stored")
    row = trello.row(one)
    assert row is not None
    assert (row.scope, row.settled_at, row.action) == ("card", None, one)
    assert trello.woken(one["data"]["card"]["id"]) == 1


def test_the_same_delivery_again_changes_nothing(trello: Trello) -> None:
    one = trello.delivery()
    for _ in range(3):
        assert trello.post(one) == (200, "stored")
        trello.drain()
    assert trello.woken(one["data"]["card"]["id"]) == 1


def test_the_same_delivery_many_times_at_once_is_stored_once(trello: Trello) -> None:
    from concurrent.futures import ThreadPoolExecutor

    one = trello.delivery()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: trello.post(one), range(24)))
    assert answers == [(200, "stored")] * 24
    assert trello.woken(one["data"]["card"]["id"]) == 1


@pytest.mark.parametrize("signature", [None, "", "AAAA", "x" * 5000])
def test_a_forged_delivery_is_refused_and_not_stored(trello: Trello, signature: str | None) -> None:
    one = trello.delivery()
    headers = {} if signature is None else {HEADER: signature}
    status, text = trello.send("POST", trello.packed(one), headers)
    assert (status, text) == (401, "the signature is missing or wrong")
    assert trello.row(one) is None


def test_a_delivery_signed_for_another_address_is_forged(trello: Trello) -> None:
    one = trello.delivery()
    raw = trello.packed(one)
    elsewhere = sign(raw, "https://elsewhere.example/webhooks/trello", trello.parts.settings.secret)
    assert trello.send("POST", raw, {HEADER: elsewhere})[0] == 401


@pytest.mark.parametrize("body", [b"", b"not json", b"{}", b"[]", b'{"action": {}}', b"\xff\xfe"])
def test_a_signed_body_without_an_action_is_unreadable(trello: Trello, body: bytes) -> None:
    status, text = trello.post(body)
    assert status == 400
    assert text


def test_what_is_larger_than_a_mebibyte_is_refused(trello: Trello) -> None:
    whole = trello.delivery()
    room = LARGEST_BODY - len(trello.packed({**whole, "filler": ""}))
    assert trello.post({**whole, "filler": "x" * room}) == (200, "stored")
    status, text = trello.post({**trello.delivery(), "filler": "x" * (room + 1)})
    assert (status, text) == (413, "the body is larger than 1 MiB")


def test_a_length_that_is_only_announced_is_enough_to_be_refused(trello: Trello) -> None:
    status, _ = trello.send("POST", b"", {"Content-Length": str(LARGEST_BODY + 1)})
    assert status == 413


def test_a_body_in_pieces_is_read_and_measured_like_any_other(trello: Trello) -> None:
    settings = trello.parts.settings

    def in_pieces(raw: bytes) -> int:
        headers = {HEADER: sign(raw, settings.callback_url, settings.secret)}
        pieces = (raw[at : at + 9000] for at in range(0, len(raw), 9000))
        return trello.send("POST", pieces, headers, encode_chunked=True)[0]

    assert in_pieces(trello.packed(trello.delivery(filler="é" * 20_000))) == 200
    assert in_pieces(trello.packed(trello.delivery(filler="x" * (LARGEST_BODY + 1)))) == 413


@pytest.mark.parametrize("kind", ["voteOnCard", "somethingOf2031", "enablePlugin"])
def test_an_unknown_type_is_stored_settled_and_ignored(trello: Trello, kind: str) -> None:
    one = trello.delivery(kind)
    assert trello.post(one) == (200, "stored")
    row = trello.row(one)
    assert row is not None
    assert (row.scope, row.settled_at is not None, row.action) == ("ignored", True, {})
    assert trello.woken(one["data"]["card"]["id"]) == 0


def test_an_unknown_board_is_stored_settled_and_ignored(trello: Trello) -> None:
    one = trello.delivery()
    one["data"]["board"] = UNKNOWN_BOARD
    assert trello.post(one) == (200, "stored")
    row = trello.row(one)
    assert row is not None
    assert (row.scope, row.settled_at is not None, row.action) == ("ignored", True, {})
    assert trello.woken(one["data"]["card"]["id"]) == 0


def test_a_card_that_leaves_for_another_board_is_looked_at(trello: Trello) -> None:
    one = trello.delivery("moveCardFromBoard")
    one["data"]["boardTarget"] = UNKNOWN_BOARD
    assert trello.post(one) == (200, "stored")
    assert trello.woken(one["data"]["card"]["id"]) == 1


def test_a_renamed_label_wakes_the_board_and_no_card(trello: Trello) -> None:
    before = trello.woken(trello.board["id"])
    one = trello.delivery("updateLabel", data={"label": {"id": "a" * 24}, "board": trello.board})
    assert trello.post(one) == (200, "stored")
    assert trello.woken(trello.board["id"]) == before + 1


def test_the_echo_of_our_own_write_is_stored_and_wakes_nothing(
    trello: Trello, the_school: School
) -> None:
    bot = the_school.sandbox.state.member(invented_school.BOT)["id"]
    one = trello.delivery(idMemberCreator=bot, appCreator=None)
    assert trello.post(one, **{IDENTIFIER: trello.parts.settings.client_identifier})[0] == 200
    row = trello.row(one)
    assert row is not None
    assert (row.ours, row.settled_at is not None) == (True, True)
    assert trello.woken(one["data"]["card"]["id"]) == 0


def test_the_bot_is_known_without_the_header_too(trello: Trello, the_school: School) -> None:
    bot = the_school.sandbox.state.member(invented_school.BOT)["id"]
    by_app = trello.delivery(idMemberCreator=bot, appCreator={"id": "f" * 24})
    by_hand = trello.delivery(idMemberCreator=bot, appCreator=None)
    for one, ours in ((by_app, True), (by_hand, False)):
        trello.post(one)
        row = trello.row(one)
        assert row is not None
        assert row.ours is ours


def test_a_database_that_is_away_is_a_fault_of_ours_and_trello_sends_again(
    trello: Trello,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    one = trello.delivery()
    with monkeypatch.context() as broken:
        file: Any = trello.parts.inbox._file
        broken.setattr(file, "_plan", replace(file._plan, text="INSERT INTO nowhere VALUES (?, ?)"))
        with caplog.at_level(logging.WARNING):
            status, text = trello.post(one)
    assert 500 <= status < 600
    assert "Léa" not in text
    assert "Léa" not in caplog.text + "".join(capfd.readouterr())
    assert trello.post(one) == (200, "stored")


def test_an_error_of_ours_is_told_and_trello_sends_again(
    trello: Trello,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    one = trello.delivery()
    away = OperationalError("SELECT", {}, Exception("Léa"))
    for error, expected in ((KeyError("Léa"), 500), (away, 503)):
        with monkeypatch.context() as broken, caplog.at_level(logging.WARNING):
            broken.setattr(views, "is_ours", Mock(side_effect=error))
            status, text = trello.post(one)
        assert status == expected
        assert "send it again" in text
        said = caplog.text + "".join(capfd.readouterr())
        assert type(error).__name__ in said
    assert trello.post(one) == (200, "stored")


def test_a_refusal_is_logged_without_what_was_sent(
    trello: Trello, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.WARNING):
        trello.send("POST", trello.packed(trello.delivery()), {HEADER: "AAAA"})
    said = caplog.text + "".join(capfd.readouterr())
    assert "delivery refused" in said
    assert "Léa" not in said
