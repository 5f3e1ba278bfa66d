"""A month at the school: 200 cards, 20 mentors who forget and fix slowly, two rival robots.

Everything runs against the sandbox on a clock that is turned, from one seed, with the usual settle
windows. The same month is then lived again while its deliveries are shuffled, doubled and partly
lost, and must end alike.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bench.figure import Figure
from bench.month_ledger import BOLD, Ledger
from bench.month_people import CARDS, DAYS, Month
from sync.effects.kinds.comment import EDIT, WRITE
from sync.effects.kinds.move import MOVE
from sync.storage.tables import HoldRow, ReceiptRow, SealRow, VerdictRow
from tests.simulation import simulated

SEED = 2026
NOTICE = "est proposée"
MISHAPS = {"dropped": 0.1, "doubled": 0.1, "late": 0.1, "reordered": 0.3}


@dataclass(frozen=True, slots=True)
class Lived:
    """What a month came to; `end` is how each card ended, by its number."""

    end: dict[int, dict[str, Any]]
    wrong: tuple[str, ...]
    undone: tuple[str, ...]
    called_again: tuple[str, ...]
    calls: int
    moves: int
    comments: int
    most_comments: int
    unreceipted: int
    lost: int


def live(seed: int, mishaps: dict[str, float]) -> Lived:
    """One month, from the first card to the last evening."""
    options: dict[str, Any] = {
        "settle_new": "3m",
        "settle_moved": "20s",
        "more": '[resync]\nevery = "1h"',
    }
    with (
        tempfile.TemporaryDirectory() as folder,
        simulated(Path(folder), seed, **options) as simulation,
    ):
        month = Month(simulation, seed)
        ledger = Ledger(month)
        simulation.post.rates = dict(mishaps)
        month.live()
        with simulation.parts.database.transaction() as session:
            return Lived(
                _end(session, ledger),
                tuple(ledger.wrong),
                tuple(ledger.undone),
                tuple(ledger.called_again),
                ledger.calls,
                ledger.moves.total(),
                len(ledger.written),
                ledger.most_comments,
                _unreceipted(session, ledger),
                simulation.post.lost,
            )


def _end(session: Any, ledger: Ledger) -> dict[int, dict[str, Any]]:
    """How every card ended: list, verdict, what the comment says, fixed date, hold, our moves.

    Who did something is left out, and so is the notice, which counts from when a card was put
    forward: only a delivery tells these, and some were lost.
    """
    verdicts = {e.card_id: e for e in session.scalars(sa.select(VerdictRow))}
    seals = {e.card_id: e.due for e in session.scalars(sa.select(SealRow))}
    holds = {e.card_id: e.kind for e in session.scalars(sa.select(HoldRow))}
    ended = {}
    for card, one in ledger.month.defences.items():
        verdict = verdicts[card]
        ended[one.number] = {
            "list": ledger.month.where(one),
            "verdict": (verdict.state, sorted(_mentions(verdict))),
            "comment": _says(ledger, card),
            "seal": seals.get(card) and f"{seals[card]:%Y-%m-%d}",
            "hold": holds.get(card),
            "moves": ledger.path.get(card, []),
        }
    return ended


def _mentions(verdict: VerdictRow) -> set[str]:
    return {each["mention"] for each in verdict.findings} - {"notice"}


def _says(ledger: Ledger, card: str) -> list[list[str]]:
    """The headlines of each of our comments on the card."""
    found = ledger.state.card_actions[card]
    ours = [e for e in found if e["type"] == "commentCard" and e["idMemberCreator"] == ledger.bot]
    told = [BOLD.findall(each["data"]["text"]) for each in ours]
    return [[each for each in headlines if NOTICE not in each] for headlines in told]


def _unreceipted(session: Any, ledger: Ledger) -> int:
    """Effects of ours on Trello that no receipt tells."""
    done = session.scalars(sa.select(ReceiptRow).where(ReceiptRow.state == "done")).all()
    written = {each.action_id for each in done if each.command == WRITE.name}
    missing = sum(each not in written for each in ledger.written)
    for command, made in ((MOVE.name, ledger.moves), (EDIT.name, ledger.edits)):
        for card, count in made.items():
            noted = sum(e.card_id == card and e.command == command for e in done)
            missing += max(0, count - noted)
    return missing


def differing(one: Lived, other: Lived) -> list[str]:
    """What ended otherwise, in words."""
    found = []
    for number, ended in one.end.items():
        for part, value in ended.items():
            if other.end[number][part] != value:
                found.append(f"card {number}: {part}: {value} / {other.end[number][part]}")
    return found


def both(seed: int) -> tuple[Lived, Lived, float]:
    """The month, and the same on a bad network; each in a process of its own. Seconds it took."""
    began = time.monotonic()
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        calm, rough = pool.map(live, (seed, seed), ({}, MISHAPS))
    return calm, rough, time.monotonic() - began


def figures(seed: int = SEED) -> list[Figure]:
    """Live the month twice and tell what came of it."""
    calm, rough, seconds = both(seed)
    differ = differing(calm, rough)
    facts = sum(len(each) for each in calm.end.values())
    most = max(calm.most_comments, rough.most_comments)
    what = f"{CARDS} cards, 20 mentors, 2 robots, {DAYS} days, seed {seed}"
    return [
        Figure("a month at the school", what),
        _none("wrong moves", calm.wrong, f"of {calm.moves}"),
        _none("wrong moves, deliveries going wrong", rough.wrong, f"of {rough.moves}"),
        Figure("comments on a card", f"{most} at most, {calm.comments} in all", "1", most <= 1),
        _none("calls (@) without a new finding", calm.called_again, f"of {calm.calls}"),
        _none("moves undone by a later rule", calm.undone),
        _count("effects without receipt", calm.unreceipted + rough.unreceipted),
        _none("ends otherwise, deliveries going wrong", differ, f"of {facts}, {rough.lost} lost"),
        Figure("both months took", f"{seconds:.0f} s", "60 s", seconds < 60),
    ]


def _none(what: str, found: Sequence[str], more: str = "") -> Figure:
    return _count(what, len(found), more)


def _count(what: str, count: int, more: str = "") -> Figure:
    return Figure(what, f"{count} {more}".strip(), "0", count == 0)


def main() -> int:
    """Print the figures; 1 if one misses its bar."""
    found = figures(*map(int, sys.argv[1:2]))
    for each in found:
        verdict = "" if each.ok is None else "ok" if each.ok else "MISSED"
        print(f"{each.what:<42} {each.value:<48} {each.bar:<12} {verdict}")
    return 1 if any(each.ok is False for each in found) else 0


if __name__ == "__main__":
    sys.exit(main())
