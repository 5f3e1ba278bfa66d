"""Power-Ups for tests: connectors and frames of a few lines, served on another site than the board."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from playwright.sync_api import FrameLocator, Page, expect

from sandbox.core import Sandbox
from sandbox.page.power_ups import declare
from sandbox.server.http_server import HttpServer
from sandbox.server.in_process import SandboxServer

READY = "TrelloPowerUp.initialize({%s});"
HEAD = (
    '<!doctype html><html lang="en"><title>x</title><link rel="icon" href="data:,">'
    '<script src="{root}/power-up.min.js"></script><body>'
)


class PowerUpServer:
    """Serves pages as `http://localhost:PORT/<name>`; keeps the headers of each request."""

    def __init__(self, sandbox_root: str) -> None:
        self.root = sandbox_root
        self.pages: dict[str, str] = {}
        self.seen: list[dict[str, str]] = []
        self._server = HttpServer(("127.0.0.1", 0), self._answer)
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )
        self._thread.start()

    def address(self, name: str) -> str:
        return f"http://localhost:{self.port}/{name}"

    def page(self, name: str, script: str, body: str = "") -> str:
        """A page with the library, `body` and `script`. Gives its address."""
        head = HEAD.format(root=self.root)
        self.pages[f"/{name}"] = f"{head}{body}<script>{script}</script>"
        return self.address(name)

    def _answer(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        self.seen.append({key: str(value) for key, value in environ.items()})
        path = environ["PATH_INFO"]
        if path.startswith("/redirect"):
            target = f"http://127.0.0.1:{self.port}{path.removeprefix('/redirect')}"
            start_response("302 Found", [("Location", target)])
            return [b""]
        found = self.pages.get(path)
        heads = [("Content-Type", "text/html; charset=utf-8"), ("Set-Cookie", "seen=1; Path=/")]
        start_response("200 OK" if found else "404 Not Found", heads)
        return [(found or "no").encode()]

    def declare(self, sandbox: Sandbox, capabilities: str, script: str, **more: str) -> None:
        """Declare a Power-Up whose connector runs `script`."""
        connector = self.page("connector", script)
        power_up = {"name": "Essai", "connector": more.get("connector", connector)}
        declare(sandbox, {**power_up, "capabilities": capabilities.split()})

    def close(self) -> None:
        self._server.close()
        self._thread.join(5)


class HostingBoard:
    """A board page with one Power-Up declared."""

    def __init__(self, page: Page, server: SandboxServer, power_up: PowerUpServer, link: str):
        self.page, self.server, self.power_up, self.link = page, server, power_up, link

    def show(self, capabilities: str, script: str, ready: bool = True, **query: str) -> Page:
        """Open the board with a connector that runs `script`."""
        connector = query.pop("connector", None)
        more = {"connector": connector} if connector else {}
        self.power_up.declare(self.server.sandbox, capabilities, script, **more)
        asked = "&".join(f"{name}={value}" for name, value in query.items())
        self.page.goto(f"{self.server.root}/b/{self.link}?{asked}")
        self.page.locator("#power-ups").click()
        if ready:
            expect(self.page.locator("[data-state=ready]")).to_be_visible()
            self.shut()
        return self.page

    def shut(self) -> None:
        self.page.keyboard.press("Escape")
        expect(self.page.locator("dialog.small")).to_have_count(0)

    def open(self, name: str = "Léa Dupont") -> None:
        self.page.locator(".card").filter(has_text=name).click()
        expect(self.page.locator("dialog.card-back")).to_be_visible()

    def refused(self, code: str) -> None:
        """Wait until the journal tells of a refusal with this code."""
        if self.page.locator("dialog.card-back").count():
            self.page.locator("#close-card").click()
        if not self.page.locator("dialog.small").count():
            self.page.locator("#power-ups").click()
        expect(self.page.locator(f".journal [data-code={code}]").first).to_be_visible()

    def section(self) -> FrameLocator:
        return self.page.frame_locator(".power-up-section iframe")
