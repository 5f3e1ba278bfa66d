"""A board as it stood: equal, field by field, to the mirror of that moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from harness import ACCEPTED, INTAKE, TO_TRANSFER, School, school

from mentoring.privacy.erase import erase_student
from rules.card import Board, Card
from sync.mirror.as_rules import cards_of
from sync.mirror.cards import board_value
from sync.mirror.write import load_board_form
from sync.rulebook.versions import adopt
from sync.simulation.horizon import DELIVERIES_KEPT, HISTORY_KEPT, horizon
from sync.simulation.past_board import PastBoard, board_at
from sync.storage.tables import DeliveryRow, VerdictRow
from sync.storage.trello_tables import BoardRow, MirrorChangeRow

TITLE = "Marie Dupont - DA Python"


@dataclass(frozen=True)
class Dump:
    """The mirror at one moment."""

    at: datetime
    board: Board
    cards: dict[str, Card]
    states: dict[str, str]


@pytest.fixture
def made(tmp_path: Path) -> Iterator[School]:
    with school(tmp_path, both=True) as opened:
        yield opened


def dump(made: School) -> Dump:
    """The mirror now, a minute after the last change."""
    made.work()
    made.pass_time(minutes=1)
    with made.parts.database.transaction() as session:
        form = load_board_form(session, made.parts.boards[0])
        assert form is not None
        cards = {each.id: kept(each) for each in cards_of(session, form)}
        verdicts = session.scalars(
            sa.select(VerdictRow).where(VerdictRow.board_id == made.parts.boards[0])
        )
        states = {each.card_id: each.state for each in verdicts if each.card_id in cards}
    found = Dump(made.time, board_value(form), cards, states)
    made.pass_time(hours=5)
    return found


def kept(card: Card) -> Card:
    """The card as far as its history is kept."""
    return replace(card, last_activity=None)


def told(card: Card) -> Card:
    """The card as far as deliveries tell of its past."""
    return replace(card, pos=0.0, last_activity=None, checklists=(), url="")


def forget_history(made: School, until: datetime | None = None) -> None:
    """As if the version that keeps it had begun then, or only now."""
    with made.parts.database.transaction() as session:
        for row in session.scalars(sa.select(BoardRow)):
            row.history_since = until


def past(made: School, at: datetime) -> PastBoard:
    board = made.parts.boards[0]
    with made.parts.database.transaction() as session:
        known = horizon(session, board, made.time)
        assert known is not None
        found = board_at(session, made.parts.rulebook, board, at, known)
        assert found is not None
        assert not session.new
        assert not session.dirty
    return found


def differing(told: Card, mirrored: Card) -> list[tuple[str, object, object]]:
    """Each field in which the card is not as it was mirrored."""
    both = [
        (each.name, *(getattr(x, each.name) for x in (told, mirrored))) for each in fields(Card)
    ]
    return [each for each in both if each[1] != each[2]]


def same(made: School, then: Dump, as_far: Callable[[Card], Card] = kept) -> None:
    """The board of that instant is the mirror of that moment."""
    found = past(made, then.at)
    assert found.whole
    assert (found.unknown == ("member_names",)) is (as_far is kept)
    cards = {card.id: as_far(card) for card, _ in found.cards}
    assert set(cards) == set(then.cards)
    wrong = [x for key, card in cards.items() for x in differing(card, as_far(then.cards[key]))]
    assert wrong == []
    assert sorted(found.ruled.board.lists, key=lambda x: x.id) == sorted(
        then.board.lists, key=lambda x: x.id
    )
    assert set(found.ruled.board.labels) == set(then.board.labels)
    states = {card.id: verdict.state for card, verdict in found.cards}
    assert {key: states[key] for key in then.states} == then.states


def forget_deliveries(made: School) -> None:
    with made.parts.database.transaction() as session:
        session.execute(sa.delete(DeliveryRow))


def kept_before(made: School, at: datetime) -> int:
    query = sa.select(sa.func.count()).where(MirrorChangeRow.at < at)
    with made.parts.database.transaction() as session:
        return session.scalar(query) or 0


def transfers(made: School) -> str:
    """The id of the second board's intake list."""
    return str(made.parts.rulebook.boards["transfert"].intake[0])


def test_each_day_of_a_week_is_told_as_it_was(made: School) -> None:
    _state, hand = made.sandbox.state, made.by("zoe")
    first = made.card("zoe", TITLE, "due")
    second = made.card("zoe", "Paul Martin - DA Python")
    items = hand.add_checklist(second, "Avant", "Relire", "Envoyer")["checkItems"]
    dumps = [dump(made)]
    hand.check_item(second, items[0]["id"])
    hand.drag(second, made.list_id(INTAKE), "top")
    hand.set_due(first, made.due(20))
    hand.rename(second, "Paul Martin - DA Java")
    hand.drag(first, made.list_id(INTAKE))
    dumps.append(dump(made))
    hand.toggle_label(second, made.label("P7"))
    hand.leave(second)
    hand.describe(second, "Autre dépôt : https://example.org/p8")
    dumps.append(dump(made))
    hand.drag(first, made.list_id(ACCEPTED))
    third = made.card("zoe", "Jean Petit - DA Python", "label")
    dumps.append(dump(made))
    hand.archive(second)
    hand.delete(third)
    fourth = made.card("zoe", "Luc Grand - DA Python")
    hand.attach(fourth, "https://example.org/p7.pdf", "Rapport")
    dumps.append(dump(made))
    hand.restore(second)
    hand.mark_due(second)
    hand.make_template(fourth)
    hand.move_to_board(first, made.parts.boards[1], transfers(made))
    dumps.append(dump(made))
    assert made.list_of(first) == TO_TRANSFER
    assert len({frozenset(each.cards.values()) for each in dumps}) == len(dumps)
    for each in dumps:
        same(made, each)
    for since in (dumps[2].at, None):
        forget_history(made, since)
        for each in dumps:
            same(made, each, kept if since and each.at >= since else told)


