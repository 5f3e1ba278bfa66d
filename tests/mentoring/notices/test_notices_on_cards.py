"""Asked about a card: once by each, seen by the board, answered by one; gone with the student's name."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from weekly import BOARD, Weekly, weekly

from mentoring.notices.service import Notices, Refused, Unknown
from mentoring.notices.tables import NoticeRow
from mentoring.privacy.erase import erase_gone
from sync.storage.trello_tables import CardRow


@pytest.fixture
def made(either_url: str | None, tmp_path: Path) -> Iterator[Weekly]:
    with weekly(tmp_path, either_url) as opened:
        yield opened


@pytest.fixture
def card(made: Weekly) -> str:
    made.defence(made.time)
    with made.database.transaction() as session:
        return str(session.query(CardRow.id).scalar())


def notices(made: Weekly) -> Notices:
    return Notices(made.database, lambda: made.rulebook)


def test_it_needs_no_words_and_leads_from_the_desk_to_the_card(made: Weekly, card: str) -> None:
    asked = notices(made).ask("zoe", "beginner", "", card)
    [seen] = notices(made).open("ines")
    assert seen.card is not None
    assert (seen.id, seen.card.id, seen.card.board) == (asked, card, BOARD)
    [here] = notices(made).on_card("zoe", card)
    assert (here.mine, here.answers, here.taken) == (True, "", False)
    assert notices(made).on_card("zoe", "0" * 24) == []


def test_asked_twice_it_is_one_and_otherwise_it_is_refused(made: Weekly, card: str) -> None:
    barrier = Barrier(4)

    def ask(_: int) -> str:
        barrier.wait(30)
        return notices(made).ask("zoe", "question", " Comment noter ? ", card)

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(ask, range(4)))) == 1
    with pytest.raises(Refused, match="notice-asked"):
        notices(made).ask("zoe", "beginner", "", card)
    notices(made).ask("ines", "question", "Comment noter ?", card)
    assert len(notices(made).on_card("malik", card)) == 2


def test_at_the_desk_a_double_click_is_one_and_other_words_are_another(made: Weekly) -> None:
    first = notices(made).ask("zoe", "question", "Une absence ?")
    assert notices(made).ask("zoe", "question", "Une absence ? ") == first
    assert notices(made).ask("zoe", "question", "Un retard ?") != first


def test_the_card_shows_for_a_week_who_answers(made: Weekly, card: str) -> None:
    asked = notices(made).ask("zoe", "question", "", card)
    with pytest.raises(Unknown):
        notices(made).close("ines", asked, "0" * 24)
    notices(made).close("ines", asked, card)
    [mine] = notices(made).on_card("zoe", card)
    [theirs] = notices(made).on_card("ines", card)
    assert (mine.answers, mine.taken, theirs.taken) == ("Ines", False, True)
    notices(made).reopen("ines", asked, card)
    assert [each.answers for each in notices(made).on_card("zoe", card)] == [""]
    notices(made).close("ines", asked, card)
    made.later(days=7)
    assert notices(made).on_card("zoe", card) == []


def test_what_was_taken_back_is_shown_no_more_and_asked_again(made: Weekly, card: str) -> None:
    asked = notices(made).ask("zoe", "question", "", card)
    notices(made).close("zoe", asked, card)
    assert notices(made).on_card("ines", card) == []
    assert notices(made).ask("zoe", "question", "", card) != asked


def test_an_old_one_does_not_forbid_a_new_one(made: Weekly, card: str) -> None:
    notices(made).ask("zoe", "question", "", card)
    made.later(days=31)
    assert notices(made).on_card("zoe", card) == []
    notices(made).ask("zoe", "beginner", "", card)
    assert [each.kind for each in notices(made).on_card("zoe", card)] == ["beginner"]


@pytest.mark.parametrize("who", ["olga", "nobody"])
def test_observers_and_strangers_ask_and_see_nothing(made: Weekly, card: str, who: str) -> None:
    with pytest.raises(Unknown):
        notices(made).ask(who, "question", "", card)
    with pytest.raises(Unknown):
        notices(made).on_card(who, card)


def test_a_card_that_is_nowhere_is_not_asked_about(made: Weekly) -> None:
    with pytest.raises(Unknown):
        notices(made).ask("zoe", "question", "", "0" * 24)


def test_it_goes_with_the_student_of_the_card(made: Weekly, card: str) -> None:
    notices(made).ask("zoe", "question", "Léa Dupont ?", card)
    notices(made).ask("zoe", "question", "La salle ?")
    with made.database.transaction() as session:
        erase_gone(session, [card])
        assert [each.text for each in session.query(NoticeRow)] == ["La salle ?"]
