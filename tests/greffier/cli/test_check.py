"""`greffier check`: judging exports offline, as a manager and as a program would use it."""

import json

import pytest
from check_command import RULEBOOK, check_json
from check_exports import (
    INCOMPLETE,
    INTAKE,
    NOW,
    OLD,
    P8,
    PLANNED,
    a_card,
    an_export,
    board_of,
    run,
    write,
)

BARE = {"due": None, "idLabels": [], "labels": [], "idMembers": [], "desc": ""}


def test_a_complete_board_exits_with_0(tmp_path):
    result = check_json(tmp_path, an_export(a_card(1)))
    assert result.exit_code == 0
    assert board_of(result)["summary"] == {
        "complete": 1,
        "incomplete": 0,
        "not_checked": 0,
        "by_mention": {},
    }


def test_the_json_keeps_its_contract(tmp_path):
    export = an_export(a_card(1), a_card(2, "Paul Martin", **BARE), a_card(3, closed=True))
    result = check_json(tmp_path, export)
    assert result.exit_code == 1
    board = board_of(result)
    assert list(json.loads(result.stdout)) == ["boards"]
    assert list(board) == ["id", "name", "kind", "cards", "summary"]
    assert (board["id"], board["name"], board["kind"]) == (
        export["id"],
        "Soutenances",
        "soutenances",
    )
    whole, bare, closed = board["cards"]
    assert whole == {
        "id": "65f0a0000000000000000001",
        "name": "Marie Dupont - DA Python",
        "url": "https://trello.com/c/abcd0001/1-carte",
        "list": "📥 Propositions de soutenances",
        "verdict": "complete",
        "student": {
            "name": "Marie Dupont",
            "course": "Développeur d’application Python",
            "confidence": 1.0,
        },
        "findings": [],
    }
    assert bare["verdict"] == "incomplete"
    assert [each["mention"] for each in bare["findings"]] == [
        *("student", "label", "due", "member", "details")
    ]
    assert bare["findings"][2] == {
        "mention": "due",
        "severity": "blocks",
        "message": "Il manque la date de la soutenance.",
        "read": "aucune date",
        "expected": "le jour et l’heure fixés avec l’étudiant",
    }
    assert (closed["verdict"], closed["student"], closed["findings"]) == ("not-checked", None, [])
    told = ("student", "label", "due", "member", "details")
    assert board["summary"]["by_mention"] == dict.fromkeys(told, 1)
    counts = [board["summary"][key] for key in ("complete", "incomplete", "not_checked")]
    assert counts == [1, 1, 1]


def test_english_is_a_setting(tmp_path):
    result = check_json(tmp_path, an_export(a_card(1, due=None)), GREFFIER_LANGUAGE="en")
    assert board_of(result)["cards"][0]["findings"][0]["read"] == "no date"
    assert "checked as" in result.stderr
    wrong = check_json(tmp_path, an_export(a_card(1)), GREFFIER_LANGUAGE="de")
    assert wrong.exit_code == 2
    assert "GREFFIER_LANGUAGE" in wrong.stderr


def test_only_cards_of_the_intake_and_incomplete_lists_are_judged(tmp_path):
    lists = (INTAKE, INCOMPLETE, PLANNED, OLD)
    cards = [a_card(number, idList=each) for number, each in enumerate(lists, start=1)]
    cards += [a_card(5, isTemplate=True), a_card(6, cardRole="separator"), a_card(7, closed=True)]
    verdicts = {
        each["id"][-1]: each["verdict"]
        for each in board_of(check_json(tmp_path, an_export(*cards)))["cards"]
    }
    judged = {number for number, verdict in verdicts.items() if verdict != "not-checked"}
    assert judged == {"1", "2"}


def arrival(number, when, **data):
    card = {"id": f"65f0a00000000000000000{number:02d}"}
    return {"type": data.pop("type"), "date": when, "data": {"card": card, **data}}


