"""Whatever is sent to the Power-Up, by somebody who may, is answered or refused: it never breaks, and what is
refused changed nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import cycle, islice
from typing import Any

import pytest
import sqlalchemy as sa
from databases import postgres_database
from desk import Desk
from harness import school
from nursery import ROOT
from odd_values import JSON, LARGER, odd_bodies
from test_every_door import ACTS, API, DOORS, MANAGERS, PART, Door, bearer_of, filled, world

from sandbox.seeds.invented_school import SOUTENANCES
from sync.storage.database import Base
from sync.storage.trello_tables import LabelRow, MembershipRow

LATER = {"date": "2027-03-03", "time": "18:00"}
USUAL: dict[str, Mapping[str, Any]] = {
    "/card/{card}/title": {"name": "Léa Martin", "course": "DA Python"},
    "/card/{card}/due": LATER,
    "/card/{card}/label": {"label": "f" * 24},
    "/card/{card}/details": {"link": "https://example.org", "deliverables": "x", "slots": "x"},
    "/card/{card}/suspend": {"reason": "x"},
    "/card/{card}/accept": {"reason": "x"},
    "/card/{card}/accept-date": {"reason": "x"},
    "/card/{card}/step/outcome": {"outcome": "failed", "reason": "x"},
    "/card/{card}/step/reasons": {"reason": "x"},
    "/card/{card}/step/follow-up": {"kind": "second"},
    "/card/{card}/step/give": {"member": "f" * 24},
    "/desk/mine/{board}/{card}/passed": {},
    "/desk/card/{board}/{card}/accept": {"reason": "x", "seen": "x"},
    "/desk/card/{board}/{card}/archive": {"spare": "x", "seen": "x"},
    "/desk/profile": {"member": "{member}", "profile": {"capacity": 3, "validator": True}},
    "/desk/profile/dismiss": {"id": "x"},
    "/desk/profile/forget": {"member": "{member}"},
    "/desk/feeds": {"kind": "mine"},
    "/desk/feeds/close": {"kind": "mine"},
    "/desk/acts/switch": {"what": "pause", "board": "{board}", "reason": "x"},
    "/desk/mentors/import": {"text": "identifiant;nom"},
    "/desk/picker/{board}/{card}": {"member": "f" * 24},
    "/desk/whatif/apply": {"draft": [], "version": 1, "basedOn": 1, "reason": "x"},
    "/desk/whatif/try": {"draft": [{"board": "{board}", "key": "notice", "value": "x"}]},
    "/desk/whatif/replay": {
        "draft": [],
        "board": "{board}",
        "basedOn": 1,
        "cursor": {"until": "2026-03-02T09:00:00+00:00", "after": "", "cards": 1, "done": 0},
    },
    "/desk/sessions/one/{session}/status": {"status": "called-off", "told": "2026-03-02T09:00:00Z"},
    "/desk/sessions/one/{session}/finish": {
        "judged": {"1": "done"},
        "carried": ["x"],
        "goals": ["x"],
        "blockers": "x",
        "more": "x",
        "private": "x",
        "next": LATER,
        "defence": LATER,
    },
    "/desk/sessions/one/{session}/draft": {"goals": ["x"], "more": "x"},
    "/desk/sessions/one/{session}/move": {"starts": "2027-03-03T18:00:00Z", **LATER},
    "/desk/students/{student}/book": {"starts": "2027-03-03T18:00:00Z", **LATER},
    "/desk/students/{student}/slot": {"weekday": 1, "time": "18:00", "minutes": 30},
    "/desk/students/{student}/pause": {"first": "2027-03-03", "last": "2027-03-04"},
    "/desk/students/{student}/end": {"how": "left"},
}
"""What pages send, where the doors' own bodies say less."""

QUERIES = (
    "%00",
    "%FF",
    str(LARGER),
    "9" * 17,
    "9" * 30,
    "9" * 900,
    "-1",
    "²",
    "0001-01-01",
    "9999-12-31",
)
LABELS = ("P²", "Projet ²", "P٣", "⑦", f"P{'9' * 5_000}", "9" * 5_000)
"""Names of projects with digits that `int` refuses, or that are too many for it."""

