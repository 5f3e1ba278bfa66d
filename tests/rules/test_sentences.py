"""Every sentence exists, can be filled, and is printed as French and English are."""

import re
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules_builders import BOT, DUE, NOW, P7, P8, UNNAMED, URGENT, a_board, a_card, judged

from rules.bilingual import Days, Sentence, Template, french
from rules.card import KINDS
from rules.formatting import day, fill, in_words, joined, label, moment, plural, say, shortened
from rules.history import History, Seal, Twin
from rules.mentions import MENTIONS
from rules.verdict import LANGUAGES, Finding

PARIS = ZoneInfo("Europe/Paris")
TEMPLATES = [
    pytest.param(template, id=f"{code}-{variant}")
    for code, mention in MENTIONS.items()
    for variant, template in mention.SENTENCES.items()
]


def written(template):
    """The sentences of a template; the short line may be left to what is expected."""
    every = (getattr(template, part.name) for part in fields(Template))
    return [each for each in every if each is not None]


SENTENCES = [
    *(sentence for each in TEMPLATES for sentence in written(each.values[0])),
    *(mention.LABEL[kind] for mention in MENTIONS.values() for kind in KINDS),
    *(mention.RULE[kind] for mention in MENTIONS.values() for kind in KINDS),
]


def is_french(text):
    """No straight quotes; no-break spaces before : and in « », narrow ones before ; ! ?"""
    without_links = text.replace("https:", "")
    return (
        not re.search(r"['\"]", text)
        and not re.search(r"(?<!\u00a0):|[^\u202f][;!?]|«(?!\u00a0)|(?<!\u00a0)»", without_links)
        and "  " not in text
    )


@pytest.mark.parametrize("sentence", SENTENCES, ids=str)
def test_every_sentence_is_printed_properly(sentence):
    assert is_french(sentence.fr)
    assert "'" not in sentence.en
    assert '"' not in sentence.en
    assert not re.search(r"[\u00a0\u202f«»]", sentence.en)


@pytest.mark.parametrize("template", TEMPLATES)
def test_both_languages_have_the_same_places(template):
    for sentence in written(template):
        assert sentence.fr.strip()
        assert sentence.en.strip()
        places = [set(re.findall(r"{(\w*)}", text)) for text in (sentence.fr, sentence.en)]
        assert places[0] == places[1]


@pytest.mark.parametrize("template", TEMPLATES)
def test_messages_and_fixes_are_whole_sentences(template):
    for sentence in (template.message, template.fix):
        for text in (sentence.fr, sentence.en):
            assert text[0].isupper() or text[0] in "{«“"
            assert text[-1] in ".!?}»”"


def histories():
    """Everything that may be known of a card, from nothing to the worst."""
    twins = (Twin("f" * 24, "Double {nom}", "https://trello.com/c/a"),)
    seals = (
        Seal(DUE - timedelta(days=3), NOW),
        Seal(DUE - timedelta(days=3), NOW, "Nadia", NOW),
    )
    yield History()
    yield History(seal=replace(seals[1], by_agent=True))
    yield History(twins=(replace(twins[0], course="Data analyst"),))
    for sure in (True, False):
        for days in (3, 40):
            yield History(
                DUE - timedelta(days=days), sure, seals[sure], None, twins * (6 if sure else 1)
            )


def all_findings():
    """Every finding that the boards of these tests can produce."""
    for kind in KINDS:
        ruled = a_board(kind)
        for history in histories():
            for name in (
                "",
                "Marie Dupont",
                "DA Python",
                "P7",
                "Write code",
                "Marie Dupont - {x}",
                "Marie Dupont - CDP",
            ):
                for due in (None, DUE, NOW - timedelta(days=1)):
                    for labels in ((), (P7, P8), (URGENT,), (UNNAMED,)):
                        for members in ((), (BOT,)):
                            for desc in ("", "à {compléter}"):
                                card = a_card(
                                    name=name,
                                    due=due,
                                    labels=labels,
                                    members=members,
                                    desc=desc,
                                )
                                yield from judged(card, ruled, NOW, history).findings
        yield from judged(a_card(due=None, due_written="9999-12-31"), ruled, NOW).findings


