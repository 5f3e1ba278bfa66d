"""The tab on what the clerk did, as a manager uses it in a real Chromium."""

from __future__ import annotations

import re

import pytest
from in_trello import DESK_BUTTON, InTrello
from playwright.sync_api import FrameLocator, expect

pytestmark = pytest.mark.browser


def _opened(trello: InTrello, who: str = "helene") -> FrameLocator:
    trello.open(who)
    trello.page.get_by_role("button", name=DESK_BUTTON).click()
    trello.tab("Journal")
    return trello.modal()


def test_a_switch_says_what_it_will_do_and_nothing_happens_before_yes(
    trello: InTrello, complaints: list[str]
) -> None:
    journal = _opened(trello)
    clerk = journal.locator(".clerk").first
    clerk.get_by_role("button", name="Mettre en pause…").click()
    box = journal.get_by_role("dialog")
    expect(box).to_contain_text("Le greffier n’écrit plus rien sur ce tableau")
    box.get_by_role("button", name="Fermer").click()
    expect(clerk).not_to_contain_text("En pause depuis")
    clerk.get_by_role("button", name="Mettre en pause…").click()
    box.get_by_label("Motif (facultatif)").fill("on relit le règlement")
    box.get_by_role("button", name="Mettre en pause", exact=True).click()
    expect(clerk).to_contain_text("on relit le règlement, par Hélène Caradec")
    expect(journal.locator(".line").first).to_contain_text("a mis le tableau en pause")
    assert complaints == []


def test_what_is_ticked_is_undone_and_its_lines_say_so(
    trello: InTrello, complaints: list[str]
) -> None:
    journal = _opened(trello)
    lines = journal.locator(".line", has_text="Thomas Girard")
    expect(lines).to_have_count(2)
    for each in lines.all():
        each.get_by_role("checkbox").check()
    journal.get_by_role("button", name="Annuler la sélection (2)").click()
    expect(lines.first).to_contain_text("Annulé par Hélène Caradec")
    expect(lines.last).to_contain_text("Annulé par Hélène Caradec")
    card = trello.desk.card("Thomas Girard")
    assert card["idList"] == trello.desk.school.list_id("Propositions de soutenances")
    assert complaints == []


def test_everything_since_an_act_is_undone_after_a_yes(trello: InTrello) -> None:
    journal = _opened(trello)
    move = journal.locator(".line", has_text="a rangé la carte").nth(2)
    move.get_by_role("button", name=re.compile("^Tout ce qui suit")).click()
    expect(journal.locator("#filter-since option:checked")).to_have_text("Depuis ce geste")
    lines = journal.locator(".line")
    expect(lines.last).to_contain_text("a rangé la carte")
    journal.get_by_role("button", name="Tout annuler depuis ce moment…").click()
    expect(journal.get_by_role("dialog")).to_contain_text(re.compile("gestes sur 3.cartes"))
    journal.get_by_role("dialog").get_by_role("button", name="Annuler", exact=True).click()
    expect(journal.locator(".toast")).to_contain_text("C’est annulé")
    expect(journal.locator(".line.undone")).not_to_have_count(0)
    expect(journal.get_by_role("button", name=re.compile("^Annuler :"))).to_have_count(0)


def test_filters_stand_in_the_address_and_the_keyboard_keeps_its_place(trello: InTrello) -> None:
    journal = _opened(trello)
    search = journal.get_by_label("Carte", exact=True)
    search.fill("lefort")
    search.press("Enter")
    expect(journal.locator(".line")).to_have_count(2)
    expect(search).to_be_focused()
    frame = trello.page.frames[-1]
    assert frame.url.endswith("#acts?text=lefort")
    search.fill("personne ne s’appelle ainsi")
    search.press("Enter")
    expect(journal.locator(".nothing")).to_contain_text("Élargissez-les")
    journal.get_by_role("button", name="Effacer les filtres").click()
    expect(journal.locator(".line").nth(10)).to_be_visible()


def test_a_mentor_has_no_journal(trello: InTrello) -> None:
    trello.open("zoe")
    trello.page.get_by_role("button", name=DESK_BUTTON).click()
    trello.tab("Mes cartes")
    expect(trello.modal().get_by_role("heading", name="Prochaines soutenances")).to_be_visible()
    expect(trello.modal().get_by_role("link", name="Journal")).to_have_count(0)


def test_the_journal_is_not_wider_than_a_phone(trello: InTrello) -> None:
    trello.page.set_viewport_size({"width": 360, "height": 800})
    journal = _opened(trello)
    expect(journal.locator(".line").first).to_be_visible()
    wide = journal.locator("html").evaluate("each => each.scrollWidth - each.clientWidth")
    assert wide == 0
