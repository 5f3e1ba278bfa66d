"""`greffier mentor show|erase`: what is kept about a mentor or manager, and what goes when they have left."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import click
from sqlalchemy.orm import Session

from greffier.cli.shared.assembly import OFFLINE, end, greffier
from greffier.cli.shared.choose import confirmed
from greffier.composition import Greffier
from mentoring.privacy.comments_about_members import rewrite_comments
from mentoring.privacy.stored_about_members import Person, erase_member, kept_about_member, persons
from rules.bilingual import Sentence
from rules.formatting import fill, joined, plural
from rules.verdict import Language
from sync.clock import now
from sync.migrations.migrate import migrate
from sync.storage.private import write_private

_NOBODY: Final = Sentence(
    "« {name} » : personne ne s'appelle ainsi sur les tableaux : donnez l'identifiant Trello, ou le nom "
    "entier.",
    "“{name}”: nobody is called so on the boards: give the Trello user name, or the whole name.",
)
_SEVERAL: Final = Sentence(
    "« {name} » : plusieurs personnes : {who}. Reprenez avec l'identifiant.",
    "“{name}”: several people: {who}. Give the user name.",
)
_WHO: Final = Sentence("{name} (@{username})", "{name} (@{username})")
_ON: Final = Sentence("Sur les tableaux : {boards}.", "On the boards: {boards}.")
_LEFT: Final = Sentence("N'est plus sur aucun tableau.", "Is on no board any more.")
_FOLLOWS: Final = Sentence("Suit encore : {students}.", "Still follows: {students}.")
_ROWS: Final = Sentence("  {table} : {count}", "  {table}: {count}")
_NOTHING: Final = Sentence("Rien d'autre n'est gardé.", "Nothing else is kept.")
_WRITTEN: Final = Sentence("Écrit dans {path}.", "Written to {path}.")
_STILL_THERE: Final = Sentence(
    "{name} est encore sur {boards} : retirez d'abord cette personne sur Trello (sinon son nom reviendrait "
    "à la prochaine lecture), attendez une minute, puis recommencez.",
    "{name} is still on {boards}: remove this person on Trello first (else the name would come back with the "
    "next look), wait a minute, then try again.",
)
_STILL_FOLLOWS: Final = Sentence(
    "{name} suit encore {students} : donnez-les d'abord à quelqu'un, au greffe, sous « Suivi ».",
    "{name} still follows {students}: give them to somebody first, at the desk, in “Follow-up”.",
)
_CLERK: Final = Sentence(
    "c'est le membre de Greffier lui-même : il n'y a personne à effacer.",
    "this is Greffier's own member: there is nobody to erase.",
)
_SURE: Final = Sentence(
    "Effacer profil, propositions, agenda et nom de {name} ? Ce qui s'est passé reste, sans ce nom.",
    "Erase profile, offers, calendar and name of {name}? What happened stays, without that name.",
)
_UNCHANGED: Final = Sentence("rien n'a changé.", "nothing has changed.")
_ERASED: Final = Sentence(
    "Effacé ({rows}). Dans ce qui reste, « — » tient lieu du nom. Une sauvegarde restaurée le ramène : "
    "recommencez alors.",
    "Erased ({rows}). In what stays, “—” stands for the name. A restored backup brings it back: then do "
    "this again.",
)
_REWRITTEN: Final = Sentence(
    "Sur Trello, {comments} de Greffier : « — » y tient désormais lieu du nom. Ce que d'autres y ont écrit "
    "ne dépend pas de Greffier : corrigez-le sur les cartes.",
    "On Trello, {comments} of Greffier's: “—” now stands for the name there. What others wrote is not "
    "Greffier's: correct it on the cards.",
)
_LEFT_THERE: Final = Sentence(
    "Le nom de {name} reste dans {comments} de Greffier, que Trello n'a pas laissé modifier. Modifiez-les "
    "vous-même, connecté avec le compte du greffier :",
    "The name of {name} stays in {comments} of Greffier's that Trello did not let us edit. Edit them "
    "yourself, signed in with the clerk's account:",
)
_COMMENTS: Final = {"fr": ("commentaire", "commentaires"), "en": ("comment", "comments")}
_COUNTS: Final = {
    "fr": (("étudiant", "étudiants"), ("ligne", "lignes")),
    "en": (("student", "students"), ("row", "rows")),
}


@click.group()
def mentor() -> None:
    """Ce qui est gardé sur un mentor ou un responsable : le montrer, l'effacer."""


