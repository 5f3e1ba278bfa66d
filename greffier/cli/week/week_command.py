"""`greffier week`: who would hold each defence and follow each student that waits, all at once."""

from __future__ import annotations

import json
from typing import Any, Final

import click

from greffier.cli.shared.assembly import OFFLINE, ONLINE, end, greffier
from greffier.cli.shared.choose import who
from greffier.cli.shared.text_table import show_table
from greffier.cli.week.week_without import show_without
from greffier.composition import Greffier
from mentoring.matching.assign import Changed, Giving, NotGiven
from mentoring.matching.week.draft_words import WeekWords
from mentoring.matching.week.plan import plan_week
from mentoring.matching.week.week_draft import Line, Week
from rules.bilingual import Sentence
from rules.formatting import fill, shortened
from sync.clock import now
from sync.migrations.migrate import migrate
from sync.rights.permissions import Person
from sync.rights.request import NOT_FIXED, Asked, NotFixed
from sync.trello.errors import TrelloError

_NOTHING: Final = Sentence(
    "Rien n'attend : chaque soutenance complète a son validateur, chaque transfert son mentor.",
    "Nothing waits: each complete defence has its validator, each transfer its mentor.",
)
_HEADS: Final = Sentence(
    "carte|étudiant|pour|pourquoi|une par une", "card|student|for|why|one by one"
)
_OPEN: Final = Sentence("Sans personne :", "Without anybody:")
_APPLY: Final = Sentence(
    "C'est un brouillon : `greffier week --apply` l'applique.",
    "This is a draft: `greffier week --apply` applies it.",
)
_EITHER: Final = Sentence(
    "--without ne fait que montrer : tapez-le sans --apply.",
    "--without only shows: type it without --apply.",
)
_GIVEN: Final = Sentence("{card} : confiée à {person}.", "{card}: given to {person}.")
_REFUSED: Final = Sentence("{card} : laissée telle quelle. {why}", "{card}: left as it is. {why}")
_CHANGED: Final = Sentence(
    "{person} ne le peut plus ; relancez `greffier week`.",
    "{person} no longer can; run `greffier week` again.",
)
_OTHER: Final = Sentence(
    "La carte a changé entre-temps ; relancez `greffier week`.",
    "The card has changed meanwhile; run `greffier week` again.",
)
_LATE: Final = Sentence(
    "Le calcul prenait trop de temps : voici le choix fait carte après carte.",
    "Working it out took too long: this is the choice of one card after another.",
)


@click.command()
@click.option("--apply", "apply_", is_flag=True, help="Confier chaque carte comme proposé.")
@click.option(
    "--without", "mentor", metavar="NOM", help="Et si ce mentor s'arrête demain ? Rien n'est fait."
)
@click.option("--by", help="Au nom de qui (par défaut, votre nom sur cette machine).")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def week(apply_: bool, mentor: str | None, by: str | None, form: str) -> None:
    """Propose qui tient chaque soutenance et reprend chaque étudiant, tout à la fois.

    Rien n'est fait sans --apply ; chaque carte confiée a son reçu (code de sortie 1 si l'une est refusée).
    """
    with greffier(ONLINE if apply_ else OFFLINE) as parts:
        migrate(parts.database)
        if mentor is not None:
            if apply_:
                end(_EITHER.in_(parts.settings.language), 2)
            show_without(parts, mentor, form)
            return
        with parts.database.transaction() as session:
            draft = plan_week(session, parts.rulebook, now())
        if form == "json":
            click.echo(json.dumps(as_json(parts, draft), ensure_ascii=False, indent=1))
        else:
            _show(parts, draft, apply_=apply_)
        given = [_give(parts, each, who(by), form) for each in draft.lines if apply_]
        if not all(given):
            raise SystemExit(1)


def as_json(parts: Greffier, draft: Week) -> dict[str, Any]:
    """Return the draft as other programs read it: people by their user names, cards by their ids."""
    words = WeekWords(parts.settings.language, parts.rulebook.timezone)
    return {
        "lines": [
            {
                "card": x.card.card_id,
                "student": x.card.student,
                "person": x.mentor.username,
                "reason": " ".join(words.why(x)),
                "one_by_one": x.one_by_one.username if x.one_by_one else None,
            }
            for x in draft.lines
        ],
        "open": [
            {
                "card": x.card.card_id,
                "why": words.why_nobody(x),
                "would_help": words.would_help(x),
            }
            for x in draft.left
        ],
        "cost": draft.cost,
        "cost_one_by_one": draft.cost_one_by_one,
    }


def _show(parts: Greffier, draft: Week, *, apply_: bool) -> None:
    language = parts.settings.language
    words = WeekWords(language, parts.rulebook.timezone)
    if not draft.lines and not draft.left:
        click.echo(_NOTHING.in_(language))
        return
    if not draft.solved:
        click.echo(_LATE.in_(language))
    if draft.lines:
        rows = [
            [
                x.card.url or x.card.card_id,
                shortened(x.card.student, 40),
                x.mentor.name,
                words.why(x)[0],
                x.one_by_one.name if x.one_by_one else "–",
            ]
            for x in draft.lines
        ]
        show_table(_HEADS.in_(language).split("|"), rows)
    if draft.left:
        click.echo(_OPEN.in_(language))
    for each in draft.left:
        told = f"{words.why_nobody(each)} {words.would_help(each)}"
        click.echo(f"  {shortened(each.card.student, 40)} – {told}")
    if draft.lines and not apply_:
        click.echo(_APPLY.in_(language))


def _give(parts: Greffier, line: Line, by: str, form: str) -> bool:
    """Give one card as a manager would, all hard rules looked at again; and say how it went."""
    language, rules = parts.settings.language, parts.rulebook.board(line.card.board_id)
    if rules is None:
        return False
    operator = Person(id="", name=by, username="", manager=True)
    why = ""
    try:
        asked = Asked(operator, rules, line.card.card_id)
        Giving(parts.context).give(asked, line.mentor.id, mark=line.card.mark)
    except Changed:
        why = _OTHER.in_(language)
    except NotGiven:
        why = fill(_CHANGED, language, {"person": line.mentor.name})
    except NotFixed as error:
        why = NOT_FIXED[error.why].in_(language)
    except TrelloError as error:
        end([f"Trello : {error}"], 1)
    values = {"card": line.card.url or line.card.card_id, "person": line.mentor.name, "why": why}
    click.echo(fill(_REFUSED if why else _GIVEN, language, values), err=form == "json")
    return not why
