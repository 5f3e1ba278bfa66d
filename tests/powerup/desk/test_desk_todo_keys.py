"""The managers' queue in a real browser, with the keyboard alone."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pytest
from axe import faults, frame_of
from desk import Desk
from harness import INCOMPLETE, INTAKE, school
from in_trello import DESK_BUTTON, InTrello
from playwright.sync_api import Page, expect
from todo_page import current, opened, press, remind_the_rest_together, toast

from sync.storage.tables import HoldRow

pytestmark = pytest.mark.browser

Theme = Literal["light", "dark"]
STUDENTS = ("Abel", "Brune", "Cléo", "Diane", "Élio", "Flore", "Gaël", "Hana", "Ismaël", "Jeanne")


@pytest.fixture
def busy(trello: InTrello) -> InTrello:
    """Ten more cards without label, five days before their date."""
    school = trello.desk.school
    for first in STUDENTS:
        card = school.card("zoe", f"{first} Kermadec – DA Python", "label")
        school.by("zoe").set_due(card, school.due(5))
    school.work()
    return trello


def test_ten_cards_are_triaged_with_the_keyboard_alone(
    busy: InTrello, complaints: list[str]
) -> None:
    desk, school = opened(busy), busy.desk.school
    press(busy, "/")
    busy.page.keyboard.type("kermadec")
    status = desk.locator("#todo-count")
    expect(status).to_have_text(re.compile("^10 sur "))
    press(busy, "Escape")
    for left in (9, 8, 7, 6):  # reminded, one after another
        name = current(desk).locator(".title a").text_content()
        press(busy, "r")
        expect(desk.locator(".matter", has_text=name)).to_have_count(0)
        expect(status).to_have_text(re.compile(f"^{left} sur "))
    press(busy, "a")  # accepted, with a reason that is kept for the next
    busy.page.keyboard.type("vu avec le jury")
    press(busy, "Enter")
    accepted = desk.locator(".matter", has_text="Sans validateur")
    expect(accepted).to_have_count(1)
    press(busy, "a")
    expect(desk.get_by_label("Motif")).to_have_value("vu avec le jury")
    press(busy, "Enter")
    expect(accepted).to_have_count(2)
    remind_the_rest_together(busy, desk)
    school.work()
    cards = [busy.desk.card(f"{first} Kermadec")["id"] for first in STUDENTS]
    reminded = [each for each in cards if "rappel de" in "".join(school.comments(each))]
    with school.parts.database.transaction() as session:
        held = [each for each in cards if session.get(HoldRow, each) is not None]
    assert (len(reminded), len(held)) == (8, 2)
    assert all(school.list_of(each) == INTAKE for each in held)
    assert complaints == []


def test_the_list_follows_the_board_and_keeps_place_selection_and_focus(
    busy: InTrello, complaints: list[str]
) -> None:
    desk, school = opened(busy), busy.desk.school
    press(busy, "/")
    busy.page.keyboard.type("kermadec")
    expect(desk.locator("#todo-count")).to_have_text(re.compile("^10 sur "))
    press(busy, "Escape", "j", "x", "j")
    here = current(desk).locator(".title a").text_content()
    marked = desk.locator(".matter", has=desk.locator("input:checked"))
    name = marked.locator(".title a").text_content()
    other = next(each for each in STUDENTS if each not in f"{here}{name}")
    school.by("zoe").archive(busy.desk.card(f"{other} Kermadec")["id"])
    school.work()
    expect(desk.locator(".matter")).to_have_count(9)
    expect(current(desk)).to_contain_text(str(here))
    expect(marked.locator(".title a")).to_have_text(str(name))
    expect(desk.get_by_label("Chercher")).to_have_value("kermadec")
    assert complaints == []


def test_a_card_is_put_off_with_two_keys_and_taken_up_with_one(
    busy: InTrello, complaints: list[str]
) -> None:
    desk = opened(busy)
    press(busy, "/")
    busy.page.keyboard.type("abel kermadec")
    expect(desk.locator(".matter")).to_have_count(1)
    press(busy, "Escape", "s")
    box = desk.get_by_role("dialog")
    expect(box.get_by_label("Jusqu’à demain")).to_be_checked()
    assert faults(frame_of(busy.page.locator("dialog iframe")), "light") == []
    press(busy, "Enter")
    expect(desk.locator(".matter")).to_have_count(0)
    expect(toast(desk)).to_contain_text("Abel Kermadec")
    press(busy, "u")
    expect(desk.locator(".matter", has_text="Abel Kermadec")).to_have_count(1)
    assert complaints == []


def test_the_last_decision_is_undone_with_one_key(busy: InTrello) -> None:
    desk = opened(busy)
    press(busy, "/")
    busy.page.keyboard.type("abel kermadec")
    expect(desk.locator(".matter")).to_have_count(1)
    press(busy, "Escape", "a")
    busy.page.keyboard.type("vu")
    press(busy, "Enter")
    expect(desk.locator(".matter")).to_contain_text("Sans validateur")
    press(busy, "u")
    expect(desk.locator(".matter")).to_contain_text("Incomplète")
    expect(toast(desk)).to_contain_text("Abel Kermadec")
    expect(toast(desk)).to_contain_text("annulé\u00a0: Carte acceptée telle quelle.")


def test_undo_takes_back_the_last_act_whichever_card_it_was_on(trello: InTrello) -> None:
    school = trello.desk.school
    late = school.card("zoe", "Abel Kermadec – DA Python", "label")
    school.by("zoe").set_due(late, school.due(5))
    school.work()
    desk = opened(trello)
    row = desk.locator(".matter", has_text="Abel Kermadec")
    row.get_by_role("link").first.focus()
    press(trello, "a")
    trello.page.keyboard.type("vu avec le jury")
    press(trello, "Enter")
    expect(toast(desk)).to_contain_text("Abel Kermadec")
    given = desk.locator(".matter", has_text="Maya Perrin")
    given.get_by_role("link").first.focus()
    press(trello, "v")
    desk.get_by_role("dialog").locator(".people button:not(.ask)").first.click()
    expect(toast(desk)).to_contain_text(re.compile("Maya Perrin.*C’est confié à"))
    assert len(trello.desk.card("Maya Perrin")["idMembers"]) == 2
    toast(desk).get_by_role("button", name="Annuler").click()
    expect(toast(desk)).to_contain_text(re.compile("Maya Perrin.*annulé"))
    assert len(trello.desk.card("Maya Perrin")["idMembers"]) == 1
    expect(row).to_contain_text("Sans validateur")  # its acceptance stands
    press(trello, "u")
    expect(toast(desk)).to_contain_text(re.compile("Abel Kermadec.*annulé"))
    expect(row).to_contain_text("Incomplète")
    press(trello, "u")
    expect(toast(desk)).to_contain_text("Rien à annuler ici")


def test_the_buttons_of_a_card_are_reached_with_arrows(trello: InTrello) -> None:
    desk = opened(trello)
    row = desk.locator(".matter", has_text="Adam Leroy")
    for _ in range(40):
        if current(desk).filter(has_text="Adam Leroy").count():
            break
        press(trello, "ArrowDown")
    press(trello, "ArrowRight")
    expect(row.get_by_role("button", name="Relancer le mentor")).to_be_focused()
    press(trello, "ArrowRight")
    expect(row.get_by_role("button", name="Accepter telle quelle…")).to_be_focused()
    press(trello, "ArrowLeft", "Enter")
    expect(row).to_have_count(0)
    expect(current(desk)).to_have_count(1)


def test_help_opens_and_closes_and_the_row_keeps_the_focus(trello: InTrello) -> None:
    desk = opened(trello)
    press(trello, "j")
    name = current(desk).locator(".title a").text_content()
    press(trello, "?")
    expect(desk.get_by_role("dialog")).to_contain_text("relancer le mentor")
    press(trello, "j", "Enter")
    expect(desk.get_by_role("dialog")).to_be_hidden()
    expect(current(desk).locator(".title a")).to_have_text(name)


def test_filters_stand_in_the_address(trello: InTrello, complaints: list[str]) -> None:
    desk = opened(trello)
    desk.get_by_role("button", name=re.compile("^Incomplète")).click()
    expect(desk.locator(".chip[aria-pressed=true]")).to_have_text(re.compile("^Incomplète"))
    expect(desk.locator(".matter", has_not_text="Incomplète")).to_have_count(0)
    frame = next(each for each in trello.page.frames if "#todo" in each.url)
    assert frame.evaluate("location.hash") == "#todo?kind=incomplete"
    desk.get_by_label("Mentor").select_option(label="Personne (4)")
    expect(desk.locator(".matter")).to_have_count(4)
    press(trello, "/")
    trello.page.keyboard.type("nobody of that name")
    desk.get_by_role("button", name="Tout afficher").click()
    expect(desk.locator(".matter").nth(10)).to_be_visible()
    assert complaints == []


def test_a_card_that_changed_meanwhile_is_shown_again(busy: InTrello) -> None:
    desk, school = opened(busy), busy.desk.school
    card = busy.desk.card("Brune Kermadec")["id"]
    school.by("zoe").rename(card, "Brune Kermadec – Data analyst")
    school.work()
    row = desk.locator(".matter", has_text="Brune Kermadec")
    row.get_by_role("button", name="Relancer le mentor").dblclick()
    expect(row).to_contain_text("La carte a changé entre-temps")
    expect(row).to_contain_text("Data analyst")
    row.get_by_role("button", name="Relancer le mentor").click()
    expect(row).to_have_count(0)


def test_twins_are_compared_and_one_is_archived_and_brought_back(trello: InTrello) -> None:
    school = trello.desk.school
    spare = school.card("noel", "DUPONT Léa – DA Python", "details")
    school.work()
    desk = opened(trello)
    desk.get_by_role("button", name=re.compile("^Doublon")).click()
    row = desk.locator(".matter")
    expect(row).to_have_count(1)
    row.get_by_role("button", name="Comparer…").click()
    box = desk.get_by_role("dialog")
    expect(box.locator(".side")).to_have_count(2)
    box.locator(".side", has_text="Noël Bérard").get_by_role("radio").check()
    box.get_by_role("button", name="Archiver la carte choisie").click()
    expect(desk.get_by_role("status").first).to_contain_text("archivée")
    assert school.sandbox.state.cards[spare]["closed"]
    press(trello, "u")
    expect(toast(desk)).to_contain_text("annulé\u00a0: Carte archivée")
    assert not school.sandbox.state.cards[spare]["closed"]


def test_a_defence_is_given_to_a_validator_from_its_row(
    trello: InTrello, complaints: list[str]
) -> None:
    desk = opened(trello)
    row = desk.locator(".matter", has_text="Maya Perrin")
    expect(row).to_be_focused()
    press(trello, "v")
    box = desk.get_by_role("dialog")
    expect(box).to_contain_text("Maya Perrin")
    press(trello, "Tab", "Tab", "Enter")  # beside it: to ask them first
    expect(box).to_have_count(0)
    expect(row).to_have_count(0)
    expect(current(desk)).to_have_count(1)
    assert len(trello.desk.card("Maya Perrin")["idMembers"]) == 2
    assert complaints == []


@pytest.mark.parametrize(("theme", "width"), [("light", 360), ("dark", 1280)])
def test_everybody_can_use_it(trello: InTrello, theme: Theme, width: int) -> None:
    trello.page.set_viewport_size({"width": width, "height": 800})
    trello.page.emulate_media(color_scheme=theme)
    trello.desk.school.card("noel", "DUPONT Léa – DA Python", "details")
    trello.desk.school.work()
    desk = opened(trello)
    frame = frame_of(trello.page.locator("dialog iframe"))
    assert frame.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    press(trello, "j", "x")
    assert faults(frame, theme) == []
    desk.locator(".matter", has_text="Comparer…").focus()  # on a phone this unfolds it
    desk.get_by_role("button", name="Comparer…").click()
    expect(desk.locator(".side")).to_have_count(2)
    assert faults(frame, theme) == []


def test_with_nothing_left_the_page_says_what_comes_next(
    page: Page, tmp_path: Path, complaints: list[str]
) -> None:
    with school(tmp_path, both=True, start=datetime.now(UTC)) as quiet:
        card = quiet.card("zoe", "Abel Kermadec – DA Python", "label")
        quiet.work()
        assert quiet.list_of(card) == INCOMPLETE
        trello = InTrello(Desk.at(quiet), page)
        trello.open("helene")
        page.get_by_role("button", name=DESK_BUTTON).click()
        nothing = trello.modal().locator(".nothing")
        expect(nothing).to_contain_text("Rien à traiter")
        expect(nothing).to_contain_text("Abel Kermadec")
        assert complaints == []
        page.close()
