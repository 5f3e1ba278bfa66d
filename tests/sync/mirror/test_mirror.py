"""The mirror: what is saved is what is loaded, and what did not change is not written."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from databases import postgres_database
from drawn_objects import boards, cards
from examples import examples
from hypothesis import HealthCheck, Phase, given, settings

from sync.mirror import write
from sync.mirror.forms import board_form, card_form, differences
from sync.storage.database import Base, Database, database_url
from sync.storage.tables import DeliveryRow

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FEW = settings(
    max_examples=examples(25),
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    folder: Path = tmp_path_factory.mktemp("mirror")
    if request.param == "sqlite":
        yield tables(Database(database_url(None, folder)))
        return
    with postgres_database(request.getfixturevalue("postgres_server")) as url:
        made = tables(Database(database_url(url, folder)))
        yield made
        made.close()


def tables(database: Database) -> Database:
    Base.metadata.create_all(database.engine)
    return database


@contextmanager
def writes(database: Database) -> Iterator[list[str]]:
    """The statements that write, while the context lasts."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.split()[0].upper() in ("INSERT", "UPDATE", "DELETE"):
            seen.append(statement)

    sa.event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        sa.event.remove(database.engine, "before_cursor_execute", note)


# Both forms of accents, emoji, halves of emoji, NUL: a title is whatever somebody pasted.


def save(database: Database, data: dict[str, Any], at: datetime = NOW) -> list[str]:
    """As a run does: look up, then write."""
    with database.transaction() as session:
        form = card_form(data)
        known = write.load_cards(session, [form["id"]]).get(form["id"])
        changed = write.save_form(session, form, known, at)
        write.save_members(session, data.get("members") or ())
        return changed


def load(database: Database, card_id: str) -> dict[str, Any] | None:
    with database.transaction() as session:
        return write.load_cards(session, [card_id]).get(card_id)


@FEW
@given(cards)
def test_a_card_is_loaded_as_it_was_saved(database: Database, data: dict[str, Any]) -> None:
    save(database, data)
    assert differences(load(database, data["id"]), card_form(data)) == []
    with database.transaction() as session:
        known = write.load_board_cards(session, "b" * 24)[data["id"]]
        assert differences(known, card_form(data)) == []


@FEW
@given(cards)
def test_a_card_that_did_not_change_is_only_noted_as_read(
    database: Database, data: dict[str, Any]
) -> None:
    save(database, data)
    with writes(database) as written:
        assert save(database, copy.deepcopy(data), NOW + timedelta(minutes=1)) == []
    assert [each.split("SET")[0].split() for each in written] == [["UPDATE", "cards"]]
    known = load(database, data["id"])
    assert known is not None
    assert known["read_at"] == NOW + timedelta(minutes=1)


@FEW
@given(cards, cards)
def test_a_card_takes_any_other_state_whole(
    database: Database, before: dict[str, Any], after: dict[str, Any]
) -> None:
    save(database, before)
    after = {**after, "id": before["id"]}
    save(database, after)
    assert differences(load(database, before["id"]), card_form(after)) == []


def save_board(database: Database, data: dict[str, Any]) -> list[str]:
    with database.transaction() as session:
        return write.save_board(session, data, NOW)


@FEW
@given(boards, boards)
def test_a_board_takes_any_other_state_and_then_nothing_is_written(
    database: Database, before: dict[str, Any], after: dict[str, Any]
) -> None:
    roles = [{"idMember": each["id"], "memberType": "admin"} for each in after.get("members", ())]
    after = {**after, "memberships": roles}
    save_board(database, before)
    save_board(database, after)
    with database.transaction() as session:
        known = write.load_board_form(session, "b" * 24)
    wanted = board_form(after, known)
    assert differences(known, wanted) == []
    with writes(database) as written:
        save_board(database, after)
    assert written == []


