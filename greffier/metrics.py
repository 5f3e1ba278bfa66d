"""`/metrics`: how Greffier is doing, for Prometheus. Read from the database at each scrape, so that
any web process tells the whole. No personal data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from greffier.composition import Greffier
from mentoring.defences.badges import uncovered
from mentoring.mail.outbox import Standing, standing
from mentoring.sessions.counts import Counts, read_counts
from rules.editing.parse import Rulebook
from sync.clock import now
from sync.reports.health import BoardHealth, State, read_state
from sync.reports.metrics import Figures, read_figures

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def exposition(parts: Greffier) -> bytes:
    """Return all metrics as text. Raises SQLAlchemy's errors where the database cannot be reached."""
    state = read_state(parts.database, parts.rulebook)
    figures = read_figures(parts.database)
    registry = CollectorRegistry(auto_describe=False)
    with parts.database.transaction() as session:
        leaving = uncovered(session, parts.rulebook, now())
        counts = read_counts(session, parts.rulebook, now())
        mail = standing(session) if parts.settings.mail is not None else None
    people = People(leaving, counts, mail)
    registry.register(_Reading(state, figures, parts.rulebook, people))
    return generate_latest(registry)


@dataclass(frozen=True, slots=True)
class People:
    """Figures about students. `leaving`: with no next mentor; `mail`: None where none is sent."""

    leaving: int
    counts: Counts
    mail: Standing | None


class _Reading(Collector):
    """One scrape."""

    def __init__(self, state: State, figures: Figures, rulebook: Rulebook, of: People) -> None:
        self._state, self._figures, self._of = state, figures, of
        self._names = {rules.board: name for name, rules in rulebook.boards.items()}

    def collect(self) -> Iterator[Metric]:
        """Yield every metric, the whole first, then board by board."""
        state, figures = self._state, self._figures
        yield _one("healthy", "1 while /health answers 200", float(state.healthy))
        accepted = float(not state.token.refused)
        yield _one("token_accepted", "0 where Trello refused the token when last asked", accepted)
        ends = state.token.expires
        left = (ends - now()).total_seconds() if ends is not None else None
        yield _one("token_expires_seconds", "Until the token ends; none: it never does", left)
        yield _one("deliveries_received", "Deliveries kept, sixty days", figures.deliveries)
        yield _one("deliveries_unsettled", "Deliveries not served yet", figures.unsettled)
        yield _one(
            "last_delivery_age_seconds", "Since the last delivery", _age(state.last_delivery)
        )
        yield _one("queue_waiting", "Cards and boards that want a run", state.waiting)
        yield _one("queue_age_seconds", "How long the oldest of them waits", state.queue_age)
        yield _one("queue_parked", "Given up after several failures", state.parked)
        yield from self._people()
        yield from self._boards()
        yield self._pairs("verdicts", "Cards by verdict", "state", figures.verdicts)
        yield self._pairs("receipts", "Effects so far by command", "command", figures.receipts)

    def _people(self) -> Iterator[Metric]:
        counts, mail = self._of.counts, self._of.mail
        yield _one("sessions_unset", "Sessions that ended without a status", counts.unset)
        yield _one("students_without_mentor", "Students whom nobody follows", counts.without_mentor)
        text = "Students without a session this week"
        yield _one("students_without_session", text, counts.without_session)
        text = "Projects that end within seven days, with no next mentor"
        yield _one("transfers_uncovered", text, self._of.leaving)
        if mail is not None:
            yield _one("mails_waiting", "Mails that are not sent yet", mail.waiting)
            yield _one("mails_parked", "Mails that were refused for good", mail.parked)

    def _boards(self) -> Iterator[Metric]:
        boards, hooks = self._state.boards, self._figures.webhooks
        columns: Mapping[str, tuple[str, dict[str, float | None]]] = {
            "cards": ("Cards in the mirror", {each.name: each.cards for each in boards}),
            "enforcing": (
                "1 where the clerk acts, 0 where it observes",
                {each.name: float(each.mode == "enforce") for each in boards},
            ),
            "paused": (
                "1 while the board is paused",
                {each.name: float(bool(each.paused_why)) for each in boards},
            ),
            "webhooks_active": (
                "Active webhooks of the board",
                {each.name: hooks.get(each.board_id, 0) for each in boards},
            ),
            "webhook_failures": (
                "Deliveries in a row that Trello could not bring",
                {each.name: each.webhook_failures for each in boards},
            ),
            "lists_present": (
                "1 where every list of the rulebook is on the board and open",
                {each.name: float(each.lists_present) for each in boards},
            ),
            "drift_differences": (
                "Differences that the last comparison of board and mirror found",
                {each.name: each.drift for each in boards},
            ),
            "snapshot_age_seconds": ("Since the board was last read whole", _ages(boards)),
        }
        for name, (text, values) in columns.items():
            family = GaugeMetricFamily(f"greffier_{name}", text, labels=["board"])
            for board, value in values.items():
                if value is not None:
                    family.add_metric([board], value)
            yield family

    def _pairs(
        self, name: str, text: str, label: str, values: Mapping[tuple[str, str], int]
    ) -> Metric:
        family = GaugeMetricFamily(f"greffier_{name}", text, labels=["board", label])
        for (board, what), count in sorted(values.items()):
            family.add_metric([self._names.get(board, board), what], count)
        return family


def _one(name: str, text: str, value: float | None) -> Metric:
    family = GaugeMetricFamily(f"greffier_{name}", text)
    if value is not None:
        family.add_metric([], value)
    return family


def _ages(boards: tuple[BoardHealth, ...]) -> dict[str, float | None]:
    return {each.name: _age(each.snapshot_at) for each in boards}


def _age(since: datetime | None) -> float | None:
    return None if since is None else max((now() - since).total_seconds(), 0.0)
