"""Profiles, the table of mentors, the step in the panel and the picker, in a real Chromium."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from axe import faults, frame_of
from in_trello import DESK_BUTTON, InTrello
from playwright.sync_api import FrameLocator, expect

from mentoring.school.model import Absence, Profile
from mentoring.school.profiles import keep_profile, profile_of
from mentoring.school.projects import catalogue_of

pytestmark = pytest.mark.browser
PYTHON = "Développeur d’application Python"
P7 = frozenset({(PYTHON, "P7")})
MODAL = "dialog.stage iframe"


def member(trello: InTrello, who: str) -> str:
    return str(trello.desk.school.sandbox.state.member(who)["id"])


def says(trello: InTrello, who: str, profile: Profile) -> None:
    school = trello.desk.school
    with school.parts.database.transaction() as session:
        skills = catalogue_of(session, school.parts.rulebook).skills
        keep_profile(session, member(trello, who), profile, skills, who, school.time)


def kept(trello: InTrello, who: str) -> Profile | None:
    with trello.desk.school.parts.database.transaction() as session:
        return profile_of(session, member(trello, who))


def tab(trello: InTrello, who: str, name: str) -> FrameLocator:
    trello.open(who)
    trello.page.get_by_role("button", name=DESK_BUTTON).click()
    trello.tab(name)
    return trello.modal()


def test_a_mentor_fills_in_their_profile(trello: InTrello, complaints: list[str]) -> None:
    page = tab(trello, "fatou", "Mon profil")
    expect(page.get_by_text("Heure locale : Paris.")).to_be_visible()
    page.get_by_label("Nombre maximal d’étudiants").fill("8")
    expect(page.locator(".places")).to_contain_text("De la place pour 8 de plus.")
    page.get_by_label("Je tiens des soutenances").check()
    page.get_by_label("J’accompagne aussi").check()
    page.get_by_label("sourde ou malentendante").check()
    page.get_by_label("Chercher un parcours").fill("python")
    row = page.get_by_role("group", name=f"J’accompagne : {PYTHON}")
    row.get_by_role("button", name="Tout ce parcours").click()
    expect(row.get_by_role("button", name="P13")).to_have_attribute("aria-pressed", "true")
    row.get_by_role("button", name="P13").click()
    page.get_by_role("group", name=f"Je valide : {PYTHON}").get_by_role("button", name="P7").click()
    page.get_by_role("button", name="Ajouter une absence").click()
    page.get_by_label("Du", exact=True).fill("2027-01-04")
    page.get_by_label("au", exact=True).fill("2027-01-08")
    page.get_by_role("button", name="Ajouter des heures").click()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".toast")).to_have_text("Votre profil est enregistré.")
    profile = kept(trello, "fatou")
    assert profile is not None
    assert (profile.capacity, profile.validator, profile.assets) == (8, True, ("deaf",))
    assert profile.validates == P7
    assert len(profile.mentors) == 12
    assert [(str(x.first), str(x.last)) for x in profile.absences] == [("2027-01-04", "2027-01-08")]
    assert len(profile.hours) == 1
    expect(page.get_by_label("Nombre maximal d’étudiants")).to_have_value("8")
    page.get_by_role("button", name="Effacer ce profil").click()
    page.get_by_role("dialog").get_by_role("button", name="Effacer ce profil").click()
    expect(page.locator(".toast")).to_have_text("Le profil est effacé.")
    assert kept(trello, "fatou") is None
    assert complaints == []


@pytest.mark.parametrize(("theme", "width"), [("light", 360), ("dark", 1280)])
def test_everybody_can_use_these_pages(trello: InTrello, theme: str, width: int) -> None:
    says(trello, "ines", Profile(capacity=8, validator=True, mentors=P7, validates=P7))
    trello.page.set_viewport_size({"width": width, "height": 900})
    trello.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    page = tab(trello, "helene", "Mentors")
    expect(page.get_by_role("link", name="Ouvrir le profil : Inès Castel")).to_be_visible()
    assert seen(trello, theme) == []
    page.get_by_role("link", name="Ouvrir le profil : Inès Castel").click()
    expect(page.get_by_role("heading", name="Profil\u00a0: Inès Castel")).to_be_visible()
    page.get_by_role("button", name="Ajouter une absence").click()
    page.get_by_role("button", name="Ajouter des heures").click()
    assert seen(trello, theme) == []


def test_a_calendar_is_subscribed_to_in_one_press_where_the_cards_are(trello: InTrello) -> None:
    trello.page.set_viewport_size({"width": 360, "height": 900})
    page = tab(trello, "zoe", "Mes cartes")
    page.get_by_role("button", name="Créer l’adresse").click()
    own = page.get_by_role("link", name="Ouvrir dans mon agenda")
    address = page.locator("#feed-mine").input_value()
    web = "webcal:" + address.partition(":")[2]
    assert own.get_attribute("href") == web
    google = page.get_by_role("link", name="Google Agenda").get_attribute("href")
    assert google == f"https://calendar.google.com/calendar/r?cid={quote(web, safe='')}"
    outlook = page.get_by_role("link", name="Outlook").get_attribute("href")
    assert f"addfromweb?url={quote(address, safe='')}&" in str(outlook)
    assert seen(trello, "light") == []


def test_who_is_away_is_chosen_all_the_same_with_a_reason(
    trello: InTrello, complaints: list[str]
) -> None:
    day = date(2020, 1, 1), date(2040, 1, 1)
    says(trello, "ines", Profile(validator=True, absences=(Absence(*day),)))
    page = tab(trello, "helene", "À traiter")
    page.locator(".matter").first.get_by_role("button", name="Choisir le validateur…").click()
    picker = page.locator("dialog.picker")
    picker.locator("summary").last.click()
    left = picker.locator("li", has_text="Inès Castel")
    expect(left.get_by_role("button", name="Lui demander quand même…")).to_be_visible()
    left.get_by_role("button", name="Choisir quand même…").click()
    asked = page.get_by_role("dialog", name="Confier malgré tout à Inès Castel")
    expect(asked).to_contain_text("Absence du")
    asked.get_by_label("Pourquoi quand même").fill("elle rentre la veille")
    assert seen(trello, "light") == []
    asked.get_by_role("button", name="Confier").click()
    expect(page.locator(".toast.seen")).to_contain_text("Inès Castel")
    assert complaints == []


def seen(trello: InTrello, theme: str) -> list[str]:
    """What axe finds in the page behind the board button, which is no wider than its place."""
    frame = frame_of(trello.page.locator(MODAL).last)
    assert frame.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    return faults(frame, theme)


def test_who_does_everything_is_told_in_two_words_and_who_said_nothing_by_name(
    trello: InTrello,
) -> None:
    with trello.desk.school.parts.database.transaction() as session:
        every = frozenset(catalogue_of(session, trello.desk.school.parts.rulebook).skills)
    says(trello, "ines", Profile(capacity=8, mentors=every))
    page = tab(trello, "helene", "Mentors")
    expect(page.locator("tbody tr", has_text="Inès Castel")).to_contain_text("Tous les parcours")
    page.get_by_role("link", name="Ouvrir le profil : Fatou Sarr").click()
    expect(page.locator("header")).to_contain_text("Fatou Sarr n’a encore rien dit")


def test_managers_search_and_take_profiles_away_and_bring_them_back(
    trello: InTrello, tmp_path: Path
) -> None:
    says(trello, "ines", Profile(capacity=8, validator=True, mentors=P7, validates=P7))
    page = tab(trello, "helene", "Mentors")
    page.get_by_placeholder("Nom, identifiant ou parcours").fill("castel")
    expect(page.locator("tbody tr")).to_have_count(1)
    with trello.page.expect_download() as download:
        page.get_by_role("button", name="Exporter (CSV)").click()
    path = tmp_path / "mentors.csv"
    download.value.save_as(path)
    text = path.read_text("utf-8-sig")
    path.write_text(text.replace("Inès Castel;8;", "Inès Castel;9;"), "utf-8")
    page.locator('input[type="file"]').set_input_files(path)
    page.get_by_role("dialog").get_by_role("button", name="Importer").click()
    expect(page.locator(".toast")).to_have_text("Profils importés : 1.")
    changed = kept(trello, "ines")
    assert changed is not None and changed.capacity == 9
    path.write_text(text.replace("Inès Castel;8;", "Inès Castel;huit;"), "utf-8")
    page.locator('input[type="file"]').set_input_files(path)
    page.get_by_role("dialog").get_by_role("button", name="Importer").click()
    expect(page.get_by_role("dialog")).to_contain_text("étudiants en tout")
    expect(page.get_by_role("dialog").get_by_role("button")).to_have_text(["Fermer"])
    assert kept(trello, "ines") == changed


def test_the_panel_assigns_in_one_press_and_takes_it_back(
    trello: InTrello, complaints: list[str]
) -> None:
    says(trello, "fatou", Profile(validator=True, validates=P7))
    trello.open("helene")
    panel = trello.panel("Léa Dupont")
    step = panel.locator(".step").first
    expect(step.locator(".people li").first).to_contain_text("Valide P7")
    step.get_by_text("Pourquoi pas les autres").click()
    expect(step.locator(".left")).to_contain_text("Suit cet étudiant")
    step.get_by_role("button", name="Confier à Fatou Sarr").click()
    expect(panel.locator("h1")).to_have_text("Soutenance planifiée")
    expect(step).to_contain_text("Fatou Sarr tient cette soutenance.")
    card = trello.desk.card("Léa Dupont")
    assert member(trello, "fatou") in card["idMembers"]
    panel.locator(".history summary").click()
    panel.get_by_role("button", name="Annuler ce geste").first.click()
    expect(panel.locator("h1")).to_have_text("La carte est complète")
    assert member(trello, "fatou") not in card["idMembers"]
    assert complaints == []


def test_a_mentor_offers_and_thinks_again(trello: InTrello) -> None:
    says(trello, "fatou", Profile(validator=True, validates=P7))
    trello.open("fatou")
    panel = trello.panel("Léa Dupont")
    panel.get_by_role("button", name="Je peux valider").click()
    expect(panel.locator(".step").first).to_contain_text("C’est noté, merci.")
    panel.get_by_role("button", name="Je ne peux plus").click()
    expect(panel.get_by_role("button", name="Je peux valider")).to_be_visible()
