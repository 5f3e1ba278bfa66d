"""A company's board of purchases, the command line, and the service once its rulebook is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from click.testing import Result

from greffier.app import create_app
from greffier.composition import Greffier
from greffier.settings import Settings
from sandbox.core import Sandbox
from sandbox.seeds.invented_purchases import SEEDS
from sandbox.server.in_process import SandboxServer
from sync.clock import pretend
from sync.trello.rate_limit import Unlimited
from tests.greffier.cli.cli_desk import Desk
from tests.harness import School, begin, quiet_sandbox, settings_of
from tests.job_queue import Queue
from tests.sites import Site, serving

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass
class Office:
    """The board on its stand-in, and what was made of it so far."""

    sandbox: Sandbox
    settings: Settings
    site: Site
    stack: ExitStack = field(default_factory=ExitStack)

    def type(self, *words: object, **more: Any) -> Result:
        """Type a command, with or without a service beside it."""
        return Desk(SimpleNamespace(parts=SimpleNamespace(settings=self.settings))).type(  # type: ignore[arg-type]
            *words, **more
        )

    def serve(self) -> School:
        """Start the service by the rulebook that was written."""
        parts = self.stack.enter_context(closing(Greffier(self.settings)))
        queue = Queue()
        parts.__dict__.update(jobs=queue, budget=Unlimited())
        made = School(self.sandbox, parts, queue, START)
        self.sandbox.state._now = made.clock
        self.stack.enter_context(pretend(made.clock))
        self.site.app = made.app = create_app(parts)
        begin(made)
        return made

    def card(self, name: str) -> str:
        """The id of a card by its name."""
        cards = self.sandbox.state.cards.items()
        return next(key for key, each in cards if each["name"] == name)


@contextmanager
def office(folder: Path, seed: str = "achats") -> Iterator[Office]:
    """A board of purchases in French or English, with nothing else so far."""
    with ExitStack() as stack:
        site = stack.enter_context(serving())
        sandbox = quiet_sandbox(None)
        sandbox.state._now = lambda: START
        SEEDS[seed](sandbox)
        server = stack.enter_context(SandboxServer(sandbox))
        settings = settings_of(folder, sandbox, server.url, site.address, None)
        made = Office(sandbox, settings, site)
        with made.stack:
            yield made
