"""The living comment: what a mentor reads on a phone. The texts are kept word for word in `told/`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from kept_texts import assert_kept
from rules_builders import INCOMPLETE, P7, P8, a_board, a_card

from rules.card import Card
from rules.clerk_memory import Answer, LivingComment, Standing
from rules.comments.living_comment import tell
from rules.decide import destination
from rules.evaluate import evaluate
from rules.history import History, Hold, Seal, Twin
from rules.markdown import Link, in_markdown
from rules.verdict import LANGUAGES, Language

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TOLD = Path(__file__).parent / "told"
HELD = Hold("suspended", "Zoé Lefèvre", NOW, NOW + timedelta(hours=24))
ACCEPTED = Hold(
    "accepted", "Hélène Caradec", NOW, NOW + timedelta(days=17), "", "jury *exceptionnel*."
)
SEALED = History(seal=Seal(a_card().due or NOW, NOW, "Zoé Lefèvre", NOW))  # fmt: skip
BARE = a_card(name="Marie Dupont", due=None, labels=(), members=())
STANDING = Standing(
    History(),
    mode="enforce",
    addressees=("zoe",),
    managers=("helene", "idriss"),
    names={"zoe": "Zoé Lefèvre", "helene": "Hélène Caradec", "idriss": "Idriss Bouchard"},
    rules_url="https://greffier.example.org/reglement/abc",
)


SCENES: dict[str, tuple[Card, Standing, dict[str, Any]]] = {
    "everything-missing": (BARE, STANDING, {}),
    "one-thing-missing": (a_card(due=None), STANDING, {}),
    "nobody-to-call": (a_card(members=()), replace(STANDING, addressees=()), {}),
    "two-labels-and-nothing-useful": (a_card(labels=(P7, P8), desc=""), STANDING, {}),
    "still-missing": (a_card(due=None, list_id=INCOMPLETE), STANDING, {}),
    "automatic-return": (a_card(due=None, list_id=INCOMPLETE), STANDING, {"return_": "automatic"}),
    "complete": (a_card(), STANDING, {}),
    "complete-to-put-back": (a_card(list_id=INCOMPLETE), STANDING, {}),
    "complete-and-put-back": (a_card(list_id=INCOMPLETE), STANDING, {"return_": "automatic"}),
    "transfer-without-date": (a_card(due=None), STANDING, {"kind": "transfert"}),
    "suspended": (a_card(due=None), replace(STANDING, history=History(hold=HELD)), {}),
    "suspended-for-good": (
        a_card(due=None),
        replace(STANDING, history=History(hold=replace(HELD, until=None))),
        {},
    ),
    "suspended-and-complete": (a_card(), replace(STANDING, history=History(hold=HELD)), {}),
    "accepted": (a_card(labels=()), replace(STANDING, history=History(hold=ACCEPTED)), {}),
    "date-changed": (
        a_card(due=NOW + timedelta(days=20)),
        replace(STANDING, history=SEALED),
        {},
    ),
    "twin": (
        a_card(),
        replace(
            STANDING,
            history=History(
                twins=(Twin("f" * 24, "Dupont Marie", "https://trello.com/c/abcd1234"),)
            ),
        ),
        {},
    ),
    "managers-only": (
        a_card(labels=()),
        replace(
            STANDING,
            answer=Answer(
                "managers-only", "Zoé Lefèvre", (("managers", "Hélène Caradec, Idriss Bouchard"),)
            ),
        ),
        {},
    ),
}


def text_of(name: str, language: Language) -> str:
    card, standing, changes = SCENES[name]
    ruled = a_board(**changes)
    verdict = evaluate(card, ruled, NOW, standing.history)
    target = destination(card, verdict, ruled)
    command = tell(card, verdict, ruled, standing, target, language)
    assert command is not None
    return command.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SCENES)
def test_the_text_is_the_one_that_was_read_aloud(name: str, language: Language) -> None:
    assert_kept(TOLD / f"{name}.{language}.md", text_of(name, language) + "\n")


def test_every_kept_text_is_of_a_scene() -> None:
    assert {each.name.split(".")[0] for each in TOLD.iterdir()} == set(SCENES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_four_gaps_fit_on_a_phone_without_scrolling(language: Language) -> None:
    text = text_of("everything-missing", language)
    assert text.count("\n4. ") == 1
    assert len(text) <= 600


def test_people_are_named_where_nobody_is_called_again() -> None:
    told = replace(STANDING, comment=LivingComment("autre texte", ("due",)))
    card, ruled = a_card(due=None), a_board()
    command = tell(card, evaluate(card, ruled, NOW), ruled, told, INCOMPLETE, "fr")
    assert command is not None
    assert "Zoé Lefèvre, il manque" in command.text
    assert "@" not in command.text


def test_an_unchanged_card_is_told_nothing_new() -> None:
    card, ruled = a_card(due=None), a_board()
    verdict = evaluate(card, ruled, NOW)
    first = tell(card, verdict, ruled, STANDING, INCOMPLETE, "fr")
    assert first is not None and first.notifies
    again = replace(STANDING, comment=LivingComment(first.plain, first.told))
    assert tell(card, verdict, ruled, again, INCOMPLETE, "fr") is None


def test_nobody_is_called_twice_for_the_same_thing() -> None:
    card, ruled = a_card(due=None, labels=()), a_board()
    verdict = evaluate(card, ruled, NOW)
    told = replace(STANDING, comment=LivingComment("autre texte", ("due", "label", "member")))
    command = tell(card, verdict, ruled, told, INCOMPLETE, "fr")
    assert command is not None
    assert "@" not in command.text


@pytest.mark.parametrize(
    ("quoted", "written"),
    [
        ("@helene", "@\u200bhelene"),
        ("**gras** [x](y)", "\\*\\*gras\\*\\* \\[x\\](y)"),
        ("P2_nom_prenom", "P2\\_nom\\_prenom"),
        ("https://trello.com/c/a_b", "https:/\u200b/trello.\u200bcom/c/a\\_b"),
        (Link("https://trello.com/c/a_b"), "https://trello.com/c/a_b"),
    ],
)
def test_a_title_calls_nobody_and_formats_nothing(quoted: str, written: str) -> None:
    assert in_markdown(quoted) == written


def test_a_title_with_an_at_sign_calls_nobody() -> None:
    card, ruled = a_card(name="@board Marie Dupont", due=None), a_board()
    standing = replace(STANDING, addressees=())
    command = tell(card, evaluate(card, ruled, NOW), ruled, standing, INCOMPLETE, "fr")
    assert command is not None
    assert "@board" not in command.text


def test_a_very_long_text_is_cut_where_trello_would_refuse_it() -> None:
    twins = tuple(Twin("f" * 24, "x" * 200, "https://trello.com/c/" + "y" * 4000) for _ in range(5))
    standing = replace(STANDING, history=History(twins=twins))
    card, ruled = a_card(), a_board()
    command = tell(card, evaluate(card, ruled, NOW, standing.history), ruled, standing, None, "fr")
    assert command is not None
    assert len(command.text) <= 16_384


def test_what_was_deleted_is_not_written_again_for_the_same_reason() -> None:
    card, ruled = a_card(due=None), a_board()
    verdict = evaluate(card, ruled, NOW)
    for deleted, told in ((True, ("due",)), (True, ("label",)), (False, ("due",))):
        before = replace(STANDING, comment=LivingComment("autre texte", told, deleted))
        command = tell(card, verdict, ruled, before, INCOMPLETE, "fr")
        assert (command is None) is (deleted and told == verdict.missing)


def test_what_people_were_called_for_before_stays_noted() -> None:
    card, ruled = a_card(due=None), a_board()
    told = replace(STANDING, comment=LivingComment("autre texte", ("due",)))
    command = tell(card, evaluate(card, ruled, NOW), ruled, told, INCOMPLETE, "fr")
    assert command is not None
    assert (command.text, command.told) == (command.plain, ("due",))


def test_it_is_the_comment_of_this_card_with_a_call_and_without() -> None:
    card, ruled = a_card(due=None), a_board()
    called = replace(STANDING, comment=LivingComment("autre texte", ("due",)))
    for standing in (STANDING, called):
        command = tell(card, evaluate(card, ruled, NOW), ruled, standing, INCOMPLETE, "fr")
        assert command is not None
        assert (command.card_id, command.notifies) == (card.id, standing is STANDING)


def test_an_answer_that_this_version_does_not_know_is_left_out() -> None:
    card, ruled = a_card(), a_board()
    verdict = evaluate(card, ruled, NOW)
    plain = tell(card, verdict, ruled, STANDING, None, "fr")
    odd = replace(STANDING, answer=Answer("of-another-version", "Zoé"))
    answered = tell(card, verdict, ruled, odd, None, "fr")
    assert plain is not None and answered is not None
    assert answered.plain == plain.plain
