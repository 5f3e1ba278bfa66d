"""The reference: a bare Flask endpoint that only verifies and inserts one row."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask, request

from greffier.serving.patient_server import BACKLOG, PatientServer
from webhooks.signature import is_genuine


def create_app() -> Flask:
    """The endpoint, on a SQLite file named by BENCH_FILE."""
    app = Flask("reference")
    local = threading.local()

    def connection() -> sqlite3.Connection:
        if not hasattr(local, "connection"):
            local.connection = sqlite3.connect(os.environ["BENCH_FILE"], timeout=30)
            local.connection.execute("PRAGMA journal_mode=WAL")
            local.connection.execute("PRAGMA synchronous=FULL")
        found: sqlite3.Connection = local.connection
        return found

    connection().execute(
        "CREATE TABLE IF NOT EXISTS deliveries (id INTEGER PRIMARY KEY, body BLOB)"
    )

    @app.post("/webhooks/trello")
    def deliver() -> tuple[str, int]:
        body = request.get_data()
        signature = request.headers.get("X-Trello-Webhook")
        url, secret = os.environ["BENCH_CALLBACK"], os.environ["BENCH_SECRET"]
        if not is_genuine(body, signature, url, [secret]):
            return "", 401
        with connection() as opened:
            opened.execute("INSERT INTO deliveries (body) VALUES (?)", (body,))
        return "", 200

    return app


@contextmanager
def reference(folder: Path, port: int, secret: str) -> Iterator[str]:
    """Run it in a process of its own under the same server. Gives its callback URL."""
    callback = f"http://127.0.0.1:{port}/webhooks/trello"
    values: dict[str, Any] = {
        **os.environ,
        "BENCH_FILE": str(folder / "reference.db"),
        "BENCH_CALLBACK": callback,
        "BENCH_SECRET": secret,
        "PORT": str(port),
    }
    process = subprocess.Popen([sys.executable, "-m", "bench.reference"], env=values)
    try:
        _wait(callback)
        yield callback
    finally:
        process.terminate()
        process.wait(20)


def _wait(callback: str) -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(callback, data=b"", timeout=1)
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)


def main() -> None:
    """Answer at the port until told to end."""
    listener = socket.create_server(("127.0.0.1", int(os.environ["PORT"])), backlog=BACKLOG)
    server, ended = PatientServer(create_app(), [listener]), threading.Event()

    def end(*_: object) -> None:
        ended.set()
        server.wake()

    signal.signal(signal.SIGTERM, end)
    parent = os.getppid()
    server.serve(lambda: not ended.is_set() and os.getppid() == parent, lambda: None)


if __name__ == "__main__":
    main()
