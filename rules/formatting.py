"""Findings told in French and English: dates, counts and lists as people write them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final

from rules.bilingual import NO_BREAK, Days, Sentence, Template, Told, either, listed
from rules.calendar import local_date, local_time
from rules.card import Kind
from rules.markdown import Link
from rules.mentions import MENTIONS
from rules.requirements.sentences import ANY_OF, TEMPLATES, number_in_words
from rules.rulebook.values import Notice
from rules.verdict import Finding, Language

LONGEST_QUOTE: Final = 160
"""What is quoted from a card is cut after so many characters: enough to recognise it."""

_DAYS: Final = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS: Final = {
    "fr": (
        *("janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
        *("août", "septembre", "octobre", "novembre", "décembre"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June", "July"),
        *("August", "September", "October", "November", "December"),
    ),
}


_AT_ONCE: Final = Sentence("aussitôt", "at once")
_UNITS: Final = (
    (86400, ("jour", "jours"), ("day", "days")),
    (3600, ("heure", "heures"), ("hour", "hours")),
    (60, ("minute", "minutes"), ("minute", "minutes")),
    (1, ("seconde", "secondes"), ("second", "seconds")),
)
_BETWEEN: Final = Sentence("de {min} à {max} jours", "{min} to {max} days")
_AT_LEAST: Final = Sentence("au moins {days}", "at least {days}")
_LINE_READ: Final = Sentence("{line} (lu : {read})", "{line} (read: {read})")
_AT_MOST: Final = Sentence("au plus {days}", "at most {days}")


def joined(texts: Sequence[str], language: Language) -> str:
    """Return "P6 et P7", "P6, P7 and P8"."""
    return listed(texts, "et" if language == "fr" else "and")


def say(
    finding: Finding,
    language: Language,
    zone: tzinfo,
    quote: Callable[[str], str] = str,
) -> Told:
    """Return the finding in words. Instants are written in `zone`; texts of a card are shortened, and pass
    through `quote` for places where some characters mean more than themselves.
    """
    template = _template(finding)
    filling = {
        key: in_words(value, language, zone, quote, either if key in ANY_OF else joined)
        for key, value in finding.values.items()
    }
    own = _own(finding, language, quote)
    read = fill(template.read, language, filling)
    line = fill(template.line or template.expected, language, filling)
    if "{" in template.read.fr:
        line = _LINE_READ.in_(language).format(line=line, read=read)
    return Told(
        message=own or fill(template.message, language, filling),
        read=read,
        expected=fill(template.expected, language, filling),
        fix=fill(template.fix, language, filling),
        line=own or line,
    )


def _template(finding: Finding) -> Template:
    mention = MENTIONS.get(finding.mention)
    return mention.SENTENCES[finding.variant] if mention else TEMPLATES[finding.variant]


def _own(finding: Finding, language: Language, quote: Callable[[str], str]) -> str:
    """Return the rulebook's own sentence in this language, "" where it has none."""
    own = finding.values.get("own")
    return quote(str(own.get(language, ""))) if isinstance(own, Mapping) else ""


def label(mention: str, kind: Kind, language: Language) -> str:
    """Return the short name of a mention on a board of this kind: "date de soutenance"; of a requirement,
    its code with spaces.
    """
    known = MENTIONS.get(mention)
    names = known.LABEL if known else {}
    sentence = names.get(kind) or next(iter(names.values()), None)
    return sentence.in_(language) if sentence else mention.replace("-", " ").replace("_", " ")


def rule(mention: str, kind: Kind, notice: Notice, language: Language) -> str:
    """Return what a mention asks for, as the page of rules tells it. Requirements: `rule_text`."""
    told = MENTIONS[mention].RULE[kind].in_(language)
    return told.format(notice=notice_in_words(notice, language))


