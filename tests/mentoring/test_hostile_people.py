"""A whole defence and a take-over among people, lists and cards with hostile names, orders and reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from harness import INCOMPLETE, School
from hostile import HOSTILE, called, linked, one_line
from staffed import Staffed, staffed

BAD = one_line()


@pytest.fixture
def crew(tmp_path: Path) -> Iterator[Staffed]:
    with staffed(tmp_path) as made:
        state = made.school.sandbox.state
        for member in state.members.values():
            member["fullName"] = f"{member['fullName']} {BAD}"
        for each in state.lists.values():
            if each["name"] == INCOMPLETE:
                each["name"] = f"{INCOMPLETE} {BAD}"
        made.school.look()
        yield made


def order(made: School, who: str, card: str, text: str) -> None:
    made.by(who).comment(card, text)
    made.pass_time(minutes=1)
    made.work()


def _noted_card(texts: list[str], real: Callable[..., Any], **fields: Any) -> Any:
    """What we wrote; the description of the first card is the mentor's, and stays as it is."""
    texts.append(fields["desc"].partition("Dépôt")[0])
    return real(**fields)


def _noted(texts: list[str], real: Callable[[str, str], Any], where: str, text: str) -> Any:
    texts.append(text)
    return real(where, text)


def test_nobody_else_is_called_and_nothing_is_linked(
    crew: Staffed, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, texts = crew.school, list[str]()
    for name in ("write_comment", "edit_comment"):
        real = getattr(made.parts.gateway, name)
        noted = partial(_noted, texts, real)
        monkeypatch.setattr(made.parts.gateway, name, noted)
    cards = list[str]()
    real_card = made.parts.gateway.create_card
    monkeypatch.setattr(made.parts.gateway, "create_card", partial(_noted_card, cards, real_card))
    half = made.card("zoe", BAD, "due", "label")
    made.work()
    for text in (f"/suspendre {HOSTILE}", "/aide", f"/accepter {HOSTILE}", f"/confier {BAD}"):
        order(made, "helene", half, text)
        order(made, "zoe", half, text)
    card = crew.proposal(title=f"Marie Dupont - DA Python {BAD}")
    for who, text in (("malik", "/valider"), ("helene", "/confier"), ("helene", "/confier malik")):
        order(made, who, card, text)
    made.pass_time(days=18)
    made.work()
    for text in (f"/conditionnelle {BAD}", f"/retravailler {BAD}", "/seconde", "/transfert"):
        order(made, "malik", card, text)
    student = crew.handover(title=f"Léa Petit - DA Python {BAD}")
    for who, text in (("ines", "/relais"), ("helene", "/confier"), ("helene", "/confier ines")):
        order(made, who, student, text)
    assert len(texts) > 15
    assert any("À retravailler" in text for text in cards), "the second defence tells the reasons"
    people = {"zoe", "malik", "helene", "idriss", "ines"}
    ours = made.parts.settings.public_url
    for text in (*texts, *cards):
        assert called(text) <= people, text
        assert all(x.startswith((ours, "https://trello.com/c/")) for x in linked(text)), text
