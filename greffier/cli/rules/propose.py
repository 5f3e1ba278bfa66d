"""`greffier rules propose`: changes of the rules that what people did speaks for."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import click
import sqlalchemy as sa
from sqlalchemy.orm import Session

from greffier.cli.rules import proposal_texts as texts
from greffier.cli.shared.assembly import OFFLINE, end, greffier
from greffier.cli.shared.choose import who
from greffier.composition import Greffier
from rules.formatting import fill
from rules.reports.proposal_words import title
from rules.reports.proposals import Proposal, proposals
from sync.clock import now
from sync.reports.deeds import decline, declined, deeds_of
from sync.rulebook.drafts import add_to_draft
from sync.storage.trello_tables import MemberRow


def propose(form: str, refused: str | None, draft: str | None, whose: str | None) -> None:
    """Show the proposals; or decline one, or make one a manager's draft."""
    with greffier(OFFLINE) as parts:
        language = parts.settings.language
        if (draft is None) != (whose is None) or (draft and refused):
            end(texts.NOT_BOTH.in_(language), 2)
        with parts.database.transaction() as session:
            deeds = deeds_of(session, parts.boards, now())
            required = tomllib.loads(parts.rules.text).get("requirements", [])
            found = proposals(deeds, parts.rulebook, declined(session), required)
            if refused is not None:
                _decline(parts, session, found, refused)
            elif draft is not None and whose is not None:
                _draft(parts, session, _pick(parts, found, draft), whose)
            elif form == "json":
                told = [_to_json(each, parts) for each in found]
                click.echo(json.dumps(told, ensure_ascii=False, indent=1))
            else:
                _tell(parts, found)


def _tell(parts: Greffier, found: tuple[Proposal, ...]) -> None:
    language, rulebook = parts.settings.language, parts.rulebook
    if not found:
        click.echo(texts.NOTHING.in_(language))
        return
    for each in found:
        click.echo("\n".join(texts.lines(each, rulebook, language)) + "\n")
    click.echo(texts.WHAT_NEXT.in_(language))


def _to_json(each: Proposal, parts: Greffier) -> dict[str, Any]:
    return {
        "id": each.id,
        "habit": each.habit,
        "title": title(each, parts.rulebook, parts.settings.language),
        "board": each.board,
        "about": each.about,
        "written": each.written or None,
        "evidence": {
            "count": len(each.cards),
            "of": each.of or None,
            "cards": list(each.cards),
            "first": each.first.isoformat(),
            "last": each.last.isoformat(),
        },
        "draft": _draft_of(each),
    }


def _draft_of(each: Proposal) -> list[dict[str, Any]]:
    return [{"board": x.board, "key": x.key, "value": x.value} for x in each.changes]


def _pick(parts: Greffier, found: tuple[Proposal, ...], wanted: str) -> Proposal:
    for each in found:
        if each.id == wanted.strip():
            return each
    return end(fill(texts.UNKNOWN, parts.settings.language, {"id": wanted}), 2)


def _decline(parts: Greffier, session: Session, found: tuple[Proposal, ...], wanted: str) -> None:
    if wanted.strip() not in declined(session):
        decline(session, _pick(parts, found, wanted).id, who(None), now())
    click.echo(fill(texts.DECLINED, parts.settings.language, {"id": wanted.strip()}))


def _draft(parts: Greffier, session: Session, each: Proposal, whose: str) -> None:
    """Put the changes beside those that this person is trying out already; one of the same key gives way."""
    language, row = parts.settings.language, MemberRow
    name = whose.strip().removeprefix("@").lower()
    member = session.scalar(sa.select(row.id).where(sa.func.lower(row.username) == name))
    if member is None:
        end(fill(texts.NOBODY, language, {"who": whose}), 2)
    add_to_draft(session, member, each.changes, parts.rulebook, language)
    click.echo(fill(texts.DRAFTED, language, {"id": each.id, "who": f"@{name}"}))
