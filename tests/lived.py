"""Days that many tests live alike are lived once in a process; who comes after begins where they end.

`@lived` is for what begins a test: a card that was put forward, a defence that was held. It takes a school
(or what has one as `school`) in which nothing else has happened. It is then as if another process had
done the work meanwhile. In a school that was touched, or that is no copy itself, it is done as it stands.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Hashable, Iterator, Sized
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from tests import copied

if TYPE_CHECKING:
    from harness import School

P, Made, Result = ParamSpec("P"), TypeVar("Made"), TypeVar("Result")


@dataclass
class Past:
    """What brought a school where it is, as far as others may have come the same way."""

    way: Hashable
    address: str
    file: Path
    looks: sqlite3.Connection
    mark: Hashable = None

    def holds(self, school: School) -> bool:
        """Whether nothing has happened since."""
        return self.mark == self._mark(school)

    def goes_on(self, school: School, step: Hashable) -> None:
        self.way = (self.way, step)
        self.mark = self._mark(school)

    def copy(self, school: School) -> copied.Kept:
        met = (school.parts.gateway.me(), school.queue.jobs, school.outcomes)
        return copied.copy(school.time, self.address, school.sandbox, self.file, *met)

    def go_to(self, school: School, kept: copied.Kept) -> None:
        copied.restore(kept, school.sandbox, self.file)
        school.queue.jobs[:], school.outcomes[:] = kept.queue, kept.outcomes
        school.time = kept.start

    def _mark(self, school: School) -> Hashable:
        """What changes with whatever happens, and with what a test arranges beforehand."""
        sandbox, state = school.sandbox, school.sandbox.state
        stored = (each for each in vars(state).values() if isinstance(each, Sized))
        return (
            copied._peek(state.ids, "_counter"),
            *map(len, stored),
            *map(len, (sandbox.requests, sandbox.deliveries.log)),
            *map(len, (school.queue.jobs, school.outcomes)),
            repr((sandbox.faults.rates, sandbox.faults._planned, sandbox.deliveries.pace)),
            school.time,
            self.looks.execute("PRAGMA data_version").fetchone(),  # another one after each commit
        )


_lived: dict[Hashable, tuple[copied.Kept, Any]] = {}


@contextmanager
def beginning(school: School, way: Hashable, address: str, file: Path) -> Iterator[None]:
    """This school begins as others do: it is kept, and what it lives first may be kept too."""
    with closing(sqlite3.connect(file, check_same_thread=False)) as looks:
        school.past = past = Past(way, address, file, looks)
        kept = copied.find(way, address)
        if kept is None:
            kept = past.copy(school)
            copied.keep(way, kept)
        # A school of this kind may be kept anew, with other ids: what lived in the one before is not of this.
        past.way = (way, kept.ids["process"])
        past.goes_on(school, school.time)
        yield


def lived(step: Callable[Concatenate[Made, P], Result]) -> Callable[Concatenate[Made, P], Result]:
    """Do this step once for all schools with the same past; what it gives (ids, names) is kept too."""

    @wraps(step)
    def once(made: Made, *args: P.args, **options: P.kwargs) -> Result:
        school: School = getattr(made, "school", made)
        past, school.past = school.past, None
        if past is None or not past.holds(school):
            return step(made, *args, **options)
        this = (step.__module__, step.__qualname__, args, tuple(sorted(options.items())))
        found = _lived.get((past.way, this))
        if found is None:
            result = step(made, *args, **options)
            _lived[(past.way, this)] = (past.copy(school), result)
        else:
            kept, result = found
            past.go_to(school, kept)
        school.past = past
        past.goes_on(school, this)
        return result

    return once
