"""How gunicorn serves the application, here and on a platform that reads the Procfile."""

from __future__ import annotations

import os
import sys
from typing import Any

from greffier.composition import check_rulebook
from greffier.ending import follow_parent
from greffier.settings import SettingsError, environment, read_settings
from rules.rulebook import RulebookError


def _number(key: str, otherwise: int) -> int:
    """What is no number is told by `on_starting`, with all else that is wrong."""
    text = os.environ.get(key) or ""
    return int(text) if text.isascii() and text.isdigit() else otherwise


bind = [f"{os.environ.get('GREFFIER_HOST', '0.0.0.0')}:{_number('PORT', 8000)}"]  # noqa: S104
worker_class = "gthread"
workers = _number("WEB_CONCURRENCY", 1) or 1
threads = 8
timeout = 30
graceful_timeout = 20
keepalive = 30
accesslog = None
errorlog = "-"
loglevel = "warning"
preload_app = False


def on_starting(server: Any) -> None:
    """Under `greffier serve`, end with the process that started us, even if it was killed. What is
    wrong with settings or rules is told once and ends all with status 2, as the commands do.
    """
    follow_parent()
    try:
        check_rulebook(read_settings(environment()))
    except (SettingsError, RulebookError) as error:
        sys.stderr.writelines(f"greffier: {each}\n" for each in error.problems)
        sys.exit(2)
