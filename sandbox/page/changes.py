"""When a board page must be drawn again: a number that changes with every action."""

from __future__ import annotations

import threading
import time

from sandbox.state.shapes import Json


class Revision:
    """`number` changes whenever something happens; `wait` sleeps until then.

    The first number differs from one process to the next, so that a page that outlives a restart
    of the stand-in sees that everything is new.
    """

    def __init__(self) -> None:
        self.number = int(time.time() * 10)
        self._changed = threading.Condition()

    def on_action(self, action: Json, actor: object) -> None:
        """Note an action, as a listener of `State`."""
        self.bump()

    def bump(self) -> None:
        """Change the number, and wake those who wait."""
        with self._changed:
            self.number += 1
            self._changed.notify_all()

    def wait(self, known: int, seconds: float) -> int:
        """Return the number, as soon as it is not `known`, at the latest after `seconds`."""
        with self._changed:
            self._changed.wait_for(lambda: self.number != known, seconds)
            return self.number
