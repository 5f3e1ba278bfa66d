"""The few words of a card's badge, from what is known of the card. Pure: values in, values out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final, Literal

from mentoring.defences.badges import Mark
from rules.bilingual import Sentence
from rules.calendar import days_between
from rules.formatting import moment, plural
from rules.rulebook.values import BoardRules
from rules.verdict import Language
from sync.mirror.board_summary import Glance

Color = Literal["green", "red", "orange", "yellow", "sky", "light-gray"]


@dataclass(frozen=True, slots=True)
class Badge:
    """Text and colour, as Trello shows them. `rank`: the higher, the more the card needs somebody."""

    text: str
    color: Color
    rank: int = 0


@dataclass(frozen=True, slots=True)
class DetailBadge:
    """A badge on the back of a card, under its title."""

    title: str
    text: str
    color: Color


_COMPLETE: Final = Sentence("complète", "complete")
_PUT_BACK: Final = Sentence("complète, à remettre", "complete, put it back")
_ACCEPTED: Final = Sentence("acceptée telle quelle", "accepted as it is")
_SUSPENDED: Final = Sentence("suspendue", "suspended")
_CONFIRM: Final = Sentence("à confirmer", "to confirm")
_DATE: Final = Sentence("date modifiée", "date changed")
_SOON: Final = Sentence("vérification imminente", "about to be checked")
_SETTLES: Final = Sentence("vérification dans {span}", "checked in {span}")
_PENDING: Final = Sentence("à vérifier", "to be checked")
_UNKNOWN: Final = Sentence("état inconnu", "state unknown")
_CLERK: Final = Sentence("Greffe", "Clerk")
_DEFENCE: Final = Sentence("Soutenance", "Defence")
_END: Final = Sentence("Fin du projet", "End of project")
_DUE: Final = Sentence("Date", "Date")
_SEALED: Final = Sentence("Date fixée", "Fixed date")
_TODAY: Final = Sentence("aujourd'hui", "today")
_TOMORROW: Final = Sentence("demain", "tomorrow")
_IN: Final = Sentence("dans {days}", "in {days}")
_AGO: Final = Sentence("il y a {days}", "{days} ago")


def badge_of(glance: Glance, rules: BoardRules, now: datetime, language: Language) -> Badge | None:
    """Return the badge of this card, or None where there is nothing to say about it."""
    if any(code == "sealed-date" for code, _ in glance.findings):
        return Badge(_DATE.in_(language), "red", 90)
    if glance.state is None and glance.list_id not in rules.accepted:
        return pending(language)
    if glance.state in (None, "not-checked"):
        return None
    if glance.state == "suspended":
        return Badge(_SUSPENDED.in_(language), "sky", 40)
    if glance.state == "incomplete":
        return _incomplete(glance, now, language)
    return _complete(glance, rules, language)


def _incomplete(glance: Glance, now: datetime, language: Language) -> Badge:
    count = len(glance.missing)
    if glance.settles_at is not None:
        return Badge(_until(glance.settles_at, now, language), "yellow", 50 + min(count, 20))
    words = ("information manquante", "informations manquantes")
    if language == "en":
        words = ("thing missing", "things missing")
    return Badge(plural(count, *words, language), "red", 60 + min(count, 20))


def _until(instant: datetime, now: datetime, language: Language) -> str:
    seconds = (instant - now).total_seconds()
    if seconds < 15:
        return _SOON.in_(language)
    span = f"{math.ceil(seconds / 60)}\u00a0min" if seconds > 60 else "1\u00a0min"
    return _SETTLES.in_(language).format(span=span)


def _complete(glance: Glance, rules: BoardRules, language: Language) -> Badge:
    if glance.why == "accepted":
        return Badge(_ACCEPTED.in_(language), "green", 5)
    if glance.list_id in rules.incomplete and rules.return_ == "mentor":
        return Badge(_PUT_BACK.in_(language), "green", 30)
    if glance.findings:
        return Badge(_CONFIRM.in_(language), "orange", 20)
    return Badge(_COMPLETE.in_(language), "green", 0)


def pending(language: Language) -> Badge:
    """Return the badge of a card that nobody has looked at yet."""
    return Badge(_PENDING.in_(language), "light-gray", 10)


def unknown(language: Language) -> Badge:
    """Return the badge shown when the server does not answer."""
    return Badge(_UNKNOWN.in_(language), "light-gray", 0)


def board_badges(
    glances: Iterable[Glance], rules: BoardRules, now: datetime, language: Language
) -> tuple[list[Badge], dict[str, int]]:
    """Return each different badge once, and for each card the place of its badge there (-1: none)."""
    places: dict[Badge, int] = {}
    cards: dict[str, int] = {}
    for each in glances:
        badge = badge_of(each, rules, now, language)
        cards[each.card_id] = -1 if badge is None else places.setdefault(badge, len(places))
    return list(places), cards


def with_marks(
    badges: Sequence[Badge], cards: Mapping[str, int], marks: Mapping[str, Mark]
) -> tuple[list[Badge], dict[str, int]]:
    """Return badges and places with the marks put in, which tell of what comes after the check. `marks`:
    by card id; one replaces a badge of lower rank, or none.
    """
    found, places = list(badges), dict(cards)
    known = {each: place for place, each in enumerate(found)}
    for card_id, mark in marks.items():
        badge, place = Badge(mark.text, mark.color, mark.rank), places.get(card_id, -1)
        if place >= 0 and found[place].rank >= badge.rank:
            continue
        if badge not in known:
            known[badge] = len(found)
            found.append(badge)
        places[card_id] = known[badge]
    return found, places


def detail_badges(
    badge: Badge | None,
    kind: str,
    dates: Sequence[datetime | None],
    now: datetime,
    zone: tzinfo,
    language: Language,
) -> list[DetailBadge]:
    """Return the badges of the card's back: the verdict, the days left, the fixed date.

    `dates` are the due date and the fixed date, where there are any; days are counted in `zone`.
    """
    due, sealed = dates
    found = []
    if badge is not None:
        found.append(DetailBadge(_CLERK.in_(language), badge.text, badge.color))
    if due is not None:
        title = {"soutenances": _DEFENCE, "transfert": _END}.get(kind, _DUE)
        left = days_between(now, due, zone)
        color: Color = "red" if due < now else "light-gray"
        found.append(DetailBadge(title.in_(language), _days(left, language), color))
    if sealed is not None:
        kept = due is not None and days_between(sealed, due, zone) == 0
        text = moment(sealed, language, zone)
        found.append(DetailBadge(_SEALED.in_(language), text, "light-gray" if kept else "red"))
    return found


def _days(left: int, language: Language) -> str:
    if left in (0, 1):
        return (_TODAY, _TOMORROW)[left].in_(language)
    words = ("jour", "jours") if language == "fr" else ("day", "days")
    sentence = _IN if left > 0 else _AGO
    return sentence.in_(language).format(days=plural(abs(left), *words, language))
