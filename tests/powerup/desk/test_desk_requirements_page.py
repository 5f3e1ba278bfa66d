"""The school's own requirements by form, as a manager uses it in a real Chromium."""

from __future__ import annotations

import re

import pytest
from axe import faults, frame_of
from in_trello import DESK_BUTTON, InTrello
from playwright.sync_api import FrameLocator, Locator, expect

pytestmark = pytest.mark.browser


def opened(trello: InTrello) -> FrameLocator:
    trello.open("helene")
    trello.page.get_by_role("button", name=DESK_BUTTON).click()
    trello.tab("Et si…")
    expect(trello.modal().get_by_role("heading", name="Vos propres exigences")).to_be_visible()
    return trello.modal()


def added(tab: FrameLocator, code: str, kind: str) -> Locator:
    tab.get_by_role("button", name="Ajouter une exigence").click()
    row = tab.locator(".own-row").last
    expect(row.get_by_label("Nom court")).to_be_focused()
    row.get_by_label("Nom court").fill(code)
    row.get_by_label("La carte porte…").select_option(kind)
    row.get_by_role("checkbox", name="Soutenances").check()
    return row


def test_one_is_made_by_form_tried_applied_and_taken_out_again(
    trello: InTrello, complaints: list[str]
) -> None:
    tab = opened(trello)
    row = added(tab, "Dépôt", "attachment")
    expect(row.locator(".trouble:visible")).to_contain_text("un nom court en minuscules")
    expect(tab.get_by_role("button", name="Appliquer…")).to_be_disabled()
    row.get_by_label("Nom court").fill("depot")
    expect(row.locator(".trouble:visible")).to_have_count(0)
    row.get_by_label("Quand cela manque").select_option("blocks")
    row.get_by_label("Phrase en français").fill("Joignez votre dépôt.")
    expect(row.locator(".preview")).to_contain_text("La règle : La carte porte une pièce jointe.")
    expect(row.locator(".preview")).to_contain_text("Sur la carte : Joignez votre dépôt.")
    expect(tab.locator(".effects .sent")).to_contain_text("depot")
    tab.get_by_role("button", name="Rejouer les 30 derniers jours").click()
    expect(tab.locator(".replay .total").first).to_contain_text("aurai")
    tab.get_by_role("button", name="Appliquer…").click()
    box = tab.get_by_role("dialog")
    box.get_by_label(re.compile("^Motif")).fill("on ne trouve jamais le dépôt")
    box.get_by_role("button", name="Mettre en vigueur").click()
    expect(tab.locator(".versions > li").first).to_contain_text("depot, sur « Soutenances »")
    row = tab.locator(".own-row", has_text="depot")
    expect(row).to_contain_text("La carte porte une pièce jointe.")
    row.locator("summary").click()
    row.get_by_role("button", name="Retirer « depot »").click()
    expect(row).to_contain_text("retirée dans ce brouillon")
    expect(tab.locator(".draft .changes")).to_contain_text("→ ne vérifie pas")
    tab = opened(trello)  # the draft is still there after the page is loaded anew
    row = tab.locator(".own-row", has_text="depot")
    expect(row).to_contain_text("retirée dans ce brouillon")
    row.locator("summary").click()
    row.get_by_role("button", name="Remettre « depot »").click()
    expect(tab.locator(".draft")).to_contain_text("Aucune règle changée")
    assert complaints == []


def test_each_need_has_its_parts(trello: InTrello, complaints: list[str]) -> None:
    tab = opened(trello)
    row = added(tab, "essai", "label")
    told = row.locator(".preview")
    row.get_by_label("L’une de ces étiquettes").fill("P7\nProjet*")
    expect(told).to_contain_text("P7 ou Projet*")
    row.get_by_label("La carte porte…").select_option("words")
    row.get_by_label("Nombre de mots").fill("12")
    row.get_by_label("Sous ce titre").fill("Contexte")
    expect(told).to_contain_text("Sous « Contexte », la description compte au moins 12 mots.")
    row.get_by_label("La carte porte…").select_option("checklist")
    row.get_by_label("Nom de la liste de contrôle").fill("Papiers")
    row.get_by_role("checkbox", name="Chaque point est coché").check()
    row.get_by_label("Ses points").fill("Contrat\nDevis")
    expect(told).to_contain_text("La liste de contrôle « Papiers » est terminée.")
    row.get_by_label("La carte porte…").select_option("start")
    expect(told).to_contain_text("La carte a une date de début.")
    row.get_by_label("La carte porte…").select_option("title")
    row.get_by_label("Forme du titre").fill("[A-Z]+ .+")
    expect(told).to_contain_text("Le titre est de la forme [A-Z]+ .+.")
    row.get_by_label("La carte porte…").select_option("attachment")
    row.get_by_label("La pièce jointe", exact=True).select_option("")
    row.get_by_label("Fin du nom").fill("pdf")
    expect(told).to_contain_text("un fichier .pdf joint")
    row.get_by_label("La carte porte…").select_option("field")
    row.get_by_label("Nom du champ").fill("Budget")
    row.get_by_label("Sa valeur").select_option("among")
    row.get_by_label("Les valeurs").fill("RH\nAtelier")
    expect(told).to_contain_text("la valeur RH ou Atelier")
    row.get_by_label("Sa valeur").select_option("between")
    row.get_by_label("De", exact=True).fill("1,5")
    row.get_by_label("À", exact=True).fill("20")
    expect(told).to_contain_text("un nombre de 1,5 à 20")
    expect(tab.locator(".draft .warning").first).to_contain_text("que ce tableau n’a pas")
    assert complaints == []


@pytest.mark.parametrize(("theme", "width"), [("light", 360), ("dark", 1280)])
def test_everybody_can_use_the_form(trello: InTrello, theme: str, width: int) -> None:
    trello.page.set_viewport_size({"width": width, "height": 900})
    trello.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    tab = opened(trello)
    row = added(tab, "Un nom qui ne va pas", "field")
    row.get_by_label("Sa valeur").select_option("between")
    expect(row.locator(".trouble:visible").first).to_be_visible()
    frame = frame_of(trello.page.locator("dialog iframe").last)
    assert frame.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert faults(frame, theme) == []
