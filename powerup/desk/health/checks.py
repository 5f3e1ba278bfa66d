"""Each thing that must hold, as it was found: how it sounds, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from powerup.desk.health import texts
from powerup.desk.tab import Json
from rules.bilingual import Sentence
from rules.formatting import fill, joined, plural
from rules.rulebook.values import Rulebook
from rules.verdict import Language
from sync.reports.health import LATE, BoardHealth
from sync.reports.trust import Control, Trust
from sync.trello.rate_limit import Usage

Tone = Literal["good", "calm", "doubt", "bad"]
TONES: Final[tuple[Tone, ...]] = ("bad", "doubt", "calm", "good")
"""The most pressing first."""

SILENT: Final = timedelta(days=3)
"""Without any delivery for this long, a long week-end, somebody should look."""

MISSED: Final = 3
"""After this many controls in a row that did not happen, no worker seems to run."""

NEARLY: Final = 0.9
"""From this share on, the calls that Trello allows are told as nearly used up."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is watched: `area` is a key of `texts.TITLES`, `code` of `texts.FOUND`; `values` fill
    its sentence. `board` is the name in the rulebook, `name` the one on Trello, both "" for no board.
    """

    area: str
    code: str
    tone: Tone
    values: dict[str, object]
    board: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Checks:
    """Looks at everything, at one instant, for one reader."""

    trust: Trust
    rulebook: Rulebook
    usage: Usage | None
    now: datetime
    language: Language

    def all(self, boards: list[BoardHealth]) -> list[Check]:
        """Return every check, the general ones first, then those of these boards."""
        found = [self._event(), self._queue(), self._parked(), self._trello()]
        return found + [check for board in boards for check in self._board(board)]

    def told(self, check: Check) -> Json:
        """Return one check in words."""
        text, remedy, command = texts.FOUND[check.code]
        values = {**check.values, "board": check.board}
        return {
            "key": f"{check.area} {check.board}".strip(),
            "tone": check.tone,
            "title": texts.TITLES[check.area].in_(self.language),
            "board": check.name,
            "text": fill(text, self.language, values),
            "remedy": remedy.in_(self.language) if remedy is not None else "",
            "command": command.format_map(values),
        }

    def ago(self, at: datetime) -> str:
        """Write how long ago it was: "à l'instant", "il y a 3 minutes"."""
        told = self.span(at)
        return fill(texts.AGO, self.language, {"span": told}) if told else self._say(texts.NOW)

    def span(self, at: datetime) -> str:
        """Write how much time has passed since `at`: "3 minutes"; "" below one minute."""
        seconds = (self.now - at).total_seconds()
        for length, (one, many) in texts.SPANS[self.language]:
            if seconds >= length:
                return plural(int(seconds // length), one, many, self.language)
        return ""

    def count(self, what: str, count: int) -> str:
        """Write a count: "3 cartes"."""
        one, many = texts.COUNTS[self.language][what]
        return plural(count, one, many, self.language)

    def _say(self, sentence: Sentence) -> str:
        return sentence.in_(self.language)

    def _event(self) -> Check:
        last = self.trust.state.last_delivery
        if last is None:  # nothing may have happened yet, unless a control found what no event told
            told = not any(each.differed for each in self.trust.controls.values())
            return Check(
                "event", "event-new" if told else "event-none", "calm" if told else "doubt", {}
            )
        late = self.now - last > SILENT
        code: tuple[str, Tone] = ("event-old", "doubt") if late else ("event", "good")
        return Check("event", *code, {"ago": self.ago(last)})

    def _queue(self) -> Check:
        state = self.trust.state
        oldest = self.now - timedelta(seconds=state.queue_age)
        told = {
            "waiting": self.count("waiting", state.waiting),
            "trying": self.trust.trying,
            "ago": self.ago(oldest),
        }
        if state.queue_age > LATE.total_seconds():
            return Check("queue", "queue-late", "bad", told)
        if self.trust.trying:
            return Check("queue", "queue-trying", "doubt", told)
        return Check("queue", "queue", "good", told)

    def _parked(self) -> Check:
        count = len(self.trust.parked)
        told: dict[str, object] = {"count": self.count("count", count)}
        return Check(
            "parked", "parked-some" if count else "parked", "doubt" if count else "good", told
        )

    def _trello(self) -> Check:
        usage = self.usage
        if usage is None:
            return Check("trello", "trello-unknown", "calm", {})
        if usage.paused > 0:
            return Check("trello", "trello-paused", "doubt", {"seconds": round(usage.paused) or 1})
        told = {
            "used": self.count("used", usage.used),
            "calls": usage.calls,
            "seconds": round(usage.seconds),
        }
        if usage.used > usage.calls * NEARLY:
            return Check("trello", "trello-full", "doubt", told)
        return Check("trello", "trello", "good", told)

    def _board(self, board: BoardHealth) -> Iterator[Check]:
        found = (self._control(board), self._hook(board), self._lists(board), self._mode(board))
        drift = self._drift(self.trust.controls.get(board.board_id))
        for each in (*found, *drift):
            area, code, tone, told = each
            title = self.trust.names.get(board.board_id, board.name)
            yield Check(area, code, tone, told, board.name, title)

    def _control(self, board: BoardHealth) -> Parts:
        read = board.snapshot_at
        if read is None:
            return "control", "control-none", "bad", {}
        late = self.now - read > max(self.rulebook.resync_every * MISSED, LATE)
        told: dict[str, object] = {"ago": self.ago(read)}
        return (
            ("control", "control-late", "bad", told)
            if late
            else ("control", "control", "good", told)
        )

    def _hook(self, board: BoardHealth) -> Parts:
        hook = self.trust.hooks.get(board.board_id)
        if hook is None or not hook.active:
            return "hook", "hook-none", "bad", {}
        if hook.failures:
            failures = self.count("failures", hook.failures)
            return "hook", "hook-failing", "doubt", {"failures": failures}
        return "hook", "hook", "good", {"ago": self.ago(hook.seen_at)}

    def _lists(self, board: BoardHealth) -> Parts:
        if board.snapshot_at is not None and not board.lists_present:
            return "lists", "lists-gone", "bad", {}
        return "lists", "lists", "good", {}

    def _mode(self, board: BoardHealth) -> Parts:
        since = self.trust.paused.get(board.board_id)
        if since is not None:
            return "mode", "mode-paused", "doubt", {"ago": self.span(since) or self._say(texts.NOW)}
        if board.mode == "observe":
            return "mode", "mode-observe", "calm", {}
        return "mode", "mode", "good", {}

    def _drift(self, control: Control | None) -> Iterator[Parts]:
        if control is None:
            return
        told: dict[str, object] = {
            "compared": self.count("compared", control.compared),
            "differed": self.count("differed", control.differed),
            "fields": self._fields(control.fields),
            "ago": self.ago(control.at),
        }
        if not control.differed:
            yield "drift", "drift", "good", told
        elif control.repaired:
            yield "drift", "drift-some", "calm", told
        else:
            yield "drift", "drift-left", "doubt", told

    def _fields(self, fields: tuple[str, ...]) -> str:
        known = [self._say(texts.FIELDS[each]) for each in fields if each in texts.FIELDS]
        if len(known) < len(fields):
            known.append(self._say(texts.OTHER_FIELDS))
        return joined(known, self.language)


Parts = tuple[str, str, Tone, dict[str, object]]
"""Area, code, tone and values of a check of one board."""


def light(checks: list[Check]) -> tuple[Tone, Check | None]:
    """Return the light, and the check that decides it: the first of the most pressing, None where all is
    well.
    """
    for tone in ("bad", "doubt"):
        found = next((each for each in checks if each.tone == tone), None)
        if found is not None:
            return found.tone, found
    return "good", None
