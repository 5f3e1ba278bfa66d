"""How long before a session one can still move it is what the rulebook says, wherever it is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from desk import Desk
from harness import school
from pupil import Pupil, plain, pupil

import mentoring.mail.texts
import mentoring.sessions.texts
import powerup.session_page.texts
import powerup.student_page.texts
from mentoring.sessions.changes.act import Refused
from rules.bilingual import Sentence


@pytest.fixture
def lea(tmp_path: Path) -> Iterator[Pupil]:
    """A student whose next session is tomorrow at six: in 32 hours."""
    with school(tmp_path, more='\n[sessions]\nlate = "36h"\nabsent_after = "20m"\n') as made:
        yield pupil(Desk.at(made))


def test_the_page_and_its_refusal_say_the_hours_of_the_rulebook(lea: Pupil) -> None:
    page = lea.text()
    assert "À moins de 36 heures, elle ne se déplace plus d’ici." in page
    assert "Il reste moins de 36 heures : l’annulation sera tardive." in page
    assert "There is less than 36 hours left" in lea.text(language="en")
    first = lea.rows()[0]
    refused = lea.press("move", session=first.id, starts=str(datetime.now().astimezone()))
    assert (refused.status_code, "moins de 36 heures" in plain(refused)) == (409, True)


def test_the_mentor_is_told_when_an_absence_can_be_noted() -> None:
    error = Refused("too-early", span=timedelta(minutes=20))
    assert "20\u00a0minutes après le début" in error.sentence.fr
    assert "20\u00a0minutes after the beginning" in error.sentence.en


@pytest.mark.parametrize(
    "texts",
    [
        mentoring.mail.texts,
        mentoring.sessions.texts,
        powerup.session_page.texts,
        powerup.student_page.texts,
    ],
    ids=lambda each: each.__name__,
)
def test_no_sentence_knows_them_by_heart(texts: object) -> None:
    found: list[Sentence] = []
    for value in vars(texts).values():
        many = value.values() if isinstance(value, dict) else [value]
        found += [each for each in many if isinstance(each, Sentence)]
    assert found
    wrong = re.compile(r"(24|48).(heures|hours|h\b)|un tiers|a third", re.IGNORECASE)
    assert [each.fr for each in found if wrong.search(f"{each.fr} {each.en}")] == []
