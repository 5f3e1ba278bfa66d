"""The versions of the rulebook from the command line: which is in force, written out, or made of the file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from rules.bilingual import Sentence
from rules.editing.parse import RulebookError
from rules.formatting import fill
from rules.verdict import Language

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from greffier.composition import Greffier
    from rules.rulebook.values import Rulebook
    from sync.rulebook.versions import RulesInForce

_VERSION: Final = Sentence(
    "Version {id}, en vigueur depuis le {when}, mise en vigueur par {who}{reason}.",
    "Version {id}, in force since {when}, put in force by {who}{reason}.",
)
_BECAUSE: Final = Sentence(" (motif : {reason})", " (reason: {reason})")
_THE_FILE: Final = Sentence("le fichier du règlement", "the rulebook's file")
_EDITED: Final = Sentence(
    "{path} a été modifié depuis : il sera la version suivante au prochain démarrage, ou tout de "
    "suite avec `greffier rules apply`.",
    "{path} was edited since: it will be the next version at the next start, or now with "
    "`greffier rules apply`.",
)
_BEHIND: Final = Sentence(
    "{path} n'est plus en vigueur : une version du greffe l'a remplacé. Pour l'y recopier : "
    "`greffier rules export {path}` ; pour revenir au fichier : `greffier rules apply`.",
    "{path} is no longer in force: a version made at the desk replaced it. To copy that into it: "
    "`greffier rules export {path}`; to go back to the file: `greffier rules apply`.",
)
_EXPORTED: Final = Sentence(
    "{path} : les règles en vigueur y sont écrites.",
    "{path}: the rules in force are written there.",
)
_APPLIED: Final = Sentence(
    "La version {id} est en vigueur : {path}.",
    "Version {id} is in force: {path}.",
)
_ADDED: Final = Sentence(
    "Tableau ajouté : {board}, en mode « {mode} ». Le service enregistre son webhook, puis le lit : "
    "quelques secondes s'il tourne, sinon à son démarrage.",
    "Board added: {board}, in mode “{mode}”. The service registers its webhook, then reads it: within "
    "seconds if it runs, else when it starts.",
)
_REMOVED: Final = Sentence(
    "Tableau retiré : {board}. Son webhook est supprimé dans la minute, et rien n'y est plus écrit. "
    "Restent ici : {cards} et {receipts} ; les noms en partent {when}, ou tout de suite, étudiant par "
    "étudiant, avec `greffier student erase`. Remettre le tableau au règlement reprend où il en était.",
    "Board removed: {board}. Its webhook is deleted within a minute, and nothing is written there any "
    "more. Kept here: {cards} and {receipts}; names leave them {when}, or at once, student by student, "
    "with `greffier student erase`. Naming the board again goes on from where it was.",
)
_AFTER: Final = Sentence("après {days} (`keep`)", "after {days} (`keep`)")
_NEVER: Final = Sentence(
    "seulement si vous donnez une durée à `keep`", "only if you give `keep` a length of time"
)
_CARDS_RECEIPTS: Final = {
    "fr": (("carte", "cartes"), ("reçu", "reçus")),
    "en": (("card", "cards"), ("receipt", "receipts")),
}
_COLON: Final = Sentence(" : ", ": ")
_SAME: Final = Sentence("{path} est déjà en vigueur.", "{path} is in force already.")


def known() -> RulesInForce | None:
    """Return the rules in force as the database knows them; None where there is no database yet."""
    from greffier.cli.shared.assembly import OFFLINE
    from greffier.composition import Greffier
    from greffier.settings import SettingsError, environment, read_settings

    try:
        parts = Greffier(read_settings(environment(), OFFLINE))
        if not _is_there(parts):
            return None
        found = parts.rules
        return found if found.version is not None else None
    except (SettingsError, RulebookError):
        return None


def _is_there(parts: Greffier) -> bool:
    """Return whether there is a database: looking for one must not make one."""
    url = parts.settings.database
    return not url.startswith("sqlite") or Path(url.partition("///")[2]).is_file()


def tell_version(rules: RulesInForce, language: Language) -> None:
    """Say which version is in force and where it comes from."""
    from rules.formatting import moment

    version = rules.version
    assert version is not None
    reason = fill(_BECAUSE, language, {"reason": version.reason}) if version.reason else ""
    values = {
        "id": version.id,
        "when": moment(version.at, language, rules().timezone),
        "who": version.by or _THE_FILE.in_(language),
        "reason": reason,
    }
    click.echo(fill(_VERSION, language, values))


def tell_of_file(rules: RulesInForce, path: str, language: Language) -> None:
    """Say where the file differs from the rules in force."""
    state = rules.file_is()
    if state != "in force":
        click.echo(fill(_EDITED if state == "edited" else _BEHIND, language, {"path": path}))


def warn_of_absent(known: RulesInForce, rulebook: Rulebook, language: Language) -> None:
    """Say what requirements name and their board has not, as the mirror knows it."""
    from rules.requirements.absent import told
    from sync.reports.board_lacks import absent_now

    for rules in rulebook.boards.values():
        with known.database.transaction() as session:
            found = absent_now(session, rules)
        for each in found:
            what, remedy = told(each, rules, language)
            click.echo(f"! {rules.name}{_COLON.in_(language)}{what}\n    → {remedy}", err=True)


def export(file: Path | None) -> None:
    """Write the text in force to this file, or to the screen."""
    from greffier.cli.shared.assembly import OFFLINE, greffier

    with greffier(OFFLINE) as parts:
        text = parts.rules.text
        if file is None:
            click.echo(text, nl=False)
            return
        file.write_text(text, encoding="utf-8")
        click.echo(fill(_EXPORTED, parts.settings.language, {"path": file}))


def apply(reason: str, by: str | None) -> None:
    """Put the file in force at once; the boards that it changes are judged again."""
    from greffier.cli.shared.assembly import OFFLINE, greffier
    from greffier.cli.shared.choose import who
    from sync.clock import now
    from sync.rulebook.rulebook_file import rulebook_text
    from sync.rulebook.versions import read_version
    from sync.use_cases.apply_rules import changed_boards, judge_by_new_rules, put_file_in_force

    with greffier(OFFLINE) as parts:
        path, language = parts.settings.rulebook, parts.settings.language
        if parts.rules.file_is() == "in force":
            click.echo(fill(_SAME, language, {"path": path}))
            return
        before, text, at = parts.rulebook, rulebook_text(path, language), now()
        with parts.database.transaction() as session:
            made = put_file_in_force(session, text, who(by), reason, at)
            boards = changed_boards(before, read_version(made, language))
            judge_by_new_rules(session, parts.jobs.enqueue, boards, made, at)
        click.echo(fill(_APPLIED, language, {"id": made.id, "path": path}))
        after = read_version(made, language)
        with parts.database.transaction() as session:
            _tell_of_boards(session, before, after, language)


def _tell_of_boards(
    session: Session, before: Rulebook, after: Rulebook, language: Language
) -> None:
    """Say which boards came and went, and what is kept of those that went."""
    from rules.bilingual import Days
    from rules.formatting import in_words, plural
    from sync.reports.kept_board import kept_of

    for each in after.boards.values():
        if before.board(each.board) is None:
            click.echo(fill(_ADDED, language, {"board": each.name, "mode": each.mode}))
    when = _NEVER.in_(language)
    if after.keep is not None:
        days = in_words(Days(after.keep.days), language, after.timezone)
        when = fill(_AFTER, language, {"days": days})
    nouns = _CARDS_RECEIPTS[language]
    for each in before.boards.values():
        if after.board(each.board) is None:
            counts = kept_of(session, each.board)
            cards, receipts = (
                plural(count, *words, language) for count, words in zip(counts, nouns, strict=True)
            )
            values = {"board": each.name, "cards": cards, "receipts": receipts, "when": when}
            click.echo(fill(_REMOVED, language, values))
