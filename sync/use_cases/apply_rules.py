"""Putting new rules in force: a version, a receipt on each board that they change, and a new look at it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from rules.rulebook.values import BoardRules, Rulebook
from sync.effects.receipts import CLERK, Effect, record
from sync.queue.jobs import new_id
from sync.queue.wakes import Enqueue, wake
from sync.rulebook.versions import LOOK_EVERY, ChangedMeanwhile, Version, add, latest, see_file
from sync.storage.database import alone
from sync.storage.trello_tables import BoardRow

COMMAND: Final = "SetRules"

KNOWN_TO_ALL: Final = 2 * LOOK_EVERY
"""Seconds after which every process goes by the new rules."""


def changed_boards(before: Rulebook, after: Rulebook) -> list[BoardRules]:
    """The boards of the new rules that the change concerns: all of them where it is of what holds for
    all boards.
    """
    general = replace(before, boards={}) != replace(after, boards={})
    return [
        rules for name, rules in after.boards.items() if general or before.boards.get(name) != rules
    ]


def put_in_force(
    session: Session, text: str, by: str, reason: str, based_on: int | None, at: datetime
) -> Version:
    """A new version of the desk's. `based_on`: the version that its author saw, None for the file.

    Raises `ChangedMeanwhile` where another one is in force by now.
    """
    alone(session)
    known = latest(session)
    if known is not None and known.id != based_on:
        raise ChangedMeanwhile(known)
    return add(session, text, "desk", by, reason, at)


def put_file_in_force(session: Session, text: str, by: str, reason: str, at: datetime) -> Version:
    """The file's text as a new version, though it may have been overtaken by the desk's."""
    alone(session)
    see_file(session, text, at)
    return add(session, text, "file", by, reason, at)


def judge_by_new_rules(
    session: Session,
    enqueue: Enqueue,
    boards: Sequence[BoardRules],
    version: Version,
    at: datetime,
) -> None:
    """Note on each of these boards that it has new rules, and have all its cards judged by them: with
    one look at the board, in the usual manners, once every process knows the rules.
    """
    for rules in boards:
        effect = Effect(
            rules.board,
            None,
            COMMAND,
            before={"version": version.based_on},
            after={"version": version.id},
            by=version.by or CLERK,
            note=version.reason,
        )
        record(session, effect, at)
        row = session.get(BoardRow, rules.board)
        if row is not None:
            row.full_snapshot_at = None
        job, board = new_id("rules"), rules.board
        wake(session, enqueue, job, "board", board, board, at, delay=KNOWN_TO_ALL)
