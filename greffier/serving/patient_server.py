"""What speaks with clients, in whichever process: waitress reads requests.

Waitress reads every request whole before one of its threads begins with it, and keeps what a client is
slow to take: a slow or silent client costs a connection, never a thread. What waitress does not bound is
for how long a client may dawdle; that is done here.
"""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server
from waitress.task import WSGITask

HEAD_WITHIN: Final = 10.0
"""Seconds from the first word of a request, or from the connection, to the end of its headers."""

REQUEST_WITHIN: Final = 30.0
"""Seconds to the end of its body."""

TAKEN_WITHIN: Final = 60.0
"""Seconds that a client has for taking an answer that waits for it."""

IDLE: Final = 30.0
"""Seconds that a connection is kept for another request."""

LARGEST_HEAD: Final = 32 * 1024
LARGEST_BODY: Final = 2 * 1024 * 1024
"""Bytes; each view refuses less, with a word of its own."""

PLACES: Final = 500
"""Connections of one process. The one that has dawdled longest goes when all are taken."""

THREADS: Final = 8
BACKLOG: Final = 2048
"""Connections that the system keeps until they are taken."""

ENDS_WITHIN: Final = 20.0
"""Seconds in which a process that is to end has ended."""

HUNG_AFTER: Final = 30.0
"""Seconds without a turn of its loop after which a process is taken for hung."""

LOOK_EVERY: Final = 0.5
LINGER: Final = 0.5
"""Seconds for which a process that ends still takes what clients were just sending."""

DAWDLE: Final = 3.0
"""Seconds for which it then waits for clients that have not sent or taken all."""

PIPELINED: Final = 8
"""Requests that a client may send without waiting for the answer to the first."""


class Task(WSGITask):  # type: ignore[misc]
    """One answer; the last one of its connection where the process ends."""

    def start(self) -> None:
        super().start()
        if not self.channel.server.accepting:
            self.set_close_on_finish()


class Channel(HTTPChannel):  # type: ignore[misc]
    """One connection, which knows since when its client keeps us waiting."""

    task_class = Task

    def __init__(self, *given: Any, **named: Any) -> None:
        self.since = time.monotonic()
        self.asked = False
        super().__init__(*given, **named)

    def received(self, data: bytes) -> Any:
        """Take what the client sent; the clock of a request starts with its first word."""
        if self.request is None and self.asked:
            self.since = time.monotonic()
        self.asked = False
        taken = super().received(data)
        if len(self.requests) > PIPELINED:
            self.will_close = True
        return taken

    def service(self) -> None:
        """Answer one request; from here on the client is to take the answer, then may ask again."""
        super().service()
        self.since, self.asked = time.monotonic(), True

    @property
    def in_hand(self) -> bool:
        """Whether a thread answers it just now, or is about to."""
        return bool(self.requests)

    def busy(self, at: float) -> bool:
        """Return whether something would be cut off if it were closed at this instant."""
        half_way = bool(self.total_outbufs_len) or self.request is not None
        return self.in_hand or (half_way and at - self.since < DAWDLE)

    def overdue(self, at: float) -> bool:
        """Return whether its client has dawdled too long, at this instant of the monotonic clock."""
        if self.in_hand:
            return False
        return at - self.since > self._patience()

    def _patience(self) -> float:
        if self.total_outbufs_len:
            return TAKEN_WITHIN
        if self.request is None:
            return IDLE if self.asked else HEAD_WITHIN
        return REQUEST_WITHIN if self.request.headers_finished else HEAD_WITHIN


class PatientServer:
    """Answers by `wsgi` what comes in at these sockets."""

    def __init__(self, wsgi: Any, sockets: Sequence[socket.socket]) -> None:
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a queue is no fault
        self._map: dict[int, Any] = {}
        self._server = create_server(
            wsgi,
            map=self._map,
            sockets=[*sockets],
            threads=THREADS,
            backlog=BACKLOG,
            connection_limit=PLACES * 2,  # ours comes first, and lets somebody else in
            channel_timeout=3600,  # ours come first
            max_request_header_size=LARGEST_HEAD,
            max_request_body_size=LARGEST_BODY,
            inbuf_overflow=64 * 1024,
            asyncore_use_poll=True,
            clear_untrusted_proxy_headers=False,
            log_socket_errors=False,
            ident=None,
        )
        for each in self._listeners():
            each.channel_class = Channel

    def serve(self, goes_on: Callable[[], bool], alive: Callable[[], object]) -> None:
        """Serve while `goes_on`; then finish what is in hand. `alive` is called twice a second."""
        looked = 0.0
        while goes_on():
            self._turn(LOOK_EVERY)
            at = time.monotonic()
            if at - looked >= LOOK_EVERY:
                looked = at
                alive()
                self._let_go(at)
        self._finish(alive)

    def wake(self) -> None:
        """Have the loop look at once whether it goes on. A signal's handler may call it."""
        for each in self._listeners():
            each.pull_trigger()

    def _listeners(self) -> list[BaseWSGIServer]:
        return [each for each in list(self._map.values()) if isinstance(each, BaseWSGIServer)]

    def _channels(self) -> Iterator[Channel]:
        return (each for each in list(self._map.values()) if isinstance(each, Channel))

    def _turn(self, seconds: float) -> None:
        """Do what connections ask for, or wait so long for it."""
        wasyncore.loop(seconds, use_poll=True, map=self._map, count=1)

    def _let_go(self, at: float) -> None:
        """Close what has dawdled too long, and who dawdles longest where places are short."""
        waiting = [each for each in self._channels() if not each.in_hand]
        for each in waiting:
            if each.overdue(at):
                each.handle_close()
        left = sorted((each for each in waiting if each.connected), key=lambda each: each.since)
        for each in left[: max(0, len(self._map) - PLACES)]:
            each.handle_close()

    def _finish(self, alive: Callable[[], object]) -> None:
        """Take no more connections, answer what was asked, and go in time."""
        for each in self._listeners():
            each.accepting = False
        began = at = time.monotonic()
        while at - began < ENDS_WITHIN - 2:
            if at - began > LINGER and not any(each.busy(at) for each in self._channels()):
                break
            alive()
            self._turn(0.1)
            at = time.monotonic()
        self._server.task_dispatcher.shutdown(timeout=1)
        wasyncore.close_all(self._map)
