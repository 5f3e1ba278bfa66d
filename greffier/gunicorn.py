"""How gunicorn serves the application, on a platform that reads the Procfile and beside other workers."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

from greffier.env_file import SettingsError, environment
from greffier.plain_logs import import_structlog
from greffier.serving.patient_server import BACKLOG, ENDS_WITHIN, HUNG_AFTER, THREADS
from greffier.sockets import address
from greffier.stop_signal import PARENT, follow_parent


def _settings() -> dict[str, str]:
    """Return the settings, without the `.env` file where it cannot be read: `on_starting` tells of that."""
    try:
        return environment()
    except SettingsError:
        return dict(os.environ)


def _number(key: str, otherwise: int) -> int:
    text = _values.get(key, "").strip()
    return int(text) if text.isascii() and text.isdigit() else otherwise


import_structlog()
_values = _settings()
bind = [address(os.environ.get("GREFFIER_HOST", "0.0.0.0"), _number("PORT", 8000))]  # noqa: S104
worker_class = "greffier.serving.web_worker.PatientWorker"
logger_class = "greffier.serving.web_worker.GunicornLog"
workers = _number("WEB_CONCURRENCY", 1) or 1
threads = THREADS
backlog = BACKLOG
timeout = int(HUNG_AFTER)
graceful_timeout = int(ENDS_WITHIN)
keepalive = 30
accesslog = None
errorlog = "-"
loglevel = "warning"
preload_app = False
control_socket_disable = True  # one for all that a user runs here, whoever they belong to


def on_starting(server: Any) -> None:
    """Tell once what is wrong with settings or rules, and end all, as the commands do. Another process
    checks them: this one lives as long as the service, and would keep the memory.
    """
    follow_parent()
    values = {**os.environ, PARENT: str(os.getpid())}
    looked = subprocess.run([sys.executable, "-m", "greffier.preflight"], env=values, check=False)
    if looked.returncode:
        sys.exit(looked.returncode)
