"""A person's own cards on all boards: what each one waits for, and the next defences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any, Final

from mentoring.defences.open_questions import Owed
from powerup.card.asks.ask_turns import AskedOf
from powerup.card.badges import badge_of
from powerup.card.turn import Turn, turn_of
from rules.bilingual import Sentence
from rules.comments import texts as comment_texts
from rules.formatting import joined, label, moment, shortened
from rules.rulebook.values import BoardRules
from rules.verdict import Language
from sync.mirror.board_summary import Glance

Json = dict[str, Any]

NEXT_DEFENCES: Final = 10
FAR: Final = float("inf")

_MISSING: Final = Sentence("À revoir : {labels}.", "To complete: {labels}.")
_CONFIRM: Final = Sentence("À confirmer : {labels}.", "To confirm: {labels}.")
_PLANNED: Final = Sentence("La soutenance est planifiée.", "The defence is planned.")
_HELD: Final[Mapping[str, Sentence]] = {
    "result": Sentence(
        "La soutenance a eu lieu : son résultat est attendu.",
        "The defence took place: its result is awaited.",
    ),
    "condition": Sentence(
        "Réussie sous condition : l'étudiant complète son travail.",
        "Passed on a condition: the student completes the work.",
    ),
    "decision": Sentence(
        "Réussie sous condition : la décision du validateur est attendue.",
        "Passed on a condition: the validator's decision is awaited.",
    ),
}
_SUSPENDED: Final = Sentence("La vérification est suspendue.", "The checks are suspended.")
_DATE: Final = Sentence(
    "La date a changé : un responsable doit décider.", "The date changed: a manager has to decide."
)
_PUT_BACK: Final = Sentence(
    "Il ne reste qu'à remettre la carte dans « {list} ».",
    "All that is left is to put the card back into “{list}”.",
)
_WAITS: Final = Sentence("Elle sera bientôt vérifiée.", "It is about to be checked.")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The person's cards on one board. `lists`: names by id; `owed`: what defences that took place wait
    for, by card id; `validates`: ids of the cards whose defence the person holds; `asked`: the cards that
    the person is asked to take.
    """

    name: str
    rules: BoardRules
    lists: Mapping[str, str]
    cards: tuple[Glance, ...]
    owed: Mapping[str, Owed] = field(default_factory=dict)
    validates: frozenset[str] = frozenset()
    asked: tuple[AskedOf, ...] = ()


def mine_json(shelves: Iterable[Shelf], now: datetime, zone: tzinfo, language: Language) -> Json:
    """Return the page as JSON: what is the person's to do, their cards by board, the most urgent first, and
    their next defences. Dates are written in `zone`.
    """
    shelves = list(shelves)
    boards = [{"name": each.name, "cards": _cards(each, now, zone, language)} for each in shelves]
    defences = [
        (card.due, _card(card, shelf, now, zone, language))
        for shelf in shelves
        if shelf.rules.kind == "soutenances"
        for card in shelf.cards
        if card.due is not None and card.due >= now
    ]
    defences.sort(key=lambda pair: pair[0])
    return {
        "turns": _turns(shelves, now, zone, language),
        "boards": boards,
        "defences": [card for _, card in defences[:NEXT_DEFENCES]],
    }


def turns_of(shelf: Shelf, zone: tzinfo, language: Language) -> list[tuple[Glance, Turn]]:
    """Return the cards of one board on which it is the person's turn."""
    found = [(each.glance, each.turn(zone, language)) for each in shelf.asked]
    for card in shelf.cards:
        owed, validates = shelf.owed.get(card.card_id), card.card_id in shelf.validates
        turn = turn_of(card, shelf.rules, shelf.lists, owed, validates, zone, language)
        if turn is not None:
            found.append((card, turn))
    return found


def _turns(shelves: list[Shelf], now: datetime, zone: tzinfo, language: Language) -> list[Json]:
    """Return what is this person's to do, urgent things first, then by date."""
    found = [(card, turn, x) for x in shelves for card, turn in turns_of(x, zone, language)]
    found.sort(
        key=lambda each: (not each[1].urgent, each[0].due.timestamp() if each[0].due else FAR)
    )
    return [
        {**_card(card, shelf, now, zone, language), **turn.to_json()} for card, turn, shelf in found
    ]


def _cards(shelf: Shelf, now: datetime, zone: tzinfo, language: Language) -> list[Json]:
    def wants(card: Glance) -> tuple[int, float]:
        badge = badge_of(card, shelf.rules, now, language)
        return (-badge.rank if badge else 0, card.due.timestamp() if card.due else FAR)

    return [_card(x, shelf, now, zone, language) for x in sorted(shelf.cards, key=wants)]


def _card(card: Glance, shelf: Shelf, now: datetime, zone: tzinfo, language: Language) -> Json:
    badge = badge_of(card, shelf.rules, now, language)
    return {
        "id": card.card_id,
        "board": card.board_id,
        "name": shortened(card.name),
        "url": card.url,
        "list": shelf.lists.get(card.list_id, ""),
        "due": moment(card.due, language, zone) if card.due else "",
        "badge": {"text": badge.text, "color": badge.color} if badge else None,
        "waits": _waits(card, shelf, language),
    }


def _waits(card: Glance, shelf: Shelf, language: Language) -> str:
    rules = shelf.rules
    if any(code == "sealed-date" for code, _ in card.findings):
        return _DATE.in_(language)
    if card.list_id in rules.accepted:
        return _agreed(card, shelf, language) if rules.kind == "soutenances" else ""
    if card.state is None or card.state == "not-checked":
        return _WAITS.in_(language) if card.state is None else ""
    if card.state == "suspended":
        return _SUSPENDED.in_(language)
    codes = card.missing or tuple(code for code, _ in card.findings)
    if card.state == "incomplete" or (codes and card.why != "accepted"):
        labels = joined([label(code, rules.kind, language) for code in codes], language)
        sentence = _MISSING if card.state == "incomplete" else _CONFIRM
        return sentence.in_(language).format(labels=labels)
    if card.list_id in rules.incomplete:
        return _PUT_BACK.in_(language).format(list=shelf.lists.get(rules.intake[0], ""))
    then = comment_texts.COMPLETE_NEXT.get(rules.kind, comment_texts.COMPLETE_OTHER)
    return then.in_(language)


def _agreed(card: Glance, shelf: Shelf, language: Language) -> str:
    owed = shelf.owed.get(card.card_id)
    return (_HELD[owed.what] if owed is not None else _PLANNED).in_(language)
