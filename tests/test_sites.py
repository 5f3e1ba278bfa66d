"""A web server that is lent to tests is given back once it has answered what is in hand."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import requests
from sites import serving


def test_whoever_gives_it_back_waits_for_what_is_in_hand() -> None:
    begun, go_on, answered = threading.Event(), threading.Event(), list[int]()

    def slow(_: object, start_response: Callable[..., Any]) -> list[bytes]:
        begun.set()
        go_on.wait(20)
        start_response("200 OK", [])
        return [b""]

    def ask(address: str) -> None:
        answered.append(requests.get(address, timeout=20).status_code)

    with serving() as site:
        site.app = slow
        asking = threading.Thread(target=ask, args=(site.address,))
        asking.start()
        assert begun.wait(20)
        leaving = threading.Thread(target=site.vacate)
        leaving.start()
        leaving.join(0.2)
        assert leaving.is_alive()
        go_on.set()
        leaving.join(20)
        asking.join(20)
        assert not leaving.is_alive()
        assert requests.get(site.address, timeout=20).status_code == 503
    assert answered == [200]
