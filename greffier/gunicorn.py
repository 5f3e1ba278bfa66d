"""How gunicorn serves the application, here and on a platform that reads the Procfile."""

from __future__ import annotations

import os
from typing import Any

from greffier.ending import follow_parent

bind = [f"{os.environ.get('GREFFIER_HOST', '0.0.0.0')}:{os.environ.get('PORT', '8000')}"]  # noqa: S104
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "1"))
threads = 8
timeout = 30
graceful_timeout = 20
keepalive = 30
accesslog = None
errorlog = "-"
loglevel = "warning"
preload_app = False


def on_starting(server: Any) -> None:
    """Under `greffier serve`, end with the process that started us, even if it was killed."""
    follow_parent()
