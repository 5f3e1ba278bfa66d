"""The rows of the managers' queue as JSON: why each card is there, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from mentoring.school.ask_tables import AskRow
from mentoring.school.model import Mentor
from powerup.card.asks import texts as asks_texts
from powerup.card.asks.ask_shown import AskShown
from powerup.desk.todo import texts
from rules.bilingual import Sentence
from rules.formatting import joined, label, moment, plural, say, shortened
from rules.mentions.notice import CODE as NOTICE
from rules.reports.triage import Concern
from rules.verdict import Finding, Language
from sync.reports.triage import Matter
from sync.rulebook.boards import Watched

Json = dict[str, Any]

ACCEPTS: Final[Mapping[Concern, str]] = {
    "date": "accept-date",
    "incomplete": "accept",
    "twin": "accept-twins",
    "notice": "accept",
    "doubt": "accept",
}
"""The action by which a concern is accepted as it is."""

OFFERS: Final[Mapping[Concern, tuple[str, ...]]] = {
    "date": ("restore-date", "accept-date", "remind"),
    "parked": ("replay",),
    "decision": ("remind",),
    "result": ("remind",),
    "answer": ("pick",),
    "validator": ("pick",),
    "taker": ("pick",),
    "incomplete": ("remind", "accept", "suspend"),
    "back": ("put-back", "remind"),
    "notice": ("accept",),
    "twin": ("twins", "accept-twins", "remind"),
    "suspended": ("lift",),
    "doubt": ("accept", "remind"),
}
"""The actions that are offered about a concern, the usual one first."""

REASONED: Final = {"accept", "accept-date", "accept-twins"}
KEYS: Final = {"remind": "r", "pick": "p", "snooze": "s"}
USUAL: Final = frozenset(
    {"ask-next", "restore-date", "twins", "pick", "remind", "put-back", "lift", "replay"}
)
"""The actions that stand out and that Enter does, where they are the first that is offered."""


NextOf = Callable[[str, Sequence[AskRow]], Mentor | None]
"""Who is asked next for the card with this id, of which these are the asks."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Writes the rows of one board. `names`: full names by member id; `project_names`: names of the
    project labels by label id; `asks`: by card id, whom managers asked to take it.
    """

    board: Watched
    names: Mapping[str, str]
    project_names: Mapping[str, str]
    now: datetime
    language: Language
    asks: Mapping[str, Sequence[AskRow]] = field(default_factory=dict)
    next_asked: NextOf = lambda card_id, asks: None

    def row(self, matter: Matter) -> Json:
        """Return one row, everything in words."""
        card, triage = matter.row, matter.triage
        actions = self._actions(matter)
        first = actions[0]["name"] if actions else ""
        return {
            "id": card.id,
            "board": matter.rules.board,
            "boardName": self.board.form["name"],
            "list": self._list(card.list_id),
            "name": shortened(card.name),
            "url": card.url,
            "mentors": [self.names.get(each, "") for each in matter.members],
            "project": ", ".join(self.projects(matter)),
            "due": self.moment(card.due) if card.due else "",
            "left": self._left(triage.days),
            "level": triage.level,
            "risk": triage.risk,
            "kinds": [
                {"code": each, "label": self._say(texts.KINDS[each])} for each in triage.concerns
            ],
            "why": [self._why(each, matter) for each in triage.concerns],
            "asked": "" if "answer" in triage.concerns else self._asks(matter).state(),
            "reminded": self._reminded(matter),
            "actions": actions,
            "usual": first if first in USUAL else "",
            "seen": matter.mark,
        }

    def projects(self, matter: Matter) -> list[str]:
        """Return the names of the project labels on a card."""
        return [self.project_names[x] for x in matter.labels if x in self.project_names]

    def labels(self, matter: Matter) -> list[str]:
        """Return the names of all labels on a card."""
        return [
            each.name for each in self.board.ruled.board.labels if each.id in set(matter.labels)
        ]

    def _actions(self, matter: Matter) -> list[Json]:
        concerns = matter.triage.concerns
        accept = next((ACCEPTS[each] for each in concerns if each in ACCEPTS), "")
        offered = list(dict.fromkeys(x for each in concerns for x in OFFERS[each]))
        usable = [each for each in offered if self._usable(each, matter)]
        made = [self._action(each, matter, accept) for each in usable]
        return [
            *self._asking(matter),
            *made,
            *(self._action(each, matter, accept) for each in ("snooze", "check")),
        ]

    def _asking(self, matter: Matter) -> list[Json]:
        """Return what is offered about an ask: the next person, where nobody answered; taking it back."""
        found, asks = list[Json](), self._asks(matter)
        person = self.next_asked(matter.card_id, asks.rows) if asks.waits else None
        if person is not None:
            label = asks_texts.ASK_NAMED.in_(self.language).format(name=person.name)
            body = {"member": person.id}
            found.append({**self._action("ask-next", matter, ""), "label": label, "body": body})
        return [*found, self._action("withdraw-ask", matter, "")] if asks.open else found

    def _asks(self, matter: Matter) -> AskShown:
        rows = self.asks.get(matter.card_id, ())
        return AskShown(rows, self.names, self.board.ruled.zone, self.now, self.language)

    def _usable(self, action: str, matter: Matter) -> bool:
        if action == "remind":
            reachable = bool(matter.members) or matter.row.put_forward_by is not None
            return reachable and self.board.mode == "enforce" and not self.board.paused
        return True

    def _action(self, action: str, matter: Matter, accept: str) -> Json:
        key = "a" if action == accept else KEYS.get(action, "")
        named = "pick-taker" if action == "pick" and matter.rules.kind == "transfert" else action
        return {
            "name": action,
            "label": self._say(texts.ACTIONS[named]),
            "key": key,
            "reason": "required"
            if action in REASONED
            else "optional"
            if action == "suspend"
            else "",
        }

    def _why(self, concern: Concern, matter: Matter) -> str:
        tell = {
            "date": self._date_changed,
            "validator": self._no_validator,
            "result": self._owed,
            "decision": self._owed,
            "incomplete": self._incomplete,
            "suspended": self._suspended,
            "notice": self._notice,
        }.get(concern)
        if tell is not None:
            return tell(matter)
        if concern == "answer":
            return self._asks(matter).state()
        values = {"list": self._list(matter.row.list_id), "waited": self._waited(matter)}
        labels = self._labels([x for x in matter.findings if not x.blocks and x.mention != NOTICE])
        return self._say(texts.WHY[concern], labels=labels, **values)

    def _date_changed(self, matter: Matter) -> str:
        values = next(x for x in matter.findings if x.mention == "sealed-date").values
        due, by, at = values["due"], values["by"], values["at"]
        after = self._say(texts.NO_DATE)
        if isinstance(due, datetime):
            after = self._say(texts.THE, moment=self.moment(due))
        who = ""
        if isinstance(at, datetime) and by:
            who = self._say(texts.BY, by=by, at=self.moment(at))
        before = self.moment(values["sealed"]) if isinstance(values["sealed"], datetime) else ""
        return self._say(texts.WHY["date"], before=before, after=after, who=who)

    def _owed(self, matter: Matter) -> str:
        """Return when the defence took place, and what it waits for."""
        concern = next(x for x in matter.triage.concerns if x in ("result", "decision"))
        return self._say(texts.WHY[concern], at=self.moment(matter.row.due))

    def _no_validator(self, matter: Matter) -> str:
        planned = matter.row.list_id in matter.rules.accepted
        why = texts.WHY["validator-planned" if planned else "validator"]
        return self._say(why, waited=self._waited(matter))

    def _incomplete(self, matter: Matter) -> str:
        reachable = matter.members or matter.row.put_forward_by is not None
        why = texts.WHY["incomplete" if reachable else "incomplete-nobody"]
        labels = self._labels([each for each in matter.findings if each.blocks])
        return self._say(why, labels=labels, waited=self._waited(matter))

    def _notice(self, matter: Matter) -> str:
        finding = next(x for x in matter.findings if x.mention == NOTICE)
        read = say(finding, self.language, self.board.ruled.zone).read
        return self._say(texts.WHY["notice"], read=read)

    def _suspended(self, matter: Matter) -> str:
        row = matter.row
        until = self._say(texts.UNTIL, until=self.moment(row.hold_until)) if row.hold_until else ""
        reason = shortened(row.hold_reason or "").rstrip(".")
        quoted = self._say(texts.REASON, reason=reason) if reason else ""
        return self._say(texts.WHY["suspended"], by=row.hold_by, until=until, reason=quoted)

    def _reminded(self, matter: Matter) -> str:
        if matter.reminded is None:
            return ""
        at, by = matter.reminded
        return self._say(texts.REMINDED, by=by, at=self.moment(at))

    def _labels(self, findings: list[Finding]) -> str:
        kind = self.board.rules.kind
        codes = dict.fromkeys(each.mention for each in findings if each.mention != "twin")
        return joined([label(each, kind, self.language) for each in codes], self.language)

    def _waited(self, matter: Matter) -> str:
        since = matter.since or self.now
        days = (self.now - since) // timedelta(days=1)
        return self._days(days) if days else self._say(texts.LESS_THAN_A_DAY)

    def _left(self, days: int | None) -> str:
        if days is None:
            return ""
        near = {0: texts.TODAY, 1: texts.TOMORROW, -1: texts.YESTERDAY}.get(days)
        if near is not None:
            return self._say(near)
        return self._say(texts.IN if days > 0 else texts.AGO, days=self._days(abs(days)))

    def _days(self, count: int) -> str:
        one, many = ("jour", "jours") if self.language == "fr" else ("day", "days")
        return plural(count, one, many, self.language)

    def _list(self, list_id: str) -> str:
        found = self.board.ruled.board.list_named(list_id)
        return found.name if found else ""

    def moment(self, at: datetime) -> str:
        """Return the instant in words, in the school's zone."""
        return moment(at, self.language, self.board.ruled.zone)

    def _say(self, sentence: Sentence, **values: object) -> str:
        return sentence.in_(self.language).format_map(values)
