"""When something is said on a card, and what is done about it: tables, no clock, no database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.defences import escalation, outcomes, reminders
from mentoring.defences.announcements import Saying, Words, morning, what_stands
from mentoring.defences.follow.steps import AGREED, PREPARED, Around, Situation, steps
from mentoring.defences.outcomes import Outcome
from mentoring.school.model import Defence, Role, Transfer
from rules.bilingual import Sentence
from rules.editing.parse import read_rulebook
from rules.rulebook.mentoring import Mentoring

PARIS = ZoneInfo("Europe/Paris")
AT = datetime(2026, 3, 19, 9, tzinfo=UTC)  # Thursday, ten in the morning in Paris
EARLY = datetime(2026, 3, 1, 12, tzinfo=UTC)


def defence(role: Role = "accepted", at: datetime | None = AT, **fields: object) -> Defence:
    usual: dict[str, object] = {
        "card_id": "65f0aa00",
        "board_id": "b",
        "url": "https://trello.com/c/a",
        "student": "Léa Dupont",
        "course": "DA Python",
        "project": "P7",
        "mentors": ("zoe",),
        "validator": "noel",
        "complete": True,
    }
    return Defence(**{**usual, "role": role, "at": at, **fields})  # type: ignore[arg-type]


def transfer(end: datetime, role: Role = "intake", taker: str | None = None) -> Transfer:
    return Transfer(
        card_id="65f0bb00",
        board_id="t",
        url="",
        student="Rose Guillot",
        course="",
        project="P5",
        end=end,
        mentors=("ines",),
        taker=taker,
        role=role,
        complete=True,
    )


def around(now: datetime, *, acts: bool = True) -> Around:
    title = "Préparer la soutenance"
    return Around(Mentoring(), PARIS, now, acts, managers=("helene",), title=title)


def paris(day: int, hour: float, month: int = 3) -> datetime:
    whole = datetime(2026, month, day, tzinfo=PARIS) + timedelta(hours=hour)
    return whole.astimezone(UTC)


AGREED_EARLY = {AGREED: EARLY, PREPARED: EARLY}


def begun(now: datetime, situation: Situation) -> list[str]:
    """The occasions that begin at that instant, without their dates."""
    found = steps(situation, around(now)).begins
    return [f"{group} {occasion.partition('-')[2]}".strip() for group, occasion in found]


class TestReminders:
    @pytest.mark.parametrize(
        ("now", "expected"),
        [
            (paris(12, 7.9), []),
            (paris(12, 8), ["reminder 7d"]),
            (paris(12, 19.9), ["reminder 7d"]),
            (paris(12, 20.5), []),  # night: it waits
            (paris(13, 8), ["reminder 7d"]),
            (paris(14, 19), ["reminder 7d"]),
            (paris(15, 9), []),  # its window is over
            (paris(18, 7), []),
            (paris(18, 8), ["reminder 1d"]),
            (paris(18, 20.1), []),
            (paris(19, 8.5), []),  # the day itself: too late for the day before
            (paris(19, 10), []),
            (paris(20, 9), ["ask"]),
        ],
    )
    def test_each_has_its_days(self, now: datetime, expected: list[str]) -> None:
        assert begun(now, Situation(defence(), AGREED_EARLY)) == expected

    def test_one_that_was_given_is_not_given_again_and_stands_until_the_next(self) -> None:
        (wanted,) = steps(Situation(defence(), AGREED_EARLY), around(paris(12, 8))).begins
        done = {**AGREED_EARLY, wanted: paris(12, 8)}
        later = steps(Situation(defence(), done), around(paris(16, 8)))
        assert (later.begins, [each.code for each in later.words or ()]) == ((), ["reminder-7d"])

    def test_a_defence_agreed_two_days_before_has_only_the_last_one(self) -> None:
        done = {AGREED: paris(17, 9), PREPARED: paris(17, 9)}
        assert begun(paris(17, 10), Situation(defence(), done)) == []
        assert begun(paris(18, 9), Situation(defence(), done)) == ["reminder 1d"]

    def test_a_new_date_has_reminders_of_its_own(self) -> None:
        (wanted,) = steps(Situation(defence(), AGREED_EARLY), around(paris(12, 8))).begins
        moved = defence(at=AT + timedelta(days=7))
        done = {**AGREED_EARLY, wanted: paris(12, 8)}
        assert begun(paris(19, 8), Situation(moved, done)) == ["reminder 7d"]

    def test_the_change_of_clock_moves_nothing(self) -> None:
        after = datetime(2026, 3, 31, 8, tzinfo=UTC)  # ten in Paris, in summer
        assert morning(after, -7, PARIS) == datetime(2026, 3, 24, 7, tzinfo=UTC)

    @given(
        at=st.timedeltas(timedelta(0), timedelta(days=700)).map(lambda span: EARLY + span),
        before=st.timedeltas(timedelta(days=-2), timedelta(days=30)),
        agreed=st.timedeltas(timedelta(0), timedelta(days=40)),
    )
    def test_nobody_is_ever_reminded_at_night_or_after_the_defence(
        self, at: datetime, before: timedelta, agreed: timedelta
    ) -> None:
        now = at - before
        found = reminders.reminders(defence(at=at), (7, 1), at - agreed, "x", "", PARIS)
        begins, _ = what_stands(found, {}, now, PARIS)
        if begins:
            assert now < at
            assert 8 <= now.astimezone(PARIS).hour < 20


class TestOutcomes:
    @pytest.mark.parametrize(
        ("role", "known", "moved", "expected"),
        [
            ("accepted", None, True, None),
            ("passed", None, True, "passed"),
            ("failed", None, True, "failed"),
            ("passed", "conditional", True, "passed"),
            ("passed", "failed", True, "passed"),
            ("passed", "passed", True, None),
            ("accepted", "passed", True, ""),
            ("accepted", "passed", False, None),
            ("accepted", "conditional", True, None),
            ("intake", "failed", True, ""),
        ],
    )
    def test_lists_tell_the_outcome(
        self, role: Role, known: outcomes.OutcomeName | None, moved: bool, expected: str | None
    ) -> None:
        outcome = Outcome(known, AT, "Noël") if known else None
        situation = Situation(defence(role), AGREED_EARLY, outcome, moved)
        assert steps(situation, around(paris(20, 9))).outcome == expected

    def test_a_card_that_was_never_agreed_here_tells_nothing(self) -> None:
        assert steps(Situation(defence("passed")), around(paris(20, 9))).outcome is None

    @pytest.mark.parametrize(("minutes", "expected"), [(1, False), (6, True)])
    def test_a_move_that_was_cut_short_is_finished_once_nobody_is_at_it(
        self, minutes: int, expected: bool
    ) -> None:
        outcome = Outcome("passed", AT, "Noël")
        situation = Situation(defence(), AGREED_EARLY, outcome, moved=False)
        assert steps(situation, around(AT + timedelta(minutes=minutes))).finish is expected

    def test_the_validator_is_asked_else_the_mentor_else_nobody_by_name(self) -> None:
        for who, called in ((defence(), ("noel",)), (defence(validator=None), ("zoe",))):
            (saying,) = outcomes.question(who, PARIS)
            assert saying.words.calls == called
        (saying,) = outcomes.question(defence(validator=None, mentors=()), PARIS)
        assert (saying.words.calls, "{who}" in saying.words.sentence.fr) == ((), False)

    def test_a_date_that_is_ticked_as_done_is_asked_about_at_once(self) -> None:
        (usual,) = outcomes.question(defence(), PARIS)
        (ticked,) = outcomes.question(defence(ticked=True), PARIS)
        assert (ticked.since, ticked.occasion) == (AT, usual.occasion)
        assert usual.since > AT and usual.latest == ticked.latest

    @pytest.mark.parametrize(
        ("hours", "expected"),
        [(0, "student"), (35, "student"), (36, "soon"), (48, "validator"), (96, "late")],
    )
    def test_the_clock_turns(self, hours: int, expected: str) -> None:
        outcome = conditional()
        assert outcomes.stage_of(outcome, AT + timedelta(hours=hours)) == expected

    def test_a_clock_never_decides(self) -> None:
        situation = Situation(defence(), AGREED_EARLY, conditional())
        todo = steps(situation, around(AT + timedelta(days=60)))
        assert (todo.outcome, todo.finish) == (None, False)


def conditional() -> Outcome:
    student = AT + timedelta(hours=48)
    until = student + timedelta(hours=48)
    return Outcome("conditional", AT, "Noël", "Le README.", student, until)


class TestPreparation:
    def test_an_agreed_defence_is_prepared_once(self) -> None:
        todo = steps(Situation(defence()), around(EARLY))
        assert (todo.agreed, todo.checklist) == (True, True)
        again = steps(Situation(defence(), AGREED_EARLY), around(EARLY))
        assert (again.agreed, again.checklist) == (False, False)

    @pytest.mark.parametrize(
        "card",
        [
            defence("intake", validator=None),
            defence("intake", complete=False),
            defence("incomplete"),
            defence(at=EARLY - timedelta(days=1)),
            defence(at=None),
            defence(closed=True),
        ],
    )
    def test_another_is_not(self, card: Defence) -> None:
        assert not steps(Situation(card), around(EARLY)).checklist

    def test_without_a_list_of_agreed_ones_a_validator_is_enough(self) -> None:
        assert steps(Situation(defence("intake")), around(EARLY)).checklist

    def test_where_the_clerk_may_not_write_nothing_is_begun(self) -> None:
        todo = steps(Situation(defence(), AGREED_EARLY), around(paris(12, 8), acts=False))
        assert (todo.checklist, todo.begins, todo.words) == (False, (), None)


class TestLadder:
    @pytest.mark.parametrize(
        ("days", "expected"), [(15, 0), (14, 1), (8, 1), (7, 2), (4, 2), (3, 3), (0, 3), (-2, 3)]
    )
    def test_each_rung_has_its_day(self, days: int, expected: int) -> None:
        now = AT - timedelta(days=days)
        assert escalation.rung(AT, (14, 7, 3), now, PARIS) == expected

    @pytest.mark.parametrize(
        ("card", "now", "expected"),
        [
            (transfer(AT), paris(15, 9), []),
            (transfer(AT), paris(16, 7), []),
            (transfer(AT), paris(16, 8), ["ladder"]),
            (transfer(AT, taker="noel"), paris(16, 8), []),
            (transfer(AT, "passed"), paris(16, 8), []),
            (transfer(AT), paris(20, 9), []),  # the end is past
        ],
    )
    def test_managers_are_called_on_the_last(
        self, card: Transfer, now: datetime, expected: list[str]
    ) -> None:
        assert begun(now, Situation(card)) == expected


def test_only_the_last_of_a_group_stands() -> None:
    words = [Words(code, Sentence(code, code)) for code in ("a", "b")]
    both = [Saying("g", each.code, AT, each, by_clock=False) for each in words]
    begins, stands = what_stands(both, {}, AT, PARIS)
    assert (begins, [each.code for each in stands]) == ((("g", "b"),), ["b"])


class TestRulebook:
    def test_the_school_says_when_and_what(self) -> None:
        found = read_rulebook(
            '[preparation]\ntitle = "Se préparer"\nitems = ["Lieu", "Micro"]\nremind = ["1d", "10d"]\n'
            '[outcomes]\nstudent = "72h"\n[transfers]\nladder = [3, 21, 7]\ntake_over = "first"\n'
        ).mentoring
        assert (found.preparation.title, found.preparation.items) == (
            "Se préparer",
            ("Lieu", "Micro"),
        )
        assert found.preparation.remind == (10, 1)
        assert found.outcomes.student == timedelta(hours=72)
        assert (found.transfers.ladder, found.transfers.take_over) == ((21, 7, 3), "first")

    @pytest.mark.parametrize(
        ("text", "key"),
        [
            ('[preparation]\nremind = ["1h"]', "preparation.remind"),
            ("[preparation]\nremind = 7", "preparation.remind"),
            ('[preparation]\nremindd = ["1d"]', "preparation.remindd"),
            ('[outcomes]\nstudent = "0s"', "outcomes.student"),
            ("[transfers]\nladder = [14, 7]", "transfers.ladder"),
            ("[transfers]\nladder = [14, 7, 7]", "transfers.ladder"),
            ("[transfers]\nladder = [14, 7, true]", "transfers.ladder"),
            ('[transfers]\ntake_over = "nobody"', "transfers.take_over"),
        ],
    )
    def test_what_is_wrong_is_named(self, text: str, key: str) -> None:
        with pytest.raises(ValueError, match=key):
            read_rulebook(text)

    def test_no_reminder_is_a_choice(self) -> None:
        assert read_rulebook("[preparation]\nremind = []").mentoring.preparation.remind == ()
