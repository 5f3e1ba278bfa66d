"""What `test_trello_client.py` and `test_trello_client_waits.py` share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import responses

from sync.trello import client as trello_client
from sync.trello.client import Access, TrelloClient
from sync.trello.errors import (
    TrelloError,
)
from sync.trello.rate_limit import Unlimited

API = "https://trello.test/1"


KEY, TOKEN = "0123456789abcdef0123456789abcdef", "ATTA5ecret5ecret5ecret"


CARD = "65f0a1b2c3d4e5f6a7b8c9d0"


class Recorder(Unlimited):
    """A budget that notes what it is told."""

    def __init__(self) -> None:
        self.acquired: list[bool] = []
        self.pauses: list[float] = []
        self.headers: list[Mapping[str, str]] = []

    def acquire(self, weight: int = 1, *, interactive: bool = True) -> None:
        self.acquired.append(interactive)

    def refused(self, seconds: float) -> None:
        self.pauses.append(seconds)

    def observe(self, headers: Mapping[str, str]) -> None:
        self.headers.append(headers)


def access(url: str = API) -> Access:
    return Access(url, KEY, TOKEN, "greffier-test")


@pytest.fixture
def budget() -> Recorder:
    return Recorder()


@pytest.fixture
def client(budget: Recorder, monkeypatch: pytest.MonkeyPatch) -> TrelloClient:
    monkeypatch.setattr(trello_client, "BACK_OFF", 0.0)
    return TrelloClient(access(), budget)


@pytest.fixture
def http() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield mock


def error_of(client: TrelloClient, method: str = "GET", **call: Any) -> TrelloError:
    with pytest.raises(TrelloError) as caught:
        client.fetch_json(call.pop("path", f"cards/{CARD}"), http_method=method, **call)
    return caught.value
