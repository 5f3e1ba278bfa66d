"""Old versions of the rulebook are put in force again, and take no board away from others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import Desk
from harness import school
from what_if_desk import later, plain, post

from sync.mirror.board_memory import boards_written
from sync.rulebook.versions import add
from sync.storage.board_tables import RulebookVersionRow
from sync.storage.tables import ReceiptRow


@pytest.fixture
def calm(tmp_path: Path) -> Iterator[Desk]:
    with school(tmp_path, both=True) as opened:
        yield Desk.at(opened)


def two_versions(calm: Desk) -> tuple[str, str]:
    """A version without the board of transfers (2), then today's again (3). Both boards' ids."""
    made = calm.school
    text = made.parts.rules.text
    alone = text.partition("[boards.transfert]")[0]
    with made.parts.database.transaction() as session:
        for each in (alone, text):
            add(session, each, "file", "", "", made.time)
    made.parts.rules.look()
    boards = made.parts.rulebook.boards
    return boards["soutenances"].board, boards["transfert"].board


def no_manager(calm: Desk, board: str) -> None:
    with calm.school.parts.database.transaction() as session:
        session.connection().exec_driver_sql(
            f"UPDATE memberships SET role = 'normal' WHERE board_id = '{board}'"
        )
        boards_written(session)


def test_an_old_version_does_not_take_away_the_board_of_others(calm: Desk) -> None:
    _, transfers = two_versions(calm)
    no_manager(calm, transfers)
    assert "dont vous n’êtes pas responsable" in plain(post(calm, "try", version=2)["refusal"])
    told = post(calm, "apply", version=2, reason="retour", status=403)["message"]
    assert "« Transfert de mentorés entre mentors »" in plain(told)
    assert set(calm.school.parts.rulebook.boards) == {"soutenances", "transfert"}


def test_nor_does_one_bring_back_a_board_that_nobody_watches(calm: Desk) -> None:
    two_versions(calm)
    with calm.school.parts.database.transaction() as session:
        alone = session.get_one(RulebookVersionRow, 2).text
        add(session, alone, "file", "", "", calm.school.time)
    post(calm, "apply", version=3, reason="retour", status=403)
    assert set(calm.school.parts.rulebook.boards) == {"soutenances"}


def test_who_manages_both_takes_one_away_and_it_is_noted_there(calm: Desk) -> None:
    _, transfers = two_versions(calm)
    (told,) = post(calm, "try", version=2)["boards"]
    assert "ne serait plus suivi" in plain(told["summary"])
    post(calm, "apply", version=2, reason="retour")
    with calm.school.parts.database.transaction() as session:
        rows = session.query(ReceiptRow).filter(ReceiptRow.command == "SetRules")
        assert [each.board_id for each in rows] == [transfers]
    later(calm.school, seconds=5)
    assert transfers not in calm.wanted()
