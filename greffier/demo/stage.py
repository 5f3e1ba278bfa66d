"""Setting the stage: the stand-in for Trello, the rulebook, and Greffier itself."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

import structlog

from greffier.composition import Greffier
from greffier.demo import school
from greffier.demo.board_view import View
from greffier.demo.play import Play
from greffier.demo.process import Service
from greffier.demo.teller import Teller
from greffier.settings import read_settings
from rules.verdict import Language
from sandbox.core import Sandbox
from sandbox.page import power_ups
from sandbox.seeds import invented_school
from sandbox.server.in_process import SandboxServer
from sandbox.state import boards
from sandbox.state.actions import Actor
from sync.clock import Dial, now, pretend

ROBOT = "robot"
LOG = "greffier.log"
CLOCK = "clock"
MAILS = "mails"
CAPABILITIES = (
    *("card-badges", "card-detail-badges", "card-back-section", "card-buttons", "board-buttons"),
    *("list-sorters", "list-actions", "show-settings", "on-enable", "on-disable", "remove-data"),
    "authorization-status",
)
"""What our Power-Up offers: what one ticks in Trello's admin page."""


@contextmanager
def stage(
    folder: Path,
    port: int,
    teller: Teller,
    interrupted: threading.Event,
    begins: datetime | None = None,
) -> Iterator[tuple[Play, SandboxServer]]:
    """Have everything up while the block lasts, and nothing left of it afterwards.

    `begins`: the instant at which it is to play, in the future; else now.
    """
    with closing(Dial(folder / CLOCK)) as dial, pretend(dial), _quietly():
        if begins is not None:
            dial.turn(begins - now())
        sandbox = Sandbox(partial(_seed, dial=dial))
        sandbox.set_pace(0.05)
        sandbox.mails = folder / MAILS
        found = school.boards(sandbox)
        with SandboxServer(sandbox) as server:
            values = settings(server, folder, port, teller.language)
            connector = f"{values['PUBLIC_URL']}/powerup/"
            power_up = {"name": "Greffier", "connector": connector, "capabilities": CAPABILITIES}
            power_ups.declare(sandbox, power_up)
            brake = school.BRAKE if begins is None else school.LOOSE_BRAKE
            rules = school.rulebook(found, brake)
            Path(values["GREFFIER_RULEBOOK"]).write_text(rules, encoding="utf-8")
            parts = Greffier(read_settings(values))
            try:
                with Service(values, folder / LOG) as service:
                    view = View(sandbox, found, teller.language)
                    play = Play(sandbox, found, view, service, parts, teller, interrupted, dial)
                    play.root = server.root
                    yield play, server
            finally:
                parts.close()


@contextmanager
def _quietly() -> Iterator[None]:
    """Keep what this process logs off the terminal, where the story is told; the service's log is a file."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    try:
        yield
    finally:
        structlog.configure(**before)


def settings(server: SandboxServer, folder: Path, port: int, language: Language) -> dict[str, str]:
    """Return the settings of the demonstration: each one is given, so that no other comes in from outside."""
    sandbox = server.sandbox
    return {
        "TRELLO_API_URL": server.url,
        "TRELLO_API_KEY": sandbox.key,
        "TRELLO_API_TOKEN": sandbox.token,
        "TRELLO_API_SECRET": sandbox.secret,
        "TRELLO_POWERUP_ID": sandbox.plugin,
        "TRELLO_POWERUP_LIBRARY": f"{server.root}/power-up.min.js",
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "PORT": str(port),
        "DATABASE_URL": "",
        "GREFFIER_DATA": str(folder),
        "GREFFIER_RULEBOOK": str(folder / "rulebook.toml"),
        "GREFFIER_LANGUAGE": language,
        "GREFFIER_DEMO_CLOCK": str(folder / CLOCK),
        "GREFFIER_DEMO_MAIL": str(folder / MAILS),
        "SMTP_URL": "smtp://127.0.0.1",
        "MAIL_FROM": school.MAIL_FROM,
    }


def _seed(sandbox: Sandbox, dial: Dial) -> None:
    """Fill in the invented school, and another robot that works on its boards too."""
    sandbox.state.live_by(dial)
    invented_school.seed(sandbox)
    robot = sandbox.add_member(ROBOT, "Robot Tout-en-place")
    actor = Actor(sandbox.state.member(next(iter(invented_school.MANAGERS)))["id"])
    for board in sandbox.state.boards.values():
        boards.put_member(sandbox.state, actor, board, robot["id"], "normal")
