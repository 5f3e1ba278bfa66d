"""The pictures of the guide for managers: `python tests/powerup/manager_pictures.py docs/img`."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("", "tests", "tests/powerup", "tests/powerup/desk")
sys.path[:0] = [str(ROOT / each) for each in FOLDERS]

from browsing import ARGUMENTS, CHROMIUM  # noqa: E402
from desk import Desk  # noqa: E402
from harness import School, school  # noqa: E402
from in_trello import DESK_BUTTON, InTrello  # noqa: E402
from pictures import DARK, quiet  # noqa: E402
from playwright.sync_api import Browser, FrameLocator, expect, sync_playwright  # noqa: E402
from yearly import Place, remember  # noqa: E402

from mentoring.school.model import Profile  # noqa: E402
from mentoring.school.profiles import keep_profile  # noqa: E402
from mentoring.school.projects import catalogue_of  # noqa: E402

Scene = tuple[str, int, Callable[[FrameLocator], None]]
"""The tab, the height of the window, and what is done before the picture is taken."""


def make(folder: Path) -> None:
    """Write every picture into this folder; those in the dark theme end in `-sombre`."""
    with _school() as desk, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for name, scene in PICTURES.items():
            if name == "propositions":
                _corrected(desk)
            if name == "tableau-passe":
                _two_days_later(desk)
            if name == "chiffres":  # its history is made up: the journal must not tell of it
                _half_a_year(desk)
            for theme, ending in DARK.items():
                _picture(desk, browser, theme, scene, folder / f"{name}{ending}.png")
        browser.close()


@contextmanager
def _school() -> Iterator[Desk]:
    quiet()
    with tempfile.TemporaryDirectory() as folder:
        now = datetime.now(UTC)
        with school(Path(folder), empty=False, both=True, start=now) as opened:
            _staff(opened)
            yesterday = next(iter(opened.sandbox.state.cards_of(Desk.at(opened).board())))
            opened.by("zoe").comment(yesterday["id"], "Merci !")
            opened.work()
            yield Desk.at(opened)


def _staff(opened: School) -> None:
    """Some mentors said what they validate."""
    with opened.parts.database.transaction() as session:
        known = catalogue_of(session, opened.parts.rulebook).skills
        for place, who in enumerate(("ines", "malik", "basile", "camille")):
            skills = frozenset(known[place % 2 :: 2] if place else known)
            profile = Profile(capacity=8 - place, validator=True, mentors=skills, validates=skills)
            member = opened.sandbox.state.member(who)["id"]
            keep_profile(session, member, profile, known, who, opened.time)


def _corrected(desk: Desk) -> None:
    """Six titles were corrected in the same way."""
    school, names = desk.school, ("Marie", "Paul", "Luc", "Nora", "Eva", "Tom")
    cards = {school.card("zoe", f"{name} Martin - Pythonista"): name for name in names}
    school.work()
    for card, name in cards.items():
        school.by("zoe").rename(card, f"{name} Martin - DA Python")
    school.work()


def _two_days_later(desk: Desk) -> None:
    """A card was corrected and agreed on meanwhile."""
    school, card = desk.school, str(desk.card("Léa Dupont")["id"])
    school.pass_time(days=2)
    school.by("zoe").set_due(card, school.due(18))
    school.by("noel").drag(card, school.list_id("Soutenances planifiées"))
    school.work()
    school.pass_time(hours=3)


def _half_a_year(desk: Desk) -> None:
    school = desk.school
    place = Place(desk.board(), *map(school.list_id, LISTS))
    with school.parts.database.transaction() as session:
        remember(session, place, school.time, 500, days=180)


def _picture(desk: Desk, browser: Browser, theme: str, scene: Scene, path: Path) -> None:
    tab, height, show = scene
    context = browser.new_context(
        viewport={"width": 1120, "height": height},
        locale="fr-FR",
        timezone_id="Europe/Paris",
        color_scheme="dark" if theme == "dark" else "light",
    )
    trello = InTrello(desk, context.new_page())
    trello.open("helene")
    trello.page.get_by_role("button", name=DESK_BUTTON).click()
    trello.tab(tab)
    show(trello.modal())
    trello.page.wait_for_timeout(600)
    trello.page.screenshot(path=path)
    context.close()


def _queue(tab: FrameLocator) -> None:
    expect(tab.locator(".queue li").first).to_be_visible()


def _agenda(tab: FrameLocator) -> None:
    expect(tab.locator(".week").first).to_be_visible()


def _week(tab: FrameLocator) -> None:
    """A line changed by hand, and the others around it."""
    tab.get_by_role("button", name="Choisir").nth(1).click()
    tab.locator("dialog[open] .people button").nth(1).click()
    expect(tab.locator(".line.pinned")).to_have_count(1)
    tab.locator("body").evaluate("() => (document.activeElement.blur(), scrollTo(0, 0))")


def _journal(tab: FrameLocator) -> None:
    expect(tab.get_by_role("heading", name="Ce que le greffier a fait")).to_be_visible()


def _what_if(tab: FrameLocator) -> None:
    """Useful information asked for, and what that would do today."""
    tab.get_by_label(re.compile("informations utiles", re.IGNORECASE)).first.select_option("blocks")
    expect(tab.locator(".effects .sent")).to_be_visible()


def _proposals(tab: FrameLocator) -> None:
    tab.locator(".proposal summary").first.click()


def _past(tab: FrameLocator) -> None:
    """Yesterday, and what has changed since."""
    tab.get_by_role("button", name="Ce qui a changé depuis").click()
    expect(tab.locator(".changes li").first).to_be_visible()


def _own(tab: FrameLocator) -> None:
    """A requirement of the school's own, made by form, with its sentence and its effect."""
    expect(tab.locator(".own")).to_be_visible()
    dropped = tab.get_by_role("button", name="Abandonner le brouillon")
    if dropped.is_visible():  # that of the picture before
        dropped.click()
        expect(tab.locator(".draft")).to_contain_text("Aucune règle changée")
        expect(tab.locator(".toast.seen")).to_have_count(0)
    tab.get_by_role("button", name="Ajouter une exigence").click()
    row = tab.locator(".own-row").last
    row.get_by_label("Nom court").fill("depot")
    row.get_by_label("La carte porte…").select_option("attachment")
    row.get_by_label("La pièce jointe", exact=True).select_option("link")
    row.get_by_label("Quand cela manque").select_option("blocks")
    row.get_by_role("checkbox", name="Soutenances").check()
    row.get_by_label("Phrase en français").fill("Joignez le lien de votre dépôt.")
    expect(tab.locator(".draft .effects").first).to_be_visible()
    expect(row.locator(".preview")).to_contain_text("Joignez le lien")
    row.scroll_into_view_if_needed()
    row.locator("summary").evaluate("row => row.scrollIntoView({ block: 'center' })")
    tab.locator("body").evaluate("() => scrollBy(0, 330)")


