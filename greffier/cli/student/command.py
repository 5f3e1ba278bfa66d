"""`greffier student show|erase`: what is kept about a student, given to them or erased at their word."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import click
from sqlalchemy.orm import Session

from greffier.cli.shared.assembly import OFFLINE, end, greffier
from greffier.cli.shared.choose import card_named, confirmed, who
from greffier.cli.student import texts
from greffier.composition import Greffier
from mentoring.privacy.erase import Erased, erase_student, with_past
from mentoring.privacy.erase_records import erase_records
from mentoring.privacy.find_student import Meant, Named, open_cards, students_meant
from mentoring.privacy.stored_about import kept_about, kept_about_students
from rules.bilingual import Sentence
from rules.formatting import fill
from rules.verdict import Language
from sync.clock import now
from sync.storage.private import write_private

_WRITTEN: Final = Sentence(
    "Écrit dans {path}. Ce fichier contient des données personnelles.",
    "Written to {path}. This file holds personal data.",
)


@click.group()
def student() -> None:
    """Ce qui est gardé sur un étudiant : le montrer, l'effacer."""


@student.command()
@click.argument("name", metavar="NOM")
@click.option("--card", "cards", multiple=True, help="Seulement cette carte (plusieurs possibles).")
@click.option("--student", "ids", multiple=True, help="Seulement cet étudiant (son numéro).")
@click.option("--all", "every", is_flag=True, help="Toutes les personnes que ce nom peut désigner.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Écrit ce fichier.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def show(
    name: str,
    cards: tuple[str, ...],
    ids: tuple[str, ...],
    every: bool,
    output: Path | None,
    form: str,
) -> None:
    """Montre tout ce qui est gardé sur un étudiant, carte par carte ; en JSON, c'est l'export."""
    with greffier(OFFLINE) as parts:
        with parts.database.transaction() as session:
            chosen = _found(parts, session, name, cards, ids, every=every)
            found = chosen.cards
            kept = kept_about(session, [each.card_id for each in found])
            records = kept_about_students(session, chosen.students)
        rulebook, language = parts.rulebook, parts.settings.language
        if form == "json":
            told: dict[str, Any] = {
                "asked": name,
                "at": now().isoformat(),
                "cards": _to_json(found, kept),
            }
            told["students"] = [{"id": key, "kept": rows} for key, rows in records.items()]
            text = json.dumps(told, ensure_ascii=False, indent=1)
        else:
            lines = [*texts.kept_lines(found, kept, rulebook, language)]
            text = "\n".join([*lines, *texts.record_lines(records, language)])
        if output is None:
            click.echo(text)
            return
        write_private(output, f"{text}\n".encode())
        click.echo(fill(_WRITTEN, language, {"path": output}))


@student.command()
@click.argument("name", metavar="NOM")
@click.option("--card", "cards", multiple=True, help="Seulement cette carte (plusieurs possibles).")
@click.option("--student", "ids", multiple=True, help="Seulement cet étudiant (son numéro).")
@click.option("--all", "every", is_flag=True, help="Toutes les personnes que ce nom peut désigner.")
@click.option("--by", help="Au nom de qui (par défaut, votre nom sur cette machine).")
@click.option("--yes", is_flag=True, help="Sans demander de confirmation.")
def erase(
    name: str,
    cards: tuple[str, ...],
    ids: tuple[str, ...],
    every: bool,
    by: str | None,
    yes: bool,
) -> None:
    """Efface ce qui nomme un étudiant sur ses cartes finies (code de sortie 1 s'il en reste)."""
    with greffier(OFFLINE) as parts:
        language = parts.settings.language
        with parts.database.transaction() as session:
            chosen = _found(parts, session, name, cards, ids, every=every)
            found = chosen.cards
            held = open_cards(session, chosen.students)
            past = with_past(session, [each.card_id for each in found if each.where == "open"])
        records = [each for each in chosen.students if each not in held]
        for line in texts.fates(found, parts.rulebook, language):
            click.echo(line)
        for line in texts.record_fates(chosen.students, records, language):
            click.echo(line)
        over = [each.card_id for each in found if each.where != "open"]
        sure = _sure(over, records, past, language)
        if not (over or records or past) or not (yes or confirmed(sure, language)):
            end(texts.LEFT.in_(language), 1)
        with parts.database.transaction() as session:
            erased = erase_student(session, parts.rulebook, [*over, *past], who(by), now())
            erase_records(session, records, now())
        if not parts.database.forget_erased():
            click.echo(texts.STILL_READ.in_(language), err=True)
        _conclude(parts, found, erased)
        if records:
            click.echo(texts.RECORD_ERASED.in_(language))
        if len(erased.gone) < len(found) or len(records) < len(chosen.students):
            raise SystemExit(1)