@mentor.command()
@click.argument("name", metavar="NOM")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Écrit ce fichier.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def show(name: str, output: Path | None, form: str) -> None:
    """Montre tout ce qui est gardé sur une personne des tableaux ; en JSON, c'est l'export."""
    with greffier(OFFLINE) as parts:
        migrate(parts.database)
        with parts.database.transaction() as session:
            person = meant(parts, session, name)
            kept = kept_about_member(session, person)
        text = _as_json(name, person, kept) if form == "json" else _lines(parts, person, kept)
        if output is None:
            click.echo(text)
            return
        write_private(output, f"{text}\n".encode())
        click.echo(fill(_WRITTEN, parts.settings.language, {"path": output}))


@mentor.command()
@click.argument("name", metavar="NOM")
@click.option("--yes", is_flag=True, help="Sans demander de confirmation.")
def erase(name: str, yes: bool) -> None:
    """Efface ce qui nomme une personne qui a quitté les tableaux ; ce qui s'est passé reste."""
    with greffier(OFFLINE) as parts:
        migrate(parts.database)
        language = parts.settings.language
        with parts.database.transaction() as session:
            person = meant(parts, session, name)
        _refuse(person, language)
        if not yes and not confirmed(fill(_SURE, language, {"name": person.name}), language):
            end(_UNCHANGED.in_(language), 1)
        with parts.database.transaction() as session:
            count = erase_member(session, person, now())
        parts.database.forget_erased()
        rows = plural(count, *_COUNTS[language][1], language)
        click.echo(fill(_ERASED, language, {"rows": rows}))
        _rewrite(parts, person, language)


def _rewrite(parts: Greffier, person: Person, language: Language) -> None:
    """Take the name out of the clerk's comments on Trello, and tell which stay."""
    known = bool(parts.settings.token or parts.settings.oauth)
    came = rewrite_comments(parts.database, parts.gateway if known else None, person)
    words = _COMMENTS[language]
    if came.done:
        count = plural(came.done, *words, language)
        click.echo(fill(_REWRITTEN, language, {"comments": count}))
    if came.left:
        count = plural(len(came.left), *words, language)
        click.echo(fill(_LEFT_THERE, language, {"comments": count, "name": person.name}))
        click.echo("\n".join(f"  {each}" for each in came.left))


def _refuse(person: Person, language: Language) -> None:
    if person.clerk:
        end(_CLERK.in_(language), 2)
    if person.boards:
        boards = joined(list(person.boards), language)
        end(fill(_STILL_THERE, language, {"name": person.name, "boards": boards}), 1)
    if person.follows:
        students = plural(person.follows, *_COUNTS[language][0], language)
        end(fill(_STILL_FOLLOWS, language, {"name": person.name, "students": students}), 1)


def meant(parts: Greffier, session: Session, name: str) -> Person:
    """Return the one person of this name. Ends where nobody, or more than one, is called so."""
    language, found = parts.settings.language, persons(session, parts.rulebook, name)
    if not found:
        end(fill(_NOBODY, language, {"name": name}), 2)
    if len(found) > 1:
        who = joined([f"{each.name} (@{each.username})" for each in found], language)
        end(fill(_SEVERAL, language, {"name": name, "who": who}), 2)
    return found[0]


def _as_json(asked: str, person: Person, kept: Mapping[str, Sequence[Any]]) -> str:
    told = {
        "asked": asked,
        "at": now().isoformat(),
        "id": person.id,
        "name": person.name,
        "username": person.username,
        "boards": list(person.boards),
        "follows": person.follows,
        "kept": kept,
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _lines(parts: Greffier, person: Person, kept: Mapping[str, Sequence[Any]]) -> str:
    language = parts.settings.language
    lines = [fill(_WHO, language, {"name": person.name, "username": person.username})]
    boards = joined(list(person.boards), language)
    lines.append(fill(_ON, language, {"boards": boards}) if boards else _LEFT.in_(language))
    if person.follows:
        students = plural(person.follows, *_COUNTS[language][0], language)
        lines.append(fill(_FOLLOWS, language, {"students": students}))
    for table, rows in kept.items():
        count = plural(len(rows), *_COUNTS[language][1], language)
        lines.append(fill(_ROWS, language, {"table": table, "count": count}))
    return "\n".join(lines if kept else [*lines, _NOTHING.in_(language)])
