"""What `greffier check` guesses from names, and how it says so."""

import unicodedata

import pytest
from check_exports import (
    INCOMPLETE,
    INTAKE,
    NOW,
    OLD,
    PLANNED,
    a_card,
    an_export,
    board_of,
    run,
    write,
)

from greffier.cli.check.guess import kind_of_name, plain


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *(
            (each, "soutenances")
            for each in ("Soutenances", "SOUTENANCE 2026", "🎓 soutenances P7")
        ),
        *(
            (each, "soutenances")
            for each in ("Soutnances", "Les soutenances et transferts", "Defences")
        ),
        *((each, "transfert") for each in ("Transfert de mentorés entre mentors", "TRANSFERTS")),
        *(
            (each, "transfert")
            for each in ("Transfert après soutenance", "À transférer", "Trasnfert")
        ),
        *((each, None) for each in ("", "🎓", "Projet 100", "Mentors", "Tableau de bord", "Soute")),
    ],
)
def test_the_kind_is_read_in_the_name_of_the_board(name, kind):
    assert kind_of_name(name) == kind
    assert kind_of_name(unicodedata.normalize("NFD", name)) == kind


def test_names_are_compared_without_accents_case_or_signs():
    assert plain("  Profil À mettre-à_jour ! ✅ ") == "profil a mettre a jour"


def notes(tmp_path, export, *options):
    result = run("check", write(tmp_path, export), "--format", "json", "--now", NOW, *options)
    return result, result.stderr.replace("\u00a0", " ").replace("\u202f", " ")


def judged(result):
    return {
        each["id"][-1] for each in board_of(result)["cards"] if each["verdict"] != "not-checked"
    }


def everywhere(**changes):
    lists = (INTAKE, INCOMPLETE, PLANNED, OLD)
    cards = [a_card(number, idList=each) for number, each in enumerate(lists, start=1)]
    return an_export(*cards, **changes)


def renamed(*names):
    lists = zip((INTAKE, INCOMPLETE, PLANNED, OLD), names, strict=True)
    return [
        {"id": id_, "name": name, "closed": id_ == OLD, "pos": place}
        for place, (id_, name) in enumerate(lists)
    ]


def test_lists_are_found_by_their_names_and_told(tmp_path):
    result, told = notes(tmp_path, everywhere())
    assert judged(result) == {"1", "2"}
    assert "tableau « Soutenances », vérifié comme « soutenances »" in told
    assert "listes d’entrée d’après leurs noms : « 📥 Propositions de soutenances »." in told
    assert "cartes à compléter dans : « Profil à mettre à jour »." in told
    assert "Propositions 2025" not in told


def test_typing_errors_and_other_words_are_understood(tmp_path):
    lists = renamed("PROPOSITION", "profils a mettre a jours", "Fait", "Vieux")
    assert judged(notes(tmp_path, everywhere(lists=lists))[0]) == {"1", "2"}
    lists = renamed("Étudiants à transférer", "Cartes incomplètes", "Transférés", "Vieux")
    result, told = notes(tmp_path, everywhere(name="Transfert", lists=lists))
    assert (judged(result), board_of(result)["kind"]) == ({"1", "2"}, "transfert")
    assert "« Étudiants à transférer »" in told


def test_a_board_that_is_neither_is_judged_whole_as_soutenances(tmp_path):
    lists = renamed("Todo", "Doing", "Done", "Old")
    result, told = notes(tmp_path, everywhere(name="Projet 100", lists=lists))
    assert (judged(result), board_of(result)["kind"]) == ({"1", "2", "3"}, "soutenances")
    assert "ni « soutenances » ni « transfert »" in told
    assert "toutes les listes ouvertes sont vérifiées : « Todo », « Doing », « Done »" in told
    assert "aucune liste de cartes à compléter n’est reconnue" in told


def test_lists_can_tell_what_the_board_does_not(tmp_path):
    result, told = notes(tmp_path, everywhere(name="Mentorat"))
    assert (judged(result), board_of(result)["kind"]) == ({"1", "2"}, "soutenances")
    assert "d’après son nom ou ses listes" in told


def test_kind_and_intake_can_be_given(tmp_path):
    options = ("--kind", "transfert", "--intake", "soutenances planifiees", "--intake", INTAKE)
    result, told = notes(tmp_path, everywhere(), *options)
    assert (judged(result), board_of(result)["kind"]) == ({"1", "2", "3"}, "transfert")
    assert "vérifié comme « transfert » (demandé)" in told
    assert "listes d’entrée demandées : « Soutenances planifiées », « 📥 Propositions" in told


def test_an_incomplete_list_asked_for_as_intake_is_one(tmp_path):
    result, _ = notes(tmp_path, everywhere(), "--intake", INCOMPLETE)
    assert judged(result) == {"2"}


def test_a_list_of_signs_only_is_found_by_its_exact_name(tmp_path):
    lists = renamed("🎓", "✅", "?", "-")
    result, _ = notes(tmp_path, everywhere(lists=lists), "--intake", "✅")
    assert judged(result) == {"2"}


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ("Soutenances planifié", "vouliez-vous dire"),
        ("zzz", "ses listes : 📥 Propositions"),
        ("", "listes"),
        (OLD, "aucune liste ouverte"),
    ],
)
def test_a_list_that_is_not_there_is_refused_with_what_is(tmp_path, wanted, told):
    result, line = notes(tmp_path, everywhere(), "--intake", wanted)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in line
    assert len(result.stderr.splitlines()) == 1


def test_wrong_options_are_usage_errors(tmp_path):
    for options in (("--kind", "autre"), ("--format", "xml"), ("--nope",)):
        assert notes(tmp_path, everywhere(), *options)[0].exit_code == 2