def notice_in_words(notice: Notice, language: Language) -> str:
    """Return "de 14 à 21 jours", "at least 14 days"."""
    least, most = notice.min_days, notice.max_days
    if least == most:
        return in_words(Days(least), language, UTC)
    if least and most is not None:
        return fill(_BETWEEN, language, {"min": least, "max": most})
    limit = _AT_LEAST if most is None else _AT_MOST
    days = in_words(Days(least if most is None else most), language, UTC)
    return fill(limit, language, {"days": days})


def fill(sentence: Sentence, language: Language, values: Mapping[str, object]) -> str:
    """Return the sentence with its places filled by texts and numbers, as they are."""
    return sentence.in_(language).format_map(values)


def in_words(
    value: object,
    language: Language,
    zone: tzinfo,
    quote: Callable[[str], str] = str,
    join: Callable[[Sequence[str], Language], str] = joined,
) -> str:
    """Return a value of a finding as people write it: instants, days, lists of texts, numbers, texts."""
    if isinstance(value, datetime):
        return moment(value, language, zone)
    if isinstance(value, date):
        return day(value, language)
    if isinstance(value, Days):
        return plural(
            value.count, *(("jour", "jours") if language == "fr" else ("day", "days")), language
        )
    if isinstance(value, float):
        return number_in_words(value, language)
    if isinstance(value, tuple | list):
        return join([in_words(each, language, zone, quote) for each in value], language)
    if isinstance(value, Link):
        return quote(value)
    return quote(shortened(str(value)))


def day(value: date, language: Language) -> str:
    """Return "jeudi 12 mars 2026", "Thursday 12 March 2026", with no-break spaces."""
    number = "1er" if language == "fr" and value.day == 1 else str(value.day)
    words = (_DAYS[language][value.weekday()], number, _MONTHS[language][value.month - 1])
    return NO_BREAK.join((*words, str(value.year)))


def moment(value: datetime, language: Language, zone: tzinfo) -> str:
    """Return "jeudi 12 mars 2026 à 14 h 30", "Thursday 12 March 2026 at 14:30", in that zone."""
    at = "at" if language == "en" else "à"
    return f"{day(local_date(value, zone), language)} {at}{NO_BREAK}{clock(value, language, zone)}"


def clock(value: datetime, language: Language, zone: tzinfo) -> str:
    """Write a time of day in that zone: "14 h", "14 h 30", "14:30"."""
    local = local_time(value, zone)
    return wall_clock(local.hour * 60 + local.minute, language)


def wall_clock(minute: int, language: Language) -> str:
    """Write a time of day, told as the minute since midnight, in the same way."""
    hour, minute = divmod(minute, 60)
    if language == "en":
        return f"{hour:02}:{minute:02}"
    minutes = f"{NO_BREAK}{minute:02}" if minute else ""
    return f"{hour}{NO_BREAK}h{minutes}"


def plural(count: int, one: str, many: str, language: Language) -> str:
    """Return "1 carte", "2 cartes"; French says "0 carte", English "0 cards"."""
    singular = count < 2 if language == "fr" else count == 1
    return f"{count}{NO_BREAK}{one if singular else many}"


def duration(span: timedelta, language: Language) -> str:
    """Return "3 minutes", "20 secondes": the largest unit that says it exactly; "aussitôt" for zero."""
    seconds = round(span.total_seconds())
    if not seconds:
        return _AT_ONCE.in_(language)
    for size, french, english in _UNITS:
        if seconds % size == 0:
            return plural(seconds // size, *(french if language == "fr" else english), language)
    return str(seconds)


def in_advance(span: timedelta, language: Language) -> str:
    """Return how long before something one must say so, as people say it: "24 heures", not "1 jour"; in
    days from three on.
    """
    hours, rest = divmod(span, timedelta(hours=1))
    if rest or not 0 < hours < 72:
        return duration(span, language)
    return plural(
        hours, *(("heure", "heures") if language == "fr" else ("hour", "hours")), language
    )


def shortened(text: str, longest: int = LONGEST_QUOTE) -> str:
    """Return the text on one line, cut with "…" where it is longer than `longest` characters."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
