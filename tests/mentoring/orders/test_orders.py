"""Moves and comments only: defences and transfers are lived to their end without the panel."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from defended import attachments
from harness import ACCEPTED, FAILED, INCOMPLETE, INTAKE, PASSED, TRANSFERRED
from ordering import held, other_card, outcome, read, receipts, say, until
from staffed import Staffed, staffed

from mentoring.school.tables import OfferRow
from sandbox.state.ids import parse_iso
from sync.storage.tables import SealRow
from sync.storage.trello_tables import MembershipRow


@pytest.fixture
def crew(tmp_path: Path) -> Iterator[Staffed]:
    with staffed(tmp_path) as made:
        yield made


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Staffed]:
    url = None if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    with staffed(tmp_path, database=url) as made:
        yield made


def test_a_defence_to_its_end_and_a_second_one(either: Staffed) -> None:
    crew, made = either, either.school
    card = crew.proposal()
    assert "Un responsable confirme" in say(crew, "malik", card, "/valider")
    told = say(crew, "helene", card, "/confier")
    assert told.index("Malik Ouédraogo") < told.index("Inès Castel")
    assert "Se propose pour cette soutenance." in told
    told = say(crew, "helene", card, "/confier @malik, merci !")
    assert "@malik tient cette soutenance, le jeudi 19 mars 2026" in told
    assert (made.list_of(card), crew.members(card)) == (ACCEPTED, {"zoe", "malik"})
    until(crew, days=17, hours=23)
    assert "`/réussie`, `/conditionnelle` suivi de ce qui manque" in read(crew, card)
    told = say(crew, "malik", card, "/conditionnelle\n- le README\n- deux tests")
    assert "À compléter : le README ; deux tests. @zoe, votre étudiant a jusqu" in told
    until(crew, days=2, hours=3)
    assert "`/retravailler` suivi des motifs ?" in read(crew, card)
    told = say(crew, "malik", card, "/À retravailler : les tests manquent.")
    assert "Motifs : les tests manquent." in told
    assert made.list_of(card) == FAILED
    told = say(crew, "zoe", card, "/seconde dimanche 12 avril 2026 à 14h")
    second = other_card(crew, card)
    assert made.sandbox.state.cards[second]["shortLink"] in told
    assert parse_iso(made.sandbox.state.cards[second]["due"]).isoformat() == (
        "2026-04-12T12:00:00+00:00"
    )
    with crew.parts.database.transaction() as session:
        assert session.get_one(SealRow, second).due.isoformat() == "2026-04-12T12:00:00+00:00"
    assert len(attachments(made, card)) == len(attachments(made, second)) == 1
    told = say(crew, "helene", second, "/confier")
    assert told.index("A déjà tenu la première soutenance") < told.index("2. ")
    say(crew, "helene", second, "/confier malik")
    until(crew, days=23)
    say(crew, "malik", second, "/réussie")
    assert made.list_of(second) == PASSED
    told = say(crew, "zoe", second, "/transfert")
    assert made.sandbox.state.cards[other_card(crew, card, second)]["shortLink"] in told
    assert receipts(crew, card)["Conditional"] == 1
    assert receipts(crew, second)["AssignValidator"] == 1


def test_a_comment_prepares_the_next_project_once_the_defence_is_passed(crew: Staffed) -> None:
    made, card = crew.school, held(crew)
    say(crew, "malik", card, "/réussie")
    told = say(crew, "zoe", card, "/suivante")
    follows = made.sandbox.state.cards[other_card(crew, card)]
    assert follows["shortLink"] in told
    assert follows["idLabels"] == [made.label("P8")]
    assert made.list_of(follows["id"]) == INCOMPLETE


def test_a_student_is_taken_over(either: Staffed) -> None:
    crew, card = either, either.handover()
    told = say(crew, "ines", card, "/relais")
    assert "@helene et @idriss, pour prendre le relais : Inès Castel." in told
    told = say(crew, "helene", card, "/confier")
    assert "Se propose pour prendre le relais." in told
    told = say(crew, "helene", card, "/confier ines")
    assert "@ines suit désormais cet étudiant" in told
    assert (crew.members(card), crew.school.list_of(card)) == ({"ines"}, TRANSFERRED)


def test_the_first_who_offers_takes_over_where_the_rules_say_so(tmp_path: Path) -> None:
    with staffed(tmp_path, more='[transfers]\ntake_over = "first"\n') as crew:
        card = crew.handover()
        assert "l’étudiant vous est confié" in say(crew, "ines", card, "/relais")
        assert crew.members(card) == {"ines"}


class TestOffering:
    def test_it_is_taken_back(self, crew: Staffed) -> None:
        card = crew.proposal()
        say(crew, "malik", card, "/valider")
        say(crew, "malik", card, "/valider")
        assert crew.defence(card).offers == (crew.id("malik"),)
        assert "vous ne vous proposez plus" in say(crew, "malik", card, "/retirer")
        assert crew.defence(card).offers == ()
        assert "n’est pas parmi les propositions" in say(crew, "malik", card, "/retirer")

    def test_hard_rules_refuse_with_their_sentence(self, crew: Staffed) -> None:
        card = crew.proposal()
        assert "vous suivez cet étudiant" in say(crew, "zoe", card, "/valider")
        assert "vous n’êtes pas disponible" in say(crew, "basile", card, "/valider")
        assert "n’est pas disponible" in say(crew, "helene", card, "/confier basile")
        assert "le validateur est toujours un second" in say(crew, "helene", card, "/confier zoe")
        assert (crew.defence(card).validator, crew.defence(card).offers) == (None, ())

    def test_only_managers_choose_and_a_wrong_name_is_answered_with_the_right_ones(
        self, crew: Staffed
    ) -> None:
        card = crew.proposal()
        assert "revient aux responsables" in say(crew, "malik", card, "/confier malik")
        told = say(crew, "helene", card, "/confier Toto")
        assert "je ne trouve personne de ce nom sur le tableau. Voici qui peut" in told
        told = say(crew, "helene", card, "/confier @ines ou @malik")
        assert "plusieurs personnes peuvent être visées" in told
        assert crew.defence(card).validator is None

    def test_a_card_that_is_not_complete_waits_for_its_mentor(self, crew: Staffed) -> None:
        card = crew.school.card("zoe", "Marie Dupont - DA Python", "due")
        crew.school.work()
        assert crew.school.list_of(card) == INCOMPLETE
        assert "il manque encore une information" in say(crew, "malik", card, "/valider")

    def test_the_press_of_a_moment_ago_is_undone(self, crew: Staffed) -> None:
        card = crew.proposal()
        say(crew, "helene", card, "/confier malik")
        told = say(crew, "helene", card, "/annuler")
        assert "la carte n’est plus confiée" in told
        assert (crew.school.list_of(card), crew.members(card)) == (INTAKE, {"zoe"})


class TestResults:
    def test_reasons_are_asked_for_and_doubts_are_not_taken_for_a_success(
        self, crew: Staffed
    ) -> None:
        card = held(crew)
        assert "dites ce qu’il reste à compléter" in say(crew, "malik", card, "/conditionnelle !")
        assert "écrivez les motifs" in say(crew, "malik", card, "/retravailler")
        told = say(crew, "malik", card, "/réussie mais il manque le README")
        assert "réussie, ou réussie sous condition ?" in told
        assert outcome(crew, card) is None
        say(crew, "malik", card, "/réussie, bravo à Marie !")
        assert crew.school.list_of(card) == PASSED

    def test_who_may_say_it_and_when(self, crew: Staffed) -> None:
        card = crew.proposal()
        assert "n’est encore confiée à personne" in say(crew, "helene", card, "/réussie")
        say(crew, "helene", card, "/confier malik")
        assert "une fois que la soutenance a eu lieu" in say(crew, "malik", card, "/réussie")
        crew.school.pass_time(days=17, hours=1)
        assert "c’est au validateur" in say(crew, "zoe", card, "/réussie")
        assert "cette soutenance a eu lieu" in (told := say(crew, "malik", card, "/valider"))
        assert "- `/réussie`" in told  # « valider » may well mean that it is passed
        assert "il n’y a rien à accepter" in (told := say(crew, "malik", card, "/accepter"))
        assert "- `/réussie`" in told
        say(crew, "helene", card, "/réussie")
        assert outcome(crew, card) == ("passed", "", "Hélène Caradec")
        told = say(crew, "malik", card, "/conditionnelle le README")
        assert "le résultat est déjà dit. Une erreur ? Remettez la carte" in told

    def test_a_manager_ends_a_conditional_success(self, crew: Staffed) -> None:
        card = held(crew)
        say(crew, "malik", card, "/conditionnelle le README")
        told = say(crew, "malik", card, "/conditionnelle autre chose")
        assert "est déjà en cours. À compléter : le README." in told
        say(crew, "helene", card, "/accepter le README est là")
        assert crew.school.list_of(card) == ACCEPTED
        say(crew, "helene", card, "/réussie")
        assert crew.school.list_of(card) == PASSED

    def test_reasons_follow_a_card_that_was_moved_by_hand_in_the_same_breath(
        self, crew: Staffed
    ) -> None:
        card = held(crew)
        crew.school.by("malik").drag(card, crew.school.list_id(FAILED))
        told = say(crew, "malik", card, "/retravailler les tests manquent")
        assert "Motifs : les tests manquent." in told
        assert outcome(crew, card) == ("failed", "les tests manquent", "Malik Ouédraogo")

    def test_what_was_said_is_taken_back(self, crew: Staffed) -> None:
        card = held(crew)
        say(crew, "malik", card, "/réussie")
        say(crew, "malik", card, "/annuler")
        assert (crew.school.list_of(card), outcome(crew, card)) == (ACCEPTED, None)

    def test_a_conditional_success_is_taken_back_as_well(self, crew: Staffed) -> None:
        card = held(crew)
        until(crew, days=1)
        say(crew, "malik", card, "/conditionnelle le README")
        assert "`/annuler` la retire" in say(crew, "malik", card, "/conditionnelle deux tests")
        told = say(crew, "malik", card, "/annuler")
        assert "la réussite sous condition est oubliée" in told
        assert "À compléter" not in told and "comment s’est passée la soutenance" in told
        assert (crew.school.list_of(card), outcome(crew, card)) == (ACCEPTED, None)
        until(crew, days=6)
        assert "README" not in read(crew, card)

    def test_an_answer_is_not_taken_back_once_the_card_has_its_result(self, crew: Staffed) -> None:
        card = held(crew)
        say(crew, "malik", card, "/conditionnelle le README")
        say(crew, "malik", card, "/réussie")
        say(crew, "malik", card, "/annuler")
        assert (crew.school.list_of(card), outcome(crew, card)) == (ACCEPTED, None)


class TestSecondDefence:
    def test_a_date_that_is_not_read_makes_no_card(self, crew: Staffed) -> None:
        card = held(crew)
        say(crew, "malik", card, "/retravailler les tests manquent")
        for text, told in {
            "demain 14h": "je ne suis pas sûr de comprendre cette date",
            "lundi 12/04/2026 14h": "dimanche 12 avril 2026",
            "12/04/2026": "à quelle heure, le dimanche 12 avril 2026 ?",
            "01/03/2026 14:00": "cette date est passée",
        }.items():
            answer = say(crew, "zoe", card, f"/seconde {text}")
            assert told in answer
            assert "`/seconde 04/04/2026 14:00` (heure de Paris)" in answer
        assert list(crew.school.sandbox.state.cards) == [card]

    def test_the_date_may_come_later(self, crew: Staffed) -> None:
        card = held(crew)
        say(crew, "malik", card, "/retravailler les tests manquent")
        assert "Il ne reste qu’à fixer sa date" in say(crew, "zoe", card, "/seconde")
        second, cards = other_card(crew, card), crew.school.sandbox.state.cards
        assert cards[second]["due"] is None
        say(crew, "zoe", card, "/seconde 12/04/2026 14:00")
        assert cards[second]["due"] == "2026-04-12T12:00:00.000Z"
        told = say(crew, "zoe", card, "/seconde 13/04/2026 14:00")
        assert "Sa date est le dimanche 12 avril 2026 à 14 h" in told
        assert len(cards) == 2

    def test_its_validator_may_be_chosen_by_hand(self, crew: Staffed) -> None:
        card = held(crew)
        say(crew, "malik", card, "/retravailler les tests manquent")
        say(crew, "malik", card, "/seconde 12/04/2026 14:00")
        second, manager = other_card(crew, card), crew.school.by("helene")
        manager.add_member(second, "malik")
        manager.drag(second, crew.school.list_id(ACCEPTED))
        crew.school.work()
        assert crew.defence(second).validator == crew.id("malik")


class TestHelp:
    def test_it_lists_what_fits_this_card_and_this_person(self, crew: Staffed) -> None:
        card = crew.proposal()

        def asked(who: str) -> list[str]:
            lines = say(crew, who, card, "/aide").splitlines()
            return [line.split("`")[1].split()[0] for line in lines if line.startswith("- ")]

        assert asked("zoe") == ["/vérifier", "/suspendre"]
        assert asked("malik") == ["/valider", "/vérifier", "/suspendre"]
        assert asked("basile") == ["/vérifier", "/suspendre"]
        assert asked("helene") == ["/confier", "/vérifier", "/suspendre", "/accepter"]
        say(crew, "malik", card, "/valider")
        assert asked("malik") == ["/retirer", "/vérifier", "/suspendre"]
        say(crew, "helene", card, "/confier malik")
        assert (asked("zoe"), asked("helene")) == ([], ["/confier", "/annuler"])
        crew.school.pass_time(days=17, hours=1)
        assert asked("zoe") == []
        assert asked("malik") == ["/réussie", "/conditionnelle", "/retravailler"]
        say(crew, "malik", card, "/retravailler les tests")
        assert asked("zoe") == ["/seconde"]
        assert asked("malik") == ["/retravailler", "/seconde", "/annuler"]

    def test_an_answer_stands_for_a_day(self, crew: Staffed) -> None:
        card = crew.proposal()
        say(crew, "malik", card, "/valider")
        assert read(crew, card).startswith("Malik Ouédraogo, c’est noté, merci.")
        crew.school.pass_time(days=1, hours=1)
        crew.school.by("zoe").rename(card, "Marie Dupont - DA Python -")
        crew.school.work()
        assert read(crew, card).startswith("Tout y est, merci !")


def test_offers_of_strangers_are_refused(crew: Staffed) -> None:
    card = crew.proposal()
    with crew.parts.database.transaction() as session:
        row = session.get_one(MembershipRow, (crew.rules().board, crew.id("malik")))
        row.role = "observer"
    assert "seules les personnes qui participent" in say(crew, "malik", card, "/valider")
    with crew.parts.database.transaction() as session:
        assert session.query(OfferRow).count() == 0
