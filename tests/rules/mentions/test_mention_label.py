"""`label`: exactly one label names the project."""

import unicodedata

import pytest
from rules_builders import P7, P8, UNNAMED, URGENT, a_board, a_card, found, judged

from rules.card import Label
from rules.projects import reads_as_project


@pytest.mark.parametrize(
    ("labels", "variant", "names"),
    [
        ((), "none", ()),
        ((UNNAMED,), "unnamed", ()),
        ((URGENT,), "other", ("Urgent",)),
        ((Label("f" * 24, " Urgent "),), "other", ("Urgent",)),
        ((URGENT, UNNAMED), "other", ("Urgent",)),
        ((P7, P8), "several", ("P7", "P8 – Algorithmes")),
        ((P7, URGENT, P8), "several", ("P7", "P8 – Algorithmes")),
    ],
)
def test_a_card_must_carry_one_project_label(labels, variant, names):
    finding = found("label", a_card(labels=labels))
    assert (finding.variant, finding.values["names"], finding.blocks) == (variant, names, True)


@pytest.mark.parametrize("labels", [(P7,), (URGENT, P8), (UNNAMED, P7)])
def test_other_labels_do_not_disturb_the_one_of_the_project(labels):
    assert found("label", a_card(labels=labels)) is None


@pytest.mark.parametrize(
    "name",
    [
        *(
            "P7",
            "p7",
            "P07",
            "P 7",
            "P-7",
            "P.7",
            "P13",
            "Projet 7",
            "PROJET 7",
            "projet7",
            "Projet n°7",
        ),
        *("Project 7", "OC-P7", "OC P7", "oc_p7", "P7 – Algorithmes", "P7: Algo", "Soutenance P7"),
        *("🎓 P7", "P\u00a07", "Ｐ７", "(P7)", "Projet\u202f7", "Projet N 7", "P#7"),
    ],
)
def test_names_that_people_read_as_a_project(name):
    assert reads_as_project(name)
    assert reads_as_project(unicodedata.normalize("NFD", name))


@pytest.mark.parametrize(
    "name",
    [
        *("", "P", "Priorité", "Python", "POC", "MP3", "Projet", "P100", "Urgent", "Top 10", "7"),
        *("OC", "Up2date", "Prio 1", "HTTP2", "P7a"),
    ],
)
def test_names_that_nobody_reads_as_a_project(name):
    assert not reads_as_project(name)


def test_where_no_label_reads_as_a_project_any_named_one_will_do():
    algorithms, empty = Label("1" * 24, "Algorithmes"), Label("2" * 24, "  ")
    ruled = a_board(labels=(algorithms, URGENT, empty))
    assert found("label", a_card(labels=(algorithms,)), ruled) is None
    assert found("label", a_card(labels=(algorithms, URGENT)), ruled).variant == "several"
    assert found("label", a_card(labels=(empty,)), ruled).variant == "unnamed"


def test_the_labels_of_the_rulebook_count_whatever_their_names():
    ruled = a_board(project_labels=(URGENT.id,))
    assert found("label", a_card(labels=(URGENT, P7)), ruled) is None
    assert found("label", a_card(labels=(P7,)), ruled).variant == "other"
    assert found("label", a_card(labels=(Label("f" * 24, "P9"),)), ruled).variant == "other"


def test_a_label_that_the_board_did_not_know_yet_is_read_by_name():
    assert found("label", a_card(labels=(Label("f" * 24, "P9"),))) is None
    assert found("label", a_card(labels=(Label("f" * 24, "Nouveau"),))).variant == "other"


def test_a_rulebook_can_make_it_a_warning_or_nothing():
    bare = a_card(labels=())
    assert judged(bare, a_board(severities={"label": "warns"})).state == "complete"
    assert found("label", bare, a_board(severities={"label": "warns"})).severity == "warns"
    assert found("label", bare, a_board(severities={"label": "off"})) is None
