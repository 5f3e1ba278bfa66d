"""Genuine deliveries that somebody sends once more, and genuine ones of odd shapes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from harness import INCOMPLETE, School, school

from greffier.app import create_app
from sync.storage.tables import CaseRow, DeliveryRow, HoldRow, WakeRow
from webhooks.payload import ABOUT_BOARDS, ABOUT_CARDS
from webhooks.signature import HEADER, sign
from webhooks.views import IDENTIFIER, PATH

ODD: tuple[Any, ...] = (None, 7, True, "x", [], ["x"], {}, {"id": 7}, {"id": ["x"]}, [{"id": "x"}])
PLACES = (
    *(
        "list",
        "listBefore",
        "listAfter",
        "old",
        "text",
        "member",
        "label",
        "attachment",
        "idMember",
    ),
    *("checkItem", "customField", "customFieldItem", "boardSource", "cardSource"),
)


@pytest.fixture
def the_school(tmp_path: Path) -> Iterator[School]:
    with school(tmp_path) as made:
        yield made


class Trello:
    """Sends what Trello signs."""

    def __init__(self, made: School) -> None:
        self.made, self.client, self.number = made, create_app(made.parts).test_client(), 0

    def send(self, action: dict[str, Any], **headers: str) -> int:
        settings = self.made.parts.settings
        body = json.dumps({"action": action}).encode()
        signed = {HEADER: sign(body, settings.callback_url, settings.secret), **headers}
        return self.client.post(PATH, data=body, headers=signed).status_code

    def action(self, card: str, kind: str, **more: Any) -> dict[str, Any]:
        self.number += 1
        zoe = self.made.sandbox.state.member("zoe")["id"]
        board = {"id": self.made.parts.boards[0]}
        return {
            "id": f"65f00000000000000003{self.number:04x}",
            "type": kind,
            "date": self.made.time.isoformat(),
            "idMemberCreator": zoe,
            "appCreator": None,
            "data": {"card": {"id": card}, "board": board},
            **more,
        }


def told(made: School, card: str, kind: str) -> dict[str, Any]:
    """The last action of this kind on the card, as Trello told it."""
    with made.parts.database.transaction() as session:
        row = DeliveryRow
        query = sa.select(row).where(row.card_id == card, row.type == kind)
        return dict(session.scalars(query.order_by(row.date.desc())).first().action)


def forget(made: School) -> None:
    """Purge the deliveries, as the clerk does after a time."""
    assert made.sandbox.quiesce(20)
    made.worker.drain()
    with made.parts.database.transaction() as session:
        session.execute(sa.delete(DeliveryRow))


def test_an_order_of_yesterday_is_not_obeyed_again(the_school: School) -> None:
    made, card = the_school, the_school.card("zoe", "Marie Dupont - DA Python", "label")
    made.work()
    made.by("zoe").comment(card, "/suspendre je vois avec elle")
    made.work()
    order = told(made, card, "commentCard")
    made.pass_time(hours=25)
    with made.parts.database.transaction() as session:
        session.execute(sa.delete(HoldRow))
    forget(made)
    assert Trello(made).send(order) == 200
    made.work()
    with made.parts.database.transaction() as session:
        assert session.get(HoldRow, card) is None


def test_nor_does_an_old_act_sent_again_count_as_a_new_one(the_school: School) -> None:
    made, card = the_school, the_school.card("zoe", "Marie Dupont - DA Python")
    made.work()
    made.by("zoe").set_due(card, made.due(18))
    made.work()
    change = told(made, card, "updateCard")
    with made.parts.database.transaction() as session:
        row = session.get_one(CaseRow, card)
        row.due_changed_at, row.due_changed_by = made.time, "somebody"
    forget(made)
    made.pass_time(hours=25)
    assert Trello(made).send(change) == 200
    made.work()
    with made.parts.database.transaction() as session:
        assert session.get_one(CaseRow, card).due_changed_by == "somebody"


def test_an_order_that_waited_is_obeyed_within_the_day(the_school: School) -> None:
    made, card = the_school, the_school.card("zoe", "Marie Dupont - DA Python", "label")
    made.work()
    made.by("zoe").comment(card, "/suspendre")
    assert made.sandbox.quiesce(20)
    made.time += (made.due(1) - made.time) * 0.9
    made.work()
    with made.parts.database.transaction() as session:
        assert session.get_one(HoldRow, card).kind == "suspended"


def test_our_mark_on_what_somebody_else_did_hides_nothing(the_school: School) -> None:
    made = the_school
    mark = made.parts.settings.client_identifier
    card = made.card("zoe", "Marie Dupont - DA Python", "label")
    forget(made)
    sent = Trello(made)
    assert sent.send(sent.action(card, "createCard"), **{IDENTIFIER: mark}) == 200
    made.work()
    assert made.list_of(card) == INCOMPLETE


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_odd_shapes_park_nothing(the_school: School, odd: Any) -> None:
    made, sent = the_school, Trello(the_school)
    card = made.card("zoe", "Marie Dupont - DA Python", where="Réussies")
    made.work()
    for kind in sorted(ABOUT_CARDS - {"deleteCard"}):
        action = sent.action(card, kind, memberCreator=odd, appCreator=odd)
        action["data"] |= dict.fromkeys(PLACES, odd)
        action["data"]["card"] |= {"name": odd, "idShort": odd}
        assert sent.send(action) == 200
        assert sent.send({**sent.action(card, kind), "date": odd, "idMemberCreator": odd}) == 200
    for kind in sorted(ABOUT_BOARDS):
        assert sent.send(sent.action(card, kind, memberCreator=odd)) == 200
    made.pass_time(minutes=5)
    with made.parts.database.transaction() as session:
        rows = session.query(WakeRow).all()
        assert {(each.failures, each.parked_at, each.error) for each in rows} == {(0, None, "")}
        assert not session.query(DeliveryRow).filter(DeliveryRow.settled_at.is_(None)).count()
