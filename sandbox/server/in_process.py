"""The stand-in on a port of this machine, inside the running process."""

from __future__ import annotations

import threading
from types import TracebackType

from sandbox.core import Sandbox
from sandbox.server.app import create_app
from sandbox.server.gate import Gate
from sandbox.server.http_server import HttpServer


class SandboxServer:
    """`with SandboxServer(sandbox) as server:` serves at `server.url` until the block ends.

    Port 0 takes any free one. Deliveries are sent while it runs. Raises OSError if the port is taken.
    """

    def __init__(self, sandbox: Sandbox, port: int = 0, host: str = "127.0.0.1") -> None:
        self.sandbox = sandbox
        self._server = HttpServer((host, port), Gate(sandbox, create_app(sandbox)))
        self.host, self.port = host, int(self._server.server_address[1])
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.01,), name="sandbox-server", daemon=True
        )

    @property
    def root(self) -> str:
        """`http://127.0.0.1:PORT`, where `/sandbox` is."""
        return f"http://{self.host}:{self.port}"

    @property
    def url(self) -> str:
        """The address of the API, as in `https://api.trello.com/1`."""
        return f"{self.root}/1"

    def start(self) -> SandboxServer:
        self.sandbox.start()
        self._thread.start()
        return self

    def stop(self) -> None:
        self._server.close()
        self._thread.join(timeout=5)
        self.sandbox.stop()

    def __enter__(self) -> SandboxServer:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
