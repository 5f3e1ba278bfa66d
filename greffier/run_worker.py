"""The worker of this process, from its start to its end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from greffier.composition import Greffier
from sync.clock import now
from sync.queue import jobs
from sync.queue.attend import LOOK_EVERY
from sync.queue.liveness import liveness_for
from sync.queue.wakes import Want, wake
from sync.runs.worker import Listener
from sync.storage.trello_tables import BoardRow
from sync.trello import bot
from sync.trello.errors import TrelloError
from sync.trello.token import look as look_at_token

log = structlog.get_logger("greffier")

TICK = 60.0
"""Seconds between two looks at what is due by the clock, unless boards are read more often."""


@contextmanager
def work(parts: Greffier, *listeners: Listener, polling: float = LOOK_EVERY) -> Iterator[None]:
    """Serve the queue while the context lasts.

    At the start every board is read once, and webhooks are repaired; where Trello cannot be asked,
    that is tried again by the clock.
    """
    parts.adopt_rules()
    worker = parts.worker(*listeners)
    every = min(parts.rulebook.resync_every.total_seconds(), TICK)
    liveness = liveness_for(parts.database)
    with jobs.worker(worker, parts.database, liveness, every=every, polling=polling):
        _begin(parts)
        yield


def _begin(parts: Greffier) -> None:
    with parts.database.transaction() as session:
        for board in parts.boards:
            known = session.get(BoardRow, board)
            if known is not None:
                known.full_snapshot_at = None  # rules or modes may have changed meanwhile
            wake(
                session,
                parts.jobs.enqueue,
                Want(jobs.new_id("start"), "board", board, board, now()),
            )
    try:
        look_at_token(parts.database, parts.gateway)
        bot.learn_bot(parts.database, parts.gateway)
        if parts.settings.public_url:
            for hook in parts.care.repair():
                log.info("webhook", board=hook.board_id, state=hook.state, failures=hook.failures)
    except TrelloError as error:
        text, remedy = str(error), "greffier doctor"
        log.warning("webhooks not looked after yet", error=text, again_in=60, remedy=remedy)
