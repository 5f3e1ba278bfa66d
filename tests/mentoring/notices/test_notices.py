"""Mentors ask each other, managers announce: one answers, channels hear a first name and an initial alone."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from weekly import Weekly, weekly

from mentoring.channels.dispatch import Channels
from mentoring.notices.service import Notices, Refused, Unknown
from mentoring.notices.tables import NoticeRow
from rules.rulebook.channels import Channel
from sync.storage.trello_tables import MemberRow

CHANNEL = """
[channels.mentors]
to = "json://127.0.0.1:9/"
gather = "0s"
quiet = ""
events = ["help-wanted", "announcement"]
"""


@pytest.fixture
def made(either_url: str | None, tmp_path: Path) -> Iterator[Weekly]:
    with weekly(tmp_path, either_url, CHANNEL) as opened:
        with opened.database.transaction() as session:
            session.get_one(MemberRow, "zoe").full_name = "Zoé Le Gall"
        yield opened


def notices(made: Weekly) -> Notices:
    return Notices(made.database, lambda: made.rulebook)


def told(made: Weekly) -> list[tuple[str, str]]:
    """What the channel hears now."""
    heard: list[tuple[str, str]] = []

    def send(channel: Channel, title: str, text: str) -> str:
        heard.append((title, text))
        return ""

    Channels(made.database, lambda: made.rulebook, send).tell()
    return heard


def test_a_question_is_told_once_without_what_it_says(made: Weekly) -> None:
    notices(made).ask("zoe", "question", "Comment noter Léa Dupont ?")
    [(title, text)] = told(made)
    assert title == "Un coup de main\u202f?"
    assert text.startswith("Zoé G. a une question.") and "Dupont" not in text
    assert told(made) == []


def test_what_was_answered_before_it_was_told_is_not_told(made: Weekly) -> None:
    asked = notices(made).ask("zoe", "proof-reading", "Ma fiche")
    notices(made).close("ines", asked)
    assert told(made) == [] == notices(made).open("zoe")


def test_a_manager_announces_and_a_mentor_does_not(made: Weekly) -> None:
    notices(made).announce("helene", "Réunion jeudi à 18 h")
    [(_, text)] = told(made)
    assert text == "Réunion jeudi à 18 h — Helene"
    with pytest.raises(Refused, match="managers-only"):
        notices(made).announce("zoe", "Réunion")


def test_of_many_who_answer_at_once_one_does(made: Weekly) -> None:
    asked = notices(made).ask("zoe", "beginner", "Ma première session")
    barrier = Barrier(4)

    def answer(who: str) -> str:
        barrier.wait(30)
        try:
            notices(made).close(who, asked)
        except Refused as error:
            return error.code
        return "done"

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(answer, ("ines", "malik", "helene", "ines")))
    assert sorted(found) == ["done", *["notice-closed"] * 3]


def test_an_answer_is_taken_back_by_who_gave_it(made: Weekly) -> None:
    asked = notices(made).ask("zoe", "question", "?")
    notices(made).close("ines", asked)
    with pytest.raises(Unknown):
        notices(made).reopen("malik", asked)
    notices(made).reopen("ines", asked)
    [open_] = notices(made).open("malik")
    assert (open_.name, open_.mine) == ("Zoé Le Gall", False)


def test_an_announcement_is_taken_back_by_who_made_it_or_managers_alone(made: Weekly) -> None:
    announced = notices(made).announce("helene", "Réunion")
    with pytest.raises(Unknown):
        notices(made).close("zoe", announced)
    notices(made).close("helene", announced)
    assert notices(made).open("zoe") == []


@pytest.mark.parametrize("text", ["", "   ", "x" * 601])
def test_a_notice_says_something_short(made: Weekly, text: str) -> None:
    with pytest.raises(Refused, match="notice-text"):
        notices(made).ask("zoe", "question", text)
    with pytest.raises(Refused, match="notice-text"):
        notices(made).ask("zoe", "announcement", "Réunion")
    with pytest.raises(Unknown):
        notices(made).ask("nobody", "question", "?")


def test_after_thirty_days_a_notice_is_gone(made: Weekly) -> None:
    notices(made).ask("zoe", "question", "Léa Dupont ?")
    made.later(days=31)
    assert notices(made).open("zoe") == [] == told(made)
    notices(made).ask("zoe", "question", "Une autre ?")
    with made.database.transaction() as session:
        assert [each.text for each in session.query(NoticeRow)] == ["Une autre ?"]
