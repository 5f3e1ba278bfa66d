"""What the answer to an order does not say: everybody of the board reads a comment, students perhaps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from ordering import say
from staffed import P7, PYTHON, Staffed, staffed

from mentoring.school.model import Absence, Profile


@pytest.fixture
def crew(tmp_path: Path) -> Iterator[Staffed]:
    with staffed(tmp_path) as made:
        yield made


PRIVATE = (
    "absence",
    "habitudes",
    "heures",
    "sur 90 jours",
    "profil",
    "place",
    "suivis",
    "autre soutenance",
)


def private(told: str) -> list[str]:
    answer = told.partition("Le panneau de la carte")[0].casefold()
    return [each for each in PRIVATE if each in answer]


def test_whom_a_manager_may_choose_comes_without_hours_and_load(crew: Staffed) -> None:
    card = crew.proposal()
    told = say(crew, "helene", card, "/confier")
    assert "**Inès Castel** (`ines`)" in told
    assert private(told) == []


@pytest.mark.parametrize("why", ["absent", "clash", "project", "not-validator"])
def test_who_cannot_is_not_available_and_no_more(crew: Staffed, why: str) -> None:
    card, today = crew.proposal(), crew.school.time.date()
    away = (Absence(today, today + timedelta(days=40)),)
    said = {
        "absent": Profile(validator=True, validates=P7, absences=away),
        "project": Profile(validator=True, validates=frozenset({(PYTHON, "P9")})),
        "not-validator": Profile(validator=False),
        "clash": Profile(validator=True, validates=P7),
    }[why]
    crew.profile("ines", said)
    if why == "clash":
        other = crew.proposal("noel", "Paul Martin - DA Python")
        say(crew, "helene", other, "/confier ines")
    told = say(crew, "helene", card, "/confier ines")
    assert "Inès Castel n’est pas disponible" in told
    assert private(told) == []
    told = say(crew, "ines", card, "/valider")
    assert "vous n’êtes pas disponible" in told
    assert private(told) == []
    assert crew.defence(card).validator is None


def test_nor_whether_there_is_room_for_one_more_student(crew: Staffed) -> None:
    crew.profile("basile", Profile(capacity=0, mentors=P7))
    card = crew.handover()
    for who, text in (("helene", "/confier basile"), ("basile", "/relais"), ("helene", "/confier")):
        told = say(crew, who, card, text)
        assert private(told) == []
    assert "**" in told
