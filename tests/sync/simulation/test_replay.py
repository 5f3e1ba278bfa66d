"""Other rules tried out on what happened: the past is rebuilt, and people still beat the robot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from harness import ACCEPTED, INCOMPLETE, INTAKE, School, school

from rules.editing.draft import Change
from rules.editing.parse import read_rulebook
from sync.rulebook.text import rewritten
from sync.simulation import replay as replaying
from sync.simulation.replay import Part, Replayed, begin, go_on
from sync.storage.tables import DeliveryRow
from sync.storage.trello_tables import BoardRow

TITLE = "Marie Dupont - DA Python"
STRICT = Change(None, "mentions.details.severity", "blocks")
MILD = Change(None, "mentions.due.severity", "warns")


@pytest.fixture
def made(tmp_path: Path) -> Iterator[School]:
    with school(tmp_path, settle_new="3m", settle_moved="20s") as opened:
        yield opened


def parts(made: School, *changes: Change, seconds: float = 9) -> list[Part]:
    """The answers to one question after the other, to the end."""
    text = rewritten(made.parts.settings.rulebook.read_text("utf-8"), changes)
    before, after, board = made.parts.rulebook, read_rulebook(text), made.parts.boards[0]
    rules, found = before.boards["soutenances"], []
    with made.parts.database.transaction() as session:
        cursor = begin(session, rules, made.time)
        while not found or not found[-1].ended:
            part = go_on(session, before, after, board, cursor, seconds)
            assert part is not None
            cursor = part.cursor
            found.append(part)
        assert not session.new
        assert not session.dirty
    assert cursor.done == cursor.cards
    return found


def replayed(made: School, *changes: Change) -> dict[str, Replayed]:
    return {each.card.id: each for part in parts(made, *changes) for each in part.found}


def later(made: School, **span: float) -> None:
    """Time passes, and what was done so far is known."""
    made.work()
    made.pass_time(**span)


def sent(found: Replayed) -> tuple[int, int]:
    """How often the card is moved by the rules in force, and by the others."""
    return len(found.before), len(found.after)


def test_the_same_rules_move_what_was_moved(made: School) -> None:
    complete = made.card("zoe", TITLE)
    card = made.card("zoe", "Paul Roux - Data analyst", "due")
    later(made, minutes=5)
    assert made.list_of(card) == INCOMPLETE
    later(made, hours=2)
    made.by("zoe").set_due(card, made.due())
    made.by("zoe").drag(card, made.list_id(INTAKE))
    later(made, hours=1)
    found = replayed(made)
    assert set(found) == {card}
    assert sent(found[card]) == (1, 1)
    (moved,) = found[card].after
    assert moved.missing == ("due",)
    assert moved.to_list == made.list_id(INCOMPLETE)
    assert made.list_of(complete) == INTAKE


def test_a_stricter_rule_would_have_moved_more(made: School) -> None:
    card = made.card("zoe", TITLE, "details")
    later(made, days=2)
    made.by("zoe").describe(card, "Dépôt : https://example.org/p7")
    later(made, days=1)
    found = replayed(made, STRICT)
    assert sent(found[card]) == (0, 1)
    (moved,) = found[card].after
    assert moved.missing == ("details",)
    assert made.time - moved.at > timedelta(days=2, hours=23)


def test_a_milder_rule_would_have_left_it(made: School) -> None:
    card = made.card("zoe", TITLE, "due")
    later(made, days=2)
    made.by("zoe").set_due(card, made.due())
    made.by("zoe").drag(card, made.list_id(INTAKE))
    later(made, days=1)
    assert sent(replayed(made, MILD)[card]) == (1, 0)


def test_what_is_completed_while_it_rests_would_not_have_moved(made: School) -> None:
    card = made.card("zoe", TITLE, "details")
    later(made, minutes=2)
    made.by("zoe").describe(card, "Dépôt : https://example.org/p7")
    later(made, days=1)
    assert replayed(made, STRICT) == {}
    hasty = Change("soutenances", "settle_new", "30s")
    assert sent(replayed(made, STRICT, hasty)[card]) == (0, 1)


def test_a_person_who_puts_it_back_is_left_in_peace(made: School) -> None:
    card = made.card("zoe", TITLE, "due")
    later(made, minutes=5)
    made.by("zoe").drag(card, made.list_id(INTAKE))
    later(made, hours=23)
    assert made.list_of(card) == INTAKE
    assert sent(replayed(made)[card]) == (1, 1)
    later(made, hours=2)
    assert made.list_of(card) == INCOMPLETE
    assert sent(replayed(made)[card]) == (2, 2)


def test_a_card_that_went_on_is_not_sent_back(made: School) -> None:
    card = made.card("zoe", TITLE, "details")
    made.by("helene").drag(card, made.list_id(ACCEPTED))
    later(made, days=1)
    assert replayed(made, STRICT) == {}


def test_what_a_manager_accepted_stays(made: School) -> None:
    card = made.card("zoe", TITLE, "due")
    made.by("helene").comment(card, "/accepter vu avec le mentor")
    later(made, days=1)
    assert replayed(made) == {}
    assert made.list_of(card) == INTAKE


def test_labels_people_and_archives_are_walked_back(made: School) -> None:
    card = made.card("zoe", TITLE, "label", "member")
    later(made, minutes=1)
    hand = made.by("zoe")
    hand.toggle_label(card, made.label())
    hand.join(card)
    later(made, hours=1)
    hand.toggle_label(card, made.label())
    hand.leave(card)
    hand.archive(card)
    later(made, hours=1)
    assert replayed(made) == {}
    hand.restore(card)
    later(made, hours=1)
    (moved,) = replayed(made)[card].after
    assert moved.missing == ("label", "member")
    assert made.time - moved.at <= timedelta(hours=1)  # not while it was archived


def test_time_alone_makes_a_card_late(made: School) -> None:
    card = made.card("zoe", TITLE)
    later(made, days=20)
    assert made.time > made.due(-4)
    found = replayed(made)
    assert [each.missing for each in found[card].after] == [("past",)]


def test_only_the_last_thirty_days_are_lived_again(made: School) -> None:
    card = made.card("zoe", TITLE, "due")
    later(made, days=1)
    made.by("zoe").drag(card, made.list_id(ACCEPTED))
    later(made, days=31)
    assert replayed(made) == {}


def test_cards_that_are_gone_are_counted(made: School) -> None:
    made.card("zoe", TITLE, "due")
    gone = made.card("zoe", "Paul Roux - Data analyst", "due")
    later(made, hours=1)
    made.by("zoe").archive(gone)
    made.by("zoe").delete(gone)
    later(made, hours=1)
    (part,) = parts(made)
    assert part.lost == 1


def test_a_long_replay_goes_on_where_it_was(made: School, monkeypatch: pytest.MonkeyPatch) -> None:
    cards = {made.card("zoe", f"Ana B{chr(97 + n)}rd - DA Python", "due") for n in range(5)}
    later(made, hours=1)
    monkeypatch.setattr(replaying, "CHUNK", 2)
    found = parts(made, MILD, seconds=0)
    assert [part.cursor.done for part in found] == [2, 4, 5]
    assert {each.card.id for part in found for each in part.found} == cards
    with made.parts.database.transaction() as session:
        told = session.scalar(sa.select(sa.func.count()).where(DeliveryRow.scope == "card"))
    assert sum(part.deliveries for part in found) == told


def test_a_board_never_read_is_not_replayed(made: School) -> None:
    rules = made.parts.rulebook
    with made.parts.database.transaction() as session:
        session.delete(session.query(BoardRow).one())
        session.flush()
        cursor = begin(session, rules.boards["soutenances"], made.time)
        assert go_on(session, rules, rules, made.parts.boards[0], cursor) is None


def test_a_card_whose_creation_nobody_told_begins_with_its_id(made: School) -> None:
    card = made.card("zoe", TITLE, "details")
    later(made, days=3)
    with made.parts.database.transaction() as session:
        session.execute(sa.delete(DeliveryRow))
    (moved,) = replayed(made, STRICT)[card].after
    assert timedelta(days=2, hours=23) < made.time - moved.at < timedelta(days=3)


def test_it_works_on_postgresql_too(tmp_path: Path, postgres_url: str) -> None:
    with school(tmp_path, database=postgres_url) as made:
        cards = [made.card("zoe", f"Ana B{chr(97 + n)}rd - DA Python", "details") for n in range(3)]
        accepted = made.card("zoe", TITLE, "details")
        made.by("helene").comment(accepted, "/accepter vu avec le mentor")
        later(made, days=1)
        assert {card: sent(each) for card, each in replayed(made, STRICT).items()} == dict.fromkeys(
            cards, (0, 1)
        )
