"""The blocks of the panel by which a mentor asks the others for help about the card, and others answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from mentoring.notices import texts
from mentoring.notices.service import HELP, LONGEST, Notice, Notices
from mentoring.sessions.rights import Unknown
from powerup.card.blocks import Block, Body, Button, CardAsk, Choices, Source
from powerup.http.errors import bad_input
from rules.bilingual import Sentence
from rules.formatting import moment

TITLE: Final = Sentence("Un coup de main", "A helping hand")
ASKED: Final[Mapping[bool, Mapping[str, Sentence]]] = {
    True: {
        "question": Sentence("Vous avez posé une question", "You asked a question"),
        "proof-reading": Sentence("Vous cherchez une relecture", "You look for a proof-reading"),
        "beginner": Sentence(
            "Vous débutez et demandez de l'aide", "You are new and asked for help"
        ),
    },
    False: {
        "question": Sentence("{name} a une question", "{name} has a question"),
        "proof-reading": Sentence(
            "{name} cherche une relecture", "{name} looks for a proof-reading"
        ),
        "beginner": Sentence(
            "{name} débute et demande de l'aide", "{name} is new and asks for help"
        ),
    },
}
SINCE: Final = Sentence("{what} ({at}).", "{what} ({at}).")
WORDS: Final = Sentence("« {text} »", "“{text}”")
WAITS: Final = Sentence(
    "Vos collègues le lisent ici et au greffe ; qui répond s'affichera ici.",
    "Your colleagues read it here and at the clerk's office; who answers will be shown here.",
)
ANSWERS: Final = Sentence("{name} répond.", "{name} answers.")
YOU_ANSWER: Final = Sentence(
    "Vous répondez : écrivez à {name}, ou à la suite sur la carte.",
    "You answer: write to {name}, or below on the card.",
)
NOT_I: Final = Sentence("Finalement, je ne peux pas", "I cannot after all")
AGAIN: Final = Sentence("Demander encore un coup de main…", "Ask for help again…")
TEXT: Final = Sentence("En quelques mots (facultatif)", "In a few words (optional)")


def blocks(ask: CardAsk) -> Sequence[Block]:
    """Return what is asked about the card and who answers; then, folded away, how to ask, for whoever does
    not ask yet.
    """
    try:
        found = _notices(ask).on_card(ask.asked.person.id, ask.asked.card_id)
    except Unknown:
        return ()
    told = [_told(ask, each, place) for place, each in enumerate(found)]
    asks = any(each.mine and not each.answers for each in found)
    return told if asks else [*told, _asking(ask, again=any(each.mine for each in found))]


def _told(ask: CardAsk, each: Notice, place: int) -> Block:
    what = ask.say(ASKED[each.mine][each.kind], name=each.name)
    at = moment(each.at, ask.language, ask.powerup.rulebook.timezone)
    text = [ask.say(SINCE, what=what, at=at)]
    if each.text:
        text.append(ask.say(WORDS, text=each.text))
    if each.taken:
        text.append(ask.say(YOU_ANSWER, name=each.name))
    elif each.answers:
        text.append(ask.say(ANSWERS, name=each.answers))
    elif each.mine:
        text.append(ask.say(WAITS))
    title = ask.say(TITLE)
    return Block(f"help-{place}", title, tuple(text), buttons=_buttons(ask, each))


def _buttons(ask: CardAsk, each: Notice) -> tuple[Button, ...]:
    body = {"notice": each.id}
    if each.taken:
        return (Button(ask.say(NOT_I), "help-reopen", body),)
    if each.answers:
        return ()
    if each.mine:
        return (Button(ask.say(texts.WITHDRAW), "help-close", body),)
    return (Button(ask.say(texts.ANSWER), "help-close", body, primary=True),)


def _asking(ask: CardAsk, *, again: bool) -> Block:
    choices = Choices(
        action="help",
        label=ask.say(texts.WHAT),
        kinds=tuple((each, ask.say(texts.KINDS[each])) for each in HELP),
        text=ask.say(TEXT),
        hint=ask.say(texts.HINT),
        send=ask.say(texts.SEND),
    )
    label = ask.say(AGAIN if again else texts.ASK)
    return Block("help", ask.say(TITLE), folded=label, aside=True, choices=choices)


def _notices(ask: CardAsk) -> Notices:
    return Notices(ask.powerup.database, ask.powerup.rules)


def _ask(ask: CardAsk, body: Body) -> None:
    kind, text = _text(body, "kind"), _text(body, "text")
    _notices(ask).ask(ask.asked.person.id, kind, text, ask.asked.card_id)


def _close(ask: CardAsk, body: Body) -> None:
    _notices(ask).close(ask.asked.person.id, _text(body, "notice"), ask.asked.card_id)


def _reopen(ask: CardAsk, body: Body) -> None:
    _notices(ask).reopen(ask.asked.person.id, _text(body, "notice"), ask.asked.card_id)


def _text(body: Body, name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or len(value) > LONGEST or "\x00" in value:
        raise bad_input("body")
    return value


SOURCE: Final = Source(blocks, {"help": _ask, "help-close": _close, "help-reopen": _reopen})
