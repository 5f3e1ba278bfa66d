"""The whole service in this process against the sandbox, with a clock that tests may turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask

from greffier.app import create_app
from greffier.composition import Greffier
from greffier.settings import Settings
from sandbox.core import Sandbox
from sandbox.seeds import invented_school
from sandbox.server.in_process import SandboxServer
from sync.clock import pretend
from sync.effects import undo
from sync.runs.reconcile import Outcome
from sync.trello import bot
from sync.trello.rate_limit import Unlimited
from tests import copied
from tests.copied import with_our_key
from tests.job_queue import Queue
from tests.lived import Past, beginning
from tests.migrated import fresh
from tests.rulebooks import (
    ACCEPTED,
    FAILED,
    INCOMPLETE,
    INTAKE,
    PASSED,
    TO_TRANSFER,
    TRANSFERRED,
    transfers,
    write_rulebook,
)
from tests.sites import serving

undo.PAUSE = 0.0  # nobody is at work in another process meanwhile: there is nothing to wait for

LISTS = (INTAKE, INCOMPLETE, ACCEPTED, PASSED, FAILED, TO_TRANSFER, TRANSFERRED)


@dataclass
class School:
    """The sandbox's boards, and Greffier beside them."""

    sandbox: Sandbox
    parts: Greffier
    queue: Queue
    time: datetime
    outcomes: list[Outcome] = field(default_factory=list)
    past: Past | None = None
    app: Flask | None = None

    def __post_init__(self) -> None:
        self.worker = self.parts.worker(lambda outcome, _: self.outcomes.append(outcome))

    def clock(self) -> datetime:
        return self.time

    def pass_time(self, **span: float) -> None:
        """Let time pass, running what becomes due on the way."""
        end = self.time + timedelta(**span)
        while (at := self.queue.next_at()) is not None and at <= end:
            self.time = max(self.time, at)
            self.work()
        self.time = end

    def work(self) -> list[Outcome]:
        """Let deliveries arrive and run what is due, until nothing is left. What the runs came to."""
        before = len(self.outcomes)
        for _ in range(500):
            assert self.sandbox.quiesce(20)
            self.worker.drain()
            job = self.queue.due()
            if job is None:
                return self.outcomes[before:]
            self.worker.run(*job)
        raise AssertionError("the work never ends")

    def look(self) -> None:
        """Read the boards whole, as at a start."""
        for board in self.parts.boards:
            self.parts.snapshots.take(board)
        self.work()

    def list_id(self, name: str) -> str:
        board = invented_school.board_named(self.sandbox, invented_school.SOUTENANCES)["id"]
        lists = self.sandbox.state.lists.values()
        return next(
            each["id"] for each in lists if each["idBoard"] == board and each["name"] == name
        )

    def list_of(self, card: str) -> str:
        return str(self.sandbox.state.lists[self.sandbox.state.cards[card]["idList"]]["name"])

    def comments(self, card: str, author: str = invented_school.BOT) -> list[str]:
        """The texts of the comments on a card, oldest first."""
        member = self.sandbox.state.member(author)["id"]
        found = [
            each
            for each in self.sandbox.state.actions.values()
            if each["type"] == "commentCard"
            and each["data"]["card"]["id"] == card
            and each["idMemberCreator"] == member
        ]
        return [each["data"]["text"] for each in sorted(found, key=lambda each: each["date"])]

    def by(self, who: str) -> Any:
        """The hand of a member in Trello's own pages."""
        return self.sandbox.act_as(who)

    def due(self, days: float = 17) -> datetime:
        return self.time + timedelta(days=days)

    def label(self, name: str = "P7") -> str:
        board = invented_school.board_named(self.sandbox, invented_school.SOUTENANCES)["id"]
        labels = self.sandbox.state.labels.values()
        return next(
            each["id"] for each in labels if each["idBoard"] == board and each["name"] == name
        )

    def card(self, who: str, name: str, *missing: str, where: str = INTAKE) -> str:
        """A card made by a mentor, complete but for what is `missing`."""
        hand = self.by(who)
        card = str(hand.create_card(self.list_id(where), name)["id"])
        self.complete(who, card, *missing)
        return card

    def complete(self, who: str, card: str, *but: str) -> None:
        """Add label, date, member and a description, but for those named."""
        hand = self.by(who)
        if "label" not in but:
            hand.toggle_label(card, self.label())
        if "due" not in but:
            hand.set_due(card, self.due())
        if "member" not in but:
            hand.join(card)
        if "details" not in but:
            hand.describe(card, "Dépôt : https://example.org/p7")

    def calls(self, *, since: int = 0) -> list[tuple[str, str]]:
        """Requests to the API since the count `since`, as (method, path)."""
        return [(each.method, each.path) for each in list(self.sandbox.requests)[since:]]


