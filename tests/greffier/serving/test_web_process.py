"""The processes that answer for `greffier serve`: watched, and started again."""

from __future__ import annotations

import os
import signal
import socket
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from nursery import Nursery
from service import Service, listens, service, until

from greffier.serving.patient_server import HUNG_AFTER
from greffier.serving.web_process import WebProcess

pytestmark = pytest.mark.timeout(300)  # seconds, on a machine that is busy with other things


def answers(made: Service) -> bool:
    address = f"http://127.0.0.1:{made.port}/webhooks/trello"
    try:
        with urllib.request.urlopen(urllib.request.Request(address, method="HEAD"), timeout=5):
            return True
    except OSError:
        return False


def children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii")
    return [int(each) for each in text.split()]


def test_one_that_is_killed_is_followed_by_another_and_the_work_goes_on(
    tmp_path: Path, nursery: Nursery
) -> None:
    with service(nursery, tmp_path, own_web=False) as made:
        process = made.serve()
        until(lambda: process.poll() is not None or made.sandbox.state.webhooks)
        (first,) = children(process.pid)
        os.kill(first, signal.SIGKILL)
        until(lambda: [each for each in children(process.pid) if each != first])
        until(lambda: answers(made))
        card = made.incomplete_card()
        until(lambda: made.settled(card))

        process.send_signal(signal.SIGKILL)  # what was started anew goes with it, too
        until(lambda: not listens(made.port))
        assert "Traceback" not in made.log()


def test_several_answer_where_so_many_are_wanted(tmp_path: Path, nursery: Nursery) -> None:
    with service(nursery, tmp_path, own_web=False) as made:
        values = {**made.environment(), "WEB_CONCURRENCY": "2"}
        command = ["serve", "--host", "127.0.0.1"]
        process = nursery.start(command, values, tmp_path, tmp_path / "0.log")
        made.processes.append(process)
        until(lambda: process.poll() is not None or made.sandbox.state.webhooks)
        assert len(children(process.pid)) == 2
        assert answers(made)
        assert made.stop(process) == 0
        assert not listens(made.port)


@pytest.fixture
def watched() -> Iterator[tuple[WebProcess, int, int]]:
    """A process that does nothing, watched as one that answers; its id, and where its beats are put."""
    with socket.socket() as listener:
        made = WebProcess(listener)
        made._beats, theirs = os.pipe()
        os.set_blocking(made._beats, False)
        made._pid = os.posix_spawn("/bin/sleep", ["sleep", "300"], {})
        yield made, made._pid, theirs
        made.end()
        made.wait(time.monotonic() + 20)
        os.close(theirs)
        os.close(made._beats)


def test_one_that_does_not_go_on_is_ended(watched: tuple[WebProcess, int, int]) -> None:
    made, _, beats = watched
    for _ in range(3):
        assert not any(made.died() for _ in range(int(HUNG_AFTER)))
        assert os.write(beats, b".") == 1
    assert not made.died() and made.began
    for _ in range(int(HUNG_AFTER) + 1):
        made.died()
    until(made.died)
    assert made.status == -signal.SIGKILL


def test_one_that_never_began_is_known_from_one_that_died_later(
    watched: tuple[WebProcess, int, int],
) -> None:
    made, pid, _ = watched
    os.kill(pid, signal.SIGKILL)
    until(made.died)
    assert not made.began
