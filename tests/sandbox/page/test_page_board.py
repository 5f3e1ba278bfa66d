"""The board page in a real browser: moving, opening and changing cards, and who may."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from sandbox.server.in_process import SandboxServer

pytestmark = pytest.mark.browser
INTAKE = "Propositions de soutenances"
INCOMPLETE = "Profil à mettre à jour"


@pytest.fixture
def board_page(page: Page, server: SandboxServer, board: dict[str, Any]) -> Page:
    return visit(page, server, board)


def visit(page: Page, server: SandboxServer, board: dict[str, Any], **query: str) -> Page:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    page.goto(f"{server.root}/b/{board['shortLink']}?{asked}")
    expect(page.locator(".list").first).to_be_visible()
    return page


def of_list(page: Page, name: str) -> Locator:
    return page.locator(".list").filter(has=page.get_by_role("heading", name=name, exact=True))


def front(page: Page, name: str) -> Locator:
    return page.locator(".card").filter(has_text=name)


def actions_of(server: SandboxServer, card: dict[str, Any], since: int) -> list[dict[str, Any]]:
    return server.sandbox.state.card_actions[card["id"]][since:]


def count_of(server: SandboxServer, card: dict[str, Any]) -> int:
    return len(server.sandbox.state.card_actions[card["id"]])


def test_a_drag_records_the_move_and_the_position_in_the_name_of_the_viewer(
    board_page: Page, server: SandboxServer, card: dict[str, Any], complaints: list[str]
) -> None:
    before = count_of(server, card)
    start = front(board_page, "Léa Dupont").bounding_box()
    target = of_list(board_page, INCOMPLETE).locator(".card").nth(1).bounding_box()
    assert start is not None
    assert target is not None
    board_page.mouse.move(start["x"] + 40, start["y"] + 20)
    board_page.mouse.down()
    board_page.mouse.move(target["x"] + 60, target["y"] + 4, steps=8)
    board_page.mouse.up()
    expect(of_list(board_page, INCOMPLETE).locator(".card").nth(1)).to_contain_text("Léa Dupont")
    board_page.wait_for_function("document.querySelectorAll('.list .count')[1].textContent === '3'")
    moves = wait_for_actions(board_page, server, card, before, 2)
    assert [list(one["data"]["old"]) for one in moves] == [["idList"], ["pos"]]
    assert {one["memberCreator"]["username"] for one in moves} == {"zoe"}
    assert complaints == []


def wait_for_actions(
    page: Page, server: SandboxServer, card: dict[str, Any], since: int, wanted: int
) -> list[dict[str, Any]]:
    for _ in range(2000):
        found = actions_of(server, card, since)
        if len(found) >= wanted:
            return found
        page.wait_for_timeout(30)
    raise AssertionError(f"only {len(actions_of(server, card, since))} actions came")


def test_a_card_moves_with_the_keyboard_alone(
    board_page: Page, server: SandboxServer, card: dict[str, Any]
) -> None:
    before = count_of(server, card)
    front(board_page, "Léa Dupont").focus()
    for key in ("Space", "ArrowRight", "ArrowDown", "Space"):
        board_page.keyboard.press(key)
    expect(of_list(board_page, INCOMPLETE).locator(".card").nth(1)).to_contain_text("Léa Dupont")
    expect(board_page.locator("#said")).to_contain_text("posée dans Profil à mettre à jour")
    moves = wait_for_actions(board_page, server, card, before, 1)
    assert moves[0]["data"]["listAfter"]["name"] == INCOMPLETE


def test_escape_puts_a_card_back_where_it_was(
    board_page: Page, server: SandboxServer, card: dict[str, Any]
) -> None:
    before = count_of(server, card)
    front(board_page, "Léa Dupont").focus()
    for key in ("Space", "ArrowRight", "Escape"):
        board_page.keyboard.press(key)
    expect(of_list(board_page, INTAKE).locator(".card").first).to_contain_text("Léa Dupont")
    expect(board_page.locator("#said")).to_have_text("Déplacement annulé.")
    assert count_of(server, card) == before


def test_what_a_program_does_shows_without_reloading(
    board_page: Page, server: SandboxServer, card: dict[str, Any]
) -> None:
    server.sandbox.act_as("greffier").drag(card["id"], INCOMPLETE)
    expect(of_list(board_page, INCOMPLETE)).to_contain_text("Léa Dupont")
    expect(board_page.locator(".toast")).to_contain_text("Greffier a déplacé")


def test_each_part_of_an_open_card_is_changed_by_a_gesture(
    board_page: Page, server: SandboxServer, card: dict[str, Any], complaints: list[str]
) -> None:
    page, stored = board_page, server.sandbox.state.cards[card["id"]]
    front(page, "Léa Dupont").click()
    page.locator("#card-name").fill("Léa Dupond – DA Python")
    page.keyboard.press("Enter")
    page.locator("#edit-desc").click()
    page.get_by_role("textbox", name="Description").fill("**Livrables** : P7.zip")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".markdown strong").first).to_have_text("Livrables")
    page.locator("#do-labels").click()
    page.locator(".choice").filter(has_text=re.compile("^P9$")).locator("input").check()
    expect(page.locator(".fact .label")).to_have_text(["P7", "P9"])
    page.keyboard.press("Escape")
    page.locator("#do-due").click()
    page.locator("#due-when").fill("2030-05-06T18:30")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".fact .badge.due")).to_contain_text("6 mai 2030")
    page.get_by_role("textbox", name="Écrire un commentaire").fill("Bonjour à tous")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.locator(".talk .comment").first).to_contain_text("Bonjour à tous")
    page.locator("#do-join").click()
    expect(page.locator("#do-join")).to_have_text("Rejoindre")
    assert (stored["name"], stored["desc"]) == ("Léa Dupond – DA Python", "**Livrables** : P7.zip")
    assert (stored["due"], stored["idMembers"]) == ("2030-05-06T16:30:00.000Z", [])
    assert complaints == []


def test_a_card_is_created_archived_and_brought_back(
    board_page: Page, server: SandboxServer
) -> None:
    page = board_page
    of_list(page, INTAKE).get_by_role("button", name="Ajouter une carte").click()
    page.get_by_role("textbox", name="Titre de la carte").fill("Nouvelle carte")
    page.keyboard.press("Enter")
    expect(of_list(page, INTAKE)).to_contain_text("Nouvelle carte")
    front(page, "Nouvelle carte").click()
    page.locator("#do-archive").click()
    expect(front(page, "Nouvelle carte")).to_have_count(0)
    page.locator(".toast").get_by_role("button", name="Annuler").click()
    expect(front(page, "Nouvelle carte")).to_be_visible()


def test_an_observer_can_read_and_nothing_else(
    page: Page, server: SandboxServer, board: dict[str, Any], card: dict[str, Any]
) -> None:
    visit(page, server, board, **{"as": "olivia"})
    before = count_of(server, card)
    expect(page.locator(".ribbon")).to_have_text("Lecture seule")
    expect(page.get_by_role("button", name="Ajouter une carte")).to_have_count(0)
    front(page, "Léa Dupont").focus()
    page.keyboard.press("Space")
    expect(page.locator("#said")).to_have_text("Vous ne pouvez pas modifier ce tableau.")
    front(page, "Léa Dupont").click()
    expect(page.locator("dialog.card-back")).to_be_visible()
    expect(page.locator("#do-archive")).to_have_count(0)
    assert count_of(server, card) == before


def test_the_viewer_stays_the_same_from_page_to_page(
    page: Page, server: SandboxServer, board: dict[str, Any]
) -> None:
    visit(page, server, board)
    page.select_option("#act-as", "helene")
    expect(page.locator("body")).to_have_attribute("data-viewer", "helene")
    page.goto(server.root)
    page.get_by_role("link", name="Soutenances", exact=False).first.click()
    expect(page.locator("#act-as")).to_have_value("helene")


def test_the_page_speaks_english_too(
    page: Page, server: SandboxServer, board: dict[str, Any]
) -> None:
    visit(page, server, board, lang="en")
    expect(page.get_by_role("button", name="Add a card").first).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "en"


def test_nothing_is_wider_than_a_narrow_telephone(
    page: Page, server: SandboxServer, board: dict[str, Any], card: dict[str, Any]
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    visit(page, server, board, card=card["shortLink"])
    expect(page.locator("dialog.card-back")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.evaluate("document.querySelector('.card-body').scrollWidth") <= 360


def test_the_address_of_a_card_leads_to_it(
    page: Page, server: SandboxServer, card: dict[str, Any]
) -> None:
    page.goto(f"{server.root}/c/{card['shortLink']}")
    expect(page.locator("#card-name")).to_have_value("Léa Dupont – DA Python")


def test_a_link_is_attached_taken_off_and_attached_again(board_page: Page) -> None:
    page = board_page
    front(page, "Léa Dupont").click()
    page.locator("#do-attach").click()
    page.get_by_label("Adresse du lien").fill("https://exemple.fr/p7")
    page.get_by_label("Nom (facultatif)").fill("Dépôt du projet")
    page.locator("dialog.small").get_by_role("button", name="Ajouter").click()
    link = page.locator(".links a")
    expect(link).to_have_text(["Dépôt du projet"])
    page.get_by_role("button", name="Retirer Dépôt du projet").click()
    expect(link).to_have_count(0)
    expect(page.get_by_text("n’est plus joint à la carte")).to_be_visible()
    page.get_by_role("button", name="Annuler").click()
    expect(link).to_have_text(["Dépôt du projet"])
    expect(link).to_have_attribute("href", "https://exemple.fr/p7")
