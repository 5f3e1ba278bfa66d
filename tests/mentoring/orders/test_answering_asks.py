"""Accepting and declining what one is asked for by a comment, however the order was dressed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from harness import ACCEPTED, INTAKE
from ordering import say
from staffed import P7, Staffed, staffed

from mentoring.matching.ask_service import Asking
from mentoring.school.asks import asks_of
from mentoring.school.model import Absence, Profile
from rules.calendar import local_date


@pytest.fixture
def crew(tmp_path: Path) -> Iterator[Staffed]:
    with staffed(tmp_path) as made:
        yield made


def asked(crew: Staffed, who: str = "ines") -> str:
    card = crew.proposal()
    Asking(crew.parts.powerup.fixes).ask(crew.asked("helene", card), crew.id(who))
    crew.school.work()
    return card


def last(crew: Staffed, card: str) -> tuple[str, str]:
    with crew.parts.database.transaction() as session:
        row = asks_of(session, card)[-1]
        return row.ending, row.reason


@pytest.mark.parametrize(
    "text",
    ["/accepter", "/ACCEPTER", "@greffier /j’accepte", "**/accepter**", "／accepter", "/valider"],
)
def test_who_is_asked_accepts_by_an_order(crew: Staffed, text: str) -> None:
    card = asked(crew)
    told = say(crew, "ines", card, text)
    assert "c’est fait, merci : vous tenez cette soutenance" in told
    assert (crew.members(card), crew.school.list_of(card)) == ({"zoe", "ines"}, ACCEPTED)
    assert last(crew, card) == ("accepted", "")


@pytest.mark.parametrize("text", ["/décliner", "/decliner trop de travail", "- /DÉCLINER"])
def test_who_is_asked_declines_by_an_order(crew: Staffed, text: str) -> None:
    card = asked(crew)
    told = say(crew, "ines", card, text)
    assert "merci d’avoir répondu" in told and "travail" not in told
    assert crew.school.list_of(card) == INTAKE
    assert last(crew, card) == ("declined", "trop de travail" if "travail" in text else "")
    assert "personne ne vous demande rien" in say(crew, "ines", card, "/décliner")


def test_the_word_of_somebody_else_is_no_answer(crew: Staffed) -> None:
    card = asked(crew)
    assert "Cette décision revient" not in say(crew, "malik", card, "/décliner")
    say(crew, "malik", card, "/accepter")
    assert last(crew, card) == ("", "")
    assert crew.members(card) == {"zoe"}


def test_a_manager_who_is_asked_accepts_what_they_are_asked_for(crew: Staffed) -> None:
    crew.profile("helene", Profile(validator=True, validates=P7))
    card = crew.proposal()
    Asking(crew.parts.powerup.fixes).ask(crew.asked("idriss", card), crew.id("helene"))
    crew.school.work()
    say(crew, "helene", card, "/accepter")
    assert crew.members(card) == {"zoe", "helene"}


def test_help_tells_whoever_is_asked_and_nobody_else(crew: Staffed) -> None:
    card = asked(crew)
    assert "`/accepter` : accepter la demande" in say(crew, "ines", card, "/aide")
    assert "/décliner` : décliner" not in say(crew, "malik", card, "/aide")


def test_what_changed_since_is_said_kindly_and_tells_nothing_private(crew: Staffed) -> None:
    card = asked(crew)
    day = local_date(crew.school.due(), crew.parts.rulebook.timezone)
    crew.profile("ines", Profile(validator=True, validates=P7, absences=(Absence(day, day),)))
    told = say(crew, "ines", card, "/accepter")
    assert "merci d’avoir dit oui" in told and "n’est pas disponible" in told
    assert "bsence" not in told
    assert crew.members(card) == {"zoe"}
