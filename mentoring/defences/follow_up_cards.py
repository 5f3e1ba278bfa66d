"""Cards that follow a defence: the second one, the next project's, the transfer's. Linked both ways."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from mentoring.calendars.ics import short_url
from mentoring.defences.follow.steps import IN_HAND
from mentoring.defences.outcomes import KINDS, Kind
from mentoring.defences.write_trello import learn_parts
from mentoring.effects.follow_up import FOLLOW_UP
from mentoring.school.model import Defence
from mentoring.school.outcome_tables import FollowUpRow
from rules.bilingual import Sentence
from rules.card import Card
from rules.markdown import in_markdown
from rules.projects import project_key
from rules.rulebook.values import BoardRules
from rules.titles.course_labels import label_for
from rules.verdict import Language
from sync.clock import now
from sync.crash_points import point
from sync.effects.attempt import attempt
from sync.effects.receipts import Effect, record
from sync.judging.context import Context
from sync.mirror.as_rules import card_of
from sync.rights.request import Asked, NotFixed
from sync.rulebook.boards import Watched
from sync.storage.database import Database, dialect_of, insert_for
from sync.storage.trello_tables import CardRow
from sync.storage.whole_number import whole_number
from sync.trello.errors import Gone
from sync.trello.gateway import Gateway
from sync.use_cases.linked_card import Linked, create_linked, found_again, note_put_forward

FROM: Final[dict[Kind, Sentence]] = {
    "second": Sentence(
        "Seconde soutenance. La première : {url}", "Second defence. The first: {url}"
    ),
    "next": Sentence("Projet suivant. Le précédent : {url}", "Next project. The one before: {url}"),
    "transfer": Sentence("Carte d'origine : {url}", "Original card: {url}"),
}
REASONS: Final = Sentence("À retravailler : {reasons}", "To be reworked: {reasons}")
NAMES: Final[dict[Kind, tuple[Sentence, Sentence]]] = {
    "second": (
        Sentence("Première soutenance", "First defence"),
        Sentence("Seconde soutenance", "Second defence"),
    ),
    "next": (
        Sentence("Projet précédent", "Project before"),
        Sentence("Projet suivant", "Next project"),
    ),
    "transfer": (
        Sentence("Carte d'origine", "Original card"),
        Sentence("Carte de transfert", "Transfer card"),
    ),
}


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A card that is there already."""

    kind: Kind
    card_id: str
    url: str


def follow_ups(session: Session, card_id: str) -> dict[Kind, FollowUp]:
    """Return the cards that were made after this one and are still there."""
    row, card = FollowUpRow, CardRow
    query = sa.select(row).outerjoin(card, card.id == row.made_id)
    gone = sa.or_(card.gone_at.is_not(None), card.closed.is_(True))
    query = query.where(
        row.card_id == card_id,
        row.made_id.is_not(None),
        sa.not_(sa.func.coalesce(gone, sa.false())),
    )
    found = {each.kind: each for each in session.scalars(query)}
    return {
        kind: FollowUp(kind, str(found[kind].made_id), found[kind].url)
        for kind in KINDS
        if kind in found
    }


def make_follow_up(
    context: Context,
    asked: Asked,
    kind: Kind,
    defence: Defence,
    other: BoardRules,
    reasons: str = "",
    due: datetime | None = None,
) -> FollowUp:
    """Make the card, or give the one that was made before. Raises `TrelloError` and `NotFixed`.

    `other`: the rules of the board on which it is made. Without `due` its date is left open.
    """
    if kind == "transfer":
        made = create_linked(context, asked, other)
        with context.database.transaction() as session:
            _begin(session, asked, kind)
            return _made(session, context, asked, kind, other, made)
    context.gateway.me()  # asked once and kept: never inside a transaction
    with context.database.transaction() as session:
        known, again = _begin(session, asked, kind)
        if known is not None:
            return known
        fields = _fields(session, context, asked, kind, defence, reasons)
        fields |= {"due": due} if due is not None else {}
    point("card-intended")
    answer = found_again(context.gateway, other, fields["desc"]) if again else None
    with attempt(context.database, lambda session: _forget(session, asked.card_id, kind)):
        answer = answer or context.gateway.create_card(**fields)
    point("card-made")
    url = str(answer.get("shortUrl") or answer.get("url") or "")
    with context.database.transaction() as session:
        made = Linked(str(answer["id"]), url, made=True)
        note_put_forward(session, made.card_id, other.board, fields["idMembers"][0])
        return _made(session, context, asked, kind, other, made)


