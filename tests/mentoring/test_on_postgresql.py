"""The whole way of a defence and of a transfer on PostgreSQL, where statements and locks differ."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness import ACCEPTED, TRANSFERRED
from staffed import staffed

from sync.effects.receipts import find

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
