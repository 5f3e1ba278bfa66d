"""A load of signed deliveries over kept-alive connections, from processes of its own."""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import json
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Load:
    """What came of it: seconds of each request (0: refused or lost), and of the whole."""

    latencies: tuple[float, ...]
    refused: int
    seconds: float

    @property
    def per_second(self) -> float:
        return (len(self.latencies) - self.refused) / self.seconds


def bodies(board: str, cards: Sequence[str], count: int, first: int = 0) -> list[bytes]:
    """So many different deliveries, an edit of one card after the other."""
    made = []
    for number in range(first, first + count):
        card = cards[number % len(cards)]
        action = {
            "id": f"{0x69000000 + number // 4096:08x}{number:016x}",
            "idMemberCreator": "69a551900000000000000001",
            "type": "updateCard",
            "date": time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime()),
            "data": {
                "card": {"id": card, "name": "Élève n° 7 – Développeur d’application Python"},
                "board": {"id": board, "name": "Soutenances"},
                "old": {"desc": ""},
            },
            "memberCreator": {"id": "69a551900000000000000001", "fullName": "Zoé Lefèvre"},
        }
        model = {"id": board, "name": "Soutenances", "desc": "x" * 3000}
        text = json.dumps({"model": model, "action": action}, ensure_ascii=False)
        made.append(text.encode())
    return made


def signed(bodies: Sequence[bytes], callback: str, secret: str) -> list[tuple[bytes, str]]:
    """Each body with its signature."""
    key = secret.encode()
    return [
        (
            each,
            base64.b64encode(
                hmac.new(key, each + callback.encode(), hashlib.sha1).digest()
            ).decode(),
        )
        for each in bodies
    ]


def send(
    callback: str,
    deliveries: Sequence[tuple[bytes, str]],
    connections: int = 8,
    rate: float | None = None,
) -> Load:
    """Send them all over so many connections; `rate`: so many a second in all, else at full speed."""
    shares = [deliveries[each::connections] for each in range(connections)]
    pause = connections / rate if rate else 0.0
    started = time.monotonic()
    with ProcessPoolExecutor(connections) as pool:
        results = list(pool.map(_send, [callback] * connections, shares, [pause] * connections))
    spans = [(begin, end) for _, begin, end in results]
    seconds = max(end for _, end in spans) - min(begin for begin, _ in spans)
    latencies = tuple(each for found, _, _ in results for each in found)
    assert time.monotonic() - started >= 0
    return Load(latencies, sum(1 for each in latencies if each == 0), seconds)


def _send(
    callback: str, share: Sequence[tuple[bytes, str]], pause: float
) -> tuple[list[float], float, float]:
    parts = urlsplit(callback)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=30)
    latencies = []
    begin = due = time.monotonic()
    for body, signature in share:
        if pause:
            time.sleep(max(0.0, due - time.monotonic()))
            due += pause
        before = time.monotonic()
        headers = {"X-Trello-Webhook": signature, "Content-Type": "application/json"}
        try:
            connection.request("POST", parts.path, body, headers)
            answer = connection.getresponse()
            answer.read()
            ok = answer.status == 200
        except (OSError, http.client.HTTPException):
            connection.close()
            ok = False
        latencies.append(time.monotonic() - before if ok else 0.0)
    return latencies, begin, time.monotonic()