@pytest.mark.parametrize(
    "told", [{"initials": "ZM"}, {"fullName": "", "initials": "ZZ"}, {"username": "zo"}]
)
def test_a_person_is_kept_as_last_told_and_once(database: Database, told: dict[str, str]) -> None:
    person = {"id": "e" * 24, "fullName": "Zoé Martin", "username": "zoe", "initials": "Z"}
    board = {"id": "b" * 24, "name": "", "memberships": [{"idMember": "e" * 24}]}
    save_board(database, {**board, "members": [person]})
    save_board(database, {**board, "members": [{**person, **told}]})
    with database.transaction() as session:
        known = write.load_board_form(session, "b" * 24)
    assert known is not None
    if told.get("fullName", "x"):
        person |= told
    assert known["members"]["e" * 24] == (
        person["fullName"],
        person["username"],
        person["initials"],
    )
    assert save_board(database, {**board, "members": [{**person, **told}]}) == []


def test_what_an_answer_about_a_board_does_not_carry_stays(database: Database) -> None:
    label = {"id": "1" * 24, "name": "P7", "color": "green"}
    board = {"id": "b" * 24, "name": "Soutenances", "labels": [label], "lists": []}
    save_board(database, board)
    assert save_board(database, {"id": "b" * 24, "name": "Soutenances"}) == []
    assert save_board(database, {**board, "labels": []}) == ["labels"]


def test_what_an_answer_about_a_card_does_not_carry_stays() -> None:
    known = card_form(
        {
            "id": "c" * 24,
            "idLabels": ["1" * 24],
            "customFieldItems": [{"idCustomField": "2" * 24, "value": {"text": "DA Python"}}],
        }
    )
    assert card_form({"id": "c" * 24, "idLabels": []}, known) == {**known, "labels": frozenset()}


def test_people_are_known_in_whichever_form_they_are_named() -> None:
    someone = {"id": "m" * 24}
    board = board_form(
        {"id": "b" * 24, "memberships": [{"member": someone, "memberType": "admin"}]}
    )
    assert board["memberships"] == {"m" * 24: "admin"}
    assert card_form({"id": "c" * 24, "members": [someone]})["members"] == {"m" * 24}


def test_a_card_that_is_gone_is_not_loaded_and_comes_back_whole(database: Database) -> None:
    data = {"id": "c" * 24, "idBoard": "b" * 24, "idList": "1" * 24, "name": "Léa"}
    save(database, data)
    with database.transaction() as session:
        write.card_gone(session, data["id"], NOW)
    assert load(database, data["id"]) is None
    assert save(database, data) == ["missing"]
    assert differences(load(database, data["id"]), card_form(data)) == []


def test_a_card_that_somebody_wrote_meanwhile_is_not_written_over(database: Database) -> None:
    data = {"id": "d" * 24, "idBoard": "b" * 24, "idList": "1" * 24, "name": "avant"}
    save(database, data)
    with database.transaction() as session:
        known = write.load_cards(session, [data["id"]])[data["id"]]
        save_elsewhere = {**data, "name": "entretemps"}
        save(database, save_elsewhere, NOW + timedelta(seconds=1))
        with pytest.raises(write.Overtaken):
            write.save_form(session, card_form({**data, "name": "trop tard"}), known, NOW)
        session.rollback()
    found = load(database, data["id"])
    assert found is not None
    assert found["name"] == "entretemps"


def test_a_delivery_that_comes_in_while_it_is_noted_as_missed_is_not_kept_twice(
    database: Database,
) -> None:
    data = {"id": "f" * 24, "idBoard": "b" * 24, "idList": "1" * 24, "name": "Léa"}
    with database.transaction() as session:
        session.add(delivery())
        with database.transaction() as elsewhere:
            elsewhere.add(delivery())
        with pytest.raises(write.Overtaken):
            write.save_form(session, card_form(data), None, NOW)
        session.rollback()


def delivery() -> DeliveryRow:
    return DeliveryRow(
        action_id="a" * 24, type="commentCard", scope="card", date=NOW, received_at=NOW, action={}
    )


def test_a_card_that_somebody_else_made_first_is_not_made_twice(database: Database) -> None:
    data = {"id": "e" * 24, "idBoard": "b" * 24, "idList": "1" * 24, "name": "Léa"}
    with database.transaction() as session:
        save(database, data)
        with pytest.raises(write.Overtaken):
            write.save_form(session, card_form(data), None, NOW)
        session.rollback()
