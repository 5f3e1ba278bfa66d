"""Webhooks heal themselves, and what cannot be healed is told."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from harness import School, school
from structlog.testing import capture_logs

from sync.queue.wakes import Want, wake
from sync.storage.board_tables import WebhookRow
from sync.trello.errors import Refused, Unauthorized

ELSEWHERE = "https://elsewhere.example"


@pytest.fixture
def the_school(tmp_path: Path) -> Iterator[School]:
    with school(tmp_path, both=True) as made:
        yield made


def hooks(the_school: School) -> dict[str, Any]:
    """The webhooks that Trello has, by id."""
    return the_school.sandbox.state.webhooks


def states(the_school: School) -> list[str]:
    return sorted(each.state for each in the_school.parts.care.look())


def kept(the_school: School) -> list[WebhookRow]:
    with the_school.parts.database.transaction() as session:
        return session.query(WebhookRow).all()


def tick(the_school: School) -> None:
    the_school.worker.tick()


def add(the_school: School, **changes: Any) -> str:
    """Another webhook of our token beside the first one's."""
    first = next(iter(hooks(the_school).values()))
    made = {**copy.deepcopy(first), "id": f"{len(hooks(the_school)):024x}", **changes}
    hooks(the_school)[made["id"]] = made
    return str(made["id"])


def test_each_board_has_one_and_another_look_writes_nothing(the_school: School) -> None:
    assert states(the_school) == ["active", "active"]
    before = len(the_school.sandbox.requests)
    the_school.parts.care.repair()
    assert {method for method, _ in the_school.calls(since=before)} == {"GET"}


def test_a_missing_one_is_registered(the_school: School) -> None:
    hooks(the_school).popitem()
    assert states(the_school) == ["active", "missing"]
    the_school.parts.care.repair()
    assert states(the_school) == ["active", "active"]


def test_one_that_trello_switched_off_is_switched_on(the_school: School) -> None:
    next(iter(hooks(the_school).values()))["active"] = False
    assert states(the_school) == ["active", "inactive"]
    the_school.parts.care.repair()
    assert states(the_school) == ["active", "active"]
    assert len(hooks(the_school)) == 2


def test_of_doubles_the_one_that_works_is_kept(the_school: School) -> None:
    first = next(iter(hooks(the_school).values()))
    working = add(the_school)
    first["active"] = False
    assert states(the_school) == ["active", "active", "doubled"]
    the_school.parts.care.repair()
    assert working in hooks(the_school)
    assert first["id"] not in hooks(the_school)
    assert states(the_school) == ["active", "active"]


def test_a_failing_one_is_told_and_left(the_school: School) -> None:
    next(iter(hooks(the_school).values()))["consecutiveFailures"] = 7
    the_school.parts.care.repair()
    assert states(the_school) == ["active", "failing"]
    assert sorted(each.failures for each in kept(the_school)) == [0, 7]


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"idModel": "f" * 24, "callbackURL": f"{ELSEWHERE}/webhooks/trello"}, "foreign"),
        ({"callbackURL": f"{ELSEWHERE}/trello-hook"}, "foreign"),
        ({"callbackURL": f"{ELSEWHERE}/webhooks/trello"}, "old-address"),
    ],
)
def test_what_is_not_ours_to_touch_is_left_alone(
    the_school: School, changes: dict[str, str], state: str
) -> None:
    other = add(the_school, **changes)
    assert states(the_school) == ["active", "active", state]
    the_school.parts.care.repair()
    the_school.parts.care.remove()
    assert list(hooks(the_school)) == [other]


def test_what_a_board_left_behind_that_is_watched_no_more_is_removed(the_school: School) -> None:
    other = add(the_school, idModel="f" * 24)
    the_school.parts.care.look()
    assert states(the_school) == ["active", "active", "left-over"]
    tick(the_school)  # within a minute, not after the ten of the usual look
    assert other not in hooks(the_school)
    assert states(the_school) == ["active", "active"]


def test_a_board_whose_changes_did_not_reach_us_is_read_once_they_do(the_school: School) -> None:
    gone, hook = hooks(the_school).popitem()
    the_school.parts.care.look()
    the_school.work()
    tick(the_school)
    assert gone not in hooks(the_school)
    assert [each.target for each in the_school.work()] == [hook["idModel"]]


