"""Judging an exported board: what its actions tell of each card's past, twins, verdicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from greffier.cli.check.guess import Plan
from greffier.cli.check.read import Export
from rules.card import Board, Card, Kind
from rules.editing.parse import Rulebook
from rules.evaluate import RuledBoard, evaluate
from rules.history import History, Twin
from rules.instants import instant
from rules.mentions.twin import TOLD
from rules.trello_json.arrivals import LIST_ARRIVALS, entered
from rules.twins import TwinKey, course_of, twin_key
from rules.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Judged:
    """A card and what is said of it."""

    card: Card
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class JudgedBoard:
    """A board with all its cards judged, in the order in which people see them. `unread`: how many
    cards more there are that could not be read.
    """

    board: Board
    kind: Kind
    zone: tzinfo
    cards: tuple[Judged, ...]
    unread: int = 0

    def in_state(self, state: str) -> int:
        """Return how many cards have this verdict."""
        return sum(1 for each in self.cards if each.verdict.state == state)


def judge(export: Export, plan: Plan, rulebook: Rulebook, now: datetime) -> JudgedBoard:
    """Judge every card of the board as it was exported, at `now`."""
    ruled = RuledBoard.of(export.board, plan.rules, rulebook, holidays=_holidays(export.cards, now))
    rules = plan.rules
    put_forward = put_forward_at(
        export.actions, frozenset(rules.intake), frozenset(rules.incomplete), export.cards
    )
    pasts = {card.id: _past(put_forward.get(card.id)) for card in export.cards}
    judged = [Judged(card, evaluate(card, ruled, now, pasts[card.id])) for card in export.cards]
    for place, twins in _twins(judged, ruled).items():
        card = judged[place].card
        past = replace(pasts[card.id], twins=twins)
        judged[place] = Judged(card, evaluate(card, ruled, now, past))
    return JudgedBoard(export.board, plan.rules.kind, ruled.zone, tuple(judged), len(export.unread))


def put_forward_at(
    actions: Iterable[object],
    intake: frozenset[str],
    incomplete: frozenset[str] = frozenset(),
    cards: Iterable[Card] = (),
) -> Mapping[str, datetime]:
    """Return when each card last entered an intake list (UTC), as far as the actions tell.

    Putting a card back from an `incomplete` list is not putting it forward anew. A list that came
    onto the board brought those of the `cards` that stand in it. Actions are read with indulgence:
    one that is not understood tells nothing. An export carries the board's latest 1,000 only.
    """
    within: dict[str, list[str]] = defaultdict(list)
    for card in cards:
        within[card.list_id].append(card.id)
    found: dict[str, datetime] = {}
    for action in actions:
        into, at = _entry(action, intake, intake | incomplete)
        if at is None:
            continue
        came_with_list = str(_value(action, "type")) in LIST_ARRIVALS
        ids = within[into] if came_with_list else [_id(_part(action, "data"), "card")]
        for card_id in ids:
            if card_id not in found or found[card_id] < at:
                found[card_id] = at
    return found


def _entry(
    action: object, intake: frozenset[str], inside: frozenset[str]
) -> tuple[str, datetime | None]:
    """Return the intake list into which this action puts something from elsewhere, and when."""
    data = _part(action, "data")
    into = entered(_value(action, "type"), data)
    if into not in intake or _id(data, "listBefore") in inside:
        return "", None
    return into, instant(_value(action, "date"))


def _value(data: object, key: str) -> object:
    return data.get(key) if isinstance(data, dict) else None


def _part(data: object, key: str) -> Mapping[str, object]:
    value = _value(data, key)
    return value if isinstance(value, dict) else {}


def _id(data: Mapping[str, object], key: str) -> str:
    found = _part(data, key).get("id")
    return found if isinstance(found, str) else ""


def _past(put_forward: datetime | None) -> History:
    return History(put_forward_at=put_forward, put_forward_sure=put_forward is not None)


def _twins(judged: Sequence[Judged], ruled: RuledBoard) -> Mapping[int, tuple[Twin, ...]]:
    """Return the twins of each card that has some, by its place: at most one more than are named."""
    together: dict[TwinKey, list[int]] = defaultdict(list)
    for place, each in enumerate(judged):
        key = twin_key(each.card, each.verdict, ruled)
        if key is not None:
            together[key].append(place)
    return {
        place: tuple(_twin(judged[other]) for other in _others(places, place))
        for places in together.values()
        if len(places) > 1
        for place in places
    }


def _others(places: Sequence[int], place: int) -> list[int]:
    return [each for each in places[: TOLD + 2] if each != place][: TOLD + 1]


def _twin(judged: Judged) -> Twin:
    card = judged.card
    return Twin(card.id, card.name, card.url, course_of(judged.verdict))


def _holidays(cards: Iterable[Card], now: datetime) -> frozenset[date]:
    """Return the public holidays around the dates of the cards, within a few years of now."""
    years = {card.due.year for card in cards if card.due is not None and card.due >= now}
    near = {year for each in years for year in (each - 1, each) if abs(year - now.year) < 5}
    if not near:
        return frozenset()
    from greffier.public_holidays import public_holidays  # a tenth of a second, often for nothing

    return public_holidays(near)
