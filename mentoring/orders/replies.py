"""The answers to orders, put together: why an order does not fit, what can be asked, who can be chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from mentoring.matching.successors import Relay, Taker
from mentoring.matching.texts import Sayings
from mentoring.matching.validators import Candidate, Choice
from mentoring.orders import texts
from mentoring.orders.permissions import Seen, Why, possible
from mentoring.school.model import Defence, Mentor, Transfer
from rules.bilingual import Sentence
from rules.comments.dates import NotRead, example
from rules.comments.orders import Verb
from rules.formatting import in_words, joined
from rules.markdown import in_markdown
from rules.verdict import LANGUAGES, Language
from sync.rights.permissions import Person

SHOWN: Final = 3
"""So many people are named when a manager asks who can."""

AHEAD: Final = 16
"""The date that shows how to write one is so many days away."""


@dataclass(frozen=True, slots=True)
class Replies:
    """Answers in both languages, about a card as it is now."""

    zone: ZoneInfo
    now: datetime
    names: Mapping[str, str]

    def fill(self, sentence: Sentence, **values: object) -> Sentence:
        """Return the sentence with its places filled: instants and days in words, texts so that nobody
        is called by them.
        """
        return Sentence(*(self._filled(sentence, each, values) for each in LANGUAGES))

    def _filled(self, sentence: Sentence, language: Language, values: Mapping[str, object]) -> str:
        told = {}
        for key, value in values.items():
            if isinstance(value, Sentence):
                told[key] = value.in_(language)
            elif isinstance(value, str):
                told[key] = in_markdown(value)
            else:
                told[key] = in_words(value, language, self.zone)
        return sentence.in_(language).format_map(told)

    def lines(self, seen: Seen, person: Person) -> tuple[Sentence, ...]:
        """Return what this person can ask for on this card now, a line each."""
        return tuple(self._line(each, seen) for each in possible(seen, person, self.now))

    def _line(self, verb: Verb, seen: Seen) -> Sentence:
        if verb == "failed" and seen.card.role == "failed":
            return texts.WRITE_REASONS
        return _literally(texts.HELP[verb], example=example(self.now, self.zone, AHEAD))

    def unfit(self, why: Why, seen: Seen, person: Person) -> Sentence:
        """Return why it cannot be done, and what can."""
        lines = self.lines(seen, person)
        first = self.fill(texts.WHY[why], **self._values(why, seen))
        if lines:
            return listed(both(first, texts.NOW), lines)
        silent = why in ("not-complete", "you-hold", "hand-over", "no-board")
        return first if silent else both(first, texts.NOTHING)

    def _values(self, why: Why, seen: Seen) -> Mapping[str, object]:
        card = seen.card
        has_it = card.holder
        at = card.due
        reasons = seen.outcome.reasons if seen.outcome is not None else ""
        values: dict[str, object] = {
            "at": at or texts.UNDATED,
            "name": self.name(has_it),
            "reasons": reasons.rstrip(" ."),
        }
        return values

    def _sayings(self, language: Language, card: Defence | Transfer) -> Sayings:
        return Sayings(language, self.zone, card.course, card.project)

    def name(self, member_id: str | None) -> str:
        """Return the name of that person, "…" where it is not known."""
        return self.names.get(member_id or "", "…")

    def choice(self, card: Defence | Transfer, found: Choice | Relay) -> Sentence:
        """Return who can have the card, the first few, and how to choose. Everybody reads it: what
        speaks for whom stands in the panel.
        """
        relay = isinstance(card, Transfer)
        can = found.candidates if isinstance(found, Choice) else found.takers
        if not can:
            return texts.NOBODY_RELAY if relay else texts.NOBODY
        told = [
            Sentence(
                *(
                    self._candidate(each, self._sayings(language, card).in_public(each))
                    for language in LANGUAGES
                )
            )
            for each in can[:SHOWN]
        ]
        first = listed(texts.CHOICE_RELAY if relay else texts.CHOICE, told, numbered=True)
        chosen = _literally(texts.CHOSEN, first=can[0].mentor.username)
        return Sentence(f"{first.fr}\n\n{chosen.fr}", f"{first.en}\n\n{chosen.en}")

    def _candidate(self, found: Candidate | Taker, said: Sequence[str]) -> str:
        named = f"**{in_markdown(found.mentor.name)}** (`{found.mentor.username}`)"
        return " — ".join((named, *([in_markdown(" ".join(said))] if said else [])))

    def several(self, people: Sequence[Mentor]) -> Sentence:
        """Say that several people have the name."""
        named = [f"{in_markdown(each.name)} (`{each.username}`)" for each in people]
        first = people[0].username
        return Sentence(
            texts.SEVERAL.fr.format(people=joined(named, "fr"), first=first),
            texts.SEVERAL.en.format(people=joined(named, "en"), first=first),
        )

    def undated(self, error: NotRead) -> Sentence:
        """Say what was not understood of a date, and how to write one."""
        sentence = {
            "unreadable": texts.DATE_NOT_READ,
            "no-hour": texts.NO_HOUR,
            "weekday": texts.OTHER_WEEKDAY,
            "past": texts.DATE_PAST,
        }[error.why]
        city = self.zone.key.rpartition("/")[2].replace("_", " ")
        how = _literally(texts.HOW_TO_DATE, example=example(self.now, self.zone, AHEAD), city=city)
        return both(self.fill(sentence, day=error.day or ""), how)


def _literally(sentence: Sentence, **values: str) -> Sentence:
    """Fill the places of a sentence inside of code, where no character means more than itself."""
    return Sentence(sentence.fr.format_map(values), sentence.en.format_map(values))


def lowered(sentence: Sentence) -> Sentence:
    """Return the sentence as it goes on after a comma."""
    return Sentence(*(each[:1].lower() + each[1:] for each in (sentence.fr, sentence.en)))


def raised(sentence: Sentence) -> Sentence:
    """Return the sentence as it begins after a stop."""
    return Sentence(*(each[:1].upper() + each[1:] for each in (sentence.fr, sentence.en)))


def both(one: Sentence, other: Sentence) -> Sentence:
    """Return one sentence after the other."""
    return Sentence(f"{one.fr} {other.fr}", f"{one.en} {other.en}")


def listed(first: Sentence, lines: Iterable[Sentence], *, numbered: bool = False) -> Sentence:
    """Return a sentence with a list below it."""
    told = list(lines)
    marks = [f"{at}." if numbered else "-" for at in range(1, len(told) + 1)]
    return Sentence(
        "\n".join((first.fr, *(f"{mark} {x.fr}" for mark, x in zip(marks, told, strict=True)))),
        "\n".join((first.en, *(f"{mark} {x.en}" for mark, x in zip(marks, told, strict=True)))),
    )