def test_lists_and_labels_have_the_names_of_then(made: School) -> None:
    hand, board = made.by("zoe"), made.parts.boards[0]
    card = made.card("zoe", TITLE)
    dumps = [dump(made)]
    hand.change_list(made.list_id(ACCEPTED), name="Planifiées")
    hand.rename_label(board, made.label("P7"), "P7 bis")
    late = hand.create_list(board, "Plus tard")["id"]
    label = hand.create_label(board, "Urgent", "red")["id"]
    hand.toggle_label(card, label)
    dumps.append(dump(made))
    hand.delete_label(board, label)
    hand.change_list(late, closed=True)
    dumps.append(dump(made))
    assert len({each.board.labels for each in dumps}) == len(dumps)
    for each in dumps:
        same(made, each)
    forget_history(made)
    for each in dumps:
        same(made, each, told)


def test_a_year_back_it_is_still_told_as_it_was(
    made: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = made.by("zoe")
    first, second = made.card("zoe", TITLE), made.card("zoe", "Paul Martin - DA Python", "due")
    dumps = [dump(made)]
    hand.rename(first, "Marie Durand - DA Python")
    hand.set_due(second, made.due(20))
    dumps.append(dump(made))
    hand.delete(first)
    hand.archive(second)
    dumps.append(dump(made))
    made.time += timedelta(days=365)
    forget_deliveries(made)
    made.look()
    for each in dumps:
        same(made, each)
    made.time += HISTORY_KEPT - timedelta(days=364)
    assert not past(made, dumps[0].at).whole, "it is kept no longer"
    made.time = made.time.replace(hour=3, minute=0)
    monkeypatch.setattr(type(made.queue), "purge", lambda *_: None, raising=False)
    assert kept_before(made, made.time - HISTORY_KEPT) > 0
    made.worker.tick()
    assert kept_before(made, made.time - HISTORY_KEPT) == 0


@pytest.mark.postgres
def test_on_postgresql_it_is_told_as_it_was(tmp_path: Path, postgres_url: str) -> None:
    with school(tmp_path, both=True, database=postgres_url) as made:
        hand, card = made.by("zoe"), made.card("zoe", TITLE, "due")
        dumps = [dump(made)]
        hand.set_due(card, made.due(20))
        hand.add_checklist(card, "Avant", "Relire")
        hand.describe(card, "Dépôt : https://example.org/p8")
        dumps.append(dump(made))
        hand.move_to_board(card, made.parts.boards[1], transfers(made))
        dumps.append(dump(made))
        hand.delete(card)
        dumps.append(dump(made))
        for each in dumps:
            same(made, each)


def test_a_card_that_was_erased_is_told_of_no_more(made: School) -> None:
    card = made.card("zoe", TITLE)
    then = dump(made)
    made.by("zoe").archive(card)
    dump(made)
    with made.parts.database.transaction() as session:
        erase_student(session, made.parts.rulebook, [card], "helene", made.time)
    found = past(made, then.at)
    assert (found.cards, found.erased) == ((), 1)
    found = past(made, made.time)
    assert (len(found.cards), found.erased) == (1, 0), "as it stands on Trello"


def test_what_was_before_the_deliveries_that_are_kept_is_said_not_to_be_known(made: School) -> None:
    hand = made.by("zoe")
    card = made.card("zoe", TITLE)
    then = dump(made)
    hand.rename(card, "Marie Durand - DA Python")
    hand.drag(card, made.list_id(ACCEPTED))
    dump(made)
    made.time += DELIVERIES_KEPT + timedelta(days=1)
    forget_deliveries(made)
    forget_history(made)
    found = past(made, then.at)
    ((known, _),) = found.cards
    assert not found.whole
    assert known.list_id == made.list_id(INTAKE), "its stay there was seen"
    assert known.name == "Marie Durand - DA Python"
    assert "name" in found.unknown


def test_the_rules_of_then_judge(made: School) -> None:
    card = made.card("zoe", TITLE, "details")
    then = dump(made)
    file = made.parts.settings.rulebook
    file.write_text(
        file.read_text("utf-8") + '\n[mentions.details]\nseverity = "blocks"\n', "utf-8"
    )
    with made.parts.database.transaction() as session:
        adopt(session, file.read_text("utf-8"), made.time)
    made.parts.rules.look()
    made.pass_time(hours=1)
    now = {each.id: verdict.state for each, verdict in past(made, made.time).cards}
    before = {each.id: verdict.state for each, verdict in past(made, then.at).cards}
    assert (before[card], now[card]) == ("complete", "incomplete")
    assert past(made, then.at).version == 1
