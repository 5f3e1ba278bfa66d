"""`twin` and `sealed-date`: one card a project, and a date that stays."""

from dataclasses import replace
from datetime import timedelta

import pytest
from rules_builders import ACCEPTED, DUE, NOW, P7, P8, a_board, a_card, found, judged

from rules.history import History, Seal, Twin
from rules.twins import twin_key

TWIN = Twin("f" * 24, "DUPONT Marie P7", "https://trello.com/c/abcd")


def sealed(**changes):
    return History(seal=Seal(DUE, NOW, **changes))


@pytest.mark.parametrize("kind", ["soutenances", "transfert"])
def test_a_twin_is_a_warning_with_its_link(kind):
    finding = found("twin", a_card(), a_board(kind), history=History(twins=(TWIN, TWIN)))
    assert (finding.severity, finding.variant) == ("warns", "open")
    assert finding.values["links"] == (TWIN.url, TWIN.url)
    assert found("twin", a_card()) is None


def test_of_many_twins_the_first_are_named():
    finding = found("twin", a_card(), history=History(twins=(TWIN,) * 6))
    assert (finding.variant, len(finding.values["names"])) == ("many", 5)
    finding = found("twin", a_card(), history=History(twins=(TWIN,) * 5))
    assert (finding.variant, len(finding.values["names"])) == ("open", 5)


def key(ruled=None, **changes):
    ruled = ruled or a_board()
    card = a_card(**changes)
    return twin_key(card, judged(card, ruled), ruled)


@pytest.mark.parametrize(
    "name", ["DUPONT Marie - DA Python", "Data analyst : marie  dupont", "Mârie Dupont – DA Python"]
)
def test_twins_have_the_same_student_and_project_however_written(name):
    assert key(name=name) == key()
    assert key(name=name) is not None


def test_another_project_or_student_is_no_twin():
    assert key(labels=(P8,)) != key()
    assert key(name="Paul Dupont - DA Python") != key()


def test_what_is_missing_or_not_checked_has_no_twin():
    assert key(labels=()) is None
    assert key(labels=(P7, P8)) is None
    assert key(name="") is None
    assert key(closed=True) is None


@pytest.mark.parametrize(
    "name", ["Mentor Krasniqi – DA Python", "Marie Dupont, Paul Durand, DA Python"]
)
def test_a_name_in_doubt_has_no_twin(name):
    assert key(name=name) is None


def test_two_students_of_one_name_in_two_courses_are_a_doubt_and_no_twins():
    other = replace(TWIN, course="Data analyst")
    history = History(twins=(other, other))
    finding = found("twin", a_card(name="Marie Dupont – DA Python"), history=history)
    assert (finding.severity, finding.variant) == ("warns", "namesake")
    assert finding.values["courses"] == ("Data analyst",)
    finding = found("twin", a_card(name="Marie Dupont – data Analyst"), history=history)
    assert finding.variant == "open"


def test_among_namesakes_the_twins_alone_are_told_of():
    twins = (
        replace(TWIN, course="Data analyst"),
        replace(TWIN, card_id="e" * 24, name="Le double"),
    )
    finding = found("twin", a_card(name="Marie Dupont – DA Python"), history=History(twins=twins))
    assert (finding.variant, finding.values["names"]) == ("open", ("Le double",))


@pytest.mark.parametrize(
    ("moved", "is_kept"),
    [
        (timedelta(0), True),
        (timedelta(hours=9), True),  # 23:30 in Paris
        (timedelta(hours=-14), True),
        (timedelta(hours=10), False),  # 0:30 on the next day
        (timedelta(days=7), False),
        (timedelta(days=-1), False),
    ],
)
def test_another_day_is_a_change_another_hour_is_not(moved, is_kept):
    finding = found("sealed-date", a_card(due=DUE + moved), history=sealed())
    assert (finding is None) == is_kept
    if finding:
        assert (finding.variant, finding.severity) == ("changed", "warns")
        assert (finding.values["due"], finding.values["sealed"]) == (DUE + moved, DUE)


def test_a_removed_date_is_a_change():
    assert found("sealed-date", a_card(due=None), history=sealed()).variant == "removed"


def test_who_changed_it_and_when_is_told_where_both_are_known():
    known = sealed(changed_by="Nadia Benali", changed_at=NOW)
    finding = found("sealed-date", a_card(due=DUE + timedelta(days=2)), history=known)
    assert (finding.variant, finding.values["by"]) == ("changed-by", "Nadia Benali")
    assert found("sealed-date", a_card(due=None), history=known).variant == "removed-by"
    half = sealed(changed_by="Nadia Benali")
    assert found("sealed-date", a_card(due=None), history=half).variant == "removed"


def test_a_transfer_has_no_sealed_date():
    assert found("sealed-date", a_card(due=None), a_board("transfert"), history=sealed()) is None


def test_it_is_watched_in_the_accepted_lists_and_nothing_else_is():
    card = a_card(list_id=ACCEPTED, due=DUE + timedelta(days=2), members=(), labels=())
    verdict = judged(card, history=sealed())
    assert (verdict.state, verdict.why) == ("not-checked", "accepted-list")
    assert [each.mention for each in verdict.findings] == ["sealed-date"]
    transfer = judged(card, a_board("transfert"), history=sealed())
    assert (transfer.why, transfer.findings) == ("accepted-list", ())
