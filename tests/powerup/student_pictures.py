"""The pictures of students and their sessions: `python tests/powerup/student_pictures.py docs/img`."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("", "tests", "tests/powerup", "tests/powerup/desk", "tests/powerup/student_page")
sys.path[:0] = [str(ROOT / each) for each in FOLDERS]

from browsing import ARGUMENTS, CHROMIUM  # noqa: E402
from desk import Desk  # noqa: E402
from followed import followed, member, service  # noqa: E402
from harness import school  # noqa: E402
from in_trello import DESK_BUTTON, InTrello  # noqa: E402
from pictures import DARK, quiet  # noqa: E402
from playwright.sync_api import Browser, expect, sync_playwright  # noqa: E402
from pupil import TUESDAY_AT_SIX, Pupil, pupil  # noqa: E402
from sites import serving  # noqa: E402

from greffier.app import create_app  # noqa: E402
from mentoring.school.contacts import Contact, keep_contact  # noqa: E402
from mentoring.sessions.service import Report  # noqa: E402
from mentoring.sessions.tables import MentoringSessionRow  # noqa: E402
from sync.clock import now  # noqa: E402

BEGAN = timedelta(days=16)
GOALS = (
    *(
        "Écrire les tests du module",
        "Lire le chapitre 3",
        "Finir le README",
        "Corriger le formulaire",
    ),
    *("Répéter la démonstration", "Choisir le jeu de données"),
)


def make(folder: Path) -> None:
    """Write every picture into this folder; those in the dark theme end in `-sombre`."""
    with made() as (lea, address), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for theme, ending in DARK.items():
            students_page(browser, f"{address}{lea.path}", theme, folder / f"etudiant{ending}.png")
            sessions(lea.desk, browser, theme, folder / f"sessions{ending}.png")
        browser.close()


@contextmanager
def made() -> Iterator[tuple[Pupil, str]]:
    """A school in which Zoé has followed Léa for two weeks, and where the student's page is."""
    quiet()
    with tempfile.TemporaryDirectory() as folder:
        start = datetime.now(UTC) - BEGAN
        with school(Path(folder), empty=False, both=True, start=start) as opened, serving() as site:
            lea = _followed(Desk.at(opened))
            site.app = create_app(lea.parts)
            yield lea, site.address


def _followed(desk: Desk) -> Pupil:
    """Two weeks of two students: sessions held with reports, one that still lacks its status."""
    zoe = member(desk, "zoe")
    lea = pupil(desk)
    adam = followed(desk, "Adam Leroy", slot=(TUESDAY_AT_SIX[0], 19 * 60))
    with lea.parts.database.transaction() as session:
        contact = Contact("zoe@example.org", "https://visio.example.org/zoe")
        keep_contact(session, zoe, contact, now())
    over = [x for x in rows(desk, lea.student, adam) if x.ends and x.ends < datetime.now(UTC)]
    for each, goals in zip(over[:-1], GOALS, strict=False):
        _hold(desk, zoe, each, [goals])
    desk.school.pass_time(seconds=(datetime.now(UTC) - now()).total_seconds())
    return lea


def rows(desk: Desk, *students: str) -> list[MentoringSessionRow]:
    """The sessions of these students, in their order."""
    row = MentoringSessionRow
    with desk.school.parts.database.transaction() as session:
        found = session.query(row).filter(row.student_id.in_(students)).all()
    return sorted(found, key=lambda each: str(each.starts))


def _hold(desk: Desk, who: str, held: MentoringSessionRow, goals: list[str]) -> None:
    assert held.ends is not None
    desk.school.pass_time(seconds=(held.ends - now()).total_seconds() + 60)
    known = service(desk).student(who, held.student_id).goals
    report = Report(
        goals=goals,
        judged={each.id: "reached" for each in known},
        more="Belle progression sur les fonctions. Relisez le chapitre sur les exceptions.",
    )
    service(desk).finish(who, held.id, report)


def students_page(
    browser: Browser, url: str, theme: str, path: Path, width: int = 390, language: str = "fr-FR"
) -> None:
    """The student's page on a phone, without scripts."""
    context = browser.new_context(
        viewport={"width": width, "height": 844},
        locale=language,
        color_scheme="dark" if theme == "dark" else "light",
        java_script_enabled=False,
    )
    page = context.new_page()
    page.goto(url)
    page.screenshot(path=path, full_page=width != 390)
    context.close()


def sessions(desk: Desk, browser: Browser, theme: str, path: Path) -> None:
    """A mentor's first tab: what lacks a status, then the week."""
    context = browser.new_context(
        viewport={"width": 1120, "height": 720},
        locale="fr-FR",
        timezone_id="Europe/Paris",
        color_scheme="dark" if theme == "dark" else "light",
    )
    trello = InTrello(desk, context.new_page())
    trello.open("zoe")
    trello.page.get_by_role("button", name=DESK_BUTTON).click()
    trello.tab("Sessions")
    expect(trello.modal().get_by_role("heading", name="Sans statut")).to_be_visible()
    trello.page.wait_for_timeout(600)
    trello.page.screenshot(path=path)
    context.close()


if __name__ == "__main__":
    target = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "docs" / "img")
    target.mkdir(parents=True, exist_ok=True)
    make(target)