def _begin(session: Session, asked: Asked, kind: Kind) -> tuple[FollowUp | None, bool]:
    """Write the intent. Who asks twice at once waits here for the first, on the row.

    Returns the card that is there already, and whether an earlier press may have been cut short.
    """
    values = {"card_id": asked.card_id, "kind": kind}
    new = insert_for(dialect_of(session), FollowUpRow).values(
        **values,
        board_id=asked.rules.board,
        url="",
        by=asked.by,
        at=now(),
        attached=False,
    )
    told = new.on_conflict_do_nothing().returning(FollowUpRow.card_id)  # a row count tells nothing
    begun = session.execute(told).first() is not None
    row = session.get_one(FollowUpRow, (asked.card_id, kind))
    there = follow_ups(session, asked.card_id).get(kind)
    if there is not None:
        return there, False
    if not begun and row.made_id is None and now() - row.at < IN_HAND and kind != "transfer":
        raise NotFixed("in-progress")
    again = not begun and row.made_id is None
    row.made_id, row.attached, row.at, row.by = None, False, now(), asked.by
    session.flush()
    return None, again


def _made(
    session: Session, context: Context, asked: Asked, kind: Kind, other: BoardRules, made: Linked
) -> FollowUp:
    row = session.get_one(FollowUpRow, (asked.card_id, kind))
    row.made_id, row.url = made.card_id, made.url
    if made.made and kind != "transfer":
        after = {"card": made.card_id, "url": made.url}
        effect = Effect(asked.rules.board, asked.card_id, FOLLOW_UP, after=after, by=asked.by)
        record(session, effect, now())
    session.flush()
    for card_id, board in ((made.card_id, other.board), (asked.card_id, asked.rules.board)):
        context.wake_card(session, card_id, board, "linked")
    return FollowUp(kind, made.card_id, made.url)


def _forget(session: Session, card_id: str, kind: Kind) -> None:
    session.delete(session.get_one(FollowUpRow, (card_id, kind)))


def _origin(session: Session, asked: Asked, kind: Kind, language: Language) -> str:
    card = card_of(session, asked.card_id)
    if card is None or card.board_id != asked.rules.board:
        raise NotFixed("unknown-card")
    return FROM[kind].in_(language).format(url=short_url(card.url) or card.url)


def _fields(
    session: Session, context: Context, asked: Asked, kind: Kind, defence: Defence, reasons: str
) -> dict[str, Any]:
    settings = context.settings
    board = context.watched(session, asked.rules.board)
    card = card_of(session, asked.card_id)
    if board is None or card is None:
        raise NotFixed("unknown-card")
    lines = [_origin(session, asked, kind, settings.language)]
    if kind == "second":
        if reasons:
            told = in_markdown(reasons)
            lines.append(REASONS.in_(settings.language).format(reasons=told))
        lines.append(card.desc)
    return {
        "idList": _place(board.rules, kind),
        "name": card.name,
        "desc": "\n\n".join(each for each in lines if each),
        "pos": "top",
        "idMembers": list(defence.mentors) or [asked.person.id],
        "idLabels": _label(card, board, kind, defence.course),
    }


def _place(rules: BoardRules, kind: Kind) -> str:
    """Return the list for the new card: a second defence is put forward; a next project waits where the
    mentor completes it.
    """
    lists = rules.intake if kind == "second" else (*rules.incomplete, *rules.intake)
    return lists[0]


def _label(card: Card, board: Watched, kind: Kind, course: str) -> list[str]:
    """Return the ids of the new card's labels: the same project for a second defence, else the one that
    follows it by its number; none where that is not sure.
    """
    labels = [each for each in board.ruled.board.labels if board.ruled.is_project(each)]
    now_at = [each for each in card.labels if board.ruled.is_project(each)]
    if len(now_at) != 1:
        return []
    if kind == "second":
        return [now_at[0].id]
    number = whole_number(project_key(now_at[0].name).removeprefix("P"))
    if number is None:
        return []
    following = label_for(labels, f"P{number + 1}", course, board.ruled.courses)
    return [following.id] if following is not None else []


def attach_links(database: Database, gateway: Gateway, card_id: str, language: Language) -> None:
    """Give both cards a link to the other, unless they have it. Raises `TrelloError`."""
    with database.transaction() as session:
        query = sa.select(FollowUpRow).where(
            FollowUpRow.card_id == card_id,
            FollowUpRow.made_id.is_not(None),
            FollowUpRow.attached.is_(False),
        )
        rows = list(session.scalars(query))
    for row in rows:
        made = str(row.made_id)
        kind = next(each for each in KINDS if each == row.kind)
        before, after = (each.in_(language) for each in NAMES[kind])
        try:
            here, there = gateway.card(card_id), gateway.card(made)
            _attach(gateway, here, there, after)
            _attach(gateway, there, here, before)
        except Gone:
            made = card_id  # one of them is not there any more: nothing to link
        point("link-attached")
        with database.transaction() as session:
            session.get_one(FollowUpRow, (card_id, row.kind)).attached = True
        for each in {card_id, made}:
            learn_parts(database, gateway, each)


def _attach(gateway: Gateway, card: dict[str, Any], to: dict[str, Any], name: str) -> None:
    url = str(to.get("shortUrl") or short_url(str(to.get("url"))) or to.get("url"))
    known = [str(each.get("url")) for each in card.get("attachments") or ()]
    if not any(each.startswith(url) for each in known):
        gateway.attach_url(str(card["id"]), url, name)
