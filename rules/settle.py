"""The settle window: a card is not judged while people are still busy with it."""

from __future__ import annotations

from datetime import datetime

from rules.rulebook.values import BoardRules


def settle_until(
    rules: BoardRules,
    list_id: str,
    gesture: str | None,
    touched_at: datetime | None,
    hurried_at: datetime | None = None,
) -> datetime | None:
    """Return until when (UTC) the card is left alone, or None where there is nothing to wait for.

    A card whose gesture is "new" waits `settle_new`, any other `settle_moved`, both counted from the
    last act of a person on it: a label that is taken off to be replaced is no reason to hurry. Who asks
    for it (`hurried_at`) is served at once, until the card is touched again.
    """
    if hurried_at is not None and (touched_at is None or hurried_at >= touched_at):
        return None
    if touched_at is None or list_id not in (*rules.intake, *rules.incomplete):
        return None
    wait = rules.settle_new if gesture == "new" else rules.settle_moved
    return touched_at + wait if wait else None
