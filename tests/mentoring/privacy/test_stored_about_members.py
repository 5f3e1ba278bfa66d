"""What is kept about a mentor is shown whole, and goes when they have left; what happened stays."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from cli_desk import Desk, desk
from harness import INTAKE

from mentoring.privacy.stored_about_members import FORMER, unsorted
from mentoring.school.outcome_tables import FeedRow
from mentoring.school.tables import OfferRow, ProfileRow
from mentoring.students.tables import MentorshipRow
from sync.storage.board_tables import RulebookVersionRow
from sync.storage.database import Base
from sync.storage.tables import CommentRow, ReceiptRow
from sync.storage.trello_tables import CardRow
from sync.trello.errors import Refused

NAME = "Zoé Lefèvre"


@pytest.fixture
def the_desk(either_url: str | None, tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path, database=either_url) as made:
        yield made


@pytest.fixture
def zoe(the_desk: Desk) -> str:
    """The id of a mentor of whom much is kept."""
    made = the_desk.school
    card = the_desk.moved_away()
    made.by("zoe").drag(card, made.list_id(INTAKE))
    made.work()
    zoe = str(made.sandbox.state.member("zoe")["id"])
    with made.parts.database.transaction() as session:
        at = made.time
        session.add(
            ProfileRow(member_id=zoe, profile={"about": "mes mots"}, known=[], at=at, by=zoe)
        )
        session.add(OfferRow(card_id=card, member_id=zoe, at=at))
        session.add(FeedRow(member_id=zoe, kind="mine", token_hash="0" * 64, made_at=at))
        text = made.parts.rules.text
        session.add(
            RulebookVersionRow(at=at, by=NAME, reason="essai", origin="desk", based_on=1, text=text)
        )
        session.add(
            ReceiptRow(
                at=at, board_id=made.parts.boards[0], card_id=card, command="Remind", by=NAME
            )
        )
    return zoe


def leaves(made: Desk, who: str) -> None:
    school = made.school
    for board in list(school.sandbox.state.boards.values()):
        board["memberships"] = [
            each
            for each in board["memberships"]
            if each["idMember"] != school.sandbox.state.member(who)["id"]
        ]
    for card in school.sandbox.state.cards.values():
        card["idMembers"] = [
            x for x in card["idMembers"] if x != school.sandbox.state.member(who)["id"]
        ]
    school.look()


def everything(made: Desk) -> str:
    """All that the database holds, as text."""
    with made.school.parts.database.transaction() as session:
        rows = [
            row._mapping
            for table in Base.metadata.tables.values()
            for row in session.execute(table.select())
        ]
    return "\n".join(
        json.dumps({k: str(v) for k, v in row.items()}, ensure_ascii=False) for row in rows
    )


def test_every_column_that_may_name_a_member_is_in_a_catalogue() -> None:
    models = [each.class_ for each in Base.registry.mappers]
    assert unsorted(models) == set()


def test_all_that_is_kept_is_shown(the_desk: Desk, zoe: str) -> None:
    for name in ("zoe", "@zoe", NAME, zoe):
        told: dict[str, Any] = the_desk.json("mentor", "show", name)
        assert (told["id"], told["username"], told["boards"]) == (zoe, "zoe", ["soutenances"])
        assert {"members", "profiles", "offers", "feeds", "receipts", "deliveries"} <= set(
            told["kept"]
        )
    text = the_desk.type("mentor", "show", "zoe", GREFFIER_LANGUAGE="en").stdout
    assert "On the boards: soutenances." in text


def test_who_is_still_on_a_board_is_not_erased(the_desk: Desk, zoe: str) -> None:
    result = the_desk.type("mentor", "erase", "zoe", "--yes")
    assert (result.exit_code, "soutenances" in result.stderr) == (1, True)
    assert the_desk.json("mentor", "show", "zoe")["kept"]["profiles"]


def test_who_has_left_is_erased_and_what_happened_stays(the_desk: Desk, zoe: str) -> None:
    leaves(the_desk, "zoe")
    asked = the_desk.type("mentor", "erase", "zoe", stdin="n\n")
    assert asked.exit_code == 1
    assert "suit encore 1 étudiant" in asked.stderr.replace("\u00a0", " ")
    with the_desk.school.parts.database.transaction() as session:
        session.execute(sa.update(MentorshipRow).values(until=the_desk.school.time))
    asked = the_desk.type("mentor", "erase", "zoe", stdin="n\n")
    assert (asked.exit_code, "rien n’a changé" in asked.stderr) == (1, True)
    result = the_desk.type("mentor", "erase", NAME, "--yes")
    assert result.exit_code == 0, result.output
    with the_desk.school.parts.database.transaction() as session:
        assert session.get(ProfileRow, zoe) is None
        assert session.get(FeedRow, (zoe, "mine")) is None
        receipts = session.query(ReceiptRow).filter(ReceiptRow.command == "Remind").all()
        assert [each.by for each in receipts] == [FORMER]
    kept = everything(the_desk)
    assert "mes mots" not in kept
    for line in kept.splitlines():
        if NAME in line:
            assert "**Greffier**" in line, line  # a comment of the clerk's, as it stands on Trello
    assert the_desk.type("mentor", "erase", "zoe", "--yes").exit_code == 2


def named(the_desk: Desk) -> tuple[str, str]:
    """A card whose comment calls Zoé, who has left since with nobody in her care."""
    card = the_desk.moved_away("due", name="Karim Benali - DA Python")
    assert "@zoe" in the_desk.school.comments(card)[0]
    leaves(the_desk, "zoe")
    with the_desk.school.parts.database.transaction() as session:
        session.execute(sa.update(MentorshipRow).values(until=the_desk.school.time))
        row = session.get_one(CommentRow, card)
        row.answer = {"by": NAME, "what": "held"}
        return card, session.get_one(CardRow, card).url


def test_the_clerks_own_comments_name_nobody_who_was_erased(the_desk: Desk, zoe: str) -> None:
    card, _ = named(the_desk)
    result = the_desk.type("mentor", "erase", "zoe", "--yes")
    assert result.exit_code == 0, result.output
    assert "tient désormais lieu du nom" in result.stdout
    for text in the_desk.school.comments(card):
        assert "zoe" not in text
        assert FORMER in text
    with the_desk.school.parts.database.transaction() as session:
        row = session.get_one(CommentRow, card)
        assert "@zoe" not in row.text
        assert row.answer == {"by": "—", "what": "held"}


def test_a_comment_that_trello_does_not_let_go_is_named_with_what_to_do(
    the_desk: Desk, zoe: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    card, address = named(the_desk)
    asked = the_desk.school.comments(card)

    def refused(*_: object) -> None:
        raise Refused("not now", 400, "no")

    monkeypatch.setattr("sync.trello.gateway.Gateway.edit_comment", refused)
    result = the_desk.type("mentor", "erase", "zoe", "--yes")
    assert result.exit_code == 0, result.output
    assert address in result.stdout
    assert "avec le compte du greffier" in result.stdout
    assert the_desk.school.comments(card) == asked


def test_the_clerk_itself_is_nobody(the_desk: Desk) -> None:
    result = the_desk.type("mentor", "erase", "greffier", "--yes")
    assert (result.exit_code, "lui-même" in result.stderr) == (2, True)
