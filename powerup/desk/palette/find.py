"""Cards and people by a few letters of their names, whatever the accents: those that the caller may see."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from powerup.desk.tab import Ask, Json
from powerup.http.errors import bad_input
from rules.formatting import shortened
from sync.reports.card_names import open_cards, people_on
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
        cards = best(open_cards(session, boards), words, MOST_CARDS)
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


def best(found: Iterable[Json], words: list[str], most: int) -> list[Json]:
    """Return those whose name has every word, at most `most`: first those with the most words that begin as
    they were typed, then by name.
    """
    kept = []
    for each in found:
        name = plain(each["name"])
        if all(word in name for word in words):
            begins = sum(f" {word}" in f" {name}" for word in words)
            kept.append((-begins, name, each))
    kept.sort(key=lambda each: each[:2])
    return [each for *_, each in kept[:most]]
