"""Texts of people become harmless in one place: whoever builds a sentence out of them goes through it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

HERE = Path(__file__).parents[3]
ROOTS = ("rules", "sync", "mentoring")
WRITES = {
    "write_comment": {"sync/effects/perform.py"},
    "edit_comment": {"sync/effects/perform.py", "sync/effects/kinds/comment.py"},
    "create_card": {
        "sync/use_cases/linked_card.py",
        "mentoring/defences/card_from_sessions.py",
        "mentoring/defences/follow_up_cards.py",
    },
    "add_checklist": {"mentoring/defences/write_trello.py"},
}
"""Who puts a text of ours on a card. Another module here must show what makes its text harmless."""

WITHOUT_PEOPLE = {
    "rules/requirements/sentences.py": "our own sentences for each kind of need",
    "sync/effects/kinds/fields.py": "names of our own kinds of effects",
    "mentoring/defences/outcomes.py": "our own sentences, begun with a capital",
    "mentoring/defences/reminders.py": "two of our own sentences, one after the other",
    "mentoring/channels/facts.py": "for channels, which have a way of their own",
    "mentoring/channels/notifier.py": "for channels, which have a way of their own",
}
"""Modules that put sentences together of which no person wrote a part."""


@cache
def modules() -> tuple[tuple[str, str, ast.Module], ...]:
    return tuple(_read())


def _read() -> Iterator[tuple[str, str, ast.Module]]:
    for root in ROOTS:
        for file in sorted((HERE / root).rglob("*.py")):
            text = file.read_text("utf-8")
            yield file.relative_to(HERE).as_posix(), text, ast.parse(text)


def test_a_sentence_that_is_built_of_texts_makes_them_harmless() -> None:
    built = {
        name
        for name, text, tree in modules()
        if "in_markdown" not in text and any(map(_builds, ast.walk(tree)))
    }
    assert built == set(WITHOUT_PEOPLE), (
        "use rules.markdown.in_markdown, or say why nobody wrote it"
    )


def test_only_these_write_texts_on_cards() -> None:
    found: dict[str, set[str]] = {name: set() for name in WRITES}
    for name, _, tree in modules():
        for called in (_called(each) for each in ast.walk(tree)):
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
