"""What greffier check makes of files: those that are none, odd texts, readers that leave."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from check_command import RULEBOOK, check_json
from check_exports import (
    NOW,
    PLANNED,
    a_card,
    an_export,
    board_of,
    run,
    write,
)

PAYLOADS = Path(__file__).parents[4] / "shared" / "payloads" / "exports"


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