@pytest.mark.parametrize(
    ("actions", "found"),
    [
        ([], []),
        ([arrival(1, "2026-03-01T09:00:00Z", type="createCard", list={"id": INTAKE})], []),
        ([arrival(1, "2026-03-10T09:00:00Z", type="createCard", list={"id": INTAKE})], ["notice"]),
        ([arrival(1, "2026-03-10T09:00:00Z", type="copyCard", list={"id": INTAKE})], ["notice"]),
        ([arrival(1, "2026-03-10T09:00:00Z", type="createCard", list={"id": PLANNED})], []),
        ([arrival(2, "2026-03-10T09:00:00Z", type="createCard", list={"id": INTAKE})], []),
        ([arrival(1, "2026-03-10T09:00:00Z", type="updateCard", list={"id": INTAKE})], []),
        (
            [
                arrival(
                    *(1, "2026-03-10T09:00:00Z"),
                    type="updateCard",
                    listBefore={"id": PLANNED},
                    listAfter={"id": INTAKE},
                ),
                arrival(1, "2026-03-01T09:00:00Z", type="createCard", list={"id": INTAKE}),
            ],
            ["notice"],
        ),
        (
            [
                arrival(
                    *(1, "2026-03-10T09:00:00Z"),
                    type="updateCard",
                    listBefore={"id": INCOMPLETE},
                    listAfter={"id": INTAKE},
                ),
                arrival(1, "2026-03-01T09:00:00Z", type="createCard", list={"id": INTAKE}),
            ],
            [],
        ),
        (
            [
                arrival(
                    *(1, "2026-03-10T09:00:00Z"),
                    type="updateCard",
                    listBefore={"id": INTAKE},
                    listAfter={"id": INTAKE},
                )
            ],
            [],
        ),
        ([None, 3, {}, {"type": []}, {"data": 3}, {"data": {"list": {"id": INTAKE}}}], []),
        ([arrival(1, "hier", type="createCard", list={"id": INTAKE})], []),
        ({"x": 1}, []),
    ],
)
def test_the_notice_comes_from_the_actions_of_the_export(tmp_path, actions, found):
    export = an_export(a_card(1), actions=actions)
    card = board_of(check_json(tmp_path, export))["cards"][0]
    assert [each["mention"] for each in card["findings"]] == found


def test_the_last_working_day_is_no_public_holiday(tmp_path):
    put = arrival(1, "2026-05-04T09:00:00Z", type="createCard", list={"id": INTAKE})
    export = an_export(a_card(1, due="2026-05-15T08:00:00Z"), actions=[put])
    path = write(tmp_path, export)
    result = run("check", path, "--format", "json", "--now", "2026-05-04")
    expected = board_of(result)["cards"][0]["findings"][0]["expected"].replace("\u00a0", " ")
    assert expected == "une carte proposée au plus tard le jeudi 30 avril 2026 (dernier jour ouvré)"


def test_twins_are_told_of_each_other(tmp_path):
    twins = [a_card(1), a_card(2, "DUPONT Marie | DA Python"), a_card(3, idLabels=[P8], labels=[])]
    result = check_json(tmp_path, an_export(*twins))
    first, second, third = board_of(result)["cards"]
    assert [each["mention"] for each in first["findings"]] == ["twin"]
    assert first["findings"][0]["read"] == "DUPONT Marie | DA Python"
    assert second["findings"][0]["read"] == "Marie Dupont - DA Python"
    assert (third["findings"], result.exit_code) == ([], 0)


def test_of_many_twins_each_is_told_of_some(tmp_path):
    result = check_json(tmp_path, an_export(*(a_card(number) for number in range(1, 9))))
    read = {each["findings"][0]["read"] for each in board_of(result)["cards"]}
    assert read == {
        "Marie Dupont - DA Python, " * 3
        + "Marie Dupont - DA Python et Marie Dupont - DA Python, et d’autres"
    }


def test_members_and_labels_without_names_count(tmp_path):
    card = a_card(1, idMembers=["65f0d0000000000000000009"], labels=[])
    assert board_of(check_json(tmp_path, an_export(card)))["cards"][0]["verdict"] == "complete"


def test_now_is_a_time_of_the_school_or_has_its_zone(tmp_path):
    export = an_export(a_card(1, due="2026-03-19T13:30:00Z"))
    path = write(tmp_path, export)
    for now, code in (
        *(("2026-03-19T14:30", 0), ("2026-03-19T14:31", 1), ("2026-03-19T13:30:00Z", 0)),
        *(("2026-03-19T13:30:01+00:00", 1), ("2026-03-20", 1)),
    ):
        assert run("check", path, "--now", now).exit_code == code, now
    for wrong in ("demain", "", "2026-13-01", "0001-01-01"):
        result = run("check", path, "--now", wrong)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith("--now")


def test_several_boards_are_judged_together(tmp_path):
    first = write(tmp_path, an_export(a_card(1)), "a.json")
    other = an_export(a_card(1, due=None), name="Transfert de mentorés")
    second = write(tmp_path, other, "b.json")
    result = run("check", first, second, first, "--format", "json", "--now", NOW)
    boards = json.loads(result.stdout)["boards"]
    assert [each["kind"] for each in boards] == ["soutenances", "transfert"]
    assert result.exit_code == 1


def test_the_rulebook_of_the_board_is_used(tmp_path):
    rulebook = tmp_path / "r.toml"
    rulebook.write_text(RULEBOOK, "utf-8")
    export = an_export(a_card(1, due=None), a_card(2, due=None, idList=PLANNED))
    result = check_json(tmp_path, export, "--rulebook", str(rulebook))
    board = board_of(result)
    assert (board["kind"], board["summary"]["complete"]) == ("transfert", 1)
    assert board["summary"]["not_checked"] == 1
    other = check_json(tmp_path, export, "--rulebook", str(rulebook), "--intake", INTAKE)
    assert board_of(other)["cards"][0]["verdict"] == "complete"
