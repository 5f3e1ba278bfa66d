"""A rulebook told in words, for `greffier rules show`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Final

from rules.bilingual import NO_BREAK, Sentence
from rules.card import KINDS, Kind
from rules.formatting import fill, joined, label, rule
from rules.mentions import MENTIONS
from rules.requirements.sentences import rule_text
from rules.rulebook.pay import Pay
from rules.rulebook.sessions import SessionRules
from rules.rulebook.values import BoardRules, Notice, Rulebook, Weight
from rules.verdict import Language

_ZONE: Final = Sentence("Fuseau horaire : {zone}.", "Time zone: {zone}.")
_RESYNC: Final = Sentence(
    "Relecture complète des tableaux : toutes les {every}.",
    "Boards read again in full: every {every}.",
)
_PREPARATION: Final = Sentence(
    "Préparation d'une soutenance : rappels {remind} jours avant.",
    "Preparation of a defence: reminders {remind} days before.",
)
_OUTCOMES: Final = Sentence(
    "Réussite sous condition : {student} pour l'étudiant, puis {validator} pour le validateur.",
    "Conditional success: {student} for the student, then {validator} for the validator.",
)
_TRANSFERS: Final = Sentence(
    "Transferts : alertes {ladder} jours avant la fin du projet.",
    "Transfers: alerts {ladder} days before the end of the project.",
)
_CHANNEL: Final = Sentence(
    "Canal {name} : {events} (greffier channels list).",
    "Channel {name}: {events} (greffier channels list).",
)
_BRAKE: Final = Sentence(
    "Frein : pause au-delà de {moves} déplacements sur un tableau en {per}, "
    "ou de {card_moves} d'une même carte en {card_per}.",
    "Brake: pause beyond {moves} moves on a board within {per}, "
    "or {card_moves} of one card within {card_per}.",
)
_COURSES: Final = Sentence("Parcours connus : {names}.", "Courses known: {names}.")
_NO_BOARD: Final = Sentence(
    "Aucun tableau dans ce règlement ; voici les règles de chaque nature de tableau.",
    "No board in this rulebook; these are the rules of each kind of board.",
)
_KIND: Final[dict[Kind, Sentence]] = {
    "soutenances": Sentence("Tableau des soutenances", "Board of defences"),
    "transfert": Sentence("Tableau des transferts", "Board of transfers"),
}
_OWN_KIND: Final = Sentence("Tableau de la sorte « {kind} »", "Board of the kind “{kind}”")
_BOARD: Final = Sentence("{kind} « {name} » ({board})", "{kind} “{name}” ({board})")
_LISTS: Final[dict[str, Sentence]] = {
    "intake": Sentence("listes d'entrée : {lists}", "intake lists: {lists}"),
    "incomplete": Sentence(
        "listes des cartes à compléter : {lists}", "lists of cards to complete: {lists}"
    ),
    "accepted": Sentence(
        "listes des cartes acceptées : {lists}", "lists of accepted cards: {lists}"
    ),
    "passed": Sentence("listes des réussites : {lists}", "lists of passed cards: {lists}"),
    "failed": Sentence(
        "listes des cartes à retravailler : {lists}", "lists of cards to rework: {lists}"
    ),
    "managers": Sentence("responsables : {lists}", "managers: {lists}"),
    "robots": Sentence(
        "robots, qui ne sont mentors de personne : {lists}", "robots, nobody's mentors: {lists}"
    ),
    "project_labels": Sentence("étiquettes de projet : {lists}", "project labels: {lists}"),
}
_MODE: Final[dict[str, Sentence]] = {
    "observe": Sentence(
        "le greffier observe : il n'écrit rien sur Trello",
        "the clerk observes: it writes nothing to Trello",
    ),
    "enforce": Sentence(
        "le greffier agit : il commente et déplace les cartes",
        "the clerk acts: it comments on cards and moves them",
    ),
}
_SETTLE: Final = Sentence(
    "une carte neuve est vérifiée après {new} sans changement, une carte déplacée après {moved}",
    "a new card is checked after {new} without a change, a moved one after {moved}",
)
_RETURN: Final[dict[str, Sentence]] = {
    "mentor": Sentence(
        "une carte complétée est remise dans la liste d'entrée par son mentor",
        "a completed card is put back into the intake list by its mentor",
    ),
    "automatic": Sentence(
        "une carte complétée revient d'elle-même dans la liste d'entrée",
        "a completed card goes back into the intake list by itself",
    ),
}
_OWN_RETURN: Final[dict[str, Sentence]] = {
    **_RETURN,
    "mentor": Sentence(
        "une carte complétée est remise dans la liste d'entrée par qui l'a complétée",
        "a completed card is put back into the intake list by whoever completed it",
    ),
}
_KEEP: Final = Sentence(
    "ce qui nomme un étudiant s'efface {keep} après l'archivage ou la disparition de sa carte",
    "what names a student is erased {keep} after the card is archived or gone",
)
_KEPT: Final = Sentence(
    "ce qui nomme un étudiant est gardé sans limite (keep)",
    "what names a student is kept without limit (keep)",
)
_WEIGHT: Final[dict[Weight, Sentence]] = {
    "blocks": Sentence("obligatoire", "required"),
    "warns": Sentence("signalé", "warned of"),
    "off": Sentence("non vérifié", "not checked"),
}
_MENTION: Final = Sentence("{label} ({weight}) : {rule}", "{label} ({weight}): {rule}")
_LENGTHS: Final = Sentence(
    "Sessions : {lengths} ; placées {weeks} semaines d'avance",
    "Sessions: {lengths}; placed {weeks} weeks ahead",
)
_STATUSES: Final = Sentence(
    "Sessions : annulée moins de {late} avant, elle l'est tardivement ; absence notée {absent} après le "
    "début",
    "Sessions: cancelled less than {late} before, it is late; an absence is noted {absent} after the "
    "start",
)
_SHARE: Final = Sentence("{share} de la durée", "{share} of the length")
_CLOSED: Final = Sentence("Fermetures de l'école : {days}", "The school is closed: {days}")
_VIDEO: Final = Sentence("Salle de visioconférence : {url}", "Video room: {url}")
_PAY: Final = Sentence(
    "Relevés : barème en {currency} depuis le {day} ({amounts})",
    "Statements: pay in {currency} since {day} ({amounts})",
)
_NO_PAY: Final = Sentence(
    "Relevés : sans montants, le règlement n'a pas de [[pay]]",
    "Statements: without amounts, the rulebook has no [[pay]]",
)
_PAID_LEVELS: Final = Sentence("{funding}, niveaux {levels}", "{funding}, levels {levels}")
_UNITS: Final = ((86400, "d", "j"), (3600, "h", "h"), (60, "min", "min"), (1, "s", "s"))


def rulebook_lines(rulebook: Rulebook, language: Language) -> Iterator[str]:
    """Yield everything that the rulebook says, boards first."""
    if not rulebook.boards:
        yield _NO_BOARD.in_(language)
        for kind in KINDS:
            yield ""
            yield _KIND[kind].in_(language)
            yield from _mentions(kind, rulebook.severities, rulebook.notices[kind], language)
    for rules in rulebook.boards.values():
        yield from _board(rules, language)
        yield ""
    if not rulebook.boards:
        yield ""
    yield from _general(rulebook, language)


def duration(value: timedelta, language: Language) -> str:
    """Write a duration: "3 min", "1 h 30 min", "14 j"; "0 s"."""
    left, parts = int(value.total_seconds()), []
    for seconds, english, french in _UNITS:
        count, left = divmod(left, seconds)
        if count:
            parts.append(f"{count}{NO_BREAK}{french if language == 'fr' else english}")
    return NO_BREAK.join(parts) or f"0{NO_BREAK}s"


def _board(rules: BoardRules, language: Language) -> Iterator[str]:
    known = _KIND.get(rules.kind)
    kind = known.in_(language) if known else fill(_OWN_KIND, language, {"kind": rules.kind})
    yield fill(_BOARD, language, {"kind": kind, "name": rules.name, "board": rules.board})
    for key, sentence in _LISTS.items():
        values = getattr(rules, key)
        if values:
            yield "  " + fill(sentence, language, {"lists": ", ".join(values)})
    yield "  " + _MODE[rules.mode].in_(language)
    settle = {
        "new": duration(rules.settle_new, language),
        "moved": duration(rules.settle_moved, language),
    }
    yield "  " + fill(_SETTLE, language, settle)
    yield "  " + (_RETURN if rules.is_school else _OWN_RETURN)[rules.return_].in_(language)
    if rules.is_school:
        yield "  " + _keep(rules.keep, language)
    yield from _mentions(rules.kind, rules.severities, rules.notice, language)
    yield from _requirements(rules, language)


def _keep(keep: timedelta | None, language: Language) -> str:
    if keep is None:
        return _KEPT.in_(language)
    return fill(_KEEP, language, {"keep": duration(keep, language)})


def _mentions(
    kind: Kind, severities: Mapping[str, Weight], notice: Notice, language: Language
) -> Iterator[str]:
    for code, mention in MENTIONS.items():
        if kind in mention.KINDS:
            values = {
                "label": label(code, kind, language),
                "weight": _WEIGHT[severities[code]].in_(language),
                "rule": rule(code, kind, notice, language),
            }
            yield "  - " + fill(_MENTION, language, values)


def _requirements(rules: BoardRules, language: Language) -> Iterator[str]:
    for each in rules.requirements:
        values = {
            "label": label(each.code, rules.kind, language),
            "weight": _WEIGHT[each.severity].in_(language),
            "rule": rule_text(each, language),
        }
        yield "  - " + fill(_MENTION, language, values)


def _general(rulebook: Rulebook, language: Language) -> Iterator[str]:
    brake = rulebook.brake
    yield fill(_ZONE, language, {"zone": rulebook.timezone.key})
    yield fill(_RESYNC, language, {"every": duration(rulebook.resync_every, language)})
    values = {
        "moves": brake.moves,
        "per": duration(brake.per, language),
        "card_moves": brake.card_moves,
        "card_per": duration(brake.card_per, language),
    }
    yield fill(_BRAKE, language, values)
    if not rulebook.boards or any(each.is_school for each in rulebook.boards.values()):
        yield from _school(rulebook, language)
    for channel in rulebook.channels:
        yield fill(_CHANNEL, language, {"name": channel.name, "events": ", ".join(channel.events)})


def _school(rulebook: Rulebook, language: Language) -> Iterator[str]:
    yield fill(_COURSES, language, {"names": ", ".join(each.name for each in rulebook.courses)})
    yield from _mentoring(rulebook, language)
    yield from _sessions(rulebook.sessions, language)
    yield from _pay(rulebook.pay, language)


def _mentoring(rulebook: Rulebook, language: Language) -> Iterator[str]:
    mentoring = rulebook.mentoring
    values = {
        "remind": ", ".join(str(each) for each in mentoring.preparation.remind) or "–",
        "student": duration(mentoring.outcomes.student, language),
        "validator": duration(mentoring.outcomes.validator, language),
        "ladder": ", ".join(str(each) for each in mentoring.transfers.ladder),
    }
    for sentence in (_PREPARATION, _OUTCOMES, _TRANSFERS):
        yield fill(sentence, language, values)


def _sessions(rules: SessionRules, language: Language) -> Iterator[str]:
    lengths = ", ".join(f"{key} {duration(x, language)}" for key, x in rules.length.items())
    yield fill(_LENGTHS, language, {"lengths": lengths, "weeks": rules.weeks})
    after = rules.absent_after
    if isinstance(after, timedelta):
        absent = duration(after, language)
    else:
        absent = fill(_SHARE, language, {"share": f"{after.numerator}/{after.denominator}"})
    values = {"late": duration(rules.late, language), "absent": absent}
    yield fill(_STATUSES, language, values)
    if rules.closures:
        days = ", ".join(f"{x.first.isoformat()}/{x.last.isoformat()}" for x in rules.closures)
        yield fill(_CLOSED, language, {"days": days})
    if rules.video:
        yield fill(_VIDEO, language, {"url": rules.video})


def _pay(blocks: Sequence[Pay], language: Language) -> Iterator[str]:
    if not blocks:
        yield _NO_PAY.in_(language)
    for each in blocks:
        amounts = [
            fill(_PAID_LEVELS, language, {"funding": funding, "levels": joined(levels, language)})
            for funding, named in each.amounts.items()
            if (levels := [str(level) for level in sorted(named)])
        ]
        values = {"currency": each.currency, "day": each.from_.isoformat()}
        yield fill(_PAY, language, {**values, "amounts": " ; ".join(amounts) or "–"})