def _figures(tab: FrameLocator) -> None:
    expect(tab.locator("#figure-moves svg")).to_be_visible()


def _health(tab: FrameLocator) -> None:
    expect(tab.get_by_role("heading").first).to_be_visible()


def _picker(tab: FrameLocator) -> None:
    """Who could hold the first defence without a validator."""
    tab.get_by_role("button", name="Choisir le validateur").first.click()
    expect(tab.locator("dialog[open]")).to_be_visible()


def _peek(tab: FrameLocator) -> None:
    """An incomplete card beside the list."""
    tab.locator(".matter", has_text="Incomplète").first.get_by_role("link").click()
    expect(tab.locator(".peek .quoted")).to_be_visible()


def _palette(tab: FrameLocator) -> None:
    tab.get_by_role("button", name="Aller à…").click()
    tab.get_by_role("combobox", name="Aller à…").fill("zoe")
    expect(tab.get_by_role("option", name="Zoé Lefèvre", exact=True)).to_be_visible()


LISTS = ("Propositions de soutenances", "Profil à mettre à jour", "Soutenances planifiées")
PICTURES: dict[str, Scene] = {
    "a-traiter": ("À traiter", 760, _queue),
    "apercu": ("À traiter", 760, _peek),
    "aller-a": ("À traiter", 620, _palette),
    "trouver": ("À traiter", 760, _picker),
    "agenda": ("Agenda", 760, _agenda),
    "semaine": ("La semaine", 820, _week),
    "journal": ("Journal", 760, _journal),
    "et-si": ("Et si…", 900, _what_if),
    "exigences": ("Et si…", 940, _own),
    "sante": ("Santé", 760, _health),
    "propositions": ("Et si…", 640, _proposals),
    "tableau-passe": ("Le tableau le…", 900, _past),
    "chiffres": ("Chiffres", 1000, _figures),
}

if __name__ == "__main__":
    target = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "docs" / "img")
    target.mkdir(parents=True, exist_ok=True)
    make(target)
