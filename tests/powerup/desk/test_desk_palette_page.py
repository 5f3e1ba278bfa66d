"""Ctrl and K: everything of the desk by a few letters, with the keyboard alone; and views, in the browser."""

from __future__ import annotations

import re

import pytest
from axe import faults, frame_of
from in_trello import DESK_BUTTON, InTrello
from playwright.sync_api import FrameLocator, Locator, expect
from todo_page import opened, press, toast

pytestmark = pytest.mark.browser


def palette(desk: FrameLocator) -> Locator:
    return desk.get_by_role("combobox", name="Aller à…")


def chosen(desk: FrameLocator) -> Locator:
    return desk.locator("dialog [role=option][aria-selected=true]")


def test_a_card_a_person_a_page_and_an_act_are_reached_by_letters(
    trello: InTrello, complaints: list[str]
) -> None:
    desk, keys = opened(trello), trello.page.keyboard
    press(trello, "Control+k")
    expect(palette(desk)).to_be_focused()
    keys.type("lea dupont")
    expect(chosen(desk)).to_contain_text("Léa Dupont – DA Python")
    active = palette(desk).get_attribute("aria-activedescendant")
    expect(chosen(desk)).to_have_id(str(active))
    assert faults(frame_of(trello.page.locator("dialog iframe")), "light") == []
    press(trello, "Enter")
    expect(desk.locator(".peek h2")).to_have_text("Léa Dupont – DA Python")
    press(trello, "Escape", "Control+k")
    keys.type("sante")
    press(trello, "Enter")
    expect(desk.get_by_role("heading", name="Santé")).to_be_visible()
    press(trello, "Control+k")
    keys.type("zoe lefevre")
    expect(desk.get_by_role("option", name="Zoé Lefèvre", exact=True)).to_be_visible()
    press(trello, "ArrowUp", "Enter")  # the last one
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Zoé")
    press(trello, "Control+k")
    keys.type("traiter")
    press(trello, "Enter")
    expect(desk.locator(".matter").first).to_be_focused()
    press(trello, "Control+k")
    keys.type("toutes les touches")
    press(trello, "Enter")
    expect(desk.get_by_role("dialog")).to_contain_text("cette aide")
    assert complaints == []


def test_escape_leaves_everything_as_it_was_and_nothing_found_is_said(trello: InTrello) -> None:
    desk = opened(trello)
    press(trello, "j", "Control+k")
    trello.page.keyboard.type("nobody of that name")
    expect(desk.locator("dialog.palette")).to_contain_text("Rien à ce nom")
    press(trello, "Enter", "Escape")
    expect(palette(desk)).to_have_count(0)
    expect(desk.locator(".matter").nth(1)).to_be_focused()


def test_a_mentor_is_offered_no_page_of_the_managers(trello: InTrello) -> None:
    trello.page.set_viewport_size({"width": 360, "height": 780})
    trello.open("zoe")
    trello.page.get_by_role("button", name=DESK_BUTTON).click()
    desk = trello.modal()
    expect(desk.locator("nav.tabs > a").first).to_be_visible()
    button = desk.get_by_role("button", name="Aller à…")
    if not button.is_visible():  # with more tabs than a phone shows it stands behind « Plus »
        desk.locator("nav.tabs summary").click()
    assert button.evaluate("each => each.getBoundingClientRect().height") >= 44
    frame = frame_of(trello.page.locator("dialog iframe"))
    assert frame.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    button.click()
    expect(palette(desk)).to_be_focused()
    expect(desk.get_by_role("option", name="Mes cartes")).to_be_visible()
    expect(desk.get_by_role("option", name="Santé")).to_have_count(0)
    trello.page.keyboard.type("lefevre")
    expect(desk.get_by_role("option", name=re.compile("Propositions")).first).to_be_visible()
    expect(desk.get_by_role("option", name="Zoé Lefèvre", exact=True)).to_have_count(0)


def test_a_view_is_kept_shown_shared_and_deleted_with_a_way_back(
    trello: InTrello, complaints: list[str]
) -> None:
    desk = opened(trello)
    desk.get_by_role("button", name=re.compile("^Incomplète")).click()
    expect(desk.locator(".chip[aria-pressed=true]")).to_have_text(re.compile("^Incomplète"))
    menu = desk.locator(".views summary")
    menu.click()
    desk.get_by_role("button", name="Enregistrer ces filtres…").click()
    desk.get_by_label("Nom de la vue").fill("À compléter")
    desk.get_by_label("La partager avec les autres responsables").check()
    press(trello, "Enter")
    expect(menu).to_have_text("Vue\u00a0: À compléter")
    menu.click()
    desk.get_by_role("button", name="Tout afficher").click()
    expect(desk.locator(".chip[aria-pressed=true]")).to_have_text("Tout")
    press(trello, "Control+k")
    trello.page.keyboard.type("completer")
    expect(chosen(desk)).to_contain_text("À compléter")
    press(trello, "Enter")
    expect(desk.locator(".chip[aria-pressed=true]")).to_have_text(re.compile("^Incomplète"))
    menu.click()
    assert faults(frame_of(trello.page.locator("dialog iframe")), "light") == []
    desk.get_by_role("button", name="Supprimer la vue À compléter").click()
    toast(desk).get_by_role("button", name="Annuler").click()
    expect(toast(desk)).to_contain_text("annulé")
    assert len(trello.desk.get("/desk/todo/views", "idriss").get_json()["views"]) == 1
    assert complaints == []


def test_a_card_in_other_hands_says_so_and_asks_once_more(
    trello: InTrello, complaints: list[str]
) -> None:
    maya = trello.desk.card("Maya Perrin")["id"]
    trello.desk.post(f"/desk/todo/claim/{trello.desk.board()}/{maya}", "idriss")
    desk = opened(trello)
    row = desk.locator(".matter", has_text="Maya Perrin")
    expect(row).to_contain_text("Idriss l’a en main depuis")
    press(trello, "Enter")
    expect(desk.get_by_role("dialog")).to_contain_text("Rien ne vous empêche de continuer")
    press(trello, "Enter")
    expect(desk.get_by_role("dialog")).to_contain_text("Qui valide la soutenance")
    assert complaints == []
