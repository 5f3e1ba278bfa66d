"""A seeded sandbox on loopback, a client of its API, and a receiver of webhooks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from page_power_ups import HostingBoard, PowerUpServer
from playwright.sync_api import Page
from sandbox_clients import Client, Receiver

from sandbox.core import Sandbox
from sandbox.seeds import invented_school
from sandbox.server.in_process import SandboxServer


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(invented_school.seed)


@pytest.fixture
def server(sandbox: Sandbox) -> Iterator[SandboxServer]:
    sandbox.set_pace(0.001, timeout=2)
    with SandboxServer(sandbox) as served:
        yield served


@pytest.fixture
def client(server: SandboxServer) -> Iterator[Client]:
    sandbox = server.sandbox
    with Client(server.url, sandbox.key, sandbox.token) as session:
        yield session


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    one = Receiver()
    yield one
    one.close()


@pytest.fixture
def board(sandbox: Sandbox) -> dict[str, Any]:
    return invented_school.board_named(sandbox, invented_school.SOUTENANCES)


@pytest.fixture
def card(sandbox: Sandbox) -> dict[str, Any]:
    """A card in order of the intake list."""
    found = [one for one in sandbox.state.cards.values() if one["name"].startswith("Léa Dupont")]
    return found[0]


@pytest.fixture
def power_up(server: SandboxServer) -> Iterator[PowerUpServer]:
    """Where tests put the pages of their Power-Ups."""
    one = PowerUpServer(server.root)
    yield one
    one.close()


@pytest.fixture
def hosting(
    page: Page, server: SandboxServer, power_up: PowerUpServer, board: dict[str, Any]
) -> HostingBoard:
    return HostingBoard(page, server, power_up, board["shortLink"])
