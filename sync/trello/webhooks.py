"""Webhooks that heal themselves: what is wanted against what Trello has, and the repairs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from sync.clock import now
from sync.storage.board_tables import WebhookRow
from sync.storage.database import Database, alone
from sync.trello.errors import Refused
from sync.trello.gateway import Gateway
from sync.trello.token import look as look_at_token

log = structlog.get_logger("greffier")

State = Literal[
    "active", "missing", "inactive", "failing", "doubled", "old-address", "left-over", "foreign"
]


@dataclass(frozen=True, slots=True)
class Hook:
    """A webhook, wanted or found. `id` is "" for one that is missing; `failures` in a row."""

    id: str
    board_id: str
    callback_url: str
    state: State
    failures: int = 0


def survey(
    found: Sequence[Mapping[str, Any]], boards: Collection[str], callback: str
) -> list[Hook]:
    """Return each webhook of our token with its state, and the wanted ones that are missing.

    `foreign`: it serves somebody else's address, and is never touched. `old-address`: it serves one
    of our boards at another host's /webhooks/trello, left from a move. `left-over`: it sends us what
    happens on a board that the rulebook does not name any more. Of doubles the one that works is kept.
    """
    hooks, served = [], set[str]()
    for each in sorted(found, key=lambda each: not each.get("active")):
        hook = _hook(each, boards, callback, served)
        hooks.append(hook)
        if hook.state in ("active", "failing", "inactive"):
            served.add(hook.board_id)
    return hooks + [Hook("", each, callback, "missing") for each in boards if each not in served]


def _hook(
    each: Mapping[str, Any], boards: Collection[str], callback: str, served: set[str]
) -> Hook:
    board, url = str(each.get("idModel")), str(each.get("callbackURL"))
    failures = int(each.get("consecutiveFailures") or 0)
    return Hook(str(each["id"]), board, url, _state(each, boards, callback, served), failures)


def _state(
    each: Mapping[str, Any], boards: Collection[str], callback: str, served: set[str]
) -> State:
    board, url = str(each.get("idModel")), str(each.get("callbackURL"))
    if board not in boards:
        return "left-over" if url == callback else "foreign"
    if url != callback:
        return "old-address" if url.endswith("/webhooks/trello") else "foreign"
    if board in served:
        return "doubled"
    if not each.get("active"):
        return "inactive"
    return "failing" if each.get("consecutiveFailures") else "active"


@dataclass(frozen=True, slots=True)
class WebhookCare:
    """Looks after the webhooks of the boards that are watched now: these come and go with the rules."""

    database: Database
    gateway: Gateway
    boards: Callable[[], Collection[str]]
    callback: str

    def look(self) -> list[Hook]:
        """Ask Trello, and note what was seen."""
        hooks = survey(self.gateway.webhooks(), self.boards(), self.callback)
        with self.database.transaction() as session:
            alone(session)  # each worker looks when it starts
            _note(session, hooks)
        return hooks

    def try_token(self) -> None:
        """Note whether Trello still takes our token. Raises `Unauthorized` where not."""
        look_at_token(self.database, self.gateway)

    def repair(self) -> list[Hook]:
        """Register what is missing, wake what is inactive, remove doubles and what boards left behind
        that are watched no more. Returns the new state. Our token is looked at first, and each repair
        is one line of the log.

        Webhooks at an old address are left alone: another installation may live there. A board
        that is refused does not keep the others from their turn; then the first `Refused` is
        raised in the end.
        """
        look_at_token(self.database, self.gateway)
        refusals = []
        for hook in self.look():
            try:
                self._mend(hook)
            except Refused as error:
                refusals.append(error)
        hooks = self.look()
        if refusals:
            raise refusals[0]
        return hooks

    def _mend(self, hook: Hook) -> None:
        if hook.state == "missing":
            self.gateway.register_webhook(self.callback, hook.board_id, "Greffier")
        elif hook.state == "inactive":
            self.gateway.set_webhook_active(hook.id, True)
        elif hook.state in ("doubled", "left-over"):
            self.gateway.delete_webhook(hook.id)
        else:
            return
        log.warning("webhook repaired", board=hook.board_id, was=hook.state)

    def serve(self, board_id: str) -> None:
        """Have this board's changes sent to us, unless they are: before its first look, so that
        nothing falls between the two. Raises a `TrelloError`.
        """
        with self.database.transaction() as session:
            known = served(session, self.callback)
        if board_id not in known and board_id in self.boards():
            self.gateway.register_webhook(self.callback, board_id, "Greffier")
            log.warning("webhook repaired", board=board_id, was="missing")
            self.look()

    def remove(self) -> list[Hook]:
        """Remove all webhooks that lead to our address. Returns those that were removed."""
        ours = [each for each in self.look() if each.id and each.callback_url == self.callback]
        for hook in ours:
            self.gateway.delete_webhook(hook.id)
        self.look()
        return ours


def served(session: Session, callback: str) -> dict[str, datetime]:
    """Return the boards that a working webhook served when last seen, and when that was."""
    row = WebhookRow
    query = sa.select(row.board_id, row.seen_at)
    query = query.where(row.callback_url == callback, row.active.is_(True))
    return {each.board_id: each.seen_at for each in session.execute(query)}


def _note(session: Session, hooks: Sequence[Hook]) -> None:
    session.execute(sa.delete(WebhookRow))
    session.add_all(
        WebhookRow(
            id=each.id,
            board_id=each.board_id,
            callback_url=each.callback_url,
            active=each.state in ("active", "failing", "left-over"),
            failures=each.failures,
            seen_at=now(),
        )
        for each in hooks
        if each.id and each.state != "foreign"
    )
