"""What follows a defence: the card of a second one, of the next project or of a transfer, made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from defended import attachments, follow_up, held, say
from harness import INCOMPLETE, PASSED, School, school

from mentoring.defences import follow_up_cards
from mentoring.matching.validators import Finder
from mentoring.school.read import defences
from mentoring.students.mentors import mentors
from sync.rights.request import NotFixed


@pytest.fixture
def made(tmp_path: Path) -> Iterator[School]:
    with school(tmp_path) as here:
        yield here


class TestWhatFollows:
    def test_the_second_defence_is_put_forward_in_one_press(self, made: School) -> None:
        card = held(made)
        say(made, "noel", card, "failed", "Tests absents.")
        second = follow_up(made, "zoe", card, "second")
        data = made.sandbox.state.cards[second.card_id]
        assert data["name"] == "Léa Dupont – DA Python"
        assert data["idLabels"] == [made.label()]
        assert data["idMembers"] == [made.sandbox.state.member("zoe")["id"]]
        assert "Tests absents." in data["desc"]
        assert "Dépôt : https://example.org/p7" in data["desc"]
        assert data["due"] is None

    def test_the_same_validator_comes_first(self, made: School) -> None:
        card = held(made)
        say(made, "noel", card, "failed", "Tests absents.")
        second = follow_up(made, "zoe", card, "second")
        with made.parts.database.transaction() as session:
            rulebook = made.parts.rulebook
            seen = defences(session, rulebook, made.time)
            people = mentors(session, rulebook, made.time)
        finder = Finder.of(people, seen, made.time, rulebook.timezone)
        (new,) = [each for each in seen if each.card_id == second.card_id]
        assert finder.validator_before(new) == made.sandbox.state.member("noel")["id"]

    def test_both_cards_lead_to_each_other(self, made: School) -> None:
        card = held(made)
        say(made, "noel", card, "failed", "Tests absents.")
        second = follow_up(made, "zoe", card, "second")
        state = made.sandbox.state
        (there,), (back,) = attachments(made, card), attachments(made, second.card_id)
        assert there["url"].endswith(f"/c/{state.cards[second.card_id]['shortLink']}")
        assert back["url"].endswith(f"/c/{state.cards[card]['shortLink']}")
        assert (there["name"], back["name"]) == ("Seconde soutenance", "Première soutenance")

    def test_pressed_twice_there_is_one_card(self, made: School) -> None:
        card = held(made)
        say(made, "noel", card, "failed", "Tests absents.")
        assert follow_up(made, "zoe", card, "second") == follow_up(made, "noel", card, "second")
        assert len(attachments(made, card)) == 1

    def test_the_next_project_waits_where_the_mentor_completes_it(self, made: School) -> None:
        card = held(made)
        say(made, "noel", card, "passed")
        made_next = follow_up(made, "zoe", card, "next")
        data = made.sandbox.state.cards[made_next.card_id]
        assert made.list_of(made_next.card_id) == INCOMPLETE
        assert data["idLabels"] == [made.label("P8")]

    def test_a_card_whose_answer_was_lost_is_found_again(
        self, made: School, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        card = held(made)
        say(made, "noel", card, "failed", "Tests absents.")

        def dies(*_: object) -> None:
            raise SystemExit

        with monkeypatch.context() as patch, pytest.raises(SystemExit):
            patch.setattr(follow_up_cards, "_made", dies)
            follow_up(made, "zoe", card, "second")
        made.work()
        with pytest.raises(NotFixed) as caught:
            follow_up(made, "zoe", card, "second")
        assert caught.value.why == "in-progress"
        made.pass_time(minutes=6)
        second = follow_up(made, "zoe", card, "second")
        named = [one for one in made.sandbox.state.cards.values() if one["name"].startswith("Léa")]
        assert len(named) == 2
        assert second.card_id in {one["id"] for one in named}

    def test_a_second_defence_can_be_made_again_after_its_card_was_archived(
        self, made: School
    ) -> None:
        card = held(made)
        say(made, "noel", card, "failed", "Tests absents.")
        first = follow_up(made, "zoe", card, "second")
        made.by("zoe").archive(first.card_id)
        made.work()
        assert follow_up(made, "zoe", card, "second").card_id != first.card_id

    def test_it_comes_when_its_time_has_come(self, made: School) -> None:
        card = held(made)
        say(made, "noel", card, "passed")
        with pytest.raises(NotFixed):
            follow_up(made, "zoe", card, "second")
        assert made.list_of(card) == PASSED
