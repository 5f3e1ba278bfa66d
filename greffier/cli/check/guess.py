"""What a board is and which of its lists matter, guessed from names where nobody says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from typing import Final

from greffier.cli.check.read import Export, UnusableError
from rules.bilingual import Sentence
from rules.card import Kind, TrelloList
from rules.editing.boards import with_requirements
from rules.editing.parse import BoardRules, Rulebook, default_board

_KIND_WORDS: Final[dict[Kind, tuple[str, ...]]] = {
    "transfert": ("transfert", "transferts", "transferer", "transfer", "transfers"),
    "soutenances": ("soutenance", "soutenances", "defense", "defenses", "defence", "defences"),
}
INTAKE_PHRASES: Final = (
    *(
        "proposition",
        "propositions",
        "proposee",
        "proposees",
        "a proposer",
        "proposal",
        "proposals",
    ),
    *("a transferer", "demande", "demandes", "a verifier", "to transfer", "intake"),
)
INCOMPLETE_PHRASES: Final = (
    *("a mettre a jour", "mise a jour", "incomplet", "incomplete", "incomplets", "incompletes"),
    *("a completer", "a corriger", "to complete", "to update", "needs update"),
)
_ALIKE: Final = 0.86
"""Words this near are the same word with a typing error: "soutnances"."""

_NO_SUCH_LIST = Sentence(
    "aucune liste ouverte « {wanted} » sur le tableau « {board} » ; ses listes : {lists}.",
    "no open list “{wanted}” on the board “{board}”; its lists: {lists}.",
)
_NEAR_LIST = Sentence(
    "aucune liste ouverte « {wanted} » sur le tableau « {board} » ; vouliez-vous dire « {near} » ?",
    "no open list “{wanted}” on the board “{board}”; did you mean “{near}”?",
)
_NOT_ITS_LISTS = Sentence(
    "le règlement [boards.{name}] désigne des listes d'entrée absentes ou archivées sur ce tableau.",
    "the rulebook's [boards.{name}] names intake lists that are absent or archived on this board.",
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user said on the command line."""

    kind: Kind | None = None
    intake: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """How a board will be judged, and how that was found: by the rulebook, the user, its names, or
    for want of anything better.
    """

    rules: BoardRules
    kind_from: str
    lists_from: str


def plan(export: Export, wanted: Wanted, rulebook: Rulebook) -> Plan:
    """Return the rules for this board. Raises `UnusableError` where a named list is not on it."""
    known = rulebook.board(export.board.id)
    if known is not None and wanted == Wanted():
        return _from_rulebook(export, known)
    open_lists = [each for each in export.board.lists if not each.closed]
    kind, kind_from = _kind(export, wanted, known)
    incomplete = known.incomplete if known else _ids(matching(open_lists, INCOMPLETE_PHRASES))
    intake, lists_from = _intake(export, open_lists, wanted, known, incomplete, kind_from)
    severities = known.severities if known else rulebook.severities
    without = tuple(each for each in incomplete if each not in intake)
    rules = default_board(kind, export.board.id, intake, without, severities)
    return Plan(with_requirements(rules, rulebook.requirements), kind_from, lists_from)


def _from_rulebook(export: Export, known: BoardRules) -> Plan:
    ids = {each.id for each in export.board.lists if not each.closed}
    if not ids.intersection(known.intake):
        raise UnusableError(export.source, _NOT_ITS_LISTS, name=known.name)
    return Plan(known, "rulebook", "rulebook")


def _kind(export: Export, wanted: Wanted, known: BoardRules | None) -> tuple[Kind, str]:
    if wanted.kind is not None:
        return wanted.kind, "given"
    if known is not None:
        return known.kind, "rulebook"
    names = (each.name for each in export.board.lists if not each.closed)
    guessed = kind_of_name(export.board.name) or kind_of_name(" ".join(names))
    return (guessed, "names") if guessed else ("soutenances", "nothing")


def _intake(
    export: Export,
    open_lists: Sequence[TrelloList],
    wanted: Wanted,
    known: BoardRules | None,
    incomplete: tuple[str, ...],
    kind_from: str,
) -> tuple[tuple[str, ...], str]:
    if wanted.intake:
        return tuple(dict.fromkeys(_named(each, export) for each in wanted.intake)), "given"
    if known is not None:
        return known.intake, "rulebook"
    rest = [each for each in open_lists if each.id not in incomplete]
    named = _ids(matching(rest, INTAKE_PHRASES)) if kind_from != "nothing" else ()
    return (named, "names") if named else (_ids(rest), "nothing")


def kind_of_name(name: str) -> Kind | None:
    """Return the kind of board that a name speaks of, or None; the first telling word decides."""
    for word in plain(name).split():
        for kind, known in _KIND_WORDS.items():
            if any(_alike(word, each) for each in known):
                return kind
    return None


def plain(name: str) -> str:
    """Return a name as words without accents, case, emoji or punctuation."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    bare = "".join(each for each in letters if not unicodedata.combining(each))
    return " ".join(re.findall(r"[^\W_]+", bare))


def _alike(word: str, known: str) -> bool:
    if word.rstrip("s") == known.rstrip("s"):
        return True
    return len(word) > 5 and SequenceMatcher(None, word, known).ratio() >= _ALIKE


def matching(lists: Iterable[TrelloList], phrases: tuple[str, ...]) -> list[TrelloList]:
    """Return the lists whose names say one of these phrases, give or take a typing error."""
    return [each for each in lists if says_one_of(each.name, phrases)]


def says_one_of(name: str, phrases: Iterable[str]) -> bool:
    """Return whether a name says one of these phrases, give or take a typing error."""
    return any(_says(plain(name), phrase) for phrase in phrases)


def _says(name: str, phrase: str) -> bool:
    """Return whether the phrase stands in the name, word for word, give or take a typing error."""
    words, wanted = name.split(), phrase.split()
    windows = (words[start : start + len(wanted)] for start in range(len(words)))
    return any(
        len(window) == len(wanted) and all(map(_alike, window, wanted)) for window in windows
    )


def _ids(lists: Iterable[TrelloList]) -> tuple[str, ...]:
    return tuple(each.id for each in lists)


def _named(wanted: str, export: Export) -> str:
    """Return the id of the open list that the user names, by id or by name."""
    lists = [each for each in export.board.lists if not each.closed]
    for each in lists:
        if wanted in (each.id, each.name) or plain(wanted) == plain(each.name) != "":
            return each.id
    names = [each.name for each in lists]
    near = get_close_matches(wanted, names, n=1, cutoff=0.6)
    raise UnusableError(
        export.source,
        _NEAR_LIST if near else _NO_SUCH_LIST,
        wanted=wanted,
        board=export.board.name,
        near="".join(near),
        lists=", ".join(names),
    )