@contextmanager
def school(
    folder: Path,
    *,
    database: str | None = None,
    mode: str = "enforce",
    settle_new: str = "0s",
    settle_moved: str = "0s",
    more: str = "",
    empty: bool = True,
    start: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
    seeder: Callable[[Sandbox], None] = invented_school.seed,
    queue: Queue | None = None,
    both: bool = False,
) -> Iterator[School]:
    """A school on a Monday morning in March; `empty` without the seeded cards, `both` boards watched.
    `seeder` fills the sandbox; `queue` stands for the engine of jobs.
    """
    queue = queue or Queue()
    wanted = copied.kind(start, mode, settle_new, settle_moved, more, empty, both)
    alike = database is None and seeder is invented_school.seed and type(queue) is Queue
    with ExitStack() as stack:
        site = stack.enter_context(serving(copied.addresses(wanted) if alike else ()))
        kept = copied.find(wanted, site.address) if alike else None
        sandbox = quiet_sandbox(None if kept else seeder)
        file = folder / "greffier.db"
        _fill(sandbox, kept, file, seeder, empty=empty)
        server = stack.enter_context(SandboxServer(sandbox))
        settings = settings_of(folder, sandbox, server.url, site.address, database)
        more += transfers(sandbox, mode, settle_new, settle_moved) if both else ""
        write_rulebook(settings.rulebook, sandbox, mode, settle_new, settle_moved, more)
        parts = stack.enter_context(closing(Greffier(settings)))
        parts.__dict__.update(jobs=queue, budget=Unlimited())
        made = School(sandbox, parts, queue, kept.start if kept else start)
        sandbox.state._now = made.clock
        stack.enter_context(pretend(made.clock))
        site.app = made.app = create_app(parts)
        stack.callback(site.vacate)
        if kept:
            queue.jobs[:], made.outcomes[:] = kept.queue, kept.outcomes
            parts.gateway._me.update(kept.bot)
        else:
            begin(made)
        if alike:
            stack.enter_context(beginning(made, wanted, site.address, file))
        yield made


def quiet_sandbox(seeder: Callable[[Sandbox], None] | None) -> Sandbox:
    """Without limits, and quick to deliver."""
    made = with_our_key(Sandbox(seeder))
    made.limits.enabled = False
    made.set_pace(0.001)
    return made


def _fill(
    sandbox: Sandbox, kept: Any, file: Path, seeder: Callable[[Sandbox], None], *, empty: bool
) -> None:
    """What is on the boards: the copy of a school begun before, or what the seeder put there."""
    if kept:
        copied.restore(kept, sandbox, file)
        sandbox._seeder = seeder
    elif empty:
        sandbox.state.cards.clear()


def begin(made: School) -> None:
    """The first minutes of a service: tables, the bot, the boards read and judged, webhooks."""
    parts = made.parts
    fresh(parts.database)
    parts.adopt_rules()
    bot.learn_bot(parts.database, parts.gateway)
    made.look()
    parts.care.repair()


def settings_of(
    folder: Path, sandbox: Sandbox, url: str, site: str, database: str | None
) -> Settings:
    from sync.storage.database import database_url

    return Settings(
        api_url=url,
        key=sandbox.key,
        token=sandbox.token,
        secret=sandbox.secret,
        public_url=site,
        database=database_url(database, folder),
        rulebook=folder / "rulebook.toml",
        data=folder,
        powerup_id=sandbox.plugin,
        library=url.removesuffix("/1") + "/power-up.min.js",
    )
