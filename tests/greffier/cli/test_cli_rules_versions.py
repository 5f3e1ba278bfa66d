"""`greffier rules` beside a database: which version is in force, and how the file stands to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_desk import Desk, desk, plain
from harness import INCOMPLETE, INTAKE

from sync.rulebook.versions import add

STRICT = '\n[mentions.details]\nseverity = "blocks"\n'


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path) as opened:
        yield opened


def file_of(made: Desk) -> Path:
    return made.school.parts.settings.rulebook


def at_desk(made: Desk, more: str = STRICT) -> None:
    """A manager changes the rules."""
    parts = made.school.parts
    with parts.database.transaction() as session:
        text = file_of(made).read_text("utf-8") + more
        add(session, text, "desk", "Hélène Roux", "trop de cartes sans lien", made.school.time)


def test_the_version_in_force_is_told(made: Desk) -> None:
    told = plain(made.type("rules", "show").stdout)
    assert "Version 1, en vigueur depuis le lundi 2 mars 2026" in told
    assert "mise en vigueur par le fichier du règlement." in told
    at_desk(made)
    told = plain(made.type("rules", "show").stdout)
    assert "par Hélène Roux (motif : trop de cartes sans lien)." in told
    assert "une version du greffe l’a remplacé" in told
    assert "informations utiles (obligatoire)" in told
    english = made.type("rules", "show", GREFFIER_LANGUAGE="en").stdout
    assert "put in force by Hélène Roux (reason: trop de cartes sans lien)" in english


def test_another_file_is_told_as_it_is(made: Desk, tmp_path: Path) -> None:
    at_desk(made)
    told = made.type("rules", "show", file_of(made)).stdout
    assert "Version" not in told
    assert "informations utiles (signalé)" in plain(told)


def test_the_rules_in_force_are_written_back_into_the_file(made: Desk) -> None:
    at_desk(made)
    text = made.type("rules", "export").stdout
    assert text.endswith(STRICT)
    assert made.type("rules", "export", file_of(made)).exit_code == 0
    assert file_of(made).read_text("utf-8") == text
    assert "remplacé" not in made.type("rules", "check").stdout
    assert "déjà en vigueur" in made.type("rules", "apply").stdout


def test_an_edited_file_is_announced_and_applied(made: Desk) -> None:
    card = made.school.card("zoe", "Marie Dupont - DA Python", "details")
    made.school.work()
    file_of(made).write_text(file_of(made).read_text("utf-8") + STRICT, "utf-8")
    assert "il sera la version suivante" in made.type("rules", "check").stdout
    assert made.school.list_of(card) == INTAKE
    told = made.type("rules", "apply", "--by", "Idriss", "--reason", "décidé en réunion")
    assert "La version 2 est en vigueur" in plain(told.stdout)
    made.school.parts.rules.look()
    made.serve_wants()
    made.school.work()
    made.serve_wants()
    assert made.school.list_of(card) == INCOMPLETE
    (receipt,) = made.receipts("SetRules")
    assert (receipt.by, receipt.note) == ("Idriss", "décidé en réunion")
    assert "a mis en vigueur la version 2 du règlement" in plain(made.type("receipts").stdout)


def test_a_file_that_the_desk_has_overtaken_can_be_put_in_force_again(made: Desk) -> None:
    at_desk(made)
    assert "La version 3 est en vigueur" in plain(made.type("rules", "apply").stdout)
    assert "remplacé" not in made.type("rules", "check").stdout


def test_without_a_database_the_file_alone_is_told(made: Desk, tmp_path: Path) -> None:
    nowhere = {"DATABASE_URL": None, "GREFFIER_DATA": str(tmp_path / "none")}
    told = made.type("rules", "show", **nowhere)
    assert told.exit_code == 0
    assert "Version" not in told.stdout
    assert not (tmp_path / "none").exists()
