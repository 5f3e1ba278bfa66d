"""`greffier init`: finds the boards and lists by name, asks, and writes the rulebook with their ids."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click

from greffier.cli.init.examples import EXAMPLES
from greffier.cli.init.guess import ROLES, Choice, FoundBoard
from greffier.cli.init.questions import Asking, dashed, flag_of
from greffier.cli.init.texts import rulebook_text
from greffier.cli.shared.assembly import end, greffier
from greffier.composition import Greffier
from rules.bilingual import Sentence
from rules.card import KINDS
from rules.editing.parse import Mode, read_rulebook
from rules.formatting import fill
from rules.requirements.absent import told
from rules.rulebook.values import MODES, PARIS, BoardRules
from sync.clock import now
from sync.mirror.forms import board_form
from sync.reports.board_lacks import absent_on

NEEDED: Final = ("TRELLO_API_KEY", "TRELLO_API_TOKEN")

_THERE: Final = Sentence(
    "{path} existe déjà : il n'est pas touché. Donnez un autre fichier avec --output, ou --force.",
    "{path} exists already and is left alone. Give another file with --output, or --force.",
)
_NO_BOARD: Final = Sentence(
    "le membre « {bot} » ne voit aucun tableau : invitez-le sur vos tableaux, avec le droit "
    "d'écrire, puis recommencez.",
    "the member “{bot}” sees no board: invite it to your boards, with the right to write, and "
    "try again.",
)
_NONE_CHOSEN: Final = Sentence(
    "aucun tableau choisi : nommez-le avec --soutenances ou --transfert, ou, pour un tableau qui n'est pas "
    "d'une école, avec --example et --board. Visibles : {known}.",
    "no board chosen: name one with --soutenances or --transfert or, for a board that is not a school's, "
    "with --example and --board. Visible: {known}.",
)
_CANNOT_WRITE: Final = Sentence(
    "@{bot} ne peut pas écrire sur « {board} » : faites-en un membre ordinaire de ce tableau avant "
    "`greffier mode {kind} enforce`.",
    "@{bot} may not write to “{board}”: make it a normal member of that board before "
    "`greffier mode {kind} enforce`.",
)
_STOPPED: Final = Sentence(
    "questions sans réponse, rien n'est écrit. --yes accepte les propositions.",
    "questions without an answer, nothing is written. --yes takes the proposals.",
)
_WRITTEN: Final = Sentence("Règlement écrit : {path}", "Rulebook written: {path}")
_NEXT: Final = Sentence(
    "Et ensuite ?\n"
    "  1. export GREFFIER_RULEBOOK={path}\n"
    "  2. greffier doctor           vérifie tout ce qui doit l'être, avec les remèdes\n"
    "  3. greffier serve            observe les tableaux (rien n'est écrit sur Trello)\n"
    "  4. greffier preview          montre ce que Greffier ferait de chaque carte\n"
    "  5. greffier mode {board} enforce   quand vous êtes d'accord",
    "What next?\n"
    "  1. export GREFFIER_RULEBOOK={path}\n"
    "  2. greffier doctor           checks everything that must hold, with remedies\n"
    "  3. greffier serve            observes the boards (nothing is written to Trello)\n"
    "  4. greffier preview          shows what Greffier would do with each card\n"
    "  5. greffier mode {board} enforce   once you agree",
)
_ADD: Final = Sentence(
    "{rulebook} reste en vigueur. Pour un tableau de plus : copiez-y sa table [boards.…] depuis {path}, puis "
    "`greffier rules apply`.",
    "{rulebook} stays in force. For one more board: copy its table [boards.…] from {path} into it, then "
    "`greffier rules apply`.",
)

Command = Callable[..., Any]


def _role_options(command: Command) -> Command:
    """Add one flag for each role of each board, several lists allowed."""
    for kind in KINDS:
        for role in ROLES:
            command = click.option(
                dashed(kind, role),
                flag_of(kind, role),
                multiple=True,
                metavar="LISTE",
                help=f"{kind} : liste(s) « {role} », nom ou id.",
            )(command)
    return command


@click.command()
@click.option("--soutenances", metavar="TABLEAU", help="Le tableau des soutenances (nom, id, URL).")
@click.option("--transfert", metavar="TABLEAU", help="Le tableau des transferts (nom, id, URL).")
@click.option("--example", type=click.Choice(list(EXAMPLES)), help="Un tableau d'une autre sorte.")
@click.option("--board", metavar="TABLEAU", help="Avec --example : le tableau (nom, id, URL).")
@_role_options
@click.option("--mode", type=click.Choice(MODES), default="observe", show_default=True)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Fichier à écrire.")
@click.option("--yes", is_flag=True, help="Accepte les propositions sans rien demander.")
@click.option("--force", is_flag=True, help="Remplace un règlement qui existe.")
def init(mode: Mode, output: Path | None, yes: bool, force: bool, **flags: Any) -> None:
    """Trouve vos tableaux et leurs listes, et écrit le règlement."""
    with greffier(NEEDED, rulebook=False) as parts:
        language = parts.settings.language
        path = output or parts.settings.rulebook
        if path.exists() and not force:
            end(fill(_THERE, language, {"path": path}), 2)
        click.echo(_FREE.in_(language), err=True)
        boards = _boards(parts)
        try:
            chosen = Asking(language, yes, flags).choose(boards)
        except click.Abort:
            click.echo("", err=True)  # the question stands there without its answer
            end(_STOPPED.in_(language), 2)
        if not chosen:
            known = ", ".join(each.name for each in boards)
            end(fill(_NONE_CHOSEN, language, {"known": known}), 2)
        text = rulebook_text(chosen, mode, now().astimezone(PARIS).date(), language)
        rulebook = read_rulebook(text, str(path), language)
        path.write_text(text, encoding="utf-8")
        for each in chosen:
            _warn(parts, each, rulebook.boards[each.kind])
        click.echo(fill(_WRITTEN, language, {"path": path}))
        now_read, names = parts.settings.rulebook, {"path": path, "board": chosen[0].kind}
        more = now_read.exists() and now_read.resolve() != path.resolve()
        click.echo(fill(_ADD if more else _NEXT, language, {**names, "rulebook": now_read}))


_FREE: Final = Sentence(
    "À savoir d'abord : sur Trello, un espace de travail gratuit de plus de 10 collaborateurs est en lecture "
    "seule : ni les mentors ni Greffier n'y écrivent. Prévoyez une offre payante au-delà "
    "(docs/exploitation.md, « Un espace de travail gratuit »).",
    "To know first: on Trello, a free workspace with more than 10 collaborators is view-only: neither "
    "mentors nor Greffier can write there. Plan for a paid one beyond (docs/en/operations.md, “A free "
    "workspace”).",
)


def _warn(parts: Greffier, choice: Choice, rules: BoardRules) -> None:
    """Warn where the clerk may not write to the board, and of what the board has not; the rulebook is
    written all the same.
    """
    language, bot = parts.settings.language, parts.gateway.me()
    data = parts.gateway.board_meta(choice.board.id)
    roles = data.get("memberships") or ()
    mine = [each.get("memberType") for each in roles if each.get("idMember") == bot.get("id")]
    if not mine or mine[0] == "observer":
        values = {"bot": bot.get("username"), "board": choice.board.name, "kind": choice.kind}
        click.echo(f"! {fill(_CANNOT_WRITE, language, values)}", err=True)
    for each in absent_on(board_form(data), rules):
        what, remedy = told(each, rules, language)
        click.echo(f"! {what}\n    → {remedy}", err=True)


def _boards(parts: Greffier) -> list[FoundBoard]:
    """Return the open boards that the clerk sees; end the command where there is none."""
    found = [each for each in parts.gateway.boards() if not each.get("closed")]
    if not found:
        bot = parts.gateway.me().get("username") or "?"
        end(fill(_NO_BOARD, parts.settings.language, {"bot": bot}), 1)
    return [FoundBoard.read(each) for each in found]
