"""What a tab of the desk is made of, and the requests that it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from powerup.http import texts
from powerup.http.errors import Denied
from powerup.http.power_up import Caller, PowerUp
from rules.bilingual import Sentence
from rules.rulebook.values import BoardRules
from rules.verdict import Language
from sync.rights.permissions import Person, person_on

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ask:
    """One request to the desk. `query`: what follows the ? of the address; `body`: the JSON that a POST
    carries, checked by whoever uses it.
    """

    powerup: PowerUp
    caller: Caller
    language: Language
    query: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, Any] = field(default_factory=dict)

    def managed(self) -> list[tuple[BoardRules, Person]]:
        """Return the boards that the caller is a manager of, with who they are there."""
        return [pair for pair in self.taken_part_in() if pair[1].manager]

    @property
    def managed_boards(self) -> list[str]:
        """The ids of the boards that the caller manages: the people there are theirs to look after."""
        return [rules.board for rules, _ in self.managed()]

    def manager_of(self, board_id: object) -> tuple[BoardRules, Person]:
        """Return this board, and who the caller is there. Raises `Denied` unless they manage it."""
        for rules, person in self.managed():
            if rules.board == board_id:
                return rules, person
        raise Denied(403, "managers-only", texts.MANAGERS_PAGE)

    def taken_part_in(self) -> list[tuple[BoardRules, Person]]:
        """Return the boards that the caller takes part in, with who they are there."""
        found = []
        with self.powerup.database.transaction() as session:
            for rules in self.powerup.rulebook.boards.values():
                person = person_on(session, rules, self.caller.person.id)
                if person is not None:
                    found.append((rules, person))
        return found


@dataclass(frozen=True, slots=True)
class Route:
    """One question that a tab asks: `GET` or `POST` on `/powerup/api/desk/<path>`.

    `answer` is called with the `Ask` and the parts of the path, and returns what becomes JSON; it may
    raise what `powerup.http.errors` has an answer for. `largest`: the most bytes that a POST may carry,
    16 KiB where it is None.
    """

    method: str
    path: str
    answer: Callable[..., Json]
    largest: int | None = None


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab. `managers`: only those who manage a board see it and may ask its routes. `styled`: it has a
    style sheet of its own. `school`: it is shown only where the desk is opened on a board of the school.
    """

    name: str
    title: Sentence
    words: Mapping[str, Sentence]
    routes: tuple[Route, ...] = ()
    managers: bool = True
    styled: bool = False
    school: bool = False