def test_every_finding_can_be_told_in_both_languages():
    told_variants = set()
    for finding in all_findings():
        if (finding.mention, finding.variant) in told_variants:
            continue
        told_variants.add((finding.mention, finding.variant))
        for language in LANGUAGES:
            told = say(finding, language, PARIS)
            texts = (told.message, told.read, told.expected, told.fix)
            assert all(texts)
            assert not re.search(r"\bNone\b(?! of)", " ".join(texts))
    others = {
        (code, variant)
        for code, mention in MENTIONS.items()
        for variant in mention.SENTENCES
        if code != "student"
    }
    assert others <= told_variants


def test_a_finding_is_told_with_what_was_read():
    finding = Finding("past", "blocks", "soutenances", {"due": DUE})
    told = say(finding, "fr", PARIS)
    assert told.message == "La date de la soutenance est passée."
    assert told.read == "jeudi\u00a019\u00a0mars\u00a02026 à\u00a014\u00a0h\u00a030"
    assert (
        say(finding, "en", PARIS).read.replace("\u00a0", " ") == "Thursday 19 March 2026 at 14:30"
    )


@pytest.mark.parametrize(
    ("at", "fr", "en"),
    [
        (
            datetime(2026, 1, 1, 8, tzinfo=UTC),
            "jeudi 1er janvier 2026 à 9 h",
            "Thursday 1 January 2026 at 09:00",
        ),
        (
            datetime(2026, 8, 2, 22, 5, tzinfo=UTC),
            "lundi 3 août 2026 à 0 h 05",
            "Monday 3 August 2026 at 00:05",
        ),
    ],
)
def test_moments_are_written_in_the_zone(at, fr, en):
    assert moment(at, "fr", PARIS).replace("\u00a0", " ") == fr
    assert moment(at, "en", PARIS).replace("\u00a0", " ") == en


@given(st.dates())
def test_any_day_can_be_written(when):
    for language in LANGUAGES:
        assert str(when.year) in day(when, language)


@pytest.mark.parametrize(
    ("value", "fr", "en"),
    [
        (date(2026, 12, 25), "vendredi 25 décembre 2026", "Friday 25 December 2026"),
        (Days(0), "0 jour", "0 days"),
        (Days(1), "1 jour", "1 day"),
        (Days(9), "9 jours", "9 days"),
        (("P6",), "P6", "P6"),
        (("P6", "P7"), "P6 et P7", "P6 and P7"),
        (["P6", "P7", "P8"], "P6, P7 et P8", "P6, P7 and P8"),
        ((), "", ""),
        (7, "7", "7"),
        ("deux\n lignes", "deux lignes", "deux lignes"),
    ],
)
def test_values_are_written_as_people_write_them(value, fr, en):
    assert in_words(value, "fr", PARIS).replace("\u00a0", " ") == fr
    assert in_words(value, "en", PARIS).replace("\u00a0", " ") == en


def test_long_texts_are_cut_with_a_sign():
    assert shortened("a" * 20, 20) == "a" * 20
    assert shortened("a b " * 20, 10) == "a b a b a…"
    assert len(in_words("x" * 16384, "fr", PARIS)) < 200


def test_counts_follow_each_language():
    assert plural(0, "carte", "cartes", "fr") == "0\u00a0carte"
    assert plural(2, "carte", "cartes", "fr") == "2\u00a0cartes"
    assert plural(0, "card", "cards", "en") == "0\u00a0cards"
    assert joined((), "fr") == ""


def test_mentions_have_a_short_name_for_each_kind():
    assert label("due", "soutenances", "fr") == "date de soutenance"
    assert label("due", "transfert", "fr") == "fin du projet"
    assert label("due", "transfert", "en") == "end of the project"


def test_typography_is_put_in_by_itself_and_only_once():
    once = french("L'heure : « 14 h » ; vraiment ? Oui !")
    assert once == "L’heure\u00a0: «\u00a014 h\u00a0»\u202f; vraiment\u202f? Oui\u202f!"
    assert french(once) == once
    assert fill(Sentence("à {x} : {y}", "{x}: {y}"), "en", {"x": 1, "y": "{z}"}) == "1: {z}"
