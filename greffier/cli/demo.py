"""`greffier demo`: Greffier and a simulated Trello on this machine, told on the terminal."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console

from greffier.cli.shared.assembly import end
from greffier.cli.shared.language import language
from greffier.demo import programme, texts
from greffier.demo.folder import fresh_folder, own_port
from greffier.demo.picture import draw, recorder
from greffier.demo.play import Interrupted, Play, SceneFailed, ServiceEnded
from greffier.demo.scene import Scene
from greffier.demo.stage import LOG, stage
from greffier.demo.student_story import story_end
from greffier.demo.student_story.story import monday
from greffier.demo.teller import Teller
from sandbox.server.in_process import SandboxServer

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
INTERRUPTED = 130


@click.command()
@click.option("--once", is_flag=True, help="Finit après la dernière scène (status 0 si tout va).")
@click.option(
    "--port", type=click.IntRange(1, 65535), help="Port du service ; sinon 8000 ou un autre."
)
@click.option("--story", is_flag=True, help="Joue l'histoire d'un étudiant, en quelques minutes.")
@click.option("--scene", "names", multiple=True, metavar="NOM", help="Ne joue que cette scène.")
@click.option("--picture", type=click.Path(dir_okay=False, path_type=Path), hidden=True)
def demo(
    once: bool, port: int | None, story: bool, names: tuple[str, ...], picture: Path | None
) -> None:
    """Montre Greffier au travail, avec un Trello simulé et des personnes inventées."""
    console = recorder() if picture is not None else Console(highlight=False)
    teller = Teller(console, language())
    chosen = _chosen(names, story_end.SCENES if story else programme.SCENES, teller)
    interrupted = threading.Event()
    before = {each: signal.signal(each, lambda *_: interrupted.set()) for each in SIGNALS}
    parent = Path(os.environ.get("GREFFIER_DATA") or "var")
    try:
        with ExitStack() as stack:
            folder = _folder(stack, parent, teller)
            own = stack.enter_context(own_port(port))
            begins = monday() if story else None
            status = _play(teller, chosen, folder, own, port, once, interrupted, begins)
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
    if picture is not None:
        draw(console, picture)
    raise SystemExit(status)


def _folder(stack: ExitStack, parent: Path, teller: Teller) -> Path:
    try:
        return stack.enter_context(fresh_folder(parent))
    except OSError as error:
        why = error.strerror or error
        end(teller.words(texts.NO_FOLDER, folder=parent, why=why), 2)


def _chosen(names: Sequence[str], scenes: Sequence[Scene], teller: Teller) -> Sequence[Scene]:
    known = {scene.name: scene for scene in scenes}
    for name in names:
        if name not in known:
            listed = ", ".join(known)
            end(teller.words(texts.UNKNOWN_SCENE, name=name, known=listed), 2)
    return [known[name] for name in known if name in names] if names else scenes


def _play(
    teller: Teller,
    chosen: Sequence[Scene],
    folder: Path,
    port: int,
    wanted: int | None,
    once: bool,
    interrupted: threading.Event,
    begins: datetime | None,
) -> int:
    """Play everything from the first line to the last. Returns the exit status."""
    start = time.monotonic()
    teller.plain(teller.words(texts.WELCOME), "bold")
    if wanted not in (None, port):
        teller.plain(teller.words(texts.PORT_TAKEN, wanted=wanted, port=port))
    try:
        with stage(folder, port, teller, interrupted, begins) as (play, server):
            programme.begin(play)
            failed = programme.scenes(play, chosen)
            programme.summary(play, len(chosen), failed, time.monotonic() - start)
            if not once:
                _stay(play, server, port, folder)
    except Interrupted:
        teller.plain(teller.words(texts.BYE))
        return INTERRUPTED if once else 0
    except ServiceEnded:
        end(teller.words(texts.STOPPED, log=folder / LOG), 1)
    except SceneFailed as error:
        end([str(error), teller.words(texts.LOG, path=folder / LOG)], 1)
    return 1 if failed else 0


def _stay(play: Play, server: SandboxServer, port: int, folder: Path) -> None:
    """Say where everything is, and go on telling what happens. Raises `Interrupted` at the end."""
    teller = play.teller
    gesture = (
        f"curl -X POST {server.root}/sandbox/gestures -H 'Content-Type: application/json' -d "
        '\'{"member": "zoe", "gesture": "create_card", "into": "Propositions de soutenances", '
        '"name": "P7"}\''
    )
    teller.plain("")
    teller.plain(teller.words(texts.ADDRESSES), "bold")
    teller.plain("  " + teller.words(texts.BOARDS, url=f"{server.root}/"))
    teller.plain("  " + teller.words(texts.MAILS, url=f"{server.root}/mails"))
    teller.plain("  " + teller.words(texts.STATE, url=f"http://127.0.0.1:{port}/health"))
    teller.plain("  " + teller.words(texts.LOG, path=folder / LOG))
    teller.plain("  " + teller.words(texts.GESTURE))
    teller.plain("    " + gesture)
    teller.plain(teller.words(texts.STOP), "bold")
    play.everything = True
    play.begin_scene()
    while True:
        play.look()
        play.interrupted.wait(0.1)
