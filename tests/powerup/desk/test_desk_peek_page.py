"""A card read beside the queue, in a real browser: the list keeps its place, and a phone shows a sheet."""

from __future__ import annotations

import re

import pytest
from axe import faults, frame_of
from browsing import PATIENCE
from in_trello import DESK_BUTTON, InTrello
from playwright.sync_api import Frame, FrameLocator, expect
from todo_page import current, opened, press, toast

pytestmark = pytest.mark.browser


def the_frame(trello: InTrello) -> Frame:
    return frame_of(trello.page.locator("dialog iframe"))


def address(trello: InTrello) -> str:
    return str(the_frame(trello).evaluate("location.hash"))


def name_of(desk: FrameLocator) -> str:
    return str(current(desk).locator(".title a").text_content())


def only_incomplete(desk: FrameLocator) -> None:
    desk.get_by_role("button", name=re.compile("^Incomplète")).click()
    expect(desk.locator(".matter", has_not_text="Incomplète")).to_have_count(0)
    desk.locator(".matter").first.focus()


def test_a_card_is_read_beside_the_list_which_keeps_its_place_and_filters(
    trello: InTrello, complaints: list[str]
) -> None:
    desk = opened(trello)
    only_incomplete(desk)
    press(trello, "j", "o")
    peek = desk.get_by_role("region", name=re.compile("^Aperçu"))
    name = name_of(desk)
    expect(peek.get_by_role("heading", level=2)).to_have_text(name)
    expect(peek.get_by_role("heading", name="Ce qui manque")).to_be_visible()
    assert "kind=incomplete&card=" in address(trello)
    expect(desk.locator(".matter:focus")).to_have_count(1)
    press(trello, "k")
    expect(peek.get_by_role("heading", level=2)).to_have_text(name_of(desk))
    expect(peek.locator(".quoted")).to_contain_text("Greffier")
    press(trello, "j", "c")
    expect(peek.get_by_role("heading", name="Commentaire du greffier")).to_be_focused()
    press(trello, "Escape")
    expect(peek).to_be_hidden()
    assert name_of(desk) == name
    expect(desk.locator(".chip[aria-pressed=true]")).to_have_text(re.compile("^Incomplète"))
    assert complaints == []


def test_what_is_done_while_one_reads_leads_to_the_next_card_and_back(
    trello: InTrello, complaints: list[str]
) -> None:
    desk = opened(trello)
    only_incomplete(desk)
    press(trello, "j", " ")
    heading = desk.locator(".peek h2")
    first = name_of(desk)
    expect(heading).to_have_text(first)
    press(trello, "Enter")  # what is usual: its mentor is reminded
    expect(desk.locator(".matter", has_text=first)).to_have_count(0)
    expect(heading).not_to_have_text(first)
    expect(heading).to_have_text(name_of(desk))
    press(trello, "u")
    expect(toast(desk)).to_contain_text(re.compile(f"{re.escape(first)}.*annulé"))
    expect(heading).to_have_text(first)
    expect(desk.locator(".peek .buttons")).to_contain_text("Relancer le mentor")
    assert "kind=incomplete&card=" in address(trello)
    assert complaints == []


def test_a_card_that_leaves_the_list_while_one_reads_it_stays_in_sight(trello: InTrello) -> None:
    desk, school = opened(trello), trello.desk.school
    only_incomplete(desk)
    press(trello, "o")
    name = name_of(desk)
    expect(desk.locator(".peek h2")).to_have_text(name)
    school.by("zoe").archive(trello.desk.card(name)["id"])
    school.work()
    left = "Cette carte a quitté la liste"
    expect(desk.locator(".peek")).to_contain_text(left, timeout=PATIENCE)
    expect(desk.locator(".peek h2")).to_have_text(name)
    expect(desk.locator(".peek").get_by_role("button", name="Relancer")).to_have_count(0)


def test_a_link_to_a_card_opens_it_and_leaving_for_trello_comes_back_to_it(
    trello: InTrello, complaints: list[str]
) -> None:
    desk = opened(trello)
    card = trello.desk.card("Adam Leroy")
    the_frame(trello).evaluate(f"location.hash = '#todo?kind=incomplete&card={card['id']}'")
    heading = desk.locator(".peek h2")
    expect(heading).to_have_text(card["name"])
    expect(current(desk).locator(".title a")).to_have_text(card["name"])
    desk.get_by_role("link", name="Ouvrir dans Trello").click()
    expect(trello.page.locator("dialog.card-back")).to_be_visible()
    trello.close_card()
    trello.page.get_by_role("button", name=DESK_BUTTON).click()
    expect(heading).to_have_text(card["name"])
    expect(desk.locator(".chip[aria-pressed=true]")).to_have_text(re.compile("^Incomplète"))
    assert complaints == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_on_a_phone_it_is_a_sheet_that_going_back_closes(
    trello: InTrello, theme: str, complaints: list[str]
) -> None:
    trello.page.set_viewport_size({"width": 360, "height": 780})
    trello.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    desk = opened(trello)
    row = desk.locator(".matter").first
    row.get_by_role("button", name="Aperçu").click()
    sheet = desk.get_by_role("dialog", name=re.compile("^Aperçu"))
    expect(sheet.locator(".facts")).to_be_visible()
    frame = the_frame(trello)
    assert frame.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    small = """() => [...document.querySelectorAll('.peek button, .peek a.button')]
        .filter(each => each.getBoundingClientRect().height < 44).map(each => each.textContent)"""
    assert frame.evaluate(small) == []
    assert faults(frame, theme) == []
    sheet.get_by_role("button", name="Carte suivante").click()
    second = desk.locator(".matter").nth(1).locator(".title a").text_content()
    expect(sheet.get_by_role("heading", level=2)).to_have_text(str(second))
    frame.evaluate("history.back()")
    expect(sheet).to_be_hidden()
    expect(desk.locator(".matter").nth(1)).to_be_focused()
    press(trello, "o")
    expect(sheet.locator(".facts")).to_be_visible()
    press(trello, "Escape")
    expect(sheet).to_be_hidden()
    assert complaints == []


def test_a_person_is_chosen_by_number_and_a_held_key_chooses_nobody(trello: InTrello) -> None:
    desk = opened(trello)
    row = desk.locator(".matter", has_text="Maya Perrin")
    expect(row).to_be_focused()
    press(trello, "p")
    box = desk.get_by_role("dialog")
    second = box.locator(".people strong").nth(1).text_content()
    box.evaluate(
        "each => each.dispatchEvent(new KeyboardEvent('keydown', {key: '1', repeat: true}))"
    )
    expect(box).to_be_visible()
    press(trello, "2")
    expect(toast(desk)).to_contain_text(str(second))
    expect(row).to_have_count(0)
