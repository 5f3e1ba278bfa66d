"""The programme of a demonstration: the beginning, the scenes, the end."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa

from greffier.demo import check_scenes, manners, monday, texts, trouble
from greffier.demo.play import PATIENCE, Play, SceneFailed
from greffier.demo.scene import Scene
from greffier.demo.student_story import story_mails
from rules.formatting import plural
from sync.effects.kinds.move import MOVE
from sync.effects.receipts import find
from sync.storage.tables import VerdictRow

SCENES: Final[tuple[Scene, ...]] = (
    *(*check_scenes.SCENES, *manners.SCENES, *trouble.SCENES),
    monday.WEEK,
    story_mails.MAIL,
)


def begin(play: Play) -> None:
    """Wait until both boards are read and judged, and say what came of it. Raises `SceneFailed`."""
    play.teller.plain(play.teller.words(texts.STARTING))
    start = time.monotonic()
    play.wait(2 * PATIENCE, lambda: _settled(play), play.teller.words(texts.BOTH_READ))
    sandbox = play.sandbox
    read = play.teller.words(
        texts.READ,
        cards=len(sandbox.state.cards),
        calls=len(sandbox.calls("GET", "/boards/")),
        hooks=len(sandbox.state.webhooks),
    )
    play.teller.line("received", read, time.monotonic() - start)
    states, moved = _verdicts(play), len(_moved(play))
    tidied = play.teller.words(
        texts.TIDIED,
        complete=states.count("complete"),
        moved=moved,
        left=len(sandbox.state.cards) - states.count("complete") - moved,
    )
    play.teller.line("done", tidied)
    if moved == 0 or len(sandbox.state.webhooks) != len(play.school):
        raise SceneFailed(tidied)


def _settled(play: Play) -> bool:
    """Return whether both boards were read and nothing waits any more."""
    if len(play.sandbox.state.webhooks) < len(play.school) or not _verdicts(play):
        return False
    return play.idle()


def _verdicts(play: Play) -> list[str]:
    try:
        with play.parts.database.transaction() as session:
            return list(session.scalars(sa.select(VerdictRow.state)))
    except sa.exc.OperationalError:  # the tables are not there yet
        return []


def _moved(play: Play) -> list[str]:
    with play.parts.database.transaction() as session:
        return [str(each.card_id) for each in find(session) if each.command == MOVE.name]


def scenes(play: Play, chosen: Sequence[Scene]) -> int:
    """Play these scenes. Return how many did not go as told."""
    failed = 0
    for number, scene in enumerate(chosen, 1):
        play.teller.scene(number, scene.title)
        play.begin_scene()
        try:
            scene.play(play)
        except SceneFailed as error:
            failed += 1
            play.teller.line("failed", str(error))
    return failed


def summary(play: Play, played: int, failed: int, seconds: float) -> None:
    """Tell the figures of it all."""
    with play.parts.database.transaction() as session:
        receipts = len(find(session))
    outcome = texts.NOT_AS_TOLD if failed else texts.AS_TOLD
    figures = play.teller.words(
        texts.SUMMARY,
        calls=len(play.sandbox.calls()),
        deliveries=len(play.sandbox.delivered()),
        receipts=receipts,
        took=play.teller.duration(seconds),
    )
    play.teller.plain("")
    french = play.teller.language == "fr"
    name = ("scène", "scènes") if french else ("scene", "scenes")
    scenes = plural(played, *name, play.teller.language)
    text = play.teller.words(outcome, scenes=scenes, failed=failed)
    play.teller.plain(text, "bold red" if failed else "bold green")
    play.teller.plain(figures)
