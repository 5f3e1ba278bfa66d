"""The blocks of the panel after a defence: its result, the cards that follow, the student's others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from mentoring.defences import presses
from mentoring.defences.follow.status import outcome_of
from mentoring.defences.follow_up_cards import follow_ups
from mentoring.defences.outcomes import (
    KINDS,
    OUTCOMES,
    Kind,
    Outcome,
    OutcomeName,
    is_agreed,
    stage_of,
)
from mentoring.defences.write_trello import target_of
from mentoring.school.model import Defence, may_decide, may_follow_up
from mentoring.school.read import defences
from mentoring.school.thanks import thanks
from powerup.card.blocks import Block, Body, Button, CardAsk, Source
from powerup.card.buttons import reason_of
from powerup.card.steps import outcome_texts as texts
from powerup.card.steps.history import history
from powerup.http.errors import bad_input
from powerup.http.power_up import Caller, other_board
from rules.formatting import moment
from sync.rights.request import NotFixed

CODE: Final = "outcome"
_WITH_REASON: Final = {
    "conditional": texts.COMPLETE_WHAT,
    "failed": texts.REASONS,
}
_LABELS: Final = {
    "passed": texts.PASSED,
    "conditional": texts.CONDITIONAL,
    "failed": texts.FAILED,
}
_READY: Final = {
    "second": texts.SECOND_READY,
    "next": texts.NEXT_READY,
    "transfer": texts.TRANSFER_READY,
}
_MAKE: Final = {
    "second": texts.SECOND,
    "next": texts.NEXT,
    "transfer": texts.TRANSFER,
}


def blocks(ask: CardAsk) -> Sequence[Block]:
    """Return the blocks about the result and about the student's other cards, as far as this person may."""
    rulebook, asked = ask.powerup.rulebook, ask.asked
    with ask.powerup.database.transaction() as session:
        found = defences(session, rulebook, ask.now, asked.card_id)
        card = next((each for each in found if each.board_id == asked.rules.board), None)
        result = _View(session, ask, card).block() if card is not None and not card.closed else None
        past = history(session, ask)
    return [each for each in (result, past) if each is not None]


