"""Triage at its bounds: which findings ask for a look, from which instant, and how a risk is counted."""

from __future__ import annotations

from typing import Any

import pytest
from test_triage import DAY, DETAILS, EARLY, LABEL, NOW, SEALED, SHORT, TWIN, judged

from rules.reports.triage import Triage

MEMBER = ("member", "blocks", "none")
MANY = (LABEL, MEMBER, ("due", "blocks", "none"), DETAILS, SHORT)


@pytest.mark.parametrize(
    ("finding", "concerns"),
    [
        (DETAILS, ("doubt",)),
        (("past", "warns", "none"), ("doubt",)),
        (("details", "blocks", "none"), ()),
        (SHORT, ("notice",)),
        (("notice", "blocks", "short-transfert"), ("notice",)),
        (EARLY, ()),
        (TWIN, ()),
        (SEALED, ("date",)),
        (("sealed-date", "blocks", "changed"), ("date",)),
    ],
)
def test_each_finding_asks_for_its_own(finding: Any, concerns: tuple[str, ...]) -> None:
    transfer = {"kind": "transfert", "due": NOW + 60 * DAY}
    assert judged(**transfer, findings=(finding,)).concerns == concerns
    accepted = judged(**transfer, findings=(finding,), why="accepted").concerns
    assert accepted == tuple(each for each in concerns if each == "date")


@pytest.mark.parametrize(
    ("findings", "days", "waited", "risk"),
    [
        ((LABEL,), 0, 0, 30.0),
        ((LABEL,), 1, 0, 22.5),
        ((LABEL,), 10, 3, 9.0),
        ((LABEL,), 14, 0, 5.3),
        ((LABEL, MEMBER), 0, 0, 35.0),
        (MANY, 0, 0, 60.0),
        (MANY, -7, 0, 60.0),
        (MANY, -8, 30, 180.0),
    ],
)
def test_a_risk_is_counted_to_a_tenth(findings: Any, days: int, waited: int, risk: float) -> None:
    found = judged(
        place="incomplete",
        state="incomplete",
        reachable=False,
        findings=findings,
        due=NOW + days * DAY,
        since=NOW - waited * DAY,
    )
    assert (found.risk, found.days) == (risk, days)


def test_a_card_without_a_date_has_no_days() -> None:
    assert judged(due=None) == Triage(("validator",), 4.4, None)
    quiet = judged(kind="transfert", due=None)
    assert quiet == Triage((), 0.0, None, NOW + 2 * DAY)
    assert judged(state=None) == Triage((), 0.0, 17, None)
    assert judged(kind="transfert", due=NOW + 20 * DAY) == Triage((), 0.0, 20, NOW + 6 * DAY)


@pytest.mark.parametrize(
    ("risk", "concerns", "level"),
    [
        (7.9, ("validator",), "low"),
        (8.0, ("validator",), "middle"),
        (23.9, ("validator",), "middle"),
        (24.0, ("validator",), "high"),
        (99.0, ("doubt",), "low"),
        (99.0, ("doubt", "twin"), "high"),
    ],
)
def test_levels_begin_at_their_bounds(risk: float, concerns: Any, level: str) -> None:
    assert Triage(concerns, risk).level == level


@pytest.mark.parametrize(
    ("changes", "concerns"),
    [
        ({"owed": ("answer", NOW)}, ("answer",)),
        ({"owed": ("answer", NOW), "parked": True}, ("parked", "answer")),
        ({"owed": ("answer", NOW), "findings": (SHORT, SEALED)}, ("date", "answer", "notice")),
        ({"owed": ("answer", NOW), "place": "accepted"}, ("answer",)),
        ({"owed": ("answer", NOW), "kind": "transfert", "due": NOW + DAY}, ("answer",)),
        ({"owed": ("answer", NOW + DAY)}, ()),
        ({"owed": ("result", NOW), "place": "accepted"}, ("result",)),
        ({"owed": ("result", NOW)}, ("validator",)),
        ({"owed": ("decision", NOW + DAY), "place": "accepted", "parked": True}, ("parked",)),
        ({"place": "accepted", "due": NOW}, ("validator",)),
        ({"kind": "achats"}, ()),
        ({"kind": "achats", "place": "incomplete"}, ("back",)),
        ({"state": "suspended", "held_by_manager": True, "due": NOW + 3 * DAY + DAY / 24}, ()),
    ],
)
def test_what_is_owed_and_where_a_card_stands_says_what_it_wants(
    changes: dict[str, Any], concerns: tuple[str, ...]
) -> None:
    assert judged(**changes).concerns == concerns
