"""Whatever people do in whatever order: one open ask a card, and nobody accepts against a hard rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from examples import examples
from harness import INTAKE, PASSED
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from staffed import P7, Staffed, staffed

from mentoring.matching.ask_service import Asking
from mentoring.matching.assign import NotGiven
from mentoring.school.asks import Ask, answer_by, asks_of, next_of, open_ask, waits_since
from mentoring.school.model import Absence, Profile
from rules.calendar import is_working_day, local_date
from sync.rights.request import NotFixed

PARIS = ZoneInfo("Europe/Paris")
FRENCH: Callable[[date], bool] = frozenset({date(2026, 4, 6), date(2026, 5, 1)}).__contains__
BEGIN = datetime(2026, 1, 5, tzinfo=UTC)
PEOPLE = ("ines", "malik", "fatou")
EVENTS = st.one_of(
    st.tuples(
        st.sampled_from(("ask", "accept", "accept", "decline", "give", "away", "away", "back")),
        st.sampled_from(("ines", *PEOPLE)),
    ),
    st.tuples(
        st.sampled_from(("withdraw", "archive", "move", "return", "date", "hours", "days")),
        st.just(""),
    ),
)


@pytest.fixture(scope="module")
def crew(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staffed]:
    with staffed(tmp_path_factory.mktemp("asks")) as made:
        yield made


class Life:
    """One card, and what people do about it."""

    def __init__(self, crew: Staffed) -> None:
        self.crew, self.asking = crew, Asking(crew.parts.powerup.fixes)
        for who in PEOPLE:
            self.away(who, present=True)
        self.card = crew.proposal("zoe", f"Marie Dupont {crew.school.time:%d %H %M} - DA Python")

    def do(self, event: str, who: str) -> None:
        before = self.obstacle(who) if event == "accept" else None
        asked, held = self.waits_for(), self.holder()
        try:
            self._do(event, who)
        except (NotFixed, NotGiven):
            return
        if event == "accept" and held != self.crew.id(who):
            assert asked == self.crew.id(who), "who was not asked accepted"
            assert before is None, f"accepted although {before}"
            assert self.holder() == self.crew.id(who)

    def _do(self, event: str, who: str) -> None:
        crew, hand = self.crew, self.crew.school.by("helene")
        manager = crew.asked("helene", self.card)
        acts: dict[str, Callable[[], Any]] = {
            "ask": lambda: self.asking.ask(manager, crew.id(who)),
            "accept": lambda: self.asking.accept(crew.asked(who, self.card)),
            "decline": lambda: self.asking.decline(crew.asked(who, self.card)),
            "give": lambda: crew.giving.give(manager, crew.id(who)),
            "away": lambda: self.away(who),
            "back": lambda: self.away(who, present=True),
            "withdraw": lambda: self.asking.withdraw(manager),
            "archive": lambda: hand.archive(self.card),
            "move": lambda: hand.drag(self.card, crew.school.list_id(PASSED)),
            "return": lambda: hand.drag(self.card, crew.school.list_id(INTAKE)),
            "date": lambda: hand.set_due(self.card, crew.school.due(18)),
            "hours": lambda: crew.school.pass_time(hours=5),
            "days": lambda: crew.school.pass_time(days=2),
        }
        acts[event]()
        if event != "hours":  # what a person just did on Trello may not have been heard of yet
            crew.school.work()

    def away(self, who: str, *, present: bool = False) -> None:
        days = () if present else (Absence(date(2026, 1, 1), date(2028, 1, 1)),)
        said = Profile(capacity=9, validator=True, mentors=P7, validates=P7, absences=days)
        self.crew.profile(who, said)

    def obstacle(self, who: str) -> str | None:
        with suppress(NotFixed), self.crew.parts.database.transaction() as session:
            card = self.crew.giving.look(session, self.crew.asked("helene", self.card))
            found = self.crew.giving.found(session, card).obstacle_of(self.crew.id(who))
            return found.obstacle if found is not None else None
        return "unseen"

    def holder(self) -> str | None:
        with suppress(NotFixed), self.crew.parts.database.transaction() as session:
            return self.crew.giving.look(session, self.crew.asked("helene", self.card)).holder
        return None

    def waits_for(self) -> str | None:
        with self.crew.parts.database.transaction() as session:
            row = open_ask(session, self.card)
            return row.member_id if row is not None else None

    def ends(self) -> None:
        """Nobody has anything to do with this card any more, so that the next life begins as the first."""
        self.crew.school.by("helene").archive(self.card)
        self.crew.school.work()

    def check(self) -> None:
        with self.crew.parts.database.transaction() as session:
            rows = asks_of(session, self.card)
            assert sum(each.closed_at is None for each in rows) <= 1
            assert all(bool(each.ending) == (each.closed_at is not None) for each in rows)
        assert len(self.crew.members(self.card) - {"zoe"}) <= 1


@settings(
    max_examples=examples(60),
    phases=[
        Phase.explicit,
        Phase.generate,
    ],  # each example is a small life: shrinking takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(events=st.lists(EVENTS, min_size=2, max_size=9).map(lambda more: [("ask", "ines"), *more]))
@example(events=[("ask", "ines"), ("away", "ines"), ("accept", "ines")])
@example(events=[("ask", "ines"), ("withdraw", ""), ("ask", "malik"), ("accept", "ines")])
@example(events=[("ask", "ines"), ("give", "malik"), ("accept", "ines")])
def test_one_open_ask_a_card_and_no_acceptance_against_a_rule(
    crew: Staffed, events: list[tuple[str, str]]
) -> None:
    life = Life(crew)
    for event, who in events:
        life.do(event, who)
        life.check()
    crew.school.work()
    life.check()
    life.ends()


@given(
    at=st.timedeltas(timedelta(), timedelta(days=700)).map(lambda each: BEGIN + each),
    days=st.integers(1, 30),
    left=st.none() | st.timedeltas(timedelta(minutes=1), timedelta(days=90)),
)
def test_an_answer_is_waited_for_on_a_working_day_and_never_beyond_the_date(
    at: datetime, days: int, left: timedelta | None
) -> None:
    due = at + left if left is not None else None
    until = answer_by(at, days, due, PARIS, FRENCH)
    assert at < until
    if due is not None and until < answer_by(at, days, None, PARIS, FRENCH):
        assert until < due
    else:
        assert is_working_day(local_date(until, PARIS), FRENCH)
        assert local_date(until, PARIS) - local_date(at, PARIS) >= timedelta(days=days)


ASKS = st.lists(
    st.builds(
        Ask,
        id=st.integers(1, 9),
        member_id=st.sampled_from("abc"),
        until=st.sampled_from([datetime(2026, 3, day, tzinfo=UTC) for day in (1, 9)]),
        due=st.none(),
        ending=st.sampled_from(("declined", "passed", "accepted", "withdrawn", "changed")),
        closed_at=st.just(datetime(2026, 3, 2, tzinfo=UTC)),
    ),
    max_size=4,
)


@given(asks=ASKS, ranked=st.permutations("abcd"))
def test_nobody_who_answered_or_let_the_time_pass_is_proposed_again(
    asks: list[Ask], ranked: list[str]
) -> None:
    now = datetime(2026, 3, 5, tzinfo=UTC)
    answered = {x.member_id for x in asks if x.ending in ("declined", "passed", "accepted")}
    proposed = next_of(ranked, asks, None, now)
    assert proposed not in answered
    assert proposed == next((x for x in ranked if x not in answered), None)
    last = asks[-1] if asks else None
    assert (waits_since(asks, now) is None) == (last is None or last.ending != "declined")
