"""The living comment: everything that the clerk has to say about a card, in one text."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rules.bilingual import Sentence
from rules.board_rules import RuledBoard
from rules.card import Card
from rules.clerk_memory import LivingComment, Note, Standing
from rules.commands import TellCard
from rules.comments import texts
from rules.formatting import joined, label, moment, say
from rules.markdown import in_markdown
from rules.mentions.twin import NAMESAKE
from rules.verdict import Finding, Language, Verdict

LONGEST = 16_000
"""Trello refuses comments above 16,384 characters."""

SPEAKING_WARNINGS = frozenset({"twin", "sealed-date"})
"""Warnings that are worth a comment by themselves; the others wait to be seen on the badge."""


def tell(
    card: Card,
    verdict: Verdict,
    ruled: RuledBoard,
    standing: Standing,
    target: str | None,
    language: Language,
) -> TellCard | None:
    """Return the comment that this card should carry; None where the one it carries says it already, or
    where a person deleted that one and there is nothing new to call for.

    `target` is the list to which the card is about to be moved, None where it stays. People are
    called with @ only when something is missing that they were not called for before.
    """
    before = standing.comment
    told = _kept(verdict, before) if verdict.state == "suspended" else telling(verdict)
    told += tuple(each.told for each in standing.notes)
    plain = _Text(card, verdict, ruled, standing, target, language).write()
    if before is not None and (
        before.plain == plain or _deleted_for(before.told, before.deleted, told)
    ):
        return None
    fresh = set(told) - set(before.told if before is not None else ())
    if not fresh:
        return TellCard(card.id, plain, plain, told)
    text = _Text(card, verdict, ruled, standing, target, language, calls=fresh).write()
    return TellCard(card.id, text, plain, told, notifies=text != plain)


def paused(
    managers: Sequence[str], moves: int, minutes: int, language: Language, *, of_board: bool
) -> tuple[str, str]:
    """Return what the managers are told when the clerk stops by itself: with @, and without."""
    why = texts.PAUSED_BOARD if of_board else texts.PAUSED_CARD
    told = why.in_(language).format(moves=moves, minutes=minutes)
    said = []
    for sign in ("@", ""):
        named = [f"@{each}" if sign else in_markdown(each) for each in managers]
        who = joined(named, language)
        called = texts.CALLED.in_(language).format(who=who, text=told)
        first = called if who else told[:1].upper() + told[1:]
        said.append(f"{texts.MARK} — {first} {texts.PAUSED.in_(language)}")
    return said[0], said[1]


def telling(verdict: Verdict) -> tuple[str, ...]:
    """Return the mentions that a comment on this verdict calls people for."""
    if verdict.state == "incomplete":
        return verdict.missing
    return tuple(each.mention for each in verdict.findings if _speaks(each))


def _speaks(finding: Finding) -> bool:
    """Return whether a warning is worth a comment: that somebody else has the same name is not."""
    return finding.mention in SPEAKING_WARNINGS and finding.variant != NAMESAKE


def _kept(verdict: Verdict, before: LivingComment | None) -> tuple[str, ...]:
    """Return what people were called for and is still missing: they are not called again afterwards."""
    return tuple(each for each in verdict.missing if before is not None and each in before.told)


def _deleted_for(told_then: Sequence[str], deleted: bool, told: Sequence[str]) -> bool:
    return deleted and set(told_then) == set(told)


class _Text:
    """The text while it is being put together."""

    def __init__(
        self,
        card: Card,
        verdict: Verdict,
        ruled: RuledBoard,
        standing: Standing,
        target: str | None,
        language: Language,
        *,
        calls: Collection[str] = (),
    ) -> None:
        self.card, self.verdict, self.ruled, self.standing = card, verdict, ruled, standing
        self.language, self.fresh = language, calls
        self.calls = any(not each.startswith(Note.PREFIX) for each in calls)
        # Where the card will be when this is read: the comment is written before the move, and a
        # look after it must find nothing to change.
        self.place = target or card.list_id

    def write(self) -> str:
        """Return the whole text, cut where Trello would refuse it."""
        parts = [*self._answer(), *self._body(), *self._notes()]
        text = f"{texts.MARK} — " + "\n\n".join(parts)
        return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"

    def _in(self, sentence: Sentence, **values: object) -> str:
        return sentence.in_(self.language).format_map(values)

    def _answer(self) -> list[str]:
        answer = self.standing.answer
        if answer is None:
            return []
        if answer.text:
            return [answer.text]
        sentence = texts.ANSWERS.get(answer.key)  # an older version knew others
        by = in_markdown(answer.by)
        values = {key: in_markdown(value) for key, value in answer.values}
        return [self._in(sentence, by=by, **values)] if sentence else []

    def _body(self) -> list[str]:
        if self.verdict.state == "suspended":
            return self._suspended()
        if self.verdict.state == "incomplete":
            return self._incomplete()
        return self._complete()

    def _incomplete(self) -> list[str]:
        blocking = [each for each in self.verdict.findings if each.blocks]
        intake = self._list_name(self.ruled.rules.intake)
        automatic = self.ruled.rules.return_ == "automatic"
        then = texts.NEXT_AUTOMATIC if automatic else texts.NEXT_MENTOR
        return [
            f"{self._opening(len(blocking))}\n\n{self._listed(blocking, numbered=True)}",
            *self._useful(),
            f"{self._in(then, list=intake)} {self._further()}",
        ]

    def _opening(self, count: int) -> str:
        missing = texts.MISSING_ONE if count == 1 else texts.MISSING_MANY
        return self._called(self.standing.addressees, self._in(missing, count=count))

    def _called(self, usernames: Sequence[str], text: str) -> str:
        """Return the text after the names of whom it is for, or with a capital where there is nobody."""
        who = self._people(usernames)
        return self._in(texts.CALLED, who=who, text=text) if who else text[:1].upper() + text[1:]

    def _further(self) -> str:
        """Return where the rules are, and how to disagree."""
        rules = self.standing.rules_url
        links = [self._in(texts.RULES, url=rules)] if rules else []
        return " · ".join([*links, self._in(texts.APPEAL)])

    def _suspended(self) -> list[str]:
        hold = self.verdict.hold
        assert hold is not None
        if hold.until is None:
            first = self._in(texts.SUSPENDED, by=in_markdown(hold.by))
        else:
            until = moment(hold.until, self.language, self.ruled.zone)
            first = self._in(texts.SUSPENDED_UNTIL, by=in_markdown(hold.by), until=until)
        blocking = [each for each in self.verdict.findings if each.blocks]
        return [first, *([self._listed(blocking, numbered=True)] if blocking else [])]

    def _complete(self) -> list[str]:
        hold = self.verdict.hold
        if hold is not None:
            by, reason = in_markdown(hold.by), in_markdown(hold.reason.rstrip("."))
            return [self._in(texts.ACCEPTED, by=by, reason=reason)]
        speaking = [each for each in self.verdict.findings if _speaks(each)]
        lines = [] if self.verdict.state == "not-checked" else [self._next_step()]
        if speaking:
            lines += self._warned(speaking)
        said = lines or self.standing.notes or self.standing.answer
        return lines if said else [self._in(texts.COMPLETE)]

    def _next_step(self) -> str:
        rules = self.ruled.rules
        thanks = self._in(texts.COMPLETE)
        if self.place not in rules.incomplete:
            if not rules.is_school:
                return f"{thanks} {self._in(texts.COMPLETE_OTHER)}"
            then = self._in(texts.COMPLETE_NEXT[rules.kind])
            return f"{thanks} {then} {self._in(texts.COMPLETE_ORDERS[rules.kind])}"
        return f"{thanks} {self._in(texts.COMPLETE_PUT_BACK, list=self._list_name(rules.intake))}"

    def _warned(self, speaking: Sequence[Finding]) -> list[str]:
        arbitrates = any(each.mention == "sealed-date" for each in speaking)
        if arbitrates:
            opening = self._called(self.standing.managers, self._in(texts.WARNED))
        else:
            opening = self._called(self.standing.addressees, self._in(texts.TO_LOOK_AT))
        lines = [f"{opening}\n\n{self._listed(speaking, numbered=False)}"]
        return [*lines, self._in(texts.ARBITRATE)] if arbitrates else lines

    def _useful(self) -> list[str]:
        warnings = [each for each in self.verdict.findings if not each.blocks]
        if not warnings:
            return []
        return [self._in(texts.USEFUL) + "\n\n" + self._listed(warnings, numbered=False)]

    def _listed(self, findings: Sequence[Finding], *, numbered: bool) -> str:
        lines = []
        for position, finding in enumerate(findings, start=1):
            bullet = f"{position}." if numbered else "-"
            lines.append(f"{bullet} {self._item(finding)}")
        return "\n".join(lines)

    def _item(self, finding: Finding) -> str:
        told = say(finding, self.language, self.ruled.zone, in_markdown)
        name = label(finding.mention, self.ruled.rules.kind, self.language)
        return self._in(texts.ITEM, name=name[:1].upper() + name[1:], line=told.line)

    def _notes(self) -> list[str]:
        return [self._note(each) for each in self.standing.notes]

    def _note(self, note: Note) -> str:
        names = self.standing.names
        fresh = note.told in self.fresh
        who = [f"@{x}" if fresh else in_markdown(names.get(x, x)) for x in note.calls]
        return note.text.replace("{who}", joined(who, self.language))

    def _people(self, usernames: Sequence[str]) -> str:
        """Return people called with @, or by their full names where nobody is to be disturbed."""
        names = self.standing.names
        told = [f"@{x}" if self.calls else in_markdown(names.get(x, x)) for x in usernames]
        return joined(told, self.language)

    def _list_name(self, ids: Sequence[str]) -> str:
        for each in ids:
            found = self.ruled.board.list_named(each)
            if found is not None:
                return in_markdown(found.name)
        return ids[0] if ids else ""