def _sure(
    over: Sequence[str], records: Sequence[str], past: Sequence[str], language: Language
) -> str:
    if not over and not records:
        return fill(texts.SURE_PAST, language, {"count": texts.cards(len(past), language)})
    if not over:
        return texts.SURE_RECORD.in_(language)
    return fill(texts.SURE, language, {"count": texts.cards(len(over), language)})


def _conclude(parts: Greffier, found: Sequence[Named], erased: Erased) -> None:
    language = parts.settings.language
    for sentence, done in ((texts.ERASED, erased.gone), (texts.HALF, erased.archived)):
        if done:
            count = texts.cards(len(done), language)
            click.echo(fill(sentence, language, {"count": count}))


@dataclass(frozen=True, slots=True)
class Chosen:
    """The cards and the records that are meant."""

    cards: list[Named]
    students: list[str]


def _found(
    parts: Greffier,
    session: Session,
    name: str,
    cards: Sequence[str],
    ids: Sequence[str],
    *,
    every: bool,
) -> Chosen:
    """Return the cards and records of the one student who is meant; else end the command with status 2
    and what to choose from.
    """
    language = parts.settings.language
    meant = students_meant(session, parts.rulebook, name)
    all_ = Chosen(
        [card for each in meant for card in each.cards],
        [student for each in meant for student in each.students],
    )
    if cards or ids:
        picked = [_picked(parts, session, name, all_.cards, x) for x in dict.fromkeys(cards)]
        return Chosen(picked, [_record(parts, name, all_, each) for each in dict.fromkeys(ids)])
    if not meant:
        end(fill(texts.NOBODY, language, {"name": name}), 2)
    exact = [each for each in meant if each.exact]
    whole = len(name.split()) > 1 or len(meant) == 1  # a first name alone may be anybody's
    if not every and (len(exact) != 1 or not whole):
        return _choose(parts, name, meant)
    if every or len(meant) == 1:
        return all_
    for line in texts.others([each for each in meant if not each.exact], name, language):
        click.echo(line, err=True)
    return Chosen(list(exact[0].cards), list(exact[0].students))


def _record(parts: Greffier, name: str, all_: Chosen, wanted: str) -> str:
    if wanted in all_.students:
        return wanted
    values = {"id": wanted, "name": name}
    return end(fill(texts.OTHER_RECORD, parts.settings.language, values), 2)


def _choose(parts: Greffier, name: str, meant: Sequence[Meant]) -> Chosen:
    language = parts.settings.language
    sentence = texts.SEVERAL if len(meant) > 1 else texts.NOT_QUITE
    return end([fill(sentence, language, {"name": name}), *texts.choices(meant, language)], 2)


def _picked(
    parts: Greffier, session: Session, name: str, found: Sequence[Named], wanted: str
) -> Named:
    card_id = card_named(session, wanted)
    for each in found:
        if each.card_id == card_id:
            return each
    values = {"card": wanted, "name": name}
    return end(fill(texts.OTHER_CARD, parts.settings.language, values), 2)


def _to_json(found: Sequence[Named], kept: dict[str, dict[str, list[Any]]]) -> list[Any]:
    return [
        {
            "id": each.card_id,
            "title": each.title,
            "student": each.name,
            "course": each.course,
            "board": each.board_id,
            "where": each.where,
            "kept": kept[each.card_id],
        }
        for each in found
    ]