def test_a_board_that_is_read_is_served_first(the_school: School) -> None:
    hooks(the_school).clear()
    the_school.parts.care.look()
    before = len(the_school.calls())
    board = the_school.parts.boards[0]
    with the_school.parts.database.transaction() as session:
        wake(session, the_school.queue.enqueue, Want("a", "board", board, board, the_school.time))
    the_school.work()
    calls = the_school.calls(since=before)
    post = next(n for n, (method, _) in enumerate(calls) if method == "POST")
    assert any(f"/boards/{board}" in path for _, path in calls[post:])
    assert not any(f"/boards/{board}" in path for _, path in calls[:post])
    assert [each["idModel"] for each in hooks(the_school).values()] == [board]


def test_at_a_new_address_the_boards_are_registered_there(the_school: School) -> None:
    for each in hooks(the_school).values():
        each["callbackURL"] = f"{ELSEWHERE}/webhooks/trello"
    the_school.parts.care.repair()
    assert states(the_school) == ["active", "active", "old-address", "old-address"]


class TestWhatCannotBeHealed:
    @pytest.fixture(autouse=True)
    def nobody_listens(self, the_school: School, monkeypatch: pytest.MonkeyPatch) -> None:
        """Trello's HEAD finds nobody, and no webhook is there yet."""
        hooks(the_school).clear()
        monkeypatch.setattr("sandbox.webhooks.registry.call", _unreachable)

    def test_all_boards_are_tried_and_the_reason_is_told(self, the_school: School) -> None:
        before = len(the_school.sandbox.requests)
        with pytest.raises(Refused, match="did not return 200"):
            the_school.parts.care.repair()
        posts = [path for method, path in the_school.calls(since=before) if method == "POST"]
        assert len(posts) == 2
        assert states(the_school) == ["missing", "missing"]

    def test_the_clock_tries_again_until_it_works(
        self,
        the_school: School,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
        capfd: pytest.CaptureFixture[str],
    ) -> None:
        the_school.parts.care.look()
        tick(the_school)
        assert "did not return 200" in caplog.text + "".join(capfd.readouterr())
        assert not hooks(the_school)
        monkeypatch.undo()
        the_school.pass_time(minutes=1)
        tick(the_school)
        assert states(the_school) == ["active", "active"]


def _unreachable(*_: Any, **__: Any) -> Any:
    from sandbox.webhooks.registry import Answer

    return Answer(None, "ConnectionRefusedError")


def test_the_clock_looks_every_ten_minutes_and_not_more_often(the_school: School) -> None:
    def looked() -> bool:
        before = len(the_school.sandbox.requests)
        tick(the_school)
        return any("/webhooks" in path for _, path in the_school.calls(since=before))

    assert not looked()
    the_school.pass_time(minutes=9)
    assert not looked()
    the_school.pass_time(minutes=1)
    assert looked()
    assert not looked()


def test_a_webhook_that_was_switched_off_is_found_at_the_next_look(the_school: School) -> None:
    next(iter(hooks(the_school).values()))["active"] = False
    the_school.pass_time(minutes=10)
    with capture_logs() as said:
        tick(the_school)
    assert states(the_school) == ["active", "active"]
    assert [each["was"] for each in said if each["event"] == "webhook repaired"] == ["inactive"]


def test_a_revoked_token_is_told_without_telling_it(
    the_school: School, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    token = the_school.parts.settings.token
    the_school.sandbox.state.tokens.clear()
    with pytest.raises(Unauthorized) as caught:
        the_school.parts.care.repair()
    assert caught.value.token_dead
    the_school.pass_time(minutes=11)
    tick(the_school)
    said = caplog.text + "".join(capfd.readouterr())
    assert "token" in said
    assert token not in said + str(caught.value)


def test_two_workers_that_look_at_the_same_time_do_not_disturb_each_other(
    the_school: School,
) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: states(the_school), range(12)))
    assert found == [["active", "active"]] * 12
    assert len(kept(the_school)) == 2
