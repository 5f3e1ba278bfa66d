"""`greffier rules`, and the command line around the commands."""

import subprocess
import sys
from datetime import timedelta

import pytest
from check_exports import run

from greffier.cli import COMMANDS, LazyGroup, cli
from greffier.cli.rules.texts import duration

RULEBOOK = """
timezone = "Indian/Reunion"
[boards.defences]
kind = "soutenances"
board = "65f0e0000000000000000001"
intake = "65f0b0000000000000000001"
incomplete = "65f0b0000000000000000002"
mode = "enforce"
return = "automatic"
settle_new = "1h30m"
managers = ["nadia"]
[boards.defences.mentions.notice]
severity = "off"
"""


@pytest.fixture
def rulebook(tmp_path):
    path = tmp_path / "rulebook.toml"
    path.write_text(RULEBOOK, "utf-8")
    return path


def test_a_right_rulebook_is_said_to_be_right(rulebook):
    result = run("rules", "check", str(rulebook))
    assert (result.exit_code, result.stderr) == (0, "")
    assert "le règlement est bon (tableaux\u00a0: 1)" in result.stdout
    assert run("rules", "check", GREFFIER_RULEBOOK=str(rulebook)).exit_code == 0


def test_all_problems_of_a_rulebook_are_told(rulebook):
    rulebook.write_text(RULEBOOK.replace("enforce", "force").replace("kind", "kin"), "utf-8")
    result = run("rules", "check", str(rulebook))
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 3
    assert "«\u00a0enforce\u00a0»" in result.stderr
    english = run("rules", "show", str(rulebook), GREFFIER_LANGUAGE="en")
    assert "Did you mean “enforce”?" in english.stderr


def test_a_rulebook_without_boards_is_of_no_use(tmp_path):
    path = tmp_path / "empty.toml"
    path.write_text("", "utf-8")
    result = run("rules", "check", str(path))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "ne nomme aucun tableau" in result.stderr and "greffier init" in result.stderr


def test_a_rulebook_must_be_named_and_there(tmp_path):
    assert run("rules", "check").exit_code == 2
    assert "GREFFIER_RULEBOOK" in run("rules", "check").stderr
    for path in (tmp_path, tmp_path / "none.toml"):
        assert run("rules", "check", str(path)).exit_code == 2


def test_a_rulebook_is_told_in_words(rulebook):
    told = run("rules", "show", str(rulebook)).stdout.replace("\u00a0", " ")
    for text in (
        "Tableau des soutenances « defences » (65f0e0000000000000000001)",
        "  listes d’entrée : 65f0b0000000000000000001",
        "  responsables : nadia",
        "le greffier agit : il commente et déplace les cartes",
        "vérifiée après 1 h 30 min sans changement, une carte déplacée après 20 s",
        "revient d’elle-même",
        "  - délai (non vérifié) : La carte est proposée de 14 à 21 jours avant",
        "Fuseau horaire : Indian/Reunion.",
        "pause au-delà de 100 déplacements sur un tableau en 10 min",
        "Parcours connus : Développeur d’application Python,",
    ):
        assert text in told


def test_it_is_told_how_long_names_are_kept(rulebook):
    told = run("rules", "show", str(rulebook)).stdout
    assert "ce qui nomme un étudiant est gardé sans limite (keep)" in told
    rulebook.write_text('keep = "730d"\n' + RULEBOOK, "utf-8")
    told = run("rules", "show", str(rulebook), GREFFIER_LANGUAGE="en").stdout
    assert "what names a student is erased 730\u00a0d after the card is archived or gone" in told


def test_the_rules_as_shipped_are_told_for_both_kinds():
    told = run("rules", "show").stdout
    assert "Tableau des soutenances\n" in told
    assert "Tableau des transferts\n" in told
    english = run("rules", "show", GREFFIER_LANGUAGE="en").stdout
    assert "Board of defences\n" in english
    assert "{" not in told + english


@pytest.mark.parametrize(
    ("value", "fr", "en"),
    [
        (timedelta(0), "0 s", "0 s"),
        (timedelta(days=14), "14 j", "14 d"),
        (timedelta(hours=25, seconds=1), "1 j 1 h 1 s", "1 d 1 h 1 s"),
    ],
)
def test_durations_are_written_shortly(value, fr, en):
    assert duration(value, "fr").replace("\u00a0", " ") == fr
    assert duration(value, "en").replace("\u00a0", " ") == en


def test_every_command_can_be_loaded_and_is_helpful():
    result = run("--help")
    assert result.exit_code == 0
    for name in COMMANDS:
        assert name in result.stdout
        assert run(name, "--help").exit_code == 0
    assert run("nope").exit_code == 2


def test_a_command_is_imported_only_when_it_is_used():
    code = "import sys, greffier.cli; sys.exit('greffier.cli.check.command' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_something_else_than_a_command_is_a_mistake_of_ours(monkeypatch):
    monkeypatch.setitem(COMMANDS, "wrong", "greffier.cli.check.command:UNUSABLE")
    assert isinstance(cli, LazyGroup)
    with pytest.raises(TypeError, match="not a command"):
        cli.get_command(None, "wrong")


def test_the_version_is_told():
    done = subprocess.run(
        [sys.executable, "-m", "greffier", "--version"], capture_output=True, text=True
    )
    assert (done.returncode, "greffier" in done.stdout) == (0, True)
