"""A manager on a Monday: forty cards given out in one press, and what becomes of them if a mentor stops."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe import faults, frame_of
from desk import Desk
from followed import followed
from harness import ACCEPTED, school
from in_trello import DESK_BUTTON, InTrello
from monday import monday
from playwright.sync_api import FrameLocator, Page, expect
from todo_page import press, toast

from mentoring.matching.assign import Giving
from sync.rights.permissions import person_on
from sync.rights.request import Asked

pytestmark = pytest.mark.browser


@pytest.fixture
def quiet(tmp_path: Path, page: Page) -> Iterator[InTrello]:
    """A school without cards."""
    with school(tmp_path, both=True, start=datetime.now(UTC)) as opened:
        yield InTrello(Desk.at(opened), page)
        page.close()


@pytest.fixture
def trello(quiet: InTrello) -> InTrello:
    monday(quiet.desk.school)
    return quiet


def opened(trello: InTrello) -> FrameLocator:
    """The tab, by the link that a manager meets first on a Monday."""
    trello.open("helene")
    trello.page.get_by_role("button", name=DESK_BUTTON).click()
    desk = trello.modal()
    link = desk.get_by_role("link", name="Les confier toutes à la fois")
    expect(desk.locator(".lone")).to_contain_text("32 soutenances sans validateur")
    link.click()
    expect(desk.locator(".draft .line")).to_have_count(40)
    return desk


def give(desk: Desk, name: str, to: str) -> None:
    """Another manager gives this card meanwhile."""
    parts, state = desk.school.parts, desk.school.sandbox.state
    rules = next(x for x in parts.rulebook.boards.values() if x.kind == "soutenances")
    with parts.database.transaction() as session:
        person = person_on(session, rules, state.member("idriss")["id"])
    assert person is not None
    asked = Asked(person, rules, desk.card(name)["id"])
    Giving(parts.powerup.fixes).give(asked, state.member(to)["id"])


def test_forty_cards_are_given_out_and_taken_back(trello: InTrello) -> None:
    desk, board = opened(trello), trello.desk
    expect(desk.locator(".summary")).to_contain_text("40 cartes attendent quelqu’un")
    lone = desk.locator(".line.alone")
    expect(lone).to_contain_text("Un validateur de plus sur P9")
    first = desk.locator(".line", has_text="Cléo Kermadec")
    first.focus()
    press(trello, "Enter")
    expect(desk.get_by_role("dialog")).to_contain_text("Qui valide la soutenance de Cléo Kermadec")
    press(trello, "2")
    expect(first).to_contain_text("à la main")
    expect(first).to_be_focused()
    press(trello, "j", "x")
    expect(desk.locator(".line", has_text="Diane Kermadec")).to_contain_text("Laissée de côté")
    chosen = first.locator(".person").text_content() or ""
    give(board, "Élio Kermadec", "malik" if "Malik" not in _line(desk, "Élio Kermadec") else "ines")
    press(trello, "c")
    desk.get_by_role("dialog").get_by_role("button", name="Confier").dblclick()
    expect(toast(desk)).to_contain_text("Confiées\u00a0: 37.")
    refused = desk.locator(".line.refused")
    expect(refused).to_have_count(1)
    expect(refused).to_contain_text("l’a reçue entre-temps")
    card = board.card("Cléo Kermadec")
    names = [board.school.sandbox.state.members[x]["fullName"] for x in card["idMembers"]]
    assert chosen.replace("à la main", "") in names
    assert board.school.list_of(card["id"]) == ACCEPTED
    assert len(board.card("Diane Kermadec")["idMembers"]) == 1
    first.get_by_role("button", name=re.compile("^Annuler")).click()
    expect(first).to_contain_text("la carte attend de nouveau")
    press(trello, "u")
    expect(toast(desk)).to_contain_text("37 cartes — annulé")
    waiting = [x for x in board.school.sandbox.state.cards.values() if len(x["idMembers"]) == 1]
    assert len(waiting) == 39, "all but the one that the other manager gave"


def _line(desk: FrameLocator, name: str) -> str:
    return desk.locator(".line", has_text=name).locator(".person").text_content() or ""


@pytest.mark.parametrize("width", [360, 1280])
def test_the_draft_is_for_everybody(trello: InTrello, width: int, complaints: list[str]) -> None:
    page = trello.page
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if width == 360 else "light")
    desk = opened(trello)
    assert (
        faults(frame_of(page.locator("dialog iframe")), "dark" if width == 360 else "light") == []
    )
    assert desk.locator("body").evaluate("each => each.scrollWidth <= innerWidth")
    desk.get_by_role("link", name="Et si quelqu’un s’arrête").click()
    desk.get_by_label("Qui s’arrêterait").select_option(label="Zoé Lefèvre")
    expect(desk.locator(".summary")).to_contain_text("Sans Zoé Lefèvre")
    assert (
        faults(frame_of(page.locator("dialog iframe")), "dark" if width == 360 else "light") == []
    )
    assert desk.locator("body").evaluate("each => each.scrollWidth <= innerWidth")
    assert complaints == []


def test_transfer_cards_are_made_for_all_who_would_be_alone(quiet: InTrello) -> None:
    board = quiet.desk
    for name in ("Ada Morel", "Bilal Haddad", "Chloé Vidal"):
        followed(board, name, "ines")
    other = board.school.card("fatou", "Abel Kermadec – DA Python", "label")  # waits for nobody yet
    board.school.work()
    quiet.open("helene")
    quiet.page.get_by_role("button", name=DESK_BUTTON).click()
    quiet.tab("La semaine")
    desk = quiet.modal()
    expect(desk.get_by_role("heading", name="Tout le monde a quelqu’un")).to_be_visible()
    desk.get_by_role("link", name="Et si quelqu’un s’arrête").click()
    desk.get_by_label("Qui s’arrêterait").select_option(label="Inès Castel")
    desk.get_by_role("button", name="Créer les cartes de transfert (3)").dblclick()
    desk.get_by_role("dialog").get_by_role("button", name="Créer").dblclick()
    expect(toast(desk)).to_contain_text("3 cartes — cartes de transfert créées")
    expect(desk.get_by_text("vient d’être créée")).to_have_count(3)
    made = [x for x in board.school.sandbox.state.cards.values() if x["id"] != other]
    names = sorted(each["name"].partition(" – ")[0] for each in made if not each["closed"])
    assert names == ["Ada Morel", "Bilal Haddad", "Chloé Vidal"]
    toast(desk).get_by_role("button", name="Annuler").click()
    expect(toast(desk)).to_contain_text("3 cartes — annulé")
    assert all(each["closed"] for each in made)
