"""Playing a scene: people act, the clerk answers, and what the scene says is checked on the board."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn, TypeVar

import sqlalchemy as sa

from greffier.composition import Greffier
from greffier.demo import texts
from greffier.demo.board_view import View
from greffier.demo.process import Run, Service
from greffier.demo.school import SETTLE_MOVED, SETTLE_NEW, Board
from greffier.demo.teller import Teller
from rules.bilingual import Sentence
from rules.formatting import joined, label
from sandbox.core import Sandbox
from sandbox.gestures import Hand
from sandbox.state.shapes import Json
from sync.clock import Dial, now
from sync.storage.tables import HoldRow, VerdictRow, WakeRow

Made = TypeVar("Made")
PATIENCE = 30.0
LOOK_EVERY = 0.02
LINE_LATE = 0.05
"""How late, in seconds, a line of the log may be read after the run that it tells of has ended."""


NAMED = Sentence("« {name} » : ", "“{name}”: ")


class Interrupted(Exception):
    """Somebody pressed Ctrl-C."""


class SceneFailed(Exception):
    """What the scene says did not come true."""


class ServiceEnded(Exception):
    """Greffier stopped by itself."""


@dataclass
class Play:
    """The stage of all scenes. `cards` are those of the present scene; only they are told of. `root`: where
    the stand-in's own pages are.
    """

    sandbox: Sandbox
    school: dict[str, Board]
    view: View
    service: Service
    parts: Greffier
    teller: Teller
    interrupted: threading.Event
    dial: Dial
    cards: set[str] = field(default_factory=set)
    everything: bool = False
    quiet: bool = False
    root: str = ""
    _since: float = 0.0
    _told: dict[str, str] = field(default_factory=dict)
    _seen: int = 0

    def begin_scene(self) -> None:
        """Forget the cards of the scene before."""
        self.cards.clear()
        self.quiet = False

    # What people do

    def restart_watch(self) -> None:
        """Measure from now on how long things take."""
        self._skip_deliveries()
        self._since = time.monotonic()

    def act(
        self, who: str, sentence: Sentence, gesture: Callable[[Hand], Made], **values: object
    ) -> Made:
        """Have somebody do something; what Trello announces of it is told as soon as it is stored."""
        name = self.sandbox.state.member(who)["fullName"]
        self.teller.line("said", f"{name} {self.teller.words(sentence, **values)}")
        start = time.monotonic()
        self._skip_deliveries()
        made = gesture(self.sandbox.act_as(who))
        self._since = time.monotonic()
        if isinstance(made, dict) and "idList" in made:
            self.cards.add(made["id"])
        self._arrive(start)
        return made

    def operate(self, *typed: str, by: str | None = None) -> None:
        """Type a command of `greffier`, in the name of `by`; what it says is shown.

        Raises `SceneFailed` where it ends with another status than 0.
        """
        name = f'"{self.sandbox.state.member(by)["fullName"]}"' if by else ""
        shown = ("greffier", *typed, *(("--by", name) if by else ()))
        self.teller.line("said", f"$ {' '.join(shown)}")
        self._since = time.monotonic()
        by_whom = ("--by", name.strip('"')) if by else ()
        status, said = self.service.command(*typed, *by_whom)
        self.teller.quote(said)
        if status != 0:
            raise SceneFailed(said)

    def _arrive(self, start: float) -> None:
        self.sandbox.quiesce(PATIENCE)
        took = time.monotonic() - start
        kinds = [one.kind for one in self._skip_deliveries()]
        if not kinds:
            return
        counted = {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}
        listed = ", ".join(f"{k} ×{n}" if n > 1 else k for k, n in counted.items())
        sentence = texts.RECEIVED if len(kinds) > 1 else texts.RECEIVED_ONE
        text = self.teller.words(sentence, count=len(kinds), kinds=listed)
        self.teller.line("received", text, took)

    def _skip_deliveries(self) -> list[Any]:
        """Return the deliveries of people's gestures since the last call, and pass over them."""
        log = list(self.sandbox.deliveries.log)
        fresh, self._seen = log[self._seen :], len(log)
        return [one for one in fresh if not json.loads(one.body)["action"]["appCreator"]]

    # What becomes of it

    def until(self, condition: Callable[[], bool], sentence: Sentence, **values: object) -> None:
        """Wait until it is so, and say it. Raises `SceneFailed` when it takes too long."""
        what = self.teller.words(sentence, **values)
        self.wait(PATIENCE, condition, what)
        took = time.monotonic() - self._since
        self.wait(PATIENCE, self.at_rest, what)
        time.sleep(LINE_LATE)
        self.look()
        self.teller.line("checked", what, took)

    def wait(self, seconds: float, condition: Callable[[], bool], what: str = "") -> None:
        """Wait until it is so. Raises `SceneFailed` when it takes longer than so many seconds."""
        for _ in self._moments(seconds):
            if condition():
                return
        wait = self.teller.duration(seconds)
        raise SceneFailed(self.teller.words(texts.FAILED, wait=wait, what=what))

    def for_a_while(
        self, seconds: float, condition: Callable[[], bool], sentence: Sentence, **values: object
    ) -> None:
        """Watch that it stays so for so many seconds. Raises `SceneFailed` when it does not."""
        what = self.teller.words(sentence, **values)
        for _ in self._moments(seconds):
            if not condition():
                raise SceneFailed(self.teller.words(texts.BROKEN, what=what))
        self.teller.line("checked", what, seconds)

    def at_rest(self, *, settled: bool = False) -> bool:
        """Return whether the clerk has finished what it was doing with the scene's cards.

        `settled`: and none of them is waiting for its settle window to end.
        """
        with self.parts.database.transaction() as session:
            for card in self.cards:
                wake = session.get(WakeRow, card)
                if wake is None or wake.done < wake.wanted or (settled and _waits(wake)):
                    return False
        return not self.cards & {job.target for job in self.parts.jobs.listing(["PENDING"])}

    def idle(self) -> bool:
        """Return whether no card and no board waits for the clerk."""
        with self.parts.database.transaction() as session:
            waiting = sa.select(WakeRow.id).where(WakeRow.done < WakeRow.wanted).limit(1)
            return session.scalar(waiting) is None

    def _moments(self, seconds: float) -> Iterator[None]:
        """Look now and then, for so long; what the clerk does meanwhile is told."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.look()
            yield
            time.sleep(LOOK_EVERY)

    def look(self) -> None:
        """Tell what the clerk did since the last look. Raises when it is time to stop."""
        if self.interrupted.is_set():
            raise Interrupted
        if self.service.ended:
            raise ServiceEnded
        self._tell_runs()

    def _tell_runs(self) -> None:
        while self.service.runs:
            run = self.service.runs.popleft()
            if run.scope != "card" or self.quiet:
                continue
            if self.everything or run.id in self.cards:
                self._tell(run)

    def _tell(self, run: Run) -> None:
        decided = self._decision(run)
        if self._told.get(run.id) != decided:
            self._told[run.id] = decided
            named = self._name(run.id) if self.everything or len(self.cards) > 1 else ""
            self.teller.line("decided", f"{named}{decided}", run.seconds)
        if run.done:
            effects = [self.teller.words(texts.EFFECTS[each]) for each in run.done]
            text = joined(effects, self.teller.language)
            self.teller.line("done", text, run.at - self._since)

    def _name(self, card: str) -> str:
        found = self.sandbox.state.cards.get(card)
        return self.teller.words(NAMED, name=found["name"]) if found else ""

    def _decision(self, run: Run) -> str:
        waits, accepted, warned = self._standing(run)
        if waits and not run.done:
            longest = SETTLE_NEW if waits > SETTLE_MOVED else SETTLE_MOVED
            return self.teller.words(texts.WAITS, wait=self.teller.duration(longest))
        key = run.verdict
        if key == "complete":
            key = "accepted" if accepted else "warned" if warned else key
        sentence, missing = texts.VERDICTS[key], self._labels(run, run.missing)
        return self.teller.words(sentence, missing=missing, warned=self._labels(run, warned))

    def _standing(self, run: Run) -> tuple[float, bool, list[str]]:
        """Return seconds until the card's settle window ends, whether it is accepted, its warnings."""
        with self.parts.database.transaction() as session:
            wake, hold = session.get(WakeRow, run.id), session.get(HoldRow, run.id)
            verdict = session.get(VerdictRow, run.id)
            accepted = hold is not None and hold.kind == "accepted"
            findings = verdict.findings if verdict is not None else []
            warned = [each["mention"] for each in findings if each["severity"] == "warns"]
            return (_waits(wake) if wake is not None else 0.0), accepted, warned

    def _labels(self, run: Run, mentions: Sequence[str]) -> str:
        kind, language = self.view.kind(run.id), self.teller.language
        return joined([label(code, kind, language) for code in mentions], language)

    def card(self, name: str) -> Json:
        """Return a card of the board by its name; it belongs to the scene from now on."""
        found = self.view.card(name)
        self.cards.add(found["id"])
        return found

    def verdict(self, card: Json) -> str:
        """Return the verdict on the card that was written last, "" before any."""
        with self.parts.database.transaction() as session:
            row = session.get(VerdictRow, card["id"])
            return row.state if row is not None else ""

    def quote(self, card: Json) -> None:
        """Show the clerk's comment on the card."""
        for text in self.view.comments(card):
            self.teller.quote(text)

    def quote_first(self, card: Json) -> None:
        """Show how the clerk's comment on the card begins."""
        for text in self.view.comments(card):
            self.teller.quote(text.split("\n\n")[0])

    def fail(self, what: Sentence) -> NoReturn:
        """Raise `SceneFailed`: what should be so is not."""
        raise SceneFailed(self.teller.words(texts.BROKEN, what=self.teller.words(what)))


def _waits(wake: WakeRow) -> float:
    """Return seconds until the settle window of this card ends, 0 where it is not in one."""
    if wake.timer_at is None:
        return 0.0
    left = (wake.timer_at - now()).total_seconds()
    return max(left, LOOK_EVERY) if left <= SETTLE_NEW else 0.0
