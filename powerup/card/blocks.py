"""What the panel offers beyond mending a card, as values: people to choose, buttons, and why not."""

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
    """A press: `POST card/<id>/step/<action>` with this body. `reason` labels a line of text that is
    sent as `reason` with it; "" where none is asked for.
    """

    label: str
    action: str
    body: Mapping[str, Any] = field(default_factory=dict)
    primary: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Someone:
    """A person with sentences about them, and what can be done with them."""

    id: str
    name: str
    why: tuple[str, ...] = ()
    button: Button | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """People who are not offered: a label to unfold, and a sentence each."""

    label: str
    people: tuple[Someone, ...] = ()


@dataclass(frozen=True, slots=True)
class Opens:
    """A press that opens a tab of the desk: which one, and what it is to show."""

    label: str
    tab: str
    show: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Link:
    """An address that is opened in a page of its own."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Block:
    """One part of the panel. `folded`: the label under which the people are folded away, "" where
    they are shown at once; `more` then shows those that are too many, with {count} to fill. `aside`:
    nothing to do here, to be read below everything else. `opens`: the desk, where more is told.
    `links`: addresses to go to.
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

    def to_json(self) -> Json:
        """Return the block as the browser gets it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class CardAsk:
    """Who looks at which card, in which language."""

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
    """Where blocks come from, and what their buttons do: each action looks at rights again."""

    blocks: Blocks
    actions: Mapping[str, Press]
