"""Every rule of the URL map, asked by every kind of person: a new route without a line here fails."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from desk import Desk
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

OPEN, SECRET, SIGNED, PART, MANAGERS = "open", "secret", "signed", "part", "managers"
LET_IN = (200, 409, 422)


@dataclass(frozen=True)
class Door:
    """Who may pass, and what is asked: `{board}`, `{card}`, `{list}`, `{member}`, `{receipt}`,
    `{student}` and `{session}` are filled, in the address as in the body.
    """

    who: str
    path: str
    body: Mapping[str, Any] = field(default_factory=dict)


API = "/powerup/api"
CARD = {"board": "{board}", "card": "{card}"}
DOORS: dict[tuple[str, str], Door] = {
    ("GET", "/health"): Door(OPEN, "/health"),
    ("GET", "/metrics"): Door(OPEN, "/metrics"),
    ("GET", "/powerup/"): Door(OPEN, "/powerup/"),
    ("GET", "/powerup/<name>"): Door(OPEN, "/powerup/desk"),
    ("GET", "/powerup/static/<seen>/<path:name>"): Door(OPEN, "/powerup/static/1/panel.js"),
    ("GET", "/webhooks/trello"): Door(OPEN, "/webhooks/trello"),
    ("POST", "/webhooks/trello"): Door(SIGNED, "/webhooks/trello"),
    ("GET", "/reglement/<token>"): Door(SECRET, "/reglement/{board}"),
    ("GET", "/calendrier/<token>.ics"): Door(SECRET, "/calendrier/{member}.ics"),
    ("GET", "/calendrier/carte/<token>.ics"): Door(SECRET, "/calendrier/carte/{card}-0.ics"),
}
LATER = {"date": "2027-03-03", "time": "18:00"}
SESSION_ACTS: dict[str, Mapping[str, Any]] = {
    "status": {"status": "called-off"},
    "draft": {},
    "finish": {"more": "x"},
    "move": LATER,
    "video": {"url": "https://visio.example.org/x"},
    "undo": {"change": 1},
}
STUDENT_ACTS: dict[str, Mapping[str, Any]] = {
    "book": LATER,
    "slot": {"weekday": 1, "time": "18:00"},
    "pause": {"first": "2027-03-03"},
    "end": {"how": "left"},
    "reopen": {},
}
_ASKED: dict[str, tuple[str, str, Mapping[str, Any]]] = {
    "GET /board": (PART, "", {}),
    "GET /about": (PART, "", {}),
    "GET /card/<card_id>": (PART, "/card/{card}", {}),
    "POST /card/<card_id>/link": (PART, "/card/{card}/link", {}),
    "POST /card/<card_id>/<action>": (PART, "/card/{card}/undo", {"receipt": "{receipt}"}),
    "POST /card/<card_id>/step/<action>": (PART, "/card/{card}/step/outcome", {}),
    "POST /list/<list_id>/check": (PART, "/list/{list}/check", {}),
    "GET /desk/me": (PART, "", {}),
    "GET /desk/mine": (PART, "", {}),
    "GET /desk/mine/count": (PART, "", {}),
    "POST /desk/mine/<board>/<card>/<action>": (PART, "/desk/mine/{board}/{card}/put-back", {}),
    "GET /desk/profile": (PART, "", {}),
    "POST /desk/profile": (PART, "", {}),
    "GET /desk/profile/news": (PART, "", {}),
    "POST /desk/profile/dismiss": (PART, "", {}),
    "POST /desk/profile/forget": (PART, "", {}),
    "GET /desk/feeds": (PART, "", {}),
    "POST /desk/feeds": (PART, "", {}),
    "POST /desk/feeds/close": (PART, "", {}),
    "GET /desk/acts": (MANAGERS, "/desk/acts?board={board}", {}),
    "GET /desk/acts/boards": (MANAGERS, "", {}),
    "GET /desk/acts/foreseen": (MANAGERS, "/desk/acts/foreseen?what=pause&board={board}", {}),
    "POST /desk/acts/lift": (MANAGERS, "", CARD),
    "POST /desk/acts/switch": (MANAGERS, "", {"what": "resume", "board": "{board}"}),
    "POST /desk/acts/undo": (MANAGERS, "", {"receipts": ["{receipt}"]}),
    "GET /desk/acts/undoable": (MANAGERS, "/desk/acts/undoable?board={board}", {}),
    "GET /desk/agenda": (MANAGERS, "", {}),
    "POST /desk/card/<board>/<card>/<action>": (
        *(MANAGERS, "/desk/card/{board}/{card}/undo"),
        {"receipt": "{receipt}"},
    ),
    "GET /desk/figures": (MANAGERS, "/desk/figures?board={board}", {}),
    "GET /desk/figures/table": (MANAGERS, "/desk/figures/table?board={board}", {}),
    "GET /desk/health": (MANAGERS, "", {}),
    "POST /desk/health/replay": (MANAGERS, "", {"id": "{card}"}),
    "GET /desk/mentors": (MANAGERS, "", {}),
    "GET /desk/mentors/export": (MANAGERS, "", {}),
    "POST /desk/mentors/import": (MANAGERS, "", {}),
    "GET /desk/picker/<board>/<card>": (MANAGERS, "/desk/picker/{board}/{card}", {}),
    "POST /desk/picker/<board>/<card>": (MANAGERS, "/desk/picker/{board}/{card}", {}),
    "GET /desk/sessions/week": (PART, "", {}),
    "GET /desk/sessions/history": (PART, "/desk/sessions/history?student={student}", {}),
    "GET /desk/sessions/one/<session>": (PART, "/desk/sessions/one/{session}", {}),
    **{
        f"POST /desk/sessions/one/<session>/{act}": (
            PART,
            f"/desk/sessions/one/{{session}}/{act}",
            body,
        )
        for act, body in SESSION_ACTS.items()
    },
    "GET /desk/students": (PART, "", {}),
    "GET /desk/students/<student>": (PART, "/desk/students/{student}", {}),
    "GET /desk/students/<student>/proposals": (PART, "/desk/students/{student}/proposals", {}),
    **{
        f"POST /desk/students/<student>/{act}": (PART, f"/desk/students/{{student}}/{act}", body)
        for act, body in STUDENT_ACTS.items()
    },
    "GET /desk/follow": (MANAGERS, "", {}),
    "GET /desk/follow/<student>/candidates": (MANAGERS, "/desk/follow/{student}/candidates", {}),
    "POST /desk/follow/<student>/give": (
        *(MANAGERS, "/desk/follow/{student}/give"),
        {"member": "{member}"},
    ),
    "GET /desk/todo": (MANAGERS, "", {}),
    "GET /desk/todo/card/<board>/<card>": (MANAGERS, "/desk/todo/card/{board}/{card}", {}),
    "GET /desk/todo/count": (MANAGERS, "", {}),
    "GET /desk/todo/twins/<board>/<card>": (MANAGERS, "/desk/todo/twins/{board}/{card}", {}),
    "GET /desk/whatif": (MANAGERS, "", {}),
    "POST /desk/whatif/apply": (MANAGERS, "", {}),
    "POST /desk/whatif/drop": (MANAGERS, "", {}),
    "POST /desk/whatif/replay": (MANAGERS, "", {"draft": [], "board": "{board}"}),
    "POST /desk/whatif/try": (MANAGERS, "", {"draft": []}),
    "GET /desk/whatif/versions": (MANAGERS, "", {}),
}
for _line, (_who, _path, _body) in _ASKED.items():
    _method, _, _rule = _line.partition(" ")
    DOORS[_method, API + _rule] = Door(_who, API + (_path or _rule), _body)

ACTS: dict[str, tuple[str, str, Mapping[str, Any]]] = {
    **{x: (PART, f"/card/{{card}}/{x}", {}) for x in ("title", "due", "label", "details")},
    **{x: (PART, f"/card/{{card}}/{x}", {}) for x in ("join", "put-back", "check", "lift")},
    "suspend": (PART, "/card/{card}/suspend", {"reason": "x"}),
    **{x: (MANAGERS, f"/card/{{card}}/{x}", {}) for x in ("accept", "accept-date", "restore-date")},
    **{x: (PART, f"/card/{{card}}/step/{x}", {}) for x in ("offer", "withdraw")},
    "give": (MANAGERS, "/card/{card}/step/give", {"member": "{member}"}),
    "feed of all": (MANAGERS, "/desk/feeds", {"kind": "all"}),
    "profile": (MANAGERS, "/desk/profile", {"member": "{member}"}),
    "forget": (MANAGERS, "/desk/profile/forget", {"member": "{member}"}),
}
"""What one rule does in several ways, and with which right each."""

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
    assert set(DOORS) - rules == set(), "a line of a rule that is no more"


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
