"""A mentor's week in a real Chromium, on a phone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from axe import faults, frame_of
from followed import followed, member, service
from in_trello import DESK_BUTTON, InTrello
from playwright.sync_api import FrameLocator, expect

from mentoring.sessions.tables import MentoringSessionRow
from sync.clock import now

pytestmark = pytest.mark.browser

MODAL = "dialog iframe"


def opened(trello: InTrello, who: str = "zoe", width: int = 360) -> FrameLocator:
    trello.page.set_viewport_size({"width": width, "height": 780})
    trello.open(who)
    trello.page.get_by_role("button", name=DESK_BUTTON).click()
    return trello.modal()


def held(trello: InTrello) -> None:
    """A session of Zoé's with Léa that ended an hour ago."""
    student = followed(trello.desk, "Léa Dupont")
    zoe, sessions = member(trello.desk, "zoe"), service(trello.desk)
    week = timedelta(days=7)
    booked = sessions.book(zoe, student, now() + week - timedelta(hours=2), 60).session
    with trello.desk.school.parts.database.transaction() as session:
        row = session.get_one(MentoringSessionRow, booked.id)
        assert row.starts and row.ends
        row.starts, row.ends = row.starts - week, row.ends - week


def test_a_session_is_closed_on_a_phone_with_goals_and_taken_back(
    trello: InTrello, complaints: list[str]
) -> None:
    held(trello)
    page = opened(trello)
    expect(page.get_by_role("heading", name="Sans statut (1)")).to_be_visible()
    page.get_by_role("button", name="Terminer…").click()
    box = page.get_by_role("dialog")
    box.get_by_label("Objectifs pour la semaine, un par ligne").fill(
        "Lire le cours\nFinir le README"
    )
    expect(box.get_by_role("status")).to_have_text(re.compile("Brouillon gardé"))
    box.get_by_role("button", name="Terminer la session").click()
    said = page.locator(".toast.seen")
    expect(said).to_contain_text("Léa Dupont — session terminée")
    expect(page.get_by_role("heading", name=re.compile("Sans statut"))).to_have_count(0)
    said.get_by_role("button", name="Annuler").click()
    expect(page.get_by_role("heading", name="Sans statut (1)")).to_be_visible()
    page.get_by_role("button", name="Terminer…").click()
    goals = page.get_by_label("Objectifs pour la semaine, un par ligne")
    expect(goals).to_have_value(
        "Lire le cours\nFinir le README"
    )  # nothing that was written is lost
    assert complaints == []


def test_an_absence_takes_two_presses(trello: InTrello) -> None:
    held(trello)
    page = opened(trello)
    page.get_by_role("button", name="Absence", exact=True).click()
    expect(page.locator(".toast.seen")).to_have_count(0)
    page.get_by_role("button", name="Confirmer l’absence").click()
    expect(page.locator(".toast.seen")).to_contain_text("Léa Dupont — absence de l’étudiant")


def test_a_new_student_gets_a_first_session_in_two_presses(trello: InTrello) -> None:
    followed(trello.desk, "Léa Dupont")
    page = opened(trello)
    expect(page.get_by_text("Nouvel étudiant : choisissez une première session.")).to_be_visible()
    page.get_by_role("button", name="Planifier une session…").click()
    page.get_by_role("dialog").locator(".chip").first.click()
    expect(page.locator(".toast.seen")).to_contain_text("Léa Dupont — session planifiée")


@pytest.mark.parametrize(("theme", "width"), [("light", 360), ("dark", 1280)])
def test_everybody_can_use_these_pages(trello: InTrello, theme: str, width: int) -> None:
    held(trello)
    followed(trello.desk, "Un étudiant au nom vraiment très long de la Tour d’Auvergne-Lauraguais")
    followed(trello.desk, "Adam Leroy", None)
    trello.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    page = opened(trello, "helene", width)
    frame = frame_of(trello.page.locator(MODAL).last)
    for tab, heading in (
        ("Suivi", "Suivi"),
        ("Étudiants", "Mes étudiants"),
        ("Sessions", "Sessions"),
    ):
        page.get_by_role("link", name=re.compile(f"^{tab}")).click()
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
        assert frame.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert faults(frame, theme) == []
