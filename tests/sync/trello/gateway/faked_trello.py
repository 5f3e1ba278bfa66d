"""What `test_gateway_reads.py` and `test_gateway_writes.py` share."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import responses

from sync.trello import client
from sync.trello.gateway import Access, Gateway
from sync.trello.rate_limit import Unlimited

API = "https://trello.test/1"


TOKEN = "ATTA5ecret5ecret5ecret"


CARD, BOARD, LIST, ACTION = (f"65f0a1b2c3d4e5f6a7b8c9d{n}" for n in range(4))


class Priorities(Unlimited):
    """A budget that notes who asks."""

    def __init__(self) -> None:
        self.asked: list[bool] = []

    def acquire(self, weight: int = 1, *, interactive: bool = True) -> None:
        self.asked.append(interactive)


@pytest.fixture
def budget() -> Priorities:
    return Priorities()


@pytest.fixture
def gateway(budget: Priorities, monkeypatch: pytest.MonkeyPatch) -> Gateway:
    monkeypatch.setattr(client, "BACK_OFF", 0.0)
    return Gateway(Access(API, "key", TOKEN, "greffier"), budget)


@pytest.fixture
def http() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock() as mock:
        yield mock


def body(http: responses.RequestsMock, call: int = 0) -> dict[str, Any]:
    sent = http.calls[call].request.body
    assert sent is not None
    found: dict[str, Any] = json.loads(sent)
    return found
