"""The desk of a large school: 5,000 mirrored cards, a year of history. The first rows in a browser, cold,
and the answer that each tab asks for.
"""

from __future__ import annotations

import http.client
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bench.badges import timed, until_judged
from bench.figure import Figure, percentile
from bench.service import INCOMPLETE, INTAKE, Service, cpu, service
from sync.storage.database import Database, database_url

sys.path.append(str(Path(__file__).parents[1] / "tests"))
sys.path.append(str(Path(__file__).parents[1] / "tests" / "powerup" / "desk"))

from browsing import ARGUMENTS, CHROMIUM
from yearly import Place, deliver, remember

ACCEPTED = "Soutenances planifiées"
CARDS = 5000
DELIVERIES = 20_000
TIMES = 30
OPENED = 20
TABS = {
    "who I am": "me",
    "À traiter": "todo",
    "À traiter, its number": "todo/count",
    "Agenda": "agenda",
    "Journal": "acts",
    "Et si…": "whatif",
    "Chiffres, 12 weeks": "figures?weeks=12",
    "Chiffres, a year": "figures?weeks=52",
    "Chiffres, the file": "figures/table?weeks=52",
    "Santé": "health",
    "Mentors": "mentors",
    "Mes cartes": "mine",
    "Mon profil": "profile",
}
LIBRARY = """window.TrelloPowerUp = {{ iframe: () => ({{
  getContext: () => ({{ board: "{board}", initialTheme: "light" }}),
  subscribeToThemeChanges() {{}},
  jwt: async () => "{token}",
}}) }};"""
WATCH = """window.seen = new Promise((seen) => new MutationObserver((_, watch) => {
  if (!document.querySelector(".queue li")) return;
  watch.disconnect();
  requestAnimationFrame(() => requestAnimationFrame(() => seen(performance.now())));
}).observe(document, { childList: true, subtree: true }));"""


def figures(database: str = "") -> Iterator[Figure]:
    """Nothing is cached, neither by the browser nor by the connection's other end."""
    with service(CARDS, database=database, limits=False) as made:
        until_judged(made)
        _fill(made, database)
        token = _token(made)
        opened = _opened(made, token)
        told = f"p50 {percentile(opened, 0.5):.0f} ms, p95 {percentile(opened, 0.95):.0f} ms"
        p95 = percentile(opened, 0.95)
        yield Figure("first rows in Chromium, cold", told, "p95 under 500 ms", p95 < 500)
        for name, path in TABS.items():
            used = cpu(made.processes()[-1])
            seconds, size = _asked(made, token, path)
            processor = (cpu(made.processes()[-1]) - used) / (TIMES + 1) * 1000
            p50, p95 = (percentile(seconds, share) * 1000 for share in (0.5, 0.95))
            told = f"p50 {p50:.0f} ms, p95 {p95:.0f} ms; processor {processor:.0f} ms"
            told += f"; {size / 1000:.0f} kB"
            yield Figure(name, told, "p95 under 500 ms", p95 < 500)


def _fill(made: Service, database: str) -> None:
    """Another 5,000 cards that came and went in the last year, and two months of deliveries."""
    lists = (made.lists[name] for name in (INTAKE, INCOMPLETE, ACCEPTED))
    place, now = Place(made.board, *lists), datetime.now(UTC)
    opened = Database(database_url(database, made.folder))
    with opened.transaction() as session:
        remember(session, place, now, CARDS)
        deliver(session, place, now, DELIVERIES)
    opened.close()


def _token(made: Service) -> str:
    sandbox = made.sandbox
    manager = sandbox.state.member("helene")["id"]
    return str(sandbox.jwt_keys.sign(sandbox.plugin, made.board, manager, lifetime=3600))


def _opened(made: Service, token: str) -> list[float]:
    """Milliseconds from the call of the page until its first rows are painted, for each time."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        found = [_first_rows(made, browser, token) for _ in range(OPENED + 1)]
        browser.close()
    return found[1:]


def _first_rows(made: Service, browser: Browser, token: str) -> float:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    library = LIBRARY.format(board=made.board, token=token)
    page.route(
        "**/power-up.min.js",
        lambda route: route.fulfill(body=library, content_type="text/javascript"),
    )
    page.add_init_script(WATCH)
    page.goto(f"http://127.0.0.1:{made.port}/powerup/desk?lang=fr")
    took = float(page.evaluate("window.seen"))
    context.close()
    return took


def _asked(made: Service, token: str, path: str) -> tuple[list[float], int]:
    """The seconds of each request but the first, and the size of the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", made.port, timeout=30)
    mark, seconds, body = "&" if "?" in path else "?", list[float](), b""
    for _ in range(TIMES + 1):
        took, body = timed(connection, "GET", f"/powerup/api/desk/{path}{mark}lang=fr", token)
        seconds.append(took)
        time.sleep(0.01)
    connection.close()
    return seconds[1:], len(body)
