"""Texts of people become harmless in one place: whoever builds a sentence out of them goes through it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parents[3]
ROOTS = ("rules", "sync", "mentoring")
WRITES = {
    "write_comment": {"sync/effects/perform.py"},
    "edit_comment": {
        "sync/effects/perform.py",
        "sync/effects/kinds/comment.py",
        "mentoring/privacy/comments_about_members.py",  # only takes a name out of what stands there
    },
    "create_card": {
        "sync/use_cases/linked_card.py",
        "mentoring/defences/card_from_sessions.py",
        "mentoring/defences/follow_up_cards.py",
    },
    "add_checklist": {"mentoring/defences/write_trello.py", "sync/effects/kinds/own.py"},
}
"""Who puts a text of ours on a card. Another module here must show what makes its text harmless."""

WITHOUT_PEOPLE = {
    "rules/requirements/sentences.py": "our own sentences for each kind of need",
    "sync/effects/kinds/fields.py": "names of our own kinds of effects",
    "mentoring/defences/outcomes.py": "our own sentences, begun with a capital",
    "mentoring/defences/reminders.py": "two of our own sentences, one after the other",
    "mentoring/sessions/texts.py": "our own sentences, filled with hours of the rulebook",
    "mentoring/matching/ask_notes.py": "our own sentences, filled with dates",
    "mentoring/channels/facts.py": "for channels, which have a way of their own",
    "mentoring/channels/notifier.py": "for channels, which have a way of their own",
}
"""Modules that put sentences together of which no person wrote a part."""


def modules() -> Iterator[tuple[str, str]]:
    """Name and text of each module of ours that may write sentences."""
    for root in ROOTS:
        for file in sorted((HERE / root).rglob("*.py")):
            yield file.relative_to(HERE).as_posix(), file.read_text("utf-8")


def test_a_sentence_that_is_built_of_texts_makes_them_harmless() -> None:
    built = {
        name
        for name, text in modules()
        if "in_markdown" not in text
        and "Sentence(" in text
        and any(map(_builds, ast.walk(ast.parse(text))))
    }
    assert built == set(WITHOUT_PEOPLE), (
        "use rules.markdown.in_markdown, or say why nobody wrote it"
    )


def test_only_these_write_texts_on_cards() -> None:
    found: dict[str, set[str]] = {name: set() for name in WRITES}
    for name, text in modules():
        if not any(f".{each}(" in text for each in WRITES):
            continue  # to understand every module would take seconds
        for called in map(_called, ast.walk(ast.parse(text))):
            if called in found:
                found[called].add(name)
    assert found == WRITES


def _builds(node: ast.AST) -> bool:
    """Whether a bilingual sentence is made of anything but texts that stand there."""
    named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    if not named or node.func.id != "Sentence":  # type: ignore[attr-defined]
        return False
    return not all(isinstance(each, ast.Constant) for each in node.args)  # type: ignore[attr-defined]


def _called(node: ast.AST) -> str:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr
    return ""
