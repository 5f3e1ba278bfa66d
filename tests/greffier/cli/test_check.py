"""`greffier check`: judging exports offline, as a manager and as a program would use it."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
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

PAYLOADS = Path(__file__).parents[4] / "shared" / "payloads" / "exports"
BARE = {"due": None, "idLabels": [], "labels": [], "idMembers": [], "desc": ""}


def check_json(tmp_path, data, *options, **env):
    return run("check", write(tmp_path, data), "--format", "json", "--now", NOW, *options, **env)


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


RULEBOOK = f"""
[boards.s]
kind = "transfert"
board = "65f0e0000000000000000001"
intake = "{PLANNED}"
incomplete = "{INCOMPLETE}"
[boards.s.mentions.due]
severity = "off"
"""


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


def test_a_kind_given_beats_the_one_of_the_rulebook(tmp_path):
    rulebook = tmp_path / "r.toml"
    rulebook.write_text(RULEBOOK, "utf-8")
    export = an_export(a_card(1, idList=PLANNED))
    options = ("--rulebook", str(rulebook), "--kind", "soutenances")
    board = board_of(check_json(tmp_path, export, *options))
    assert (board["kind"], board["summary"]["complete"]) == ("soutenances", 1)


def test_a_rulebook_of_other_boards_gives_its_severities(tmp_path):
    rulebook = tmp_path / "r.toml"
    rulebook.write_text('[mentions.due]\nseverity = "warns"', "utf-8")
    result = check_json(tmp_path, an_export(a_card(1, due=None)), "--rulebook", str(rulebook))
    assert result.exit_code == 0
    assert board_of(result)["cards"][0]["findings"][0]["severity"] == "warns"


def test_a_rulebook_whose_lists_are_elsewhere_is_refused(tmp_path):
    rulebook = tmp_path / "r.toml"
    rulebook.write_text(RULEBOOK.replace(PLANNED, "f" * 24), "utf-8")
    result = check_json(tmp_path, an_export(a_card(1)), "--rulebook", str(rulebook))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "[boards.s]" in result.stderr


def test_a_wrong_rulebook_tells_all_its_problems(tmp_path):
    rulebook = tmp_path / "r.toml"
    rulebook.write_text("a = 1\nb = 2", "utf-8")
    result = check_json(tmp_path, an_export(a_card(1)), "--rulebook", str(rulebook))
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 2
    missing = check_json(tmp_path, an_export(), "--rulebook", str(tmp_path / "none.toml"))
    assert missing.exit_code == 2


def unusable_files():
    lists = an_export()["lists"]
    card = a_card(1)
    yield "empty", b"", "vide"
    yield "blank", b" \n ", "vide"
    yield "not-json", b"{]", "ligne 1"
    yield "cut", json.dumps(an_export(card)).encode()[:-40], "JSON"
    yield "latin-1", '{"name": "é"}'.encode("latin-1"), "UTF-8"
    yield "utf-16", '{"name": "é"}'.encode("utf-16"), "UTF-8"
    yield "deep", b"[" * 100_000, "profond"
    yield "deep-object", b'{"a":' * 100_000, "profond"
    yield "huge-number", b'{"id": ' + b"9" * 10_000 + b"}", "profond"
    for name, data in {
        "array": [],
        "number": 3,
        "text": "x",
        "null": None,
        "no-board": {"id": "x"},
        "a-card": card,
        "no-cards": {"id": "b", "name": "x", "lists": lists},
        "lists-of-text": {**an_export(), "lists": ["x"]},
        "cards-object": {**an_export(), "cards": {}},
        "card-text": {**an_export(), "cards": ["x"]},
        **{f"card-no-{key}": an_export({**card, key: None}) for key in ("id", "idList")},
    }.items():
        yield name, json.dumps(data).encode(), "Trello"
    yield "no-lists", json.dumps(an_export(lists=[])).encode(), "aucune liste"
    yield "lists-absent", json.dumps({**an_export(), "lists": None}).encode(), "aucune liste"


@pytest.mark.parametrize(
    ("content", "told"), [pytest.param(*rest, id=name) for name, *rest in unusable_files()]
)
def test_a_file_that_cannot_be_used_is_one_clear_line(tmp_path, content, told):
    path = tmp_path / "x.json"
    path.write_bytes(content)
    for format_ in ("text", "json"):
        result = run("check", str(path), "--format", format_)
        assert (result.exit_code, result.stdout) == (2, "")
        (line,) = result.stderr.splitlines()
        assert line.startswith(str(path))
        assert told in line


def test_folders_and_missing_files_are_told(tmp_path):
    for path, told in (
        *((tmp_path, "dossier"), (tmp_path / "none.json", "n’existe pas")),
        *((tmp_path / ("x" * 300), "lu"), (Path("a\0b"), "lu")),
    ):
        result = run("check", str(path))
        assert (result.exit_code, result.stdout) == (2, "")
        assert told in result.stderr


def test_all_unusable_files_are_told_and_nothing_is_judged(tmp_path):
    good = write(tmp_path, an_export(a_card(1)), "good.json")
    result = run("check", good, str(tmp_path / "a.json"), str(tmp_path / "b.json"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 2
    assert run("check").exit_code == 2


def test_a_byte_order_mark_is_no_obstacle_and_standard_input_will_do(tmp_path):
    path = tmp_path / "x.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(an_export(a_card(1))).encode())
    assert run("check", str(path), "--now", NOW).exit_code == 0
    result = run("check", "-", "--now", NOW, stdin=path.read_bytes())
    assert result.exit_code == 0


def test_halves_of_characters_can_be_printed(tmp_path):
    path = tmp_path / "x.json"
    path.write_text(json.dumps(an_export(a_card(1, "\ud83d Marie \udc00"))), "utf-8")
    for format_ in ("text", "json"):
        assert run("check", str(path), "--now", NOW, "--format", format_).exit_code in (0, 1)


@pytest.mark.parametrize("format_", ["text", "json"])
def test_real_exports_are_judged(format_):
    for path in sorted(PAYLOADS.glob("*.json")):
        result = run("check", str(path), "--format", format_)
        assert result.exit_code in (0, 1), result.output
        assert "ni «\u00a0soutenances\u00a0» ni «\u00a0transfert\u00a0»" in result.stderr


def greffier(*arguments):
    return [sys.executable, "-m", "greffier", *arguments]


def test_a_thousand_cards_are_judged_by_the_command(tmp_path):
    names = ("Marie Dupont - DA Python", "P7 | Léa Martin | Data analyst", "sans parcours")
    cards = [
        a_card(number % 100, f"{names[number % 3]} {number}", id=f"{number:024x}")
        for number in range(1000)
    ]
    path = write(tmp_path, an_export(*cards))
    done = subprocess.run(greffier("check", path, "--format", "json"), capture_output=True)
    assert done.returncode == 1
    assert len(json.loads(done.stdout)["boards"][0]["cards"]) == 1000


def test_a_terminal_gets_colours(tmp_path):
    path = write(tmp_path, an_export(a_card(1)))
    master, slave = pty.openpty()
    env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "90"}
    command = greffier("check", path, "--now", NOW)
    done = subprocess.run(command, stdout=slave, stderr=subprocess.PIPE, env=env)
    os.close(slave)
    told = os.read(master, 100_000).decode()
    os.close(master)
    assert (done.returncode, "\x1b[32m✓" in told) == (0, True)


def test_a_reader_who_leaves_early_is_no_error(tmp_path):
    path = write(tmp_path, an_export(*(a_card(number) for number in range(90))))
    command = " ".join(f"'{each}'" for each in greffier("check", path, "--format", "json"))
    done = subprocess.run(
        ["/bin/sh", "-c", f"{command} | head -c 10"], capture_output=True, text=True
    )
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def test_a_poor_terminal_gets_replacements_and_sound_json(tmp_path):
    path = write(tmp_path, an_export(a_card(1, "Zoé 李雷 - DA Python")))
    env = {"PYTHONIOENCODING": "latin-1", "PATH": "/usr/bin"}
    text = subprocess.run(greffier("check", path, "--now", NOW), capture_output=True, env=env)
    assert (text.returncode, b"Traceback" in text.stderr) == (0, False)
    told = subprocess.run(
        greffier("check", path, "--now", NOW, "--format", "json"), capture_output=True, env=env
    )
    assert json.loads(told.stdout.decode("ascii"))["boards"][0]["cards"][0]["name"].startswith(
        "Zoé 李雷"
    )
