"""What would happen on a board, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from greffier.cli.receipts.texts import short
from greffier.cli.shared.text_table import clean
from greffier.composition import Greffier
from mentoring.defences.follow.foresee import beyond
from rules.bilingual import Sentence
from rules.calendar import local_time
from rules.editing.parse import BoardRules
from rules.formatting import fill, joined, label, plural, say
from rules.verdict import Language
from sync.rulebook.boards import Watched
from sync.rulebook.urls import rules_url
from sync.simulation.preview import Foreseen, Preview, foresee

_UNREAD: Final = Sentence(
    "{board} : pas encore lu. `greffier sync --board {board}` le lit sans rien y écrire.",
    "{board}: not read yet. `greffier sync --board {board}` reads it and writes nothing to it.",
)
_NOTHING: Final = Sentence(
    "{board} : rien à écrire, {cards}.", "{board}: nothing to write, {cards}."
)
_WOULD: Final = Sentence(
    "{board} : {moves}, {comments} ; {cards}.", "{board}: {moves}, {comments}; {cards}."
)
_AND_LISTS: Final = Sentence(
    "{board} : {moves}, {comments}, {lists} ; {cards}.",
    "{board}: {moves}, {comments}, {lists}; {cards}.",
)
_LIST: Final = Sentence("→ liste à cocher : « {title} »", "→ checklist: “{title}”")
_BRAKE: Final = Sentence(
    "Attention : le frein arrêtera Greffier après {count} déplacements. Reprenez avec "
    "`greffier resume {board}` après avoir regardé, ou relevez [brake] moves dans le règlement.",
    "Mind: the brake will stop Greffier after {count} moves. Go on with "
    "`greffier resume {board}` once you have looked, or raise [brake] moves in the rulebook.",
)
_AS_OF: Final = Sentence("D'après la lecture du {when}.", "As read on {when}.")
_HEAD: Final = Sentence("{name} (mode actuel : {mode})", "{name} (mode now: {mode})")
_PAUSED: Final = Sentence(" – en pause", " – paused")
_GOES: Final = Sentence("→ irait de « {from} » dans « {to} »", "→ would go from “{from}” to “{to}”")
_WAITS: Final = Sentence("→ rien avant {when}", "→ nothing before {when}")
_COMMENT: Final = Sentence("→ commentaire :", "→ comment:")
_STATES: Final = {
    "complete": ("✓", Sentence("complète", "complete")),
    "incomplete": ("✗", Sentence("incomplète", "incomplete")),
    "suspended": ("⏸", Sentence("suspendue", "suspended")),
    "not-checked": ("·", Sentence("date surveillée", "date watched")),
}
_COUNTS: Final = {
    "fr": (
        ("carte serait déplacée", "cartes seraient déplacées"),
        ("commentaire écrit ou modifié", "commentaires écrits ou modifiés"),
        ("carte regardée", "cartes regardées"),
        ("liste à cocher ajoutée", "listes à cocher ajoutées"),
    ),
    "en": (
        ("card would be moved", "cards would be moved"),
        ("comment written or edited", "comments written or edited"),
        ("card looked at", "cards looked at"),
        ("checklist added", "checklists added"),
    ),
}


def foreseen(parts: Greffier, rules: BoardRules) -> Preview | None:
    """Return the preview of this board, with the link to its rules; None where it was not read yet."""
    settings = parts.settings
    url = rules_url(settings.public_url, settings.secret, rules.board) if settings.secret else ""
    further = beyond(parts.work_settings)
    return foresee(parts.database, parts.rulebook, rules.board, settings.language, url, further)


def summary(preview: Preview | None, rules: BoardRules, language: Language) -> list[str]:
    """Return one line, and one more where the brake would stop it."""
    if preview is None:
        return [fill(_UNREAD, language, {"board": rules.name})]
    moves, comments, cards, lists = _COUNTS[language]
    told = {
        "board": rules.name,
        "moves": plural(preview.moves, *moves, language),
        "comments": plural(preview.comments, *comments, language),
        "cards": plural(len(preview.cards), *cards, language),
        "lists": plural(preview.checklists, *lists, language),
    }
    writes = preview.moves or preview.comments
    sentence = _AND_LISTS if preview.checklists else _WOULD if writes else _NOTHING
    lines = [fill(sentence, language, told)]
    if preview.brake_at is not None:
        lines.append(fill(_BRAKE, language, {"count": preview.brake_at, "board": rules.name}))
    return lines


def lines(preview: Preview, language: Language) -> Iterator[str]:
    """Yield the whole preview: each card with its verdict, what is missing, and what would be written."""
    board = preview.board
    paused = _PAUSED.in_(language) if board.paused else ""
    name = clean(board.form["name"])
    yield fill(_HEAD, language, {"name": name, "mode": board.mode}) + paused
    for each in preview.cards:
        yield from _card(each, board, language)
    yield ""
    yield from summary(preview, board.rules, language)
    if preview.read_at is not None:
        when = short(preview.read_at, board.ruled.zone)
        yield fill(_AS_OF, language, {"when": when})


def _card(each: Foreseen, board: Watched, language: Language) -> Iterator[str]:
    mark, state = _STATES[each.verdict.state]
    missing = [label(code, board.rules.kind, language) for code in each.verdict.missing]
    what = f" : {joined(missing, language)}" if missing else ""
    yield f"  {mark} {clean(each.card.name)} ({_list(each.card.list_id, board)}) – " + (
        f"{state.in_(language)}{what}"
    )
    if each.waits_until is not None:
        when = f"{local_time(each.waits_until, board.ruled.zone):%H:%M:%S}"
        yield f"      {fill(_WAITS, language, {'when': when})}"
    if each.move is not None:
        told = {"from": _list(each.move.from_list, board), "to": _list(each.move.to_list, board)}
        yield f"      {fill(_GOES, language, told)}"
    if each.tell is not None:
        yield f"      {_COMMENT.in_(language)}"
        for line in each.tell.text.splitlines():
            yield f"        {clean(line, 1000)}".rstrip()
    if each.checklist:
        yield f"      {fill(_LIST, language, {'title': each.checklist})}"


def _list(list_id: str, board: Watched) -> str:
    found = board.ruled.lists.get(list_id)
    return clean(found.name) if found is not None else list_id


def to_json(preview: Preview, language: Language) -> dict[str, Any]:
    """Return the preview as other programs read it. Times are UTC."""
    board = preview.board
    return {
        "id": board.rules.board,
        "name": board.rules.name,
        "mode": board.mode,
        "paused": board.paused,
        "read_at": preview.read_at.isoformat() if preview.read_at else None,
        "cards": [_card_json(each, board, language) for each in preview.cards],
        "summary": {
            "cards": len(preview.cards),
            "moves": preview.moves,
            "comments": preview.comments,
            "checklists": preview.checklists,
            "brake_at": preview.brake_at,
        },
    }


def _card_json(each: Foreseen, board: Watched, language: Language) -> dict[str, Any]:
    findings = []
    for finding in each.verdict.findings:
        told = say(finding, language, board.ruled.zone)
        findings.append(
            {
                "mention": finding.mention,
                "severity": finding.severity,
                "message": told.message,
                "read": told.read,
                "expected": told.expected,
            }
        )
    return {
        "id": each.card.id,
        "name": each.card.name,
        "url": each.card.url,
        "list": each.card.list_id,
        "verdict": each.verdict.state,
        "missing": list(each.verdict.missing),
        "findings": findings,
        "comment": each.tell.text if each.tell else None,
        "checklist": each.checklist or None,
        "notifies": bool(each.tell and each.tell.notifies),
        "from": each.move.from_list if each.move else None,
        "to": each.move.to_list if each.move else None,
        "waits_until": each.waits_until.isoformat() if each.waits_until else None,
    }
