"""The tab "Et si…" as a manager uses it in a real Chromium."""

from __future__ import annotations

import re

import pytest
from axe import faults, frame_of
from in_trello import DESK_BUTTON, InTrello
from playwright.sync_api import FrameLocator, expect

from sync.rulebook.versions import add

pytestmark = pytest.mark.browser
INFORMATION = "Informations utiles"


def opened(trello: InTrello) -> FrameLocator:
    trello.open("helene")
    trello.page.get_by_role("button", name=DESK_BUTTON).click()
    trello.tab("Et si…")
    expect(trello.modal().get_by_role("heading", name="Votre brouillon")).to_be_visible()
    return trello.modal()


def weight(trello: InTrello, code: str = "details") -> str:
    trello.desk.school.parts.rules.look()
    return trello.desk.school.parts.rulebook.boards["soutenances"].severities[code]


def test_a_rule_is_tried_replayed_applied_and_taken_back(
    trello: InTrello, complaints: list[str]
) -> None:
    tab = opened(trello)
    expect(tab.locator(".draft")).to_contain_text("Aucune règle changée")
    tab.get_by_label(INFORMATION).select_option("blocks")
    expect(tab.locator(".rule-field.changed")).to_contain_text(
        "Aujourd’hui : réglage commun (signale)"
    )
    expect(tab.locator(".draft .changes")).to_contain_text("signale → renvoie la carte")
    expect(tab.locator(".effects .sent")).to_contain_text("deviendrait incomplète et irait dans")
    assert weight(trello) == "warns"
    tab.get_by_role("button", name="Rejouer les 30 derniers jours").click()
    expect(tab.locator(".replay .total").first).to_contain_text("de plus aurai")
    tab.get_by_role("button", name="Appliquer…").click()
    box = tab.get_by_role("dialog")
    expect(box).to_contain_text("signale → renvoie la carte")
    box.get_by_role("button", name="Mettre en vigueur").click()  # a reason is required
    expect(box).to_be_visible()
    box.get_by_label(re.compile("^Motif")).fill("trop de cartes sans lien")
    box.get_by_role("button", name="Mettre en vigueur").click()
    first = tab.locator(".versions > li").first
    expect(first).to_contain_text("trop de cartes sans lien")
    expect(first).to_contain_text("en vigueur")
    expect(tab.locator(".draft")).to_contain_text("Aucune règle changée")
    assert weight(trello) == "blocks"
    tab.get_by_role("button", name="Revenir à cette version").click()
    box.get_by_label(re.compile("^Motif")).fill("retour")
    box.get_by_role("button", name="Mettre en vigueur").click()
    expect(tab.locator(".versions > li")).to_have_count(3)
    assert weight(trello) == "warns"
    assert complaints == []


def test_a_draft_survives_a_reload_and_can_be_dropped(
    trello: InTrello, complaints: list[str]
) -> None:
    tab = opened(trello)
    tab.get_by_label(INFORMATION).select_option("off")
    tab.locator("summary", has_text="Patience et retour").click()
    tab.get_by_role("spinbutton", name="Délai avant vérification d’une carte neuve").fill("7")
    expect(tab.locator(".draft .changes")).to_contain_text("7 secondes")
    tab = opened(trello)
    expect(tab.locator(".draft .changes")).to_contain_text("7 secondes")
    expect(tab.get_by_label(INFORMATION)).to_have_value("off")
    tab.get_by_role("button", name="Abandonner le brouillon").click()
    expect(tab.locator(".draft")).to_contain_text("Aucune règle changée")
    expect(tab.get_by_label(INFORMATION)).to_have_value("")
    assert complaints == []


def test_mistakes_are_told_beside_the_draft(trello: InTrello, complaints: list[str]) -> None:
    tab = opened(trello)
    tab.locator("summary", has_text="Délai de proposition").click()
    tab.get_by_label("Jours avant la date, au moins").fill("40")
    expect(tab.locator(".draft .trouble")).to_contain_text("40 au moins")
    expect(tab.get_by_role("button", name="Appliquer…")).to_be_disabled()
    tab.get_by_label("Jours avant la date, au moins").fill("10")
    expect(tab.locator(".draft .changes")).to_contain_text("de 14 à 21 jours → de 10 à 21 jours")
    assert complaints == []


def test_courses_and_labels_are_changed_by_hand(trello: InTrello, complaints: list[str]) -> None:
    tab = opened(trello)
    tab.locator("summary", has_text="Étiquettes de projet").click()
    tab.get_by_role("checkbox", name="P7", exact=True).check()
    expect(tab.locator(".draft .changes")).to_contain_text("étiquettes de projet")
    tab.get_by_role("checkbox", name="P7", exact=True).uncheck()
    expect(tab.locator(".draft")).to_contain_text("Aucune règle changée")
    tab.get_by_label("Règles de").select_option(label="Tous les tableaux")
    tab.locator("summary", has_text="Parcours de l’école").click()
    tab.get_by_role("button", name="Ajouter un parcours").click()
    tab.get_by_label("Nom du parcours").fill("Cyber")
    tab.get_by_label("Autres écritures").fill("Cy, Ber")
    expect(tab.locator(".draft .changes")).to_contain_text(
        "parcours ajouté : Cyber (aussi : Cy, Ber)"
    )
    assert complaints == []


def test_who_was_overtaken_keeps_the_draft(trello: InTrello) -> None:
    tab = opened(trello)
    tab.get_by_label(INFORMATION).select_option("blocks")
    expect(tab.locator(".draft .changes")).to_be_visible()
    made = trello.desk.school
    with made.parts.database.transaction() as session:
        text = made.parts.settings.rulebook.read_text("utf-8") + '\n[resync]\nevery = "20m"\n'
        add(session, text, "desk", "Paul Roux", "moins souvent", made.time)
    tab.get_by_label(INFORMATION).select_option("off")
    expect(tab.locator(".draft .trouble")).to_contain_text(
        "Paul Roux a mis en vigueur la version 2"
    )
    expect(tab.locator(".draft .changes")).to_contain_text("signale → ne vérifie pas")


def _stands_by_the_change(tab: FrameLocator) -> None:
    """What the change would do is told right under its field, and leads to the draft far below."""
    field = tab.locator(".rule-field.changed")
    expect(field.locator(".beside")).to_contain_text("seraient jugées autrement")
    field.get_by_role("button", name="Voir le brouillon").click()
    expect(tab.get_by_role("heading", name="Votre brouillon")).to_be_focused()
    expect(tab.get_by_role("button", name="Appliquer…")).to_be_in_viewport()
    tab.get_by_label(INFORMATION).select_option("off")
    expect(field.locator(".beside")).not_to_contain_text("incomplètes")
    tab.get_by_label(INFORMATION).select_option("blocks")
    expect(field.locator(".beside")).to_contain_text("informations utiles")


@pytest.mark.parametrize(("theme", "width"), [("light", 360), ("dark", 1280)])
def test_everybody_can_use_it(trello: InTrello, theme: str, width: int) -> None:
    trello.page.set_viewport_size({"width": width, "height": 900})
    trello.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    tab = opened(trello)
    tab.get_by_label(INFORMATION).select_option("blocks")
    expect(tab.locator(".effects")).to_be_visible()
    if width == 360:
        _stands_by_the_change(tab)
    folded = tab.locator("details:not([open]) > summary")
    while folded.count():
        folded.first.click()
    tab.get_by_role("button", name="Rejouer les 30 derniers jours").click()
    expect(tab.locator(".replay .total").first).to_be_visible()
    frame = frame_of(trello.page.locator("dialog iframe").last)
    assert frame.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert faults(frame, theme) == []
