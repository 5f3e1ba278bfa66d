"""Small web servers of this process that are lent to one test after the other."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from werkzeug.serving import make_server

PATIENCE = 20.0
"""Seconds for an answer in hand."""

_free: list[Site] = []


def _nobody(environ: Any, start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("503 Service Unavailable", [("Content-Type", "text/plain")])
    return [b"nobody is at home"]


class Site:
    """A web server whose application comes later: its address is in the settings. It stays until
    the process ends, so that a copy of a school may live at the address that its comments name.
    """

    def __init__(self) -> None:
        self.app: Any = _nobody
        self._in_hand, self._changed = 0, threading.Condition()
        self.server = make_server("127.0.0.1", 0, self, threaded=True)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __call__(self, environ: Any, start_response: Any) -> Any:
        # Read here: where a browser leaves in the middle, werkzeug forgets to close what it was sending,
        # and a test that has nothing to do with it fails for a file that is still open.
        with self._changed:
            app = self.app
            self._in_hand += 1
        try:
            answer = app(environ, start_response)
            try:
                return [b"".join(answer)]
            finally:
                getattr(answer, "close", bool)()
        finally:
            with self._changed:
                self._in_hand -= 1
                self._changed.notify_all()

    def vacate(self) -> None:
        """Let nobody answer any more, once what is in hand is answered: a delivery that comes while a test
        ends would find its database closed under it.
        """
        with self._changed:
            self.app = _nobody
            self._changed.wait_for(lambda: not self._in_hand, PATIENCE)


def _rank(site: Site, wished: Sequence[str]) -> int:
    return wished.index(site.address) if site.address in wished else len(wished)


@contextmanager
def serving(wished: Sequence[str] = ()) -> Iterator[Site]:
    """A site that nobody else uses meanwhile: at the first of the wished addresses that is free, else the one
    that was given back last, where there is one.
    """
    if _free:
        site = min(reversed(_free), key=lambda each: _rank(each, wished))
        _free.remove(site)
    else:
        site = Site()
    try:
        yield site
    finally:
        site.vacate()
        _free.append(site)
