"""`greffier rules propose`: what people did becomes a draft, or is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from cli_desk import Desk, desk, plain

from sync.rulebook.drafts import kept_draft
from sync.storage.tables import DeliveryRow
from sync.storage.trello_tables import MemberRow

NAMES = ("Marie Dupont", "Paul Martin", "Luc Grand", "Nora Petit", "Eva Roux", "Tom Blanc")


@pytest.fixture
def the_desk(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path) as made:
        yield made


def corrected_six_times(the_desk: Desk) -> None:
    school = the_desk.school
    for name in NAMES:
        card = school.card("zoe", f"{name} - Pythonista")
        school.by("zoe").rename(card, f"{name} - DA Python")
    school.work()


def test_a_school_without_habits_is_proposed_nothing(the_desk: Desk) -> None:
    the_desk.moved_away("due")
    assert the_desk.json("rules", "propose") == []
    assert "Rien à proposer" in plain(the_desk.type("rules", "propose").stdout)


def test_a_habit_is_proposed_drafted_and_declined(the_desk: Desk) -> None:
    corrected_six_times(the_desk)
    before = the_desk.school.parts.rules.text
    (one,) = the_desk.json("rules", "propose")
    assert (one["habit"], one["written"], one["evidence"]["count"]) == ("alias", "Pythonista", 6)
    told = plain(the_desk.type("rules", "propose").stdout)
    assert one["id"] in told
    assert not any(name in told for name in NAMES)
    answer = the_desk.type("rules", "propose", "--draft", one["id"], "--for", "@zoe")
    assert "« Et si… » la montre" in plain(answer.stdout)
    with the_desk.school.parts.database.transaction() as session:
        zoe = session.scalar(sa.select(MemberRow.id).where(MemberRow.username == "zoe"))
        assert kept_draft(session, str(zoe)) == one["draft"]
    assert the_desk.school.parts.rules.text == before
    assert the_desk.type("rules", "propose", "--decline", one["id"]).exit_code == 0
    assert the_desk.type("rules", "propose", "--decline", one["id"]).exit_code == 0, "twice"
    assert the_desk.json("rules", "propose") == []


def test_a_habit_of_two_months_ago_is_remembered_when_its_deliveries_are_gone(
    the_desk: Desk,
) -> None:
    school = the_desk.school
    cards = {school.card("zoe", f"{name} - Pythonista"): name for name in NAMES}
    school.work()
    for card, name in cards.items():
        school.by("zoe").rename(card, f"{name} - DA Python")
    school.work()
    with school.parts.database.transaction() as session:
        session.execute(sa.delete(DeliveryRow))
    school.time += timedelta(days=80)
    assert [each["habit"] for each in the_desk.json("rules", "propose")] == ["alias"]
    school.time += timedelta(days=20)
    assert the_desk.json("rules", "propose") == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--decline", "nothing"), "aucune proposition « nothing »"),
        (("--draft", "nothing"), "--draft et --for vont ensemble"),
        (("--draft", "nothing", "--for", "zoe"), "aucune proposition « nothing »"),
    ],
)
def test_what_cannot_be_done_is_told(the_desk: Desk, words: tuple[str, ...], told: str) -> None:
    answer = the_desk.type("rules", "propose", *words)
    assert answer.exit_code == 2
    assert told in plain(answer.stderr)
