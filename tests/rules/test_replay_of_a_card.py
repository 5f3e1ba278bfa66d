"""One card's past under other rules, moment by moment."""

from dataclasses import replace
from datetime import timedelta

from rules_builders import ACCEPTED, DUE, INCOMPLETE, NOW, P7, a_board, a_card

from rules.editing.replay import Moment, replay
from rules.history import NOTHING_KNOWN, Hold

LATER, LATE = NOW + timedelta(days=3), NOW + timedelta(days=6)
COMPLETE = a_card()
LACKING = a_card(due=None)


def at(minutes, card, **more):
    return Moment(NOW + timedelta(minutes=minutes), card, **more)


def moves(*moments, until=LATER, past=NOTHING_KNOWN, mark="", **rules):
    """How often, and when in minutes, the card is moved: (minutes, missing mentions)."""
    found = replay(moments, a_board(**rules), until, past, mark)
    return [(round((each.at - NOW).total_seconds() / 60), each.missing) for each in found]


def test_nothing_happened_to_no_card():
    assert replay((), a_board(), LATER, NOTHING_KNOWN) == ()
    assert moves(at(0, None)) == []


def test_a_card_that_lacks_something_at_first_is_moved_at_once():
    assert moves(at(0, LACKING)) == [(0, ("due",))]
    assert moves(at(0, COMPLETE)) == []


def test_a_new_card_rests_longer_than_a_moved_one():
    assert moves(at(0, None), at(5, LACKING, appeared=True)) == [(8, ("due",))]
    dragged = at(5, LACKING, dragged=True)
    assert moves(at(0, replace(LACKING, list_id=ACCEPTED)), dragged) == [(5, ("due",))]


def test_what_is_still_being_filled_in_is_left_alone():
    filled = (at(0, None), at(5, LACKING, appeared=True), at(7, COMPLETE))
    assert moves(*filled) == []
    assert moves(*filled, settle_new=timedelta(minutes=1)) == [(6, ("due",))]


def test_one_gesture_that_is_two_changes_is_judged_once():
    never = {"settle_new": timedelta(0), "settle_moved": timedelta(0)}
    assert moves(at(0, None), at(5, LACKING, appeared=True), at(5.01, COMPLETE), **never) == []


def test_a_card_put_back_as_it_was_has_peace_for_a_day():
    back = at(60, LACKING, dragged=True, by="Zoé")
    told = moves(at(0, LACKING), back)
    assert [each for each, _ in told] == [0, 60 + 24 * 60]
    changed = at(60, replace(LACKING, name="Paul Roux - Data analyst"), dragged=True)
    assert [each for each, _ in moves(at(0, LACKING), changed)] == [0, 60]


def test_who_puts_it_back_again_and_again_is_believed():
    days = [at(25 * 60 * number, LACKING, dragged=True, by="Zoé") for number in range(1, 5)]
    long = NOW + timedelta(days=30)
    assert len(moves(at(0, LACKING), *days, until=long)) == 3


def test_the_mentor_puts_back_what_these_rules_alone_sent_away():
    later = at(600, replace(LACKING, desc="autre"))
    told = moves(at(0, LACKING), at(60, COMPLETE), later)
    assert [each for each, _ in told] == [0, 600]
    returned = moves(at(0, LACKING), at(60, COMPLETE), return_="automatic")
    assert [each for each, _ in returned] == [0, 60]


def test_a_date_that_passes_is_noticed():
    until = DUE + timedelta(days=1)
    ((minutes, missing),) = moves(at(0, COMPLETE), until=until)
    assert missing == ("past",)
    assert NOW + timedelta(minutes=minutes) >= DUE


def test_words_of_people_count():
    accepted = at(0, LACKING, by="Hélène", word="accepted")
    first = at(0, COMPLETE)
    assert moves(first, at(1, LACKING), at(1.1, LACKING, by="Hélène", word="accepted")) == []
    lifted = at(90, LACKING, by="Hélène", word="lifted")
    assert [each for each, _ in moves(first, accepted, at(1, LACKING), lifted)] == [90]
    suspended = at(1.1, LACKING, by="Zoé", word="suspended")
    assert [each for each, _ in moves(first, at(1, LACKING), suspended)] == [1 + 24 * 60]
    held = replace(NOTHING_KNOWN, hold=Hold("accepted", "Hélène", NOW, None))
    assert moves(at(0, LACKING), past=held) == []


def test_a_card_that_leaves_and_comes_back_is_new():
    gone = (at(0, LACKING), at(10, None), at(60, LACKING, appeared=True))
    assert [each for each, _ in moves(*gone)] == [0, 63]


def test_a_card_elsewhere_is_not_moved():
    assert moves(at(0, replace(LACKING, list_id=ACCEPTED))) == []
    went_on = at(0.2, replace(LACKING, list_id=ACCEPTED), dragged=True)
    assert moves(at(0, COMPLETE), at(0.1, LACKING), went_on) == []


def test_a_sealed_date_that_moves_is_noticed():
    moved = at(60, replace(COMPLETE, due=DUE + timedelta(days=2)))
    strict = {"sealed-date": "blocks"}
    assert moves(at(0, COMPLETE), moved, severities=strict) == [(60, ("sealed-date",))]
    assert moves(at(0, COMPLETE), moved) == []


def test_when_it_was_put_forward_is_seen_or_guessed():
    strict = {"notice": "blocks"}
    soon = replace(COMPLETE, due=NOW + timedelta(days=5))
    seen = moves(at(0, None), at(1, soon, appeared=True), severities=strict)
    assert [missing for _, missing in seen] == [("notice",)]
    guessed = at(1, soon, appeared=True, sure=False)
    assert moves(at(0, None), guessed, severities=strict) == []


def test_a_card_sent_away_before_is_known_by_its_mark():
    from rules.fingerprint import fingerprint

    away = at(0, replace(LACKING, list_id=INCOMPLETE, labels=(P7,)))
    back = at(60, LACKING, dragged=True, by="Zoé")
    assert moves(away, back) == [(60, ("due",))]
    told = moves(away, back, mark=fingerprint(LACKING))
    assert [each for each, _ in told] == [60 + 24 * 60]


def test_what_is_put_forward_again_counts_from_then():
    strict = {"until": LATE, "severities": {"notice": "blocks"}}
    new = (at(0, None), at(0.5, COMPLETE, appeared=True))
    elsewhere = at(1, replace(COMPLETE, list_id=ACCEPTED), dragged=True)
    aside = at(1, replace(COMPLETE, list_id=INCOMPLETE), dragged=True)
    late = at(5 * 24 * 60, COMPLETE, dragged=True)
    assert [missing for _, missing in moves(*new, elsewhere, late, **strict)] == [("notice",)]
    assert moves(*new, aside, late, **strict) == []