ASKED = (
    *(
        "board",
        "card",
        "at",
        "until",
        "before",
        "since",
        "text",
        "what",
        "weeks",
        "course",
        "project",
        "offset",
        "limit",
        "assets",
        "page",
        "month",
    ),
    *(
        "student",
        "status",
        "monday",
        "only",
        "family",
        "by",
        "undone",
        "lang",
        "from",
        "member",
        "kind",
    ),
)


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def desk(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    """Gwenaël manages both boards."""
    folder = tmp_path_factory.mktemp("odd")
    if request.param == "sqlite":
        yield from _desk(folder, None)
        return
    with postgres_database(request.getfixturevalue("postgres_server")) as url:
        yield from _desk(folder, url)


def _desk(folder: Any, database: str | None) -> Iterator[Desk]:
    with school(folder, empty=False, both=True, database=database) as opened:
        made = Desk.at(opened)
        with opened.parts.database.transaction() as session:
            member = opened.sandbox.state.member("gwenael")["id"]
            session.get_one(MembershipRow, (made.board(SOUTENANCES), member)).role = "admin"
            for at, name in enumerate(LABELS):
                board = made.board(SOUTENANCES)
                session.add(LabelRow(id=f"{at:024}", board_id=board, name=name))
        made.client.application.config["PROPAGATE_EXCEPTIONS"] = False
        yield made


def doors() -> Iterator[Door]:
    """Everything that a page posts, with what it usually sends."""
    known = {door.path: door for door in _posted()}
    for path in (*known, *(f"/powerup/api{each}" for each in USUAL)):
        body = USUAL.get(path.removeprefix(API), {})
        yield Door(MANAGERS, path, body or (known[path].body if path in known else {}))


def _posted() -> Iterator[Door]:
    for (method, _), door in DOORS.items():
        if method == "POST" and door.who in (PART, MANAGERS):
            yield door
    for who, path, body in ACTS.values():
        yield Door(who, API + path, body)


STARTS = cycle(range(0, 30, 7))


def a_few(bodies: Iterator[str]) -> Iterator[str]:
    """Every thirtieth, others of them for each door."""
    return islice(bodies, next(STARTS), None, 30)


def test_a_few_odd_bodies_break_nothing(desk: Desk) -> None:
    try_bodies(desk, a_few)


def test_no_body_breaks_anything(desk: Desk) -> None:
    try_bodies(desk, iter)


def try_bodies(desk: Desk, chosen: Callable[[Iterator[str]], Iterator[str]]) -> None:
    things, wrong, changed = world(desk, SOUTENANCES), [], []
    headers = {"Authorization": f"Bearer {bearer_of(desk, 'manager of both')}"}
    asked = desk.school.sandbox.requests
    with writing(desk) as written:
        before = state(desk)
        for door in doors():
            path = filled(door.path, things)
            for sent in chosen(odd_bodies(filled(door.body, things))):
                written.clear()
                calls = len(asked)
                answer = desk.client.post(path, data=sent, headers=headers, content_type=JSON)
                told = (door.path, answer.status_code, sent[:90])
                if answer.status_code >= 500:
                    wrong.append(told)
                after = state(desk) if written or len(asked) > calls else before
                if answer.status_code != 200 and after != before:
                    changed.append(told)
                before = after
    assert wrong == []
    assert changed == [], "refused, and yet something was done"


@contextmanager
def writing(desk: Desk) -> Iterator[list[str]]:
    """The statements to the database meanwhile that do more than ask."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.lstrip().upper().startswith(("SELECT", "PRAGMA")):
            seen.append(statement)

    engine = desk.school.parts.database.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    yield seen
    sa.event.remove(engine, "before_cursor_execute", note)


def test_every_name_behind_the_question_mark_is_asked() -> None:
    sources = [each.read_text("utf-8") for each in (ROOT / "powerup").rglob("*.py")]
    names = r"""(?:query\.get|_number)\((?:ask\.query, )?"(\w+)\""""
    assert {name for each in sources for name in re.findall(names, each)} <= set(ASKED)


def test_no_address_breaks_anything(desk: Desk) -> None:
    things, wrong = world(desk, SOUTENANCES), []
    headers = {"Authorization": f"Bearer {bearer_of(desk, 'manager of both')}"}
    for (method, rule), door in DOORS.items():
        if method != "GET" or not rule.startswith(API):
            continue
        plain = filled(door.path, things)
        mark = "&" if "?" in plain else "?"
        own = [each for each in ASKED if f"{each}=" not in plain and each != "board"]
        asked = [plain + mark + "&".join(f"{each}={odd}" for each in own) for odd in QUERIES]
        if "{" in door.path:
            asked += [door.path.format_map(dict.fromkeys(things, odd)) for odd in QUERIES]
        for path in asked:
            answer = desk.client.get(path, headers=headers, buffered=True)
            if answer.status_code >= 500:
                wrong.append((door.path, answer.status_code, path[-60:]))
    assert wrong == []


def state(desk: Desk) -> tuple[Any, ...]:
    """How much there is in every table, and how often Trello was written to."""
    tables = sorted(Base.metadata.tables.values(), key=lambda each: each.name)
    counts = (sa.select(sa.literal(x.name), sa.func.count()).select_from(x) for x in tables)
    with desk.school.parts.database.transaction() as session:
        rows = sorted(map(tuple, session.execute(sa.union_all(*counts))))
    written = sum(each.method != "GET" for each in list(desk.school.sandbox.requests))
    return rows, written
