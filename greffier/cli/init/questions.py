"""The questions of `greffier init`. Each has an answer by flag, and a proposal that Enter takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, TypeVar

import click

from greffier.cli.init.guess import (
    REQUIRED,
    ROLES,
    ArchivedError,
    Choice,
    FoundBoard,
    NotFoundError,
    SeveralError,
    TakenError,
    board_named,
    likely_board,
    likely_boards,
    likely_lists,
    list_named,
)
from greffier.cli.shared.assembly import end
from greffier.cli.shared.text_table import clean
from rules.bilingual import Sentence
from rules.card import Kind, TrelloList
from rules.formatting import fill
from rules.verdict import Language

NONE: Final = "-"
Answer = TypeVar("Answer")
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
    "plusieurs tableaux ressemblent à « {kind} ». Indiquez celui que vous voulez avec --{kind} : "
    "{known}.",
    "several boards look like “{kind}”. Name the one that you want with --{kind}: {known}.",
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

    def choose(self, boards: Sequence[FoundBoard]) -> list[Choice]:
        """Choose the boards and their lists. Ends with status 2 where a flag fits nothing."""
        chosen: list[Choice] = []
        for kind in ("soutenances", "transfert"):
            board = self._board(kind, boards, {one.board.id: one.kind for one in chosen})
            if board is not None:
                chosen.append(Choice(kind, board, self._lists(kind, board)))
        return chosen

    def _board(
        self, kind: Kind, boards: Sequence[FoundBoard], taken: Mapping[str, str]
    ) -> FoundBoard | None:
        given = self.flags.get(kind)
        if given:
            return self._found(lambda: _free(board_named(boards, given), taken))
        left = [each for each in boards if each.id not in taken]
        if self.yes:
            return None if self._named_any() else self._only(kind, left)
        likely = likely_board(left, kind)
        click.echo(_BOARDS.in_(self.language), err=True)
        self._number([_shown(each, left) for each in left])
        default = str(left.index(likely) + 1) if likely is not None else NONE
        question = _WHICH_BOARD[kind].in_(self.language)
        return self._ask(question, default, lambda text: _pick_board(left, text))

    def _only(self, kind: Kind, boards: Sequence[FoundBoard]) -> FoundBoard | None:
        """Return the likely board; end the command where nobody is there to choose among several."""
        likely = likely_boards(boards, kind)
        if len(likely) > 1:
            known = ", ".join(_shown(each, likely) for each in likely)
            end(fill(_LIKELY, self.language, {"kind": kind, "known": known}), 2)
        return next(iter(likely), None)

    def _named_any(self) -> bool:
        """Return whether a flag names a board: without questions, the other is then not wanted."""
        return bool(self.flags.get("soutenances") or self.flags.get("transfert"))

    def _lists(self, kind: Kind, board: FoundBoard) -> dict[str, tuple[TrelloList, ...]]:
        chosen: dict[str, tuple[TrelloList, ...]] = {}
        taken: dict[str, str] = {}
        for role in ROLES:
            for each in self.flags.get(flag_of(kind, role)) or ():
                found = self._found(partial(_free_list, board, each, taken, role))
                chosen[role] = tuple(dict.fromkeys((*chosen.get(role, ()), found)))
                taken[found.id] = role
        likely = likely_lists(board)
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
        return self._ask(question, default, lambda text: _pick_lists(board, text, required, taken))

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
    return role if kind == "soutenances" else f"transfert_{role}"


def dashed(kind: Kind, role: str) -> str:
    """Return the flag as it is typed."""
    return f"--{flag_of(kind, role).replace('_', '-')}"


def _pick_board(boards: Sequence[FoundBoard], text: str) -> FoundBoard | None:
    if text.strip() == NONE:
        return None
    numbered = _by_number(boards, text)
    return numbered if numbered is not None else board_named(boards, text)


def _pick_lists(
    board: FoundBoard, text: str, required: bool, taken: Mapping[str, str]
) -> tuple[TrelloList, ...]:
    if text.strip() == NONE and not required:
        return ()
    picked = []
    for each in text.split(","):
        numbered = _by_number(board.lists, each)
        found = numbered if numbered is not None else list_named(board, each)
        picked.append(_free(found, taken))
    return tuple(dict.fromkeys(picked))


def _free(found: Answer, taken: Mapping[str, str]) -> Answer:
    """Return the board or list, unless it has a role already. Raises `TakenError`."""
    thing: Any = found
    if thing.id in taken:
        raise TakenError(thing.name, [taken[thing.id]])
    return found


def _free_list(board: FoundBoard, wanted: str, taken: Mapping[str, str], role: str) -> TrelloList:
    """Return the list for this role, unless it has another one already."""
    others = {key: each for key, each in taken.items() if each != role}
    return _free(list_named(board, wanted), others)


def _shown(board: FoundBoard, boards: Sequence[FoundBoard]) -> str:
    """Return its name, with its address where another one is called the same."""
    doubled = sum(each.name == board.name for each in boards) > 1
    return f"{board.name} ({board.url or board.id})" if doubled else board.name


def _by_number(things: Sequence[Any], text: str) -> Any:
    number = text.strip()
    inside = number.isdecimal() and 0 < int(number) <= len(things)
    return things[int(number) - 1] if inside else None
