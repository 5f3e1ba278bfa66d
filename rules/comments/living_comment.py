"""The living comment: everything that the clerk has to say about a card, in one text."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rules.bilingual import Sentence
from rules.board_rules import RuledBoard
from rules.card import Card
from rules.commands import TellCard
from rules.comments import texts as words
from rules.context import LivingComment, Note, Standing
from rules.formatting import in_markdown, joined, moment, say
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
    """The comment that this card should carry, or None where the one it carries says it already.

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
    """What the managers are told when the clerk stops by itself: with @, and without."""
    why = words.PAUSED_BOARD if of_board else words.PAUSED_CARD
    told = why.in_(language).format(moves=moves, minutes=minutes)
    texts = []
    for sign in ("@", ""):
        who = joined([f"{sign}{each}" for each in managers], language)
        greeting = words.GREETING.in_(language).format(who=who) if who else ""
        first = f"{greeting} {told}" if who else told[:1].upper() + told[1:]
        texts.append(f"{words.MARK} — {first} {words.PAUSED.in_(language)}")
    return texts[0], texts[1]


def telling(verdict: Verdict) -> tuple[str, ...]:
    """The mentions that a comment on this verdict calls people for."""
    if verdict.state == "incomplete":
        return verdict.missing
    return tuple(each.mention for each in verdict.findings if each.mention in SPEAKING_WARNINGS)


def _kept(verdict: Verdict, before: LivingComment | None) -> tuple[str, ...]:
    """What people were called for and is still missing: when the peace ends, they know it already."""
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
        """The whole text, cut where Trello would refuse it."""
        parts = [*self._answer(), *self._body(), *self._notes()]
        text = f"{words.MARK} — " + "\n\n".join(parts)
        return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"

    def _in(self, sentence: Sentence, **values: object) -> str:
        return sentence.in_(self.language).format_map(values)

    def _answer(self) -> list[str]:
        answer = self.standing.answer
        if answer is None:
            return []
        if answer.text:
            return [answer.text]
        sentence = words.ANSWERS.get(answer.key)  # an older version knew others
        by = in_markdown(answer.by)
        return [self._in(sentence, by=by, **dict(answer.values))] if sentence else []

    def _body(self) -> list[str]:
        if self.verdict.state == "suspended":
            return self._suspended()
        if self.verdict.state == "incomplete":
            return self._incomplete()
        return self._complete()

    def _incomplete(self) -> list[str]:
        blocking = [each for each in self.verdict.findings if each.blocks]
        lines = [self._opening(len(blocking)), self._listed(blocking, numbered=True)]
        lines += self._to_confirm()
        intake = self._list_name(self.ruled.rules.intake)
        automatic = self.ruled.rules.return_ == "automatic"
        lines.append(
            self._in(words.NEXT_AUTOMATIC if automatic else words.NEXT_MENTOR, list=intake)
        )
        lines.append(self._in(words.APPEAL, list=intake))
        return lines

    def _opening(self, count: int) -> str:
        missing = words.MISSING_ONE if count == 1 else words.MISSING_MANY
        sentences = [self._in(missing, count=count)]
        who = self._people(self.standing.addressees)
        if who:
            sentences.insert(0, self._in(words.GREETING, who=who))
        else:
            sentences[0] = sentences[0][:1].upper() + sentences[0][1:]
        if self.place in self.ruled.rules.incomplete:
            sentences.append(self._in(words.ASIDE, list=self._list_name((self.place,))))
        return " ".join(sentences)

    def _suspended(self) -> list[str]:
        hold = self.verdict.hold
        assert hold is not None
        if hold.until is None:
            first = self._in(words.SUSPENDED, by=in_markdown(hold.by))
        else:
            until = moment(hold.until, self.language, self.ruled.zone)
            first = self._in(words.SUSPENDED_UNTIL, by=in_markdown(hold.by), until=until)
        blocking = [each for each in self.verdict.findings if each.blocks]
        return [first, *([self._listed(blocking, numbered=True)] if blocking else [])]

    def _complete(self) -> list[str]:
        hold = self.verdict.hold
        if hold is not None:
            by, reason = in_markdown(hold.by), in_markdown(hold.reason.rstrip("."))
            return [self._in(words.ACCEPTED, by=by, reason=reason)]
        speaking = [each for each in self.verdict.findings if each.mention in SPEAKING_WARNINGS]
        lines = [] if self.verdict.state == "not-checked" else [self._next_step()]
        if speaking:
            lines += self._warned(speaking)
        said = lines or self.standing.notes or self.standing.answer
        return lines if said else [self._in(words.COMPLETE)]

    def _next_step(self) -> str:
        rules = self.ruled.rules
        thanks = self._in(words.COMPLETE)
        if self.place not in rules.incomplete:
            then = self._in(words.COMPLETE_NEXT[rules.kind])
            return f"{thanks} {then} {self._in(words.COMPLETE_ORDERS[rules.kind])}"
        return f"{thanks} {self._in(words.COMPLETE_PUT_BACK, list=self._list_name(rules.intake))}"

    def _warned(self, speaking: Sequence[Finding]) -> list[str]:
        arbitrates = any(each.mention == "sealed-date" for each in speaking)
        if arbitrates:
            who, opening = self._people(self.standing.managers), words.WARNED
        else:
            who, opening = self._people(self.standing.addressees), words.TO_LOOK_AT
        lines = [self._in(opening, who=who)] if who else []
        lines.append(self._listed(speaking, numbered=False))
        return [*lines, self._in(words.ARBITRATE)] if arbitrates else lines

    def _to_confirm(self) -> list[str]:
        warnings = [each for each in self.verdict.findings if not each.blocks]
        if not warnings:
            return []
        return [self._in(words.TO_CONFIRM) + "\n\n" + self._listed(warnings, numbered=False)]

    def _listed(self, findings: Sequence[Finding], *, numbered: bool) -> str:
        lines = []
        for position, finding in enumerate(findings, start=1):
            bullet = f"{position}." if numbered else "-"
            lines.append(f"{bullet} {self._item(finding)}")
        return "\n".join(lines)

    def _item(self, finding: Finding) -> str:
        told = say(finding, self.language, self.ruled.zone, in_markdown)
        text = self._in(
            words.ITEM,
            message=told.message,
            read=told.read.rstrip("."),
            expected=told.expected.rstrip("."),
            fix=told.fix,
        )
        if not self.standing.rules_url:
            return text
        url = f"{self.standing.rules_url}#{finding.mention}"
        return f"{text} {self._in(words.RULE, url=url)}"

    def _notes(self) -> list[str]:
        return [self._note(each) for each in self.standing.notes]

    def _note(self, note: Note) -> str:
        sign = "@" if note.told in self.fresh else ""
        return note.text.replace("{who}", joined([sign + x for x in note.calls], self.language))

    def _people(self, usernames: Sequence[str]) -> str:
        names = [f"@{each}" if self.calls else each for each in usernames]
        return joined(names, self.language)

    def _list_name(self, ids: Sequence[str]) -> str:
        for each in ids:
            found = self.ruled.board.list_named(each)
            if found is not None:
                return found.name
        return ids[0] if ids else ""
