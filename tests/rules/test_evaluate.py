"""The verdict: who is judged, what adds up, and whose word beats the rules."""

from dataclasses import replace
from datetime import timedelta

import pytest
from rules_builders import (
    ACCEPTED,
    ARCHIVED,
    BOT,
    DUE,
    INCOMPLETE,
    INTAKE,
    LINK,
    NOW,
    P7,
    P8,
    PASSED,
    a_board,
    a_card,
    judged,
)

from rules.card import FieldValue
from rules.fingerprint import fingerprint
from rules.history import History, Hold
from rules.mentions import CODES


@pytest.mark.parametrize("list_id", [INTAKE, INCOMPLETE])
@pytest.mark.parametrize("kind", ["soutenances", "transfert"])
def test_a_complete_card_is_complete(kind, list_id):
    verdict = judged(a_card(list_id=list_id), a_board(kind))
    assert (verdict.state, verdict.findings, verdict.why) == ("complete", (), "")
    assert verdict.student.name == "Marie Dupont"
    assert verdict.student.course == "Développeur d’application Python"


def test_everything_that_is_missing_is_told_at_once_and_in_order():
    verdict = judged(a_card(name="", desc="", due=None, labels=(), members=(BOT,)))
    assert verdict.state == "incomplete"
    assert [each.mention for each in verdict.findings] == [
        *("student", "label", "due", "member", "details")
    ]
    assert verdict.missing == ("student", "label", "due", "member")
    assert verdict.student is None


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"closed": True}, "closed"),
        ({"closed": True, "list_id": ARCHIVED, "is_template": True}, "closed"),
        ({"list_id": ARCHIVED}, "list-archived"),
        ({"is_template": True}, "template"),
        *(({"role": role}, "role") for role in ("separator", "mirror", "link", "board")),
        ({"list_id": PASSED}, "other-list"),
        ({"list_id": "f" * 24}, "other-list"),
        ({"list_id": ACCEPTED}, "accepted-list"),
    ],
)
def test_some_cards_are_never_judged(changes, why):
    verdict = judged(a_card(due=None, members=(), **changes))
    assert (verdict.state, verdict.why, verdict.findings) == ("not-checked", why, ())


def test_warnings_do_not_make_a_card_incomplete():
    verdict = judged(a_card(desc=""))
    assert verdict.state == "complete"
    assert [each.mention for each in verdict.findings] == ["details"]


def test_a_mention_that_is_off_says_nothing():
    ruled = a_board(severities=dict.fromkeys(CODES, "off"))
    assert judged(a_card(name="", due=None, labels=(), members=()), ruled).findings == ()


def hold(kind, until=NOW + timedelta(hours=1), print_=""):
    return History(hold=Hold(kind, "Nadia", NOW, until, print_))


def test_a_manager_accepts_a_card_as_it_is():
    card = a_card(due=None)
    verdict = judged(card, history=hold("accepted", None))
    assert (verdict.state, verdict.why, verdict.missing) == ("complete", "accepted", ("due",))
    assert verdict.hold.by == "Nadia"


def test_a_person_suspends_a_card():
    card = a_card(due=None)
    verdict = judged(card, history=hold("suspended", None, fingerprint(card)))
    assert (verdict.state, verdict.why, verdict.missing) == ("suspended", "suspended", ("due",))


@pytest.mark.parametrize("kind", ["accepted", "suspended"])
def test_a_hold_ends_with_its_time(kind):
    assert judged(a_card(due=None), history=hold(kind, NOW)).state == "incomplete"
    later = hold(kind, NOW + timedelta(seconds=1))
    assert judged(a_card(due=None), history=later).state != "incomplete"


def test_a_change_lifts_a_suspension_but_not_an_acceptance():
    before, after = a_card(due=None), a_card(due=None, desc="autre chose")
    lifted = judged(after, history=hold("suspended", print_=fingerprint(before)))
    assert (lifted.state, lifted.hold) == ("incomplete", None)
    assert judged(after, history=hold("accepted", print_=fingerprint(before))).state == "complete"


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Autre"},
        {"desc": "Autre"},
        {"due": None},
        {"due": DUE + timedelta(minutes=1)},
        {"labels": ()},
        {"labels": (replace(P7, name="P7 bis"),)},
        {"members": ()},
        {"attachments": (LINK,)},
        {"fields": (FieldValue("Parcours", "Data"),)},
    ],
)
def test_the_fingerprint_changes_with_each_checked_field(changes):
    assert fingerprint(a_card(**changes)) != fingerprint(a_card())


@pytest.mark.parametrize(
    "changes", [{"list_id": INCOMPLETE}, {"pos": 9.0}, {"last_activity": NOW}, {"closed": True}]
)
def test_the_fingerprint_does_not_change_with_the_rest(changes):
    assert fingerprint(a_card(**changes)) == fingerprint(a_card())


def test_the_fingerprint_does_not_depend_on_the_order_of_trello():
    assert fingerprint(a_card(labels=(P7, P8))) == fingerprint(a_card(labels=(P8, P7)))
