"""The rulebook that `greffier init` writes: ids that hold, names beside them for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from greffier.cli.init.examples import requirements_text
from greffier.cli.init.guess import ROLES, Choice
from greffier.cli.shared.text_table import clean
from rules.bilingual import Sentence
from rules.card import TrelloList
from rules.editing.parse import Mode
from rules.verdict import Language

_HEAD = Sentence(
    "# Règlement de Greffier, commencé par `greffier init` le {day}.\n"
    "# Les tableaux et les listes sont liés par leurs identifiants Trello : les renommer ne casse "
    "rien.\n"
    "# Relire : greffier rules check – tout expliquer : greffier rules show",
    "# Rulebook of Greffier, begun by `greffier init` on {day}.\n"
    "# Boards and lists are bound by their Trello ids: renaming them breaks nothing.\n"
    "# Check it: greffier rules check – explain it: greffier rules show",
)
_KEEP = Sentence(
    "# Deux ans après qu'une carte est archivée ou partie, ce qui y nomme l'étudiant s'efface ; les\n"
    "# chiffres restent. Sans cette ligne : gardé sans limite.",
    "# Two years after a card is archived or gone, what names the student on it is erased; the\n"
    "# figures stay. Without this line: kept without limit.",
)
_MODE = Sentence(
    "observe : Greffier regarde et n'écrit rien ; enforce : il commente et range les cartes",
    "observe: Greffier looks and writes nothing; enforce: it comments on cards and moves them",
)
_MORE = Sentence(
    '# settle_new = "3m"       # une carte neuve est laissée tranquille trois minutes\n'
    '# settle_moved = "20s"    # une carte déplacée ou modifiée, vingt secondes\n'
    '# return = "automatic"    # Greffier remet lui-même une carte complétée en place\n'
    '# managers = ["helene"]   # par défaut : les administrateurs du tableau',
    '# settle_new = "3m"       # a new card is left alone for three minutes\n'
    '# settle_moved = "20s"    # a moved or edited one for twenty seconds\n'
    '# return = "automatic"    # Greffier puts a completed card back itself\n'
    '# managers = ["helene"]   # by default: the board’s admins',
)
_ASKED = Sentence(
    "# Ce que contient une carte de ce tableau : changez, ajoutez, retirez. Tout ce qui peut se demander :\n"
    "# docs/fr/exigences.md, ou l'onglet « Et si… » du greffe, qui montre d'abord l'effet.",
    "# What a card of this board carries: change, add, take away. All that can be asked for:\n"
    "# docs/en/requirements.md, or the tab “What if…” of the desk, which shows the effect first.",
)
_ROLES = {
    "intake": Sentence("les cartes proposées", "cards put forward"),
    "incomplete": Sentence("les cartes à compléter", "cards to complete"),
    "accepted": Sentence("les soutenances convenues : la date y est surveillée", "agreed cards"),
    "passed": Sentence("ce qui est réussi ou terminé", "passed or finished"),
    "failed": Sentence("ce qui est à retravailler", "to rework"),
}


_ACCEPTED = Sentence("les cartes acceptées", "accepted cards")


def rulebook_text(choices: Sequence[Choice], mode: Mode, today: date, language: Language) -> str:
    """Return the rulebook as TOML, with comments in that language."""
    parts = [_HEAD.in_(language).format(day=f"{today:%d/%m/%Y}"), 'timezone = "Europe/Paris"']
    examples = [each.example for each in choices if each.example]
    if not examples:
        parts += [f'{_KEEP.in_(language)}\nkeep = "730d"']
    parts += ["\n".join(_board(each, mode, language)) for each in choices]
    for each in examples:
        parts += [_ASKED.in_(language), requirements_text(each, language)]
    return "\n\n".join(parts) + "\n"


def _board(choice: Choice, mode: Mode, language: Language) -> Iterator[str]:
    yield f"[boards.{choice.kind}]"
    yield f'kind = "{choice.kind}"'
    yield f'board = "{choice.board.id}"  # {clean(choice.board.name)} {clean(choice.board.url)}'
    for role in ROLES:
        lists = choice.lists.get(role, ())
        if lists:
            agreed = role == "accepted" and choice.example is not None
            yield from _role(role, lists, _ACCEPTED if agreed else _ROLES[role], language)
    yield f'mode = "{mode}"  # {_MODE.in_(language)}'
    yield _MORE.in_(language)


def _role(
    role: str, lists: Sequence[TrelloList], sentence: Sentence, language: Language
) -> Iterator[str]:
    what = sentence.in_(language)
    if len(lists) == 1:
        yield f'{role} = "{lists[0].id}"  # {clean(lists[0].name)} – {what}'
        return
    yield f"{role} = [  # {what}"
    for each in lists:
        yield f'    "{each.id}",  # {clean(each.name)}'
    yield "]"
