"""`greffier check` on exports with odd values: told of, left out, and all other cards judged the same."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from check_exports import INTAKE, NOW, P7, a_card, an_export, board_of, run, write
from examples import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from json_places import places

Json = dict[str, Any]
WRONG = (None, "x", "", 3, -1.5, True, [], {}, [None], [[]], {"id": None}, {"id": {}}, ["x", 3])
FULL = a_card(
    2,
    "Paul Durand – DA Python",
    members=[{"id": "65f0d0000000000000000001", "fullName": "Nadia Benali", "username": "nadia"}],
    attachments=[{"id": "a1", "name": "dépôt", "url": "https://example.org/x"}],
    customFieldItems=[{"idCustomField": "f1", "value": {"text": "Paul"}}],
)
ACTION = {
    "type": "createCard",
    "date": "2026-03-01T09:00:00.000Z",
    "data": {"card": {"id": FULL["id"]}, "list": {"id": INTAKE}, "board": {"id": "b"}},
    "memberCreator": {"id": "m"},
}
EXPORT = an_export(
    a_card(1),
    FULL,
    a_card(3, "Léa Martin – Data analyst", due=None),
    customFields=[
        {"id": "f1", "name": "Étudiant", "options": [{"id": "o", "value": {"text": "x"}}]}
    ],
    actions=[ACTION],
)


def checked(tmp_path: Any, data: object) -> Any:
    return run("check", write(tmp_path, data), "--format", "json", "--now", NOW)


def verdicts(result: Any) -> Json:
    return {
        each["id"]: (each["verdict"], each["student"], each["findings"])
        for each in board_of(result)["cards"]
    }


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"idLabels": [None, P7]}, "cards[1].idLabels[0]"),
        ({"idMembers": "x"}, "cards[1].idMembers"),
        ({"labels": [{"name": "P7"}]}, "cards[1].labels[0].id"),
        ({"name": None}, "cards[1].name"),
        ({"closed": "false"}, "cards[1].closed"),
        ({"idList": "65f0b0000000000000000099"}, "cards[1].idList"),
        ({"attachments": [None]}, "cards[1].attachments[0]"),
    ],
)
def test_an_odd_value_is_told_of_and_the_rest_is_judged(
    tmp_path: Any, change: Json, where: str
) -> None:
    right = verdicts(checked(tmp_path, EXPORT))
    data = copy.deepcopy(EXPORT)
    data["cards"][1].update(change)
    result = checked(tmp_path, data)
    assert f"({where}\u00a0: " in result.stderr
    found = verdicts(result)
    assert len(found) == 3
    assert {key: each for key, each in found.items() if key != FULL["id"]} == {
        key: each for key, each in right.items() if key != FULL["id"]
    }


@pytest.mark.parametrize("wrong", [None, "x", {**FULL, "id": None}, {**FULL, "idList": 3}])
def test_a_card_that_cannot_be_read_is_told_of_and_the_others_judged(
    tmp_path: Any, wrong: Any
) -> None:
    data = an_export(a_card(1), wrong)
    result = checked(tmp_path, data)
    assert (result.exit_code, list(verdicts(result))) == (1, [a_card(1)["id"]])
    assert "une carte ne se lit pas" in result.stderr
    assert "cards[1]" in result.stderr


@pytest.mark.parametrize(
    "due", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "+020265-01-01", "demain", 3]
)
@pytest.mark.parametrize("kind", ["soutenances", "transfert"])
def test_a_date_that_no_calendar_has_is_a_finding_of_its_card(
    tmp_path: Any, due: Any, kind: str
) -> None:
    path = write(tmp_path, an_export(a_card(1, due=due), a_card(2, "Paul Durand – DA Python")))
    result = run("check", path, "--format", "json", "--now", NOW, "--kind", kind)
    odd, other = board_of(result)["cards"]
    assert (odd["verdict"], other["verdict"], result.exit_code) == ("incomplete", "complete", 1)
    [finding] = [each for each in odd["findings"] if each["mention"] == "due"]
    assert "n’est pas une date possible" in finding["message"]
    assert (str(due)[:20] if isinstance(due, str) else "?") in finding["read"]


def test_of_very_many_odd_values_the_first_are_told(tmp_path: Any) -> None:
    data = an_export(a_card(1, idLabels=[None] * 500 + [P7]))
    result = checked(tmp_path, data)
    assert result.exit_code == 0
    assert len(result.stderr.splitlines()) < 30
    assert "480 autres" in result.stderr


def with_at(data: Any, path: tuple[Any, ...], wrong: Any) -> Any:
    made = copy.deepcopy(data)
    parent = made
    for key in path[:-1]:
        parent = parent[key]
    parent[path[-1]] = wrong
    return made


PLACES = [each for each in places(EXPORT) if each]


@settings(
    max_examples=examples(300),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(st.sampled_from(PLACES), st.sampled_from(WRONG))
def test_nothing_anywhere_is_a_traceback_nor_changes_another_card(
    tmp_path: Any, path: Any, wrong: Any
) -> None:
    result = checked(tmp_path, with_at(EXPORT, path, wrong))
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.exit_code in (0, 1, 2)
    if result.exit_code == 2:
        assert path in (("cards",), ("lists",))
    elif path[0] == "cards" and len(path) > 1:
        right, found = verdicts(checked(tmp_path, EXPORT)), verdicts(result)
        mine = EXPORT["cards"][path[1]]["id"]
        assert {x: y for x, y in found.items() if x in right and x != mine} == {
            x: y for x, y in right.items() if x != mine
        }
