"""The right to undo is the right to do it, in a comment and in the panel, on the board of the act alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from harness import ACCEPTED, INCOMPLETE, INTAKE, PASSED, TO_TRANSFER
from ordering import held, outcome, read, say
from staffed import Staffed, staffed

from powerup.card.answers import link
from powerup.http.power_up import Caller
from sync.effects.receipts import find
from sync.rights.request import NotFixed
from sync.storage.tables import HoldRow, ReceiptRow
from sync.storage.trello_tables import MemberRow, MembershipRow
from sync.use_cases.manager_fixes import DeskFixes


@pytest.fixture
def crew(tmp_path: Path) -> Iterator[Staffed]:
    with staffed(tmp_path) as made:
        yield made


def receipt(crew: Staffed, card: str, command: str) -> ReceiptRow:
    """The newest effect of this kind on the card."""
    with crew.parts.database.transaction() as session:
        return next(each for each in find(session, card_id=card) if each.command == command)


def press(crew: Staffed, who: str, card: str, command: str, kind: str = "soutenances") -> str:
    """Undo it in the panel, as this person of this board. Why it was refused, "" where it was done."""
    asked = crew.asked(who, card, kind)
    try:
        crew.parts.fixes.undo(asked, receipt(crew, card, command).id)
    except NotFixed as error:
        return error.why
    return ""


def observes(crew: Staffed, who: str, role: str | None = "observer") -> None:
    """The person is an observer of the board of defences, or (None) nobody there."""
    with crew.parts.database.transaction() as session:
        row = session.get_one(MembershipRow, (crew.rules().board, crew.id(who)))
        if role is None:
            session.delete(row)
        else:
            row.role = role


class TestWhatAPersonDecided:
    def test_what_a_manager_gave_a_mentor_does_not_take_back(self, crew: Staffed) -> None:
        card = crew.proposal()
        say(crew, "helene", card, "/confier malik")
        told = say(crew, "basile", card, "/annuler")
        assert "revient aux responsables du tableau : Hélène Caradec, Idriss Benmoussa" in told
        assert press(crew, "basile", card, "AssignValidator") == "managers-only"
        assert crew.school.list_of(card) == ACCEPTED
        assert "malik" in crew.members(card)
        assert press(crew, "idriss", card, "AssignValidator") == ""
        assert crew.school.list_of(card) == INTAKE

    def test_a_conditional_success_is_its_validators(self, crew: Staffed) -> None:
        card = held(crew)
        say(crew, "malik", card, "/conditionnelle le README")
        told = say(crew, "basile", card, "/annuler")
        assert "au validateur de la soutenance, ou à un responsable" in told
        assert press(crew, "basile", card, "Conditional") == "validator-only"
        assert outcome(crew, card) == ("conditional", "le README", "Malik Ouédraogo")
        assert press(crew, "malik", card, "Conditional") == ""
        crew.school.work()
        assert outcome(crew, card) is None

    def test_a_result_is_not_moved_back_by_who_may_not_say_it(self, crew: Staffed) -> None:
        card = held(crew)
        say(crew, "malik", card, "/réussie")
        say(crew, "zoe", card, "/annuler")
        assert press(crew, "zoe", card, "MoveCard") == "validator-only"
        assert (crew.school.list_of(card), outcome(crew, card)) == (
            PASSED,
            ("passed", "", "Malik Ouédraogo"),
        )
        say(crew, "helene", card, "/annuler")
        assert crew.school.list_of(card) == ACCEPTED

    def test_nor_where_the_validator_is_called_like_the_clerk(self, crew: Staffed) -> None:
        card = held(crew)
        say(crew, "malik", card, "/réussie")
        with crew.parts.database.transaction() as session:
            session.get_one(ReceiptRow, receipt(crew, card, "MoveCard").id).by = "greffier"
        assert press(crew, "zoe", card, "MoveCard") == "validator-only"

    def test_a_date_that_a_manager_restored_stays_restored(self, crew: Staffed) -> None:
        card = crew.proposal()
        crew.school.by("zoe").set_due(card, crew.school.due(19))
        crew.school.work()
        desk = DeskFixes.of(crew.parts.fixes)
        desk.bring_date_back(crew.asked("helene", card))
        assert press(crew, "zoe", card, "RestoreDate") == "managers-only"
        assert press(crew, "helene", card, "RestoreDate") == ""

    def test_who_took_a_student_over_first_may_give_them_back(self, tmp_path: Path) -> None:
        with staffed(tmp_path, more='[transfers]\ntake_over = "first"\n') as crew:
            card = crew.handover()
            say(crew, "malik", card, "/relais")
            assert crew.transfer(card).taker == crew.id("malik")
            assert press(crew, "basile", card, "TakeOver", "transfert") == "managers-only"
            assert press(crew, "malik", card, "TakeOver", "transfert") == ""
            assert crew.members(card) == {"zoe"}

    def test_an_accepted_card_is_not_suspended_by_others(self, crew: Staffed) -> None:
        card = crew.school.card("zoe", "Marie Dupont - DA Python", "label")
        crew.school.work()
        say(crew, "helene", card, "/accepter vu avec le jury")
        assert "il n’y a rien à suspendre" in say(crew, "basile", card, "/suspendre non")
        with pytest.raises(NotFixed, match="accepted"):
            crew.parts.fixes.suspend(crew.asked("basile", card), "non")
        assert press(crew, "basile", card, "MoveCard") == "", "the clerk's own move is anybody's"
        with crew.parts.database.transaction() as session:
            assert session.get_one(HoldRow, card).kind == "accepted"

    def test_the_panel_offers_to_undo_what_one_may(self, crew: Staffed) -> None:
        card = crew.proposal()
        say(crew, "helene", card, "/confier malik")
        powerup = crew.parts.powerup
        from powerup.card.answers import card as panel

        def offered(who: str) -> list[bool]:
            lines = panel(powerup, crew.asked(who, card), "fr")["history"]
            given = receipt(crew, card, "AssignValidator").id
            return [each["undo"] for each in lines if each["id"] == given]

        assert (offered("basile"), offered("helene")) == ([False], [True])


class TestObserversAndStrangers:
    @pytest.mark.parametrize("role", ["observer", None])
    @pytest.mark.parametrize("order", ["/annuler", "/suspendre", "/verifier", "/aide"])
    def test_they_give_no_orders(self, crew: Staffed, role: str | None, order: str) -> None:
        card = crew.school.card("zoe", "Marie Dupont - DA Python", "label")
        crew.school.work()
        assert crew.school.list_of(card) == INCOMPLETE
        observes(crew, "basile", role)
        told = say(crew, "basile", card, order)
        assert "seules les personnes qui participent au tableau" in told
        assert "`/" not in told.partition("Il manque")[0].partition("participent")[0]
        assert crew.school.list_of(card) == INCOMPLETE
        with crew.parts.database.transaction() as session:
            assert session.get(HoldRow, card) is None

    @pytest.mark.parametrize("order", ["/accepter vu", "/rétablir", "/confier malik", "/annuler"])
    def test_not_even_where_the_rulebook_names_them(self, tmp_path: Path, order: str) -> None:
        with staffed(tmp_path, more='managers = ["helene", "idriss"]') as crew:
            card = crew.school.card("zoe", "Marie Dupont - DA Python", "label")
            crew.school.work()
            observes(crew, "idriss")
            assert "seules les personnes" in say(crew, "idriss", card, order)
            with crew.parts.database.transaction() as session:
                assert session.get(HoldRow, card) is None


class TestOtherBoards:
    def test_who_is_nobody_on_the_board_undoes_nothing_there(self, crew: Staffed) -> None:
        card = crew.school.card("zoe", "Marie Dupont - DA Python", "label")
        crew.school.work()
        observes(crew, "basile", None)
        for who in ("basile", "helene"):
            assert press(crew, who, card, "MoveCard", "transfert") == "unknown-card"
        assert crew.school.list_of(card) == INCOMPLETE
        assert receipt(crew, card, "MoveCard").undone_at is None

    def test_nor_does_the_board_where_the_card_is_now_undo_what_was_before(
        self, crew: Staffed
    ) -> None:
        card = crew.school.card("zoe", "Marie Dupont - DA Python", "label")
        crew.school.work()
        board = crew.rules("transfert").board
        crew.school.by("zoe").move_to_board(card, board, TO_TRANSFER)
        crew.school.work()
        written = receipt(crew, card, "WriteComment")
        for kind in ("soutenances", "transfert"):
            asked = crew.asked("helene", card, kind)
            with pytest.raises(NotFixed, match="unknown-card"):
                crew.parts.fixes.undo(asked, written.id)
        assert read(crew, card)


def test_who_is_called_like_another_does_not_take_back_what_they_made(crew: Staffed) -> None:
    card = crew.proposal()
    link(crew.parts.powerup, Caller(crew.asked("zoe", card).person, crew.rules()), card)
    crew.school.work()
    with crew.parts.database.transaction() as session:
        name = session.get_one(MemberRow, crew.id("zoe")).full_name
        session.get_one(MemberRow, crew.id("basile")).full_name = name
    assert press(crew, "basile", card, "CreateCard") == "managers-only"
    assert press(crew, "zoe", card, "CreateCard") == ""
