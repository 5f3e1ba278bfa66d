"""What a process that serves has imported when it forks: nothing for nothing, and no thread."""

from __future__ import annotations

import subprocess
import sys

import pytest

BEGINNING = """
import sys, threading
from greffier.plain_logs import import_structlog
import_structlog()
import {module}
dear = ("alembic", "mako", "rich", "pygments", "apprise", "highspy", "authlib", "sentry_sdk")
print(*(each for each in dear if each in sys.modules))
print(threading.active_count())
import rich.console
"""


@pytest.mark.parametrize("module", ["greffier.cli.serve", "greffier.app"])
def test_what_only_some_need_is_left_out_and_no_thread_has_begun(module: str) -> None:
    command = [sys.executable, "-c", BEGINNING.format(module=module)]
    said = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    assert (said.stdout, said.stderr) == ("\n1\n", "")


def test_gunicorns_first_process_which_only_waits_stays_small() -> None:
    script = (
        "import sys, greffier.gunicorn, greffier.serving.web_worker\n"
        "dear = ('sqlalchemy', 'flask', 'requests', 'dbos', 'alembic', 'rich')\n"
        "print(*(each for each in dear if each in sys.modules))"
    )
    command = [sys.executable, "-c", script]
    said = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    assert (said.stdout, said.stderr) == ("\n", "")
