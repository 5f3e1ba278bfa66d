"""A manager's Monday: the draft of the week, one line given out as it says, and taken back."""

from __future__ import annotations

from typing import Final

from greffier.demo.play import Play, SceneFailed
from greffier.demo.power_up_presses import at_desk
from greffier.demo.scene import Scene
from rules.bilingual import Sentence
from sandbox.state.shapes import Json

SHOWN: Final = 3
"""So many lines of the draft are shown on the terminal."""

_OPENS: Final = Sentence(
    "ouvre « La semaine » : tout ce qui attend quelqu'un, réparti d'un coup, en brouillon",
    "opens “The week”: all that waits for somebody, given out at once, as a draft",
)
_LINE: Final = Sentence("{who} ({what}) → {person}. {why}", "{who} ({what}) → {person}. {why}")
_NOBODY: Final = Sentence("personne", "nobody")
_GIVES: Final = Sentence("confie une carte comme sur sa ligne", "gives out a card as its line says")
_THERE: Final = Sentence("{person} est sur la carte", "{person} is on the card")
_BACK: Final = Sentence("annule", "undoes it")
_WAITS: Final = Sentence("la carte attend de nouveau", "the card waits again")


def week(play: Play) -> None:
    """Play the draft of the week, and one of its lines. Raises `SceneFailed` where it gives out nothing."""
    draft = at_desk(play, "helene", "week", _OPENS, pins=[])
    play.teller.quote(" ".join(draft["summary"]))
    given = [each for each in draft["lines"] if each["person"]]
    for each in [*given[:SHOWN], *[x for x in draft["lines"] if not x["person"]][:1]]:
        play.teller.quote(play.teller.words(_LINE, **_told(play, each)))
    if not given:
        raise SceneFailed(" ".join(draft["summary"]))
    _give(play, given[0])


def _told(play: Play, line: Json) -> Json:
    person = line["person"]["name"] if line["person"] else play.teller.words(_NOBODY)
    why = " ".join([*line["why"], line.get("help", "")]).strip()
    return {"who": line["who"], "what": line["what"], "person": person, "why": why}


def _give(play: Play, line: Json) -> None:
    card, person = play.sandbox.state.cards[line["id"]], line["person"]
    before = list(card["idMembers"])
    body = {"member": person["id"], "mark": line["mark"]}
    done = at_desk(play, "helene", f"week/give/{line['board']}/{line['id']}", _GIVES, **body)
    play.until(lambda: person["id"] in card["idMembers"], _THERE, person=person["name"])
    way = done["undo"]
    path = f"card/{line['board']}/{way['card']}/undo"
    at_desk(play, "helene", path, _BACK, receipt=way["receipt"])
    play.until(lambda: sorted(card["idMembers"]) == sorted(before), _WAITS)


WEEK: Final = Scene(
    "week",
    Sentence(
        "Le lundi, la semaine se répartit d'un coup", "On Monday the week is given out at once"
    ),
    week,
)
