"""What a service writes where no terminal reads it: one JSON object a line, whoever writes it."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest
from nursery import Nursery
from service import Service, listens, service, until

pytestmark = pytest.mark.timeout(300)  # seconds, on a machine that is busy with other things


def objects(made: Service) -> list[dict[str, object]]:
    """Each line of the logs, read as JSON."""
    return [json.loads(line) for line in made.log().splitlines() if line.strip()]


def test_every_line_of_serve_is_one_json_object(nursery: Nursery, tmp_path: Path) -> None:
    with service(nursery, tmp_path, own_web=False) as made:
        process = made.serve()
        until(lambda: listens(made.port) and made.sandbox.state.webhooks)
        card = made.incomplete_card()
        until(lambda: made.settled(card))
        process.send_signal(signal.SIGTERM)
        until(lambda: process.poll() is not None)
        said = objects(made)
        assert {"event", "level", "timestamp"} <= set.intersection(*map(set, said))
        assert "reconciled" in [each["event"] for each in said]
