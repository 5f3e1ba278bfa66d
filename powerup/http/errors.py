"""Everything that can stop a request, as an HTTP status, a code and a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from mentoring.sessions.changes.act import Refused as NotNow
from mentoring.sessions.rights import Unknown
from powerup.http import texts
from rules.bilingual import Sentence
from rules.verdict import Language
from sync.effects.undo import NotUndone
from sync.effects.undoable import why_in_words
from sync.rights.request import NOT_FIXED, NotFixed
from sync.trello.errors import Gone, RateLimited, Refused, TrelloError, Unauthorized, Unsure


class Denied(Exception):
    """The request is not served. `status` is of HTTP, `code` is for programs, `sentence` for people."""

    def __init__(self, status: int, code: str, sentence: Sentence) -> None:
        super().__init__(code)
        self.status, self.code, self.sentence = status, code, sentence


def bad_input(what: str) -> Denied:
    """Return the error (422) for a request that cannot be used; `what` is a key of `texts.WANTED`."""
    return Denied(422, what, texts.WANTED[what])


@dataclass(frozen=True, slots=True)
class Refusal:
    """What the browser is told."""

    status: int
    code: str
    message: str


def refusal_of(error: Exception, language: Language) -> Refusal:
    """Return the refusal for an error of ours or of Trello's. Raises `error` again where it is neither."""
    if isinstance(error, Denied):
        return Refusal(error.status, error.code, error.sentence.in_(language))
    if isinstance(error, NotFixed) and error.why == "managers-only":
        return Refusal(403, error.why, texts.MANAGERS.in_(language))
    if isinstance(error, NotFixed):
        status = {"unknown-card": 404, "validator-only": 403}.get(error.why, 409)
        return Refusal(status, error.why, NOT_FIXED[error.why].in_(language))
    if isinstance(error, NotUndone):
        sentence = why_in_words(error.why)
        why = sentence.in_(language) if sentence is not None else error.why
        return Refusal(409, "not-undone", texts.NOT_UNDONE.in_(language).format(why=why))
    if isinstance(error, TrelloError):
        return _of_trello(error, language)
    if isinstance(error, Unknown):
        return Refusal(404, "unknown", texts.UNKNOWN.in_(language))
    if isinstance(error, NotNow):
        status = 403 if error.code in ("managers-only", "read-only") else 409
        return Refusal(status, error.code, error.sentence.in_(language))
    raise error


def _of_trello(error: TrelloError, language: Language) -> Refusal:
    if isinstance(error, Gone):
        return Refusal(404, "gone", texts.TRELLO_GONE.in_(language))
    if isinstance(error, Unauthorized):
        return Refusal(502, "no-right", texts.TRELLO_RIGHTS.in_(language))
    if isinstance(error, Refused):
        return Refusal(409, "refused", texts.TRELLO_REFUSED.in_(language))
    if isinstance(error, Unsure):
        return Refusal(503, "unsure", texts.TRELLO_UNSURE.in_(language))
    code = "rate-limited" if isinstance(error, RateLimited) else "trello-down"
    return Refusal(503, code, texts.TRELLO_DOWN.in_(language))
