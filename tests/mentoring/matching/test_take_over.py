"""Taking a student over: the new mentor is there before the old one leaves, and nobody is left alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from harness import TO_TRANSFER, TRANSFERRED
from schools import NOW, PARIS, PYTHON, mentor, transfer
from staffed import P7, Staffed, staffed

from mentoring.matching.assign import NotGiven
from mentoring.matching.successors import find_taker
from mentoring.matching.texts import Sayings
from mentoring.school.model import Absence, Profile
from mentoring.students.mentors import mentors
from rules.calendar import local_date
from sandbox.seeds import invented_school
from sync import crash_points
from sync.effects.receipts import find
from sync.rights.request import NotFixed

FIRST = '[transfers]\ntake_over = "first"\n'


@pytest.fixture
def crew(tmp_path: Path) -> Iterator[Staffed]:
    with staffed(tmp_path) as made:
        yield made


def ranks(*people_: object, **card: object) -> tuple[list[str], dict[str, str]]:
    wanted = transfer(**card)  # type: ignore[arg-type]
    found = find_taker(wanted, people_, NOW, PARIS)  # type: ignore[arg-type]
    say = Sayings("fr", PARIS, PYTHON, "P3")
    return [x.mentor.id for x in found.takers], {
        x.mentor.id: say.why_not_taker(x) for x in found.excluded
    }


def test_offers_come_first_then_who_knows_the_course_and_has_most_places() -> None:
    python = frozenset({(PYTHON, "P1")})
    some = [
        mentor("anne"),
        mentor("few", Profile(capacity=3, mentors=python), following=2),
        mentor("many", Profile(capacity=9, mentors=python), following=2),
        mentor("late", Profile(capacity=5, mentors=python), following=1),
    ]
    order, excluded = ranks(*some, offers=("late",))
    assert order == ["late", "many", "few", "anne"]
    assert excluded == {}


def test_who_is_full_away_or_at_other_courses_is_not_asked_and_told_why() -> None:
    end = local_date(transfer().end or NOW, PARIS)
    some = [
        mentor("zoe"),
        mentor("full", Profile(capacity=2), following=2),
        mentor("away", Profile(absences=(Absence(end, end),))),
        mentor("other", Profile(mentors=frozenset({("Data analyst", "P3")}))),
        mentor("boss", manager=True),
    ]
    order, excluded = ranks(*some)
    assert order == []
    assert excluded["zoe"] == "Suit déjà cet étudiant."
    assert excluded["full"].startswith("Plus de place")
    assert excluded["away"].startswith("Absence du mercredi")
    assert excluded["other"] == f"Son profil ne nomme aucun projet du parcours {PYTHON}."
    assert excluded["boss"] == "Responsable sans profil de mentor."


def place(crew: Staffed, card: str) -> str:
    return crew.school.list_of(card)


def following(crew: Staffed) -> dict[str, int]:
    with crew.parts.database.transaction() as session:
        found = mentors(session, crew.parts.rulebook, crew.school.time)
        return {each.username: each.following for each in found if each.following}


def test_the_card_says_that_the_student_stays_until_somebody_takes_over(crew: Staffed) -> None:
    card = crew.handover()
    [comment] = crew.school.comments(card)
    assert "Tant que personne n’a pris le relais, le suivi continue avec Zoé Lefèvre." in comment
    assert crew.transfer(card).mentors == (crew.id("zoe"),)


def test_a_mentor_offers_the_managers_are_called_once_and_nothing_changes_yet(
    crew: Staffed,
) -> None:
    card = crew.handover()
    crew.giving.offer(crew.asked("ines", card, "transfert"))
    crew.school.work()
    assert "@helene" in crew.school.comments(card)[0]
    assert "pour prendre le relais\u00a0: Inès Castel." in crew.school.comments(card)[0]
    crew.giving.offer(crew.asked("malik", card, "transfert"))
    crew.school.work()
    assert "Inès Castel et Malik Ouédraogo" in crew.school.comments(card)[0]
    assert "@helene" not in crew.school.comments(card)[0]
    assert crew.members(card) == {"zoe"}
    assert place(crew, card) == TO_TRANSFER


def test_the_manager_chooses_and_capacities_follow(crew: Staffed) -> None:
    card = crew.handover()
    assert following(crew) == {"zoe": 1}
    since = len(crew.school.calls())
    crew.giving.give(crew.asked("helene", card, "transfert"), crew.id("ines"))
    writes = [x for x in crew.school.calls(since=since) if x[0] != "GET"]
    assert [method for method, _ in writes] == ["POST", "DELETE", "PUT"]
    assert crew.members(card) == {"ines"}
    assert place(crew, card) == TRANSFERRED
    assert following(crew) == {"ines": 1}
    crew.school.work()
    assert "@ines suit désormais cet étudiant" in crew.school.comments(card)[0]
    assert crew.transfer(card).taker == crew.id("ines")


def test_undo_gives_the_student_back(crew: Staffed) -> None:
    card = crew.handover()
    crew.giving.give(crew.asked("helene", card, "transfert"), crew.id("ines"))
    crew.school.work()
    with crew.parts.database.transaction() as session:
        receipt = next(x.id for x in find(session, card_id=card) if x.command == "TakeOver")
    crew.parts.powerup.fixes.undo(crew.asked("helene", card, "transfert"), receipt)
    crew.school.work()
    assert crew.members(card) == {"zoe"}
    assert place(crew, card) == TO_TRANSFER
    assert following(crew) == {"zoe": 1}
    assert "le suivi continue avec Zoé Lefèvre" in crew.school.comments(card)[0]


def test_only_managers_choose_unless_the_rulebook_takes_the_first(crew: Staffed) -> None:
    card = crew.handover()
    with pytest.raises(NotFixed, match="managers-only"):
        crew.giving.give(crew.asked("ines", card, "transfert"), crew.id("ines"))


def test_where_the_first_takes_over_one_press_does_it(tmp_path: Path) -> None:
    with staffed(tmp_path, more=FIRST) as crew:
        card = crew.handover()
        crew.giving.offer(crew.asked("ines", card, "transfert"))
        assert crew.members(card) == {"ines"}
        with pytest.raises(NotFixed, match="wrong-list"):
            crew.giving.offer(crew.asked("malik", card, "transfert"))
        assert crew.members(card) == {"ines"}


def test_the_present_mentor_does_not_take_over(crew: Staffed) -> None:
    card = crew.handover()
    with pytest.raises(NotGiven, match="own"):
        crew.giving.offer(crew.asked("zoe", card, "transfert"))


class Died(BaseException):
    """The process is gone."""


@pytest.mark.parametrize("call", ["add_member", "remove_member", "move_card"])
def test_the_student_has_a_mentor_wherever_the_press_dies(
    crew: Staffed, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    card = crew.handover()

    def dies(*_: object) -> None:
        raise Died

    with monkeypatch.context() as dying:
        dying.setattr(crew.parts.gateway, call, dies)
        with pytest.raises(Died):
            crew.giving.give(crew.asked("helene", card, "transfert"), crew.id("ines"))
    assert crew.members(card)
    crew.school.work()
    assert following(crew)
    crew.school.pass_time(minutes=7)
    crew.school.worker.tick()
    crew.school.work()
    assert crew.members(card) == {"ines"}
    assert place(crew, card) == TRANSFERRED
    assert following(crew) == {"ines": 1}


@pytest.mark.parametrize("point", ["gift-intended", "gift-given"])
def test_the_student_is_given_once_wherever_the_press_dies(crew: Staffed, point: str) -> None:
    card = crew.handover()

    def die(name: str) -> None:
        if name == point:
            raise Died

    with crash_points.rehearse(die), pytest.raises(Died):
        crew.giving.give(crew.asked("helene", card, "transfert"), crew.id("ines"))
    crew.school.pass_time(minutes=7)
    crew.school.worker.tick()
    crew.school.work()
    assert (crew.members(card), place(crew, card)) == ({"ines"}, TRANSFERRED)
    assert following(crew) == {"ines": 1}


def test_a_take_over_by_hand_is_recognised(crew: Staffed) -> None:
    card = crew.handover()
    board = invented_school.board_named(crew.school.sandbox, invented_school.TRANSFERT)["id"]
    lists = {x["name"]: x["id"] for x in crew.school.sandbox.state.lists_of(board)}
    crew.school.by("malik").join(card)
    crew.school.by("zoe").leave(card)
    crew.school.by("helene").drag(card, lists[TRANSFERRED])
    crew.school.work()
    assert crew.transfer(card).taker == crew.id("malik")
    assert following(crew) == {"malik": 1}
    assert "@malik suit désormais cet étudiant" in crew.school.comments(card)[0]


def test_profiles_of_validators_do_not_matter_for_taking_over(crew: Staffed) -> None:
    crew.profile("basile", Profile(capacity=3, mentors=P7, validator=False))
    card = crew.handover()
    crew.giving.give(crew.asked("idriss", card, "transfert"), crew.id("basile"))
    assert crew.members(card) == {"basile"}
