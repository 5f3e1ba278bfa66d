"""A simulated year: 300 students, 60 mentors, 12 months; deliveries are lost, doubled, late, reordered.

Run it alone: `python -m bench.year SEED [STUDENTS MENTORS DAYS KILLS]`. It lasts half an hour, and
says every thirty days of the year how far it is. KILLS is the chance that the process dies at any one
of the points where it would hurt: 0.02 is some deaths a day.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bench.figure import Figure
from bench.year_ledger import Ledger
from bench.year_managers import Managers
from bench.year_past import Album
from bench.year_people import Year
from bench.year_sessions import CLOSURES, Weeks
from mentoring.channels.dispatch import Channels
from tests.simulation import START, Simulation, simulated

SEED, STUDENTS, MENTORS, DAYS = 2026, 300, 60, 365
MISHAPS = {"dropped": 0.05, "doubled": 0.1, "late": 0.1, "reordered": 0.2}
RULES = (
    """
[resync]
every = "12h"

[channels.mentors]
to = "json://127.0.0.1:9/"
gather = "0s"
events = ["validator-wanted", "taker-wanted"]
"""
    + CLOSURES
)
TICKS = timedelta(hours=6)
COPIES = 60
"""How often the mirror is copied in a year, about, to be compared with what is told of the past."""


@dataclass(frozen=True, slots=True)
class Lived:
    """What a year came to."""

    alone: tuple[str, ...]
    late: tuple[str, ...]
    twice: tuple[str, ...]
    broken: tuple[str, ...]
    done: dict[str, int]
    reminders: int
    messages: int
    lost: int
    deaths: int
    seconds: float
    weeks_wrong: tuple[str, ...] = ()
    weeks: dict[str, int] = field(default_factory=dict)
    past_wrong: tuple[str, ...] = ()
    copies: int = 0


def live(
    seed: int,
    students: int = STUDENTS,
    mentors: int = MENTORS,
    days: int = DAYS,
    kills: float = 0.0,
    tell: Callable[[str], None] = lambda _: None,
) -> Lived:
    """One year, from the first proposal to the last evening. `tell` hears how far it is."""
    began = time.monotonic()
    options: dict[str, Any] = {
        "settle_new": "3m",
        "settle_moved": "20s",
        "more": RULES,
        "both": True,
    }
    with (
        tempfile.TemporaryDirectory() as folder,
        simulated(Path(folder), seed, **options) as simulation,
    ):
        year = Year(simulation, seed, students, mentors, days)
        Managers(year)
        ledger, weeks, album = Ledger(year), Weeks(year), Album(year, max(days / COPIES, 0.5))
        simulation.begun = partial(_let_speak, simulation, ledger)
        simulation.begun()
        simulation.post.rates, simulation.kills = dict(MISHAPS), kills
        for day in range(30, days, 30):
            said = partial(_say, tell, day, year, ledger, began)
            year.at(START + timedelta(days=day, minutes=30), said)
        year.live(TICKS)
        ledger.end()
        weeks.end()
        album.end()
        found = _lived(year, ledger, began)
        return replace(
            found,
            weeks_wrong=tuple(weeks.wrong),
            weeks=dict(weeks.done),
            past_wrong=tuple(album.wrong),
            copies=album.compared,
        )


def _let_speak(simulation: Simulation, ledger: Ledger) -> None:
    """What this process tells the channels, the ledger hears."""
    parts = simulation.parts
    parts.__dict__["channels"] = _Spoken(Channels(parts.database, parts.rules, ledger.hear))
    simulation.worker = simulation.made.worker = parts.worker()


def _lived(year: Year, ledger: Ledger, began: float) -> Lived:
    return Lived(
        tuple(ledger.alone),
        tuple(ledger.late),
        tuple(ledger.sent_twice),
        tuple(year.broken),
        year.done,
        ledger.reminders,
        ledger.calls + ledger.heard.total(),
        year.simulation.post.lost,
        year.simulation.deaths,
        time.monotonic() - began,
    )


def _say(tell: Callable[[str], None], day: int, year: Year, ledger: Ledger, began: float) -> None:
    """How far it is, and whatever went wrong so far."""
    now = _lived(year, ledger, began)
    wrong = [*now.alone, *now.late, *now.twice, *now.broken]
    tell(f"day {day}: {len(year.given)} given, {now.reminders} reminders, {now.seconds:.0f} s")
    for each in wrong:
        tell(f"  wrong: {each}")


@dataclass(frozen=True, slots=True)
class _Spoken:
    """Channels that are told within the tick, so that a year is the same each time."""

    channels: Channels

    def tick(self) -> None:
        self.channels.tell()


def figures(
    seed: int = SEED,
    students: int = STUDENTS,
    mentors: int = MENTORS,
    days: int = DAYS,
    kills: float = 0.0,
) -> list[Figure]:
    """Live the year and tell what came of it."""
    tell = partial(print, file=sys.stderr, flush=True)
    found = live(seed, students, mentors, days, kills, tell)
    done = found.done
    given, over = done.get("given soutenances", 0), done.get("given transfert", 0)
    what = f"{students} students, {mentors} mentors, {days} days, seed {seed}"
    ended = sum(done.get(each, 0) for each in ("passed", "failed", "conditional"))
    by_hand = sum(count for each, count in done.items() if each.startswith("by hand"))
    return [
        Figure("a year at the school", what),
        Figure("defences given to a validator", str(given), "> 0", given > 0),
        Figure("results by a button, and by hand", f"{ended}, {by_hand}"),
        Figure("second defences, transfers taken over", f"{done.get('second', 0)}, {over}"),
        _none("assignments that break a hard rule", found.broken, f"of {given}"),
        _none("students without a mentor for an hour", found.alone),
        _none("reminders after their event", found.late, f"of {found.reminders}"),
        _none("messages sent twice", found.twice, f"of {found.messages}"),
        _none("sessions lost, double, or unexplained", found.weeks_wrong, _weeks(found.weeks)),
        _none("fields of the past told otherwise", found.past_wrong, f"in {found.copies} boards"),
        Figure("deliveries lost", str(found.lost)),
        Figure("deaths of the process", str(found.deaths)),
        Figure("the year took", f"{found.seconds:.0f} s"),
    ]


def _weeks(done: dict[str, int]) -> str:
    told = ("done", "absent", "placed", "called off")
    return (
        f"of {done.get('sessions', 0)} (" + ", ".join(f"{done.get(x, 0)} {x}" for x in told) + ")"
    )


def _none(what: str, found: tuple[str, ...], more: str = "") -> Figure:
    return Figure(what, f"{len(found)} {more}".strip(), "0", not found)


def main() -> int:
    """Print the figures; 1 if one misses its bar."""
    found = figures(*map(int, sys.argv[1:5]), *map(float, sys.argv[5:6]))
    for each in found:
        verdict = "" if each.ok is None else "ok" if each.ok else "MISSED"
        print(f"{each.what:<42} {each.value:<48} {each.bar:<12} {verdict}")
    return 1 if any(each.ok is False for each in found) else 0


if __name__ == "__main__":
    sys.exit(main())
