"""`details`: a link, the deliverables or availability."""

import unicodedata

import pytest
from rules_builders import LINK, a_board, a_card, found, judged


@pytest.mark.parametrize(
    "desc",
    [
        *(
            "https://github.com/x/y",
            "HTTP://exemple.fr",
            "voir www.exemple.fr",
            "[ici](https://x.fr)",
        ),
        *("github.com/nadia/p7", "Tout est sur le drive", "mon-site.io/projet"),
        *("P2_dupont_marie", "Livrables envoyés", "le livrable est prêt", "Dépôt à jour", "DEPOT"),
        *("repo privé", "rapport.pdf", "notebook.ipynb rendu", "archive p7.zip"),
        *(
            "Disponible le soir",
            "dispo lundi",
            "Disponibilités : semaine 12",
            "Available on Monday",
        ),
        *(
            "mardi à 14h",
            "à 14 h 30",
            "18:30",
            "lundi matin",
            "jeudi après-midi",
            "Fridays afternoon",
        ),
    ],
)
def test_what_a_validator_needs_is_recognised(desc):
    assert found("details", a_card(desc=desc)) is None
    assert found("details", a_card(desc=unicodedata.normalize("NFD", desc))) is None


@pytest.mark.parametrize(
    "desc",
    [
        *("Étudiant : Marie Dupont\nParcours : DA Python", "À compléter", "Marie avance bien"),
        *("**Parcours** : Data analyst", "lundi", "Projet 7", "hibou", "http", "reporter"),
    ],
)
def test_other_text_is_told_as_it_was_read(desc):
    finding = found("details", a_card(desc=f"  {desc}\n"))
    assert (finding.variant, finding.severity, finding.values["desc"]) == ("text", "warns", desc)


@pytest.mark.parametrize("desc", ["", " \n\t "])
def test_an_empty_description_is_a_warning_and_no_more(desc):
    assert found("details", a_card(desc=desc)).variant == "empty"
    assert judged(a_card(desc=desc)).state == "complete"


def test_an_attachment_is_enough():
    assert found("details", a_card(desc="", attachments=(LINK,))) is None


def test_a_transfer_needs_none():
    assert found("details", a_card(desc=""), a_board("transfert")) is None


def test_the_longest_description_is_read_quickly():
    for text in ("a" * 16384, "1" * 16384, "é" * 16384, "p1 " * 5000, "lundi " * 2700):
        assert found("details", a_card(desc=text)).variant == "text"
