"""Channels on a running school: each thing once, when people want to hear of it, whatever fails."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest
from databases import postgres_database
from harness import School, school

from greffier.app import create_app
from mentoring.channels.dispatch import Channels, failing
from mentoring.school import kept_cards
from mentoring.school.channel_tables import ChannelMessageRow
from rules.rulebook.channels import Channel
from sync.rulebook.boards import board_state
from sync.storage.tables import VerdictChangeRow
from sync.use_cases.board_mode import pause

CHANNEL = """
[channels.mentors]
to = "json://127.0.0.1:9/"
gather = "0s"
events = ["validator-wanted", "taker-wanted", "date-changed", "brake", "drift"]
"""
DIGEST = CHANNEL.partition("events")[0] + 'events = ["digest"]\n'


@dataclass
class Place:
    """Stands for Slack: keeps what arrives, and fails when it is told to."""

    heard: list[tuple[str, str]] = field(default_factory=list)
    error: str = ""

    def __call__(self, channel: Channel, title: str, text: str) -> str:
        if not self.error:
            self.heard.append((title, text))
        return self.error


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[School]:
    """A Monday morning at ten, nothing on the boards."""
    with school(tmp_path, more=CHANNEL, both=True) as made:
        yield made


@pytest.fixture
def place() -> Place:
    return Place()


def channels(opened: School, place: Place) -> Channels:
    return Channels(opened.parts.database, opened.parts.rules, place)


def complete_card(opened: School, name: str = "Léa Dupont – DA Python") -> str:
    card = opened.card("zoe", name)
    opened.work()
    return card


def test_a_complete_card_is_told_once(opened: School, place: Place) -> None:
    complete_card(opened)
    told = channels(opened, place)
    assert [told.tell() for _ in range(3)] == [1, 0, 0]
    ((title, text),) = place.heard
    assert title == "Qui peut valider cette soutenance\u202f?"
    assert "Léa D. – Développeur d’application Python, P7" in text
    assert "Dupont" not in title + text


def test_an_incomplete_card_is_not_told(opened: School, place: Place) -> None:
    opened.card("zoe", "Léa Dupont – DA Python", "label")
    opened.work()
    assert channels(opened, place).tell() == 0


def test_what_comes_at_night_is_told_in_the_morning_in_one_message(
    opened: School, place: Place
) -> None:
    told = channels(opened, place)
    opened.pass_time(hours=11)
    complete_card(opened)
    complete_card(opened, "Adam Leroy – Data analyst")
    assert told.tell() == 0
    opened.pass_time(hours=12)
    told.tell()
    titles = [title for title, _ in place.heard]
    assert "2 soutenances cherchent un mentor validateur" in titles


def test_what_was_settled_at_night_is_never_told(opened: School, place: Place) -> None:
    told = channels(opened, place)
    opened.pass_time(hours=11)
    card = complete_card(opened)
    told.tell()
    opened.by("zoe").archive(card)
    opened.work()
    opened.pass_time(hours=12)
    told.tell()
    assert not [title for title, _ in place.heard if "valider" in title]


def test_messages_wait_for_company_after_one_was_sent(tmp_path: Path, place: Place) -> None:
    more = CHANNEL.replace('gather = "0s"', 'gather = "15m"')
    with school(tmp_path, more=more, both=True) as opened:
        told = channels(opened, place)
        complete_card(opened)
        assert told.tell() == 1
        complete_card(opened, "Adam Leroy – Data analyst")
        assert told.tell() == 0
        opened.pass_time(minutes=16)
        assert told.tell() == 1


def test_a_channel_that_is_down_is_tried_again_and_seen(opened: School, place: Place) -> None:
    complete_card(opened)
    told = channels(opened, place)
    place.error = "Slack: not delivered"
    assert told.tell() == 0
    with opened.parts.database.transaction() as session:
        assert [each.error for each in failing(session, opened.parts.rulebook)] == [place.error]
    place.error = ""
    assert told.tell() == 0  # too early
    opened.pass_time(minutes=3)
    assert told.tell() == 1
    with opened.parts.database.transaction() as session:
        assert failing(session, opened.parts.rulebook) == []


def test_a_message_whose_process_died_on_the_way_is_not_sent_again(
    opened: School, place: Place
) -> None:
    complete_card(opened)

    def dies(channel: Channel, title: str, text: str) -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Channels(opened.parts.database, opened.parts.rules, dies).tell()
    opened.pass_time(hours=1)
    assert channels(opened, place).tell() == 0


def test_the_brake_is_told_and_a_pause_by_hand_is_not(opened: School, place: Place) -> None:
    rules = opened.parts.rulebook.boards["soutenances"]
    with opened.parts.database.transaction() as session:
        pause(session, rules, "Noël", "essai", opened.time)
    assert channels(opened, place).tell() == 0
    with opened.parts.database.transaction() as session:
        board_state(session, rules.board).paused_why = "100 moves on this board within 10 minutes"
    assert channels(opened, place).tell() == 1
    assert "Greffier s’est mis en pause" in place.heard[0][0]


def test_a_changed_date_is_told_for_each_new_date(opened: School, place: Place) -> None:
    card = complete_card(opened)
    told = channels(opened, place)
    told.tell()
    for days in (18, 19):
        opened.by("zoe").set_due(card, opened.due(days))
        opened.work()
        assert told.tell() >= 1
    assert len([1 for title, _ in place.heard if "date de soutenance" in title]) == 2


def test_the_morning_is_summed_up_once(tmp_path: Path, place: Place) -> None:
    with school(tmp_path, more=DIGEST, both=True) as opened:
        told = channels(opened, place)
        assert told.tell() == 0  # nothing to say: nothing is said
        opened.card("zoe", "Léa Dupont – DA Python", "label")
        opened.work()
        assert [told.tell(), told.tell()] == [1, 0]
        assert place.heard == [("Ce matin au greffe", "Cartes à compléter\u00a0: 1.")]
        opened.pass_time(days=1)
        assert told.tell() == 1


def test_a_rule_that_stopped_firing_is_told_on_monday_alone(tmp_path: Path) -> None:
    with school(tmp_path, more=DIGEST, both=True) as opened:
        place = Place()
        told = Channels(opened.parts.database, opened.parts.rules, place)
        at, board = opened.time, opened.parts.boards[0]
        with opened.parts.database.transaction() as session:
            for week in range(9):
                when = at - timedelta(days=7 * week + 2)
                for number in range(12):
                    card, missing = f"{week:012x}{number:012x}", ["label"] if week else []
                    row = {"card_id": card, "board_id": board, "at": when, "missing": missing}
                    session.add(VerdictChangeRow(state="incomplete", **row))
        opened.time = at.replace(hour=7, minute=35)  # 8:35 in Paris, a Monday
        told.tell()
        assert any("d’habitude 12" in text for _, text in place.heard), place.heard
        assert "étiquette du projet" in place.heard[-1][1]
        opened.time += timedelta(days=1)
        told.tell()
        assert len([text for _, text in place.heard if "d’habitude" in text]) == 1


def test_a_transfer_is_told_again_as_its_end_draws_near(opened: School, place: Place) -> None:
    hand = opened.by("zoe")
    card = str(
        hand.create_card(_list(opened, "Étudiants à transférer"), "Léa Dupont – DA Python")["id"]
    )
    board = opened.sandbox.state.cards[card]["idBoard"]
    label = next(
        each["id"]
        for each in opened.sandbox.state.labels.values()
        if each["idBoard"] == board and each["name"].startswith("P")
    )
    hand.toggle_label(card, label)
    hand.set_due(card, opened.time + timedelta(days=16))
    hand.join(card)
    opened.work()
    told = channels(opened, place)
    for _ in range(17):
        told.tell()
        opened.pass_time(days=1)
    titles = [title for title, _ in place.heard if "relais" in title]
    assert 3 <= len(titles) <= 4  # at once, then at 14, 7 and 3 days; a week-end may join two


def test_two_machines_never_send_both(opened: School) -> None:
    complete_card(opened)
    heard: list[str] = []
    barrier = threading.Barrier(2, timeout=10)

    def send(channel: Channel, title: str, text: str) -> str:
        heard.append(title)
        return ""

    def one() -> None:
        barrier.wait()
        Channels(opened.parts.database, opened.parts.rules, send).tell()

    threads = [threading.Thread(target=one) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(20)
    assert len(heard) == 1


@pytest.mark.postgres
def test_it_is_the_same_on_postgresql(
    tmp_path: Path, place: Place, request: pytest.FixtureRequest
) -> None:
    server = request.getfixturevalue("postgres_server")
    with (
        postgres_database(server) as url,
        school(tmp_path, more=CHANNEL, both=True, database=url) as opened,
    ):
        complete_card(opened)
        told = channels(opened, place)
        assert [told.tell(), told.tell()] == [1, 0]
        with opened.parts.database.transaction() as session:
            assert session.query(ChannelMessageRow).one().sent_at == opened.time


def _list(opened: School, name: str) -> str:
    return next(x["id"] for x in opened.sandbox.state.lists.values() if x["name"] == name)


def test_health_says_which_channel_is_down_and_what_to_do(opened: School, place: Place) -> None:
    complete_card(opened)
    place.error = "Slack: not delivered"
    channels(opened, place).tell()
    with opened.parts.database.transaction() as session:
        assert failing(session, opened.parts.rulebook)
    answer = create_app(opened.parts).test_client().get("/health").get_json()
    (decision,) = answer["decisions"]
    assert "greffier channels test mentors" in decision
    assert answer["channels"][0]["error"] == "Slack: not delivered"


def test_cards_are_read_again_only_when_something_was_written(
    opened: School, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many there are: the clock comes each minute."""
    card, reads = complete_card(opened), Mock(wraps=kept_cards.defences)
    monkeypatch.setattr(kept_cards, "defences", reads)
    told = channels(opened, place)
    assert [told.tell() for _ in range(3)] == [1, 0, 0]
    assert reads.call_count == 1
    opened.by("zoe").describe(card, "Une démo est prête.")
    opened.work()
    assert [told.tell(), told.tell(), reads.call_count] == [0, 0, 2]
    assert card in reads.call_args.args[3]  # this one alone
    opened.pass_time(minutes=29)
    assert [told.tell(), reads.call_count] == [0, 2]
    opened.pass_time(minutes=2)
    assert [told.tell(), reads.call_count] == [0, 3]
