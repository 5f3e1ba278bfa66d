"""`python -m sandbox`: the stand-in by itself, until Ctrl-C or SIGTERM."""

from __future__ import annotations

import argparse
import json
import signal
import sys
from pathlib import Path
from queue import SimpleQueue

from sandbox.core import Sandbox
from sandbox.seeds import exports, invented_purchases, invented_school
from sandbox.server.in_process import SandboxServer

SEEDS = {"school": invented_school.seed, **invented_purchases.SEEDS}


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    options = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    options.add_argument("--port", type=int, default=8181, help="0 takes any free port")
    options.add_argument(
        "--seed", choices=list(SEEDS), default="school", help="which invented boards it holds"
    )
    options.add_argument("--export", type=Path, action="append", default=[], metavar="FILE")
    options.add_argument("--state", type=Path, help="load at the start, save at the end")
    options.add_argument("--time-scale", type=float, default=1.0, help="1 waits as Trello does")
    options.add_argument("--no-limits", action="store_true", help="no rate limits")
    return options


def build(options: argparse.Namespace) -> Sandbox:
    """Return a sandbox as the options say. Raises OSError and ValueError for unusable files."""
    sandbox = Sandbox(SEEDS[options.seed])
    for path in options.export:
        exports.seed_export(sandbox, json.loads(path.read_text(encoding="utf-8")))
    if options.state is not None and options.state.exists():
        sandbox.state.load(json.loads(options.state.read_text(encoding="utf-8")))
    sandbox.set_pace(options.time_scale)
    sandbox.limits.enabled = not options.no_limits
    return sandbox


def pages(sandbox: Sandbox, server: SandboxServer) -> list[tuple[str, str]]:
    """Return name and address of the page of each board, to be opened in a browser."""
    boards = sandbox.state.boards.values()
    return [(board["name"], f"{server.root}/b/{board['shortLink']}") for board in boards]


def main(arguments: list[str] | None = None) -> int:
    """Return 0 after SIGINT or SIGTERM, 2 with one line for a file or port that cannot be used."""
    options = parser().parse_args(arguments)
    try:
        sandbox = build(options)
        server = SandboxServer(sandbox, options.port)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"sandbox: {error}\n")
        return 2
    with server:
        sys.stdout.write(f"TRELLO_API_URL={server.url}\nTRELLO_API_KEY={sandbox.key}\n")
        sys.stdout.write(f"TRELLO_API_TOKEN={sandbox.token}\nTRELLO_API_SECRET={sandbox.secret}\n")
        sys.stdout.writelines(f"# {name}: {address}\n" for name, address in pages(sandbox, server))
        sys.stdout.flush()
        wait_for_interrupt()
    if options.state is not None:
        sandbox.state.save(options.state)
    return 0


def wait_for_interrupt() -> None:
    """Return at the first SIGINT or SIGTERM."""
    stop = SimpleQueue[None]()  # an Event's lock is none to be asked for in a signal's handler
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.put(None))
    stop.get()


if __name__ == "__main__":
    sys.exit(main())
