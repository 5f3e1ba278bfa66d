"""`greffier board`: a board as it stood at an instant, judged by the rules in force then."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import click
from sqlalchemy.orm import Session

from greffier.cli.board import texts
from greffier.cli.board.change_lines import change_lines
from greffier.cli.board.past_json import changes_to_json, to_json
from greffier.cli.check.judge import Judged, JudgedBoard
from greffier.cli.check.text_output import plain_lines
from greffier.cli.shared.assembly import OFFLINE, end, greffier
from greffier.cli.shared.choose import moment_since, pick_board
from greffier.composition import Greffier
from rules.bilingual import Sentence
from rules.formatting import fill, moment
from rules.rulebook.values import BoardRules
from sync.clock import now
from sync.simulation.horizon import horizon
from sync.simulation.past_board import PastBoard, board_at
from sync.simulation.past_changes import changes
from sync.simulation.past_texts import heading


@click.command()
@click.argument("board")
@click.option("--at", required=True, help="Quand : 2h, 1d (il y a autant) ou une date ISO.")
@click.option("--until", help="Montre plutôt ce qui a changé jusque-là, et par qui.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def board(board: str, at: str, until: str | None, form: str) -> None:
    """Montre un tableau tel qu'il était à un instant passé, jugé par les règles d'alors."""
    with greffier(OFFLINE) as parts:
        language, zone = parts.settings.language, parts.rulebook.timezone
        rules = pick_board(parts, board)
        with parts.database.transaction() as session:
            past = _look(parts, session, rules, at, "--at")
            if until is not None:
                later = _look(parts, session, rules, until, "--until")
                if later.at <= past.at:
                    end(texts.NOT_AFTER.in_(language), 2)
                _tell_changes(parts, session, past, later, form)
                return
        judged = _judged(past)
        if form == "json":
            found = {"boards": [to_json(past, judged, language)]}
            click.echo(json.dumps(found, ensure_ascii=False, indent=1))
            return
        click.echo("\n".join(heading(past, language, zone)) + "\n")
        click.echo("\n".join(plain_lines([judged], language)))


def _tell_changes(
    parts: Greffier, session: Session, past: PastBoard, later: PastBoard, form: str
) -> None:
    language, zone = parts.settings.language, parts.rulebook.timezone
    found = changes(session, past, later)
    if form == "json":
        told = changes_to_json(past, later, found)
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(change_lines(past, later, found, language, zone)))


def _look(
    parts: Greffier, session: Session, rules: BoardRules, wanted: str, option: str
) -> PastBoard:
    """Return the board at the instant that people name, or end the command with status 2."""
    language, instant = parts.settings.language, now()
    at = moment_since(parts, wanted, option)
    assert at is not None
    at = at.astimezone(UTC)
    known = horizon(session, rules.board, instant)
    if known is None:
        end(fill(texts.UNREAD, language, {"board": rules.name}), 1)
    first = known.first
    _refuse(parts, at, instant, texts.FUTURE, option, rules, first)
    if at < first:
        _refuse(parts, first, at, texts.TOO_EARLY, option, rules, first)
    past = board_at(session, parts.rulebook, rules.board, at, known, language)
    assert past is not None  # it was read once
    return past


def _refuse(
    parts: Greffier,
    at: datetime,
    latest: datetime,
    told: Sentence,
    option: str,
    rules: BoardRules,
    first: datetime,
) -> None:
    """End the command where that instant is after the latest."""
    if at > latest:
        language, zone = parts.settings.language, parts.rulebook.timezone
        when, began = moment(at, language, zone), moment(first, language, zone)
        values = {"option": option, "board": rules.name, "when": when, "first": began}
        end(fill(told, language, values), 2)


def _judged(past: PastBoard) -> JudgedBoard:
    ruled = past.ruled
    cards = tuple(Judged(card, verdict) for card, verdict in past.cards)
    return JudgedBoard(ruled.board, ruled.rules.kind, ruled.zone, cards)
