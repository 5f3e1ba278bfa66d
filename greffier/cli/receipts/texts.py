"""Receipts in words: what was done, why, and what it would take to undo it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any, Final

from rules.bilingual import Sentence
from rules.calendar import local_time
from rules.card import Kind
from rules.formatting import fill, joined, label, moment
from rules.mentions import MENTIONS
from rules.verdict import Language
from sync.effects.receipts import WHY_NOT
from sync.reports.note_texts import note_in_words

_DONE: Final[Mapping[str, Sentence]] = {
    "MoveCard": Sentence("rangée de « {from} » dans « {to} »", "moved from “{from}” to “{to}”"),
    "WriteComment": Sentence("commentaire écrit", "comment written"),
    "EditComment": Sentence("commentaire mis à jour", "comment brought up to date"),
    "SealDate": Sentence("date fixée : {to}", "date fixed: {to}"),
    "BreakSeal": Sentence("date libérée : {from}", "date set free: {from}"),
    "AcceptDate": Sentence("nouvelle date acceptée : {to}", "new date accepted: {to}"),
    "RestoreDate": Sentence("date rétablie : {to}", "date restored: {to}"),
    "Suspend": Sentence("laissée en place (suspendue)", "left alone (suspended)"),
    "AcceptCard": Sentence("acceptée telle quelle", "accepted as it is"),
    "LiftHold": Sentence("suspension terminée", "suspension over"),
    "Remind": Sentence("mentor relancé", "mentor reminded"),
    "AcceptTwins": Sentence("doublon accepté", "duplicate accepted"),
    "ArchiveCard": Sentence("doublon archivé", "duplicate archived"),
    "EraseStudent": Sentence("données de l'étudiant effacées", "student’s data erased"),
    "PauseBoard": Sentence("tableau mis en pause", "board paused"),
    "ResumeBoard": Sentence("tableau remis en marche", "board resumed"),
    "SetMode": Sentence("mode : de {from} à {to}", "mode: from {from} to {to}"),
    "SetRules": Sentence("règlement : version {to}", "rules: version {to}"),
    "AssignValidator": Sentence("soutenance confiée", "defence assigned"),
    "UndoAssignValidator": Sentence(
        "soutenance qui n'est plus confiée (annulation)", "defence not assigned any more (undone)"
    ),
    "TakeOver": Sentence("étudiant confié", "student taken over"),
    "UndoTakeOver": Sentence("relais annulé", "take-over undone"),
    "Conditional": Sentence("dite réussie sous condition", "said to be passed on a condition"),
    "UndoConditional": Sentence(
        "réussite sous condition reprise (annulation)", "conditional success taken back (undone)"
    ),
    "UndoMoveCard": Sentence("remise dans « {to} » (annulation)", "put back into “{to}” (undone)"),
    "UndoWriteComment": Sentence("commentaire retiré (annulation)", "comment removed (undone)"),
    "UndoEditComment": Sentence(
        "ancien commentaire remis (annulation)", "old comment back (undone)"
    ),
    "UndoRestoreDate": Sentence("date {to} remise (annulation)", "date {to} put back (undone)"),
    "UndoArchiveCard": Sentence("carte rouverte (annulation)", "card reopened (undone)"),
    "UndoSuspend": Sentence("suspension reprise (annulation)", "suspension taken back (undone)"),
    "UndoAcceptCard": Sentence(
        "acceptation reprise (annulation)", "acceptance taken back (undone)"
    ),
    "UndoAcceptDate": Sentence(
        "accord sur la date repris (annulation)", "date's acceptance taken back (undone)"
    ),
    "UndoAcceptTwins": Sentence(
        "doublon signalé à nouveau (annulation)", "duplicate told of again (undone)"
    ),
}
_NOBODY_TO_UNDO: Final = Sentence("annulé le {when}", "undone on {when}")
_UNDOABLE: Final = Sentence("annulable", "can be undone")
_NONE: Final = Sentence("(aucune)", "(none)")
HEADS: Final = {
    "fr": ("N°", "Quand", "Tableau", "Carte", "Ce qui a été fait", "Pourquoi", "Par", "Suite"),
    "en": ("No.", "When", "Board", "Card", "What was done", "Why", "By", "Since"),
}


def what(command: str, before: str, after: str, language: Language) -> str:
    """What was done, in words; `before` and `after` are names or dates as people read them."""
    sentence = _DONE.get(command)
    if sentence is None:
        return command
    none = _NONE.in_(language)
    return fill(sentence, language, {"from": before or none, "to": after or none})


def why(reasons: tuple[str, ...], kind: Kind, note: str, language: Language) -> str:
    """The mentions that were missing, and the note of who did it."""
    known = [label(each, kind, language) for each in reasons if each in MENTIONS]
    told = (joined(known, language), note_in_words(note, language))
    return " – ".join(each for each in told if each)


def since(undone_at: datetime | None, undoable: bool, zone: tzinfo, language: Language) -> str:
    """Whether it was undone, or still can be."""
    if undone_at is not None:
        return fill(_NOBODY_TO_UNDO, language, {"when": short(undone_at, zone)})
    return _UNDOABLE.in_(language) if undoable else ""


def short(at: datetime, zone: tzinfo) -> str:
    """ "02/03/2026 10:05", in that zone."""
    return f"{local_time(at, zone):%d/%m/%Y %H:%M}"


def readable(value: Any, lists: Mapping[str, str], zone: tzinfo, language: Language) -> str:
    """A list by its name, an instant as a date, anything else as it is."""
    text = "" if value is None else str(value)
    if text in lists:
        return lists[text]
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment(found, language, zone) if found.tzinfo else text


def why_not(reason: str, language: Language) -> str:
    """Why an effect was not undone: in our words, or as Trello said it."""
    sentence = WHY_NOT.get(reason)
    return sentence.in_(language) if sentence is not None else reason
