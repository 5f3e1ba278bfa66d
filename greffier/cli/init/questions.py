"""The questions of `greffier init`. Each has an answer by flag, and a proposal that Enter takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import click

from greffier.cli.init.examples import EXAMPLES, Example
from greffier.cli.init.guess import (
    REQUIRED,
    ROLES,
    ArchivedError,
    Choice,
    FoundBoard,
    NotFoundError,
    SeveralError,
    Sort,
    TakenError,
    board_named,
    likely_board,
    likely_boards,
    likely_lists,
)
from greffier.cli.init.picks import NONE, Answer, free, free_list, pick_board, pick_lists, pick_sort
from greffier.cli.shared.assembly import end
from greffier.cli.shared.text_table import clean
from rules.bilingual import Sentence
from rules.card import Kind, TrelloList
from rules.formatting import fill
from rules.verdict import Language

_BOARDS: Final = Sentence("Tableaux que voit Greffier :", "Boards that Greffier sees:")
_LISTS: Final = Sentence("Listes de « {board} » :", "Lists of “{board}”:")
_WHICH_BOARD: Final[dict[Kind, Sentence]] = {
    "soutenances": Sentence(
        "Tableau des soutenances (numéro, nom, ou - pour aucun)",
        "Board of defences (number, name, or - for none)",
    ),
    "transfert": Sentence(
        "Tableau des transferts (numéro, nom, ou - pour aucun)",
        "Board of transfers (number, name, or - for none)",
    ),
}
_WHICH_OWN: Final = Sentence(
    "Tableau « {title} » (numéro, nom, ou - pour aucun)",
    "Board “{title}” (number, name, or - for none)",
)
_FOR_WHAT: Final = Sentence("À quoi servent vos tableaux ?", "What are your boards for?")
_SCHOOL: Final = Sentence(
    "Une école de mentors (soutenances, transferts)", "A school of mentors (defences, transfers)"
)
_WHICH_SORT: Final = Sentence("Lequel (numéro)", "Which one (number)")
_WHICH_LISTS: Final[Mapping[str, Sentence]] = {
    "intake": Sentence("Liste où l'on propose les cartes", "List where cards are put forward"),
    "incomplete": Sentence("Liste des cartes à compléter", "List of cards to complete"),
    "accepted": Sentence("Listes des cartes acceptées ou planifiées", "Lists of accepted cards"),
    "passed": Sentence("Listes des cartes réussies ou terminées", "Lists of passed cards"),
    "failed": Sentence("Listes des cartes à retravailler", "Lists of cards to rework"),
}
_SEVERAL: Final = Sentence(
    " (numéros ou noms, séparés par des virgules{none})",
    " (numbers or names, separated by commas{none})",
)
_OR_NONE: Final = Sentence(", ou - pour aucune", ", or - for none")
_NOT_FOUND: Final = Sentence(
    "« {wanted} » : introuvable ; il y a : {known}.", "“{wanted}”: not found; there is: {known}."
)
_NEAR: Final = Sentence(
    "« {wanted} » : introuvable. Vouliez-vous dire « {near} » ?",
    "“{wanted}”: not found. Did you mean “{near}”?",
)
_UNFIT: Final[Mapping[type[NotFoundError], Sentence]] = {
    SeveralError: Sentence(
        "« {wanted} » : plusieurs s'appellent ainsi. Indiquez celui que vous voulez par son adresse "
        "ou son identifiant : {known}.",
        "“{wanted}”: several are called so. Name the one that you want by its address or id: {known}.",
    ),
    ArchivedError: Sentence(
        "« {wanted} » : cette liste est archivée. Désarchivez-la sur Trello, ou prenez une liste "
        "ouverte : {known}.",
        "“{wanted}”: this list is archived. Restore it on Trello, or take an open list: {known}.",
    ),
    TakenError: Sentence(
        "« {wanted} » : déjà pris pour « {known} » ; chaque tableau et chaque liste n'a qu'un rôle.",
        "“{wanted}”: taken for “{known}” already; each board and each list has one role only.",
    ),
}
_LIKELY: Final = Sentence(
    "plusieurs tableaux ressemblent à « {kind} ». Indiquez celui que vous voulez avec --{flag} : "
    "{known}.",
    "several boards look like “{kind}”. Name the one that you want with --{flag}: {known}.",
)
_NO_GUESS: Final = Sentence(
    "« {board} » : aucune liste ne ressemble à « {role} ». Indiquez-la avec {flag}. "
    "Ses listes : {known}.",
    "“{board}”: no list looks like “{role}”. Name it with {flag}. Its lists: {known}.",
)


@dataclass(frozen=True, slots=True)
class Asking:
    """Answers questions from flags, else from the person (or by the proposals where `yes`)."""

    language: Language
    yes: bool
    flags: Mapping[str, Any]

    def example(self) -> Example | None:
        """Return the example that the boards follow, None for the school. Asks where nothing says."""
        given = self.flags.get("example")
        if given or self.yes or self._named_any():
            return EXAMPLES[given] if given else None
        sorts = [None, *EXAMPLES.values()]
        click.echo(_FOR_WHAT.in_(self.language), err=True)
        self._number([(each.title if each else _SCHOOL).in_(self.language) for each in sorts])
        question = _WHICH_SORT.in_(self.language)
        return self._ask(question, "1", lambda text: pick_sort(sorts, text))

    def choose(self, boards: Sequence[FoundBoard]) -> list[Choice]:
        """Choose the boards and their lists. Ends with status 2 where a flag fits nothing."""
        example = self.example()
        if example is not None:
            board = self._board(example, boards, {})
            kind = example.kind.in_(self.language)
            return [Choice(kind, board, self._lists(example, board), example)] if board else []
        chosen: list[Choice] = []
        for kind in ("soutenances", "transfert"):
            board = self._board(kind, boards, {one.board.id: one.kind for one in chosen})
            if board is not None:
                chosen.append(Choice(kind, board, self._lists(kind, board)))
        return chosen

    def _board(
        self, sort: Sort, boards: Sequence[FoundBoard], taken: Mapping[str, str]
    ) -> FoundBoard | None:
        given = self.flags.get(_board_flag(sort))
        if given:
            return self._found(lambda: free(board_named(boards, given), taken))
        left = [each for each in boards if each.id not in taken]
        if self.yes:
            return None if self._named_any() else self._only(sort, left)
        likely = likely_board(left, sort)
        click.echo(_BOARDS.in_(self.language), err=True)
        self._number([_shown(each, left) for each in left])
        default = str(left.index(likely) + 1) if likely is not None else NONE
        return self._ask(self._which(sort), default, lambda text: pick_board(left, text))

    def _which(self, sort: Sort) -> str:
        if isinstance(sort, Example):
            return fill(_WHICH_OWN, self.language, {"title": sort.title.in_(self.language)})
        return _WHICH_BOARD[sort].in_(self.language)

    def _only(self, sort: Sort, boards: Sequence[FoundBoard]) -> FoundBoard | None:
        """Return the likely board; end the command where nobody is there to choose among several."""
        likely = likely_boards(boards, sort)
        if isinstance(sort, Example) and not likely and len(boards) == 1:
            return boards[0]
        if len(likely) > 1:
            known = ", ".join(_shown(each, likely) for each in likely)
            kind = sort.title.in_(self.language) if isinstance(sort, Example) else sort
            told = {"kind": kind, "flag": _board_flag(sort), "known": known}
            end(fill(_LIKELY, self.language, told), 2)
        return next(iter(likely), None)

    def _named_any(self) -> bool:
        """Return whether a flag names a board: without questions, the other is then not wanted."""
        return bool(self.flags.get("soutenances") or self.flags.get("transfert"))

    def _lists(self, sort: Sort, board: FoundBoard) -> dict[str, tuple[TrelloList, ...]]:
        kind: Kind = "" if isinstance(sort, Example) else sort
        chosen: dict[str, tuple[TrelloList, ...]] = {}
        taken: dict[str, str] = {}
        for role in ROLES:
            for each in self.flags.get(flag_of(kind, role)) or ():
                found = self._found(partial(free_list, board, each, taken, role))
                chosen[role] = tuple(dict.fromkeys((*chosen.get(role, ()), found)))
                taken[found.id] = role
        likely = likely_lists(board, sort)
        if not self.yes and len(chosen) < len(ROLES):
            click.echo(fill(_LISTS, self.language, {"board": clean(board.name)}), err=True)
            self._number([each.name for each in board.lists])
        for role in ROLES:
            if role not in chosen:
                proposed = tuple(each for each in likely.get(role, ()) if each.id not in taken)
                chosen[role] = self._role(kind, role, board, proposed, taken)
                taken |= {each.id: role for each in chosen[role]}
        return chosen

    def _role(
        self,
        kind: Kind,
        role: str,
        board: FoundBoard,
        proposed: tuple[TrelloList, ...],
        taken: Mapping[str, str],
    ) -> tuple[TrelloList, ...]:
        required = role in REQUIRED
        if self.yes:
            if required and not proposed:
                known = ", ".join(each.name for each in board.lists)
                told = {"board": board.name, "role": role, "flag": dashed(kind, role)}
                return end(fill(_NO_GUESS, self.language, {**told, "known": known}), 2)
            return proposed
        none = "" if required else _OR_NONE.in_(self.language)
        question = _WHICH_LISTS[role].in_(self.language)
        question += fill(_SEVERAL, self.language, {"none": none})
        numbers = ", ".join(str(board.lists.index(each) + 1) for each in proposed)
        default = numbers or (None if required else NONE)
        return self._ask(question, default, lambda text: pick_lists(board, text, required, taken))

    def _number(self, names: Sequence[str]) -> None:
        for number, name in enumerate(names, start=1):
            click.echo(f"  {number}. {clean(name)}", err=True)

    def _ask(self, question: str, default: str | None, read: Callable[[str], Answer]) -> Answer:
        """Ask until the answer fits."""
        while True:
            text = click.prompt(question, default=default, err=True)
            try:
                return read(str(text))
            except NotFoundError as error:
                click.echo(self._told(error), err=True)

    def _found(self, find: Callable[[], Answer]) -> Answer:
        try:
            return find()
        except NotFoundError as error:
            return end(self._told(error), 2)

    def _told(self, error: NotFoundError) -> str:
        sentence = _UNFIT.get(type(error)) or (_NEAR if error.near else _NOT_FOUND)
        told = {"wanted": error.wanted, "near": error.near, "known": ", ".join(error.known)}
        return fill(sentence, self.language, told)


def flag_of(kind: Kind, role: str) -> str:
    """Return the parameter that answers for this role: `intake`, `transfert_intake`."""
    return f"transfert_{role}" if kind == "transfert" else role


def dashed(kind: Kind, role: str) -> str:
    """Return the flag as it is typed."""
    return f"--{flag_of(kind, role).replace('_', '-')}"


def _board_flag(sort: Sort) -> str:
    """Return the parameter that names the board."""
    return "board" if isinstance(sort, Example) else sort


def _shown(board: FoundBoard, boards: Sequence[FoundBoard]) -> str:
    """Return its name, with its address where another one is called the same."""
    doubled = sum(each.name == board.name for each in boards) > 1
    return f"{board.name} ({board.url or board.id})" if doubled else board.name
