"""The block of the panel about where a defence is held and where its recording lies, for its people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from mentoring.defences.links import LONGEST, NONE, WHICH, Which, is_address, links_of, set_link
from mentoring.defences.outcomes import is_agreed
from mentoring.school.model import Defence, may_follow_up
from mentoring.school.read import defences
from powerup.card.blocks import Block, Body, Button, CardAsk, Link, Source
from powerup.card.buttons import one_line
from powerup.http.errors import Denied, bad_input
from rules.bilingual import Sentence
from sync.rights.request import NotFixed

TITLE: Final = Sentence("La visioconférence", "The video call")
NAMES: Final[Mapping[Which, Sentence]] = {
    "video": Sentence("Rejoindre la soutenance", "Join the defence"),
    "recording": Sentence("Enregistrement", "Recording"),
}
SET: Final[Mapping[Which, Sentence]] = {
    "video": Sentence("Lien de visioconférence…", "Video link…"),
    "recording": Sentence("Lien de l'enregistrement…", "Link of the recording…"),
}
CHANGE: Final[Mapping[Which, Sentence]] = {
    "video": Sentence("Changer le lien…", "Change the link…"),
    "recording": Sentence("Changer l'enregistrement…", "Change the recording…"),
}
REMOVE: Final[Mapping[Which, Sentence]] = {
    "video": Sentence("Retirer le lien", "Take the link away"),
    "recording": Sentence("Retirer l'enregistrement", "Take the recording away"),
}
ADDRESS: Final = Sentence("Adresse, en https://", "Address, with https://")
WANTED: Final = Sentence(
    "Donnez une adresse qui commence par https://.", "Give an address that begins with https://."
)
LASTS: Final = timedelta(hours=3)
"""So long after its beginning one may still want to join a defence."""
HINT: Final = Sentence(
    "Ces liens sont pour le mentor, le validateur et les responsables ; ils sont dans leur agenda.",
    "These links are for the mentor, the validator and the managers; they are in their calendars.",
)


def blocks(ask: CardAsk) -> Sequence[Block]:
    """Return at most one block, once the defence is agreed, for those who take part in it."""
    with ask.powerup.database.transaction() as session:
        card = _card(session, ask)
        if card is None or not _has_links(card) or not may_follow_up(card, ask.asked.person):
            return ()
        links = links_of(session, [card.card_id]).get(card.card_id, NONE)
    there = {each: getattr(links, each) for each in WHICH}
    held = card.at is not None and card.at <= ask.now
    goes_on = card.at is None or ask.now < card.at + LASTS
    useful: dict[Which, bool] = {"video": goes_on, "recording": held or bool(there["recording"])}
    offered = [each for each in WHICH if useful[each]]
    buttons = [_set_button(ask, each, there[each]) for each in offered]
    buttons += [Button(ask.say(REMOVE[x]), x, {"remove": True}) for x in offered if there[x]]
    shown = tuple(Link(ask.say(NAMES[x]), there[x], primary=True) for x in offered if there[x])
    return (Block("links", ask.say(TITLE), (ask.say(HINT),), buttons=tuple(buttons), links=shown),)


def _set_button(ask: CardAsk, which: Which, there: str) -> Button:
    label = (CHANGE if there else SET)[which]
    return Button(ask.say(label), which, {}, reason=ask.say(ADDRESS), url=True)


def _card(session: object, ask: CardAsk) -> Defence | None:
    found = defences(session, ask.powerup.rulebook, ask.now, ask.asked.card_id)  # type: ignore[arg-type]
    return next((each for each in found if each.board_id == ask.asked.rules.board), None)


def _has_links(card: Defence) -> bool:
    return is_agreed(card) or (card.is_over and not card.closed)


def _set(which: Which, ask: CardAsk, body: Body) -> None:
    removed = body.get("remove") is True
    url = "" if removed else one_line(body, "reason", LONGEST)
    if not removed and not url:
        raise bad_input("body")
    if url and not is_address(url):
        raise Denied(422, "bad-address", WANTED)
    with ask.powerup.database.transaction() as session:
        card = _card(session, ask)
        if card is None or not _has_links(card):
            raise NotFixed("unknown-card")
        if not may_follow_up(card, ask.asked.person):
            raise NotFixed("validator-only")
        set_link(session, card, which, url, ask.asked.person)


SOURCE: Final = Source(
    blocks,
    {
        "video": lambda ask, body: _set("video", ask, body),
        "recording": lambda ask, body: _set("recording", ask, body),
    },
)
