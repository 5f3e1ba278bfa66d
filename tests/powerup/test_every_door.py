"""Every rule of the URL map, asked by every kind of person: a new route without a line here fails."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from desk import Desk
from doors import ACTS, API, DOORS, MANAGERS, OPEN, PART, SECRET, SIGNED, Door
from harness import school
from werkzeug.test import TestResponse

from mentoring.sessions.service import Person, Sessions
from mentoring.students.tables import StudentRow
from mentoring.students.write import attribute, make_student
from sandbox.jwts import JwtKeys
from sandbox.seeds.invented_school import SOUTENANCES, TRANSFERT
from sync.clock import now
from sync.storage.tables import ReceiptRow
from sync.storage.trello_tables import MembershipRow
from webhooks import views as webhooks

LET_IN = (200, 409, 422)


THINGS = ("board", "card", "list", "member", "student", "session")
HERE, THERE = "manager", "manager of transfers"
PEOPLE = {
    "mentor": ("zoe", SOUTENANCES),
    HERE: ("helene", SOUTENANCES),
    THERE: ("idriss", TRANSFERT),
    "manager of both": ("gwenael", SOUTENANCES),
    "observer": ("olivia", SOUTENANCES),
    "stranger": ("passant", SOUTENANCES),
}
MANAGE = frozenset({HERE, THERE, "manager of both"})
TOKENS = ("none", "garbage", "expired", "forged", "of another Power-Up")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Hélène manages Soutenances alone, Idriss transfers alone, Gwenaël both."""
    now = datetime.now(UTC)
    with school(tmp_path_factory.mktemp("doors"), empty=False, both=True, start=now) as opened:
        made = Desk.at(opened)
        opened.sandbox.add_member("passant", "Un Passant")
        made.leaves("helene", TRANSFERT)
        made.leaves("idriss", SOUTENANCES)
        with opened.parts.database.transaction() as session:
            member = opened.sandbox.state.member("gwenael")["id"]
            for name in (SOUTENANCES, TRANSFERT):
                session.get_one(MembershipRow, (made.board(name), member)).role = "admin"
        yield made


def world(desk: Desk, name: str) -> dict[str, Any]:
    """A board with a card, a list, a person and a receipt of it; none of them "nowhere"."""
    if name == "nowhere":
        return {**dict.fromkeys(THINGS, "f" * 24), "receipt": 10**9}
    board = desk.board(name)
    card = desk.card("Thomas Girard" if name == SOUTENANCES else "Rose Guillot")
    with desk.school.parts.database.transaction() as session:
        mine = session.query(ReceiptRow).filter(ReceiptRow.board_id == board)
        receipt = mine.filter(ReceiptRow.state == "done").first()
    member = desk.school.sandbox.state.member("helene" if name == SOUTENANCES else "idriss")
    return {
        "board": board,
        "card": card["id"],
        "list": card["idList"],
        "member": member["id"],
        "receipt": receipt.id if receipt is not None else 10**9,
        **weekly(desk, member["id"], name),
    }


def weekly(desk: Desk, member: str, board: str) -> dict[str, str]:
    """A student whom this person of the board follows, and a session of theirs."""
    name = f"Élève {board}"
    service = Sessions(desk.school.parts.database, desk.school.parts.rules)
    with desk.school.parts.database.transaction() as session:
        row = session.query(StudentRow).filter(StudentRow.name == name).one_or_none()
        student = row.id if row else make_student(session, Person(name, "Data Analyst")).id
        attribute(session, student, member, "manager", "Gwenaël", now())
    held = service.student(member, student).sessions
    if not held:
        held = [service.book(member, student, now() + timedelta(days=2)).session]
    return {"student": student, "session": held[0].id}


def filled(value: Any, things: Mapping[str, Any]) -> Any:
    if isinstance(value, str):
        return things["receipt"] if value == "{receipt}" else value.format_map(things)
    if isinstance(value, list):
        return [filled(each, things) for each in value]
    if not isinstance(value, Mapping):
        return value
    return {key: filled(each, things) for key, each in value.items()}


def token(desk: Desk, kind: str) -> str:
    """A token that proves nothing."""
    sandbox, at = desk.school.sandbox, desk.school.time.timestamp()
    who = sandbox.state.member("helene")["id"], desk.board()
    return {
        "none": "",
        "garbage": "a.b.c",
        "expired": desk.token("helene", lifetime=-60),
        "forged": JwtKeys().sign(sandbox.plugin, who[1], who[0], now=at),
        "of another Power-Up": sandbox.jwt_keys.sign("e" * 24, who[1], who[0], now=at),
    }[kind]


def knock(
    desk: Desk, method: str, door: Door, bearer: str, things: Mapping[str, Any]
) -> TestResponse:
    headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
    body = filled(door.body, things) if method == "POST" else None
    path = filled(door.path, things)
    return desk.client.open(path, method=method, headers=headers, json=body, buffered=True)


def bearer_of(desk: Desk, person: str) -> str:
    who, board = PEOPLE[person]
    return desk.token(who, board=board)


