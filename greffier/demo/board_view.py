"""What is to be seen on the boards at this moment: the scenes check what they say by it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from greffier.demo.school import Board
from rules.bilingual import Sentence
from rules.card import Kind
from rules.comments.texts import PAUSED
from rules.verdict import Language
from sandbox.core import Sandbox
from sandbox.seeds import invented_school
from sandbox.state.shapes import Json

_PLACE: Final = re.compile(r"\{\w+\}")


@dataclass(frozen=True, slots=True)
class View:
    """Looks at the boards of `sandbox`; comments are read in `language`."""

    sandbox: Sandbox
    school: dict[str, Board]
    language: Language

    def card(self, name: str) -> Json:
        """Return the card of that name. StopIteration where there is none."""
        with self.sandbox.state.lock:
            return next(one for one in self.sandbox.state.cards.values() if one["name"] == name)

    def kind(self, card_id: str) -> Kind:
        """Return of which kind the board of a card is."""
        card = self.sandbox.state.cards.get(card_id)
        moved = card is not None and card["idBoard"] == self.school["transfert"].id
        return "transfert" if moved else "soutenances"

    def is_in(self, card: Json, part: str) -> bool:
        """Return whether the card lies in that part (intake, incomplete, …) of its board now."""
        present = self.sandbox.state.cards[card["id"]]
        board = self.school[self.kind(card["id"])]
        return bool(present["idList"] == board.lists[part])

    def due(self, card: Json) -> str | None:
        """Return the card's due date as Trello writes it."""
        return str(self.sandbox.state.cards[card["id"]]["due"])

    def comments(self, card: Json) -> list[str]:
        """Return the clerk's comments on the card."""
        bot = self.sandbox.state.member(invented_school.BOT)["id"]
        with self.sandbox.state.lock:
            return [
                str(one["data"]["text"])
                for one in self.sandbox.state.card_actions[card["id"]]
                if one["type"] == "commentCard" and one["idMemberCreator"] == bot
            ]

    def says(self, card: Json, *sentences: Sentence) -> bool:
        """Return whether the clerk has exactly one comment on the card, and all these are said in it."""
        comments = self.comments(card)
        return len(comments) == 1 and all(self.fixed(one) in comments[0] for one in sentences)

    def fixed(self, sentence: Sentence) -> str:
        """Return the longest part of a sentence that does not depend on the card."""
        return max(_PLACE.split(sentence.in_(self.language)), key=len)

    def pauses(self, board: Board) -> list[str]:
        """Return what the clerk told the managers of this board about its pauses."""
        start = self.fixed(PAUSED)
        cards = self.sandbox.state.cards_of(board.id)
        return [text for card in cards for text in self.comments(card) if start in text]
