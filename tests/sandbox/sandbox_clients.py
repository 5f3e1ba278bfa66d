"""A client of the sandbox's API and a receiver of its webhooks."""

from __future__ import annotations

import json
import threading
from typing import Any

import requests

from sandbox.server.http_server import HttpServer


class Client(requests.Session):
    """Speaks to the sandbox as one member."""

    def __init__(self, url: str, key: str, token: str) -> None:
        super().__init__()
        self.root = url
        self.trust_env = False
        self.headers["Authorization"] = f'OAuth oauth_consumer_key="{key}", oauth_token="{token}"'

    def request(self, method: Any, url: Any, *args: Any, **kwargs: Any) -> requests.Response:
        kwargs.setdefault("timeout", 10)
        return super().request(method, self.root + str(url), *args, **kwargs)

    def read(self, path: str, **params: Any) -> Any:
        answer = self.get(path, params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()


class Receiver:
    """A callback URL that keeps what it gets and answers with `status`."""

    def __init__(self) -> None:
        self.status = 200
        self.head_status = 200
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.hold = threading.Event()
        self.hold.set()
        self.server = HttpServer(("127.0.0.1", 0), self.answer)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/hook?board=soutenances"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    def answer(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        if environ["REQUEST_METHOD"] == "HEAD":
            start_response(f"{self.head_status} X", [])
            return [b""]
        self.hold.wait(10)
        heads = {key[5:].lower(): value for key, value in environ.items() if key[:5] == "HTTP_"}
        self.got.append((heads, environ["wsgi.input"].read()))
        start_response(f"{self.status} X", [])
        return [b""]

    def actions(self) -> list[dict[str, Any]]:
        found = [json.loads(body)["action"] for _, body in self.got]
        return sorted(found, key=lambda action: str(action["id"]))

    def close(self) -> None:
        self.hold.set()
        self.server.close()
        self.thread.join(5)
