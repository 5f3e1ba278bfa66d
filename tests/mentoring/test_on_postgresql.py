"""The whole way of a defence and of a transfer on PostgreSQL, where statements and locks differ."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from harness import ACCEPTED, TRANSFERRED
from staffed import staffed

from mentoring.matching.ask_service import Asking
from mentoring.profiles.remind import empty_profiles, remind
from mentoring.school.asks import asks_of
from sync.effects.receipts import find
from sync.rights.request import NotFixed

pytestmark = pytest.mark.postgres


def test_a_defence_is_offered_assigned_and_taken_back(tmp_path: Path, postgres_url: str) -> None:
    with staffed(tmp_path, database=postgres_url) as crew:
        card = crew.proposal()
        crew.giving.offer(crew.asked("malik", card))
        crew.giving.give(crew.asked("helene", card), crew.id("ines"))
        crew.giving.give(crew.asked("helene", card), crew.id("ines"))
        crew.school.work()
        assert (crew.members(card), crew.school.list_of(card)) == ({"zoe", "ines"}, ACCEPTED)
        assert "@ines tient cette soutenance" in crew.school.comments(card)[0]
        with crew.parts.database.transaction() as session:
            [receipt] = [x for x in find(session, card_id=card) if x.command == "AssignValidator"]
        crew.parts.powerup.fixes.undo(crew.asked("helene", card), receipt.id)
        crew.school.work()
        assert crew.members(card) == {"zoe"}
        assert crew.defence(card).offers == (crew.id("malik"),)


def test_a_student_is_taken_over(tmp_path: Path, postgres_url: str) -> None:
    with staffed(tmp_path, database=postgres_url) as crew:
        card = crew.handover()
        crew.giving.give(crew.asked("helene", card, "transfert"), crew.id("ines"))
        crew.school.work()
        assert (crew.members(card), crew.school.list_of(card)) == ({"ines"}, TRANSFERRED)


def test_one_is_asked_at_a_time_whoever_presses_at_once(tmp_path: Path, postgres_url: str) -> None:
    with staffed(tmp_path, database=postgres_url) as crew:
        card, asking = crew.proposal(), Asking(crew.parts.powerup.fixes)
        presses = [("helene", "ines"), ("idriss", "malik")] * 3

        def press(who: str, whom: str) -> str:
            try:
                asking.ask(crew.asked(who, card), crew.id(whom))
            except NotFixed as error:
                return error.why
            return whom

        with ThreadPoolExecutor(len(presses)) as threads:
            told = list(threads.map(lambda each: press(*each), presses))
        with crew.parts.database.transaction() as session:
            [row] = asks_of(session, card)
            who = next(x for x in ("ines", "malik") if crew.id(x) == row.member_id)
        assert sorted(told) == sorted([who] * 3 + ["asked-already"] * 3)
        asking.accept(crew.asked(who, card))
        crew.school.work()
        assert crew.members(card) == {"zoe", who}


def test_an_empty_profile_is_reminded_of_once_a_week(tmp_path: Path, postgres_url: str) -> None:
    with staffed(tmp_path, database=postgres_url) as crew:
        boards, at = [crew.rules().board], crew.school.time
        counts = []
        for days in (0, 3, 7):
            with crew.parts.database.transaction() as session:
                then = at + timedelta(days=days)
                empty = empty_profiles(session, crew.parts.rulebook, boards, then)
                ids = {each.id for each in (*empty.now, *empty.lately)}
                stale = replace(
                    empty, now=(*empty.now, *empty.lately)
                )  # as seen before the other press
                counts.append(len(remind(session, stale, ids, boards[0], "Hélène", then)))
        assert counts == [counts[0], 0, counts[0]] and counts[0] > 3
