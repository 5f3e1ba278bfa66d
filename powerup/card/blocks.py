"""What the panel offers beyond mending a card, as values: people to choose, buttons, links."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from powerup.http.power_up import PowerUp
from rules.bilingual import Sentence
from rules.verdict import Language
from sync.rights.request import Asked

Json = dict[str, Any]
Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Button:
    """A button: it sends `POST card/<id>/step/<action>` with this body. `reason` is the label of a text that
    goes with it as `reason`; "" where none is asked for. `url`: that text is an address.
    """

    label: str
    action: str
    body: Mapping[str, Any] = field(default_factory=dict)
    primary: bool = False
    reason: str = ""
    url: bool = False


@dataclass(frozen=True, slots=True)
class Someone:
    """A person, sentences about them, the button that chooses them, and the one that asks them first."""

    id: str
    name: str
    why: tuple[str, ...] = ()
    button: Button | None = None
    ask: Button | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """People who are not offered: a label to unfold, and a sentence each."""

    label: str
    people: tuple[Someone, ...] = ()


@dataclass(frozen=True, slots=True)
class Opens:
    """A button that opens a tab of the desk: which one, and what it shows there."""

    label: str
    tab: str
    show: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Link:
    """An address that is opened in a page of its own. `primary`: it is what one comes for."""

    label: str
    url: str
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """A question with a few answers, of which one is chosen, and a line of text that may be left empty: they
    go as `kind` and `text`. `hint`: what becomes of them.
    """

    action: str
    label: str
    kinds: tuple[tuple[str, str], ...]
    text: str
    hint: str
    send: str


@dataclass(frozen=True, slots=True)
class Block:
    """One part of the panel. `folded`: the label under which the people are folded away, "" where
    they are shown at once. `more`: the label that unfolds those beyond the first few, with {count} to
    fill. `aside`: below everything else, folded under `folded`. `opens`: the desk, where more is told.
    """

    code: str
    title: str
    text: tuple[str, ...] = ()
    people: tuple[Someone, ...] = ()
    buttons: tuple[Button, ...] = ()
    excluded: Left | None = None
    folded: str = ""
    more: str = ""
    aside: bool = False
    opens: Opens | None = None
    links: tuple[Link, ...] = ()
    choices: Choices | None = None

    def to_json(self) -> Json:
        """Return the block as the browser gets it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class CardAsk:
    """Who looks at which card, in which language, and when."""

    powerup: PowerUp
    asked: Asked
    language: Language
    now: datetime

    def say(self, sentence: Sentence, **values: object) -> str:
        """Return the sentence in the caller's language."""
        return sentence.in_(self.language).format_map(values)


Blocks = Callable[[CardAsk], Sequence[Block]]
Press = Callable[[CardAsk, Body], None]


@dataclass(frozen=True, slots=True)
class Source:
    """What makes blocks, and what their buttons do, by action. Each action checks the rights again."""

    blocks: Blocks
    actions: Mapping[str, Press]
