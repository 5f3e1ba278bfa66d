"""The panel of a card as JSON: everything written out in one language, no rule left to the browser."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from powerup.card import texts
from powerup.card.badges import badge_of, detail_badges
from powerup.card.items import items_of
from powerup.card.proposals import NOTHING_KNOWN, Proposals
from rules.calendar import local_time
from rules.comments import texts as comment_texts
from rules.formatting import joined, label, moment, shortened
from rules.mentions.sealed_date import is_kept
from rules.rulebook.values import BoardRules
from rules.verdict import Language, Verdict
from sync.effects.receipts import CLERK
from sync.mirror.board_summary import Glance
from sync.reports.card_view import CardView, Line
from sync.reports.receipt_texts import ReceiptTexts
from sync.rights.permissions import Person
from sync.rulebook.boards import Watched
from sync.use_cases.linked_card import Linked

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Panel:
    """What one panel is made from. `other`: the rules of the board for linked cards, if any; `linked`:
    the card that is there already; `known`: what is known of the card's student elsewhere; `conditional`:
    the defence was passed on a condition, which runs.
    """

    view: CardView
    board: Watched
    person: Person
    now: datetime
    language: Language
    rules_url: str = ""
    linked: Linked | None = None
    other: BoardRules | None = None
    known: Proposals = NOTHING_KNOWN
    conditional: bool = False

    def to_json(self) -> Json:
        """Return the whole panel, in words."""
        card, verdict = self.view.card, self.view.verdict
        title, tone = self._title()
        return {
            "card": {"id": card.id, "name": card.name, "url": card.url},
            "state": verdict.state,
            "title": title,
            "tone": tone,
            "next": self._next(),
            "badges": [asdict(each) for each in self._badges()],
            "items": items_of(
                self.view, self.board, self.now, self.language, self.rules_url, self.known
            ),
            "actions": self._actions(),
            "history": self._history(),
            "linked": {"url": self.linked.url} if self.linked else None,
            "rules": self.rules_url,
            "settles": self.view.settles_at.isoformat() if self.view.settles_at else None,
        }

    def _title(self) -> tuple[str, str]:
        """Return the verdict in a few words, and its tone: good, bad, doubt, wait or calm."""
        verdict, say = self.view.verdict, self._say
        if self._date_changed:
            return say(texts.DATE_CHANGED), "bad"
        if verdict.state == "not-checked":
            where = self._place_in_process()
            place = texts.PLACES.get(where, texts.NOT_CHECKED)
            if where == "held" and self.conditional:
                place = texts.CONDITIONAL
            return say(place.title), place.tone
        if verdict.state == "suspended":
            return say(texts.SUSPENDED), "wait"
        if verdict.state == "incomplete":
            count = len(verdict.missing)
            one = texts.INCOMPLETE_ONE if count == 1 else texts.INCOMPLETE
            return say(one, count=count), "bad"
        return self._complete(verdict)

    @property
    def _date_changed(self) -> bool:
        return any(each.mention == "sealed-date" for each in self.view.verdict.findings)

    def _place_in_process(self) -> str:
        """Return how far a card that is not checked has come, by its list and date; "" for not at all."""
        rules, card = self.board.rules, self.view.card
        if self.view.verdict.why not in ("accepted-list", "other-list"):
            return ""
        if rules.kind == "transfert":
            return "taken-over" if card.list_id in rules.passed else ""
        if card.list_id in rules.accepted and card.due is not None:
            return "planned" if self.now < card.due else "held"
        places = {"agreed": rules.accepted, "passed": rules.passed, "failed": rules.failed}
        return next((name for name, lists in places.items() if card.list_id in lists), "")

    def _complete(self, verdict: Verdict) -> tuple[str, str]:
        if verdict.hold is not None:
            return self._say(texts.ACCEPTED), "good"
        if verdict.findings:
            return self._say(texts.CONFIRM), "doubt"
        return self._say(texts.COMPLETE), "good"

    def _next(self) -> list[str]:
        """Return what comes next, in sentences."""
        said = [self._say(texts.PAUSED)] if self.board.paused else []
        if self.board.mode == "observe" and self.view.verdict.state != "not-checked":
            said.append(self._say(texts.OBSERVED))
        return said + self._next_of(self.view.verdict)

    def _next_of(self, verdict: Verdict) -> list[str]:
        if self._date_changed and verdict.state != "incomplete":
            return [self._say(texts.DECIDE_DATE[self.person.manager])]
        if verdict.state == "not-checked":
            return self._along_the_way(verdict)
        if verdict.hold is not None:
            return [self._held(verdict)]
        if verdict.state == "complete":
            return [self._after_complete()]
        said = [self._say(texts.PLACED)]
        if self.view.settles_at is not None:
            local = local_time(self.view.settles_at, self.board.ruled.zone)
            mark = "%H:%M" if self.language == "en" else "%H\u00a0h\u00a0%M"
            said.append(self._say(texts.SETTLES, time=local.strftime(mark)))
        if self._misplaced and self.board.rules.return_ == "mentor":
            said.append(self._say(texts.THEN_BACK, list=self._intake))
        return said

    def _along_the_way(self, verdict: Verdict) -> list[str]:
        """Return when the defence is or was; where neither is known, why the card is not checked."""
        place, due = self._place_in_process(), self.view.card.due
        if place in texts.WHEN and due is not None:
            at = moment(due, self.language, self.board.ruled.zone)
            if place == "held" and self.conditional:
                return [self._say(texts.WHEN["conditional"], at=at)]
            return [self._say(texts.WHEN[place], at=at[:1].upper() + at[1:])]
        why = texts.WHY_NOT_CHECKED.get(verdict.why)
        return [self._say(why)] if why and place in ("", "agreed") else []

    def _held(self, verdict: Verdict) -> str:
        hold = verdict.hold
        assert hold is not None
        if hold.kind == "accepted":
            reason = hold.reason.rstrip(".")
            return self._say(comment_texts.ACCEPTED, by=hold.by, reason=reason)
        if hold.until is None:
            return self._say(comment_texts.SUSPENDED, by=hold.by)
        until = moment(hold.until, self.language, self.board.ruled.zone)
        return self._say(comment_texts.SUSPENDED_UNTIL, by=hold.by, until=until)

    def _after_complete(self) -> str:
        rules = self.board.rules
        if not self._misplaced:
            sentence = comment_texts.COMPLETE_NEXT.get(rules.kind, comment_texts.COMPLETE_OTHER)
            return self._say(sentence)
        automatic = rules.return_ == "automatic"
        step = comment_texts.COMPLETE_RETURNED if automatic else comment_texts.COMPLETE_PUT_BACK
        return self._say(step, list=self._intake)

    @property
    def _misplaced(self) -> bool:
        return self.view.card.list_id in self.board.rules.incomplete

    @property
    def _intake(self) -> str:
        found = self.board.ruled.board.list_named(self.board.rules.intake[0])
        return found.name if found else ""

    def _badges(self) -> list[Any]:
        card, verdict, rules = self.view.card, self.view.verdict, self.board.rules
        glance = Glance(
            card_id=card.id,
            board_id=card.board_id,
            list_id=card.list_id,
            name=card.name,
            url=card.url,
            due=card.due,
            state=verdict.state,
            why=verdict.why,
            findings=tuple((each.mention, each.severity) for each in verdict.findings),
            settles_at=self.view.settles_at,
        )
        badge = badge_of(glance, rules, self.now, self.language)
        seal = self.view.history.seal
        dates = (card.due, seal.due if seal else None)
        zone = self.board.ruled.zone
        return detail_badges(badge, rules.kind, dates, self.now, zone, self.language)

    def _actions(self) -> Json:
        """Return what this person may do with this card now."""
        verdict = self.view.verdict
        judged = verdict.state != "not-checked"
        held = verdict.hold is not None
        seal = self.view.history.seal
        moved = seal is not None and not is_kept(self.view.card, seal, self.board.ruled.zone)
        manager = self.person.manager
        return {
            "putBack": self._intake if self._misplaced else "",
            "check": judged,
            "suspend": judged and not held,
            "lift": held and (manager or verdict.state == "suspended"),
            "accept": manager and verdict.state == "incomplete",
            "decideDate": manager and moved,
            "link": self.other is not None and self.linked is None,
        }

    def _history(self) -> list[Json]:
        board = self.board.ruled.board
        names = {each.id: each.name for each in board.lists}
        names |= {each.id: each.name for each in board.labels}
        teller = ReceiptTexts(names, self.board.ruled.zone, self.language)
        return [self._line(each, teller) for each in self.view.lines]

    def _line(self, line: Line, teller: ReceiptTexts) -> Json:
        by_clerk = line.by == CLERK
        return {
            "id": line.id,
            "at": moment(line.at, self.language, self.board.ruled.zone),
            "by": self._say(texts.CLERK) if by_clerk else line.by,
            "text": teller.what(line),
            "note": shortened(teller.note(line, on_card=True)),
            "why": self._why(line),
            "undo": line.undoable,
            "undone": line.undone_by,
            "past": line.at.isoformat() if self.person.manager else "",
        }

    def _why(self, line: Line) -> str:
        """Return what the clerk had found when it did that; "" for what people did."""
        known = [each for each in line.reasons if each in self.board.rules.severities]
        if line.by != CLERK or not known:
            return ""
        labels = [label(each, self.board.rules.kind, self.language) for each in known]
        return self._say(texts.FOUND, labels=joined(labels, self.language))

    def _say(self, sentence: Any, **values: object) -> str:
        return str(sentence.in_(self.language).format_map(values))
