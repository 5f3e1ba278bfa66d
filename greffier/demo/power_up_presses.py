"""What people do in the Power-Up, asked of the service as its pages ask; and time that passes at once."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from greffier.demo.board_view import View
from greffier.demo.play import Play, SceneFailed
from rules.bilingual import Sentence
from rules.formatting import moment
from sandbox.state.shapes import Json
from sync.clock import now

PRESSES = Sentence("(dans le panneau de la carte) {what}", "(in the card's panel) {what}")
AT_DESK = Sentence("(derrière le bouton « Greffe ») {what}", "(at the clerk's office) {what}")


def press(play: Play, who: str, card: Json, action: str, what: Sentence, **body: object) -> Json:
    """Press the button of a step in a card's panel. Return what the panel shows then."""
    _say(play, who, PRESSES, what)
    play.cards.add(card["id"])
    return dict(_ask(play, who, card["idBoard"], f"card/{card['id']}/step/{action}", body))


def at_desk(play: Play, who: str, path: str, what: Sentence, **body: object) -> Json:
    """Send what a tab of the desk sends. Return the answer."""
    _say(play, who, AT_DESK, what)
    return dict(_ask(play, who, play.school["soutenances"].id, f"desk/{path}", body))


def see(play: Play, who: str, path: str) -> Json:
    """Return what a tab of the desk shows to this person."""
    return dict(_ask(play, who, play.school["soutenances"].id, f"desk/{path}"))


def panel(play: Play, who: str, card: Json, code: str) -> Json:
    """Return the block of the card's panel with this code. Raises `SceneFailed` where there is none."""
    shown = _ask(play, who, card["idBoard"], f"card/{card['id']}")
    block = next((each for each in shown["steps"] if each["code"] == code), None)
    if block is None:
        raise SceneFailed(f"{code}: {card['name']}")
    return dict(block)


def badge(play: Play, card: Json) -> str:
    """Return what the card's badge says on the board page."""
    board = _ask(play, "helene", card["idBoard"], "board")
    place = board["cards"].get(card["id"], -1)
    return str(board["badges"][place][0]) if place >= 0 else ""


def until_badge(play: Play, card: Json, *texts: str) -> None:
    """Wait until the badge says one of these, and say what it says."""
    seen = [""]

    def shows() -> bool:
        seen[0] = badge(play, card).replace("\u00a0", " ")
        return seen[0] in texts

    wanted = Sentence("la pastille : {text}", "the badge: {text}")
    play.wait(30.0, shows, play.teller.words(wanted, text=texts[0]))
    play.teller.line("checked", play.teller.words(wanted, text=seen[0]))


def quote_of(play: Play, card: Json, sentence: Sentence) -> None:
    """Show the paragraph of the clerk's comment in which this sentence is said."""
    said = (text for comment in play.view.comments(card) for text in comment.split("\n\n"))
    for each in said:
        if play.view.fixed(sentence) in each:
            play.teller.quote(each)


def health(play: Play) -> Json:
    """Return what `/health` says, also where something is not as it should be (503)."""
    url = f"{play.parts.settings.public_url}/health"
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:  # noqa: S310 - our own http address
            return dict(json.load(answer))
    except urllib.error.HTTPError as refused:
        return dict(json.load(refused))


def later(play: Play, instant: datetime) -> None:
    """Let time pass until `instant`, and have the clerk do what is due by the clock."""
    play.wait(30.0, play.idle)
    play.dial.turn(instant - now())
    zone, language = play.parts.rulebook.timezone, play.teller.language
    at = moment(instant, language, zone)
    play.teller.line("later", at)
    play.restart_watch()
    play.parts.follow.tick()


def _say(play: Play, who: str, around: Sentence, what: Sentence) -> None:
    name = play.sandbox.state.member(who)["fullName"]
    said = play.teller.words(around, what=play.teller.words(what))
    play.teller.line("said", f"{name} {said}")
    play.restart_watch()


def _ask(
    play: Play, who: str, board: str, path: str, body: Mapping[str, object] | None = None
) -> Any:
    """Ask the service in the name of this member; a POST where there is a body. Raises `SceneFailed`
    where it refuses.
    """
    base, language = play.parts.settings.public_url, play.teller.language
    request = urllib.request.Request(  # noqa: S310 - our own http address
        f"{base}/powerup/api/{path}{'&' if '?' in path else '?'}lang={language}",
        data=None if body is None else json.dumps(body).encode(),
        headers={
            "Authorization": f"Bearer {play.sandbox.jwt(who, board)}",
            "Content-Type": "application/json",
        },
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - as above
            return json.load(answer)
    except urllib.error.HTTPError as error:
        raise SceneFailed(f"{error.code}: {error.read().decode('utf-8', 'replace')}") from error


def second_card(view: View, first: Json) -> Json:
    """Return the other card of the same student on the same board. StopIteration where there is none."""
    cards = list(view.sandbox.state.cards.values())
    return next(
        one
        for one in cards
        if one["id"] != first["id"]
        and one["idBoard"] == first["idBoard"]
        and one["name"] == first["name"]
    )
