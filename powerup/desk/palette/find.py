"""Cards and people by a few letters of their names, whatever the accents: those that the caller may see."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from powerup.desk.tab import Ask, Json
from powerup.http.errors import bad_input
from rules.formatting import shortened
from sync.reports.card_names import open_cards, people_on, said_on
from sync.reports.timeline import plain

MOST_CARDS: Final = 8
MOST_PEOPLE: Final = 6
SHORTEST, LONGEST = 2, 100
"""How many characters are searched for, at least and at most: a single one would find everything."""


def find(ask: Ask) -> Json:
    """Return cards of the boards that the caller takes part in, and people of those that they manage."""
    text = plain(ask.query.get("text", ""))
    if len(text) > LONGEST:
        raise bad_input("body")
    if len(text) < SHORTEST:
        return {"cards": [], "people": []}
    words = text.split()
    taken = ask.taken_part_in()
    managed = {rules.board for rules, person in taken if person.manager}
    with ask.powerup.database.transaction() as session:
        boards = [rules.board for rules, _ in taken]
        cards = _cards(session, boards, words)
        people = best(people_on(session, managed), words, MOST_PEOPLE)
    return {
        "cards": [
            {
                **{key: each[key] for key in ("id", "board", "url")},
                "name": shortened(each["name"], 90),
                "where": each["where"],
                "managed": each["board"] in managed,
            }
            for each in cards
        ],
        "people": people,
    }


def _cards(session: Any, boards: list[str], words: list[str]) -> list[Json]:
    """Return the cards with these words: in their names first, then in labels and people's names too."""
    all_ = open_cards(session, boards)
    found = best(all_, words, MOST_CARDS)
    if len(found) == MOST_CARDS:
        return found
    said = said_on(session, boards, lambda name: any(word in plain(name) for word in words))
    known = {each["id"] for each in found}
    wider = [
        {**each, "said": " ".join((each["name"], *said[each["id"]]))}
        for each in all_
        if each["id"] in said and each["id"] not in known
    ]
    return found + best(wider, words, MOST_CARDS - len(found), "said")


def best(found: Iterable[Json], words: list[str], most: int, key: str = "name") -> list[Json]:
    """Return those whose name (or what stands under `key`) has every word, at most `most`: first those with
    the most words that begin as they were typed, then by name.
    """
    kept = []
    for each in found:
        name = plain(each[key])
        if all(word in name for word in words):
            begins = sum(f" {word}" in f" {name}" for word in words)
            kept.append((-begins, name, each))
    kept.sort(key=lambda each: each[:2])
    return [each for *_, each in kept[:most]]
