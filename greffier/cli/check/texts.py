"""What `greffier check` says of a board beside its findings, in French and English."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from greffier.cli.check.guess import Plan
from greffier.cli.check.judge import JudgedBoard
from greffier.cli.check.read import Export
from rules.bilingual import Sentence
from rules.formatting import fill, label, plural
from rules.verdict import Language

_KIND: Final[dict[str, Sentence]] = {
    "given": Sentence(
        "{source} : tableau « {board} », vérifié comme « {kind} » (demandé).",
        "{source}: board “{board}”, checked as “{kind}” (as asked).",
    ),
    "rulebook": Sentence(
        "{source} : tableau « {board} », vérifié comme « {kind} » (règlement).",
        "{source}: board “{board}”, checked as “{kind}” (rulebook).",
    ),
    "names": Sentence(
        "{source} : tableau « {board} », vérifié comme « {kind} » (d'après son nom ou ses listes).",
        "{source}: board “{board}”, checked as “{kind}” (by its name or its lists).",
    ),
    "nothing": Sentence(
        "{source} : tableau « {board} », ni « soutenances » ni « transfert » d'après ses noms ; "
        "vérifié comme « {kind} ». Pour choisir : --kind.",
        "{source}: board “{board}” is neither “soutenances” nor “transfert” by its names; "
        "checked as “{kind}”. To choose: --kind.",
    ),
}
_LISTS: Final[dict[str, Sentence]] = {
    "given": Sentence(
        "{source} : listes d'entrée demandées : {intake}.",
        "{source}: intake lists as asked: {intake}.",
    ),
    "rulebook": Sentence(
        "{source} : listes d'entrée du règlement : {intake}.",
        "{source}: intake lists of the rulebook: {intake}.",
    ),
    "names": Sentence(
        "{source} : listes d'entrée d'après leurs noms : {intake}.",
        "{source}: intake lists by their names: {intake}.",
    ),
    "nothing": Sentence(
        "{source} : aucune liste d'entrée reconnue ; "
        "toutes les listes ouvertes sont vérifiées : {intake}. Pour choisir : --intake.",
        "{source}: no intake list recognised; "
        "all open lists are checked: {intake}. To choose: --intake.",
    ),
}
_INCOMPLETE: Final = Sentence(
    "{source} : cartes à compléter dans : {incomplete}.",
    "{source}: cards to be completed in: {incomplete}.",
)
_NO_INCOMPLETE: Final = Sentence(
    "{source} : aucune liste de cartes à compléter n'est reconnue.",
    "{source}: no list of cards to be completed is recognised.",
)
_MOST_TOLD: Final = 20
_UNREAD: Final = Sentence(
    "{source} : une carte ne se lit pas et n'est pas vérifiée ({what}) ; les autres le sont. "
    "Exportez de nouveau le tableau, ou corrigez cette carte sur Trello.",
    "{source}: a card cannot be read and is not checked ({what}); the others are. "
    "Export the board again, or correct this card on Trello.",
)
_ODD: Final = Sentence(
    "{source} : une valeur est laissée de côté ({what}) ; le reste est vérifié.",
    "{source}: a value is left out ({what}); the rest is checked.",
)
_MORE: Final = Sentence(
    "{source} : et {count} autres comme celles-ci.", "{source}: and {count} more like these."
)
_NONE: Final = Sentence("aucune", "none")
_WHY: Final[dict[str, Sentence]] = {
    "closed": Sentence("archivées : {count}", "archived: {count}"),
    "list-archived": Sentence("dans une liste archivée : {count}", "in an archived list: {count}"),
    "template": Sentence("modèles : {count}", "templates: {count}"),
    "role": Sentence(
        "séparateurs, miroirs ou liens : {count}", "separators, mirrors or links: {count}"
    ),
    "other-list": Sentence("dans d'autres listes : {count}", "in other lists: {count}"),
    "accepted-list": Sentence("déjà acceptées : {count}", "accepted already: {count}"),
}


def notes(export: Export, plan: Plan, language: Language) -> tuple[str, ...]:
    """Return how this board is judged and how that was found, for standard error."""
    names = {each.id: each.name for each in export.board.lists}
    rules = plan.rules

    def named(ids: tuple[str, ...]) -> str:
        shown = [names.get(each, each) for each in ids]
        return ", ".join(quoted(each, language) for each in shown) or _NONE.in_(language)

    values = {
        "source": export.source,
        "board": export.board.name,
        "kind": rules.kind,
        "intake": named(rules.intake),
        "incomplete": named(rules.incomplete),
    }
    last = _INCOMPLETE if rules.incomplete else _NO_INCOMPLETE
    return tuple(
        fill(each, language, values)
        for each in (_KIND[plan.kind_from], _LISTS[plan.lists_from], last)
    )


def oddities(export: Export, language: Language) -> Iterator[str]:
    """Yield what in the file is not what Trello writes, a line each; of very many, the first."""
    for sentence, found in ((_UNREAD, export.unread), (_ODD, export.odd)):
        for each in found[:_MOST_TOLD]:
            yield fill(sentence, language, {"source": export.source, "what": each.told(language)})
        more = len(found) - _MOST_TOLD
        if more > 0:
            yield fill(_MORE, language, {"source": export.source, "count": more})


def quoted(text: str, language: Language) -> str:
    """Put a text into quotation marks: "« P7 »", "“P7”"."""
    return f"«\u00a0{text}\u00a0»" if language == "fr" else f"“{text}”"


def checked(judged: JudgedBoard, language: Language) -> str:
    """Say how many cards were checked: "12 cartes vérifiées"."""
    count = judged.in_state("complete") + judged.in_state("incomplete")
    one, many = (
        ("carte vérifiée", "cartes vérifiées")
        if language == "fr"
        else ("card checked", "cards checked")
    )
    return plural(count, one, many, language)


def complete(judged: JudgedBoard, language: Language) -> str:
    """Say how many are complete: "7 complètes"."""
    one, many = ("complète", "complètes") if language == "fr" else ("complete", "complete")
    return plural(judged.in_state("complete"), one, many, language)


def incomplete(judged: JudgedBoard, language: Language) -> str:
    """Say how many are incomplete: "5 incomplètes"."""
    one, many = ("incomplète", "incomplètes") if language == "fr" else ("incomplete", "incomplete")
    return plural(judged.in_state("incomplete"), one, many, language)


def not_checked(judged: JudgedBoard, language: Language) -> str:
    """Say how many were not checked: "3 non vérifiées (archivées : 2, modèles : 1)"; "" where all were."""
    reasons = Counter(
        each.verdict.why for each in judged.cards if each.verdict.state == "not-checked"
    )
    if not reasons:
        return ""
    one, many = (
        ("non vérifiée", "non vérifiées") if language == "fr" else ("not checked", "not checked")
    )
    told = (fill(_WHY[why], language, {"count": count}) for why, count in reasons.most_common())
    return f"{plural(reasons.total(), one, many, language)} ({', '.join(told)})"


def counted(judged: JudgedBoard, language: Language, *, blocks: bool) -> str:
    """Say what cards lack, the commonest first: "date de soutenance (3), étiquette du projet (2)"."""
    findings = (each for card in judged.cards for each in card.verdict.findings)
    codes = Counter(each.mention for each in findings if each.blocks == blocks)
    return ", ".join(
        f"{label(code, judged.kind, language)}\u00a0({count})"
        for code, count in codes.most_common()
    )