class _View:
    """The block while it is being put together, in one transaction."""

    def __init__(self, session: Any, ask: CardAsk, card: Defence) -> None:
        self.session, self.ask, self.card, self.say = session, ask, card, ask.say
        self.outcome: Outcome | None = outcome_of(session, card.card_id)
        person = ask.asked.person
        self.decides = may_decide(card, person)
        self.follows = may_follow_up(card, person)

    def block(self) -> Block | None:
        """Return at most one block, by where the card stands."""
        if self.card.role == "passed":
            return self._passed()
        if self.card.role == "failed":
            return self._failed()
        if not is_agreed(self.card) or self.card.at is None or self.card.at > self.ask.now:
            return None
        if self.outcome is not None and self.outcome.outcome == "conditional":
            return self._running(self.outcome)
        if not self.decides:
            return Block(
                CODE,
                self.say(texts.RESULT),
                (self.say(texts.EXPECTED),),
            )
        return Block(
            CODE,
            self.say(texts.HOW),
            self._unlisted(),
            buttons=self._results(OUTCOMES),
        )

    def _running(self, outcome: Outcome) -> Block:
        mine = self.ask.asked.person.id == self.card.validator
        stages = texts.YOUR_TURN if mine else texts.STAGES
        stage = stage_of(outcome, self.ask.now)
        assert stage is not None
        zone, language = self.ask.powerup.rulebook.timezone, self.ask.language
        until = {
            "student_until": outcome.student_until,
            "validator_until": outcome.validator_until,
        }
        told = {key: moment(at, language, zone) for key, at in until.items() if at is not None}
        text = (
            self.say(texts.ASKED_FOR, reasons=outcome.reasons),
            self.say(stages[stage], **told),
        )
        final: tuple[Button, ...] = ()
        if self.decides:
            back = Button(self.say(texts.TAKE_BACK), "take-back")
            final = (*self._results(("passed", "failed")), back)
        return Block(CODE, self.say(texts.RUNNING), (*text, *self._unlisted()), buttons=final)

    def _unlisted(self) -> tuple[str, ...]:
        rules = self.ask.asked.rules
        missing = not rules.passed or not rules.failed
        return (self.say(texts.NO_LIST),) if missing and self.decides else ()

    def _results(self, names: Sequence[OutcomeName]) -> tuple[Button, ...]:
        rules = self.ask.asked.rules
        return tuple(
            Button(
                self.say(_LABELS[name]),
                "outcome",
                {"outcome": name},
                primary=name == "passed",
                reason=self.say(_WITH_REASON[name]) if name in _WITH_REASON else "",
            )
            for name in names
            if name == "conditional" or target_of(rules, name) is not None
        )

    def _passed(self) -> Block:
        kinds: list[Kind] = ["next"]
        caller = Caller(self.ask.asked.person, self.ask.asked.rules)
        if other_board(self.ask.powerup, caller) is not None:
            kinds.append("transfer")
        text, buttons = self._followed(kinds)
        if len(buttons) > 1:
            text = (*text, self.say(texts.THEN_HINT))
        told = (thanks(self.session, self.card, self.ask.asked.person.id, self.ask.language), *text)
        return Block(CODE, self.say(texts.THEN), told, buttons=buttons)

    def _failed(self) -> Block:
        reasons = self.outcome.reasons if self.outcome is not None else ""
        text = (self.say(texts.TOLD_REASONS, reasons=reasons),) if reasons else ()
        ready, buttons = self._followed(["second"])
        hint = (self.say(texts.SECOND_HINT),) if buttons else ()
        if self.decides and self.outcome is not None and not reasons:
            label, line = (
                self.say(texts.WRITE_REASONS),
                self.say(texts.REASONS),
            )
            buttons = (*buttons, Button(label, "reasons", reason=line))
        told = (self.say(texts.FAILING), *text, *ready, *hint)
        return Block(CODE, self.say(texts.THEN), told, buttons=buttons)

    def _followed(self, kinds: Sequence[Kind]) -> tuple[tuple[str, ...], tuple[Button, ...]]:
        """Return what is said of the cards that are there, and a button for each that is not."""
        there = follow_ups(self.session, self.card.card_id)
        text = tuple(self.say(_READY[each]) for each in kinds if each in there)
        buttons = tuple(
            Button(self.say(_MAKE[each]), "follow-up", {"kind": each}, primary=each != "transfer")
            for each in kinds
            if each not in there and self.follows
        )
        return text, buttons


def _outcome(ask: CardAsk, body: Body) -> None:
    name = next((each for each in OUTCOMES if each == body.get("outcome")), None)
    if name is None:
        raise bad_input("body")
    reasons = reason_of(body) if name in presses.WANT_REASONS else ""
    presses.say_outcome(ask.powerup.fixes, ask.asked, name, reasons)


def _take_back(ask: CardAsk, _: Body) -> None:
    presses.take_back(ask.powerup.fixes, ask.asked)


def _reasons(ask: CardAsk, body: Body) -> None:
    presses.give_reasons(ask.powerup.fixes, ask.asked, reason_of(body))


def _follow_up(ask: CardAsk, body: Body) -> None:
    kind = next((each for each in KINDS if each == body.get("kind")), None)
    if kind is None:
        raise bad_input("body")
    rules = ask.asked.rules
    other = (
        other_board(ask.powerup, Caller(ask.asked.person, rules)) if kind == "transfer" else rules
    )
    if other is None:
        raise NotFixed("unknown-card")
    presses.follow_up(ask.powerup.fixes, ask.asked, kind, other)


SOURCE: Final = Source(
    blocks,
    {
        "outcome": _outcome,
        "take-back": _take_back,
        "reasons": _reasons,
        "follow-up": _follow_up,
    },
)
