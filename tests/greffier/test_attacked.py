"""Slow, silent and senseless clients: Trello's deliveries are answered all the same."""

from __future__ import annotations

import http.client
import json
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from nursery import Child, Nursery
from service import Service, listens, service, until

from greffier.serving import patient_server
from webhooks.signature import HEADER, sign

pytestmark = pytest.mark.timeout(300)

HEAD = b"POST /webhooks/trello HTTP/1.1\r\nHost: greffier\r\n"
ANSWERED_WITHIN = 10.0
"""Seconds, on a machine that is busy with other things; on a calm one it is a hundredth of one."""


@pytest.fixture(scope="module")
def served(
    tmp_path_factory: pytest.TempPathFactory, nursery: Nursery
) -> Iterator[tuple[Service, Child]]:
    with service(nursery, tmp_path_factory.mktemp("attacked"), own_web=False) as made:
        process = made.serve()
        until(lambda: listens(made.port) and made.sandbox.state.webhooks)
        yield made, process


@contextmanager
def clients(made: Service, count: int, *said: bytes) -> Iterator[list[socket.socket]]:
    """So many connections, each of which has said this."""
    with ExitStack() as stack:
        found = []
        for _ in range(count):
            each = socket.create_connection(("127.0.0.1", made.port), timeout=30)
            found.append(stack.enter_context(each))
            for words in said:
                each.sendall(words)
        yield found


def delivered(made: Service) -> tuple[int, float]:
    """The status of a genuine delivery, and in how many seconds it was answered."""
    settings = made.parts.settings
    body = json.dumps({"action": {"id": os.urandom(12).hex(), "type": "x"}, "model": {}}).encode()
    mark = sign(body, settings.callback_url, settings.secret)
    began = time.monotonic()
    line = http.client.HTTPConnection("127.0.0.1", made.port, timeout=60)
    try:
        line.request("POST", "/webhooks/trello", body, {HEADER: mark})
        return line.getresponse().status, time.monotonic() - began
    finally:
        line.close()


def closed(client: socket.socket) -> bool:
    """Whether the other side has hung up; what it said before is read."""
    client.setblocking(False)
    try:
        while client.recv(65536):
            pass
    except BlockingIOError:
        return False
    except OSError:
        pass
    return True


ATTACKS = {
    "nothing is said": (b"",),
    "half a line": (b"POST /webhooks/tre",),
    "half the headers": (HEAD + b"X-Trello-Webhook: ab",),
    "half a body": (HEAD + b"Content-Length: 1000\r\n\r\nabc",),
    "half a chunk": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab",),
    "a body that waits to be asked for": (
        HEAD + b"Content-Length: 9\r\nExpect: 100-continue\r\n\r\n",
    ),
    "garbage": (os.urandom(4000) + b"\r\n\r\n",),
    "requests one upon the other, no answer taken": (b"GET /powerup/ HTTP/1.1\r\nHost: a\r\n\r\n" * 150,),
    "headers without end": (HEAD + b"X-Long: " + b"a" * (2 * patient_server.LARGEST_HEAD),),
    "a body larger than any": (HEAD + b"Content-Length: 99999999999\r\n\r\n",),
}  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_delivery_is_answered_while_many_clients_stall(
    attack: str, served: tuple[Service, Child]
) -> None:
    made, _ = served
    with clients(made, 50, *ATTACKS[attack]):
        for _ in range(3):
            status, seconds = delivered(made)
            assert status in (200, 400)
            assert seconds < ANSWERED_WITHIN


def test_headers_that_come_drop_by_drop_have_an_end(served: tuple[Service, Child]) -> None:
    made, _ = served
    over = threading.Event()
    with clients(made, 50, HEAD) as dripping:

        def drip() -> None:
            while not over.wait(0.5):
                for each in dripping:
                    try:
                        each.send(b"X: y\r\n")
                    except OSError:
                        continue

        thread = threading.Thread(target=drip)
        thread.start()
        try:
            assert delivered(made)[1] < ANSWERED_WITHIN
            began = time.monotonic()
            until(lambda: all(closed(each) for each in dripping))
            assert time.monotonic() - began < patient_server.HEAD_WITHIN + 60
        finally:
            over.set()
            thread.join()


def test_more_clients_than_there_are_places_leave_one_for_trello(
    served: tuple[Service, Child],
) -> None:
    made, _ = served
    with clients(made, patient_server.PLACES + 50) as crowd:
        assert delivered(made)[1] < ANSWERED_WITHIN
        until(lambda: any(closed(each) for each in crowd))


def test_it_ends_in_good_time_though_clients_stall(tmp_path: Path, nursery: Nursery) -> None:
    with service(nursery, tmp_path, own_web=False) as made:
        process = made.serve()
        until(lambda: listens(made.port) and made.sandbox.state.webhooks)
        with clients(made, 20, HEAD), clients(made, 20):
            assert made.stop(process) == 0
        assert "Traceback" not in made.log()
