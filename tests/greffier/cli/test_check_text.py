"""The report that people read: plain lines in a pipe, tables on a terminal."""

import io
from datetime import UTC, datetime

import pytest
from check_exports import INCOMPLETE, NOW, PLANNED, a_card, an_export, run, write
from rich.console import Console

from greffier.cli.check.guess import Wanted, plan
from greffier.cli.check.judge import judge
from greffier.cli.check.read import read_export
from greffier.cli.check.text_output import clean, clean_line, plain_lines, print_tables
from rules.editing.parse import default_rulebook

BARE = {"due": None, "idLabels": [], "labels": [], "idMembers": [], "desc": ""}
BOARD = an_export(
    a_card(1),
    a_card(2, "Paul Martin - DA Python", due=None, desc="à voir [red]ensemble"),
    a_card(3, "", idList=INCOMPLETE, **BARE),
    a_card(4, closed=True),
    a_card(5, idList=PLANNED),
    a_card(6, isTemplate=True),
)


def text_of(tmp_path, data, *options, **env):
    result = run("check", write(tmp_path, data), "--now", NOW, *options, **env)
    return result.stdout.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_report_reads_from_top_to_bottom(tmp_path):
    assert text_of(tmp_path, BOARD) == (
        "Soutenances (soutenances)\n"
        "\n"
        "📥 Propositions de soutenances\n"
        "  ✓ Marie Dupont - DA Python\n"
        "  ✗ Paul Martin - DA Python\n"
        "      - Il manque la date de la soutenance.\n"
        "      ! Il manque un lien, les livrables ou des disponibilités."
        " Lu : « à voir [red]ensemble »\n"
        "\n"
        "Profil à mettre à jour\n"
        "  ✗ (sans titre)\n"
        "      - Le titre de la carte est vide.\n"
        "      - Il manque l’étiquette du projet.\n"
        "      - Il manque la date de la soutenance.\n"
        "      - Personne n’est membre de la carte.\n"
        "      ! Il manque un lien, les livrables ou des disponibilités.\n"
        "\n"
        "3 cartes vérifiées : 1 complète, 2 incomplètes.\n"
        "Ce qui manque : date de soutenance (2), étudiant et parcours (1), "
        "étiquette du projet (1), membre (1).\n"
        "À voir : informations utiles (2).\n"
        "3 non vérifiées (archivées : 1, modèles : 1, dans d’autres listes : 1).\n"
    )


def test_the_report_exists_in_english(tmp_path):
    told = text_of(tmp_path, BOARD, GREFFIER_LANGUAGE="en")
    assert "3 cards checked: 1 complete, 2 incomplete.\n" in told
    assert "The date of the defence is missing.\n" in told
    assert "3 not checked (archived: 1, templates: 1, in other lists: 1).\n" in told


def test_good_news_are_short(tmp_path):
    told = text_of(tmp_path, an_export(a_card(1)))
    assert told.endswith("1 carte vérifiée : 1 complète, 0 incomplète.\nRien ne manque.\n")
    empty = text_of(tmp_path, an_export())
    assert empty == "Soutenances (soutenances)\n\nAucune carte à vérifier sur ce tableau.\n"


def test_a_card_of_an_unknown_list_has_a_place(tmp_path):
    export = an_export(a_card(1, idList="f" * 24))
    rulebook = tmp_path / "r.toml"
    rulebook.write_text(
        f'[boards.s]\nkind = "soutenances"\nboard = "{export["id"]}"\n'
        f'intake = ["{"f" * 24}", "{PLANNED}"]\nincomplete = "{INCOMPLETE}"',
        "utf-8",
    )
    assert "(liste inconnue)" in text_of(tmp_path, export, "--rulebook", str(rulebook))


def test_several_boards_are_set_apart(tmp_path):
    first, second = write(tmp_path, BOARD, "a.json"), write(tmp_path, BOARD, "b.json")
    told = run("check", first, second, "--now", NOW).stdout
    assert told.count("\n\nSoutenances (soutenances)\n") == 1


def tables(tmp_path, data, language="fr", width=100):
    export = read_export(write(tmp_path, data), language)
    rulebook = default_rulebook()
    now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    judged = judge(export, plan(export, Wanted(), rulebook), rulebook, now)
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=True, color_system="standard")
    print_tables([judged], language, console)
    return out.getvalue()


@pytest.mark.parametrize("width", [40, 100, 200])
def test_a_terminal_gets_tables_as_wide_as_itself(tmp_path, width):
    told = tables(tmp_path, BOARD, width=width)
    assert "\x1b[31m" in told
    assert "\x1b[32m" in told
    assert "https://trello.com/c/abcd0001/1-carte" in told
    assert tables(tmp_path, an_export(a_card(1)), "en", width).count("✓") == 1


def test_nothing_in_a_card_is_obeyed_by_the_terminal(tmp_path):
    nasty = "\x1b[2J[bold]Marie[/nope]\r\n\x07 Dupont - DA Python"
    card = a_card(1, nasty, due=None, desc="\x1b]0;x\x07 rien", url="https://x/\x1b[2J y")
    for told in (tables(tmp_path, an_export(card)), text_of(tmp_path, an_export(card))):
        assert "\x1b[2J" not in told
        assert "\x07" not in told
        assert "[bold]" in told
    assert clean("a\x00b\n c" + "d" * 200).startswith("a b cddd")
    assert clean_line("a\x1bb") == "a b"


def test_lines_are_whole_in_every_language(tmp_path):
    export = read_export(write(tmp_path, BOARD), "en")
    rulebook = default_rulebook()
    judged = judge(
        export, plan(export, Wanted(), rulebook), rulebook, datetime(2026, 3, 2, tzinfo=UTC)
    )
    for language in ("fr", "en"):
        assert not any("{" in line for line in plain_lines([judged], language))
