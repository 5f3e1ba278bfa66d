"""Putting new rules in force: a version, a receipt on each board that they change, and a new look at it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from rules.rulebook.values import BoardRules, Rulebook
from sync.effects.kinds.board import SET_RULES
from sync.effects.receipts import CLERK, Effect, record
from sync.queue.jobs import new_id
from sync.queue.wakes import Enqueue, Want, wake
from sync.rulebook.versions import (
    LOOK_EVERY,
    ChangedMeanwhile,
    Version,
    add,
    latest,
    read_version,
    see_file,
)
from sync.storage.database import alone
from sync.storage.trello_tables import BoardRow

KNOWN_TO_ALL: Final = 2 * LOOK_EVERY
"""Seconds after which every process goes by the new rules."""


def changed_boards(before: Rulebook, after: Rulebook) -> list[BoardRules]:
    """Return the boards that the change concerns: all of the new rules' where it is of what holds for
    all boards, and those of the rules before that are watched no more. Each board has its own requirements.
    """
    general = replace(before, boards={}, requirements=()) != replace(
        after, boards={}, requirements=()
    )
    changed = [
        rules for name, rules in after.boards.items() if general or before.boards.get(name) != rules
    ]
    gone = [rules for rules in before.boards.values() if after.board(rules.board) is None]
    return [*changed, *gone]


def put_in_force(
    session: Session, text: str, by: str, reason: str, based_on: int | None, at: datetime
) -> Version:
    """Put a new version of the desk's in force. `based_on`: the version that its author saw, None for
    the file.

    Raises `ChangedMeanwhile` where another one is in force by now.
    """
    alone(session)
    known = latest(session)
    if known is not None and known.id != based_on:
        raise ChangedMeanwhile(known)
    return add(session, text, "desk", by, reason, at)


def put_file_in_force(session: Session, text: str, by: str, reason: str, at: datetime) -> Version:
    """Put the file's text in force as a new version, though it may have been overtaken by the desk's."""
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
    one look at the board, in the usual manners, once every process knows the rules. A board that is
    watched no more is left as it is.
    """
    after = read_version(version, "fr")
    for rules in boards:
        effect = Effect(
            rules.board,
            None,
            SET_RULES,
            before={"version": version.based_on},
            after={"version": version.id},
            by=version.by or CLERK,
            note=version.reason,
        )
        record(session, effect, at)
        if after.board(rules.board) is None:
            continue
        row = session.get(BoardRow, rules.board)
        if row is not None:
            row.full_snapshot_at = None
        job, board = new_id("rules"), rules.board
        wake(session, enqueue, Want(job, "board", board, board, at, delay=KNOWN_TO_ALL))