def may(person: str, door: Door) -> bool:
    return person in MANAGE or (door.who == PART and person == "mentor")


def every() -> Iterator[tuple[str, str, Door]]:
    for (method, rule), door in DOORS.items():
        yield f"{method} {rule}", method, door
    for name, (who, path, body) in ACTS.items():
        yield name, "POST", Door(who, API + path, body)


def test_every_rule_of_the_map_has_a_line(desk: Desk) -> None:
    rules = {
        (method, rule.rule)
        for rule in desk.client.application.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert rules - set(DOORS) == set(), "say in DOORS who may ask this, and what it is asked"
    before_flask = {("POST", webhooks.PATH)}
    assert set(DOORS) - rules == before_flask, "a line of a rule that is no more"


@pytest.mark.parametrize(("act", "why"), [("give", "not-theirs"), ("hand", "not-a-mentor")])
def test_a_student_or_a_session_goes_to_people_of_ones_own_boards_alone(
    desk: Desk, act: str, why: str
) -> None:
    own, other = world(desk, SOUTENANCES), world(desk, TRANSFERT)
    follow, session = f"/desk/follow/{own['student']}", f"/desk/sessions/one/{own['session']}"
    path = f"{follow}/give" if act == "give" else f"{session}/hand"
    before = desk.get(f"/desk/students/{own['student']}", "helene").get_json()["mentors"]
    refused = desk.post(path, "helene", member=other["member"])
    assert (refused.status_code, refused.get_json()["error"]) == (409, why)
    assert desk.get(f"/desk/students/{own['student']}", "helene").get_json()["mentors"] == before
    offered = desk.get(f"{follow}/candidates", "helene").get_json()["people"]
    assert offered
    assert other["member"] not in {each["id"] for each in offered}


@pytest.mark.parametrize("person", PEOPLE)
def test_each_is_let_in_where_they_may_and_nowhere_else(desk: Desk, person: str) -> None:
    bearer, own = bearer_of(desk, person), world(desk, PEOPLE[person][1])
    own["member"] = world(desk, "nowhere")["member"]  # what is done to people is asked below
    wrong = {}
    for name, method, door in every():
        answer = knock(desk, method, door, bearer, own)
        expected: tuple[int, ...] = {OPEN: (200,), SECRET: (404,), SIGNED: (401,)}.get(door.who, ())
        if door.who in (PART, MANAGERS):
            expected = (*LET_IN, 404) if may(person, door) else (403,)
        if answer.status_code not in expected:
            wrong[name] = answer.status_code
    assert wrong == {}


@pytest.mark.parametrize("kind", TOKENS)
def test_a_token_that_proves_nothing_opens_nothing(desk: Desk, kind: str) -> None:
    bearer, own = token(desk, kind), world(desk, SOUTENANCES)
    told = {
        (answer.status_code, answer.get_data())
        for _, method, door in every()
        if door.who in (PART, MANAGERS)
        for answer in [knock(desk, method, door, bearer, own)]
    }
    assert {status for status, _ in told} == {401}
    assert len(told) == 1, "one refusal, whatever it is about"


def test_strangers_and_observers_are_refused_alike(desk: Desk) -> None:
    told = {
        knock(desk, method, door, bearer_of(desk, person), world(desk, name)).get_data()
        for person in ("observer", "stranger")
        for name in (SOUTENANCES, "nowhere")
        for _, method, door in every()
        if door.who in (PART, MANAGERS)
    }
    assert len(told) == 1


@pytest.mark.parametrize(("person", "elsewhere"), [(HERE, TRANSFERT), (THERE, SOUTENANCES)])
def test_what_is_on_another_board_is_answered_like_what_is_nowhere(
    desk: Desk, person: str, elsewhere: str
) -> None:
    bearer = bearer_of(desk, person)
    own, foreign, nowhere = (
        world(desk, each) for each in (PEOPLE[person][1], elsewhere, "nowhere")
    )
    before, wrong = _receipts(desk, elsewhere), []
    for name, method, door in every():
        for kept in ((), ("board",), ("board", "card", "list")):
            same = {key: own[key] for key in kept}
            pair = {**foreign, **same}, {**nowhere, **same}
            if door.who not in (PART, MANAGERS) or _asks_the_same(door, *pair):
                continue
            asked = [knock(desk, method, door, bearer, each) for each in pair]
            told = [(each.status_code, each.get_data()) for each in asked]
            if told[0] != told[1]:
                wrong.append((name, kept, *(status for status, _ in told)))
    assert wrong == []
    assert _receipts(desk, elsewhere) == before


def _asks_the_same(door: Door, one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    asked = [(filled(door.path, each), filled(door.body, each)) for each in (one, other)]
    return bool(asked[0] == asked[1])


def _receipts(desk: Desk, board: str) -> list[tuple[int, Any]]:
    with desk.school.parts.database.transaction() as session:
        rows = session.query(ReceiptRow).filter(ReceiptRow.board_id == desk.board(board))
        return sorted((each.id, each.undone_at) for each in rows)
