"""The tab "Mes cartes": what everybody sees of their own cards."""

from __future__ import annotations

from typing import Final

from powerup.card.answers import mine
from powerup.desk.tab import Ask, Json, Route, Tab
from powerup.page_texts import MINE
from rules.bilingual import Sentence


def _answer(ask: Ask) -> Json:
    return mine(ask.powerup, ask.caller, ask.language)


TAB: Final = Tab(
    name="mine",
    title=Sentence("Mes cartes", "My cards"),
    words=MINE,
    routes=(Route("GET", "mine", _answer),),
    managers=False,
)
